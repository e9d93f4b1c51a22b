"""The front matter of a report's template as a definition: which figures, which tables, for which periods (docs/templates.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.duration import duration
from shequ_cli.work.measure import Measure
from shequ_cli.work.reportwords import KIND_WORDS, Words, listed

if TYPE_CHECKING:
    from shequ_cli.work.period import Period
    from shequ_cli.work.table import Chart
    from shequ_cli.work.tablespec import Group, TableSpec

_BODY = ("figures", "tables", "charts", "plan")
_TITLE_KNOWS = ("community", "period", "kind", "year")


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
    return _definition(name, front, Words(where or f"templates/{name}.md", measures, ledgers))


def read_outline(name: str, front: Mapping[str, Any], where: object = "") -> ReportDefinition:
    """The same without what the document holds: what it is called, and when it is due."""
    about = {key: each for key, each in front.items() if key not in _BODY}
    return _definition(name, about, Words(where or f"templates/{name}.md", {}, {}))


def _definition(name: str, front: Mapping[str, Any], words: Words) -> ReportDefinition:
    title = str(front.get("title", name))
    groups = tuple(_group(words, entry) for entry in front.get("figures", ()))
    tables = _tables(words, front.get("tables", ()), groups)
    if twice := judged.repeated(table.name for table in tables):
        raise words.fail(_("表的 name 重复：{names}").format(names=twice))
    periods = [words.one_of(_("期间种类"), str(kind), KIND_WORDS) for kind in front.get("periods", KIND_WORDS)]
    called = {**KIND_WORDS, **front.get("kinds", {})}
    return ReportDefinition(
        name=name,
        title=title,
        pattern=judged.filled(words.where, str(front.get("pattern", "{community}{period}" + title)), _TITLE_KNOWS),
        genre=str(front.get("genre", "")),
        kinds={kind: str(called[kind]) for kind in periods},
        audience=words.one_of(_("对象"), str(front.get("audience", "上报")), ("内部", "上报", "公示")),
        groups=groups,
        tables=tables,
        charts=tuple(_chart(words, words.entry("charts", each), tables) for each in front.get("charts", ())),
        aliases=tuple(str(word) for word in front.get("aliases", ())),
        due=dict(_due(words, str(kind), str(within)) for kind, within in front.get("due", {}).items()),
    )


def _tables(words: Words, entries: Iterable[object], groups: tuple[Group, ...]) -> tuple[TableSpec, ...]:
    if not entries:
        return ()  # most commands ask for outlines, and the readers of tables are many
    from shequ_cli.work.tablefile import read_table

    return tuple(read_table(words, words.entry("tables", each), groups) for each in entries)


def _due(words: Words, kind: str, within: str) -> tuple[str, str]:
    """A kind of period and how long after its end, both of which have to be readable."""
    try:
        duration(within)
    except ValueError as error:
        raise words.fail(str(error)) from None
    return words.one_of(_("期间种类"), kind, KIND_WORDS), within


def _group(words: Words, entry: object) -> Group:
    from shequ_cli.work.tablespec import Group

    if isinstance(entry, Mapping):
        return Group(str(entry.get("heading", "")), words.several(entry.get("figures", ())))
    return Group("", (words.measure(entry),))


def _chart(words: Words, raw: Mapping[str, Any], tables: tuple[TableSpec, ...]) -> Chart:
    from shequ_cli.work.table import Chart

    if not raw.get("name"):
        raise words.fail(_("每张图要有 name，这里没有：{entry}").format(entry=dict(raw)))
    name, title = str(raw["name"]), str(raw.get("title", raw["name"]))
    kind = words.one_of(_("图形"), str(raw.get("kind", "bar")), ("bar", "line", "pie"))
    table = words.one_of(_("表"), str(raw.get("table", "")), (each.name for each in tables))
    values = tuple(str(column) for column in listed(raw.get("values", "value")))
    return Chart(name, title, kind, table, str(raw.get("labels", "title")), values)


def title_of(definition: ReportDefinition, period: Period, community: str) -> str:
    """The document's title: 幸福社区2026年3月工作月报."""
    kind = definition.kinds.get(period.kind, KIND_WORDS.get(period.kind, ""))
    return definition.pattern.format(community=community, period=period.label, kind=kind, year=period.year)
