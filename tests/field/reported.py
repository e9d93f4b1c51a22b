"""A shipped report over a test's store, as the Markdown that a clerk would read."""

from __future__ import annotations

from types import SimpleNamespace

from fieldstore import FieldStore, codelists, definitions, ledgers, measures

from shequ_cli.documents import seen
from shequ_cli.documents.compose import composed
from shequ_cli.documents.markdown import write
from shequ_cli.documents.template import split
from shequ_cli.store.definitionfile import parse as parse_definition
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import Report, build
from shequ_cli.work.reportfile import read_definition
from shequ_cli.work.source import Source

PROFILE = SimpleNamespace(name="幸福社区居民委员会", street="安和街道")


def reported(desk: FieldStore, name: str, period: str) -> Report:
    """The report as a value."""
    path = f"templates/{name}.md"
    front = parse_definition(split(definitions().text(path), path).front, path).raw
    source = Source(measures(), desk.store, desk.today, ledgers(), codelists(), community=PROFILE.name)
    return build(read_definition(name, front, measures(), ledgers()), parse(period, desk.today), source)


def page(desk: FieldStore, name: str, period: str) -> str:
    """The report as Markdown."""
    report, path = reported(desk, name, period), f"templates/{name}.md"
    document = composed(
        split(definitions().text(path), path), seen.values_of(report, PROFILE), report.tables, report.charts
    )
    return write(document).decode()
