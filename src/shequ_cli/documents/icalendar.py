"""A calendar as an .ics file (RFC 5545) that phones and office programs subscribe to or import: all-day events only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from shequ_cli.words.language import _
from shequ_cli.work.agenda import Entry

_LINE = 75
"""Octets of a line before it is folded."""
_DAY = timedelta(days=1)


def write(entries: Iterable[Entry], name: str, made: date, at: str) -> bytes:
    """The file. `at` makes the events' ids unique to this community; the same entries give the same ids and bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//shequ//calendar//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for entry in entries:
        lines += _event(entry, made, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, made: date, at: str) -> Iterator[str]:
    daily = bool(entry.days)
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(_uid(entry))}@{at}"
    yield f"DTSTAMP:{made:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.start + _DAY if daily else entry.end:%Y%m%d}"
    if daily:
        yield f"RRULE:FREQ=DAILY;UNTIL={entry.last_day:%Y%m%d}"
        if left_out := [f"{day:%Y%m%d}" for day in _between(entry.start, entry.end) if day not in entry.days]:
            yield f"EXDATE;VALUE=DATE:{','.join(left_out)}"
    yield f"SUMMARY:{escaped(_summary(entry))}"
    if said := "\n".join(part for part in (entry.detail, entry.who) if part):
        yield f"DESCRIPTION:{escaped(said)}"
    yield f"CATEGORIES:{escaped(entry.kind.word)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(entry: Entry) -> str:
    """What stays the same when the calendar is made again: a daily duty is one event, whichever days are asked for."""
    begun = "" if entry.days else f"-{entry.start:%Y%m%d}"
    return f"{entry.kind.value}-{entry.id}{begun}"


def _summary(entry: Entry) -> str:
    return _("{time}前 {title}").format(time=entry.time, title=entry.title) if entry.time else entry.title


def _between(start: date, end: date) -> Iterator[date]:
    return (start + number * _DAY for number in range((end - start).days))


_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def escaped(text: str) -> str:
    """Text as a property may hold it."""
    return text.translate(_ESCAPES)


def folded(line: str) -> str:
    """At most 75 octets a line, the rest on lines that begin with a blank; no character is cut in two."""
    pieces, room, length = [""], _LINE, 0
    for character in line:
        octets = len(character.encode())
        if length + octets > room:
            pieces.append("")
            room, length = _LINE - 1, 0  # the blank counts as well
        pieces[-1] += character
        length += octets
    return "\r\n ".join(pieces)
