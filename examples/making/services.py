"""汇总数, 证件, 低保审核 and 季报, 慈善捐赠, 结对关爱, 住房帮扶: what surrounds the payments and visits of welfare.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from making import welfare
from making.chance import Chance
from making.town import TODAY, Town, Values, months

_CLOSED = ("停发", "迁出", "注销")
_DAYS = {"A类": 365, "B类": 182, "C类": 91}
"""How long after a review the next one follows, about; the ledger's clocks say it exactly."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Each ledger and its records, oldest first."""
    words, dibao = town.words["service"], welfare.dibao(town)
    yield "tally", list(_totals(words, Chance("xingfu tally")))
    yield "certificate", list(_certificates(town, words, Chance("xingfu certificate")))
    yield "dibao_review", _sorted(_reviews(town, words, dibao, Chance("xingfu review")), "opened_on")
    yield "dibao_quarter", list(_quarters(town, dibao))
    yield "donation", _sorted(_donations(town, words, Chance("xingfu donation")), "received_on")
    yield "care", _sorted(_care(town, Chance("xingfu care")), "since")
    yield "housing_aid", _sorted(_housing(town, words, Chance("xingfu housing aid")), "applied_on")


def _sorted(found: Iterator[Values], day: str) -> list[Values]:
    return sorted(found, key=lambda row: row[day])


# —— totals ——


def _totals(words: Mapping[str, dict[str, list[int]]], chance: Chance) -> Iterator[Values]:
    """Stocks at the end of quarters and half-years, services quarter by quarter, and what a season brings."""
    quarter = half = 0
    for year, month in months():
        at = f"{year}-{month:02d}"
        if month % 3 == 0:
            yield from (
                _total(words, at, item, first + step * quarter) for item, (first, step) in words["stocks"].items()
            )
            yield from (_total(words, at, item, chance.between(*span)) for item, span in words["flows"].items())
            quarter += 1
        if month % 6 == 0:
            yield from (_total(words, at, item, first + step * half) for item, (first, step) in words["halves"].items())
            half += 1
        season: Mapping[str, list[int]] = words["seasonal"].get(str(month), {})  # type: ignore[assignment]
        yield from (_total(words, at, item, chance.between(*span)) for item, span in season.items())


def _total(words: Mapping[str, dict[str, list[int]]], month: str, item: str, number: int) -> Values:
    return {"month": month, "item": item, "number": Decimal(number), "source": words["sources"][_BRANCH[item[:2]]]}


_BRANCH = {
    "医保": "46", "养老": "46", "科普": "60", "60": "42", "70": "42", "80": "42", "90": "42", "10": "42", "享受": "42", "残疾": "41", "肢体": "41",
    "视力": "41", "听力": "41", "技能": "49", "创业": "49", "小额": "49", "就业": "49", "家庭": "51", "公益": "51", "计生": "58", "征兵": "53",
    "社区": "59", "小册": "56", "手袋": "56", "标语": "56", "黑板": "56",
}  # fmt: skip
"""How an item begins → its body of work, whose office sends the number."""


# —— certificates ——


def _certificates(town: Town, words: Values, chance: Chance) -> Iterator[Values]:
    """A batch of two kinds in most months; what comes back rejected is rare."""
    kinds = [(kind, action) for kind, actions in words["certificates"].items() for action in actions]
    for year, month in months():
        picked = chance.shuffled(kinds)[:2]
        days = sorted(town.workday(year, month, chance) for _ in picked)
        for (kind, action), day in zip(picked, days, strict=True):
            number = chance.between(*words["certificates"][kind][action])
            row: Values = {"done_on": day, "kind": kind, "action": action, "number": number}
            yield row | ({"rejected": chance.between(1, 2)} if number > 9 and chance.often(0.3) else {})


# —— 低保 ——


def _reviews(town: Town, words: Values, dibao: list[Values], chance: Chance) -> Iterator[Values]:
    """An application for whoever came new; a review for whoever is still there, some of them late."""
    for row in dibao:
        if row["change"] == "新增":
            yield _application(town, row, chance)
    homes = [row for row in dibao if row["month"] == "2026-10" and row["change"] not in _CLOSED]
    for place, home in enumerate(homes):
        about: Values = {"household": home["household"], "kind": "定期复核", "category": home["category"]}
        days = _DAYS[home["category"]]
        last = TODAY - timedelta(days=days + 6 if place % 9 == 4 else chance.between(12, days - 20))
        earlier = last - timedelta(days=chance.between(days - 25, days - 4))
        if earlier > date(2025, 1, 6):
            done = {"verified_on": last - timedelta(days=2), "decided_on": last, "result": "维持"}
            yield {"opened_on": earlier, **about, **done}
        yield {"opened_on": last, **about}
    begun = date(2026, 10, 9)
    yield {
        "opened_on": begun,
        "household": "DB-052",
        "kind": "新增审核",
        "verified_on": town.later(begun, 3, 5, chance),
    }
    refused = date(2026, 6, 3)
    dates: Values = {
        "verified_on": town.later(refused, 3, 6, chance),
        "decided_on": town.later(refused, 20, 26, chance),
    }
    end: Values = {"result": "不予批准", "note": words["review_notes"]["不予批准"]}
    yield {"opened_on": refused, "household": "DB-049", "kind": "新增审核", **dates, **end}


def _application(town: Town, row: Values, chance: Chance) -> Values:
    approved: date = row["changed_on"]
    opened = town.calendar.next_workday(approved - timedelta(days=chance.between(30, 36)))
    verified, appraised = town.later(opened, 3, 6, chance), town.later(opened, 9, 12, chance)
    dates = {
        "opened_on": opened,
        "verified_on": verified,
        "appraised_on": appraised,
        "decided_on": town.later(opened, 22, 26, chance),
    }
    return {**dates, "household": row["household"], "kind": "新增审核", "category": row["category"], "result": "批准"}


def _quarters(town: Town, dibao: list[Values]) -> Iterator[Values]:
    """What the months add up to: the last month's households and persons, the money of three."""
    names = ("第一季度", "第二季度", "第三季度", "第四季度")
    for year, quarter in [(2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1), (2026, 2), (2026, 3)]:
        inside = [f"{year}-{month:02d}" for month in range(quarter * 3 - 2, quarter * 3 + 1)]
        last = [row for row in dibao if row["month"] == inside[-1] and row["change"] not in _CLOSED]
        after = date(year + quarter // 4, quarter % 4 * 3 + 1, 8)
        yield {
            "reported_on": town.calendar.next_workday(after),
            "year": year,
            "quarter": names[quarter - 1],
            "households": len(last),
            "persons": sum(row["covered"] for row in last),
            "amount": sum((row["amount"] for row in dibao if row["month"] in inside), Decimal(0)),
        }


# —— donations, pairs, houses ——


def _donations(town: Town, words: Values, chance: Chance) -> Iterator[Values]:
    """Each campaign in its months; the latest gifts still wait for their recipients."""
    number = 0
    for year, month in months():
        for campaign in [name for name, when in words["campaigns"].items() if month in when]:
            for _ in range(chance.between(2, 4)):
                number += 1
                yield _gift(town, words, campaign, town.workday(year, month, chance), number, chance)


def _gift(town: Town, words: Values, campaign: str, day: date, number: int, chance: Chance) -> Values:
    kind = chance.weighted(words["donors"])
    row: Values = {"received_on": day, "campaign": campaign, "donor_kind": kind, "donors": 1}
    if kind in words["units"]:
        row |= {"donor_unit": chance.one(words["units"][kind]), "receipt": f"JZ{day.year}{number:04d}"}
    elif kind != "匿名":
        row["donors"] = chance.between(4, 42)
    if campaign in words["goods"]:
        row |= {"goods": chance.one(words["goods"][campaign]), "quantity": chance.between(3, 36)}
    else:
        row["cash"] = chance.money(200, 4200, 10)
    handed = town.later(day, 3, 24, chance)
    if day > date(2026, 9, 12):
        return row
    row |= {"recipient_unit": chance.one(words["recipients"]), "handed_on": handed}
    posted = town.later(handed, 5, 30, chance)
    return row | ({"posted_on": posted} if posted <= TODAY else {})


def _care(town: Town, chance: Chance) -> Iterator[Values]:
    """Whoever was visited in the last weeks, three who were not, and some who no longer need it."""
    seen = {visit["object"]: visit["visited_on"] for visit in welfare.visits(town)}
    people = welfare.befriended(town)
    lately = [who for who in people if seen.get(who["object"], date.min) >= TODAY - timedelta(days=28)]
    others = [who for who in people if who not in lately]
    for who in [*lately, *others[:9]]:
        since = town.workday(2025 + chance.below(2), chance.between(1, 6), chance)
        row: Values = {"since": since, "code": who["object"], "kind": who["object_kind"], "grid": who["grid"]}
        row |= {"helper": who["helper"], "consented": True}
        if who in others[3:9]:
            row |= {
                "withdrawn_on": town.later(since, 40, 110, chance),
                "exit": chance.one(("不再需要", "转由机构照料", "本人不愿意")),
            }
        yield row


def _housing(town: Town, words: Values, chance: Chance) -> Iterator[Values]:
    """One a month; the latest are on their way, one of them late."""
    for number, (year, month) in enumerate(months(), start=1):
        day = town.workday(year, month, chance)
        kind = chance.one(words["housing"])
        row: Values = {
            "applied_on": day,
            "house": f"FW-{number:03d}",
            "kind": kind,
            "grid": chance.one(town.grids),
            "state": "已登记",
        }
        if (year, month) == (2026, 10):
            yield row
            continue
        visited = town.later(day, 2, 6, chance)
        row["visited_on"] = visited
        if kind.startswith("危房"):
            row |= {
                "grade": chance.one(("C级", "C级", "D级", "B级")),
                "assessor": chance.one(words["assessors"]),
                "safety_told": True,
            }
            row["appraised_on"] = town.later(visited, 4, 9, chance)
        yield row if (year, month) == (2026, 9) else row | _settled(town, visited, chance)


def _settled(town: Town, visited: date, chance: Chance) -> Values:
    """How an application ends."""
    sent = town.later(visited, 8, 14, chance)
    if chance.often(0.15):
        return {"state": "不符合条件", "submitted_on": sent, "settled_on": town.later(sent, 10, 20, chance)}
    approved = town.later(sent, 12, 30, chance)
    if approved > TODAY:
        return {"state": "已上报", "submitted_on": sent}
    dates: Values = {"submitted_on": sent, "approved_on": approved, "subsidy": chance.money(1200, 9600, 300)}
    settled = town.later(approved, 10, 30, chance)
    return dates | ({"state": "已落实", "settled_on": settled} if settled <= TODAY else {"state": "已批准"})
