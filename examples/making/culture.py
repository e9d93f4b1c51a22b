"""评选表彰, 社会组织, and further activities: 科普, 社区教育, disease campaigns, one great event by its twelve steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months

_STEPS = (
    "成立活动小组", "了解需求订计划", "可行性报告和经费预算", "审批后定方案", "通报时间内容", "指定人员",
    "发请帖", "购奖品", "布置场地", "现场安全", "小结汇报", "专项管理制度",
)  # fmt: skip
_MISSED = {(2025, 8), (2026, 3), (2026, 9), (2026, 10)}
"""Months without a new 科普宣传栏."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Each ledger and its records, oldest first."""
    yield "honour", sorted(_honours(town, Chance("xingfu honour")), key=lambda row: row["announced_on"])
    yield "organisation", sorted(_organisations(town, Chance("xingfu organisation")), key=lambda row: row["entered_on"])
    yield "activity", sorted(_Events(town).all(), key=lambda row: (row["held_on"], row["theme"]))


def _honours(town: Town, chance: Chance) -> Iterator[Values]:
    """Each kind once a year; the latest stands between posting and award."""
    words = town.words["culture"]
    for year in (2025, 2026):
        for place, (kind, title) in enumerate(words["honours"].items()):
            day = town.workday(year, 2 + place, chance)
            nominated = chance.between(8, 60)
            row: Values = {"announced_on": day, "kind": kind, "title": f"{year}年度{title}", "level": "社区级"}
            row |= {"counted_as": words["units"][kind], "nominations": nominated, "votes": chance.between(180, 900)}
            yield row | _course(town, day, nominated, chance)
    latest: Values = {
        "announced_on": date(2026, 9, 14),
        "kind": "好邻居",
        "title": "2026年度好邻居推选",
        "level": "社区级",
    }
    dates = {"state": "公示", "appraised_on": date(2026, 10, 12), "posted_on": date(2026, 10, 19)}
    yield latest | {"counted_as": "人", "nominations": 18, "votes": 406} | dates


def _course(town: Town, day: date, nominated: int, chance: Chance) -> Values:
    """How far it has come by today."""
    appraised = town.later(day, 14, 24, chance)
    posted = town.later(appraised, 3, 6, chance)
    awarded = town.later(posted, 8, 14, chance)
    dates: Values = {"appraised_on": appraised, "posted_on": posted, "awarded_on": awarded}
    return dates | {"state": "已表彰", "objections": 0, "winners": max(1, nominated * chance.between(30, 80) // 100)}


def _organisations(town: Town, chance: Chance) -> Iterator[Values]:
    """Some stand alone by now, some are incubated, one has left."""
    words = town.words["culture"]
    for place, (name, (kind, field, project)) in enumerate(words["organisations"].items()):
        entered = town.workday(2025 + place // 5, 2 + place, chance)
        row: Values = {
            "entered_on": entered,
            "name": name,
            "kind": kind,
            "field": field,
            "needs": chance.one(words["needs"]),
        }
        if place == 7:
            yield row | {"stage": "入驻"}
            continue
        begun = town.later(entered, 20, 60, chance)
        row |= {"stage": "孵化", "incubated_on": begun}
        if place in (0, 1, 2):
            row |= {"stage": "独立", "independent_on": town.later(begun, 200, 320, chance)}
        if place == 4:
            row |= {"stage": "退出", "left_on": town.later(begun, 90, 160, chance)}
        yield row | _project(town, project, begun, chance)


def _project(town: Town, title: str, begun: date, chance: Chance) -> Values:
    signed = town.later(begun, 30, 60, chance)
    if signed > TODAY:
        return {}
    row: Values = {"project": title, "buyer": chance.one(town.words["culture"]["buyers"]), "signed_on": signed}
    row |= {
        "fund": chance.money(8000, 60000, 1000),
        "services": chance.between(8, 48),
        "served": chance.between(120, 1500),
    }
    evaluated = signed + timedelta(days=chance.between(200, 330))
    if evaluated > TODAY - timedelta(days=9):
        return row
    return row | {"evaluated_on": town.open_day(evaluated), "evaluation": chance.one(("优秀", "合格"))}


class _Events:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["culture"], Chance("xingfu culture")
        self.places: list[str] = town.words["activity"]["places"]
        self.decks: dict[str, Deck] = {}

    def text(self, key: str, items: list[str]) -> str:
        return self.decks.setdefault(key, Deck(self.chance, items)).next()

    def all(self) -> Iterator[Values]:
        """Month by month, then the campaigns against diseases and the great events."""
        for year, month in months():
            yield from self.month(year, month)
        yield from self.diseases()
        yield (
            self.great(date(2026, 6, 13), "初夏邻里文化节", _STEPS)
            | {"state": "已完成"}
            | self.came(date(2026, 6, 13), 180)
        )
        yield self.great(date(2026, 11, 21), "迎冬邻里运动汇", _STEPS[:7]) | {
            "state": "计划中",
            "budget": Decimal(4800),
        }

    def month(self, year: int, month: int) -> Iterator[Values]:
        if (year, month) not in _MISSED:
            yield self.done(
                year, month, "科普宣传栏更换", "科普宣传栏：" + self.text("windows", self.words["windows"])
            ) | {"boards": 1}
        if month % 3 == 2:
            yield self.done(year, month, "科普看板更换", self.text("boards", self.words["boards"])) | {"boards": 2}
        if month % 2 and month != 1:
            yield self.done(year, month, "社区课程", self.text("courses", self.words["courses"]), 24)
        if month in (4, 11):
            yield self.done(year, month, "科普讲座", self.text("talks", self.words["talks"]), 30)
        if (year, month) == (2025, 11):
            yield self.done(year, month, "学习周活动", self.text("weeks", self.words["weeks"]), 60)
        if month in (3, 6, 9):
            kind = tuple(self.words["health"])[month // 3 - 1]
            yield self.done(year, month, kind, self.text(kind, self.words["health"][kind]), 28)
        if month in (5, 9):
            yield self.done(year, month, "精神文明活动", self.text("civility", self.words["civility"]), 34)
        if month in (2, 7):
            yield self.done(year, month, "青少年活动", "假期少年科学营" if month == 7 else "寒假书法体验课", 26)

    def done(self, year: int, month: int, kind: str, theme: str, people: int = 0) -> Values:
        """A finished activity; a board needs nobody to come."""
        day = self.town.workday(year, month, self.chance)
        row: Values = {"held_on": day, "kind": kind, "theme": theme, "state": "已完成", "completed_on": day}
        row |= {"place": self.chance.one(self.places) if people else "小区宣传栏", "lead": "文体专干"}
        if not people:
            return row | {"evidence": ("照片",)}
        return row | {
            "attendance": people + self.chance.below(20),
            "evidence": ("通知", "签到表", "照片", "小结"),
            "outcome": "按计划完成",
        }

    def came(self, day: date, people: int) -> Values:
        return {
            "completed_on": day,
            "attendance": people,
            "spent": Decimal("4736.50"),
            "outcome": "秩序良好，居民参与积极",
        }

    def diseases(self) -> Iterator[Values]:
        """重大疾病防控宣传 with what was given out."""
        days = {
            "流感": "2025-12-09",
            "手足口病": "2026-05-20",
            "狂犬病": "2026-07-15",
            "结核病": "2026-03-24",
            "艾滋病": "2025-12-01",
        }
        for topic, theme in self.words["diseases"].items():
            day = self.town.open_day(date.fromisoformat(days[topic]))
            row: Values = {
                "held_on": day,
                "kind": "疾病防控宣传",
                "theme": theme,
                "state": "已完成",
                "completed_on": day,
            }
            row |= {
                "place": self.chance.one(self.places),
                "health_topic": topic,
                "attendance": self.chance.between(40, 120),
            }
            row |= {
                "material_form": "手册",
                "printed": self.chance.between(120, 320),
                "bags": self.chance.between(20, 80),
            }
            row |= {
                "slogans": self.chance.between(2, 8),
                "banners": self.chance.between(1, 3),
                "boards": self.chance.between(2, 6),
            }
            yield row | {"evidence": ("照片", "小结"), "outcome": "现场发放资料并解答提问"}

    def great(self, day: date, theme: str, steps: tuple[str, ...]) -> Values:
        """An event of the twelve steps: approved three weeks ahead."""
        row: Values = {"held_on": day, "kind": "文体活动", "theme": theme, "place": "社区广场", "lead": "文体专干"}
        approved = self.town.calendar.next_workday(day - timedelta(days=32))
        return row | {"budget": Decimal(4800), "approved_on": approved, "steps": steps, "evidence": ("通知", "照片")}
