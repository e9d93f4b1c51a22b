"""失业与再就业援助, 空岗信息, 就业服务: who looks for work (by code), what is offered, and what the fairs brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from making.chance import Chance, Deck
from making.town import TODAY, Town, Values, months


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Each ledger and its records, oldest first."""
    yield "jobseeker", sorted(_seekers(town, Chance("xingfu jobseeker")), key=lambda row: row["registered_on"])
    yield "vacancy", sorted(_vacancies(town, Chance("xingfu vacancy")), key=lambda row: row["posted_on"])
    yield "job_service", sorted(_services(town, Chance("xingfu job service")), key=lambda row: row["held_on"])


def _seekers(town: Town, chance: Chance) -> Iterator[Values]:
    """Two a month, and two households without work, of which one is not helped yet."""
    words = town.words["employment"]
    texts = {key: Deck(chance, words[key]) for key in ("skills", "wishes")}
    number = 0
    for year, month in months():
        for _ in range(chance.between(1, 3)):
            number += 1
            about = {
                "code": f"JY-{number:03d}",
                "kind": chance.weighted(words["kinds"]),
                "grid": chance.one(town.grids),
            }
            about |= {"skill": texts["skills"].next(), "wish": texts["wishes"].next()}
            yield _seeker(town, town.workday(year, month, chance), about, chance)
    for place, day in enumerate((date(2025, 9, 3), date(2026, 10, 12)), start=1):
        home: Values = {"code": f"LJ-{place:03d}", "kind": "零就业家庭", "grid": chance.one(town.grids)}
        yield _aided(town, day, home, chance) if place == 1 else _helped(town, day, home, chance)


def _begun(town: Town, day: date, about: Values, chance: Chance) -> Values:
    since = day - timedelta(days=chance.between(30, 240))
    row: Values = {"registered_on": day, **about, "since": f"{since:%Y-%m}", "certificate": chance.often(0.7)}
    first = town.later(day, 3, 12, chance)
    return (
        row
        | {"helper": "劳动保障专管员", "trained": chance.often(0.3)}
        | ({"first_visit_on": first} if first <= TODAY else {})
    )


def _seeker(town: Town, day: date, about: Values, chance: Chance) -> Values:
    """Most find work within the year, some leave; of those who wait one or two were forgotten last month."""
    age = (TODAY - day).days
    if age < 14:
        return _begun(town, day, about, chance) | {"state": "登记"}
    if age > 60 and chance.often(0.72 if age > 200 else 0.4):
        return _aided(town, day, about, chance)
    if age > 120 and chance.often(0.6):
        gone = town.later(day, 60, 110, chance)
        return _begun(town, day, about, chance) | {"state": "退出", "closed_on": gone}
    return _helped(town, day, about, chance)


def _helped(town: Town, day: date, about: Values, chance: Chance) -> Values:
    late = chance.often(0.15)
    last = town.calendar.next_workday(TODAY - timedelta(days=chance.between(32, 38) if late else chance.between(2, 22)))
    row = _begun(town, day, about, chance) | {
        "state": "帮扶中",
        "next_contact_on": town.calendar.next_workday(last + timedelta(days=28)),
    }
    return row | {"contacts": _contacts(town, day, last), "recommended": chance.between(0, 4)}


def _aided(town: Town, day: date, about: Values, chance: Chance) -> Values:
    found = town.later(day, 12, 26, chance) if about["kind"] == "零就业家庭" else town.later(day, 25, 58, chance)
    way = chance.weighted(town.words["employment"]["ways"])
    row = _begun(town, day, about, chance) | {"state": "已就业", "employed_on": found, "way": way}
    return row | {"contacts": _contacts(town, day, found), "recommended": chance.between(1, 5)}


def _contacts(town: Town, day: date, last: date) -> tuple[date, ...]:
    """Once a month until the last one."""
    days = [town.calendar.next_workday(day + timedelta(days=12 + 30 * turn)) for turn in range((last - day).days // 30)]
    return tuple(dict.fromkeys([*(each for each in days if each < last), last] if last > day else []))


def _vacancies(town: Town, chance: Chance) -> Iterator[Values]:
    """Two or three a month, taken down when they expire; one was forgotten."""
    words = town.words["employment"]
    for year, month in months():
        for _ in range(chance.between(2, 3)):
            day, number = town.workday(year, month, chance), chance.between(1, 8)
            expires = day + timedelta(days=chance.one((15, 20, 30)))
            row: Values = {
                "posted_on": day,
                "employer": chance.one(words["employers"]),
                "post": chance.one(words["posts"]),
            }
            row |= {
                "number": number,
                "wage": chance.one(words["wages"]),
                "local": chance.often(0.5),
                "expires_on": expires,
            }
            closed = town.calendar.next_workday(expires - timedelta(days=chance.between(0, 3)))
            yield row | ({"closed_on": closed, "filled": chance.between(0, number)} if closed <= TODAY else {})
    forgotten: Values = {"posted_on": date(2026, 9, 14), "employer": "湖滨养老院", "post": "养老护理员", "number": 4}
    yield forgotten | {"wage": "4000至6000元", "local": True, "expires_on": date(2026, 10, 14)}


def _services(town: Town, chance: Chance) -> Iterator[Values]:
    """Three fairs a year; registering and guiding month by month."""
    fairs = town.words["employment"]["fairs"]
    for year, month in months():
        day = town.workday(year, month, chance)
        yield {"held_on": day, "kind": "求职登记", "seekers": chance.between(3, 14)}
        yield {"held_on": day, "kind": "职业指导", "title": "职业指导与政策讲解", "seekers": chance.between(4, 18)}
        if month % 2:
            sent = chance.between(3, 9)
            yield {"held_on": day, "kind": "岗位推荐", "seekers": sent, "placed": chance.between(0, sent // 2)}
        if (title := fairs.get(str(month))) and (year, month) != (2026, 10):
            yield _fair(town.workday(year, month, chance), title, chance)
    yield _fair(date(2026, 10, 17), fairs["10"], chance)


def _fair(day: date, title: str, chance: Chance) -> Values:
    seekers = chance.between(90, 210)
    intents = seekers * chance.between(24, 42) // 100
    about: Values = {"held_on": day, "kind": "招聘会", "title": title, "place": "社区广场", "partner": "街道社保所"}
    about |= {
        "employers": chance.between(12, 28),
        "posts": chance.between(120, 360),
        "seekers": seekers,
        "intents": intents,
    }
    shares = {
        "intents_4050": intents * chance.between(20, 35) // 100,
        "intents_migrant": intents * chance.between(25, 45) // 100,
    }
    return about | shares
