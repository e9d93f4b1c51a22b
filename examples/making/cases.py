"""矛盾纠纷调解: each case lives from acceptance to the archive, as far as TODAY lets it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import FIRST, TODAY, Town, Values, months

_A_MONTH = {1: 9, 2: 7, 3: 10, 4: 10, 5: 12, 6: 13, 7: 14, 8: 12, 9: 10, 10: 10, 11: 10, 12: 9}
"""Summer brings open windows, noise and leaks; the weeks around 春节 bring few cases."""

_LATELY = date(2026, 9, 5)
"""From here on some things are not finished yet, and a few are overdue."""
_SOURCES = {"主动排查": 34, "口头申请": 38, "书面申请": 12, "公安机关移送": 8, "法院委托": 4, "其他部门移送": 4}
_WAYS = {"调解室调解": 34, "上门调解": 28, "现场调解": 20, "联合调解": 8, "巡回调解": 8, "线上调解": 2}
_BASE = (
    "调解申请书或受理登记表",
    "权利义务告知书",
    "当事人身份证明",
    "人民调解记录",
    "调解协议书或口头协议登记表",
    "封底",
)


def cases(town: Town) -> list[Values]:
    """Every case, numbered where it got that far; most months one of them is heard on tour."""
    maker = _Maker(town)
    found = [maker.case(day) for day in maker.days()]
    for before, case in zip([{"accepted_on": FIRST}, *found], found, strict=False):
        if before["accepted_on"].month != case["accepted_on"].month and maker.chance.often(0.8):
            case["method"] = "巡回调解"
    found += [maker.stuck(date(2026, 9, 14)), maker.stuck(date(2026, 9, 24))]
    found += [maker.refused(date(2025, 6, 10)), maker.refused(date(2026, 4, 16)), maker.registered(date(2026, 10, 27))]
    found.sort(key=lambda case: case["accepted_on"])
    _number(found)
    return found


class _Maker:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["case"], Chance("xingfu case")
        self.decks: dict[str, Deck] = {}

    def days(self) -> list[date]:
        """The days on which a case was accepted."""
        found = []
        for year, month in months():
            number = _A_MONTH[month] + self.chance.between(-2, 2) - (1 if year == 2026 else 0)
            found += [self.town.workday(year, month, self.chance) for _ in range(number)]
        return sorted(found)

    def text(self, key: str) -> str:
        """The next sentence of a kind."""
        return self.decks.setdefault(key, Deck(self.chance, self.words[key])).next()

    def case(self, day: date) -> Values:
        """One case accepted on `day`, as it stands today."""
        case = self.accepted(day)
        end = self.heard(case)
        if end is None:
            return case
        outcome = self.chance.weighted({"达成协议": 95, "调解不成": 3, "撤回": 2})
        if outcome != "达成协议":
            self.ended(case, end, outcome)
            return case
        self.agreed(case, end)
        self.followed(case, end)
        return case

    def stuck(self, day: date) -> Values:
        """One that is talked about for longer than it should be."""
        case = self.accepted(day)
        talk = {"held_on": self.town.later(day, 1, 3, self.chance), "content": self.text("first_talk")}
        return case | {"state": "调解中", "sessions": (talk,)}

    def registered(self, day: date) -> Values:
        """One that came in yesterday and is not examined yet."""
        case = self.accepted(day)
        for name in ("method", "mediator", "sessions"):
            case.pop(name, None)
        return case | {"state": "登记", "source": "书面申请"}

    def refused(self, day: date) -> Values:
        """One that mediation cannot take, and why."""
        case = self.registered(day) | {"state": "不予受理", "note": "一方已向法院起诉，告知通过诉讼解决"}
        case.pop("amount", None)
        return case

    def accepted(self, day: date) -> Values:
        chance, town = self.chance, self.town
        category = chance.weighted({name: int(about["weight"]) for name, about in self.words["categories"].items()})
        item = self.item(category)
        grid = chance.one(town.grids)
        place = town.building(grid, chance)
        text = str(item["text"]).replace("<期>", f"{day.year - chance.between(0, 1)}年度").replace("<楼>", place)
        people = chance.weighted({2: 74, 3: 16, 4: 6, 5: 2, 8: 2})
        case: Values = {
            "accepted_on": day,
            "occurred_on": day - timedelta(days=chance.between(0, 20)),
            "category": category,
            "source": chance.weighted(_SOURCES),
            "scale": "一般群体性事件" if people >= 8 else "个体性事件",
            "place": place if "<楼>" in str(item["text"]) else town.estate(grid),
            "grid": grid,
            "summary": text,
            "party_count": people,
            "mediator": chance.one(town.words["community"]["mediators"]),
            "method": chance.weighted(_WAYS),
            "resolved_by": "人民调解",
            "state": "受理",
        }
        if tags := item.get("tags"):
            case["tags"] = tuple(tags)
        if people >= 5 or chance.often(0.03):
            case["complex"] = True
        case["parties"] = self.parties(grid)
        if money := item.get("money"):
            case["amount"] = chance.money(money[0], money[1])
        return case

    def item(self, category: str) -> Values:
        """The next pattern of a category."""
        items = self.words["categories"][category]["items"]
        deck = self.decks.setdefault(category, Deck(self.chance, [str(place) for place in range(len(items))]))
        found: Values = items[int(deck.next())]
        return found

    def parties(self, grid: str) -> tuple[Values, ...]:
        found = []
        for role in ("申请人", "被申请人"):
            party: Values = {"role": role, "name": self.town.person(self.chance)}
            if self.chance.often(0.35):
                party["phone"] = self.town.phone(self.chance)
            if self.chance.often(0.3):
                party["address"] = self.town.building(grid, self.chance)
            found.append(party)
        return tuple(found)

    def heard(self, case: Values) -> date | None:
        """The talks; the day of the last one, or None where it has not come yet."""
        chance, start = self.chance, case["accepted_on"]
        days = chance.weighted({2: 20, 6: 30, 12: 25, 20: 15, 27: 6, 45: 4})
        end = self.town.later(start, max(1, days - 3), days, chance)
        talks = [(self.town.later(start, 0, 1, chance), self.text("first_talk"))]
        if days > 6:
            talks.append((self.town.later(start, days // 2, days // 2 + 1, chance), self.text("later_talk")))
        done = [{"held_on": day, "content": text} for day, text in talks if day <= min(TODAY, end)]
        if done:
            case |= {"sessions": tuple(done), "state": "调解中"}
        held_up = start > _LATELY and chance.often(0.2)
        return None if held_up or end > TODAY else end

    def ended(self, case: Values, end: date, outcome: str) -> None:
        """Without an agreement."""
        case.pop("amount", None)
        case |= {"state": outcome, "concluded_on": end}
        if outcome == "撤回":
            return
        case["sessions"] = (*case["sessions"], {"held_on": end, "content": self.text("failed_talk")})
        self.archived(case, self.town.later(end, 10, 30, self.chance), _BASE[:4] + _BASE[-1:])

    def agreed(self, case: Values, end: date) -> None:
        chance = self.chance
        written = "amount" in case and (case["amount"] >= 1000 or chance.often(0.4))
        case["sessions"] = (*case["sessions"], {"held_on": end, "content": self.text("last_talk")})
        case |= {
            "state": "达成协议",
            "concluded_on": end,
            "agreement_on": end,
            "agreement_form": "书面协议" if written else "口头协议",
        }

    def followed(self, case: Values, end: date) -> None:
        """Fulfilment, the visit after it, the court's confirmation, and the archive."""
        chance, town = self.chance, self.town
        at_once = chance.often(0.5)
        if at_once:
            fulfilled, how = end, "即时履行"
        else:
            case["due_on"] = town.later(end, 7, 40, chance)
            fulfilled, how = case["due_on"] - timedelta(days=chance.between(-6, 5)), "全部履行"
            fulfilled = max(end, town.calendar.next_workday(fulfilled))
            case["state"] = "履行中"
        broken = not at_once and chance.often(0.4 if timedelta() < TODAY - case["due_on"] < timedelta(20) else 0.03)
        if broken and case["due_on"] < TODAY - timedelta(days=30):
            case |= {"state": "未履行", "fulfilment": "未履行"}
        elif fulfilled <= TODAY and not broken:
            case |= {"state": "已履行", "fulfilled_on": fulfilled, "fulfilment": how}
        seen = town.later(end, 8, 29, chance) if chance.often(0.93) else town.later(end, 32, 40, chance)
        if seen <= TODAY:
            kept = case["state"] != "未履行"
            case |= {"revisited_on": seen, "revisit_result": self.text("revisit" if kept else "revisit_broken")}
        self.confirmed(case, end)
        over = case["state"] in ("已履行", "未履行") and "revisited_on" in case
        if over and not (end > _LATELY and chance.often(0.2)):
            filed = town.later(max(seen, fulfilled, case.get("confirmed_on", end)), 5, 30, chance)
            self.archived(case, filed, _BASE)

    def confirmed(self, case: Values, end: date) -> None:
        """Some written agreements about money go to the court within 30 days."""
        if case["agreement_form"] != "书面协议" or case.get("amount", 0) < 5000 or not self.chance.often(0.4):
            return
        case["confirmation"] = "拟申请"
        applied = self.town.later(end, 5, 24, self.chance)
        if applied > TODAY:
            return
        case |= {"confirmation": "已申请", "confirm_applied_on": applied}
        ruled = self.town.later(applied, 8, 15, self.chance)
        if ruled <= TODAY:
            case |= {"confirmation": "已确认", "confirmed_on": ruled}

    def archived(self, case: Values, day: date, documents: tuple[str, ...]) -> None:
        if day > TODAY:
            return
        more = {"履行凭证": "fulfilled_on", "回访记录": "revisited_on", "司法确认材料": "confirmed_on"}
        extra = tuple(document for document, name in more.items() if name in case)
        case |= {
            "state": "已归档",
            "archived_on": day,
            "dossier": (*documents[:-1], *extra, documents[-1]),
            "retention": "30年" if case.get("agreement_form") == "书面协议" else "10年",
            "allowance": Decimal(200 if case.get("complex") else 80),
        }


def _number(found: list[Values]) -> None:
    """Agreement numbers in order of agreement, dockets in order of filing, both anew each year."""
    written = [case for case in found if case.get("agreement_form") == "书面协议"]
    _serial(written, "agreement_on", "agreement_no", "安幸调〔{year}〕{number}号")
    _serial([case for case in found if "archived_on" in case], "archived_on", "docket", "（{year}）人调字第{number}号")


def _serial(among: list[Values], on: str, name: str, pattern: str) -> None:
    counts: dict[int, int] = {}
    for case in sorted(among, key=lambda case: (case[on], case["accepted_on"])):
        year = case[on].year
        counts[year] = counts.get(year, 0) + 1
        case[name] = pattern.format(year=year, number=counts[year])
