"""Holds an assessment against records, numbers and hand scores: every item's points, why, and what it lacks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.language import _
from shequ_cli.words.record import Record
from shequ_cli.work.assessment import Assessment, Item, Total
from shequ_cli.work.assessmentcount import Ground, Tally, counted, lacks, tallied, wanted
from shequ_cli.work.assessmenthand import Hand, every_item, hand_of, rows_of, strangers
from shequ_cli.work.assessmentjudge import demand, judged, title_of
from shequ_cli.work.assessmentranks import plain, ranked, subjects, weighed
from shequ_cli.work.assessmentresult import ItemResult, Missing, Result, Wanted
from shequ_cli.work.compare import rounded

_NOTHING = Decimal(0)


def assess(assessment: Assessment, ground: Ground) -> Result:
    """The assessment of one object in one period."""
    rows = rows_of(assessment, ground)
    parts = (assessment.items, assessment.bonus.items, assessment.deductions.items, assessment.veto)
    items, bonus, deductions, veto = (
        tuple(
            _item(one, hand_of(one, rows, assessment.scorers, _answers(part is assessment.veto)), assessment, ground)
            for one in part
        )
        for part in parts
    )
    ways = {id for award in assessment.awards for id in award.items}
    items = tuple(_optional(one) if one.item.id in ways and one.item.points is None else one for one in items)
    bonus, deductions = (tuple(_plain_extra(one) for one in part) for part in (bonus, deductions))
    veto = tuple(_plain_veto(one) for one in veto)
    remarks = tuple(strangers(assessment, rows))
    return Result(
        assessment, ground.period, ground.object, items, bonus, deductions, veto, remarks, running=not ground.over
    )


def assess_all(assessment: Assessment, ground: Ground) -> tuple[Result, ...]:
    """Every object that has data, best first; a vetoed one keeps its rank and gets no award, and nobody moves up for it."""
    made = [assess(assessment, replace(ground, object=name)) for name in objects(assessment, ground)]
    scores = [one.score for one in made if _ranks(one)]
    placed = [
        replace(one, place=1 + sum(other > one.score for other in scores) if _ranks(one) else None) for one in made
    ]
    return tuple(sorted(placed, key=lambda one: (one.place is None, one.place or 0, one.object)))


def _ranks(result: Result) -> bool:
    """Whether it has something to be ranked by."""
    if result.assessment.total is Total.MET:
        return any(one.met is not None for one in result.items)
    return any(one.score is not None for one in result.items)


def objects(assessment: Assessment, ground: Ground) -> tuple[str, ...]:
    """The names of everything that this assessment has data of in the period."""
    found: dict[str, None] = {}
    year = ground.period.year
    for item in every_item(assessment):
        for rule in (item.rank, item.weighted):
            if rule:
                found |= dict.fromkeys(subjects(rule, year, lambda ledger: ground.chosen(ledger, None)))
    filed = {word for item in every_item(assessment) for word in item.filed}
    rows = ground.chosen(assessment.scores, None) if assessment.scores else ()
    for row in rows:
        if row.values.get("assessment") in filed and row.values.get("year") == year and row.values.get("object"):
            found[str(row.values["object"])] = None
    return tuple(found)


def _item(item: Item, hand: Hand, assessment: Assessment, ground: Ground) -> ItemResult:
    """One item; what is declared as evidence is looked for whoever scored it."""
    if item.rank or item.weighted:
        made = _compared(item, ground)
    elif item.count:
        made = _counted(item, ground)
    else:
        made = _by_hand(item, hand, assessment, ground)
    missing = tuple(lack for one in item.evidence for lack in wanted(one, hand.materials, ground))
    made = replace(
        made,
        missing=(*made.missing, *missing),
        materials=hand.materials,
        records=tuple(dict.fromkeys((*made.records, *hand.records))),
    )
    if hand.false_report:
        zero, why = None if item.points is None else _NOTHING, _("查实虚报，本项清零")
        return replace(made, score=zero, met=False, best=_NOTHING, can_be_met=False, why=why, false_report=True)
    return made


def _by_hand(item: Item, hand: Hand, assessment: Assessment, ground: Ground) -> ItemResult:
    if hand.value is None and hand.met is None:
        text = _("还没有评分") if item.points is not None else _("还没有填数") if item.judge.judges else _("还没有判断")
        return ItemResult(item, why=text, missing=(_due(item, _("评分"), text, ground),), best=item.points or _NOTHING)
    if hand.value is None or (item.points is None and not item.judge.judges):
        met = bool(hand.met if hand.met is not None else hand.value)
        score, tail = None if item.points is None else item.points if met else _NOTHING, ""
    else:
        score, met = judged(item, hand.value)
        tail = _hand_tail(item, hand.value, score, assessment.star)
    why = hand.said + tail + (f"（{hand.note}）" if hand.note else "")
    if met or item.points is not None:
        return ItemResult(item, score, met, why, best=score or _NOTHING, can_be_met=met)
    lack = _due(item, item.title, _("没有达到"), ground)
    return ItemResult(item, score, met, why, (lack,), can_be_met=not ground.over)


def _due(item: Item, title: str, text: str, ground: Ground) -> Missing:
    """Something lacking by the item's day, or by the period's last."""
    by = item.by.of(ground.period.year) if item.by else None
    return Missing(title, text, ground.state(by), by or ground.period.last_day)


def _hand_tail(item: Item, value: Decimal, score: Decimal | None, star: Decimal | None) -> str:
    if item.judge.judges:
        return _("，要求{want}").format(want=demand(item)) if demand(item) else ""
    said = _("分")
    if item.points is not None and value > item.points:
        said += _("，超过分值，按{points}分计").format(points=plain(item.points))
    if star is not None and score is not None and score < star:
        said += _("，不到{star}分，不得星").format(star=plain(star))
    return said


def _counted(item: Item, ground: Ground) -> ItemResult:
    count, judge = item.count, item.judge
    assert count is not None
    tally = tallied(count, judge.least, judge.per, ground)
    missing = lacks(count, judge, tally, ground, title_of(item))
    why = _counted_why(item, tally)
    if tally.value is None and judge.least is None:
        lack = Missing(
            count.title, _("还没有{title}的数").format(title=title_of(item)), ground.state(None), ground.period.last_day
        )
        return ItemResult(item, None, None, why, missing or (lack,), best=item.points or _NOTHING)
    if tally.spans > 1:
        return _by_terms(item, tally, why, missing)
    score, met = judged(item, Decimal(tally.value or 0))
    lost = ground.over or any(lack.state is Wanted.LOST for lack in missing)
    best = (score or _NOTHING) if lost or judge.each is not None else item.points or _NOTHING
    if not met and not lost:
        return ItemResult(item, score, None, why, missing, records=tally.records, best=best)
    return ItemResult(item, score, met, why, missing, records=tally.records, best=best, can_be_met=met)


def _by_terms(item: Item, tally: Tally, why: str, missing: Sequence[Missing]) -> ItemResult:
    """Every month or quarter is to bring its own: a good one makes up no other."""
    met = True if tally.kept == tally.spans else False if tally.lost else None
    score = best = None
    if item.points is not None:
        shares = [Decimal(kept) / tally.spans for kept in (tally.kept, tally.spans - len(tally.lost))]
        if not item.judge.linear:
            shares = [Decimal(share == 1) for share in shares]
        score, best = (rounded(item.points * share, 2) for share in shares)
    return ItemResult(
        item, score, met, why, tuple(missing), records=tally.records, best=best or _NOTHING, can_be_met=met is not False
    )


def _counted_why(item: Item, tally: Tally) -> str:
    count, want = item.count, demand(item)
    assert count is not None
    if tally.value is None:
        return _("还没有{title}的数").format(title=title_of(item))
    said = f"{title_of(item)}{counted(tally.value, count)}"
    if tally.spans > 1:
        shapes = {
            "month": _("，{n}个月中{k}个月达到"),
            "quarter": _("，{n}个季度中{k}个季度达到"),
            "half": _("，两个半年中{k}个达到"),
        }
        said += shapes[item.judge.per].format(n=tally.spans, k=tally.kept)
    return said + (_("，要求{want}").format(want=want) if want else "")


def _compared(item: Item, ground: Ground) -> ItemResult:
    """Ranks and weights: points of 100 become a share of the item's."""
    year = ground.period.year

    def records(ledger: Ledger) -> Sequence[Record]:
        return ground.chosen(ledger, None)

    if item.rank:
        made = ranked(item.rank, year, ground.object, records)
    else:
        assert item.weighted is not None
        made = weighed(item.weighted, year, ground.object, records)
    full = item.points or _NOTHING
    score = None if made.points is None else rounded(full * made.points / 100, 2)
    by = ground.period.last_day
    missing = tuple(Missing(text, _("缺{what}").format(what=text), ground.state(None), by) for text in made.missing)
    best = full if score is None else score
    return ItemResult(
        item, score, None if score is None else score >= full, made.why, missing, records=made.records, best=best
    )


def _answers(veto: bool) -> tuple[str, str]:
    """How yes and no are said: a veto happened or did not, anything else is met or not."""
    return (_("有"), _("没有")) if veto else (_("达到"), _("未达到"))


def _optional(one: ItemResult) -> ItemResult:
    """A way to an award: most objects have nothing to show there."""
    return replace(one, optional=True, missing=(), why=_("没有登记") if one.met is None else one.why)


def _plain_extra(one: ItemResult) -> ItemResult:
    """Nobody has to enter a bonus or a deduction: without one there is none."""
    if one.score is not None:
        return one
    return replace(one, score=_NOTHING, why=_("没有登记"), missing=())


def _plain_veto(one: ItemResult) -> ItemResult:
    """A counted veto holds when its number is reached; what it lacks is nothing to be wished for. A false report is one too (R05)."""
    if one.false_report:
        return replace(one, met=True)
    if one.item.by_hand and one.met is None:
        return one
    return replace(one, met=bool(one.met), missing=(), why=_happened(one))


def _happened(one: ItemResult) -> str:
    """A veto has a number at which it holds and none that is wanted."""
    item = one.item
    if item.count is None or item.count.measure:
        return one.why.removesuffix(_("，要求{want}").format(want=demand(item)))
    return _("登记{n}条").format(n=len(one.records)) if one.records else _("没有登记")
