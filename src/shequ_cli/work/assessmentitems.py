"""Reads the items of an assessment: where each number comes from, how it is judged, what evidence is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.assessment import Count, Evidence, Item, Judge
from shequ_cli.work.assessmentkeys import Keys, Raw
from shequ_cli.work.assessmentranks import read_rank, read_weighted
from shequ_cli.work.measure import Kind

_WAYS = ("measure", "records", "rank", "weighted")

PERS = ("month", "quarter", "half", "year")
"""In which terms a minimum may be wanted."""


def item(keys: Keys, raw: object, filed: tuple[str, ...]) -> Item:
    """One item; BadDefinition names what does not hold together."""
    entry = keys.part("item", raw)
    id = keys.text("", entry, "id")
    keys.part("item", raw, id)
    ways = [key for key in _WAYS if entry.get(key)]
    if len(ways) > 1:
        raise keys.fail(id, _("得分只能有一个来处，这里有 {ways}").format(ways="、".join(ways)))
    points = keys.number(id, entry, "points")
    counted = count(keys, id, entry)
    made = Item(
        id=id,
        title=keys.text(id, entry, "title"),
        filed=filed,
        section=str(entry.get("section", "")),
        points=points,
        criteria=str(entry.get("criteria", "")),
        source=str(entry.get("source", "")),
        note=str(entry.get("note", "")),
        by=keys.day(id, entry),
        unit=str(entry.get("unit", "")),
        judge=judge(keys, id, entry, counted),
        count=counted,
        rank=read_rank(keys, id, entry["rank"]) if entry.get("rank") else None,
        weighted=read_weighted(keys, id, entry["weighted"]) if entry.get("weighted") else None,
        evidence=tuple(evidence(keys, id, one) for one in keys.several(entry.get("evidence"), id)),
    )
    _fits(keys, made)
    return made


def _fits(keys: Keys, made: Item) -> None:
    judge, id = made.judge, made.id
    if made.count and not judge.judges:
        raise keys.fail(id, _("用指标或记录计分的，要写 at_least、at_most、steps 或 each"))
    if (judge.steps or judge.linear or judge.each is not None) and made.points is None:
        raise keys.fail(id, _("steps、linear、each 要有分值（points）"))
    if (made.rank or made.weighted) and (made.points is None or judge.judges):
        raise keys.fail(id, _("按名次、按权重计分的只写分值（points）"))
    if made.points is not None and any(points > made.points for _bound, points in judge.steps):
        raise keys.fail(id, _("steps 里的分数超过分值 {points}").format(points=made.points))


def count(keys: Keys, rule: str, raw: Raw) -> Count | None:
    """The measure or the records under an entry; None where there is neither."""
    if raw.get("records"):
        return _records(keys, rule, raw["records"])
    if not raw.get("measure"):
        if raw.get("where"):
            raise keys.fail(rule, _("where 要和 measure 一起写；记录的条件写在 records 里"))
        return None
    name = keys.one_of(rule, _("指标"), raw["measure"], keys.measures)
    measure, where = keys.measures[name], str(raw.get("where", ""))
    keys.condition(rule, measure.ledger, where)
    return Count(
        name, where, title=measure.title, unit=measure.unit, decimals=measure.decimals, flow=measure.kind is Kind.FLOW
    )


def _records(keys: Keys, rule: str, raw: object) -> Count:
    entry = keys.part("records", raw, rule)
    ledger = keys.ledger(rule, keys.text(rule, entry, "ledger"))
    found = keys.condition(rule, ledger, str(entry.get("where", "")))
    until, subject = (keys.field(rule, ledger, entry[key]) if entry.get(key) else "" for key in ("until", "subject"))
    ever = bool(entry.get("ever", False))
    if until and not ever:
        raise keys.fail(rule, _("until 只和 ever: true 一起写"))
    return Count(
        ledger=ledger,
        condition=found,
        ever=ever,
        until=until,
        subject=subject,
        title=ledger.title,
        unit=ledger.unit,
        flow=not ever,
    )


def judge(keys: Keys, rule: str, raw: Raw, counted: Count | None) -> Judge:
    """How the number becomes points."""
    words = [key for key in ("at_most", "steps", "each") if raw.get(key) is not None]
    if raw.get("at_least") is not None:
        words.insert(0, "at_least")
    if len(words) > 1:
        raise keys.fail(rule, _("{words} 只能写一个").format(words="、".join(words)))
    steps, falling = _steps(keys, rule, raw.get("steps"))
    least = Decimal(1) if counted and counted.ledger and not words else keys.number(rule, raw, "at_least")
    linear = bool(raw.get("linear", False))
    if linear and not least:
        raise keys.fail(rule, _("linear 要和大于 0 的 at_least 一起写"))
    most, each = keys.number(rule, raw, "at_most"), keys.number(rule, raw, "each")
    return Judge(least, most, _per(keys, rule, raw, counted, least), linear, steps, falling, each)


def _per(keys: Keys, rule: str, raw: Raw, counted: Count | None, least: Decimal | None) -> str:
    if not raw.get("per"):
        return ""
    if counted is None or not counted.flow or least is None:
        raise keys.fail(rule, _("per 只用于按期计数的最低次数：时期数指标或记录，和 at_least 一起写"))
    return keys.one_of(rule, _("频次"), raw["per"], PERS)


def _steps(keys: Keys, rule: str, raw: object) -> tuple[tuple[tuple[Decimal, Decimal], ...], bool]:
    """(bound, points) best first: `{95: 10, 90: 8}`, or under at_most for what should be small."""
    if raw is None:
        return (), False
    if not isinstance(raw, Mapping) or not raw:
        raise keys.fail(rule, _("steps 要写成 {example}").format(example="{95: 10, 90: 8}"))
    falling = "at_most" in raw
    if falling or "at_least" in raw:
        raw = judged.entry(keys.place, rule, keys.part("steps", raw, rule)["at_most" if falling else "at_least"])
    pairs = raw.items()
    found = sorted(
        ((keys.decimal(rule, "steps", bound), keys.decimal(rule, "steps", points)) for bound, points in pairs),
        reverse=not falling,
    )
    if any(better[1] <= worse[1] for better, worse in pairwise(found)):
        raise keys.fail(rule, _("steps 一档比一档少：越好的分数越高"))
    return tuple(found), falling


def evidence(keys: Keys, rule: str, raw: object) -> Evidence:
    """A wanted material (a text, or a title with `by`), or a wanted number of something."""
    entry = keys.part("evidence", {"title": raw} if isinstance(raw, str) else raw, rule)
    counted = count(keys, rule, entry)
    title = str(entry.get("title") or (counted.title if counted else ""))
    if not title:
        raise keys.fail(rule, _("缺少 {key}").format(key="title"))
    if counted is None and (entry.get("at_least") is not None or entry.get("per")):
        raise keys.fail(rule, _("at_least、per 要和 measure 或 records 一起写"))
    least = keys.number(rule, entry, "at_least") or Decimal(1)
    return Evidence(title, keys.day(rule, entry), counted, least, _per(keys, rule, entry, counted, least))
