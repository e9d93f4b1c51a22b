"""Measures, reports, plan rules and calendars of a store, read when a command needs them and kept in its index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from shequ_cli.cli.naming import unknown
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.documents.template import Source as Template
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.store.assets import AssetFile
    from shequ_cli.store.store import Store
    from shequ_cli.words.record import Record
    from shequ_cli.work.calendar import Campaign
    from shequ_cli.work.clock import ClockStanding
    from shequ_cli.work.measure import Measure
    from shequ_cli.work.reportfile import ReportDefinition
    from shequ_cli.work.source import Source
    from shequ_cli.work.workday import WorkCalendar


def measures(store: Store) -> Mapping[str, Measure]:
    """Every measure; the store's own definition of a name wins."""
    from shequ_cli.work.measurefile import read_measures

    files: dict[str, dict[str, Any]] = {}
    for name, found in store.assets.raw_all("indicators").items():
        files.setdefault(found.place.path.rpartition("/")[2].removesuffix(".yaml"), {})[name] = found.raw
    return read_measures(files, store.ledgers, store.codelists)


def source(desk: Desk, known: Mapping[str, Measure], left_out: int = 0) -> Source:
    """Where a report's numbers come from."""
    from shequ_cli.work.source import Source

    store = desk.store
    return Source(known, store, desk.today, store.ledgers, store.codelists, store.profile.name, left_out)


def work_calendar(store: Store) -> WorkCalendar:
    """Days off and make-up workdays, by year."""
    from shequ_cli.work.workday import read_calendar

    years = [name for name in store.assets.names("calendar") if name.isdigit()]
    return read_calendar({name: store.assets.raw("calendar", name) for name in years})


def clocks(desk: Desk, ledger: Ledger, record: Record) -> tuple[ClockStanding, ...]:
    """The clocks of one record today."""
    if not ledger.clocks:
        return ()
    from shequ_cli.work.clock import Timing, clocks_of

    timing = Timing(work_calendar(desk.store), desk.today)
    return clocks_of(ledger, record.values, timing, desk.store.codelists)


def campaigns(store: Store) -> tuple[Campaign, ...]:
    """Campaign days."""
    from shequ_cli.work.calendar import read_campaigns

    return read_campaigns(store.assets.raw("calendar", "campaigns"), "calendar/campaigns.yaml")


def template(store: Store, name: str) -> Template:
    """A template's front matter and body."""
    from shequ_cli.documents.template import split

    path = f"templates/{name}.md"
    return split(store.assets.text(path), path)


def front(store: Store, file: AssetFile) -> Mapping[str, Any]:
    """A template's front matter; kept, since reading YAML costs more than most reports."""
    cache = store.assets.cache
    kept = cache.get(file.path, file.stamp) if cache else None
    if kept is None:
        from shequ_cli.store.definitionfile import parse

        kept = parse(template(store, file.name).front, file.path).raw or {}
        if cache:
            cache.put(file.path, file.stamp, kept)
    return kept


def report_files(store: Store) -> Iterator[tuple[AssetFile, Mapping[str, Any]]]:
    """The templates that are reports (their front matter asks for figures), and their front matter."""
    for file in store.assets.list("templates"):
        found = front(store, file)
        if "figures" in found or "tables" in found:
            yield file, found


def report_names(store: Store) -> list[str]:
    """Every word that names a report: names, titles, aliases."""
    files = list(report_files(store))
    names = [file.name for file, _front in files]
    return names + [
        str(word) for _file, found in files for word in (found.get("title"), *found.get("aliases", ())) if word
    ]


def report_definitions(store: Store, known: Mapping[str, Measure]) -> list[ReportDefinition]:
    """Every report."""
    from shequ_cli.work.reportfile import read_definition

    return [read_definition(file.name, found, known, store.ledgers, file.path) for file, found in report_files(store)]


def prove(store: Store) -> tuple[Mapping[str, Measure], list[ReportDefinition]]:
    """Read every measure, report and plan rule; BadDefinition at the first that does not hold together."""
    from shequ_cli.work.planrules import read_rules

    known = measures(store)
    reports = report_definitions(store, known)
    for kind in store.assets.names("plans"):
        place = store.assets.place("plans", kind)
        read_rules(kind, store.assets.raw("plans", kind), known, store.ledgers, place)
    return known, reports


def report_definition(store: Store, word: str, known: Mapping[str, Measure]) -> ReportDefinition:
    """The report with this name, title or alias."""
    from shequ_cli.work.reportfile import read_definition

    for file, found in report_files(store):
        if word in (file.name, found.get("title"), *found.get("aliases", ())):
            return read_definition(file.name, found, known, store.ledgers, file.path)
    raise unknown(_("报表"), word, report_names(store))


def plan_template(store: Store, kind: str, known: Mapping[str, Measure]) -> ReportDefinition:
    """The template of a kind of plan: templates/plan-<kind>.md."""
    from shequ_cli.work.reportfile import read_definition

    name = f"plan-{kind}"
    files = {file.name: file for file in store.assets.list("templates")}
    if name not in files:
        raise unknown(_("计划文稿模板"), name, files)
    return read_definition(name, front(store, files[name]), known, store.ledgers, files[name].path)
