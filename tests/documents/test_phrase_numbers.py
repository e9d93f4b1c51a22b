"""Properties of phrases: their sign is the difference's, and every number in them is one the figure has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents import filters, phrases
from shequ_cli.documents.chinese import numeral
from shequ_cli.words.errors import UnknownName
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Kind
from shequ_cli.work.pace import Target
from shequ_cli.work.period import Period, containing, month

Made = Callable[..., Figure]
RATE = {"unit": "%", "kind": Kind.RATE, "exact": "rate"}
PERMILLE = {"unit": "‰", "kind": Kind.RATE, "exact": "rate"}
MONEY = {"unit": "元", "exact": "money"}
COUNTS = st.integers(0, 5000)
AMOUNTS = st.decimals(0, 10**7, places=2)
RATES = st.decimals(0, 100, places=1)
UP = re.compile("增长|增加|提高")
DOWN = re.compile("下降|减少")


def D(text: str) -> Decimal:
    return Decimal(text)


def numbers(said: str) -> list[Decimal]:
    return [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", said)]


def kind_of(kind: str) -> dict[str, object]:
    return {"count": {}, "money": MONEY, "rate": RATE, "permille": PERMILLE}[kind]


@given(
    st.sampled_from(["money", "rate", "permille"]).flatmap(
        lambda kind: st.tuples(st.just(kind), *[AMOUNTS if kind == "money" else RATES] * 2)
    )
)
def test_the_sign_of_a_phrase_is_the_sign_of_the_difference(figure: Made, case: tuple[str, Decimal, Decimal]) -> None:
    kind, value, base = case
    made = figure(value, base, base, value, base, **kind_of(kind))
    comparable = bool(base) or kind == "rate"
    for said in (phrases.yoy(made), phrases.mom(made), phrases.yoy(made, "ytd")):
        assert bool(UP.search(said)) == (value > base and comparable)
        assert bool(DOWN.search(said)) == (value < base)
        assert said.endswith("持平") == (value == base)


@given(COUNTS, COUNTS)
def test_a_phrase_holds_no_number_but_those_of_its_comparison(figure: Made, value: int, base: int) -> None:
    made = figure(value, base, base)
    may = {abs(made.yoy.difference or 0), abs(made.yoy.value or 0), Decimal(0)}
    assert set(numbers(phrases.yoy(made))) <= may
    assert set(numbers(phrases.mom(made))) <= may


@given(st.lists(st.integers(0, 300), min_size=3, max_size=3), st.integers(0, 3))
def test_shares_say_only_the_slices_and_their_part_of_the_whole(figure: Made, cut: list[int], most: int) -> None:
    names = ("邻里纠纷", "物业纠纷", "婚姻家庭纠纷")
    made = figure(sum(cut), cut=dict(zip(names, cut, strict=True)))
    said = phrases.shares(made, most=most)
    if not sum(cut):
        assert said == ""
        return
    counts = [int(number) for number in re.findall(r"(\d+)件", said)]
    parts = [Decimal(number) for number in re.findall(r"占([\d.]+)%", said)]
    assert sum(counts) == sum(cut)
    assert parts == [phrases.rounded(Decimal(count) * 100 / sum(cut), 1) for count in counts]
    named = counts[:-1] if "其他" in said else counts
    assert named == sorted(named, reverse=True) and 0 not in counts


@given(st.lists(st.integers(0, 300), min_size=3, max_size=3))
def test_kinds_name_every_slice_that_is_not_nothing_in_the_lists_order(figure: Made, cut: list[int]) -> None:
    names = ("邻里纠纷", "物业纠纷", "婚姻家庭纠纷")
    said = phrases.kinds(figure(sum(cut), cut=dict(zip(names, cut, strict=True))))
    assert re.findall(r"(\w+?纠纷)", said.replace("和", "、")) == [
        name for name, count in zip(names, cut, strict=True) if count
    ]
    assert numbers(said) == [count for count in cut if count]


@given(AMOUNTS)
def test_an_amount_is_said_exactly_and_in_ten_thousands_to_a_hundred_yuan(figure: Made, amount: Decimal) -> None:
    made = figure(amount, **MONEY)
    assert numbers(phrases.counted(made)) == [amount]
    (wan,) = numbers(filters.in_wan(made))
    assert abs(wan * 10000 - amount) <= 50
    assert filters.in_yuan(made) == phrases.counted(made)


@pytest.mark.parametrize(
    ("kind", "value", "base", "said"),
    [
        ("rate", "95.64", "95.60", "与上年同期基本持平"),
        ("rate", "95.60", "95.64", "与上年同期基本持平"),
        ("rate", "95.65", "95.60", "同比提高0.1个百分点"),
        ("rate", "95.6", "0", "同比提高95.6个百分点"),
        ("permille", "1.2", "1.0", "同比增长20.0%"),
        ("permille", "1.2", "0", "上年同期为0"),
        ("money", "1000000.01", "1000000.00", "同比增加0.01元"),
        ("money", "999500.00", "1000000.00", "同比下降0.1%"),
        ("money", "0", "5.00", "同比下降100.0%"),
    ],
)
def test_differences_too_small_to_be_said_in_per_cent(
    figure: Made, kind: str, value: str, base: str, said: str
) -> None:
    """A rate that moved by less than 0.1 has neither 提高0.0个百分点 nor is it the same."""
    assert phrases.yoy(figure(D(value), D("1"), D(base), **kind_of(kind))) == said


@pytest.mark.parametrize(("base", "said"), [(9, "同比增加9件"), (10, "同比增长90.0%"), (1, "同比增加9件")])
def test_from_a_base_of_ten_on_a_percentage_is_said(figure: Made, base: int, said: str) -> None:
    value = 19 if base == 10 else base + 9
    assert phrases.yoy(figure(value, 1, base)) == said


@pytest.mark.parametrize(
    ("value", "said"), [("94.96", "低于95%的目标0.04个百分点"), ("94.5", "低于95%的目标0.50个百分点")]
)
def test_the_gap_to_a_level_is_said_in_the_places_of_its_measure(figure: Made, value: str, said: str) -> None:
    made = figure(D(value), target=Target(D("95")), done=D("0.99"), **RATE)
    assert phrases.target(replace(made, measure=replace(made.measure, decimals=2))) == said


@given(RATES, st.booleans())
def test_a_level_is_reached_or_missed_on_its_own_side(figure: Made, value: Decimal, ceiling: bool) -> None:
    said = phrases.target(figure(value, target=Target(D("50"), at_most=ceiling), done=value / 50, **RATE))
    missed = value > 50 if ceiling else value < 50
    assert said.startswith(("高于" if ceiling else "低于") if missed else "达到50%的目标")
    assert not missed or numbers(said) == [50, abs(value - 50)]


def test_what_nobody_reported_is_said_and_never_reckoned(figure: Made) -> None:
    missing = figure(None, None, None)
    assert (phrases.yoy(missing), phrases.mom(missing), phrases.number(missing)) == ("本期未报", "本期未报", "未报")
    assert phrases.mom(figure(3, None)) == "上月未报"
    assert phrases.shares(figure(None, cut={"邻里纠纷": 3})) == ""
    assert phrases.target(figure(None, target=Target(D("95")), **RATE)) == "目标95%，本期未报"


def test_a_period_that_is_none_of_the_usual_has_a_period_before(figure: Made) -> None:
    odd = Period(date(2026, 3, 3), date(2026, 3, 20), "range")
    assert phrases.mom(figure(12, 0, period=odd)) == "上期为0"
    assert phrases.mom(figure(12, 0, period=containing("day", month("2026-03").start))) == "前一日为0"


@pytest.mark.parametrize("word", ["本期", "上期", "上年同期", "本年累计", "上年同期累计"])
def test_every_view_has_its_word(figure: Made, word: str) -> None:
    place = ["本期", "上期", "上年同期", "本年累计", "上年同期累计"].index(word)
    assert phrases.number(figure(1, 2, 3, 4, 5), word) == str(place + 1)
    with pytest.raises(UnknownName, match=word):
        phrases.number(figure(1, 2, 3, 4, 5), word + "数")


def test_a_chinese_word_and_its_english_one_are_the_same_filter() -> None:
    pairs = [
        "yoy",
        "同比",
        "mom",
        "环比",
        "target",
        "目标",
        "shares",
        "占比",
        "kinds",
        "分类",
        "number",
        "数",
        "counted",
        "数量",
        "wan",
        "万元",
        "yuan",
        "元",
    ]
    pairs += ["cn", "汉字", "day", "日期", "month", "年月", "month_day", "月日", "list_cn", "并列"]
    for english, chinese in zip(pairs[::2], pairs[1::2], strict=True):
        assert filters.FILTERS[english] is filters.FILTERS[chinese]
    assert not set(filters.FILTERS) & set(filters.PLAIN)


def test_days_and_months_are_said_without_leading_zeros() -> None:
    assert filters.month(date(2026, 3, 5)) == filters.month("2026-03") == filters.month("2026-03-05") == "2026年3月"
    assert filters.month_day(date(2026, 3, 5)) == "3月5日"


@given(st.decimals(-1000, 1000, places=3), st.integers(0, 2))
def test_rounding_is_half_up_and_never_further_than_half_a_place(number: Decimal, places: int) -> None:
    half_up = filters.FILTERS["round"]
    said = half_up(number, places)
    assert abs(said - number) <= Decimal("0.5").scaleb(-places)
    assert isinstance(said, Decimal) and -said == half_up(-number, places)
    assert f"{said:f}" not in ("-0", "-0.0", "-0.00")


def test_numbers_take_their_classifier_and_names_their_last_and() -> None:
    assert filters.FILTERS["count_of"](12, "人次") == "12人次"
    assert filters.FILTERS["list_cn"](["甲"]) == "甲" and filters.FILTERS["list_cn"](["甲", "乙"]) == "甲和乙"
    assert filters.FILTERS["cn"](21) == numeral(21) == "二十一"


def test_a_filter_of_money_refuses_what_nobody_reported(figure: Made) -> None:
    for name in ("wan", "yuan", "percent"):
        with pytest.raises(ValueError, match="未报"):
            filters.FILTERS[name](figure(None, **MONEY))
