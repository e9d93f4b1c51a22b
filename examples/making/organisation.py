"""计划组织报送: appraisals and stars, archives and their climate, surveys, the profile, posts, trainings, and admitted tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import FIRST, TODAY, Town, Values, months

_QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Each ledger's name and records, oldest first."""
    words = town.words["organisation"]
    for name, found in (
        ("appraisal", [*_appraisals(town, words), *_ratings(town, words)]),
        ("archive", _archives(words)),
        ("climate", _climate(town)),
        ("survey", _surveys(town, words)),
        ("snapshot", _snapshots()),
        ("staff", _staff(words)),
        ("training", _trainings(town, words)),
        ("work_item", map(_work_item, words["work_items"])),
    ):
        yield name, sorted(found, key=lambda record: next(iter(record.values())))


def _appraisals(town: Town, words: Values) -> Iterator[Values]:
    """A spot check a month, but for one month; each grid's tasks at half year and year's end."""
    chance = Chance("xingfu appraisal")
    items, findings = Deck(chance, words["spot_items"]), Deck(chance, words["findings"])
    for year, month in months():
        if (year, month) == (2026, 8):
            continue
        day = town.workday(year, month, chance)
        check: Values = {
            "appraised_on": day,
            "kind": "月度抽查",
            "object": chance.one(town.grids),
            "item": items.next(),
        }
        yield check | (_found(town, day, findings.next(), chance) if chance.often(0.4) else {"result": "合格"})
    for kind, day, period in (
        ("半年督查", date(2025, 7, 8), "2025H1"),
        ("年终考核", date(2025, 12, 23), "2025"),
        ("半年督查", date(2026, 7, 7), "2026H1"),
    ):
        for place, grid in enumerate(town.grids):
            yield _tasks(kind, day, period, grid, place, chance)


def _found(town: Town, day: date, finding: str, chance: Chance) -> Values:
    due = town.later(day, 7, 14, chance)
    mended = {"fixed_on": town.open_day(due - timedelta(days=2))} if due < TODAY else {}
    return {"finding": finding, "due_on": due, "outcome": ("限期整改",)} | mended


def _tasks(kind: str, day: date, period: str, grid: str, place: int, chance: Chance) -> Values:
    """The fourth grid handed its summary in too late at the half year of 2026."""
    late = (period, place) == ("2026H1", 3)
    tasks = 20 + chance.between(0, 4)
    done = tasks - chance.between(0, 3) - (5 if late else 0)
    about: Values = {"appraised_on": day, "kind": kind, "object": grid, "period": period, "item": "年度目标任务"}
    about |= {"tasks": tasks, "tasks_done": done, "on_time": not late}
    if late:
        return about | {"result": "未完成", "outcome": ("通报批评",)}
    return (
        about | {"result": "优秀" if done == tasks else "合格"} | ({"outcome": ("通报表扬",)} if done == tasks else {})
    )


def _ratings(town: Town, words: Values) -> Iterator[Values]:
    """Stars of each estate at the beginning of the next quarter; of the last quarter one is not in the credit system yet."""
    chance = Chance("xingfu stars")
    for year, quarter in ((2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1), (2026, 2), (2026, 3)):
        month = quarter * 3 + 1
        day = town.calendar.next_workday(date(year + month // 13, (month - 1) % 12 + 1, 9))
        stars = [min(5, max(1, 5 - place // 2 + chance.between(-1, 0))) for place in range(len(town.grids))]
        order = sorted(range(len(stars)), key=lambda place: (-stars[place], place))
        for place, grid in enumerate(town.grids):
            rating: Values = {"appraised_on": day, "kind": "物业星级评定", "object": town.estate(grid)}
            rating |= {"period": f"{year}Q{quarter}", "item": words["rating_items"], "stars": stars[place]}
            rating |= {"rank": order.index(place) + 1, "result": "不合格" if stars[place] == 1 else "合格"}
            if outcome := words["outcomes"].get(stars[place]):
                rating["outcome"] = (outcome,)
            if (year, quarter, place) != (2026, 3, 5):
                rating["recorded_on"] = town.calendar.add_workdays(day, 4 + place % 3)
            yield rating


def _archives(words: Values) -> Iterator[Values]:
    """Counted at the end of 2025 and, when the papers of 2025 were filed, in June 2026."""
    for category, (permanent, long, short) in words["archive"].items():
        for day, years, less in ((date(2025, 12, 30), "2001-2024", 3), (date(2026, 6, 30), "2001-2025", 0)):
            kept = {"permanent": permanent, "long": long - less, "short": short - less}
            total = sum(kept.values())
            about: Values = {
                "counted_on": day,
                "years": years,
                "category": category,
                "carrier": "纸质",
                "total": total,
            } | kept
            about |= {"due_items": total + 2, "filed_items": total, "complete_items": total - (1 if less else 0)}
            about |= {"boxes": total // 12 + 1, "keeper": "档案员"}
            if not less:
                days = (date(2026, 6, 8), date(2026, 6, 26), date(2026, 7, 15))
                about |= {"due_on": day} | dict(zip(("sorted_on", "filed_on", "checked_on"), days, strict=True))
            yield about


def _climate(town: Town) -> Iterator[Values]:
    """Two readings a workday since September 2026; one evening was forgotten."""
    chance = Chance("xingfu climate")
    day = date(2026, 9, 1)
    while day <= TODAY:
        for occasion in ("到岗", "离岗") if town.calendar.is_workday(day) else ():
            if (day, occasion) in ((date(2026, 9, 22), "离岗"), (TODAY, "离岗")):
                continue
            humidity = chance.between(48, 63)
            reading: Values = {"read_on": day, "occasion": occasion, "room": "档案室", "humidity": Decimal(humidity)}
            reading |= {"temperature": Decimal(chance.between(190, 238)) / 10, "keeper": "档案员"}
            yield reading | ({"action": "开除湿机"} if humidity > 60 else {})
        day += timedelta(days=1)


def _surveys(town: Town, words: Values) -> Iterator[Values]:
    for about in words["surveys"]:
        asked = date.fromisoformat(about["asked"])
        survey: Values = {
            "asked_on": asked,
            "due_on": town.calendar.next_workday(asked + timedelta(days=about["days"])),
        }
        if "done" in about:
            survey["done_on"] = asked + timedelta(days=about["done"])
        survey |= {name: value for name, value in about.items() if name not in ("asked", "days", "done")}
        if "sent" in about:
            survey["response_rate"] = round(Decimal(about["collected"] * 100) / about["sent"], 1)
        yield survey


def _snapshots() -> Iterator[Values]:
    """The community at every quarter's end: it grows a little."""
    for place, day in enumerate(date.fromisoformat(f"{year}-{end}") for year in (2025, 2026) for end in _QUARTER_ENDS):
        if day > TODAY:
            return
        registered, floating, elders = 5560 + place * 11, 2990 + place * 9, 1702 + place * 5
        persons, minors = registered + floating, 1360 + place * 2
        yield {
            "as_of": day, "set_up_on": date(2001, 6, 18), "location": "东至湖滨路，南至安和街，西至纺织路，北至幸福路",
            "area": Decimal("0.8"), "streets": 8, "groups": 6, "grids": 6, "buildings": 76, "residential": 70, "unit_buildings": 6,
            "households": 3160 + place * 6, "persons": persons, "registered": registered, "floating": floating,
            "resident": persons - 420, "male": persons // 2 - 30, "female": persons - persons // 2 + 30, "minors": minors,
            "adults": persons - minors - elders, "elders": elders, "left_behind": 12, "disabled": 131 + place, "units": 168,
            "agencies": 6, "schools": 3, "companies": 21, "shops": 132, "branches": 4, "party_members": 186 + place,
            "committee": 9, "volunteer_teams": 6, "volunteers": 228 + place * 4, "centre_area": Decimal(460), "rooms": 11,
        }  # fmt: skip


def _staff(words: Values) -> Iterator[Values]:
    for day, older in ((date(2025, 1, 20), 0), (date(2025, 12, 31), 1), (date(2026, 6, 30), 1)):
        for post, (kind, number, ages, licensed, quota) in words["posts"].items():
            about: Values = {"counted_on": day, "post": post, "class": kind, "headcount": number, "quota": quota}
            yield about | {"age_total": ages + older * number, "licensed": licensed, "appraised": number}


def _trainings(town: Town, words: Values) -> Iterator[Values]:
    """Of the year's eight hours for health educators 2026 has six so far."""
    chance = Chance("xingfu training")
    for year, month in months():
        kind, topic, trainer, hours = words["trainings"][(year * 12 + month) % len(words["trainings"])]
        if month % 2:
            yield _lesson(town.workday(year, month, chance), kind, topic, trainer, hours) | {
                "attendance": chance.between(12, 26)
            }
        if month in (3, 6) or (year, month) == (2025, 9):
            topic = words["health_trainings"][month // 3 - 1]
            lesson = _lesson(town.workday(year, month, chance), "健康教育人员培训", topic, "社区卫生服务中心", 3)
            yield lesson | {"attendance": chance.between(8, 14)}


def _lesson(day: date, kind: str, topic: str, trainer: str, hours: int) -> Values:
    return {
        "held_on": day,
        "kind": kind,
        "topic": topic,
        "trainer": trainer,
        "hours": Decimal(hours),
        "place": "社区会议室",
    }


_DATES = {"published": "published_on", "audited": "audited_on", "ended": "ended_on"}


def _work_item(about: Values) -> Values:
    task: Values = {"admitted_on": date.fromisoformat(about["at"])}
    assert task["admitted_on"] >= FIRST
    for name, value in about.items():
        if name in _DATES:
            task[_DATES[name]] = date.fromisoformat(value)
        elif name != "at":
            task[name] = Decimal(str(value)) if name in ("budget", "paid") else value
    return task | {"approver": "社区主任"}
