"""消防与安全: grids and places, signs, equipment, teams, projects, patrols, self-checks, banquets and what the weather did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import FIRST, TODAY, Town, Values

_BEGUN = date(2025, 1, 6)
"""The day on which the registers were begun."""

_SMALL = ("小商场", "小学校幼儿园", "小餐饮场所", "小旅馆", "小网吧", "小生产加工企业")
_CROWDED = "人员密集场所"


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Each ledger's name and records, oldest first."""
    words = town.words["fire"]
    for name, found in (
        ("grid", _grids(town)),
        ("place", _places(town, words)),
        ("premises", _premises(town, words)),
        ("equipment", _equipment(town, words)),
        ("team", _teams(words)),
        ("promotion", map(_promotion, words["promotions"])),
        ("patrol", _patrols(town, words)),
        ("inspection", _self_checks(town)),
        ("banquet", _banquets(town)),
        ("disaster", map(_disaster, words["disasters"])),
    ):
        yield name, sorted(found, key=lambda record: next(iter(record.values())))


def _grids(town: Town) -> Iterator[Values]:
    """The community and its six grids; the sixth still lacks its resident cadre."""
    chance = Chance("xingfu grid")
    whole: Values = {
        "set_up_on": _BEGUN,
        "code": "XF-00",
        "name": "幸福社区网格",
        "level": "中网格",
        "element": "基础网格",
    }
    yield whole | {"responsible": "社区主任", "police": "社区民警", "posted_on": date(2025, 1, 22)}
    for place, (name, about) in enumerate(town.words["community"]["grids"].items(), 1):
        households = 420 + about["buildings"] * 9
        grid: Values = {
            "set_up_on": _BEGUN,
            "code": f"XF-{place:02}",
            "name": name,
            "level": "小网格",
            "element": "基础网格",
        }
        grid |= {
            "parent": "幸福社区网格",
            "boundary": f"{about['street']}沿线和{about['estate']}",
            "responsible": f"{name}网格长",
        }
        grid |= {
            "police": "社区民警",
            "assistant": "流管协管员",
            "grid_staff": f"{name}网格员",
            "households": households,
        }
        grid |= {"persons": households * 27 // 10, "units": chance.between(14, 38), "shops": chance.between(12, 30)}
        grid["posted_on"] = date(2025, 1, 20)
        yield grid | ({"resident_staff": "社区专职工作者"} if place < 6 else {})


def _places(town: Town, words: Values) -> Iterator[Values]:
    """Streets, groups, every building; one lane at the railway has no grid, a few buildings no publicist."""
    chance = Chance("xingfu place")
    yield {"listed_on": _BEGUN, "kind": "村居", "code": "XF", "name": "幸福社区", "grid": "幸福社区网格", "boards": 2}
    for name, grid in words["streets"].items():
        street: Values = {"listed_on": _BEGUN, "kind": "巷道" if name.endswith(("巷", "道")) else "道路", "name": name}
        yield street | (
            {"grid": grid, "boards": chance.between(0, 1)} if grid else {"note": "两社区交界，归属待街道确定"}
        )
    for place, (grid, about) in enumerate(town.words["community"]["grids"].items(), 1):
        yield {"listed_on": _BEGUN, "kind": "居民小组", "name": f"第{'一二三四五六'[place - 1]}居民小组", "grid": grid}
        for number in range(1, about["buildings"] + 1):
            building: Values = {"listed_on": _BEGUN, "kind": "楼栋", "code": f"XF-{place:02}-{number:02}"}
            building |= {"name": f"{about['estate']}{number}栋", "grid": grid, "households": chance.between(28, 62)}
            building["publicist"] = not chance.often(0.06)
            if chance.often(0.94):
                building |= {"head": f"{number}栋楼栋长", "head_kind": "专职" if chance.often(0.3) else "兼职"}
                building["duty_posted_on"] = date(2025, 3, chance.between(3, 28))
            yield building


def _premises(town: Town, words: Values) -> Iterator[Values]:
    """Every small place and crowded place; two small ones that opened this autumn have no sign yet."""
    chance = Chance("xingfu premises")
    named = [(kind, name) for kind in (*_SMALL, _CROWDED) for name in town.words["premises"][kind]]
    late = {"花园奶茶店": date(2026, 9, 14), "明湖托育点": date(2026, 10, 19)}
    for kind, name in named:
        grid = town.grids[sum(map(ord, name)) % len(town.grids)]
        listed = late.get(name, _BEGUN)
        shop: Values = {"listed_on": listed, "name": name, "type": kind, "grid": grid}
        shop |= {
            "address": f"{town.street(grid)}{sum(map(ord, name)) % 90 + 1}号",
            "keeper": "店主" if kind in _SMALL else "安全员",
        }
        if kind == _CROWDED:
            yield shop | {"fire_risk": "较高", "full_time": 1 if chance.often(0.5) else 0}
            continue
        shop |= {"fire_risk": "较高" if kind == "小餐饮场所" else "一般", "cautions": words["cautions"][kind]}
        if name in late:
            shop.pop("keeper")
        else:
            shop["signed_on"] = town.open_day(listed + timedelta(days=chance.between(9, 26)))
        yield shop | (
            {"frontage_on": date(2025, 3, chance.between(3, 21))} if listed == _BEGUN and chance.often(0.9) else {}
        )


def _equipment(town: Town, words: Values) -> Iterator[Values]:
    """The fire room's kit and the hydrants: hoses and lamps are lacking, one hydrant waits for its service and its mending."""
    for kind, (wanted, held) in words["kit"].items():
        item: Values = {
            "listed_on": _BEGUN,
            "kind": kind,
            "site": "社区消防室",
            "grid": "第一网格",
            "required_number": wanted,
        }
        item |= {"number": held, "lacking": wanted - held, "intact": held - (1 if kind == "灭火器" else 0)}
        item |= {"serviced_on": date(2026, 9, 8), "keeper": "消防宣传员"}
        if wanted > held:
            item |= {"problem": f"缺{wanted - held}件", "found_on": date(2026, 9, 8), "reported_on": date(2026, 9, 9)}
            item |= {"repaired_on": date(2026, 9, 25), "note": "已列入采购，先调剂使用"} if kind == "应急照明" else {}
        yield item
    for place, site in enumerate(words["hydrants"]):
        item = {"listed_on": _BEGUN, "kind": "消火栓", "site": site, "required_number": 1, "number": 1, "lacking": 0}
        item |= {"intact": 1, "serviced_on": date(2026, 9, 9 + place), "keeper": "第一网格网格员"}
        if place == 3:
            item |= {
                "intact": 0,
                "serviced_on": date(2026, 7, 15),
                "problem": "出水压力不足",
                "found_on": date(2026, 10, 27),
            }
        yield item


def _teams(words: Values) -> Iterator[Values]:
    for place, (kind, name, members, leader, young) in enumerate(words["teams"]):
        day = date(2025, 1 + place % 3, 8 + place)
        team: Values = {
            "set_up_on": day,
            "kind": kind,
            "name": name,
            "members": members,
            "leader": leader,
            "young": young,
        }
        if kind == "自治小组":
            team |= {"elected": True, "finance_posted_on": date(2026, 7, 10)}
        yield team


def _promotion(about: Values) -> Values:
    project: Values = {"started_on": date.fromisoformat(about["at"]), "due_on": date.fromisoformat(about["due"])}
    project |= {name: value for name, value in about.items() if name not in ("at", "due", "done", "change")}
    project |= {name: Decimal(str(about[name])) for name in ("budget", "spent")}
    if "done" in about:
        project["evaluated_on"] = date.fromisoformat(about["done"])
        base, result = about["baseline"], about["result"]
        project["change_percent"] = about.get("change") or round(Decimal((result - base) * 100) / base, 1)
        project["conclusion"] = "达到目标" if result <= about["target"] else "有下降，没有达到目标"
    return project


def _patrols(town: Town, words: Values) -> Iterator[Values]:
    """A night patrol a day since August 2026, but for one; the holidays are watched round the clock."""
    chance = Chance("xingfu patrol")
    findings = Deck(chance, words["findings"])
    day = date(2026, 8, 1)
    while day < TODAY:
        holiday = date(2026, 10, 1) <= day <= date(2026, 10, 7)
        if day != date(2026, 9, 13):
            grid = chance.one(town.grids)
            should = chance.between(3, 5)
            shift: Values = {"patrolled_on": day, "shift": "节庆值班" if holiday else "夜班"}
            shift |= {
                "team": chance.weighted({"治安巡逻队": 60, "护安队": 25, "党员志愿队": 15}),
                "route": f"{town.street(grid)}、{town.estate(grid)}",
            }
            shift |= {"grid": grid, "should": should, "signed": should - (1 if chance.often(0.2) else 0)}
            shift |= {"started_at": "19:30", "ended_at": "22:00", "handed_over": True, "findings": 0}
            if chance.often(0.25):
                shift |= {"findings": 1, "finding": findings.next(), "handled": "已报网格员处理"}
            yield shift
        day += timedelta(days=1)


def _self_checks(town: Town) -> Iterator[Values]:
    """Kindergartens and schools look at themselves at the beginning of a term."""
    chance = Chance("xingfu self check")
    for year, month in ((2025, 3), (2025, 10), (2026, 3)):
        for name in town.words["premises"]["小学校幼儿园"]:
            found = chance.between(0, 2)
            check: Values = {
                "checked_on": town.workday(year, month, chance),
                "kind": "单位自查",
                "object_type": "小学校幼儿园",
            }
            check |= {"object": name, "inspectors": "园长、安全员", "inspector_count": 2, "hazards_found": found}
            check |= {
                "fixed_on_spot": found,
                "ordered": 0,
                "security": ("门窗", "监控", "电路", "预案"),
                "drilled": True,
            }
            yield check | {"cost": chance.money(200, 1800, 50)}


def _banquets(town: Town) -> Iterator[Values]:
    """Banquets in the open, all but one declared; the last is to come."""
    chance = Chance("xingfu banquet")
    days = ("2025-02-02", "2025-05-03", "2025-08-16", "2025-10-02", "2026-02-21", "2026-05-02", "2026-08-15", "2026-10-03", "2026-10-24", "2026-11-07")  # fmt: skip
    for place, day in enumerate(map(date.fromisoformat, days)):
        assert day >= FIRST
        grid = chance.one(town.grids)
        feast: Values = {
            "held_on": day,
            "place": f"{town.estate(grid)}院内",
            "grid": grid,
            "diners": chance.between(4, 16) * 10,
        }
        if place != 5:
            feast["declared_on"] = day - timedelta(days=chance.between(3, 9)) if day < TODAY else date(2026, 10, 26)
        yield feast | ({"supervised_on": day, "result": "合格"} if day < date(2026, 10, 20) else {})


def _disaster(about: Values) -> Values:
    entry: Values = {"noted_on": date.fromisoformat(about["noted"])}
    for name, value in about.items():
        if name in ("plan", "ended"):
            entry[f"{name}_on"] = date.fromisoformat(value)
        elif name != "noted":
            entry[name] = Decimal(str(value)) if name == "clearing_days" else value
    return entry | ({"monitor": f"{about['grid']}网格员"} if about["entry"] == "隐患点" else {})
