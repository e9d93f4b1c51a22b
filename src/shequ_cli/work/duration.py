"""How long a clock runs: "1 month", "30 days", "5 workdays", "1 year", or 1个月, 30日, 5个工作日."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shequ_cli.words.language import _

_UNITS = {
    "day": "day|days|日|天|个自然日",
    "workday": "workday|workdays|个?工作日",
    "week": "week|weeks|周|个星期",
    "month": "month|months|个?月",
    "year": "year|years|年",
}
_SHAPE = re.compile(
    r"(?P<n>\d{1,4})\s*(?:" + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items()) + r")"
    r"(?P<moved>\s*[，,]\s*(?:moved|顺延))?"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """`moved`: a last day on a day off moves to the next workday (民法典第二百零三条); never for workdays."""

    number: int
    unit: str
    moved: bool = False


def duration(text: str) -> Duration:
    """The duration that `text` names ("30 days, moved" and 30日，顺延 move a last day off a holiday); ValueError otherwise."""
    match = _SHAPE.fullmatch(text.strip())
    if not match:
        raise ValueError(
            _("看不懂时长“{text}”；可写 30 days、5 workdays、1 month、1 year，或 30日、5个工作日、1个月").format(
                text=text
            )
        )
    unit = next(unit for unit in _UNITS if match[unit])
    return Duration(int(match["n"]), unit, moved=bool(match["moved"]))
