"""A fault in data is a value: it has a code, a level, a place, and says what was allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from shequ_cli.words.language import _
from shequ_cli.words.place import Place

Keys = tuple[str | int, ...]


class Level(StrEnum):
    """错误 blocks closing a period; 疑问 may be passed with a written reason; 提示 only informs."""

    ERROR = "error"
    DOUBT = "doubt"
    HINT = "hint"

    @property
    def word(self) -> str:
        """The level's name as shown to the clerk."""
        return {"error": _("错误"), "doubt": _("疑问"), "hint": _("提示")}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `keys` leads to the value inside its record, with keys as written in the file."""

    code: str
    level: Level
    message: str
    keys: Keys = ()
    place: Place = Place()
    field: str = ""
    title: str = ""
    value: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    record: str = ""

    def at(self, place: Place, record: str = "") -> Problem:
        """The same problem, with its place in the store and the record it concerns."""
        return replace(self, place=place, record=record or self.record)


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One cause: its first problem and how often it occurs."""

    first: Problem
    times: int


_RANK: Mapping[Level, int] = {Level.ERROR: 0, Level.DOUBT: 1, Level.HINT: 2}


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before doubts before hints; within a level by place."""
    return sorted(problems, key=lambda problem: (_RANK[problem.level], problem.place, problem.code, problem.field))


def rolled_up(problems: Iterable[Problem]) -> list[RolledUp]:
    """Problems of the same code, field (or title), value and message are one cause (同一原因), in first-seen order."""
    times: Counter[tuple[str, str, str, str]] = Counter()
    first: dict[tuple[str, str, str, str], Problem] = {}
    for problem in problems:
        cause = (problem.code, problem.field or problem.title, problem.value, problem.message)
        times[cause] += 1
        first.setdefault(cause, problem)
    return [RolledUp(problem, times[cause]) for cause, problem in first.items()]


def count_by_level(problems: Iterable[Problem]) -> dict[str, int]:
    """How many of each level, every level named even when it is 0."""
    counts = Counter(problem.level.value for problem in problems)
    return {level.value: counts[level.value] for level in Level}


_LONGEST_VALUE = 40
_MOST_ALLOWED = 8


def sentence(problem: Problem, times: int = 1) -> str:
    """One line: `file:line:column 错误 字段：值 — 原因；可选值…；是不是“…”？[code]`, with how often its cause occurs."""
    value = " ".join(problem.value.split())
    shown = value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"
    named = [part for part in (problem.title, shown) if part]
    subject = "：".join(named) + " — " if named else ""
    start = f"{problem.place} " if problem.place.path else ""
    repeated = _("（同一原因 ×{n}）").format(n=times) if times > 1 else ""
    more = _allowed(problem.allowed) + _meant(problem.suggestion)
    return f"{start}{problem.level.word} {subject}{problem.message}{more}{repeated}[{problem.code}]"


def _allowed(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    listed = "、".join(words[:_MOST_ALLOWED])
    if len(words) > _MOST_ALLOWED:
        return _("；可选：{words} 等 {n} 项").format(words=listed, n=len(words))
    return _("；可选：{words}").format(words=listed)


def _meant(suggestion: str) -> str:
    return _("；是不是“{word}”？").format(word=suggestion) if suggestion else ""
