"""From a template and what it sees to a document: render, parse, and take title, subtitle and 主送 from the top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shequ_cli.documents import seen
from shequ_cli.documents.blocks import parse
from shequ_cli.documents.document import Block, Document, Paragraph, Title, plain
from shequ_cli.documents.template import Source, render
from shequ_cli.work.table import Chart, Table

_CLAUSE = frozenset("，。；,;！？")


def composed(
    source: Source,
    values: Mapping[str, object],
    tables: Sequence[Table] = (),
    charts: Sequence[Chart] = (),
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> Document:
    """The template's document. `table(…)` and `chart(…)` are added to what it sees; the caller adds signature, date, face."""
    functions = {"table": seen.table(tuple(tables)), "chart": seen.chart(tuple(charts))}
    markdown = render(source, {**functions, **values}, filters)
    blocks = parse(markdown, {table.name: table for table in tables}, {chart.name: chart for chart in charts})
    return opened(blocks, tables, charts)


def opened(blocks: Sequence[Block], tables: Sequence[Table] = (), charts: Sequence[Chart] = ()) -> Document:
    """Blocks whose first is the title; （…） right after it is the subtitle, a short line ending in ： the 主送机关."""
    first = blocks[0] if blocks else None
    title = first.lines if isinstance(first, Title) else ()
    rest = list(blocks[1:] if title else blocks)
    subtitle = ""
    if rest and isinstance(rest[0], Paragraph) and _in_brackets(plain(rest[0].runs)):
        subtitle = plain(rest[0].runs)
        rest.pop(0)
    if rest and isinstance(rest[0], Paragraph) and _is_address(plain(rest[0].runs)):
        rest[0] = rest[0]._replace(flush=True)
    return Document(title, tuple(rest), subtitle, tables=tuple(tables), charts=tuple(charts))


def _in_brackets(text: str) -> bool:
    return text.startswith(("（", "(")) and text.endswith(("）", ")")) and len(text) < 40


def _is_address(text: str) -> bool:
    return text.endswith(("：", ":")) and len(text) <= 40 and not _CLAUSE & set(text)
