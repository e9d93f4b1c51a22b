"""How an item's number becomes points, and what is wanted of it in words."""

from __future__ import annotations

from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.work.assessment import Item, Judge
from shequ_cli.work.assessmentcount import at_least
from shequ_cli.work.assessmentranks import plain
from shequ_cli.work.compare import rounded

_NOTHING = Decimal(0)


def judged(item: Item, value: Decimal) -> tuple[Decimal | None, bool]:
    """The points that a number is worth (None where the item has none), and whether the item is met."""
    judge, full = item.judge, item.points
    if judge.least is not None or judge.most is not None:
        met = value >= judge.least if judge.least is not None else value <= (judge.most or _NOTHING)
        if full is None:
            return None, met
        share = min(value / judge.least, Decimal(1)) if judge.linear and judge.least else Decimal(met)
        return rounded(full * share, 2) if judge.linear else full * share, met
    assert full is not None
    if judge.steps:
        points = _step(judge, value)
        return points, points == judge.steps[0][1]
    points = min(value * judge.each if judge.each is not None else value, full)
    return points, points >= full


def _step(judge: Judge, value: Decimal) -> Decimal:
    """The points of the best step that the value reaches; below all of them 0."""
    reached = (points for bound, points in judge.steps if (value <= bound if judge.falling else value >= bound))
    return next(reached, _NOTHING)


def demand(item: Item) -> str:
    """What is wanted of an item's number, in words: 每月不少于1场, 不超过3件, 为零."""
    judge, count = item.judge, item.count
    unit = count.unit if count else item.unit
    if judge.least is not None:
        often = {"month": _("每月"), "quarter": _("每季度"), "half": _("每半年"), "year": _("全年")}.get(judge.per, "")
        return often + (
            at_least(judge.least, count) if count else _("不低于{n}{unit}").format(n=plain(judge.least), unit=unit)
        )
    if judge.most is not None and not judge.most:
        return _("为零")
    if judge.most is not None:
        return _("不超过{n}{unit}").format(n=plain(judge.most), unit=unit)
    return ""


def title_of(item: Item) -> str:
    """What is counted: a whole measure by its title, a part of one and records of a ledger by the item's."""
    whole = item.count and item.count.measure and not item.count.where
    return item.count.title if item.count and whole else item.title
