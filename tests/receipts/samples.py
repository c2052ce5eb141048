"""Snapshots to print in tests and pictures: an everyday one, one with everything long, one with rare characters."""

from receipts.snapshots import FeeRow, Office, Party, Receipt, ReceiptItem, TenderRow, Waybill

OFFICE = Office(
    {"zh": "北京中关村邮政支局", "en": "Beijing Zhongguancun Post Office"},
    "10008001",
    "3",
    "010-6255 0000",
    ("营业时间 09:00-17:00", "客户服务电话 11183"),
)
SENDER = Party("李*", "138******21", "北京市海淀区中关村大街**号", "100080")
RECIPIENT = Party("王*明", "139******07", "广东省广州市天河区体育西路**号", "510620")
TARIFF = {"zh": "国内普通包裹资费表 2024-01", "en": "Domestic parcels, table 2024-01"}
NOTICE = {"zh": "(第三方整理,未经核实)", "en": "(third-party table, unverified)"}
FEES = (
    FeeRow("first", {"zh": "首重 500 g", "en": "First weight 500 g"}, 600),
    FeeRow("additional", {"zh": "续重 2 x 500 g x ￥2.00", "en": "Additional 2 x 500 g x ￥2.00"}, 400),
    FeeRow("registered", {"zh": "挂号费", "en": "Registration"}, 300),
    FeeRow("insurance", {"zh": "保价费 ￥500.00 x 1%", "en": "Insurance ￥500.00 x 1%"}, 500),
)
WAYBILL = Waybill(
    office=OFFICE,
    mail_number="PA12345678901",
    service_code="300",
    service_name={"zh": "普通包裹", "en": "Ordinary parcel"},
    zone="3",
    route={"zh": "北京→广东广州", "en": "Beijing - Guangzhou"},
    sender=SENDER,
    recipient=RECIPIENT,
    weight_text="1.250 kg",
    weight_manual=False,
    chargeable_weight_g=1500,
    currency="CNY",
    fees=FEES,
    total=1800,
    contents="书籍 2 册,茶叶 1 盒",
    inspection_mark="已验视 A07",
    clerk="张华 0312",
    accepted_at="2026-03-02 10:21:33",
    business_date="2026-03-02",
    tariff_name=TARIFF,
    tariff_notice=NOTICE,
    size_mm=(300, 200, 150),
    services=({"zh": "挂号", "en": "Registered"}, {"zh": "保价", "en": "Insured"}),
    declared=50000,
    terms={
        "zh": "禁寄物品不得交寄。查询自交寄之日起一年内办理。",
        "en": "Prohibited articles must not be posted. Enquiries within one year of posting.",
    },
)
ITEM = ReceiptItem(
    "PA12345678901",
    {"zh": "普通包裹", "en": "Ordinary parcel"},
    {"zh": "北京→广东广州", "en": "Beijing - Guangzhou"},
    "1.250 kg",
    False,
    FEES,
    1800,
    True,
    TARIFF,
    NOTICE,
)
RECEIPT = Receipt(
    office=OFFICE,
    receipt_number="100080-3-000127",
    items=(ITEM,),
    total=1800,
    currency="CNY",
    tenders=(TenderRow("cash", 2000),),
    change=200,
    clerk="张华 0312",
    accepted_at="2026-03-02 10:21:33",
    business_date="2026-03-02",
    journal_seq=48213,
    chain_code="7F3A-91C2",
)
