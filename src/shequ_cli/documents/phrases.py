"""What a figure says, in the words of official reports (standards §f, §h). Pure; always Chinese, as the documents are.

A phrase is made from the same comparison that the tables print, so that text and table cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shequ_cli.documents.chinese import listed
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.work.compare import Comparison, Number, Reason, rounded
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Dimension, Kind, Measure
from shequ_cli.work.tablecells import top
from shequ_cli.work.views import SPANS

SMALL = 10
"""Below this base a percentage misleads: the difference itself is said (同比增加3件)."""

_VIEWS = {
    "本期": "value",
    "上期": "previous",
    "上年同期": "last_year",
    "本年累计": "ytd",
    "上年同期累计": "ytd_last_year",
}
_BEFORE = {"day": "前一日", "week": "上周", "month": "上月", "quarter": "上季度", "half": "上半年", "year": "上年"}


def money(amount: Number) -> str:
    """An amount of 元 without thousands separators, exact to the 分; whole 元 without places: 113095.78, 34000."""
    exact = rounded(amount, 2)
    return f"{exact:.0f}" if exact == exact.to_integral_value() else f"{exact:f}"


def wan(amount: Number) -> str:
    """An amount of 元 in 万元 with two places: 11.31万元."""
    return f"{rounded(Decimal(amount) / 10000, 2):f}万元"


def percent(number: Number) -> str:
    """96.9%: one place, half up."""
    return f"{rounded(number, 1):f}%"


def number(figure: Figure, view: str = "value") -> str:
    """The figure's number alone, as its measure is held; 未报 where nobody reported, never 0."""
    return _number(figure.measure, _value(figure, view))


def counted(figure: Figure, view: str = "value") -> str:
    """The number with its unit: 12件, 113095.78元, 96.9%."""
    return _counted(figure.measure, _value(figure, view))


def yoy(figure: Figure, view: str = "value") -> str:
    """同比增长12.5%; for a rate 同比提高1.3个百分点; for 本年累计 pass "ytd"."""
    if _view(view) == "ytd":
        return _compared(figure, figure.ytd_yoy, ("ytd", "ytd_last_year"), ("同比", "上年同期"))
    return _compared(figure, figure.yoy, ("value", "last_year"), ("同比", "上年同期"))


def mom(figure: Figure) -> str:
    """环比下降20.0%, against the period before (上月, 上季度 …)."""
    before = _BEFORE.get(figure.period.kind, "上期")
    if figure.period.kind == "half" and figure.period.start.month == 1:
        before = "上年下半年"
    return _compared(figure, figure.change, ("value", "previous"), ("环比", before))


def target(figure: Figure) -> str:
    """完成年度目标的62.5%; a level (率) says how it stands to what is wanted; nothing where there is no target."""
    progress, measure = figure.progress, figure.measure
    if progress.target is None or measure.target is None:
        return ""
    wanted = f"{progress.target.normalize():f}{measure.unit}"
    if progress.done is None:
        return f"目标{wanted}，本期未报"
    if measure.target.yearly:
        share = percent(progress.done * 100)
        return f"为年度控制数{wanted}的{share}" if measure.target.at_most else f"完成年度目标的{share}"
    return _level(figure, wanted, progress.target)


def shares(figure: Figure, by: str = "", most: int = 0, view: str = "value") -> str:
    """其中邻里纠纷5件，占41.7%；物业纠纷3件，占25.0%: largest first, none that is 0; `most` sums up the rest, where it is more than one, as 其他.

    Titles that have others above them are counted there, as the tables count them.
    """
    whole, name = _value(figure, view), _view(view)
    cut = top(figure, _dimension(figure, by), all=True)
    ranked = sorted(((title, n) for title, views in cut.items() if (n := views.of(name))), key=lambda pair: -pair[1])
    if not ranked or not whole:
        return ""
    if most and len(ranked) > most + 1:
        rest: Number = sum((n for _title, n in ranked[most + 1 :]), start=ranked[most][1])
        ranked = [*ranked[:most], ("其他", rest)]
    said = (f"{title}{_counted(figure.measure, n)}，占{percent(Decimal(n) * 100 / whole)}" for title, n in ranked)
    return "其中" + "；".join(said)


def kinds(figure: Figure, by: str = "", view: str = "value") -> str:
    """邻里纠纷5件、物业纠纷3件和其他纠纷1件: every slice that is not 0, in its official order."""
    return listed(f"{title}{_counted(figure.measure, n)}" for title, n in _slice(figure, by, view) if n)


def _slice(figure: Figure, by: str, view: str) -> Iterable[tuple[str, Number]]:
    """Titles and numbers of one dimension."""
    name = _view(view)
    for title, views in figure.slices.get(_dimension(figure, by).field.name, {}).items():
        if (amount := views.of(name)) is not None:
            yield title, amount


def _dimension(figure: Figure, by: str) -> Dimension:
    """What divides the figure; without `by` the first thing that does."""
    found = figure.measure.dimension(by) if by else next(iter(figure.measure.by), None)
    if found is None:
        words = [dimension.field.title for dimension in figure.measure.by]
        raise UnknownName(_("分组"), by, nearest(by, words), words)
    return found


def _compared(figure: Figure, comparison: Comparison, views: tuple[str, str], words: tuple[str, str]) -> str:
    lead, before = words
    if comparison.reason is Reason.BASE_ZERO:
        return f"与{before}持平" if not comparison.difference else f"{before}为0"
    if comparison.reason is Reason.BASE_MISSING:
        return f"{before}未报"
    if comparison.reason is Reason.VALUE_MISSING:
        return "本期未报"
    if not comparison.difference:
        return f"与{before}持平"
    if comparison.points and not comparison.value:
        return f"与{before}基本持平"  # they differ by less than the 0.1 that is said
    return lead + _moved(figure.measure, comparison, _value(figure, views[1]))


def _moved(measure: Measure, comparison: Comparison, base: Number | None) -> str:
    difference: Number = comparison.difference or 0
    value = comparison.value
    up = difference > 0
    if comparison.points:
        return f"{'提高' if up else '下降'}{abs(value or Decimal(0)):f}个百分点"
    if value and not _is_small(measure, base):
        return f"{'增长' if up else '下降'}{abs(value):f}%"
    return ("增加" if up else "减少") + _counted(measure, difference if up else -difference)


def _is_small(measure: Measure, base: Number | None) -> bool:
    return measure.exact == "integer" and base is not None and -SMALL < base < SMALL


def _level(figure: Figure, wanted: str, aim: Decimal) -> str:
    if figure.value is None:
        return ""
    away = figure.value - aim
    ceiling = figure.measure.target is not None and figure.measure.target.at_most
    if away == 0:
        return f"达到{wanted}的目标"
    short = (away > 0) if ceiling else (away < 0)
    side = "高于" if away > 0 else "低于"
    gap = (
        f"{rounded(abs(away), figure.measure.decimals or 1):f}个百分点"
        if figure.measure.in_points
        else _counted(figure.measure, abs(away))
    )
    return f"{side}{wanted}的目标{gap}" if short else f"达到{wanted}的目标"


def _counted(measure: Measure, value: Number | None) -> str:
    text = _number(measure, value)
    return text if value is None else f"{text}{measure.unit}"


def _number(measure: Measure, value: Number | None) -> str:
    if value is None:
        return measure.zero if measure.kind is Kind.RATE else "未报"
    if measure.exact == "money":
        return money(value)
    if measure.exact == "rate" or measure.kind is Kind.RATE:
        return f"{rounded(value, measure.decimals or int(measure.in_points)):f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _value(figure: Figure, view: str) -> Number | None:
    return figure.views.of(_view(view))


def _view(word: str) -> str:
    name = _VIEWS.get(word, word)
    if name not in SPANS:
        raise UnknownName(_("口径"), word, nearest(word, [*_VIEWS, *SPANS]), tuple(_VIEWS))
    return name
