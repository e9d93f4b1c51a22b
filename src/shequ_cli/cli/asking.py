"""Asks for one field in the way that suits its kind: a list of codes, a date, yes or no, a group, text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from shequ_cli.cli.prompts import Offer, agree, choose, choose_several, write
from shequ_cli.rules.checks import code_names
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.reading import Reader
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.problem import Level, Problem

if TYPE_CHECKING:
    from shequ_cli.words.record import Raw

_YES_NO = (Offer("是", "是"), Offer("否", "否"))

_GRID = "网格"

Path = tuple[Field, ...]
"""A field and the fields that it lies in, outermost first."""


@dataclass(frozen=True)
class Asker:
    """Questions about the fields of one ledger."""

    ledger: Ledger
    codelists: Mapping[str, Codelist]
    today: date
    grids: tuple[str, ...] = ()
    """The grids of the store's profile: what a field called 网格 offers."""

    def answer(self, *path: Field, needed: bool) -> Raw:
        """What the clerk answers for the last field of the path; blank only when it is not needed."""
        field = path[-1]
        if field.kind == "list" and field.item:
            return self._list(path, field.item, needed=needed)
        if field.kind == "group":
            return self._group(path, field)
        return self._single(path, needed=needed)

    def _single(self, path: Path, *, needed: bool) -> str:
        field = path[-1]
        if field.kind in ("code", "boolean"):
            offers = self._offers(field) if field.kind == "code" else _YES_NO
            leave = () if needed else (Offer("", _("（不填）")),)
            return choose(field.title, (*leave, *offers), field.default or "")
        if field.title == _GRID and self.grids:
            return self._grid(path, needed=needed)
        return self._written(path, needed=needed)

    def _grid(self, path: Path, *, needed: bool) -> str:
        """One of the grids that the profile names, or another that is written."""
        other, title = _("（其他）"), path[-1].title
        leave = () if needed else (Offer("", _("（不填）")),)
        chosen = choose(title, (*leave, *(Offer(grid, grid) for grid in self.grids), Offer(other, other)))
        return self._written(path, needed=needed) if chosen == other else chosen

    def _written(self, path: Path, *, needed: bool) -> str:
        field = path[-1]
        unit = _("（{unit}）").format(unit=field.unit) if field.unit else ""
        default = self._default(field) if needed else ""
        return write(field.title + unit, lambda text: self._why_not(path, text, needed=needed), default, field.hint)

    def _list(self, path: Path, item: Field, *, needed: bool) -> Raw:
        title = path[-1].title
        if item.kind == "code":
            return list(choose_several(title, self._offers(item)))
        if item.kind != "group":
            return self._single(path, needed=needed)
        items: list[Raw] = []
        while agree(_("{title}：要加第 {n} 项吗").format(title=title, n=len(items) + 1), default=not items):
            items.append(self._group(path, item))
        return items

    def _group(self, path: Path, group: Field) -> dict[str, Raw]:
        answers = {inner.title: self.answer(*path, inner, needed=inner.required) for inner in group.fields}
        return {title: answer for title, answer in answers.items() if answer not in ("", [], {})}

    def _offers(self, field: Field) -> Sequence[Offer]:
        """Titles in official order, children indented below their parent."""
        codes = self.codelists.get(field.codelist)
        if codes is None:
            return [Offer(str(word), str(word)) for word in field.raw.get("enum", ())]
        depth: dict[str, int] = {}
        for code in codes.codes:
            depth[code.title] = depth[code.parent] + 1 if code.parent in depth else 0
        return [Offer(code.title, "　" * depth[code.title] + code.title, code.note) for code in codes.codes]

    def _default(self, field: Field) -> str:
        if field.default or field.raw.get("x-future"):
            return field.default or ""
        return {"date": self.today.isoformat(), "month": f"{self.today:%Y-%m}"}.get(field.kind, "")

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.ledger, self.codelists, self.today)

    def _why_not(self, path: Path, text: str, *, needed: bool) -> str:
        """What is wrong with the text by itself; how it fits the other fields is checked when all are there."""
        if not text.strip():
            return _("这一项必填") if needed else ""
        kinds = {name for check in self.ledger.checks if check.kind != "percent" for name in code_names(check.kind)}
        name = ".".join(field.name for field in path)
        for problem in self._reader.read(_wrapped(path, text)).problems:
            if problem.field == name and problem.level is Level.ERROR and problem.code[2:] not in kinds:
                return _sentence(problem)
        return ""


def _wrapped(path: Path, text: str) -> dict[str, Raw]:
    """A record that holds nothing but this one value."""
    inside: Raw = _wrapped(path[1:], text) if len(path) > 1 else text
    return {path[0].title: [inside] if path[0].kind == "list" and len(path) > 1 else inside}


def _sentence(problem: Problem) -> str:
    meant = _("；是不是“{name}”？").format(name=problem.suggestion) if problem.suggestion else ""
    return problem.message + meant
