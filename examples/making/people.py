"""居民诉求, 会议议事 and 责任书: what residents ask, what is decided with them, and what is signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months

_DAYS = {"紧急": (0, 1), "较急": (1, 5), "一般": (2, 12)}
_LIMITS = {"紧急": 1, "较急": 5, "一般": 10}
"""Workdays, as the ledger's clock has them."""
_CHANNELS = {"来访": 18, "来电": 26, "网格员上报": 22, "微信群": 16, "热线转办": 9, "议事会提出": 4, "走访收集": 5}


_HAPPY, _UNHAPPY = {"满意": 76, "基本满意": 16, "不满意": 8}, {"基本满意": 60, "不满意": 40}
_TWICE_A_YEAR = {
    3: "共驻共建会议",
    9: "共驻共建会议",
    5: "党群联席会议",
    11: "党群联席会议",
    7: "点评会",
    12: "点评会",
}


def requests(town: Town) -> list[Values]:
    """Every request, oldest first."""
    maker = _Requests(town)
    found = [maker.request(day, kind) for year, month in months() for day, kind in maker.coming(year, month)]
    return sorted(found, key=lambda request: request["received_on"])


class _Requests:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["request"], Chance("xingfu request")
        self.texts = {kind: Deck(self.chance, about["items"]) for kind, about in self.words["kinds"].items()}
        self.results = {kind: Deck(self.chance, about["done"]) for kind, about in self.words["kinds"].items()}

    def coming(self, year: int, month: int) -> list[tuple[date, str]]:
        """A month's days and kinds: light in winter, drains in summer."""
        weights = {
            kind: int(about["weight"]) * (3 if month in about["months"] else 1)
            for kind, about in self.words["kinds"].items()
        }
        number = 9 + (2 if month in (6, 7, 8) else 0) + self.chance.between(-2, 2)
        return [(self.town.workday(year, month, self.chance), self.chance.weighted(weights)) for _ in range(number)]

    def request(self, day: date, kind: str) -> Values:
        chance, town = self.chance, self.town
        grid = chance.one(town.grids)
        urgency = chance.weighted({"一般": 80, "较急": 20})
        if kind in ("阴井盖", "下水道") and chance.often(0.35):
            urgency = "紧急"
        request: Values = {
            "received_on": day,
            "channel": chance.weighted(_CHANNELS),
            "kind": kind,
            "urgency": urgency,
            "place": town.estate(grid),
            "grid": grid,
            "content": town.filled(self.texts[kind].next(), grid, chance),
            "state": "待分办",
            "due_on": town.calendar.add_workdays(day, _LIMITS[urgency]),
        }
        if chance.often(0.3):
            request |= {"person": town.person(chance), "contact": town.phone(chance)}
        self.assigned(request, day)
        return request

    def assigned(self, request: Values, day: date) -> None:
        """Given to its owner the same or the next day; one in forty cannot be done."""
        given = self.town.later(day, 0, 1, self.chance)
        if given > TODAY or (day > date(2026, 10, 21) and self.chance.often(0.6)):
            return
        owner = self.words["owners"][request["kind"]]
        owner = request["grid"] + owner if owner == "网格员" else owner
        request |= {"state": "办理中", "assigned_on": given, "owner": owner}
        request["partner"] = self.words["kinds"][request["kind"]]["partner"]
        if self.chance.often(0.025) and day < date(2026, 10, 1):
            request |= {"state": "无法办理", "result": self.chance.one(self.words["refused"])}
            self.replied(request, self.town.later(given, 1, 4, self.chance))
            return
        self.done(request, given)

    def done(self, request: Values, given: date) -> None:
        low, high = _DAYS[request["urgency"]]
        days = self.chance.between(low, high) + (self.chance.between(6, 15) if self.chance.often(0.05) else 0)
        done = max(given, self.town.calendar.next_workday(request["received_on"] + timedelta(days=days)))
        if done > TODAY or (given > date(2026, 9, 10) and self.chance.often(0.2)):
            return
        request |= {"state": "已办结", "done_on": done, "result": self.results[request["kind"]].next()}
        self.replied(request, self.town.later(done, 0, 3, self.chance))

    def replied(self, request: Values, day: date) -> None:
        if day > TODAY or (day > date(2026, 10, 12) and self.chance.often(0.25)):
            return
        request |= {"state": "已回复", "replied_on": day}
        if self.chance.often(0.8):
            request["satisfied"] = self.chance.weighted(_HAPPY if "done_on" in request else _UNHAPPY)


def meetings(town: Town) -> list[Values]:
    """Every meeting, oldest first."""
    maker = _Meetings(town)
    found = [maker.meeting(day, kind) for year, month in months() for day, kind in maker.calendar(year, month)]
    return sorted(found, key=lambda meeting: meeting["held_on"])


class _Meetings:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["meeting"], Chance("xingfu meeting")
        self.topics = {kind: Deck(self.chance, about["topics"]) for kind, about in self.words["kinds"].items()}
        self.items = Deck(self.chance, self.words["items"])

    def calendar(self, year: int, month: int) -> Iterator[tuple[date, str]]:
        """Which meetings a month has."""
        kinds = ["工作例会"]
        if self.chance.often(0.75):
            kinds.append("居民议事会")
        if month % 3 == 0:
            kinds += ["联席会议", "居务监督会议"]
        if month in (1, 4, 7, 10):
            kinds.append("居民代表会议")
        if month in _TWICE_A_YEAR:
            kinds.append(_TWICE_A_YEAR[month])
        if self.chance.often(0.2):
            kinds.append("协调会")
        for kind in kinds:
            yield self.town.workday(year, month, self.chance), kind

    def meeting(self, day: date, kind: str) -> Values:
        chance, about = self.chance, self.words["kinds"][kind]
        grid = chance.one(self.town.grids)
        topic = self.town.filled(self.topics[kind].next(), grid, chance)
        topic = topic.replace("<月>", str(day.month)).replace("<季>", "一二三四"[(day.month - 1) // 3])
        should = chance.between(*about["should"])
        came = should - chance.weighted({0: 40, 1: 25, 2: 15, 3: 12, 5: 8})
        meeting: Values = {
            "held_on": day,
            "kind": kind,
            "topic": topic,
            "place": "社区会议室" if should < 30 else "社区多功能厅",
            "host": "社区主任" if should > 10 else "社区副主任",
            "units": chance.one(self.words["units"]),
            "should_attend": should,
            "attended": came,
            "minutes": chance.one(self.words["minutes"]),
        }
        if kind in ("居民代表会议", "居民议事会"):
            self.voted(meeting, came)
        if kind != "居务监督会议":
            self.decided(meeting, day)
        return meeting

    def voted(self, meeting: Values, came: int) -> None:
        """The vote, and its result on the notice board within 20 workdays, mostly."""
        against, abstain = self.chance.between(0, came // 6), self.chance.between(0, 2)
        meeting |= {"ballots": came, "votes_for": came - against - abstain, "votes_against": against}
        meeting |= {"votes_abstain": abstain, "result": "通过"}
        posted = self.town.later(meeting["held_on"], 2, 18, self.chance)
        if posted <= TODAY and not (posted > date(2026, 9, 1) and self.chance.often(0.3)):
            meeting |= {"published_on": posted, "published_at": self.chance.one(self.words["published"])}

    def decided(self, meeting: Values, day: date) -> None:
        decisions = []
        for _ in range(self.chance.between(1, 3)):
            due = self.town.later(day, 7, 40, self.chance)
            done = max(day, due - timedelta(days=self.chance.between(-8, 10)))
            owner = self.chance.one(self.words["owners"])
            decision: Values = {"item": self.items.next(), "owner": owner, "due_on": due}
            if done <= TODAY and not (done > date(2026, 8, 25) and self.chance.often(0.15)):
                decision["done_on"] = (
                    done if done >= TODAY - timedelta(days=9) else self.town.calendar.next_workday(done)
                )
            decisions.append(decision)
        meeting |= {"decisions": tuple(decisions), "follow_up_due": max(decision["due_on"] for decision in decisions)}
        if all("done_on" in decision for decision in decisions):
            meeting["follow_up_done"] = max(decision["done_on"] for decision in decisions)


def pledges(town: Town) -> list[Values]:
    """The agreements of both years; a few are not signed yet."""
    chance, words = Chance("xingfu pledge"), town.words["pledge"]
    return [_pledge(town, chance, year, *party) for year in (2025, 2026) for party in _parties(town, words, year)]


def _parties(town: Town, words: Values, year: int) -> Iterator[tuple[str, str, str, int]]:
    """(kind, party, type of party, month in which it is due)."""
    for grid in town.grids:
        yield "居委会目标任务责任书", grid, "网格", 1
        if year == 2026:
            yield "消防目标责任书", grid, "网格", 2
    for unit in words["units"]:
        yield "属地单位综治责任书", unit, "属地单位", 3
    for outlet in words["outlets"][: 40 if year == 2025 else 43]:
        yield "经营网点三位一体责任书", outlet, "经营网点", 3
    for name in words["restaurants"]:
        yield "餐饮环保责任书", name, "餐饮单位", 4
    for name in words["venues"]:
        yield "娱乐场所禁毒责任书", name, "娱乐场所", 4
    for name in words["newcomers"][year]:
        yield "新入驻企业综合责任书", name, "新入驻企业", 9


def _pledge(town: Town, chance: Chance, year: int, kind: str, party: str, party_type: str, month: int) -> Values:
    due = town.calendar.next_workday(date(year, month, 25))
    grid = party if party in town.grids else town.grids[sum(map(ord, party)) % len(town.grids)]
    pledge: Values = {"year": year, "kind": kind, "party": party, "party_type": party_type, "grid": grid, "due_on": due}
    if year == 2026 and chance.often(0.06) and party_type != "网格":
        return pledge | {"note": "负责人外出，已约时间"}
    signed = town.open_day(due - timedelta(days=chance.between(0, 20)))
    pledge["signed_on"] = signed
    half = town.open_day(date(year, 7, chance.between(1, 20)))
    if signed < half <= TODAY and not (year == 2026 and chance.often(0.04)):
        pledge |= {"half_checked_on": half, "half_result": chance.weighted({"合格": 80, "优秀": 17, "不合格": 3})}
    if year == 2025:
        pledge |= {"year_checked_on": town.open_day(date(year, 12, chance.between(8, 26)))}
        pledge["year_result"] = chance.weighted({"合格": 70, "优秀": 28, "不合格": 2})
    return pledge
