"""Calendars as .ics (RFC 5545): lines, folding, escapes, ids, all-day events with an exclusive end, daily duties."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents.icalendar import escaped, folded, write
from shequ_cli.work.agenda import Entry, EntryKind

MADE = date(2026, 10, 28)


def days(first: str, end: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(end)


WEEK = Entry(
    EntryKind.CAMPAIGN, "water", "世界水日", *days("2026-03-22", "2026-03-29"), "水利", "3月22日世界水日，连同中国水周"
)
HOLIDAY = Entry(EntryKind.OFF, "off", "国庆节放假", *days("2026-10-01", "2026-10-08"))
DAILY = Entry(
    EntryKind.SUBMISSION,
    "daily",
    "每个工作日报送日报",
    *days("2026-10-09", "2026-10-13"),
    time="16:00",
    days=(date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 12)),
)


def lines(*entries: Entry) -> list[str]:
    """The file's logical lines."""
    text = write(entries, "幸福社区工作日历", MADE, "990101001001").decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(*entries: Entry) -> list[dict[str, str]]:
    """Properties of each event by name, parameters among it."""
    inside = "\n".join(lines(*entries))
    blocks = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", inside, re.DOTALL)
    return [dict(line.split(":", 1) for line in block.split("\n")) for block in blocks]


def test_the_file_says_what_it_is() -> None:
    assert lines()[:5] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//shequ//calendar//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    ]  # fmt: skip


def test_an_event_is_all_day_and_ends_before_its_end() -> None:
    (event,) = events(HOLIDAY)

    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261001", "20261008")
    assert event["UID"] == "off-off-20261001@990101001001"
    assert event["DTSTAMP"] == "20261028T000000Z"
    assert (event["SUMMARY"], event["CATEGORIES"]) == ("国庆节放假", "放假")


def test_a_daily_duty_is_one_event_that_returns_but_not_on_days_off() -> None:
    (event,) = events(DAILY)

    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261009", "20261010")
    assert event["RRULE"] == "FREQ=DAILY;UNTIL=20261012"
    assert event["EXDATE;VALUE=DATE"] == "20261011"
    assert event["SUMMARY"] == "16:00前 每个工作日报送日报"


def test_ids_are_the_same_each_time_and_no_two_alike() -> None:
    found = [event["UID"] for event in events(WEEK, HOLIDAY, DAILY)]

    assert found == [event["UID"] for event in events(WEEK, HOLIDAY, DAILY)]
    assert len(set(found)) == 3
    assert write([WEEK], "历", MADE, "x") == write([WEEK], "历", MADE, "x")


def test_commas_semicolons_backslashes_and_line_ends_are_escaped() -> None:
    entry = Entry(EntryKind.TASK, "t", "清理, 整改; a\\b", *days("2026-10-28", "2026-10-29"), "网格员", "全年不少于1次")
    (event,) = events(entry)

    assert event["SUMMARY"] == "清理\\, 整改\\; a\\\\b"
    assert event["DESCRIPTION"] == "全年不少于1次\\n网格员"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_folded_lines_have_at_most_75_octets_and_cut_no_character(text: str) -> None:
    pieces = folded(text).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


@given(st.text(max_size=80))
def test_an_escaped_text_is_one_line_and_reads_back(text: str) -> None:
    found = escaped(text)
    back = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], found)

    assert "\n" not in found and "\r" not in found
    assert back == text.replace("\r", "")
