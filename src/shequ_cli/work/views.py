"""One number seen in five spans, and how views are divided and added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from shequ_cli.work.compare import Number, rounded, trimmed
from shequ_cli.work.measure import Measure
from shequ_cli.work.period import Period

SPANS = ("value", "previous", "last_year", "ytd", "ytd_last_year")


@dataclass(frozen=True, slots=True)
class Views:
    """本期, 上期, 上年同期, 本年累计, 上年同期累计. None is 未报 (or no rate), never 0."""

    value: Number | None = None
    previous: Number | None = None
    last_year: Number | None = None
    ytd: Number | None = None
    ytd_last_year: Number | None = None
    count: int = 0
    """Records behind 本期."""

    def of(self, span: str) -> Number | None:
        """The number in one of SPANS."""
        number: Number | None = getattr(self, span)
        return number

    def nothing(self) -> Views:
        """A slice without records of these views: 0 wherever the whole is known."""
        return made({span: None if (whole := self.of(span)) is None else whole * 0 for span in SPANS})


def made(numbers: Mapping[str, Number | None], count: int = 0) -> Views:
    """Views from numbers by span; a span that is left out is None."""
    value, previous, last_year, ytd, ytd_last_year = (numbers.get(span) for span in SPANS)
    return Views(value, previous, last_year, ytd, ytd_last_year, count)


Slices = Mapping[str, Mapping[str, Views]]
"""Dimension (field name) → title → its views."""


@lru_cache(maxsize=32)
def spans_of(period: Period) -> Mapping[str, Period]:
    """The days of each span."""
    before = period.last_year()
    return {
        "value": period,
        "previous": period.previous(),
        "last_year": before,
        "ytd": period.to_date(),
        "ytd_last_year": before.to_date(),
    }


def quotient(measure: Measure, parts: Sequence[Views]) -> Views:
    """Σnumerator ÷ Σdenominator in every span; never a mean of rates."""
    numerator, denominator = parts
    numbers = {span: _rate(measure, numerator.of(span), denominator.of(span)) for span in SPANS}
    return made(numbers, denominator.count)


def _rate(measure: Measure, numerator: Number | None, denominator: Number | None) -> Number | None:
    """None without a denominator, which prints as the measure's `zero`."""
    if numerator is None or not denominator:
        return None
    return rounded(Decimal(numerator) * measure.scale / Decimal(denominator), measure.decimals)


def total(measure: Measure, parts: Sequence[Views]) -> Views:
    """What is known added up, and taken away for what the measure is `less`; 未报 only where no part was reported."""
    signs = [1] * len(measure.sum_of) + [-1] * len(measure.less)
    numbers: dict[str, Number | None] = {}
    for span in SPANS:
        known = [
            number * sign for part, sign in zip(parts, signs, strict=True) if (number := part.of(span)) is not None
        ]
        numbers[span] = _added(measure, known) if known else None
    return made(numbers, sum(part.count for part in parts))


def _added(measure: Measure, known: Sequence[Number]) -> Number:
    whole = sum(known[1:], start=known[0])
    return trimmed(whole) if measure.exact == "number" and isinstance(whole, Decimal) else whole
