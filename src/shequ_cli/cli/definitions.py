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
    from shequ_cli.work.assessment import Assessment
    from shequ_cli.work.campaign import Campaign
    from shequ_cli.work.clock import ClockStanding
    from shequ_cli.work.measure import Measure
    from shequ_cli.work.posting import PostingRule
    from shequ_cli.work.reportfile import ReportDefinition
    from shequ_cli.work.source import Source
    from shequ_cli.work.submissionfile import Submissions
    from shequ_cli.work.workday import WorkCalendar


MEASURED = ("indicators", "ledgers", "codelists")
"""The kinds of definitions that measures are made of."""


def measures(store: Store) -> Mapping[str, Measure]:
    """Every measure; the store's own definition of a name wins."""
    from shequ_cli.work.measurefile import measures_of

    files: dict[str, dict[str, Any]] = {}
    for name, found in store.assets.raw_all("indicators").items():
        files.setdefault(found.place.path.rpartition("/")[2].removesuffix(".yaml"), {})[name] = found.raw
    known = measures_of(files, store.ledgers, store.codelists)
    store.assets.proven("measures", MEASURED, known.make_all)
    return known


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
    return clocks_of(ledger, record.values, timing, desk.store.codelists, desk.store)


def campaigns(store: Store) -> tuple[Campaign, ...]:
    """Campaign days."""
    from shequ_cli.work.campaign import read_campaigns

    return read_campaigns(store.assets.raw("calendar", "campaigns"), "calendar/campaigns.yaml")


def submissions(store: Store) -> tuple[Submissions, frozenset[str]]:
    """What is reported to whom, and which of it the store's own files name."""
    from shequ_cli.store.assets import OWN
    from shequ_cli.work.submissionfile import read_submissions

    found = store.assets.raw_all("submissions")
    own = {file.path for file in store.assets.list("submissions") if file.origin == OWN}
    read = read_submissions(
        {name: one.raw for name, one in found.items()},
        store.ledgers,
        store.assets.names("templates"),
        {name: one.place for name, one in found.items()},
    )
    return read, frozenset(name for name, one in found.items() if one.place.path in own)


def postings(store: Store) -> Mapping[str, PostingRule]:
    """Every definition of a posting, by name."""
    from shequ_cli.work.postingfile import Known, read_posting, unmistakable

    known, assets = Known(measures(store), store.ledgers, store.codelists), store.assets
    places = {name: assets.place("postings", name) for name in assets.names("postings")}
    return unmistakable(
        {name: read_posting(name, assets.raw("postings", name), known, places[name]) for name in places}, places
    )


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


def report_outlines(store: Store, known: Mapping[str, Measure]) -> list[ReportDefinition]:
    """Every report without its figures, tables and charts, which hold together: its title, its words, when it is due."""
    from shequ_cli.work.reportfile import read_outline

    store.assets.proven("reports", (*MEASURED, "templates"), lambda: report_definitions(store, known))
    return [read_outline(file.name, found, file.path) for file, found in report_files(store)]


def prove(store: Store) -> tuple[Mapping[str, Measure], list[ReportDefinition]]:
    """Read every measure, report, plan rule, assessment and posting; BadDefinition at the first that does not hold together."""
    from shequ_cli.work.planrulefile import read_rules

    store.assets.prove()
    known = measures(store)
    reports = report_definitions(store, known)
    for kind in store.assets.names("plans"):
        place = store.assets.place("plans", kind)
        read_rules(kind, store.assets.raw("plans", kind), known, store.ledgers, place)
    submissions(store)
    assessments(store, known)
    postings(store)
    return known, reports


def assessments(store: Store, known: Mapping[str, Measure]) -> Mapping[str, Assessment]:
    """Every assessment by name; BadDefinition at the first that does not hold together."""
    from shequ_cli.work.assessmentfile import read_assessments

    names = store.assets.names("assessments")
    files = {name: (store.assets.place("assessments", name), store.assets.raw("assessments", name)) for name in names}
    return read_assessments(files, known, store.ledgers, store.codelists)


def assessment(store: Store, word: str, known: Mapping[str, Measure]) -> Assessment:
    """The assessment with this name, title, alias or version (`health-education@national`)."""
    every = assessments(store, known)
    for one in every.values():
        if word in one.words:
            return one
    raise unknown(_("考评"), word, [word for one in every.values() for word in one.words])


def report_definition(store: Store, word: str, known: Mapping[str, Measure]) -> ReportDefinition:
    """The report with this name, title or alias."""
    from shequ_cli.work.reportfile import read_definition

    for file, found in report_files(store):
        if word in (file.name, found.get("title"), *found.get("aliases", ())):
            return read_definition(file.name, found, known, store.ledgers, file.path)
    raise unknown(_("报表"), word, report_names(store))


def plan_template(store: Store, kind: str, known: Mapping[str, Measure]) -> ReportDefinition:
    """The template of a kind of plan: templates/plan-<kind>.md, else the one of all schemes with phases."""
    from shequ_cli.work.reportfile import read_definition

    files = {file.name: file for file in store.assets.list("templates")}
    name = f"plan-{kind}" if f"plan-{kind}" in files else "plan-phases"
    if name not in files:
        raise unknown(_("计划文稿模板"), name, files)
    return read_definition(name, front(store, files[name]), known, store.ledgers, files[name].path)
