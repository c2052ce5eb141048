"""XLSX: written with openpyxl; read only after its container was found harmless.

A workbook is a ZIP of XML. Before anything is unpacked, the file's size, the number of its members, their declared
sizes and ratios are bounded, and members that a tariff has no use for (macros, links, embedded objects) are refused.
What a member unpacks to is cut at its declared size by zipfile itself, so a lying header gains nothing.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, cast

from tariffs.library import fail
from tariffs.problems import TariffError
from tariffs.sheets.cells import Cell
from tariffs.sheets.reading import Sheet, address
from tariffs.sheets.separated import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, formula, too_many
from tariffs.sheets.writing import Rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class _ReadCell(Protocol):
    """A cell as openpyxl reads it; data_type f is a formula."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


class _ReadSheet(Protocol):
    """What is used of a worksheet that openpyxl streams (its stubs leave these out)."""

    title: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self) -> Iterator[tuple[_ReadCell, ...]]: ...


MOST_MEMBERS = 100
MOST_UNPACKED = 20_000_000
MOST_RATIO = 100
"""A member that unpacks to more than this many times its size is no table that a person made."""

_SMALL = 100_000
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What zipfile, the XML parser and openpyxl raise on a damaged file."""
_UNWANTED = ("vbaproject", "externallinks/", "embeddings/", "activex/", "ctrlprops/", "connections.xml")
_WIDTH = 14


def write_xlsx(book: Mapping[str, Rows]) -> bytes:
    """All sheets as one workbook: headers stand, texts stay texts."""
    from openpyxl import Workbook  # 0.2 s: only who exports pays for it

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in book.items():
        _fill(workbook.create_sheet(name), rows)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(sheet: "Worksheet", rows: Rows) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
            if isinstance(value, Decimal):
                cell.number_format = "0" + "." * ("." in str(value)) + "0" * len(str(value).partition(".")[2])
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for column in range(1, (sheet.max_column or 1) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH


def read_xlsx(data: bytes, source: str) -> dict[str, Sheet]:
    """The sheets of a workbook. Raises TariffError: too big, a bomb, macros or links, no workbook, a formula."""
    _inspect(data, source)
    from openpyxl import load_workbook  # 0.2 s: only who imports pays for it

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        streamed = [cast(_ReadSheet, sheet) for sheet in workbook.worksheets]
        return {sheet.title: Sheet(list(_rows(sheet, source))) for sheet in streamed}
    except TariffError:
        raise
    except _BROKEN as error:
        raise _no_workbook(source) from error


def _inspect(data: bytes, source: str) -> None:
    if len(data) > MOST_BYTES:
        raise fail(source, "", "文件太大", "The file is too big", "资费表不超过 2 MB", "A tariff is below 2 MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = container.infolist()
            _bounded(members, source)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _plain_xml(container, member, source)
    except TariffError:
        raise
    except _BROKEN as error:
        raise _no_workbook(source) from error


def _bounded(members: list[zipfile.ZipInfo], source: str) -> None:
    unpacked = sum(member.file_size for member in members)
    ratios = [m.file_size / max(1, m.compress_size) for m in members if m.file_size > _SMALL]
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or max(ratios, default=0) > MOST_RATIO:
        raise fail(source, "", "解压后过大，可能是压缩炸弹", "It unpacks to far more than a tariff needs",
                   "请另存为普通工作簿", "Save it as a plain workbook")  # fmt: skip
    for member in members:
        name = member.filename.casefold()
        if any(part in name for part in _UNWANTED) or member.flag_bits & 1:
            raise fail(source, member.filename, "含有宏、链接、嵌入对象或密码", "It holds macros, links or a password",
                       "请另存为不含这些内容的 .xlsx", "Save it as a plain .xlsx without them")  # fmt: skip


def _plain_xml(container: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> None:
    """Workbooks have no use for a document type: it is where entity bombs are declared."""
    with container.open(member) as file:
        before = b""
        while block := file.read(65536):
            if b"<!DOCTYPE" in before + block or b"<!ENTITY" in before + block:
                raise fail(source, member.filename, "XML 含有实体定义", "The XML declares entities",
                           "请另存为普通工作簿", "Save it as a plain workbook")  # fmt: skip
            before = block[-16:]


def _rows(sheet: _ReadSheet, source: str) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # the size that a sheet claims is not believed
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise too_many(source, sheet.title)
        for column, cell in enumerate(row):
            if cell.data_type == "f":
                raise formula(address(sheet.title, number, column), source)
        yield [_plain(cell.value) for cell in row]


def _plain(value: object) -> Cell:
    return value if value is None or isinstance(value, str | int | float | bool | date) else str(value)


def _no_workbook(source: str) -> Exception:
    return fail(source, "", "不是有效的工作簿", "This is no valid workbook", "请另存为 .xlsx", "Save it as .xlsx")
