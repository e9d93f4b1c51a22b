"""An empty store of the shipped ledgers, filled as a clerk fills it, and asked for figures and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.store.assets import Assets, shipped
from shequ_cli.store.draft import Draft
from shequ_cli.store.folder import init_edits
from shequ_cli.store.records import draft_edit, draft_new, draft_state
from shequ_cli.store.saving import save
from shequ_cli.store.store import Store
from shequ_cli.words.record import Raw, Record
from shequ_cli.work.clock import Timing, clocks_of
from shequ_cli.work.figure import Figure, figures
from shequ_cli.work.measure import Measure
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.periodwords import parse
from shequ_cli.work.workday import read_calendar

TODAY = date(2026, 10, 28)
Row = Mapping[str, Raw]


@lru_cache
def definitions() -> Assets:
    """Everything shipped."""
    return Assets(None)


@lru_cache
def measures() -> Mapping[str, Measure]:
    """Every shipped measure."""
    files: dict[str, dict[str, Any]] = {}
    for name, found in definitions().raw_all("indicators").items():
        files.setdefault(found.place.path.rpartition("/")[2].removesuffix(".yaml"), {})[name] = found.raw
    return read_measures(files, definitions().ledgers(), definitions().codelists())


def ledgers() -> Mapping[str, Ledger]:
    """Every shipped ledger."""
    return definitions().ledgers()


def codelists() -> Mapping[str, Codelist]:
    """Every shipped code list."""
    return definitions().codelists()


@lru_cache
def timing(today: date) -> Timing:
    """The shipped calendars and a day."""
    names = [path.stem for path in (shipped() / "schemas" / "calendar").glob("20*.yaml")]
    return Timing(read_calendar({name: definitions().raw("calendar", name) for name in names}), today)


class FieldStore:
    """A store in a folder of its own."""

    def __init__(self, root: Path, today: date = TODAY) -> None:
        for edit in init_edits(root, {"社区名称": "幸福社区居民委员会"}, definitions()):
            (root / edit.path).write_bytes(edit.after or b"")
        self.today, self.store = today, Store.open(root, today)

    def add(self, ledger: str, *rows: Row) -> list[str]:
        """Ids of new records; a refused one fails the test with its reasons."""
        drafts = draft_new(self.store, ledger, rows, self.today)
        assert not [problem for draft in drafts for problem in draft.refusing]
        save(self.store, drafts, commit=False)
        return [draft.record.id for draft in drafts]

    def why_not(self, ledger: str, row: Row) -> dict[str, str]:
        """What keeps a record from being saved: problem code → message."""
        return _reasons(draft_new(self.store, ledger, [row], self.today)[0])

    def advance(self, id: str, state: str, **also: str) -> Record:
        """The record, moved on."""
        draft = draft_state(self.store, id, state, self.today, also)
        assert not draft.refusing
        save(self.store, [draft], commit=False)
        return self.store.record(id)

    def edit(self, id: str, **changes: str) -> Record:
        """The record, changed."""
        draft = draft_edit(self.store, id, changes, self.today)
        assert not draft.refusing
        save(self.store, [draft], commit=False)
        return self.store.record(id)

    def figure(self, name: str, period: str) -> Figure:
        """A figure."""
        return figures([name], parse(period, self.today), measures(), self.store, self.today)[name]

    def says(self, period: str, **wanted: int | Decimal) -> None:
        """That figures of a period have these values."""
        found = figures(wanted, parse(period, self.today), measures(), self.store, self.today)
        assert {name: found[name].value for name in wanted} == wanted

    def clocks(self, id: str, today: date | None = None) -> dict[str, tuple[str, date | None]]:
        """Clock → where it stands, and its last day."""
        record = self.store.record(id)
        now = timing(today or self.today)
        standings = clocks_of(ledgers()[record.ledger], record.values, now, codelists(), self.store)
        return {standing.name: (standing.state.value, standing.due) for standing in standings}


def _reasons(draft: Draft) -> dict[str, str]:
    return {problem.code: problem.message for problem in draft.refusing}
