"""劳动力情况, 事故伤害统计 and 汇总表核对: monthly counts that agree with each other, and sheets handed in with their totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from making.chance import Chance
from making.town import TODAY, Town, Values, months

_URBAN, _RURAL = 2790, 0
_USUAL: Mapping[str, int] = {
    "道路交通事故": 5,
    "居民伤害": 9,
    "治安案件": 4,
    "农村用电事故": 1,
    "学生伤害": 2,
    "火灾": 1,
}
"""How many a month there were at most when the counting began."""

_FEBRUARY = (
    ("低保无房户租金补贴", 8, "人", "1620", "12960"),
    ("低保金", 2, "户", "", "1428.50"),
    ("大病医疗救助", 2, "人", "", "3359.40"),
    ("基本医疗救助", 5, "人", "", "1292.88"),
    ("临时救助", 12, "人", "1250", "15000"),
    ("残疾慰问", 2, "人", "800", "1600"),
    ("困难群体及优抚慰问", 7, "户", "", "4430"),
    ("春节一次性生活补贴（低保）", 68, "人", "500", "34000"),
    ("春节一次性生活补贴（低收入）", 10, "人", "400", "4000"),
    ("烈军属标准差", 0, "", "", "225"),
    ("无业残疾人基本生活费", 40, "人", "660", "26400"),
    ("重度残疾人慰问金", 14, "人", "600", "8400"),
)
"""F02 as it is handed in: 161人, 9户 and 113095.78元, the same as in 救助慰问发放."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """The three ledgers."""
    yield "labour", labour()
    yield "accident", accidents()
    yield "statement", statements(town)


def labour() -> list[Values]:
    """A row a month whose parts make up the whole; the rate of the month is written on it."""
    chance, found = Chance("xingfu labour"), list[Values]()
    for year, month in _done():
        unemployed = 34 - (year - 2025) * 6 - month // 3 + chance.between(0, 3)
        disabled, inactive = 27, 1418 - chance.between(0, 9)
        urban = _URBAN + (year - 2025) * 3
        employed = urban - unemployed - disabled - inactive
        rate = (Decimal(employed) * 100 / (employed + unemployed)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        found.append(
            {
                "month": f"{year}-{month:02}",
                "labour": urban + _RURAL,
                "urban": urban,
                "rural": _RURAL,
                "employed": employed,
                "unemployed": unemployed,
                "inactive": inactive,
                "disabled": disabled,
                "p4050": 109 - (year - 2025) * 4 - month // 4,
                "employment_rate": rate,
                "source": "社区就业服务岗",
            }
        )
    return found


def accidents() -> list[Values]:
    """A row a month and kind; fewer than a year before, and against nothing there is no percentage."""
    chance, found, counts = Chance("xingfu accident"), list[Values](), dict[tuple[int, int, str], int]()
    for year, month in _done():
        for kind, most in _USUAL.items():
            number = counts[year, month, kind] = chance.between(0, most if year == 2025 else most * 2 // 3)
            row: Values = {"month": f"{year}-{month:02}", "kind": kind, "count": number, "source": "街道安全办"}
            if (last := counts.get((year - 1, month, kind))) is not None:
                row |= {"last_year_count": last, "change_percent": _change(number, last)}
            found.append(row)
    return found


def _change(number: int, last: int) -> Decimal | str:
    return (Decimal(number - last) * 100 / last).quantize(Decimal("0.1"), ROUND_HALF_UP) if last else "上年同期为0"


def _done() -> Iterator[tuple[int, int]]:
    """Every month that has ended."""
    return (each for each in months() if each < (TODAY.year, TODAY.month))


def statements(town: Town) -> list[Values]:
    """The sheet of February's payments, and that of a housing survey by grid."""
    lines: list[Values] = []
    for item, number, unit, standard, amount in _FEBRUARY:
        line: Values = {"item": item, "amount": Decimal(amount)}
        if unit:
            line |= {"number": number, "unit": unit}
        if standard:
            line["standard"] = Decimal(standard)
        lines.append(line)
    chance = Chance("xingfu statement")
    houses = [{"item": f"{grid}住房普查", "number": chance.between(180, 420), "unit": "户"} for grid in town.grids]
    return [
        {
            "made_on": date(2026, 3, 2),
            "name": "2月社会事务发放汇总",
            "period": "2026-02",
            "begins_on": date(2026, 2, 1),
            "ends_on": date(2026, 2, 28),
            "from_unit": "民政岗",
            "lines": tuple(lines),
            "items": len(lines),
            "households": 9,
            "persons": 161,
            "amount": Decimal("113095.78"),
        },
        {
            "made_on": date(2026, 9, 25),
            "name": "住房普查汇总",
            "period": "2026Q3",
            "from_unit": "网格员汇总",
            "lines": tuple(houses),
            "items": len(houses),
            "households": sum(line["number"] for line in houses),
        },
    ]
