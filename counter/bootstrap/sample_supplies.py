"""The sample office's supplies: its own sample prices, which no post published, and a sample stock."""

from pathlib import Path

from counter.config_supplies import FILE
from counter.domain.payment import MonthlyAccount
from counter.services.identifiers import new_action_id
from counter.services.monthly_accounts import MonthlyAccounts
from counter.services.sign_in import SignIn
from counter.services.stock import StockKeeping
from counter.services.supplies import Supplies

LIST = """\
code,name_zh,name_en,price,low,note_zh,note_en
BOX1,纸箱 1号 53x29x37cm,Box No. 1 53x29x37cm,5.00,10,样品价,sample price
BOX3,纸箱 3号 43x21x27cm,Box No. 3 43x21x27cm,3.50,10,样品价,sample price
BOX5,纸箱 5号 29x17x19cm,Box No. 5 29x17x19cm,2.00,20,样品价,sample price
BAG1,防水包装袋,Waterproof bag,1.00,20,样品价,sample price
BUBBLE,气泡膜 1米,"Bubble wrap, 1 metre",1.50,10,样品价,sample price
TAPE,封箱胶带,Packing tape,4.00,5,样品价,sample price
ENV,信封,Envelope,0.50,50,样品价,sample price
STAMP120,邮票 1.20元,Stamp of 1.20,1.20,50,样品,sample
STAMP080,邮票 0.80元,Stamp of 0.80,0.80,50,样品,sample
"""
"""Invented for the sample office: an office writes its own list."""

_PIECES = {"TAPE": 24, "STAMP120": 500, "STAMP080": 500, "ENV": 300}
_USUALLY = 60
_KEEPER = "wangfang"


_ACCOUNT = MonthlyAccount("A100", "东单书店（样品）", 200_000)
"""A customer who pays by the month, invented too."""


def write_list(home: Path) -> None:
    """Put the sample's price list into its data directory."""
    (home / FILE).write_text(LIST, encoding="utf-8")


def stock_up(supplies: Supplies, stock: StockKeeping, accounts: MonthlyAccounts, sign_in: SignIn) -> None:
    """Book the sample's first delivery and open its monthly account, in its supervisor's name."""
    keeper = next(m for m in sign_in.members() if m.staff_id == _KEEPER)
    accounts.save(_ACCOUNT, keeper)
    for supply in supplies.listed:
        stock.take_in(new_action_id(), supply.code, _PIECES.get(supply.code, _USUALLY), keeper, "样品库存 sample stock")
