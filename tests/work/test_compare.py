"""Comparisons: 同比, 环比, 百分点, a base of 0, rounding; the figures F06, F16 and F24 where they concern these."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.work.compare import Comparison, Reason, compared, rounded


def test_rounding_is_half_up_as_reports_want_it() -> None:
    assert [str(rounded(Decimal(number), 1)) for number in ("0.05", "0.15", "0.25", "2.35", "-0.05", "96.849")] == [
        "0.1",
        "0.2",
        "0.3",
        "2.4",
        "-0.1",
        "96.8",
    ]
    assert str(rounded(28738049, 2)) == "28738049.00"


def test_a_change_too_small_to_print_has_no_sign() -> None:
    assert str(compared(99999, 100000).value) == "0.0"
    assert str(rounded(Decimal("-0.004"), 2)) == "0.00"


def test_growth_is_per_cent_of_the_base() -> None:
    assert compared(12, 15) == Comparison(Decimal("-20.0"), -3)
    assert compared(815, 842).value == Decimal("-3.2")
    assert compared(Decimal("113095.78"), Decimal("100000")).value == Decimal("13.1")


def test_a_base_of_0_and_what_nobody_reported_are_three_different_things() -> None:
    assert compared(3, 0) == Comparison(None, 3, reason=Reason.BASE_ZERO)
    assert compared(0, 0) == Comparison(None, 0, reason=Reason.BASE_ZERO)
    assert compared(3, None).reason is Reason.BASE_MISSING
    assert compared(None, 3).reason is Reason.VALUE_MISSING
    assert compared(0, 5).value == Decimal("-100.0")


def test_rates_differ_by_points_and_never_by_per_cent() -> None:
    assert compared(Decimal("96.9"), Decimal("95.6"), points=True) == Comparison(
        Decimal("1.3"), Decimal("1.3"), points=True
    )
    assert compared(Decimal("96.9"), Decimal("0.0"), points=True).value == Decimal("96.9")


def test_F16_the_falls_of_frail_people_went_down_by_55_6_and_not_by_50_per_cent() -> None:
    assert compared(48, 108) == Comparison(Decimal("-55.6"), -60)


def test_F06_the_employment_rate_is_98_18_by_its_formula() -> None:
    def rate(n: int, d: int) -> Decimal:
        return rounded(Decimal(n) * 100 / d, 2)

    assert rate(1347, 1347 + 25) == Decimal("98.18")
    assert rate(1347 + 1418, 2793) == Decimal("99.00")
    assert rate(2793 - 25, 2793) == Decimal("99.10")


def test_F24_five_per_cent_of_an_award_is_exact() -> None:
    assert [rounded(Decimal(award) * Decimal("0.05"), 2) for award in (100000, 60000, 50000)] == [5000, 3000, 2500]


COUNTS = st.integers(min_value=0, max_value=10**7)


@given(COUNTS, st.integers(min_value=1, max_value=10**7))
def test_growth_is_within_half_a_tenth_of_the_formula_and_has_its_sign(value: int, base: int) -> None:
    found = compared(value, base)

    assert found.value is not None
    assert found.difference == value - base
    assert abs(found.value - Decimal(value - base) * 100 / base) <= Decimal("0.05")
    assert found.value * (value - base) >= 0


@given(st.decimals(min_value=0, max_value=100, places=1), st.decimals(min_value=0, max_value=100, places=1))
def test_points_are_the_difference_of_what_is_printed(value: Decimal, base: Decimal) -> None:
    found = compared(value, base, points=True).value

    assert found is not None
    assert base + found == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_rounding_never_moves_a_number_by_more_than_half_a_place(number: Decimal) -> None:
    assert abs(rounded(number, 2) - number) <= Decimal("0.005")


@pytest.mark.parametrize("reason", list(Reason))
def test_reasons_have_stable_names(reason: Reason) -> None:
    assert reason.value in ("base_zero", "base_missing", "value_missing")
