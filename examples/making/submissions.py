"""创城日报 and 报送台账: the campaign's daily report, and what went to the street when – most of it on time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values

_DAY = timedelta(days=1)
_SINCE = date(2026, 10, 9)
"""The first day of the campaign's daily report."""

_MONTHLY = (
    ("消防工作情况报告", "街道网格办", 0, "书面", 2),
    ("人民调解月报", "街道司法所", 3, "系统填报", 1),
    ("工作月报", "街道办事处", 5, "书面", 2),
)
"""What, to whom, how many days after the month's end (0 is its last day), how, and in how many copies."""
_TERMS = (
    ("慈善捐助季度报表", "2026Q1", "区慈善总会", "03-31", "03-31"),
    ("慈善捐助季度报表", "2026Q2", "区慈善总会", "06-30", "06-29"),
    ("慈善捐助季度报表", "2026Q3", "区慈善总会", "09-30", "09-29"),
    ("工作季报", "2026Q1", "街道办事处", "04-10", "04-09"),
    ("工作季报", "2026Q2", "街道办事处", "07-10", "07-10"),
    ("工作季报", "2026Q3", "街道办事处", "10-10", "10-10"),
    ("工作半年报", "2026H1", "街道办事处", "07-10", "07-09"),
)
"""What, of which period, to whom, its last day and when it went."""
_LATE = {("消防工作情况报告", "2026-05"): 2, ("人民调解月报", "2026-02"): 1}
"""How many days late what was late."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Both ledgers."""
    chance = Chance("xingfu submission")
    yield "daily", dailies(town, chance)
    yield "submission", sorted([*_reports(town), *_of_the_days(), *_quarterly()], key=lambda one: one["due_on"])


def _days() -> Iterator[date]:
    """Every day of the campaign; today's report is still to be written."""
    day = _SINCE
    while day < TODAY:
        yield day
        day += _DAY


def dailies(town: Town, chance: Chance) -> list[Values]:
    """A report a day."""
    words = town.words["daily"]
    done, problems, needs = (Deck(chance, words[name]) for name in ("done", "problems", "needs"))
    found: list[Values] = []
    for number, day in enumerate(_days()):
        grid = town.grids[number % len(town.grids)]
        count = chance.between(0, 4)
        daily: Values = {"reported_on": day, "area": grid, "done": town.filled(done.next(), grid, chance)}
        if count:
            daily["problems"] = town.filled(problems.next(), grid, chance)
        if count > 2:
            daily["needs"] = needs.next()
        found.append(daily | {"problem_count": count, "settled_count": chance.between(0, count)})
    return found


def _of_the_days() -> Iterator[Values]:
    """The daily reports as they were handed in: one after four o'clock, yesterday's not at all."""
    for day in _days():
        if day == TODAY - _DAY:
            continue
        time = "17:20" if day == date(2026, 10, 14) else "15:30"
        yield _sent("创城日报", day.isoformat(), "创城办", day, day) | {
            "due_time": "16:00",
            "sent_time": time,
            "copies": 1,
            "way": "邮件",
        }


def _reports(town: Town) -> Iterator[Values]:
    """A year's monthly reports; one of September's is still to go."""
    for year, month in ((2026, number) for number in range(1, 10)):
        end = date(year, month + 1, 1) - _DAY
        for what, whom, after, way, copies in _MONTHLY:
            period, due = f"{year}-{month:02}", end + after * _DAY
            if (what, period) == ("工作月报", "2026-09"):
                continue
            late = _LATE.get((what, period), 0)
            sent = due + late * _DAY if late else _before(town, due)
            yield _sent(what, period, whom, due, sent) | {"copies": copies, "way": way}


def _quarterly() -> Iterator[Values]:
    """Reports of quarters and halves, and the housing survey, which is due today and not sent."""
    for what, period, whom, due, sent in _TERMS:
        days = (date.fromisoformat(f"2026-{day}") for day in (due, sent))
        yield _sent(what, period, whom, *days) | {"copies": 1, "way": "书面"}
    housing = _sent("住房困难家庭调查材料", "2026", "街道", TODAY, None)
    yield housing | {"note": "已整理，待负责人签字"}


def _before(town: Town, due: date) -> date:
    """The last workday up to a day: whoever hands in on time does not wait for a Sunday."""
    while not town.calendar.is_workday(due):
        due -= _DAY
    return due


def _sent(what: str, period: str, whom: str, due: date, sent: date | None) -> Values:
    found: Values = {"obligation": what, "period": period, "recipient": whom, "due_on": due}
    return found | ({"sent_on": sent} if sent else {})
