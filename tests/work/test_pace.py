"""Targets and 序时进度: what should be done by now, what is, and the light."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.work.pace import Light, Target, expected_share, progress, read_pace, read_target
from shequ_cli.work.period import containing
from shequ_cli.work.periodwords import parse

TODAY = date(2026, 11, 21)
LATER = date(2027, 3, 1)


def stands(
    target: Target | None, value: int | None, ytd: int | None, code: str = "2026-06", today: date = LATER
) -> tuple[str, str]:
    found = progress(target, (), value, ytd, (parse(code, TODAY), today))
    return found.light.value, str(found.done_percent)


@pytest.mark.parametrize(
    ("code", "today", "share"),
    [
        ("2026-03", LATER, "0.25"),
        ("2026H1", LATER, "0.5"),
        ("2026", LATER, "1"),
        ("2026", date(2026, 6, 30), "0.5"),
        ("2026-06", date(2026, 6, 15), "0.4583333333333333333333333333"),
        ("2027-01", date(2026, 6, 15), "0"),
    ],
)
def test_a_linear_pace_is_a_twelfth_a_month_and_stops_at_today(code: str, today: date, share: str) -> None:
    assert expected_share((), parse(code, TODAY), today) == Decimal(share)


def test_a_curve_runs_straight_between_its_points_and_stays_at_its_last() -> None:
    pace = read_pace({6: 0.6, 9: 0.9})

    shares = [expected_share(pace, parse(f"2026-{month:02}", TODAY), LATER) for month in (3, 6, 7, 12)]
    assert shares == [Decimal("0.3"), Decimal("0.6"), Decimal("0.7"), Decimal("0.9")]


@pytest.mark.parametrize(
    ("ytd", "light"), [(10, "green"), (9, "yellow"), (8, "yellow"), (7, "red"), (0, "red"), (30, "green")]
)
def test_a_yearly_target_is_held_against_its_pace(ytd: int, light: str) -> None:
    assert stands(Target(Decimal(20), yearly=True), 1, ytd)[0] == light


def test_a_yearly_ceiling_is_red_once_it_is_broken_and_yellow_when_used_too_fast() -> None:
    ceiling = Target(Decimal(6), at_most=True, yearly=True)

    assert [stands(ceiling, 0, ytd)[0] for ytd in (3, 4, 6, 7)] == ["green", "yellow", "yellow", "red"]
    assert stands(Target(Decimal(0), at_most=True, yearly=True), 0, 0) == ("green", "None")
    assert stands(Target(Decimal(0), at_most=True, yearly=True), 0, 1)[0] == "red"


def test_counts_come_whole_so_of_one_a_year_nothing_is_late_in_june() -> None:
    once = Target(Decimal(1), yearly=True)

    assert stands(once, 0, 0)[0] == "green"
    assert stands(once, 0, 0, "2026-12")[0] == "red"
    assert stands(Target(Decimal(1), at_most=True, yearly=True), 1, 1, "2026-01")[0] == "green"


def test_a_level_is_held_against_the_value_itself() -> None:
    level = Target(Decimal(95))

    assert [stands(level, value, 0)[0] for value in (95, 94, 76, 75)] == ["green", "yellow", "yellow", "red"]
    assert stands(level, 95, 0)[1] == "100.0"


def test_without_a_target_there_is_no_colour() -> None:
    assert stands(None, 3, 3) == ("none", "None")
    assert stands(Target(by_year={2025: Decimal(3)}, yearly=True), 3, 3) == ("none", "None")
    assert [light.word for light in Light] == ["绿", "黄", "红", "无目标"]


def test_without_a_number_a_target_has_no_colour_yet() -> None:
    assert stands(Target(Decimal(20), yearly=True), None, None) == ("none", "None")


def test_a_target_is_read_in_every_form() -> None:
    assert read_target(None, yearly=True) is None
    assert read_target(24, yearly=True) == Target(Decimal(24), yearly=True)
    assert read_target({"at_most": "0"}, yearly=False) == Target(Decimal(0), at_most=True)
    assert read_target({"2026": 24}, yearly=True) == Target(None, {2026: Decimal(24)}, yearly=True)
    for wrong in ({}, {"annual": 3, "at_least": 2}, {"some": 1}, "x", {2026: "x"}, [1]):
        with pytest.raises(ValueError, match=r"target|不是数"):
            read_target(wrong, yearly=True)
    with pytest.raises(ValueError, match="target"):
        read_target({"annual": 24}, yearly=False)


@pytest.mark.parametrize("wrong", [{}, "slow", 3, {0: 0.5}, {13: 1}, {6: 0.5, 12: 0.4}, {6: -1}, {12: 1.1}, {"x": 1}])
def test_a_pace_that_is_none_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"pace|不是数"):
        read_pace(wrong)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_more_of_the_year_never_wants_less(one: date, other: date) -> None:
    early, late = sorted((one, other))
    pace = ((3, Decimal("0.5")), (12, Decimal(1)))

    year = containing("year", early)
    assert 0 <= expected_share(pace, year, early) <= expected_share(pace, year, late) <= 1
