"""The words that a template may use after a bar: `{{ fig("mediation_accepted")|yoy }}` or `|同比`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from shequ_cli.documents import phrases
from shequ_cli.documents.chinese import listed, numeral
from shequ_cli.documents.document import day
from shequ_cli.work.compare import Number, rounded
from shequ_cli.work.figure import Figure

Filter = Callable[..., object]


def amount(value: Figure | Number) -> Number:
    """A figure's 本期, or the number itself; a figure that nobody reported has none."""
    found = value.value if isinstance(value, Figure) else value
    if found is None:
        raise ValueError("未报")
    return found


def in_wan(value: Figure | Number) -> str:
    """11.31万元."""
    return phrases.wan(amount(value))


def in_yuan(value: Figure | Number) -> str:
    """113095.78元."""
    return phrases.money(amount(value)) + "元"


def in_percent(value: Figure | Number) -> str:
    """96.9%."""
    return phrases.percent(amount(value))


def month(value: str | date) -> str:
    """2026年3月, from a date or "2026-03"."""
    year, number = (value.year, value.month) if isinstance(value, date) else map(int, value.split("-")[:2])
    return f"{year}年{number}月"


def month_day(value: date) -> str:
    """3月5日."""
    return f"{value.month}月{value.day}日"


def counting(value: Number, classifier: str) -> str:
    """A number with its classifier: 3件, 12人次."""
    return f"{value}{classifier}"


def half_up(value: Number, places: int = 0) -> Decimal:
    """Rounded as reports want it (四舍五入)."""
    return rounded(value, places)


FILTERS: Mapping[str, Filter] = {
    "yoy": phrases.yoy,
    "同比": phrases.yoy,
    "mom": phrases.mom,
    "环比": phrases.mom,
    "target": phrases.target,
    "目标": phrases.target,
    "shares": phrases.shares,
    "占比": phrases.shares,
    "kinds": phrases.kinds,
    "分类": phrases.kinds,
    "number": phrases.number,
    "数": phrases.number,
    "counted": phrases.counted,
    "数量": phrases.counted,
    "wan": in_wan,
    "万元": in_wan,
    "yuan": in_yuan,
    "元": in_yuan,
    "percent": in_percent,
    "cn": numeral,
    "汉字": numeral,
    "day": day,
    "日期": day,
    "month": month,
    "年月": month,
    "month_day": month_day,
    "月日": month_day,
    "count_of": counting,
    "list_cn": listed,
    "并列": listed,
    "round": half_up,
}
"""Every word that templates may use beyond Jinja's own plain ones (docs: templates)."""

PLAIN = (
    *(
        "abs",
        "batch",
        "count",
        "d",
        "default",
        "dictsort",
        "first",
        "groupby",
        "int",
        "items",
        "join",
        "last",
        "length",
    ),
    *(
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "select",
        "selectattr",
        "slice",
    ),
    *("sort", "string", "sum", "trim", "truncate", "unique", "upper"),
)
"""Jinja's filters that stay: none that is random, emits markup or reads attributes around the sandbox."""
