"""Type 2 charstrings with their subroutines written in place (Adobe Technical Note 5177)."""

from collections.abc import Callable

Subroutine = Callable[[int], bytes]

_CALL_LOCAL, _RETURN, _END, _CALL_GLOBAL = 10, 11, 14, 29
_STEMS = frozenset({1, 3, 18, 23})
_MASKS = frozenset({19, 20})
_DEEPEST = 10


def flattened(code: bytes, global_subr: Subroutine, local_subr: Subroutine, counts: tuple[int, int]) -> bytes:
    """The charstring without calls: `counts` are the numbers of global and local subroutines, which set the bias.

    Raises ValueError when subroutines nest deeper than the format allows.
    """
    flat = _Flat({_CALL_GLOBAL: (global_subr, _bias(counts[0])), _CALL_LOCAL: (local_subr, _bias(counts[1]))})
    flat.run(code, 0)
    return bytes(flat.out)


def _bias(count: int) -> int:
    return 107 if count < 1240 else 1131 if count < 33900 else 32768


class _Flat:
    """Copies a charstring operator by operator; counts stems, because a mask's length hangs on them."""

    def __init__(self, calls: dict[int, tuple[Subroutine, int]]) -> None:
        self.out = bytearray()
        self._calls = calls
        self._operands: list[bytes] = []
        self._stems = 0

    def run(self, code: bytes, depth: int) -> bool:
        """Copy `code`; returns True when the glyph has ended."""
        if depth > _DEEPEST:
            raise ValueError("subroutines of the font nest too deep")
        at, end = 0, len(code)
        while at < end:
            byte = code[at]
            if byte >= 32 or byte == 28:
                size = 3 if byte == 28 else 1 if byte < 247 else 2 if byte < 255 else 5
                self._operands.append(code[at : at + size])
                at += size
            elif byte in self._calls:
                fetch, bias = self._calls[byte]
                if self.run(fetch(_number(self._operands.pop()) + bias), depth + 1):
                    return True
                at += 1
            elif byte == _RETURN:
                return False
            else:
                at += self._operator(code, at)
                if byte == _END:
                    return True
        return False

    def _operator(self, code: bytes, at: int) -> int:
        byte = code[at]
        size = 2 if byte == 12 else 1
        if byte in _STEMS or byte in _MASKS:
            self._stems += len(self._operands) // 2
        if byte in _MASKS:
            size += (self._stems + 7) // 8
        self.out += b"".join(self._operands)
        self.out += code[at : at + size]
        self._operands.clear()
        return size


def _number(operand: bytes) -> int:
    first = operand[0]
    if first == 28:
        return int.from_bytes(operand[1:], "big", signed=True)
    if first < 247:
        return first - 139
    if first < 251:
        return (first - 247) * 256 + operand[1] + 108
    return -(first - 251) * 256 - operand[1] - 108
