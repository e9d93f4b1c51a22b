"""Scores entered by hand: which rows belong to an item, whose score counts, what materials they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.record import Record
from shequ_cli.work.assessment import Assessment, Item
from shequ_cli.work.assessmentcount import Ground
from shequ_cli.work.assessmentranks import plain


@dataclass(frozen=True, slots=True)
class Hand:
    """What was entered for one item. Without a score the materials may still be there."""

    value: Decimal | None = None
    met: bool | None = None
    said: str = ""
    """Who scored it and when: 区县9月20日评8.9分."""
    false_report: bool = False
    materials: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    note: str = ""


def rows_of(assessment: Assessment, ground: Ground) -> list[Record]:
    """The hand scores of this assessment (and of those whose vetoes it takes over), object and period."""
    if assessment.scores is None:
        return []
    filed = {word for item in every_item(assessment) for word in item.filed}
    return [
        row
        for row in ground.chosen(assessment.scores, None)
        if row.values.get("assessment") in filed and _belongs(row, ground)
    ]


def every_item(assessment: Assessment) -> tuple[Item, ...]:
    """Items, bonus, deductions and vetoes."""
    return (*assessment.items, *assessment.bonus.items, *assessment.deductions.items, *assessment.veto)


def _belongs(row: Record, ground: Ground) -> bool:
    values, period = row.values, ground.period
    day = values.get("scored_on")
    if isinstance(day, date) and day > ground.today:
        return False
    if str(values.get("object") or "") != ground.object and not (
        values.get("object") == ground.source.community and not ground.object
    ):
        return False
    return values.get("year") == period.year and (period.kind == "year" or values.get("period") == period.code)


def hand_of(item: Item, rows: Sequence[Record], scorers: Sequence[str], answers: tuple[str, str]) -> Hand:
    """The score that counts: of the first scorer in order of precedence, the latest one. `answers` say yes and no."""
    own = [row for row in rows if row.values.get("item") in item.words and row.values.get("assessment") in item.filed]
    scored = [row for row in own if row.values.get("value") is not None or row.values.get("met") is not None]
    materials = tuple(dict.fromkeys(_materials(own)))
    false_report = any(row.values.get("false_report") for row in own)
    ids = tuple(row.id for row in own)
    if not scored:
        return Hand(false_report=false_report, materials=materials, records=ids)
    best = max(scored, key=lambda row: (-_place(row, scorers), str(row.values.get("scored_on") or "")))
    value, met = best.values.get("value"), best.values.get("met")
    number = None if value is None else Decimal(str(value))
    note = str(best.values.get("note") or "")
    return Hand(
        number,
        met if isinstance(met, bool) else None,
        _said(best, number, item, answers),
        false_report,
        materials,
        ids,
        note,
    )


def _materials(rows: Sequence[Record]) -> Iterator[str]:
    for row in rows:
        held = row.values.get("evidence")
        yield from (str(one) for one in held) if isinstance(held, tuple) else ()


def _place(row: Record, scorers: Sequence[str]) -> int:
    scorer = row.values.get("scored_by")
    return scorers.index(str(scorer)) if scorer in scorers else len(scorers)


def _said(row: Record, value: Decimal | None, item: Item, answers: tuple[str, str]) -> str:
    scorer, day = str(row.values.get("scored_by") or ""), row.values.get("scored_on")
    when = _("{m}月{d}日").format(m=day.month, d=day.day) if isinstance(day, date) else ""
    if value is None:
        return _("{who}{when}认定{what}").format(who=scorer, when=when, what=answers[not row.values.get("met")])
    return _("{who}{when}评{what}").format(who=scorer, when=when, what=f"{plain(value)}{item.unit}")


def strangers(assessment: Assessment, rows: Sequence[Record]) -> Iterator[str]:
    """Hand scores whose item this assessment does not know, in words with the nearest."""
    items = every_item(assessment)
    titles = [item.title for item in items]
    for word in dict.fromkeys(str(row.values.get("item")) for row in rows):
        if not any(word in item.words for item in items):
            near = nearest(word, titles, 1)
            hint = _("，是不是“{name}”？").format(name=near[0]) if near else ""
            yield _("评分记录里的评分项“{item}”在“{title}”里没有").format(item=word, title=assessment.title) + hint
