"""Where in a YAML text a change goes, and what stands there afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shequ_cli.store.yamlevents import Node
from shequ_cli.store.yamltext import STEP, block, entry, inline, scalar_lines
from shequ_cli.words.record import Raw

Path = list[tuple[Node, int]]
"""The way to a value: each mapping or list on it, with the index of the pair or item taken."""

_TO_DASH = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*")


class Splice:
    """A text that will be cut in one place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def begun(self, value: Raw) -> str:
        """A text without any key yet, with its first ones."""
        gap = "" if not self.text or self.text.endswith("\n") else self.newline
        return self.text + gap + self.joined(block(value, 0))

    def replaced(self, path: Path, value: Raw) -> str:
        """Another value in the place of one."""
        parent, index = path[-1]
        old = _value(parent, index)
        if any(node.flow for node, _index in path):
            gap = " " if old.start == old.end else ""
            return self.cut(old.start, old.end, gap + inline(value, flow=True))
        header, body = _written(value, parent)
        if not body and header and not _is_block(old) and old.start < old.end:
            return self.cut(old.start, old.end, header)
        head = self.head(parent, index)
        first_line = (
            self.text[head : self.line_end(head)] if _is_block(old) else self.text[old.end : self.line_end(old.end)]
        )
        if old.style in ("|", ">"):
            first_line = re.sub(r"^\s*[|>][-+\d]*", "", first_line)
        comment = first_line.rstrip() if first_line.lstrip().startswith("#") else ""
        told = (f" {header}" if header else "") + comment + "".join(self.newline + line for line in body)
        return self.cut(head, self.line_end(old.end), told)

    def removed(self, path: Path) -> str:
        """A pair or item taken out, with the comment on its line; an empty mapping or list stays as {} or []."""
        parent, index = path[-1]
        if _length(parent) == 1:
            empty: Raw = {} if parent.kind == "mapping" else []
            return self.replaced(path[:-1], empty) if len(path) > 1 else self.cut(parent.start, parent.end, "{}")
        start, end = self.start(parent, index), _value(parent, index).end
        if parent.flow:
            last = index == _length(parent) - 1
            return (
                self.cut(_value(parent, index - 1).end, end, "")
                if last
                else self.cut(start, self.start(parent, index + 1), "")
            )
        line_start, after = self.text.rfind("\n", 0, start) + 1, self.next_line(end)
        if not self.text[line_start:start].strip():
            return self.cut(line_start, after, "")
        following = self.start(parent, index + 1)
        comment_between = bool(self.text[after:following].strip())
        if comment_between and parent.kind == "mapping":
            return self.text[:start].rstrip(" ") + self.text[self.line_end(end) :]
        return self.cut(start, following, "")

    def added(self, node: Node, path: Path, key: str | int, value: Raw, order: Sequence[str]) -> str:
        """A new pair or item in a mapping or list that is there."""
        count = _length(node)
        if node.kind == "list" and key != count:
            raise ValueError(f"a list of {count} has no place {key}")
        if not count:
            whole: Raw = {str(key): value} if node.kind == "mapping" else [value]
            return (
                self.replaced(path, whole)
                if path
                else self.cut(node.start, node.end, self.joined(block(whole, 0)).rstrip())
            )
        if node.flow or any(above.flow for above, _index in path):
            told = inline(value, flow=True)
            named = f"{inline(str(key), flow=True)}: {told}" if node.kind == "mapping" else told
            at = _value(node, count - 1).end
            return self.cut(at, at, f", {named}")
        column = node.column - 1
        lines = entry(str(key), value, column) if node.kind == "mapping" else block([value], column)
        before = _before(node, str(key), order) if not path else count
        if before == 0:
            start = self.start(node, 0)
            return self.cut(start, start, self.joined(lines).lstrip(" ") + " " * column)
        at = self.next_line(_value(node, before - 1).end)
        gap = "" if self.text[:at].endswith("\n") else self.newline
        return self.cut(at, at, gap + self.joined(lines))

    def cut(self, start: int, end: int, told: str) -> str:
        """The text with `told` in the place of the characters from start to end."""
        return self.text[:start] + told + self.text[end:]

    def joined(self, lines: Sequence[str]) -> str:
        """Lines, each with its end."""
        return "".join(line + self.newline for line in lines)

    def line_end(self, at: int) -> int:
        """Where the line around `at` ends, before its line break."""
        found = re.compile(r"\r?\n|\Z").search(self.text, at)
        return found.start() if found else len(self.text)

    def next_line(self, at: int) -> int:
        """Where the next line begins."""
        found = self.text.find("\n", at)
        return found + 1 if found >= 0 else len(self.text)

    def start(self, parent: Node, index: int) -> int:
        """Where a pair (its key or the ? before it) or an item (its dash) begins."""
        if parent.kind == "mapping":
            start = parent.pairs[index][0].start
            asked = re.search(r"\?\s+\Z", self.text[:start])
            return asked.start() if asked else start
        return parent.items[index].start if parent.flow else self.dash(parent, index)

    def dash(self, parent: Node, index: int) -> int:
        """Where the dash of a list item stands."""
        if index == 0:
            return parent.start
        found = _TO_DASH.match(self.text, parent.items[index - 1].end)
        return found.end() if found else parent.items[index - 1].end

    def head(self, parent: Node, index: int) -> int:
        """Behind the colon or dash that a value follows."""
        if parent.kind == "mapping":
            return self.text.index(":", parent.pairs[index][0].end) + 1
        return self.dash(parent, index) + 1


def _written(value: Raw, parent: Node) -> tuple[str, list[str]]:
    """What stands behind the colon or dash, and the lines below."""
    column = parent.column - 1
    if isinstance(value, str) or not value:
        first, *more = scalar_lines(value, column)
        return first, more
    lines = block(value, column + STEP)
    return ("", lines) if parent.kind == "mapping" else (lines[0].lstrip(), lines[1:])


def _value(parent: Node, index: int) -> Node:
    return parent.pairs[index][1] if parent.kind == "mapping" else parent.items[index]


def _length(node: Node) -> int:
    return len(node.pairs) or len(node.items)


def _is_block(node: Node) -> bool:
    """Whether a value takes whole lines."""
    return node.style in ("|", ">") or (node.kind in ("mapping", "list") and not node.flow)


def _before(node: Node, key: str, order: Sequence[str]) -> int:
    """How many of the mapping's pairs stand before a new key: those up to the last that comes earlier in `order`."""
    if key not in order:
        return len(node.pairs)
    earlier = set(order[: order.index(key)])
    return max((index + 1 for index, (name, _value) in enumerate(node.pairs) if name.text in earlier), default=0)
