"""The front matter of a report's template as a definition: which figures, which tables, for which periods (docs/templates.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.duration import duration
from shequ_cli.work.measure import Measure
from shequ_cli.work.table import Chart, Role

KIND_WORDS: Mapping[str, str] = {"month": "月报", "quarter": "季报", "half": "半年报", "year": "年报"}
"""Kinds of period that a report may be made for, and what it is called then."""

COLUMNS = (
    *("unit", "value", "previous", "change", "last_year", "yoy"),
    *("ytd", "ytd_last_year", "ytd_yoy", "target", "share", "note"),
)
"""The columns that a table of figures may have after its first, the figure's title."""

ACROSS = ("months", "quarters")
_TITLE_KNOWS = ("community", "period", "kind", "year")
PARTS = ("targets", "schedule", "duties")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures under one heading: one body of work."""

    heading: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A heading, a figure, or with `by` one row for each of its slices (其中); `all` keeps rows of nothing but 0."""

    figure: str = ""
    heading: str = ""
    by: str = ""
    role: Role = Role.ITEM
    all: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One entry of `tables`; its `kind` says which of the other fields are filled.

    figures: `rows` × `columns` · cross: slices of one figure, or several figures, × months or quarters of the year to date ·
    slices: slices × figures · list: records of the period, one a row · plan: a part of a plan.
    """

    name: str
    title: str
    kind: str
    rows: tuple[RowSpec, ...] = ()
    columns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    by: str = ""
    across: str = "months"
    ledger: str = ""
    on: str = ""
    where: str = ""
    fields: tuple[str, ...] = ()
    part: str = ""
    all: bool = False
    turned: bool = False
    """cross: the months stand one below the other, the figures side by side."""
    periods: tuple[str, ...] = ()
    """Kinds of period that it is made for; () is all."""
    notes: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it names."""
        return tuple(dict.fromkeys((*self.figures, *(row.figure for row in self.rows if row.figure))))


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """What a template asks for. `pattern` of the document's title knows {community}, {period}, {kind} and {year}."""

    name: str
    title: str
    pattern: str
    genre: str = ""
    kinds: Mapping[str, str] = field(default_factory=lambda: KIND_WORDS)
    audience: str = "上报"
    groups: tuple[Group, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    charts: tuple[Chart, ...] = ()
    aliases: tuple[str, ...] = ()
    due: Mapping[str, str] = field(default_factory=dict)
    """Kind of period → how long after its end it is to be handed in ("5 days", "3 workdays")."""

    @property
    def figures(self) -> tuple[str, ...]:
        """Every measure that it needs, in order of first use."""
        grouped = (name for group in self.groups for name in group.figures)
        return tuple(dict.fromkeys((*grouped, *(name for table in self.tables for name in table.measures))))


def read_definition(
    name: str,
    front: Mapping[str, Any],
    measures: Mapping[str, Measure],
    ledgers: Mapping[str, Ledger],
    where: object = "",
) -> ReportDefinition:
    """A definition from a template's front matter; BadDefinition names what does not hold together.

    A plan's template asks for its figures and tables under `plan`, since it is no report.
    """
    front = {**front, **(front.get("plan") or {})}
    return _Reader(name, front, (measures, ledgers), where or f"templates/{name}.md").definition()


class _Reader:
    """Reads one front matter; kept in a class only to say `where` in every complaint."""

    def __init__(
        self,
        name: str,
        front: Mapping[str, Any],
        known: tuple[Mapping[str, Measure], Mapping[str, Ledger]],
        where: object,
    ) -> None:
        self.name, self.front, self.where = name, front, where
        self.measures, self.ledgers = known
        self.titles = {measure.title: name for name, measure in self.measures.items()}

    def fail(self, why: str) -> BadDefinition:
        return BadDefinition(self.where, why)

    def one_of(self, what: str, word: str, allowed: Iterable[str]) -> str:
        """`word` itself when it is allowed."""
        return judged.one_of(self.where, what, word, allowed)

    def entry(self, part: str, raw: object) -> Mapping[str, Any]:
        return judged.entry(self.where, part, raw)

    def measure(self, word: object) -> str:
        """A measure's name, from its name or title."""
        text = str(word)
        return self.titles.get(text) or self.one_of(_("指标"), text, self.measures)

    def several(self, words: object) -> tuple[str, ...]:
        return tuple(self.measure(word) for word in _listed(words))

    def definition(self) -> ReportDefinition:
        front = self.front
        title = str(front.get("title", self.name))
        groups = tuple(self.group(entry) for entry in front.get("figures", ()))
        tables = tuple(self.table(self.entry("tables", each), groups) for each in front.get("tables", ()))
        if twice := judged.repeated(table.name for table in tables):
            raise self.fail(_("表的 name 重复：{names}").format(names=twice))
        periods = [self.one_of(_("期间种类"), str(kind), KIND_WORDS) for kind in front.get("periods", KIND_WORDS)]
        words = {**KIND_WORDS, **front.get("kinds", {})}
        return ReportDefinition(
            name=self.name,
            title=title,
            pattern=judged.filled(self.where, str(front.get("pattern", "{community}{period}" + title)), _TITLE_KNOWS),
            genre=str(front.get("genre", "")),
            kinds={kind: str(words[kind]) for kind in periods},
            audience=self.one_of(_("对象"), str(front.get("audience", "上报")), ("内部", "上报", "公示")),
            groups=groups,
            tables=tables,
            charts=tuple(self.chart(self.entry("charts", each), tables) for each in front.get("charts", ())),
            aliases=tuple(str(word) for word in front.get("aliases", ())),
            due=dict(self.due(str(kind), str(within)) for kind, within in front.get("due", {}).items()),
        )

    def due(self, kind: str, within: str) -> tuple[str, str]:
        """A kind of period and how long after its end, both of which have to be readable."""
        try:
            duration(within)
        except ValueError as error:
            raise self.fail(str(error)) from None
        return self.one_of(_("期间种类"), kind, KIND_WORDS), within

    def group(self, entry: object) -> Group:
        if isinstance(entry, Mapping):
            return Group(str(entry.get("heading", "")), self.several(entry.get("figures", ())))
        return Group("", (self.measure(entry),))

    def table(self, raw: Mapping[str, Any], groups: tuple[Group, ...]) -> TableSpec:
        kinds = [kind for kind in ("cross", "slices", "list", "plan") if kind in raw]
        if "name" not in raw or len(kinds) > 1:
            raise self.fail(_("每张表要有 name，cross、slices、list、plan 只能写一种"))
        kind = kinds[0] if kinds else "figures"
        spec = TableSpec(
            name=str(raw["name"]),
            title=str(raw.get("title", raw["name"])),
            kind=kind,
            all=bool(raw.get("all", False)),
            periods=tuple(self.one_of(_("期间种类"), str(each), KIND_WORDS) for each in raw.get("periods", ())),
            notes=tuple(str(note) for note in raw.get("notes", ())),
        )
        inner = raw if kind == "figures" else raw[kind] if kind == "plan" else self.entry(kind, raw[kind])
        return _SHAPES[kind](self, spec, inner, groups)

    def of_figures(self, spec: TableSpec, raw: Mapping[str, Any], groups: tuple[Group, ...]) -> TableSpec:
        entries = raw.get("rows") or [
            entry
            for group in groups
            for entry in ({"heading": group.heading}, *group.figures)
            if entry != {"heading": ""}
        ]
        columns = [self.one_of(_("列"), str(column), COLUMNS) for column in raw.get("columns", ("unit", "value"))]
        return replace(spec, rows=tuple(self.row(entry) for entry in entries), columns=tuple(columns))

    def row(self, entry: object) -> RowSpec:
        if not isinstance(entry, Mapping):
            return RowSpec(self.measure(entry))
        if "heading" in entry:
            return RowSpec(heading=str(entry["heading"]), role=Role.HEADING)
        roles = {"figure": Role.ITEM, "part": Role.PART, "total": Role.TOTAL}
        word = next((word for word in roles if word in entry), "")
        if not word:
            raise self.fail(_("表的一行要写 heading、figure、part 或 total，这里是 {entry}").format(entry=dict(entry)))
        name = self.measure(entry[word])
        return RowSpec(name, by=self.dimension(name, entry.get("by", "")), role=roles[word], all=bool(entry.get("all")))

    def dimension(self, name: str, by: object) -> str:
        """The field name of one of a measure's dimensions; "" stays "" ."""
        if not by:
            return ""
        measure = self.measures[name]
        if found := measure.dimension(str(by)):
            return found.field.name
        known = [each.field.title for each in measure.by]
        self.one_of(_("{name} 的分组").format(name=measure.title), str(by), known)
        raise AssertionError(known)

    def of_cross(self, spec: TableSpec, raw: Mapping[str, Any], groups: tuple[Group, ...]) -> TableSpec:
        figures = self.several(raw.get("figure") or raw.get("figures", ()))
        by = str(raw.get("by", ""))
        if not figures or (by and len(figures) > 1):
            raise self.fail(_("cross 要么写 figure 和 by，要么写 figures"))
        across = self.one_of(_("横栏"), str(raw.get("across", "months")), ACROSS)
        turned = bool(raw.get("turned", False))
        return replace(spec, figures=figures, by=self.dimension(figures[0], by), across=across, turned=turned)

    def of_slices(self, spec: TableSpec, raw: Mapping[str, Any], groups: tuple[Group, ...]) -> TableSpec:
        figures = self.several(raw.get("figures", ()))
        by = [self.dimension(name, raw.get("by", "")) for name in figures]
        if not figures or not by[0] or len(set(by)) > 1:
            raise self.fail(_("slices 要写 figures，和它们共有的一个分组 by"))
        return replace(spec, figures=figures, by=by[0])

    def of_list(self, spec: TableSpec, raw: Mapping[str, Any], groups: tuple[Group, ...]) -> TableSpec:
        ledger = self.ledgers[self.one_of(_("台账"), str(raw.get("ledger", "")), self.ledgers)]
        fields = tuple(self.field(ledger, word) for word in raw.get("fields", ()))
        if hidden := [each.title for each in fields if each.privacy not in ("public", "internal") or each.mask]:
            raise self.fail(_("报表不能列出个人信息：{names}").format(names="、".join(hidden)))
        names = tuple(each.name for each in fields if each.kind not in ("group", "list"))
        on = self.field(ledger, raw.get("on", ledger.date)).name
        return replace(spec, ledger=ledger.name, fields=names, on=on, where=str(raw.get("where", "")))

    def field(self, ledger: Ledger, word: object) -> Field:
        """A ledger's field by its name or title."""
        try:
            return ledger.field(str(word))
        except UnknownName as error:
            raise self.fail(str(error)) from None

    def of_plan(self, spec: TableSpec, raw: object, groups: tuple[Group, ...]) -> TableSpec:
        return replace(spec, part=self.one_of(_("计划表"), str(raw), PARTS))

    def chart(self, raw: Mapping[str, Any], tables: tuple[TableSpec, ...]) -> Chart:
        if not raw.get("name"):
            raise self.fail(_("每张图要有 name，这里没有：{entry}").format(entry=dict(raw)))
        name, title = str(raw["name"]), str(raw.get("title", raw["name"]))
        kind = self.one_of(_("图形"), str(raw.get("kind", "bar")), ("bar", "line", "pie"))
        table = self.one_of(_("表"), str(raw.get("table", "")), (each.name for each in tables))
        values = tuple(str(column) for column in _listed(raw.get("values", "value")))
        return Chart(name, title, kind, table, str(raw.get("labels", "title")), values)


def _listed(words: object) -> Sequence[object]:
    return words if isinstance(words, Sequence) and not isinstance(words, str) else (words,) if words else ()


_SHAPES = {
    "figures": _Reader.of_figures,
    "cross": _Reader.of_cross,
    "slices": _Reader.of_slices,
    "list": _Reader.of_list,
    "plan": _Reader.of_plan,
}
