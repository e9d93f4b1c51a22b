"""How wide text is on a screen: a Chinese character takes two columns."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

_WIDE = frozenset("WF")
_NOT_FIRST = frozenset("，。；：、！？）》”’…·」』】")
"""Marks that may not begin a line (GB/T 15834)."""


def width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in _WIDE else 1 for char in text)


def filled(text: str, columns: int, *, right: bool = False) -> str:
    """`text` with blanks up to `columns`."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, columns: int) -> str:
    """`text` in one line of at most `columns`, its end replaced by … when it is longer."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return text + "…"


def folded(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`, broken between Chinese characters and between words, never before a mark."""
    lines: list[str] = []
    line: list[str] = []
    for piece in _pieces(text):
        if line and width("".join(line) + piece) > columns:
            carried = _carried(line) if piece in _NOT_FIRST else []
            lines.append("".join(line).rstrip())
            line = carried
        if line or piece.strip():
            line.append(piece)
    return [*lines, "".join(line).rstrip()] if line else lines


def _carried(line: list[str]) -> list[str]:
    """Takes from the line's end what has to stand before a mark on the next one: one piece, and marks after it."""
    place = len(line) - 1
    while place > 0 and line[place] in _NOT_FIRST:
        place -= 1
    carried = line[place:] if place > 0 else []
    del line[len(line) - len(carried) :]
    return carried


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text.replace("\n", " "):
        joined = (
            pieces
            and char.isascii()
            and not char.isspace()
            and pieces[-1][-1].isascii()
            and not pieces[-1][-1].isspace()
        )
        if joined:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
