"""安全检查 and 隐患整改: the checks of each month, and a hazard for every place that had to be mended by a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months

_RENTAL_KINDS = {"用电": 40, "消防": 22, "电动自行车": 22, "燃气": 16}
_KINDS = {
    "小餐饮场所": {"燃气": 40, "用电": 25, "消防": 25, "食品": 10},
    "居民楼": {"电动自行车": 50, "消防": 30, "建筑与高坠": 15, "特种设备与电梯": 5},
    "出租房": _RENTAL_KINDS,
    "小区公共部位": {"电动自行车": 30, "建筑与高坠": 35, "防汛与地质": 20, "特种设备与电梯": 15},
}
_USUAL_KINDS = {"消防": 50, "用电": 42, "建筑与高坠": 8}
_KEY = ("人员密集场所", "农贸市场", "废品收购站", "劳动密集企业", "社会力量学校幼儿园")
_SMALL = (
    "小商场",
    "小学校幼儿园",
    "小餐饮场所",
    "小旅馆",
    "小网吧",
    "小生产加工企业",
    "小休闲健身场所",
    "小医疗机构",
    "小公共娱乐场所",
)
_HOLIDAYS = (1, 4, 9)
"""Months with a round before a festival."""


def checks(town: Town) -> list[Values]:
    """Every inspection, oldest first."""
    maker = _Checks(town)
    found = [check for year, month in months() for check in maker.month(year, month)]
    return sorted(found, key=lambda check: check["checked_on"])


class _Checks:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["premises"], Chance("xingfu inspection")
        self.notes = Deck(self.chance, self.words["inspection_notes"])
        self.next = {kind: Deck(self.chance, self.words[kind]) for kind in (*_KEY, *_SMALL)}
        self.seen: set[tuple[date, str]] = set()

    def month(self, year: int, month: int) -> Iterator[Values]:
        """Rentals in every grid, a key premises a week, small premises and buildings by turns."""
        for grid in self.town.grids:
            yield self.rental(year, month, grid)
        for week in range(5):
            day = date(year, month, 1) + timedelta(days=7 * week + self.chance.between(0, 4))
            if day.month == month and day <= TODAY and not self.chance.often(0.08):
                yield self.premises(self.town.open_day(day), self.chance.one(_KEY), "重点行业检查")
        for _ in range(self.chance.between(4, 6)):
            yield self.premises(self.day(year, month), self.small(), "月度督导")
        for _ in range(self.chance.between(2, 4)):
            yield self.building(self.day(year, month))
        if month in _HOLIDAYS:
            for _ in range(3):
                yield self.premises(self.day(year, month), self.small(), "节前检查")

    def day(self, year: int, month: int) -> date:
        return self.town.workday(year, month, self.chance)

    def small(self) -> str:
        """小餐饮 and 小商场 are checked most, as there are most of them."""
        weights = {kind: len(self.words[kind]) for kind in _SMALL}
        return self.chance.weighted(weights)

    def rental(self, year: int, month: int, grid: str) -> Values:
        """The month's sweep of a grid's rented flats; in the first months some flats were missed."""
        due = int(self.town.words["community"]["grids"][grid]["rentals"]) + (month + year) % 3
        missed = self.chance.between(0, 3) if year == 2025 else self.chance.weighted({0: 80, 1: 15, 2: 5})
        found = self.chance.weighted({0: 30, 1: 30, 2: 22, 3: 12, 4: 6})
        check = self.check(self.day(year, month), "出租房", f"{self.town.estate(grid)}出租房", grid, found)
        flaw = self.chance.one(("electricity", "stove", "exits", "extinguishers"))
        marks = {name: "合格" for name in ("electricity", "stove", "exits", "extinguishers")}
        if found:
            marks[flaw] = "不合格"
        check |= {"kind": "出租房月度排查", "dwellings_due": due, "dwellings_checked": due - missed}
        return check | marks | {"educated": due + self.chance.between(0, 14)}

    def premises(self, day: date, kind: str, why: str) -> Values:
        name = self.next[kind].next()
        grid = self.town.grids[sum(map(ord, name)) % len(self.town.grids)]
        found = self.chance.weighted({0: 52, 1: 28, 2: 14, 3: 6})
        check = self.check(day, kind, name, grid, found)
        number = sum(map(ord, name)) % 90 + 1
        return check | {
            "kind": why,
            "address": f"{self.town.street(grid)}{number}号",
            "educated": self.chance.between(1, 6),
        }

    def building(self, day: date) -> Values:
        grid = self.chance.one(self.town.grids)
        common = self.chance.often(0.25)
        kind, name = (
            ("小区公共部位", self.town.estate(grid)) if common else ("居民楼", self.town.building(grid, self.chance))
        )
        found = self.chance.weighted({0: 45, 1: 32, 2: 17, 3: 6})
        return self.check(day, kind, name, grid, found) | {"kind": "日常巡查", "educated": self.chance.between(0, 8)}

    def check(self, day: date, kind: str, name: str, grid: str, found: int) -> Values:
        """What every check records; about two hazards in three are mended while the inspectors wait."""
        while (day, name) in self.seen:
            day = self.day(day.year, day.month)
        self.seen.add((day, name))
        ordered = sum(self.chance.often(0.33) for _ in range(found))
        inspectors = self.chance.one(self.words["inspectors"])
        check: Values = {
            "checked_on": day,
            "object_type": kind,
            "object": name,
            "grid": grid,
            "inspectors": inspectors,
            "inspector_count": inspectors.count("、") + 1,
            "hazards_found": found,
            "fixed_on_spot": found - ordered,
            "ordered": ordered,
            "signed": True,
        }
        return check | ({"note": self.notes.next()} if self.chance.often(0.2) else {})


def hazards(town: Town, inspections: Sequence[tuple[str, Values]]) -> list[Values]:
    """A hazard for each place that a check (id, values) ordered to be mended, and a few that residents reported."""
    maker = _Hazards(town)
    found = [
        maker.hazard(check["checked_on"], check, given) for given, check in inspections for _ in range(check["ordered"])
    ]
    for year, month in ((2025, 3), (2025, 7), (2025, 11), (2026, 2), (2026, 5), (2026, 8), (2026, 9)):
        grid = maker.chance.one(town.grids)
        about: Values = {"object": town.building(grid, maker.chance), "object_type": "居民楼", "grid": grid}
        found.append(maker.hazard(town.workday(year, month, maker.chance), about, ""))
    return sorted(found, key=lambda hazard: hazard["found_on"])


class _Hazards:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["premises"], Chance("xingfu hazard")
        self.decks: dict[str, Deck] = {}

    def text(self, key: str, kind: str = "") -> str:
        """The next sentence of a kind."""
        items = self.words[key][kind] if kind else self.words[key]
        return self.decks.setdefault(key + kind, Deck(self.chance, items)).next()

    def hazard(self, day: date, check: Values, check_id: str) -> Values:
        chance = self.chance
        kind = chance.weighted(_KINDS.get(check["object_type"], _USUAL_KINDS))
        major = kind in ("消防", "燃气", "建筑与高坠") and chance.often(0.05)
        hazard: Values = {"found_on": day} | ({"inspection": check_id} if check_id else {})
        hazard |= {
            "object": check["object"],
            "object_type": check["object_type"],
            "grid": check["grid"],
            "part": self.text("parts", kind),
            "kind": kind,
            "level": "重大隐患" if major else "一般隐患",
            "description": self.text("hazards", kind),
            "demand": self.text("demands", kind),
            "noticed_on": day,
            "responsible": chance.one(self.words["responsible"]),
            "due_on": self.town.later(day, 3, 15, chance),
            "state": "待整改",
        }
        if major:
            hazard["reported_on"] = min(self.town.later(day, 0, 1, chance), TODAY)
        self.mended(hazard)
        return hazard

    def mended(self, hazard: Values) -> None:
        """Nine in ten are mended in time; the others run over, and most of them are handed over."""
        chance, due = self.chance, hazard["due_on"]
        if chance.often(0.09):
            if due < TODAY:
                self.handed_over(hazard)
            return
        if hazard["found_on"] > date(2026, 10, 8) and chance.often(0.4):
            return
        fixed = max(hazard["found_on"], self.town.open_day(due - timedelta(days=chance.between(0, 6))))
        if fixed > TODAY or (due > TODAY and chance.often(0.6)):
            hazard["state"] = "整改中" if chance.often(0.6) else "待整改"
            return
        hazard |= {"state": "待复查", "fixed_on": fixed}
        again = self.town.later(fixed, 0, 3, chance)
        if again <= TODAY and not (fixed > date(2026, 10, 20) and chance.often(0.5)):
            hazard |= {
                "state": "已销号",
                "rechecked_on": again,
                "recheck_result": self.text("recheck_ok"),
                "closed_on": again,
            }

    def handed_over(self, hazard: Values) -> None:
        hazard["state"] = "逾期未改"
        day = self.town.later(hazard["due_on"], 1, 6, self.chance)
        if day > TODAY or (hazard["due_on"] > date(2026, 9, 1) and self.chance.often(0.6)):
            return
        to = self.words["handover"][hazard["kind"]]
        hazard |= {"state": "已移交", "handed_over_to": to, "handed_over_on": day}
        closed = self.town.later(day, 10, 45, self.chance)
        if closed <= TODAY:
            hazard |= {
                "state": "已销号",
                "handover_reply": self.text("handover_reply"),
                "rechecked_on": closed,
                "recheck_result": self.text("recheck_ok"),
                "closed_on": closed,
            }
