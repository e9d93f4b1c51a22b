"""Which columns of a result can be told by their names: a query may call a name 网格, and then it must not be shown as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shequ_cli.rules.sqlwords import Token, plain

_OPAQUE = frozenset(["with", "values", "union", "intersect", "except", "json_each", "json_tree"])
"""Words after which a column's name says nothing about what is in it."""


def given_names(pieces: Sequence[Token]) -> frozenset[str] | None:
    """The names (in small letters) that a SELECT gives to what it computes; None where no column's name can be trusted."""
    solid = [piece for piece in pieces if piece.kind not in ("space", "comment")]
    words = [plain(piece).lower() for piece in solid]
    if words.count("select") != 1 or _OPAQUE & {*words}:
        return None
    return frozenset(_name(item) for item in _items(solid[words.index("select") + 1 :]) if not _is_bare(item))


def counted(pieces: Sequence[Token]) -> tuple[bool, ...]:
    """For each column whether it is a count(…) and nothing else; () where that cannot be told."""
    solid = [piece for piece in pieces if piece.kind not in ("space", "comment")]
    words = [plain(piece).lower() for piece in solid]
    if words[:1] != ["select"] or _OPAQUE & {*words}:
        return ()
    items = list(_items(solid[1:]))
    return () if any(plain(item[-1]) == "*" for item in items if item) else tuple(map(_is_count, items))


def _is_count(item: Sequence[Token]) -> bool:
    """count, a bracket with what belongs to it, and at most a name."""
    words = [plain(piece).lower() for piece in item]
    if words[:2] != ["count", "("]:
        return False
    depth = 0
    for place, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if word == ")" and depth == 0:
            rest = words[place + 1 :]
            return len(rest) <= 1 or (len(rest) == 2 and rest[0] == "as")
    return False


def _items(pieces: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands between the commas of the select list."""
    depth, item = 0, list[Token]()
    for piece in pieces:
        text = plain(piece).lower()
        depth += (text == "(") - (text == ")")
        if depth == 0 and text == "from":
            break
        if depth == 0 and text == ",":
            yield item
            item = []
        elif item or text not in ("distinct", "all"):
            item.append(piece)
    yield item


def _is_bare(item: Sequence[Token]) -> bool:
    """A column and nothing else: 网格, 低保.网格, *."""
    names = ("word", "quoted")
    if len(item) == 3 and plain(item[1]) == "." and item[0].kind in names:
        item = item[2:]
    return len(item) == 1 and (item[0].kind in names or plain(item[0]) == "*")


def _name(item: Sequence[Token]) -> str:
    """The alias, if there is one: it stands last."""
    last = item[-1] if item else None
    if last is None:
        return ""
    return (last.text[1:-1] if last.kind == "string" else last.name).lower()
