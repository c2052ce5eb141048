"""The Han font as reportlab's canvas takes it: glyphs are embedded as they are used, text stays selectable.

reportlab's own TTFont refuses fonts with CFF outlines. This object follows the protocol of its dynamic fonts (see
reportlab.pdfbase.ttfonts): split a string, name the font in the document, add the objects at the end.
"""

from functools import cache, lru_cache
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from receipts.hanfont import HanFont, han_font
from receipts.pdf.subset import program

NAME = "receipts-han"
_SYMBOLIC = 4


class _Use:
    """What one PDF uses of the font: each character's code, and the glyphs in the order of their codes."""

    def __init__(self, font: HanFont) -> None:
        self.glyphs = [0]
        self.texts: dict[int, str] = {}
        self.internal_name = ""
        self._font = font
        self._codes: dict[str, bytes] = {}

    def encoded(self, text: str) -> bytes:
        codes = self._codes
        return b"".join([codes.get(char) or self._new(char) for char in text])

    def _new(self, char: str) -> bytes:
        code = len(self.glyphs)
        self.glyphs.append(self._font.glyph(ord(char)))
        self.texts[code] = char
        self._codes[char] = data = code.to_bytes(2, "big")
        return data


class PdfHanFont:
    """A dynamic font of two-byte codes; several documents may be made at the same time."""

    _multiByte = 1  # noqa: N815 - reportlab's name
    _dynamicFont = 1  # noqa: N815 - reportlab's name
    shapable = False

    def __init__(self, font: HanFont) -> None:
        self.fontName = NAME
        self.face = SimpleNamespace(name=NAME, ascent=font.ascent, descent=font.descent)
        self.encName = "Identity-H"
        self._font = font
        self._uses: WeakKeyDictionary[Any, _Use] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802, ARG002 - reportlab's
        """The width of a text in points."""
        return thousandths(text) * size / 1000

    def splitString(self, text: str, doc: Any) -> list[tuple[int, bytes]]:  # noqa: N802 - reportlab's name
        """The text as codes of the one subset."""
        return [(0, self._use(doc).encoded(text))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802, ARG002 - reportlab's name
        """The name of the font in the page's operators."""
        use = self._use(doc)
        if not use.internal_name:
            use.internal_name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + use.internal_name
            doc.delayedFonts.append(self)
        return "/" + use.internal_name

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Embed the glyphs that were used."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        use = self._uses.pop(doc)
        glyphs = use.glyphs
        tag = "".join(chr(65 + byte % 26) for byte in sha256(repr(glyphs).encode()).digest()[:6])
        name = PDFName(f"{tag}+{self._font.name}")
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType0"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "FontDescriptor": doc.Reference(self._descriptor(doc, name, glyphs)),
                "DW": 1000,
                "W": f"[0 [{' '.join(str(self._font.advance(glyph)) for glyph in glyphs)}]]",
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(_stream(doc, to_unicode(use.texts))),
            }
        )
        doc.Reference(font, use.internal_name)
        doc.idToObject["BasicFonts"].dict[use.internal_name] = font

    def _descriptor(self, doc: Any, name: object, glyphs: list[int]) -> object:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

        # outlines hardly shrink: deflating them takes a fifth of the time of a label for a seventh of its size
        file = PDFStream()
        file.content = program(self._font, glyphs, self._font.name)
        file.filters = []
        file.dictionary["Subtype"] = PDFName("CIDFontType0C")
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(list(self._font.bbox)),
                "ItalicAngle": 0,
                "Ascent": self._font.ascent,
                "Descent": self._font.descent,
                "CapHeight": self._font.cap_height,
                "StemV": 80,
                "FontFile3": doc.Reference(file),
            }
        )

    def _use(self, doc: Any) -> _Use:
        use = self._uses.get(doc)
        if use is None:
            use = self._uses[doc] = _Use(self._font)
        return use


def to_unicode(texts: dict[int, str]) -> bytes:
    """The map from codes back to characters: what makes the text selectable and searchable."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in texts.items()]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _stream(doc: Any, content: bytes) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    stream = PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [PDFZCompress]
    return stream


@lru_cache(maxsize=8192)
def thousandths(text: str) -> int:
    """The width of a text in thousandths of its size."""
    font = han_font()
    return sum(font.advance(font.glyph(ord(char))) for char in text)


@cache
def registered() -> PdfHanFont:
    """The Han font, known to reportlab from the first call on."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    rl_config.useA85 = 0  # pages as bytes, not as ASCII, which takes a fourth more room and most of the time
    font = PdfHanFont(han_font())
    pdfmetrics.registerFont(font)
    return font
