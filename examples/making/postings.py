"""公示台账 (S77): 三公开 every quarter – 制度公开 fell out in the third of 2026 –, and what was posted of 低保 and 救助."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from making.chance import Chance
from making.town import TODAY, Town, Values
from shequ_cli.work.duration import duration

_COMMUNITY = "幸福社区居民委员会"
_PHONE = "0990-2000000"
_RULES = ("居民公约", "居民议事规则", "社区工作者值班制度", "印章使用管理制度")
_TABLES = {
    "居务公开": ("affairs", ("居务工作情况表", "居民会议和议事情况表")),
    "财务公开": ("finance", ("经费支出和发放情况表", "救助慰问发放情况表")),
}
_ORDINALS = "一二三四"


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Every posting, oldest first."""
    maker = _Postings(town)
    found = [*maker.quarters(), *maker.lists()]
    yield "posting", sorted(found, key=lambda posting: (posting["posted_on"], posting["title"]))


class _Postings:
    def __init__(self, town: Town) -> None:
        self.town, self.chance = town, Chance("xingfu posting")

    def quarters(self) -> Iterator[Values]:
        """What is made public every quarter, of the quarter before."""
        for place in range(7):
            year, quarter = 2025 + place // 4, place % 4
            month, of = quarter * 3 + 1, f"{year if quarter else year - 1}年第{_ORDINALS[quarter - 1]}季度"
            for kind, (definition, tables) in _TABLES.items():
                day = self.town.open_day(date(year, month, self.chance.between(8, 14)))
                yield self.posting(day, kind, f"{_COMMUNITY}{of}{kind}", "3 months") | {
                    "definition": definition,
                    "items": tables,
                }
            if (year, quarter) != (2026, 2):
                day = self.town.open_day(date(year, month + 1, self.chance.between(2, 20)))
                yield self.posting(day, "制度公开", f"{_COMMUNITY}{_RULES[place % 4]}公开", "3 months")
        day = self.town.open_day(date(2026, 10, 12))
        yield self.posting(day, "居务公开", f"{_COMMUNITY}2026年第三季度居务公开", "3 months") | {
            "definition": "affairs",
            "items": _TABLES["居务公开"][1],
        }

    def lists(self) -> Iterator[Values]:
        """Lists of codes and of sums, a week each."""
        for month in range(1, 11):
            day = self.town.open_day(date(2026, month, self.chance.between(10, 16)))
            of = f"{2026 if month > 1 else 2025}年{month - 1 or 12}月"
            yield self.posting(day, "救助发放公示", f"{_COMMUNITY}{of}救助慰问发放公示", "7 days")
        for month, kind in ((3, "低保申请公示"), (4, "低保初审公示"), (5, "低保审批公示"), (10, "低保申请公示")):
            day = self.town.open_day(date(2026, month, 22))
            yield self.posting(day, kind, f"{_COMMUNITY}{kind}", "7 days")

    def posting(self, day: date, kind: str, title: str, within: str) -> Values:
        """One posting, taken down on the workday after its last day, except that of 财务 in July."""
        until = self.town.calendar.due(day, duration(within))
        posting: Values = {
            "posted_on": day,
            "kind": kind,
            "title": title,
            "until": until,
            "channel": f"如有异议，请向{_COMMUNITY}反映，电话：{_PHONE}。",
            "place": "居务公开栏",
        }
        if until >= TODAY or (kind, day.year, day.month) == ("财务公开", 2026, 7):
            return posting
        down = self.town.calendar.add_workdays(until, 1)
        return posting | ({"objections": 0, "withdrawn_on": down} if down <= TODAY else {})
