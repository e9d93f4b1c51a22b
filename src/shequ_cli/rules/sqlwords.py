"""SQL cut into words, so that a clerk's own words can be put in place of column and table names."""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A piece of SQL. Kinds: string, quoted (an identifier), comment, word, number, parameter, space, mark."""

    kind: str
    text: str
    start: int

    @property
    def name(self) -> str:
        """What a word or quoted identifier names, without its quotes."""
        if self.kind != "quoted":
            return self.text
        closing = self.text[-1]
        return self.text[1:-1].replace(closing * 2, closing)


_PIECES = re.compile(
    r"""(?P<string>'(?:[^']|'')*'|‘[^’]*’|“[^”]*”)
      | (?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
      | (?P<comment>--[^\n]*|/\*.*?\*/)
      | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?!\w)|\.\d+)
      | (?P<parameter>[:@$]\w+|\?\d*)
      | (?P<word>\w+)
      | (?P<space>\s+)
      | (?P<mark><>|[<>!=]=|\|\||.)""",
    re.VERBOSE | re.DOTALL,
)

# What a Chinese input method gives in place of the marks that SQL knows.
_WIDE = str.maketrans("（），；＝＞＜！＋－＊／．", "(),;=><!+-*/.")


def tokens(sql: str) -> tuple[Token, ...]:
    """Every piece in order; joined again they are the SQL as written."""
    return tuple(Token(str(piece.lastgroup), piece.group(), piece.start()) for piece in _PIECES.finditer(sql))


def plain(token: Token) -> str:
    """The token as SQL knows it: full-width marks and Chinese quotation marks become ASCII ones."""
    if token.kind == "mark":
        return token.text.translate(_WIDE)
    if token.kind == "string" and token.text[0] in "‘“":
        return "'" + token.text[1:-1].replace("'", "''") + "'"
    return token.text


def is_call(pieces: tuple[Token, ...], place: int) -> bool:
    """Whether the word at `place` is directly followed by an opening bracket: count(…), sum（…）."""
    following = pieces[place + 1].text if place + 1 < len(pieces) else ""
    return pieces[place].kind == "word" and following in ("(", "（")
