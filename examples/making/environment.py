"""市容卫生, 环境整治, 摊位收费, 违建拆除, 征地拆迁 and 建设项目: the streets of two years, and what is being built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months

_DISORDER = {"乱停放": 30, "乱搭建": 6, "乱涂画": 18, "乱堆占": 26, "乱扯挂": 12, "乱摆摊": 20}
_CLEANUPS = {
    "城市牛皮癣": ("张", 120, 620),
    "死角垃圾": ("次", 1, 4),
    "施工遗留": ("车", 1, 6),
    "白色污染": ("次", 1, 3),
    "疏通": ("个", 1, 5),
    "垃圾门": ("个", 1, 4),
    "分类桶": ("个", 2, 12),
    "绿化": ("㎡", 40, 260),
    "草皮": ("㎡", 30, 180),
    "乔木": ("株", 6, 60),
}
"""Item → unit, and how much of it at a time."""
_PEOPLE = {"死角垃圾": 30, "白色污染": 60}
"""People who come each time."""
_STANDING = (date(2026, 9, 21), date(2026, 10, 15))
"""Illegal buildings found on these days still stand."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """The six ledgers."""
    maker = _Maker(town)
    yield "sanitation", sorted(maker.sanitation(), key=lambda one: one["done_on"])
    yield "cleanup", sorted(maker.cleanups(), key=lambda one: one["done_on"])
    yield "stall", list(maker.stalls())
    yield "illegal_build", sorted(maker.illegal(), key=lambda one: one["found_on"])
    yield "acquisition", list(maker.acquisition())
    yield "project", list(maker.projects())


class _Maker:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["environment"], Chance("xingfu environment")
        self.findings, self.roads = Deck(self.chance, self.words["findings"]), Deck(self.chance, self.words["roads"])

    def at(self, text: str) -> tuple[str, str]:
        """A grid, and a place in it."""
        grid = self.chance.one(self.town.grids)
        return grid, self.town.filled(text, grid, self.chance)

    def day(self, year: int, month: int) -> date:
        return self.town.workday(year, month, self.chance)

    def sanitation(self) -> Iterator[Values]:
        """A check of every other grid, a day of sweeping, ads, a disorder, and a clean-up by everybody each month."""
        for year, month in months():
            for _ in range(3):
                yield self.check(self.day(year, month))
            yield self.swept(self.day(year, month))
            grid, place = self.at(self.roads.next())
            ads: Values = {"done_on": self.day(year, month), "kind": "清理广告", "grid": grid, "object": place}
            yield ads | {"spots": self.chance.between(12, 60), "sheets": self.chance.between(80, 460)}
            if self.chance.often(0.7):
                grid, place = self.at(self.roads.next())
                disorder = self.chance.weighted(_DISORDER)
                mended: Values = {"done_on": self.day(year, month), "kind": "六乱整治", "grid": grid, "object": place}
                yield mended | {"disorder": disorder, "spots": self.chance.between(2, 14)}
            if month != 2 and (year, month) != (2026, 8):
                together: Values = {"done_on": self.day(year, month), "kind": "大扫除", "object": "各小区"}
                yield together | {"people": self.chance.between(40, 130)}

    def check(self, day: date) -> Values:
        """About nine places in ten are clean; the rest is mended at once, later, or by the city office."""
        grid, place = self.at(self.roads.next())
        places = self.chance.between(20, 36)
        dirty = self.chance.weighted({0: 20, 1: 30, 2: 26, 3: 14, 4: 10})
        check: Values = {"done_on": day, "kind": "卫生检查", "grid": grid, "object": place}
        check |= {"done_by": self.chance.one(self.words["by"]), "places": places, "places_clean": places - dirty}
        if not dirty:
            return check
        check["finding"] = self.town.filled(self.findings.next(), grid, self.chance)
        if self.chance.often(0.5):
            return check | {"persuaded": True}
        return check | self.settled(self.town.later(day, 3, 8, self.chance))

    def settled(self, due: date) -> Values:
        found: Values = {"due_on": due}
        if due >= TODAY or (due > TODAY - timedelta(days=12) and self.chance.often(0.6)):
            return found
        if self.chance.often(0.12):
            return found | {"reported_on": min(self.town.later(due, 1, 3, self.chance), TODAY)}
        return found | {"fixed_on": due}

    def swept(self, day: date) -> Values:
        sections = 26
        kept = sections - self.chance.weighted({0: 70, 1: 24, 2: 6})
        swept: Values = {
            "done_on": day,
            "kind": "清扫保洁",
            "object": "全部路段",
            "sections": sections,
            "sections_kept": kept,
        }
        return swept | {"sweeps": 2 if self.chance.often(0.92) else 1, "cleared": self.chance.often(0.95)}

    def cleanups(self) -> Iterator[Values]:
        for year, month in months():
            for _ in range(self.chance.between(2, 4)):
                item = self.chance.one(tuple(_CLEANUPS))
                unit, low, high = _CLEANUPS[item]
                grid, place = self.at(self.chance.one(self.words["corners"]))
                much = self.chance.between(low, high)
                cleanup: Values = {
                    "done_on": self.day(year, month),
                    "item": item,
                    "quantity": Decimal(much),
                    "unit": unit,
                }
                cleanup |= {"grid": grid, "place": place, "lead": self.chance.one(self.words["leads"])}
                if much >= 100 and self.chance.often(0.4):
                    cleanup |= {"quantity": Decimal(much // 10 * 10), "about": self.chance.one(("多", "余", "近"))}
                if item in _PEOPLE:
                    cleanup["people"] = much * _PEOPLE[item] + self.chance.between(-5, 12)
                if item in ("施工遗留", "绿化", "草皮", "乔木", "分类桶"):
                    cleanup["cost"] = Decimal(much * self.chance.between(8, 30))
                yield cleanup

    def stalls(self) -> Iterator[Values]:
        """Four fairs, a receipt for each zone; and two days in October that brought in 1166 yuan."""
        number = 230100
        for fair in self.words["fairs"]:
            day = date.fromisoformat(fair["day"])
            for zone, (stalls, fee) in fair["zones"].items():
                number += 1
                about: Values = {"collected_on": day, "event": fair["event"], "zone": zone, "stalls": stalls}
                about |= {"unit_fee": Decimal(fee), "fee": Decimal(stalls * fee), "receipt": f"{number:07}"}
                yield about | {
                    "collector": "综治专干",
                    "handed_in_on": self.town.calendar.next_workday(day + timedelta(days=3)),
                }
        for day, fee in ((date(2026, 10, 1), 566), (date(2026, 10, 2), 600)):
            number += 1
            about = {"collected_on": day, "event": "国庆便民展销", "zone": "东区", "fee": Decimal(fee)}
            handed = {"handed_in_on": date(2026, 10, 9)} if fee == 566 else {}
            yield about | {"receipt": f"{number:07}", "collector": "综治专干"} | handed

    def illegal(self) -> Iterator[Values]:
        for year, month in months():
            if month % 2 == 1:
                yield self.building(self.day(year, month))
        for day in _STANDING:
            yield self.building(day)

    def building(self, day: date) -> Values:
        """Told within three days; most are gone a fortnight later and green by the end of the next month."""
        kind = self.chance.one(tuple(self.words["illegal"]))
        grid, site = self.at(self.chance.one(self.words["illegal"][kind]))
        area = Decimal(self.chance.between(4, 48))
        build: Values = {"found_on": day, "site": site, "grid": grid, "kind": kind, "area": area, "state": "已发现"}
        if day == _STANDING[1]:
            return build
        told = self.town.calendar.next_workday(day + timedelta(days=1))
        build |= {"state": "已告知", "noticed_on": told, "due_on": told + timedelta(days=15)}
        if day == _STANDING[0]:
            return build
        if self.chance.often(0.2):
            over = self.town.calendar.next_workday(told + timedelta(days=18))
            build |= {"handed_over_on": over, "state": "已移交城管"}
        gone = self.town.calendar.next_workday(told + timedelta(days=self.chance.between(20, 28)))
        if gone > TODAY:
            return build
        build |= {"state": "已拆除", "removed_on": gone, "removed_area": area}
        green = self.town.calendar.next_workday(gone + timedelta(days=self.chance.between(14, 40)))
        if green > TODAY:
            return build
        reuse = {"封闭公共通道": "恢复通道", "楼顶加建": "其他用途"}.get(kind, "复绿")
        done: Values = {"state": "已复绿", "reuse": reuse, "reused_on": green}
        return build | done | ({"green_area": area} if reuse == "复绿" else {})

    def acquisition(self) -> Iterator[Values]:
        """One road: 155 of 254 households have signed."""
        for row in self.words["acquisition"]:
            about: Values = {"started_on": date(2026, 3, 16), "project": "环湖路拓宽工程", "as_of": date(2026, 10, 26)}
            about |= {name: row[name] for name in ("item", "unit", "visits", "standard", "problem") if name in row}
            yield about | {
                "total": Decimal(row["total"]),
                "done": Decimal(row["done"]),
                "due_on": date.fromisoformat(row["due"]),
            }

    def projects(self) -> Iterator[Values]:
        for row in self.words["projects"]:
            about: Values = {
                "approved_on": date.fromisoformat(row["approved"]),
                "village": "城郊居民小组",
                "state": "实施中",
            }
            about |= {name: row[name] for name in ("name", "kind", "phase", "groups", "cleaners") if name in row}
            about["items"] = tuple(row["items"])
            about |= {
                "funds": tuple({"source": source, "amount": Decimal(amount)} for source, amount in row["funds"].items())
            }
            about |= {"invested": Decimal(sum(row["funds"].values())), "spent": Decimal(row["spent"])}
            about |= {"progress": Decimal(row["progress"]), "started_on": date.fromisoformat(row["started"])}
            about |= {"due_on": date.fromisoformat(row["due"])}
            if "accepted" in row:
                about |= {
                    "state": "已验收",
                    "accepted_on": date.fromisoformat(row["accepted"]),
                    "acceptance": "验收合格",
                }
            if "reward" in row:
                about["reward_due"] = Decimal(row["reward"])
            if "rewarded" in row:
                paid: Values = {"rewarded_on": date.fromisoformat(row["rewarded"]), "reward": Decimal(row["reward"])}
                about |= paid | {"state": "已奖补"}
            yield about
