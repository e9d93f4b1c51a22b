"""Which records of a ledger, in which order, in which columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shequ_cli.cli.viewer import Viewer, spelled
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.rules.states import state_named, states_of
from shequ_cli.words.language import _
from shequ_cli.words.record import Record


@dataclass(frozen=True, slots=True)
class Choice:
    """What the options of `list` mean for one ledger."""

    ledger: Ledger
    codelists: Mapping[str, Codelist]
    today: date

    def condition(
        self, where: Sequence[str], period: str | None, states: Sequence[str]
    ) -> tuple[str, dict[str, str | int]]:
        """SQL on the ledger's physical table, and its parameters; every part must hold."""
        from shequ_cli.work.condition import condition

        parts = [condition(text, self.ledger, self.codelists).sql for text in where]
        parameters: dict[str, str | int] = {}
        if states:
            field = states_of(self.ledger).field
            names = [state_named(self.ledger, self.codelists, word) for word in states]
            parameters |= {f"state{n}": name for n, name in enumerate(names)}
            parts.append(f'"{self.ledger.field(field).name}" IN ({", ".join(f":state{n}" for n in range(len(names)))})')
        if period:
            clause, between = self._within(period)
            parts.append(clause)
            parameters |= between
        return " AND ".join(f"({part})" for part in parts), parameters

    def _within(self, period: str) -> tuple[str, dict[str, str | int]]:
        from shequ_cli.work.periodwords import parse

        found, field = parse(period, self.today), self.ledger.field(self.ledger.date)
        start, end = found.start.isoformat(), found.end.isoformat()
        if field.kind == "month":
            start, end = start[:7], found.last_day.isoformat()[:7] + "~"
        return f'"{field.name}" >= :start AND "{field.name}" < :end', {"start": start, "end": end}

    def order(self, sort: str) -> str:
        """By the field asked for, else by date; equal ones by id, so that the order is always the same."""
        word = sort.removeprefix("-")
        field = self.ledger.field(word or self.ledger.date)
        return f'"{field.name}" {"DESC" if sort.startswith("-") else "ASC"}, id'

    def laid_out(
        self, records: Sequence[Record], columns: str, viewer: Viewer, *, whole: bool
    ) -> tuple[list[str], list[list[object]]]:
        """Titles and rows: the columns asked for, else every field (`whole`), else id, date, state and one line."""
        words = [word.strip() for word in columns.replace("，", ",").replace("、", ",").split(",") if word.strip()]
        if words or whole:
            named = words or [ID_TITLE, *(field.title for field in self.ledger.fields)]
            shown = [None if word in (ID_TITLE, "id") else self.ledger.field(word) for word in named]
            titles = [field.title if field else ID_TITLE for field in shown]
            return titles, [[_cell(field, record, viewer) for field in shown] for record in records]
        short = self._short()
        titles = [ID_TITLE, *(field.title for field in short), _("摘要")]
        return titles, [
            [record.id, *(_cell(field, record, viewer) for field in short), viewer.label(self.ledger, record)]
            for record in records
        ]

    def _short(self) -> list[Field]:
        states = self.ledger.states
        return [self.ledger.field(word) for word in (self.ledger.date, *([states.field] if states else []))]

    def figures(self, titles: Sequence[str]) -> list[int]:
        """Numbers of the columns that hold figures: they are set flush right."""
        kinds = {field.title: field.kind for field in self.ledger.fields}
        return [n for n, title in enumerate(titles) if kinds.get(title) in ("integer", "number", "money")]


def _cell(field: Field | None, record: Record, viewer: Viewer) -> object:
    """Text, but numbers as numbers, so that a workbook can add them up."""
    if field is None:
        return record.id
    value = viewer.value(field, record.values.get(field.name))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    return spelled(field, value)
