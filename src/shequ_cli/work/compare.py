"""Two values of one measure compared as official Chinese statistics do: 同比, 环比, 百分点, 基数为0."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

Number = int | Decimal
"""A value of a figure: counts are int; money, rates and measured quantities Decimal."""


class Reason(StrEnum):
    """Why two values cannot be compared."""

    BASE_ZERO = "base_zero"
    """The base is 0: prints 上年同期为0, never ∞ or 100%."""
    BASE_MISSING = "base_missing"
    """Nobody reported the base: 未报."""
    VALUE_MISSING = "value_missing"
    """Nobody reported the value itself: 未报."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a value stands to an earlier one. Without a `value`, `reason` says why."""

    value: Decimal | None = None
    """One decimal: per cent of the base, or for a rate the difference in percentage points."""
    difference: Number | None = None
    """The value less the base, in the measure's own unit."""
    points: bool = False
    """Whether `value` counts 百分点 (rates) and not per cent."""
    reason: Reason | None = None


def trimmed(number: Decimal) -> Decimal:
    """A measured quantity without idle zeros: 3.5, 1525."""
    return rounded(number, 0) if number == number.to_integral_value() else number.normalize()


def rounded(number: Number, places: int) -> Decimal:
    """Half up (四舍五入), as reports want it; Python's own round() would go half even."""
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # never −0.0


def compared(value: Number | None, base: Number | None, *, points: bool = False) -> Comparison:
    """(value − base) ÷ |base| in per cent, or value − base in 百分点 when both are rates in per cent."""
    if value is None:
        return Comparison(points=points, reason=Reason.VALUE_MISSING)
    if base is None:
        return Comparison(points=points, reason=Reason.BASE_MISSING)
    difference = value - base
    if points:
        return Comparison(rounded(difference, 1), difference, points=True)
    if base == 0:
        return Comparison(None, difference, reason=Reason.BASE_ZERO)
    return Comparison(rounded(Decimal(difference) * 100 / abs(Decimal(base)), 1), difference)
