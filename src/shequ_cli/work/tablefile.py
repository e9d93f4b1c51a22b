"""The entries of `tables` in a front matter as table specs: one reader a shape (docs/schemas.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shequ_cli.words.language import _
from shequ_cli.work.matrix import ACROSS
from shequ_cli.work.matrixfile import read_matrix
from shequ_cli.work.reportwords import KIND_WORDS, Words, listed
from shequ_cli.work.table import Role
from shequ_cli.work.tablespec import COLUMNS, PARTS, Group, RowSpec, TableSpec


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table's own part of the file, and the report's groups of figures, which it shows when it names no rows."""

    words: Words
    spec: TableSpec
    raw: Any
    groups: Sequence[Group] = field(default=())


def read_table(words: Words, raw: Mapping[str, Any], groups: Sequence[Group]) -> TableSpec:
    """One entry of `tables`."""
    kinds = [kind for kind in _SHAPES if kind in raw]
    if "name" not in raw or len(kinds) > 1:
        raise words.fail(_("每张表要有 name，cross、slices、matrix、list、plan 只能写一种"))
    kind = kinds[0] if kinds else "figures"
    spec = TableSpec(
        name=str(raw["name"]),
        title=str(raw.get("title", raw["name"])),
        kind=kind,
        all=bool(raw.get("all", False)),
        periods=tuple(words.one_of(_("期间种类"), str(each), KIND_WORDS) for each in raw.get("periods", ())),
        notes=tuple(str(note) for note in raw.get("notes", ())),
    )
    if kind == "figures":
        return _with_word(words, _of_figures(_Entry(words, spec, raw, groups)), raw)
    inner = raw[kind] if kind == "plan" else words.entry(kind, raw[kind])
    return _with_word(words, _SHAPES[kind](_Entry(words, spec, inner)), raw)


def _with_word(words: Words, spec: TableSpec, raw: Mapping[str, Any]) -> TableSpec:
    """The columns for a Word page, which only a table of figures and a list can choose among."""
    own = spec.columns or spec.fields
    return replace(spec, word=tuple(words.one_of(_("word 的列"), str(each), own) for each in listed(raw.get("word"))))


def _of_figures(entry: _Entry) -> TableSpec:
    words, raw = entry.words, entry.raw
    entries = raw.get("rows") or [
        each
        for group in entry.groups
        for each in ({"heading": group.heading}, *group.figures)
        if each != {"heading": ""}
    ]
    columns = [words.one_of(_("列"), str(column), COLUMNS) for column in raw.get("columns", ("unit", "value"))]
    return replace(entry.spec, rows=tuple(_row(words, each) for each in entries), columns=tuple(columns))


def _row(words: Words, entry: object) -> RowSpec:
    if not isinstance(entry, Mapping):
        return RowSpec(words.measure(entry))
    if "heading" in entry:
        return RowSpec(heading=str(entry["heading"]), role=Role.HEADING)
    roles = {"figure": Role.ITEM, "part": Role.PART, "total": Role.TOTAL}
    word = next((word for word in roles if word in entry), "")
    if not word:
        raise words.fail(_("表的一行要写 heading、figure、part 或 total，这里是 {entry}").format(entry=dict(entry)))
    name = words.measure(entry[word])
    return RowSpec(name, by=words.dimension(name, entry.get("by", "")), role=roles[word], all=bool(entry.get("all")))


def _of_cross(entry: _Entry) -> TableSpec:
    words, raw = entry.words, entry.raw
    figures = words.several(raw.get("figure") or raw.get("figures", ()))
    by = str(raw.get("by", ""))
    if not figures or (by and len(figures) > 1):
        raise words.fail(_("cross 要么写 figure 和 by，要么写 figures"))
    across = words.one_of(_("横栏"), str(raw.get("across", "months")), ACROSS)
    turned = bool(raw.get("turned", False))
    return replace(entry.spec, figures=figures, by=words.dimension(figures[0], by), across=across, turned=turned)


def _of_slices(entry: _Entry) -> TableSpec:
    words, raw = entry.words, entry.raw
    figures = words.several(raw.get("figures", ()))
    by = [words.dimension(name, raw.get("by", "")) for name in figures]
    if not figures or not by[0] or len(set(by)) > 1:
        raise words.fail(_("slices 要写 figures，和它们共有的一个分组 by"))
    return replace(entry.spec, figures=figures, by=by[0])


def _of_matrix(entry: _Entry) -> TableSpec:
    figure, matrix = read_matrix(entry.words, entry.raw)
    return replace(entry.spec, figures=(figure,), matrix=matrix)


def _of_list(entry: _Entry) -> TableSpec:
    words, raw = entry.words, entry.raw
    ledger = words.ledger(raw.get("ledger", ""))
    fields = tuple(words.field(ledger, word) for word in raw.get("fields", ()))
    if hidden := [each.title for each in fields if each.privacy not in ("public", "internal") or each.mask]:
        raise words.fail(_("报表不能列出个人信息：{names}").format(names="、".join(hidden)))
    names = tuple(each.name for each in fields if each.kind not in ("group", "list"))
    return replace(
        entry.spec,
        ledger=ledger.name,
        fields=names,
        on=words.field(ledger, raw.get("on", ledger.date)).name,
        until=words.field(ledger, raw["until"]).name if "until" in raw else "",
        where=str(raw.get("where", "")),
        order=tuple(words.field(ledger, word).name for word in listed(raw.get("order"))),
        numbered=bool(raw.get("numbered", False)),
    )


def _of_plan(entry: _Entry) -> TableSpec:
    return replace(entry.spec, part=entry.words.one_of(_("计划表"), str(entry.raw), PARTS))


_SHAPES: Mapping[str, Callable[[_Entry], TableSpec]] = {
    "cross": _of_cross,
    "slices": _of_slices,
    "matrix": _of_matrix,
    "list": _of_list,
    "plan": _of_plan,
}
