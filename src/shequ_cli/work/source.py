"""Where the numbers of reports and plans come from, and the day on which they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.query import Data
from shequ_cli.work.compare import Number
from shequ_cli.work.condition import condition
from shequ_cli.work.daily import in_terms, is_daily
from shequ_cli.work.figure import Beginnings, Figure, figures, value
from shequ_cli.work.measure import Measure
from shequ_cli.work.period import Period


@dataclass(frozen=True)
class Source:
    """Definitions, data and the day. `left_out` records have no readable date and are in no period."""

    measures: Mapping[str, Measure]
    data: Data
    today: date
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    codelists: Mapping[str, Codelist] = field(default_factory=dict)
    community: str = ""
    left_out: int = 0
    _beginnings: Beginnings = field(default_factory=dict, compare=False, repr=False)

    def figures(self, names: Iterable[str], period: Period) -> Mapping[str, Figure]:
        """The figures of these measures for a period."""
        return figures(names, period, self.measures, self.data, self.today)

    def asked(self, measure: str, where: str, period: Period) -> Number | None:
        """One number: the value of a measure, narrowed to records that meet `where`, in a period."""
        narrow = narrowed(self.measures[measure], where, self.codelists)
        known = self.measures if narrow is self.measures[measure] else {measure: narrow}  # which has no parts
        return value(measure, period, known, self.data, self.today, self._beginnings)

    def each(self, measure: str, where: str, terms: Sequence[Period]) -> Mapping[Period, Number]:
        """The same for many terms that follow each other; 0 where nothing was recorded."""
        narrow = narrowed(self.measures[measure], where, self.codelists)
        if len(terms) > 1 and is_daily(narrow):
            return in_terms(narrow, terms, self.data)
        return {term: self.asked(measure, where, term) or 0 for term in terms}


def narrowed(measure: Measure, where: str, codelists: Mapping[str, Codelist]) -> Measure:
    """The measure over those of its records that also meet `where`; rates and sums have no records to narrow."""
    if not where or measure.ledger is None:
        return measure
    both = f"({measure.where.text}) and ({where})" if measure.where else where
    return replace(measure, where=condition(both, measure.ledger, codelists), by=(), target=None)
