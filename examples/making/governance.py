"""网格事件, 自治事项, 民生微实事, 窗口服务, 信息宣传, and the totals of partners and the building of communities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months

_STEPS = ("征集", "评议", "确定", "实施", "验收")
_STAMPS = ("proposed_on", "reviewed_on", "decided_on", "started_on", "accepted_on")
_LEVELS = {
    "简报": "街道级",
    "专栏": "社区级",
    "黑板报": "社区级",
    "媒体报道": "区县级",
    "公众号": "街道级",
    "经验材料": "区县级",
}
_STUBBORN = (date(2026, 9, 24), "占道经营事件", "幸福路", ("2026-10-09", "2026-10-13", "2026-10-19", "2026-10-26"))
"""An event that came back four times and is to be supervised."""
_SUPERVISED = (date(2026, 6, 4), "消防通道堵塞", "安和苑", ("2026-06-09", "2026-06-12", "2026-06-17", "2026-06-24"))
"""One that was, and is closed."""
_TOTALS = (
    ("2025-01", "六型社区年度目标（个）", 6), ("2025-06", "建成六型社区（个）", 2), ("2025-11", "建成六型社区（个）", 4),
    ("2026-01", "六型社区年度目标（个）", 6), ("2026-05", "建成六型社区（个）", 2), ("2026-09", "建成六型社区（个）", 2),
    ("2025-12", "居委会下属委员会（个）", 6), ("2026-09", "居委会下属委员会（个）", 6), ("2025-08", "新设居民委员会（个）", 1),
    ("2025-12", "城市社区（个）", 24), ("2025-12", "达标绿色社区（个）", 14),
    ("2025-10", "卫生法规抽查（人）", 120), ("2025-10", "卫生法规知晓（人）", 117),
    ("2026-09", "卫生法规抽查（人）", 120), ("2026-09", "卫生法规知晓（人）", 119),
    ("2025-10", "单位和小区用地（㎡）", 86000), ("2025-10", "单位和小区绿地（㎡）", 27100),
    ("2026-09", "单位和小区用地（㎡）", 86000), ("2026-09", "单位和小区绿地（㎡）", 27400),
    ("2026-06", "绿色生活调查（户）", 160), ("2026-06", "使用无磷洗涤用品（户）", 158), ("2026-06", "使用节能电器（户）", 46),
)  # fmt: skip


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """The five ledgers and their totals."""
    maker = _Maker(town)
    yield "grid_event", maker.events()
    yield "mutual_work", sorted(maker.works(), key=lambda one: one["done_on"])
    yield "micro_project", list(maker.micro())
    yield "desk", list(maker.desk())
    yield "news", sorted(maker.news(), key=lambda one: one["published_on"])
    yield "tally", sorted(maker.totals(), key=lambda one: one["month"])


class _Maker:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["governance"], Chance("xingfu governance")
        self.decks: dict[str, Deck] = {}

    def text(self, key: str, texts: list[str], grid: str) -> str:
        """The next text of a kind, its places filled."""
        return self.town.filled(self.decks.setdefault(key, Deck(self.chance, texts)).next(), grid, self.chance)

    def workday_after(self, day: date, low: int, high: int) -> date:
        return self.town.calendar.next_workday(day + timedelta(days=self.chance.between(low, high)))

    def events(self) -> list[Values]:
        """Events with their paper numbers, in order."""
        found = [self.event(self.town.workday(*month, self.chance)) for month in months() for _ in range(5)]
        found += [self.returned(*_SUPERVISED, closed=True), self.returned(*_STUBBORN, closed=False)]
        found.sort(key=lambda one: one["reported_on"])
        numbers = {2025: 0, 2026: 0}
        for event in found:
            year = event["reported_on"].year
            numbers[year] += 1
            event["number"] = f"网格{year}-{numbers[year]:04}"
        return found

    def about(self, day: date, kind: str, place: str = "") -> Values:
        grid, known = self.chance.one(self.town.grids), self.words["events"][kind]
        content = self.text(kind, known["items"], grid)
        where = place or content.split("有")[0][:20]
        source = self.chance.weighted({"网格员巡查": 62, "群众上报": 24, "设备报警": 4, "上级交办": 10})
        event: Values = {"reported_on": day, "source": source, "kind": kind, "urgency": "一般", "grid": grid}
        return event | {"element": known["element"], "place": where, "content": content, "reporter": f"{grid}网格员"}

    def event(self, day: date) -> Values:
        """A trifle is done at once; the rest goes out, is done and checked, now and then twice."""
        event = self.about(day, self.chance.one(tuple(self.words["events"])))
        urgency = "紧急" if event["kind"] == "突发事件" else self.chance.weighted({"微小": 30, "一般": 64, "紧急": 6})
        event |= {"urgency": urgency, "state": "已采集"}
        if urgency == "微小":
            return event | {"state": "已结案", "on_the_spot": True, "closed_on": day, "handling": "网格员当场处理"}
        if day >= TODAY - timedelta(days=1):
            return event
        sent = day if urgency == "紧急" else self.workday_after(day, 0, 1)
        event |= {"state": "已拨派", "dispatched_on": sent, "unit": self.words["events"][event["kind"]]["unit"]}
        handled = self.workday_after(sent, 1, 1 if urgency == "紧急" else 6)
        if handled > TODAY:
            return event
        return event | self.checked(handled)

    def checked(self, handled: date) -> Values:
        done: Values = {"state": "待核查", "handled_on": handled, "handling": "已处理，现场恢复"}
        checked = self.workday_after(handled, 1, 2)
        if checked > TODAY:
            return done
        checks: list[Values] = []
        if self.chance.often(0.14):
            checks.append({"checked_on": checked, "passed": False, "finding": "清理不彻底，退回重办"})
            done["returned_on"] = checked
            checked = self.workday_after(checked, 2, 4)
        if checked <= TODAY:
            checks.append({"checked_on": checked, "passed": True})
            done |= {"state": "已结案", "closed_on": checked}
        else:
            done["state"] = "退回整治"
        return done | {"checks": tuple(checks), "failed_checks": sum(not check["passed"] for check in checks)}

    def returned(self, day: date, kind: str, place: str, failed: tuple[str, ...], *, closed: bool) -> Values:
        days = [date.fromisoformat(text) for text in failed]
        checks: list[Values] = [{"checked_on": each, "passed": False, "finding": "回潮，退回整治"} for each in days]
        event = self.about(day, kind, place) | {"source": "网格员巡查", "dispatched_on": day, "unit": "综合整治队"}
        event |= {"state": "退回整治", "handled_on": days[0], "returned_on": days[-1], "failed_checks": len(days)}
        if closed:
            over = days[-1] + timedelta(days=8)
            checks.append({"checked_on": over, "passed": True})
            event |= {
                "state": "已结案",
                "supervised_on": days[-1],
                "supervise_due": over,
                "closed_on": over,
                "refused": True,
            }
        return event | {"checks": tuple(checks)}

    def works(self) -> Iterator[Values]:
        for year, month in months():
            for _ in range(2):
                grid, kind = self.chance.one(self.town.grids), self.chance.one(tuple(self.words["works"]))
                day, cost = self.town.workday(year, month, self.chance), self.chance.between(0, 9) * 80
                group = f"{self.town.estate(grid)}第{self.chance.one('一二三')}组团"
                work: Values = {"done_on": day, "group": group, "kind": kind, "people": self.chance.between(3, 12)}
                work["matter"] = self.text(kind, self.words["works"][kind], grid)
                if cost:
                    work |= {"cost": Decimal(cost), "funds": Decimal(cost + self.chance.between(0, 3) * 20)}
                    posted = self.workday_after(day, 3, 24)
                    if posted <= TODAY and not (day > date(2026, 8, 20) and self.chance.often(0.25)):
                        work["posted_on"] = posted
                yield work

    def micro(self) -> Iterator[Values]:
        numbers = {"2025": 0, "2026": 0}
        for row in self.words["micro"]:
            year = row["steps"][0][:4]
            numbers[year] += 1
            yield {"number": f"微{year}-{numbers[year]:02}"} | _micro(row)

    def desk(self) -> Iterator[Values]:
        """Every workday since June 2026."""
        day = date(2026, 6, 1)
        while day < TODAY:
            if self.town.calendar.is_workday(day):
                yield self.served(day)
            day += timedelta(days=1)

    def served(self, day: date) -> Values:
        accepted = self.chance.between(6, 24)
        agent, passed = self.chance.between(0, 2), self.chance.between(0, 2)
        served: Values = {"day": day, "window": "综合窗口", "cadres": 2 if self.chance.often(0.94) else 1}
        served |= {
            "accepted": accepted,
            "done_at_once": accepted - agent - passed,
            "by_agent": agent,
            "passed_on": passed,
        }
        return served | {"out_of_hours": self.chance.between(0, 5), "minutes": accepted * self.chance.between(8, 16)}

    def news(self) -> Iterator[Values]:
        for year, month in months():
            for kind in ("简报", "黑板报", self.chance.one(("媒体报道", "公众号", "专栏", "经验材料"))):
                grid = self.chance.one(self.town.grids)
                about: Values = {"published_on": self.town.workday(year, month, self.chance), "kind": kind}
                about |= {"title": self.text("titles", self.words["titles"], grid), "writer": "党群专干"}
                yield about | {"outlet": self.chance.one(self.words["outlets"][kind]), "level": _LEVELS[kind]}

    def totals(self) -> Iterator[Values]:
        for month, item, number in _TOTALS:
            yield {"month": month, "item": item, "number": Decimal(number), "source": "街道社会事务办"}
        for year, number in months():
            if number % 3 and (year, number) != (TODAY.year, TODAY.month):
                continue
            counts = {
                "共建单位（个）": 14 + year - 2025,
                "走访共建单位（家次）": self.chance.between(2, 6),
                "共建活动（场）": self.chance.between(1, 3),
            }
            for item, count in counts.items():
                yield {"month": f"{year}-{number:02}", "item": item, "number": Decimal(count), "source": "党群专干"}


def _micro(row: Mapping[str, Any]) -> Values:
    steps = [date.fromisoformat(text) for text in row["steps"]]
    about: Values = dict(zip(_STAMPS, steps, strict=False)) | {"state": _STEPS[len(steps) - 1]}
    about |= {name: row[name] for name in ("name", "kind", "source", "contractor", "satisfied") if name in row}
    about |= {name: Decimal(row[name]) for name in ("budget", "paid") if name in row}
    if "votes" in row:
        about |= {"votes": row["votes"][0], "votes_for": row["votes"][1]}
    if len(steps) > 2:
        about["posted_on"] = steps[2] + timedelta(days=3)
    if "due" in row:
        about["due_on"] = date.fromisoformat(row["due"])
    if "declined" in row:
        about |= {"state": "未采纳", "reason": row["declined"]}
    return about | ({"acceptance": "验收合格"} if len(steps) == len(_STEPS) else {})
