"""The plain shape that shequ itself writes, read line by line in a quarter of the C parser's time.

Only a shortcut: whatever it does not know for certain it leaves (None) to the C parser, whose answer is the
same wherever both have one (tests/store/test_yamlquick.py).
"""

from __future__ import annotations

import re

from shequ_cli.words.record import Raw

# What libyaml gives back as it is. A tab, a lone carriage return and the line breaks of other scripts are left to it.
_ODD = re.compile(r"[^\n -~\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINES = re.compile(r"^( *)(- )?(?:([^\W_][\w（）()、·/.-]{0,99}):(?: (.+))?|(.*))$", re.MULTILINE)
"""Margin, dash, key and value, or else the rest: one match a line, all found at once."""
_NO_START = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_NULLS = frozenset(("~", "null", "Null", "NULL"))


def read(text: str) -> dict[str, Raw] | None:
    """The mapping, or None when the text is not of the plain shape."""
    text = text.replace("\r\n", "\n")
    return _Reading(text).tree() if text.endswith("\n") and not _ODD.search(text) else None


class _Reading:
    """One text being read, from `number` on.

    `open` holds the mappings and lists around the current line. The level of a mapping is twice the column of its
    keys; that of a list twice the column of its dashes and one more, as dashes may stand below their own key.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.parts: list[tuple[str, str, str, str, str]] = _LINES.findall(text)
        self.number = 0
        self.top: dict[str, Raw] = {}
        self.open: list[tuple[int, dict[str, Raw] | list[Raw]]] = [(0, self.top)]
        self.waiting: tuple[dict[str, Raw], str] | None = None

    def tree(self) -> dict[str, Raw] | None:
        top, parts = self.top, self.parts
        while self.number < len(parts):
            margin, dash, key, value, rest = parts[self.number]
            self.number += 1
            if value and not margin and not dash and key not in top and value[0] not in _NO_START:
                # Most lines are of this kind, so they do not take the long way.
                if not _is_plain(value):
                    return None
                top[key] = "" if value in _NULLS else value
                self.waiting = None
                del self.open[1:]
            elif not self.takes(len(margin), dash, key, value, rest):
                return None
        return top or None

    def takes(self, column: int, dash: str, key: str, value: str, rest: str) -> bool:
        """Whether the line could be understood; if so it is in the tree."""
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
