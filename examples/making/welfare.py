"""救助慰问发放, 低保月度 and 走访探访. February 2026 of 救助慰问发放 holds the rows of F02, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months

_F02 = (
    # kind, counted as, how many, each, in all, fund, day, for which period
    ("低保无房户租金补贴", "人", 8, "1620", "12960", "区级财政", 4, ""),
    ("低保金", "户", 2, "", "1428.50", "区级财政", 5, ""),
    ("大病医疗救助", "人", 2, "", "3359.40", "市级财政", 6, ""),
    ("基本医疗救助", "人", 5, "", "1292.88", "市级财政", 6, ""),
    ("临时救助", "人", 12, "1250", "15000", "区级财政", 9, ""),
    ("残疾慰问", "人", 2, "800", "1600", "残联资金", 9, ""),
    ("困难群体及优抚慰问", "户", 7, "", "4430", "街道资金", 10, ""),
    ("春节一次性生活补贴（低保）", "人", 68, "500", "34000", "区级财政", 11, ""),
    ("春节一次性生活补贴（低收入）", "人", 10, "400", "4000", "区级财政", 11, ""),
    ("烈军属标准差", "", 0, "", "225", "区级财政", 12, ""),
    ("无业残疾人基本生活费", "人", 40, "660", "26400", "残联资金", 12, "2025Q4"),
    ("重度残疾人慰问金", "人", 14, "600", "8400", "残联资金", 13, ""),
)
"""2月社会事务发放: 113095.78元; 161人 and 9户, never added."""


def payments(town: Town) -> list[Values]:
    """Every payment, oldest first."""
    maker = _Payments(town)
    found = [row for year, month in months() for row in maker.month(year, month)]
    return sorted(found, key=lambda row: row["paid_on"])


class _Payments:
    def __init__(self, town: Town) -> None:
        self.town, self.chance = town, Chance("xingfu relief")

    def month(self, year: int, month: int) -> Iterator[Values]:
        """What every month brings, what the quarter brings, and what the season brings."""
        if (year, month) == (2026, 2):
            yield from map(_f02, _F02)
            return
        yield from self.usual(year, month)
        if month % 3 == 2:
            last = f"{year - 1}Q4" if month == 2 else f"{year}Q{month // 3}"
            yield self.batch(
                (year, month), "无业残疾人基本生活费", "人", 37 + year % 3 + month % 2, "660", "残联资金"
            ) | {"period_for": last}
            yield self.batch((year, month), "遗属补助", "人", 3, "480", "区级财政")
        yield from self.seasonal(year, month)

    def usual(self, year: int, month: int) -> Iterator[Values]:
        chance, when = self.chance, (year, month)
        yield self.batch(when, "老年保健补助", "人", 58 + year % 5 + month // 4, "100", "区级财政")
        yield self.batch(when, "廉租补贴", "户", 8 + month % 2, "320", "区级财政")
        yield self.batch(when, "低保无房户租金补贴", "人", 8 - month % 2, "135", "区级财政")
        for _ in range(chance.between(1, 3)):
            yield self.single(when, "临时救助", chance.money(800, 3000, 100))
        people = chance.between(2, 6)
        row = self.batch(when, "基本医疗救助", "人", people, "", "市级财政")
        yield row | {"amount": Decimal(chance.between(12000, 42000) * people) / 100}
        if chance.often(0.35):
            yield self.single(when, "大病医疗救助", Decimal(chance.between(120000, 480000)) / 100)

    def seasonal(self, year: int, month: int) -> Iterator[Values]:
        when = (year, month)
        if when == (2025, 1):
            yield self.batch(when, "春节一次性生活补贴（低保）", "人", 71, "500", "区级财政")
            yield self.batch(when, "春节一次性生活补贴（低收入）", "人", 12, "400", "区级财政")
            yield self.batch(when, "重度残疾人慰问金", "人", 13, "600", "残联资金")
        if month in (1, 9):
            yield self.batch(when, "困难群体及优抚慰问", "户", self.chance.between(6, 12), "500", "街道资金") | {
                "method": "实物"
            }
        if month == 5:
            yield self.batch(when, "残疾慰问", "人", self.chance.between(6, 10), "300", "残联资金") | {"method": "现金"}
        if month == 8:
            yield self.batch(when, "困难群体及优抚慰问", "户", self.chance.between(9, 12), "400", "街道资金") | {
                "method": "现金"
            }
            yield self.batch(when, "烈军属标准差", "人", 3, "225", "区级财政")
        if month in (1, 12):
            yield self.single(when, "总工会困难救助", self.chance.money(1000, 2000, 500)) | {"fund": "工会经费"}

    def batch(self, when: tuple[int, int], kind: str, unit: str, number: int, each: str, fund: str) -> Values:
        """One row for many, with what each got where that is the same for all."""
        row = _row(self.town.workday(*when, self.chance), kind, fund) | {"counted_as": unit, _COUNTS[unit]: number}
        if each:
            row |= {"standard": Decimal(each), "amount": Decimal(each) * number}
        return row

    def single(self, when: tuple[int, int], kind: str, amount: Decimal) -> Values:
        """One row for one person."""
        row = _row(self.town.workday(*when, self.chance), kind, "区级财政")
        return row | {"counted_as": "人", "persons": 1, "amount": amount, "recipient": self.town.person(self.chance)}


_COUNTS = {"户": "households", "人": "persons"}


def _row(day: date, kind: str, fund: str) -> Values:
    return {"paid_on": day, "kind": kind, "fund": fund, "method": "银行转账", "signed": True}


def _f02(about: tuple[str, str, int, str, str, str, int, str]) -> Values:
    kind, unit, number, each, amount, fund, day, period = about
    row = _row(date(2026, 2, day), kind, fund) | {"amount": Decimal(amount)}
    if unit:
        row |= {"counted_as": unit, _COUNTS[unit]: number}
    if each:
        row["standard"] = Decimal(each)
    if period:
        row["period_for"] = period
    return row | ({} if unit else {"note": "按标准补差，不计人数"})


def dibao(town: Town) -> list[Values]:
    """Each household, month by month: some come, some leave, all are adjusted in July."""
    chance = Chance("xingfu dibao")
    households = [_household(town, number, chance) for number in range(1, 27)]
    found: list[Values] = []
    for year, month in months():
        changes = {str(home["household"]): "无变动" for home in households}
        if month == 7:
            for home in households:
                home["each"] += 45
                changes[str(home["household"])] = "提标"
        if (year, month) != (2025, 1) and chance.often(0.4):
            households.append(_household(town, len({row["household"] for row in found}) + 1, chance))
            changes[str(households[-1]["household"])] = "新增"
        gone = chance.one(households) if len(households) > 22 and chance.often(0.45) else None
        if gone and changes[str(gone["household"])] == "无变动":
            changes[str(gone["household"])] = chance.weighted({"停发": 70, "迁出": 18, "注销": 12})
        found += [_month(home, year, month, changes[str(home["household"])]) for home in households]
        households = [home for home in households if changes[str(home["household"])] not in _ENDS]
    return found


_ENDS = {"停发": "家庭收入超过标准，书面告知后停发", "迁出": "户籍迁出本辖区", "注销": "按规定办理注销"}


def _household(town: Town, number: int, chance: Chance) -> Values:
    members = chance.weighted({1: 45, 2: 30, 3: 18, 4: 7})
    return {
        "household": f"DB-{number:03d}",
        "head": town.person(chance),
        "grid": chance.one(town.grids),
        "members": members,
        "covered": max(1, members - (1 if chance.often(0.2) else 0)),
        "category": chance.weighted({"A类": 25, "B类": 45, "C类": 30}),
        "each": int(chance.money(280, 760, 5)),
    }


def _month(home: Values, year: int, month: int, change: str) -> Values:
    row = {name: value for name, value in home.items() if name != "each"} | {
        "month": f"{year}-{month:02d}",
        "change": change,
    }
    if change in _ENDS:
        return row | {"covered": 0, "amount": Decimal(0), "changed_on": date(year, month, 5), "note": _ENDS[change]}
    row["amount"] = Decimal(home["each"] * home["covered"])
    return row | ({"changed_on": date(year, month, 5)} if change == "新增" else {})


def visits(town: Town) -> list[Values]:
    """Every visit, oldest first: more before festivals, and none of them with a name."""
    maker = _Visits(town)
    found = [maker.visit(day) for year, month in months() for day in maker.days(year, month)]
    return sorted((visit for visit in found if visit), key=lambda visit: visit["visited_on"])


def befriended(town: Town) -> list[Values]:
    """Everybody who is visited: code, kind, grid and helper, by field names of 走访探访."""
    return _Visits(town).people


class _Visits:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["visit"], Chance("xingfu visit")
        self.people = [self.known(kind, number) for kind, many in self.words["kinds"].items() for number in range(many)]
        self.turn = Deck(self.chance, [str(place) for place in range(len(self.people))])
        self.greetings = Deck(self.chance, self.words["greetings"])

    def known(self, kind: str, number: int) -> Values:
        """One who is visited: a code, a kind, a grid and a helper."""
        grid = self.chance.one(self.town.grids)
        first = {"独居老人": 0, "空巢老人": 100, "高龄老人": 200, "失能老人": 300, "其他困难家庭": 100}.get(kind, 0)
        helper = f"{grid}网格员" if self.chance.often(0.7) else "党员志愿者"
        code = f"{self.words['prefixes'][kind]}-{first + number + 1:03d}"
        return {"object": code, "object_kind": kind, "grid": grid, "helper": helper, "paired": True}

    def days(self, year: int, month: int) -> list[date]:
        number = 15 + {1: 6, 2: 4, 9: 4, 10: 5, 12: 3}.get(month, 0) + self.chance.between(-2, 2)
        return [self.town.workday(year, month, self.chance) for _ in range(number)]

    def visit(self, day: date) -> Values:
        chance = self.chance
        visit = {"visited_on": day} | self.people[int(self.turn.next())] | {"way": chance.weighted(self.words["ways"])}
        if chance.often(0.25):
            visit |= {"helper": "民政专干", "paired": False}
        if chance.often(0.7):
            return visit | {"need": "无需求", "action": self.greetings.next()}
        need = chance.one(tuple(self.words["needs"]))
        due = self.town.later(day, 3, 14, chance)
        done = self.town.later(day, 0, 9, chance)
        visit |= {"need": need, "followup_due": due}
        if done > TODAY or (day > TODAY - timedelta(days=60) and chance.often(0.12)):
            return visit | {"action": "已登记，正在联系"}
        return visit | {"action": chance.one(self.words["needs"][need]), "followup_done": done}
