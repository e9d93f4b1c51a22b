"""A definition (schema, indicators, plan rules …): YAML with numbers, true and false, and the line of each entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.place import Place

if TYPE_CHECKING:
    import yaml


Plain = Any
"""Text, numbers, booleans, None, and lists and mappings of them."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """A file's content as plain data, and the line of each of its topmost keys."""

    path: str
    raw: Plain
    lines: Mapping[str, int]

    def place(self, key: str = "") -> Place:
        """Where the file, or one of its topmost entries, stands."""
        return Place(self.path, self.lines.get(key, 0))


def read(file: Path, path: str) -> Definitions:
    """The file's content; BadDefinition with line and column when it is broken. `path` is how it is called in messages."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadDefinition(Place(path), _("文件不是 UTF-8 编码")) from None
    return parse(text, path)


@lru_cache(maxsize=2048)
def parse(text: str, path: str) -> Definitions:
    """The content of a definition's text: a whole file, or the front matter of a template.

    The same text is read once in a process, so what comes back must not be changed.
    """
    import yaml

    loader = _loader()(text)
    try:
        node = loader.get_single_node()
        raw = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        raise BadDefinition(place, _why(str(error.problem or error))) from None
    except yaml.YAMLError as error:
        raise BadDefinition(Place(path), _why(str(error))) from None
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return Definitions(path, raw, {str(key.value): key.start_mark.line + 1 for key, _value in pairs})


def _why(said: str) -> str:
    """The parser's complaint in Chinese; what this loader says itself is Chinese already."""
    from shequ_cli.store.yamlevents import meaning

    return meaning(said)[1] if said.isascii() else said


@cache
def _loader() -> type[yaml.SafeLoader]:
    """The safe loader (C where there is one) with text for everything that only looks like a number, date or yes/no.

    YAML 1.1 would turn `on:` into true, 0203 into 131, 1:30 into 90 and 2026-03-12 into a date.
    """
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        """Refuses repeated keys."""

        yaml_implicit_resolvers: dict[str, Any] = {}

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            seen: dict[str, int] = {}
            for key, _value in node.value:
                if key.value in seen:
                    why = _("“{key}”写了两次，第 {line} 行已有一个").format(key=key.value, line=seen[key.value])
                    raise yaml.constructor.ConstructorError(None, None, why, key.start_mark)
                seen[key.value] = key.start_mark.line + 1
            return dict(super().construct_mapping(node, deep))

    words = ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"), ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""])
    numbers = ("int", r"[-+]?(?:0|[1-9]\d*)", "-+0123456789"), ("float", r"[-+]?(?:0|[1-9]\d*)\.\d+", "-+0123456789")
    for name, pattern, first in (*words, *numbers):
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(rf"(?:{pattern})\Z"), list(first))
    return Loader
