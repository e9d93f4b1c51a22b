"""The terms of a task that fell short, in words: 3月、9月缺；10月第二周还差1次."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.work.compare import Number
from shequ_cli.work.period import Period

_NAMED = 6
"""So many missing weeks or days are named one by one; of more their number is said, and the last few."""

_LAST = 3
_ORDINALS = "一二三四五"


def term_label(term: Period) -> str:
    """3月, 第一季度, 上半年, 10月第二周, 10月12日: a term without its year."""
    if term.kind == "week":
        return week_label(term)
    return term.label.removeprefix(_("{y}年").format(y=term.start.year))


def week_label(week: Period) -> str:
    """10月第二周: a week belongs to the month that has most of its days, as in the calendar of named days."""
    middle = week.start + timedelta(days=3)
    return _("{m}月第{n}周").format(m=middle.month, n=_ORDINALS[(middle.day - 1) // 7])


def now_word(kind: str) -> str:
    """What the running term is called."""
    words = {
        "day": _("今天"),
        "week": _("本周"),
        "month": _("本月"),
        "quarter": _("本季度"),
        "half": _("本半年"),
    }
    return words[kind]


def missing_words(short: Sequence[Period], values: Mapping[Period, Number], target: Decimal, unit: str) -> str:
    """3月、9月缺，5月差1次: terms without anything, then what the others lack; "" when none fell short."""
    empty = [term for term in short if not values.get(term)]
    partly = [term for term in short if values.get(term)]
    said = [_("{terms}缺").format(terms=_named(empty))] if empty else []
    if len(partly) > _NAMED:
        said.append(_("{terms}不足").format(terms=_named(partly)))
    else:
        shape = _("{term}差{n}{unit}")
        said += [
            shape.format(term=term_label(term), n=f"{target - Decimal(values[term]):f}", unit=unit) for term in partly
        ]
    return "，".join(said)


def _named(terms: Sequence[Period]) -> str:
    """All of them, or of many weeks or days how many, and the last few."""
    kind = terms[0].kind
    if kind not in ("day", "week") or len(terms) <= _NAMED:
        return "、".join(term_label(term) for term in terms)
    count = (_("{n}周") if kind == "week" else _("{n}天")).format(n=len(terms))
    last = "、".join(term_label(term) for term in terms[-_LAST:])
    return _("{last}等{count}").format(last=last, count=count)
