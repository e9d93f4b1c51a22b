"""调解与法治: legal advice and aid by topic, mediators' lessons, and the sums that a community hands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from making.chance import Chance
from making.town import TODAY, Town, Values, months

_TOPICS = {
    "婚姻家庭": 22,
    "继承": 14,
    "邻里物业": 18,
    "房屋租赁": 12,
    "劳动争议": 14,
    "合同借贷": 8,
    "消费维权": 7,
    "社会保障": 5,
}
_CHANNELS = {"坐班接待": 55, "电话": 20, "线上": 15, "集中咨询": 10}
_AID_MONTHS = {2025: (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12), 2026: (1, 3, 4, 6, 7, 9, 10)}
"""Eleven cases of aid in 2025; seven of the ten of 2026."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Each ledger's name and records, oldest first."""
    yield "consultation", sorted(_consultations(town), key=lambda record: record["held_on"])
    yield "training", list(_lessons())
    yield "tally", list(_sums())


def _consultations(town: Town) -> Iterator[Values]:
    """One or two cases of advice a month, aid in most months, and a talk with the counsellor every second month."""
    chance = Chance("xingfu consultation")
    for year, month in months():
        for _ in range(chance.between(1, 2)):
            advice: Values = {
                "held_on": town.workday(year, month, chance),
                "kind": "法律咨询",
                "topic": chance.weighted(_TOPICS),
            }
            outcome = chance.weighted({"当场解答": 60, "代写文书": 12, "指引申请法律援助": 14, "引导调解": 14})
            yield advice | {"channel": chance.weighted(_CHANNELS), "adviser": "社区法律顾问", "outcome": outcome}
        if month in _AID_MONTHS[year]:
            topic = chance.one(("劳动争议", "婚姻家庭", "损害赔偿"))
            aid: Values = {"held_on": town.workday(year, month, chance), "kind": "法律援助", "topic": topic}
            yield aid | {"channel": "坐班接待", "adviser": "社区法律顾问", "outcome": "已指派援助"}
        if month % 2:
            talk: Values = {"held_on": town.workday(year, month, chance), "kind": "心理咨询", "topic": "心理调适"}
            yield talk | {"channel": "坐班接待", "adviser": "心理咨询师", "outcome": "当场解答"}


def _lessons() -> Iterator[Values]:
    """Mediators learn at the year's beginning and in June; the second half of 2026 still lacks its lesson."""
    days = {"2025-02-18": "调解笔录与协议书制作", "2025-06-17": "民法典婚姻家庭编", "2025-11-12": "物业纠纷调解", "2026-02-26": "调解技巧", "2026-06-16": "民法典物权编"}  # fmt: skip
    for place, (day, topic) in enumerate(days.items()):
        lesson: Values = {"held_on": date.fromisoformat(day), "kind": "调解员培训", "topic": topic, "trainer": "司法所"}
        yield lesson | {"hours": Decimal(6), "attendance": 13 + place, "place": "社区会议室"}


def _sums() -> Iterator[Values]:
    """Handed in at each quarter's end."""
    chance = Chance("xingfu sums")
    for year, month in months():
        if month % 3 == 0 and date(year, month, 28) < TODAY:
            for item, number in (
                ("发放法律服务联系卡（张）", chance.between(4, 12) * 10),
                ("民主评议会（次）", 1),
                ("法律知识知晓率（%）", Decimal(972 + year % 2025 * 10 + month // 3) / 10),
                ("矛盾激化（起）", 0),
                ("重大刑事案件（起）", 0),
                ("安置帮教服务（人次）", chance.between(2, 5)),
                ("禁毒帮教率（%）", Decimal(100)),
            ):
                yield {"month": f"{year}-{month:02}", "item": item, "number": Decimal(number), "source": "综治专干"}
