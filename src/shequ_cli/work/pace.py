"""Targets, 序时进度 and the light: how much should be done by now, how much is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from shequ_cli.words.language import _
from shequ_cli.work.compare import Number, rounded
from shequ_cli.work.period import Period, containing

NEARLY = Decimal("0.8")
"""Of the expected share (or of the level wanted): from here up the light is yellow, below it red."""


class Light(StrEnum):
    """绿 as wanted, 黄 nearly, 红 not, 无目标 when nobody set a target (never a colour)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"

    @property
    def word(self) -> str:
        """The light's name as shown to the clerk."""
        return {"green": _("绿"), "yellow": _("黄"), "red": _("红"), "none": _("无目标")}[self.value]


@dataclass(frozen=True, slots=True)
class Target:
    """What is wanted of a measure. `at_most` is a ceiling. `yearly` numbers are reached over a year (flows)."""

    number: Decimal | None = None
    by_year: Mapping[int, Decimal] = field(default_factory=dict)
    at_most: bool = False
    yearly: bool = False

    def of(self, year: int) -> Decimal | None:
        """The number for a year; None when there is none."""
        return self.by_year.get(year, self.number)


@dataclass(frozen=True, slots=True)
class Progress:
    """A target and where the measure stands. Shares are of 1; None where there is nothing to say."""

    target: Decimal | None = None
    done: Decimal | None = None
    """完成率: for a yearly target 本年累计 ÷ target, for a level value ÷ target."""
    expected: Decimal | None = None
    """The share that the pace wants by now; None for a level."""
    light: Light = Light.NONE

    @property
    def done_percent(self) -> Decimal | None:
        """完成率 in per cent, one decimal."""
        return None if self.done is None else rounded(self.done * 100, 1)

    @property
    def expected_percent(self) -> Decimal | None:
        """序时进度 in per cent, one decimal."""
        return None if self.expected is None else rounded(self.expected * 100, 1)


Pace = tuple[tuple[int, Decimal], ...]
"""(month, cumulative share of the year at that month's end), in order; () is linear."""


def read_target(given: Any, *, yearly: bool) -> Target | None:  # noqa: ANN401 - what YAML gave
    """`24`, `{annual: 24}`, `{at_least: 95}`, `{at_most: 3}`, with `{2026: 24, 2027: 26}` in place of a number; ValueError says why not."""
    if given is None:
        return None
    usual = "annual" if yearly else "at_least"
    raw = given if isinstance(given, Mapping) else {usual: given}
    if all(str(key).isdecimal() for key in raw):
        raw = {usual: raw}
    (word, number), *more = raw.items()
    if more or word not in ("at_least", "at_most", usual):
        raise ValueError(_("target 只能写 at_least、at_most 之一，时期数也可写 annual"))
    years = number if isinstance(number, Mapping) else {}
    return Target(
        number=None if years else _number(number),
        by_year={int(_number(year)): _number(wanted) for year, wanted in years.items()},
        at_most=word == "at_most",
        yearly=yearly,
    )


def read_pace(given: Any) -> Pace:  # noqa: ANN401 - what YAML gave
    """`linear`, or cumulative shares by month: `{6: 0.6, 12: 1.0}`; ValueError says why not."""
    if given in (None, "linear"):
        return ()
    if not isinstance(given, Mapping) or not given:
        raise ValueError(_("pace 只能写 linear，或 月份: 累计份额，如 {example}").format(example="{6: 0.6, 12: 1}"))
    points = sorted((int(_number(month)), _number(share)) for month, share in given.items())
    months, shares = [month for month, _share in points], [share for _month, share in points]
    if shares != sorted(shares) or not (months[0] >= 1 and months[-1] <= 12 and shares[0] >= 0 and shares[-1] <= 1):
        raise ValueError(_("pace 的月份在 1 至 12 之间，累计份额在 0 至 1 之间，逐月不减"))
    return tuple(points)


def _number(given: object) -> Decimal:
    try:
        return Decimal(str(given))
    except InvalidOperation:
        raise ValueError(_("“{given}”不是数").format(given=given)) from None


def expected_share(pace: Pace, period: Period, today: date) -> Decimal:
    """The share of a year's target wanted by the period's end, or by the end of today while it still runs."""
    day = min(period.last_day, today)
    if day < date(period.year, 1, 1):
        return Decimal(0)
    points = ((0, Decimal(0)), *(pace or ((12, Decimal(1)),)))
    month = containing("month", day)
    passed = Decimal((day + timedelta(days=1) - month.start).days) / (month.end - month.start).days
    at = day.month - 1 + passed
    for (before, low), (after, high) in zip(points, points[1:], strict=False):
        if at <= after:
            return low + (high - low) * (at - before) / (after - before)
    return points[-1][1]


def progress(
    target: Target | None, pace: Pace, value: Number | None, ytd: Number | None, span: tuple[Period, date]
) -> Progress:
    """Where a measure stands against its target in `span` (period, today)."""
    period, today = span
    wanted = target.of(period.year) if target else None
    if target is None or wanted is None:
        return Progress()
    actual = ytd if target.yearly else value
    expected = expected_share(pace, period, today) if target.yearly else None
    if actual is None:
        return Progress(wanted, None, expected)
    done = Decimal(actual) / wanted if wanted else None
    due = wanted * expected if expected is not None else wanted
    if isinstance(actual, int):  # counts come whole: of one meeting a year nothing is late in March
        due = due.to_integral_value(ROUND_CEILING if target.at_most else ROUND_FLOOR)
    light = _ceiling(Decimal(actual), due, wanted) if target.at_most else _floor(Decimal(actual), due)
    return Progress(wanted, done, expected, light)


def _floor(actual: Decimal, due: Decimal) -> Light:
    if actual >= due:
        return Light.GREEN
    return Light.YELLOW if actual >= due * NEARLY else Light.RED


def _ceiling(actual: Decimal, due: Decimal, wanted: Decimal) -> Light:
    if actual > wanted:
        return Light.RED
    return Light.GREEN if actual <= due else Light.YELLOW
