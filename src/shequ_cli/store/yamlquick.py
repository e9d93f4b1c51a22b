"""The plain shape that shequ itself writes, read line by line in a quarter of the C parser's time.

Only a shortcut: whatever it does not know for certain it leaves (None) to the C parser, whose answer is the
same wherever both have one (tests/store/test_yamlquick.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from shequ_cli.words.record import Raw

# What libyaml does not give back as it is. A tab, a lone carriage return and other scripts' line breaks are left to it.
_ODD = r"[^\n -~\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_KEY = r"[^\W_][\w（）()、·/.-]{0,99}"
_LINE = re.compile(rf"( *)(- )?(?:({_KEY}):(?: (.+))?|(.*))")
"""Margin, dash, key and value, or else the rest."""
_NO_START = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_NULLS = frozenset(("~", "null", "Null", "NULL"))


def read(text: str) -> dict[str, Raw] | None:
    """The mapping, or None when the text is not of the plain shape."""
    text = text.replace("\r\n", "\n")
    return _Reading(text).tree() if text.endswith("\n") and _is_even(text) else None


def _is_even(text: str) -> bool:
    """Whether nothing in the text is odd; what Python calls printable never is, and it tells that much sooner."""
    return text.replace("\n", "").isprintable() or not re.search(_ODD, text)


@lru_cache(maxsize=4096)
def _parts(line: str) -> tuple[int, str, str, str, str]:
    """Width of the margin, dash, key and value, or else the rest; items of lists come again and again."""
    found = _LINE.fullmatch(line)
    assert found, "any line without a line break fits"
    margin, dash, key, value, rest = found.groups("")
    return len(margin), dash, key, value, rest


@lru_cache(maxsize=4096)
def _is_key(text: str) -> bool:
    """Keys are few and come again in every record."""
    return re.fullmatch(_KEY, text) is not None


class _Reading:
    """One text being read, from `number` on.

    `open` holds the mappings and lists around the current line. The level of a mapping is twice the column of its
    keys; that of a list twice the column of its dashes and one more, as dashes may stand below their own key.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.number = 0
        self.top: dict[str, Raw] = {}
        self.open: list[tuple[int, dict[str, Raw] | list[Raw]]] = [(0, self.top)]
        self.waiting: tuple[dict[str, Raw], str] | None = None

    def tree(self) -> dict[str, Raw] | None:
        top, lines, number, deep = self.top, self.lines, 0, False
        while number < len(lines):
            line = lines[number]
            number += 1
            key, _colon, value = line.partition(": ")
            if value and value[0] not in _NO_START and _is_key(key) and key not in top:
                # Most lines are of this kind, so they do not take the long way.
                if ": " in value or " #" in value or value[-1] in ": ":
                    return None
                top[key] = value if value not in _NULLS else ""
                if deep:
                    self.waiting, deep = None, False
                    del self.open[1:]
                continue
            self.number, deep = number, True
            if not self.takes(line):
                return None
            number = self.number
        return top or None

    def takes(self, line: str) -> bool:
        """Whether the line could be understood; if so it is in the tree."""
        column, dash, key, value, rest = _parts(line)
        if not key and not dash:
            return not rest or rest[0] == "#"
        holder = self.holder(2 * column + 1 if dash else 2 * column)
        self.waiting = None
        if isinstance(holder, list):
            if not key:
                return self.item(holder, rest)
            column += 2
            below: dict[str, Raw] = {}
            holder.append(below)
            self.open.append((2 * column, below))
            holder = below
        return holder is not None and self.entry(holder, key, value, column)

    def holder(self, level: int) -> dict[str, Raw] | list[Raw] | None:
        """What a line of this level belongs to; opened when the key just before still waits for its value."""
        while self.open[-1][0] > level:
            self.open.pop()
        if self.open[-1][0] == level:
            return self.open[-1][1]
        if self.waiting is None or self.waiting[0] is not self.open[-1][1]:
            return None
        below: dict[str, Raw] | list[Raw] = [] if level % 2 else {}
        mapping, key = self.waiting
        mapping[key] = below
        self.open.append((level, below))
        return below

    def item(self, items: list[Raw], text: str) -> bool:
        value = _scalar(text) if text else None
        if value is None:
            return False
        items.append(value)
        return True

    def entry(self, mapping: dict[str, Raw], key: str, text: str, column: int) -> bool:
        if key in mapping:
            return False
        if not text or text[0] == "#":
            mapping[key] = ""
            self.waiting = mapping, key
            return True
        value = self.literal(column, text) if text in ("|", "|-") else _scalar(text)
        if value is None:
            return False
        mapping[key] = value
        return True

    def literal(self, column: int, header: str) -> str | None:
        """The literal block below a key in `column`."""
        first = self.lines[self.number]
        width = len(first) - len(first.lstrip(" "))
        if width <= column or width == len(first):
            return None
        body: list[str] = []
        while self.number < len(self.lines) and not self.lines[self.number][:width].strip(" "):
            body.append(self.lines[self.number][width:])
            self.number += 1
        while not body[-1]:
            body.pop()
        return "\n".join(body) + ("" if header == "|-" else "\n")


def _is_plain(text: str) -> bool:
    """Whether a text that begins like a plain scalar goes on like one."""
    return ": " not in text and " #" not in text and text[-1] not in ": "


def _scalar(text: str) -> str | None:
    """A value on one line, plain or in quotes without escapes."""
    first = text[0]
    if first in "\"'":
        inner = text[1:-1]
        return inner if len(text) > 1 and text[-1] == first and first not in inner and "\\" not in inner else None
    if first in _NO_START and not (first == "-" and text[1:2].isdigit()):
        return None
    return ("" if text in _NULLS else text) if _is_plain(text) else None
