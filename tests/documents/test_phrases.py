"""Phrases say what official reports say, and the same as the tables (standards §f, §h; story 13)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents import phrases
from shequ_cli.words.errors import UnknownName
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Kind
from shequ_cli.work.pace import Target
from shequ_cli.work.period import containing, month

Made = Callable[..., Figure]
RATE = {"unit": "%", "kind": Kind.RATE, "exact": "rate"}
COUNTS = st.integers(0, 5000)


def D(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("value", "base", "said"),
    [
        (12, 15, "同比下降20.0%"),
        (18, 16, "同比增长12.5%"),
        (15, 15, "与上年同期持平"),
        (5, 0, "上年同期为0"),
        (0, 0, "与上年同期持平"),
        (5, 2, "同比增加3件"),
        (2, 9, "同比减少7件"),
        (0, 12, "同比下降100.0%"),
        (100001, 100000, "同比增加1件"),
        (5, None, "上年同期未报"),
        (None, 5, "本期未报"),
    ],
)
def test_a_count_is_compared_with_the_year_before(figure: Made, value: int, base: int, said: str) -> None:
    assert phrases.yoy(figure(value, 1, base)) == said


def test_half_is_rounded_up_not_to_even(figure: Made) -> None:
    assert phrases.yoy(figure(1601, 1, 1600)) == "同比增长0.1%"
    assert phrases.yoy(figure(1003, 1, 1200)) == "同比下降16.4%"
    assert phrases.percent(D("0.25")) == "0.3%"


def test_rates_differ_by_percentage_points_never_by_per_cent(figure: Made) -> None:
    assert phrases.yoy(figure(D("96.9"), D("95.0"), D("95.6"), **RATE)) == "同比提高1.3个百分点"
    assert phrases.mom(figure(D("90.0"), D("95.0"), D("95.6"), **RATE)) == "环比下降5.0个百分点"
    assert phrases.yoy(figure(D("95.6"), D("95.0"), D("95.6"), **RATE)) == "与上年同期持平"


def test_a_rate_nobody_could_reckon_shows_its_sign_and_a_count_says_not_reported(figure: Made) -> None:
    assert phrases.number(figure(None, **RATE)) == "—"
    assert phrases.counted(figure(None)) == "未报"
    assert phrases.counted(figure(0)) == "0件"


def test_the_period_before_is_named_by_its_kind(figure: Made) -> None:
    assert phrases.mom(figure(12, 12)) == "与上月持平"
    assert phrases.mom(figure(12, 0)) == "上月为0"
    assert phrases.mom(figure(12, 9)) == "环比增加3件"
    for kind, word in {"quarter": "上季度", "year": "上年", "half": "上年下半年", "week": "上周"}.items():
        assert phrases.mom(figure(12, 12, period=containing(kind, month("2026-03").start))) == f"与{word}持平"
    assert phrases.mom(figure(12, 12, period=containing("half", month("2026-08").start))) == "与上半年持平"


def test_the_year_to_date_is_compared_with_its_own_base(figure: Made) -> None:
    assert phrases.yoy(figure(12, 9, 15, 31, 38), "ytd") == "同比下降18.4%"
    assert phrases.yoy(figure(12, 9, 15, 31, 38), "本年累计") == "同比下降18.4%"
    assert phrases.counted(figure(12, 9, 15, 31, 38), "本年累计") == "31件"


def test_an_unknown_view_names_the_ones_there_are(figure: Made) -> None:
    with pytest.raises(UnknownName, match="本年累计"):
        phrases.counted(figure(12), "本年累")


def test_money_is_exact_to_the_fen_without_separators(figure: Made) -> None:
    money = {"unit": "元", "exact": "money"}
    assert phrases.counted(figure(D("113095.78"), **money)) == "113095.78元"
    assert phrases.counted(figure(D("34000.00"), **money)) == "34000元"
    assert phrases.counted(figure(D("1428.5"), **money)) == "1428.50元"
    assert phrases.wan(D("113095.78")) == "11.31万元"
    assert phrases.wan(D("50")) == "0.01万元"
    assert phrases.yoy(figure(D("5"), D("1"), D("2"), **money)) == "同比增长150.0%"


def test_a_yearly_target_says_what_share_is_done(figure: Made) -> None:
    yearly = Target(D("96"), yearly=True)
    assert phrases.target(figure(12, target=yearly, done=D("0.625"))) == "完成年度目标的62.5%"
    ceiling = Target(D("10"), at_most=True, yearly=True)
    assert phrases.target(figure(3, target=ceiling, done=D("0.3"))) == "为年度控制数10件的30.0%"
    assert phrases.target(figure(None, target=yearly)) == "目标96件，本期未报"
    assert phrases.target(figure(3)) == ""


def test_a_level_says_how_it_stands_to_what_is_wanted(figure: Made) -> None:
    floor, roof = Target(D("95")), Target(D("5"), at_most=True)
    assert phrases.target(figure(D("96.9"), target=floor, done=D("1.02"), **RATE)) == "达到95%的目标"
    assert phrases.target(figure(D("93.5"), target=floor, done=D("0.98"), **RATE)) == "低于95%的目标1.5个百分点"
    assert phrases.target(figure(D("6.2"), target=roof, done=D("1.24"), **RATE)) == "高于5%的目标1.2个百分点"
    assert phrases.target(figure(3, target=Target(D("5")), done=D("0.6"))) == "低于5件的目标2件"
    assert phrases.target(figure(5, target=Target(D("5")), done=D("1"))) == "达到5件的目标"


def test_shares_name_the_largest_first_and_nothing_that_is_zero(figure: Made) -> None:
    cases = figure(12, cut={"婚姻家庭纠纷": 0, "物业纠纷": 4, "邻里纠纷": 5, "其他纠纷": 3})
    assert phrases.shares(cases) == "其中邻里纠纷5件，占41.7%；物业纠纷4件，占33.3%；其他纠纷3件，占25.0%"
    assert phrases.shares(cases, most=1) == "其中邻里纠纷5件，占41.7%；其他7件，占58.3%"
    assert phrases.shares(cases, most=2) == phrases.shares(cases)
    assert phrases.shares(cases, "纠纷类型", most=1) == phrases.shares(cases, "category", 1)
    assert phrases.kinds(cases) == "物业纠纷4件、邻里纠纷5件和其他纠纷3件"
    assert phrases.shares(figure(0, cut={"邻里纠纷": 0})) == ""


def test_an_unknown_dimension_is_refused(figure: Made) -> None:
    with pytest.raises(UnknownName, match="纠纷类型"):
        phrases.shares(figure(3, cut={"邻里纠纷": 3}), "类型")


@given(value=COUNTS, base=COUNTS)
def test_a_phrase_never_disagrees_with_the_comparison_that_tables_print(figure: Made, value: int, base: int) -> None:
    cases = figure(value, 1, base)
    said = phrases.yoy(cases)

    assert ("增" in said) == (value > base > 0)
    assert ("下降" in said or "减少" in said) == (value < base)
    if "%" in said:
        assert f"{abs(cases.yoy.value or 0)}%" in said
