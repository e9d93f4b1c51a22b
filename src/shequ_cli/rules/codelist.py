"""Code lists: what a coded field may say, by title, code or alias; possibly hierarchical, always with a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shequ_cli.words.errors import BadDefinition


@dataclass(frozen=True, slots=True)
class Code:
    """One entry. Files hold its `title`; `code` and `aliases` are read as well. `parent` is a title or ""."""

    code: str
    title: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    note: str = ""


@dataclass(frozen=True)
class Codelist:
    """A named list of codes, in official order; `source` says where the list comes from."""

    name: str
    title: str
    version: str
    codes: tuple[Code, ...]
    source: str = ""

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Every title, in official order, parents before their children."""
        return tuple(code.title for code in self.codes)

    @cached_property
    def _titles_by_word(self) -> Mapping[str, str]:
        words = {word: code.title for code in self.codes for word in (code.code, *code.aliases) if word}
        return words | {title: title for title in self.titles}

    def title_of(self, given: str) -> str | None:
        """The title that `given` (a title, code or alias) stands for; None when the list has no such word."""
        return self._titles_by_word.get(given)

    @cached_property
    def _by_title(self) -> Mapping[str, Code]:
        return {code.title: code for code in self.codes}

    def code_of(self, title: str) -> Code:
        """The entry with this title."""
        return self._by_title[title]

    def family(self, title: str) -> tuple[str, ...]:
        """A title and every title below it, for counting a type together with its 其中 items."""
        below = [code.title for code in self.codes if code.parent == title]
        return (title, *(name for child in below for name in self.family(child)))


def read_codelist(name: str, raw: Mapping[str, Any], where: object = "") -> Codelist:
    """A code list from its file (keys title, version, source, codes: [{code, title, aliases, note, children}])."""
    codes = tuple(_flattened(raw.get("codes") or (), "", where or name))
    titles = [code.title for code in codes]
    if twice := {title for title in titles if titles.count(title) > 1}:
        raise BadDefinition(where or name, "、".join(sorted(twice)) + " 出现了两次")
    meant: dict[str, str] = {}
    for code in codes:
        for word in filter(None, (code.code, *code.aliases, code.title)):
            if meant.setdefault(word, code.title) != code.title:
                raise BadDefinition(where or name, f"“{word}”既是{meant[word]}又是{code.title}")
    return Codelist(name, str(raw["title"]), str(raw.get("version", "")), codes, str(raw.get("source", "")))


def _flattened(entries: Sequence[Any], parent: str, where: object) -> list[Code]:
    found: list[Code] = []
    for entry in entries:
        item = {"title": entry} if isinstance(entry, str) else entry
        if "title" not in item:
            raise BadDefinition(where, f"代码 {item} 没有 title")
        aliases = tuple(str(alias) for alias in item.get("aliases", ()))
        title = str(item["title"])
        found.append(Code(str(item.get("code", "")), title, aliases, parent, str(item.get("note", ""))))
        found.extend(_flattened(item.get("children", ()), title, where))
    return found
