"""A YAML record as text values: every scalar stays text, every oddity is a problem with its line and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from shequ_cli.store import yamlquick
from shequ_cli.store.encoding import decoded
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Keys, Level, Problem
from shequ_cli.words.record import Raw

if TYPE_CHECKING:
    from shequ_cli.store.yamlevents import Node

LARGEST = 1_000_000
"""Bytes. A record is a page or two; a larger file is something else that got into the folder."""

KEY = "#key"
"""The last step of the path, in `places`, that leads to a key itself and not to its value."""


class Parsed(NamedTuple):
    """What a file holds. When it is `broken`, the tree is not to be judged: its problems say it all."""

    tree: dict[str, Raw]
    problems: tuple[Problem, ...] = ()
    broken: bool = False


def parse(data: bytes, path: str = "") -> Parsed:
    """The file's mapping, and what is wrong with the file as YAML. Never an exception."""
    if len(data) > LARGEST:
        why = _("文件有 {size} KB，超过 {most} KB，不像一条记录").format(size=len(data) // 1000, most=LARGEST // 1000)
        return Parsed({}, (Problem("E-yaml-large", Level.ERROR, why, place=Place(path, 1, 1)),), broken=True)
    file = decoded(data, path)
    if not file.encoding:
        return Parsed({}, file.problems, broken=True)
    tree = yamlquick.read(file.text)
    if tree is not None:
        return Parsed(tree, file.problems)
    from shequ_cli.store import yamlevents

    tree, problems, broken = yamlevents.read(file.text, path)
    return Parsed(tree, (*file.problems, *problems), broken)


def places(text: str) -> Mapping[Keys, tuple[int, int]]:
    """Line and column, from 1, of every value by the keys that lead to it, and of each key under (*keys, KEY).

    Reads the whole file again: meant for files that have problems.
    """
    from shequ_cli.store import yamlevents

    root = yamlevents.compose(text)
    found: dict[Keys, tuple[int, int]] = {}
    if root is not None:
        _place(root, (), found)
    return found


def _place(node: Node, keys: Keys, found: dict[Keys, tuple[int, int]]) -> None:
    found.setdefault(keys, (node.line, node.column))
    for name, value in node.pairs:
        found.setdefault((*keys, name.text, KEY), (name.line, name.column))
        _place(value, (*keys, name.text), found)
    for index, item in enumerate(node.items):
        _place(item, (*keys, index), found)


def dump(raw: Mapping[str, Raw]) -> str:
    """A file's text: block style, keys in the given order, quotes only where another YAML tool needs them."""
    from shequ_cli.store.yamltext import block

    return "".join(f"{line}\n" for line in block(dict(raw), 0)) if raw else "{}\n"
