"""Whether a piece of text is a person's name."""

import re

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余叶蒋杜苏魏程吕丁任沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯"
    "邹熊孟秦白江阎阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱覃武严孔向汤赖洪温安申庄章鲁倪殷柳庞莫翟聂耿鲍伍童葛毕喻岳柯凌梅辛管欧焦左甘祝包盛尚纪"
    "舒屈项詹裴席卫蒲骆冉路齐霍商宁牛游卞解关柴褚戚成阮景柏牟车单苗房时阳倘卓祁边艾文全党华冷麦连简卜易涂谷鄢仇隋池明官查司项蔡蔺乔符辜晏岑迟桂"
    "丛臧滕植木楼应敖兰费双宫储娄苑宗苟黑原"
)
_DOUBLE_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "司徒",
    "令狐",
    "慕容",
    "夏侯",
    "东方",
    "尉迟",
    "公孙",
    "长孙",
    "端木",
)
_HONORIFIC = r"(?:先生|女士|小姐|同学|老师|经理|师傅|阿姨|叔叔|医生|主任)"
_HAN_NAME = re.compile(rf"([一-鿿㐀-䶿𠀀-𱍊]{{1,4}}?){_HONORIFIC}?(?:\s*[(（]?[收寄][)）]?)?")
_DOTTED_NAME = re.compile(r"[一-鿿]{1,8}(?:[·•・.][一-鿿]{1,8})+(?:[(（]?收[)）]?)?")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*(?:\s[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*){0,4}")
_PLACE_END = re.compile(
    r"(?:[省市区县旗镇乡村屯庄路街道巷弄号楼栋幢座室层户房园苑城厂店桥院校馆站组队口门]|小区|公寓|大厦|广场|公司|单元|花园|社区|驿站|代收)$"
)
_LATIN_PLACE = re.compile(
    r"(?i)\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|blvd|way|square|court|apt|unit|room|flat|suite|floor|"
    r"building|bldg|block|city|district|province|county|town|village|box|co|ltd|inc|company|university)\b"
)


def surname_length(text: str) -> int:
    """Return the length of the Chinese surname that `text` begins with, or 0."""
    if text.startswith(_DOUBLE_SURNAMES):
        return 2
    return 1 if text[:1] in _SURNAMES else 0


def is_plain_name(text: str) -> bool:
    """Return whether `text` reads as one person's full name that begins with a known Chinese surname."""
    found = _HAN_NAME.fullmatch(text)
    if found is None or _PLACE_END.search(text):
        return False
    surname = surname_length(text)
    bare = len(found.group(1))
    titled = len(text) > bare
    return surname > 0 and (bare > surname or titled) and bare <= surname + 2


def is_possible_name(text: str) -> bool:
    """Return whether `text` could be a name: an unknown surname, a name of two parts, or Latin letters."""
    if _PLACE_END.search(text) and not is_plain_name(text):
        return False
    if _DOTTED_NAME.fullmatch(text) or (_HAN_NAME.fullmatch(text) and len(text) >= 2):
        return True
    return bool(_LATIN_NAME.fullmatch(text)) and not _LATIN_PLACE.search(text)


def is_organisation(text: str) -> bool:
    """Return whether `text` ends like the name of a firm, school or office."""
    return (
        re.search(r"(?:公司|集团|医院|学校|大学|中学|小学|银行|事务所|商行|工作室|委员会|支行|局|厂|店)$", text)
        is not None
    )
