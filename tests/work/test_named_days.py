"""Every row of the field's calendar is shipped with its rule, and falls on the same days (S19, R50, issue 3 point 6)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.campaign import occurrences, read_campaigns

SCHEMAS = Path(__file__).parents[2] / "schemas"
SHIPPED = read_campaigns(yaml.safe_load((SCHEMAS / "calendar" / "campaigns.yaml").read_text("utf-8")))
KNOWN = {one.id: one for one in SHIPPED}

# The rows of the field's list by rule: id and what stands beside it.
FIXED = (
    "love_ear 03-03, leifeng 03-05, women 03-08, tree 03-12, consumer 03-15, water 03-22..03-28, tb 03-24, who 04-07, "
    "natsec 04-15, cancer_week 04-15..04-21, vaccine 04-25, redcross 05-08, disaster 05-12, iodine 05-15, tourism 05-19, "
    "no_tobacco 05-31, children 06-01, env 06-05, eye 06-06, blood 06-14, antidrug 06-26, hepatitis 07-28, party 07-01, "
    "army 08-01, fitness 08-08, charity 09-05, teacher 09-10, morality 09-20, teeth 09-20, martyr 09-30, "
    "hypertension 10-08, mental 10-10, poverty 10-17, fire 11-09, diabetes 11-14, aids 12-01, traffic 12-02, "
    "disabled_intl 12-03, constitution 12-04, volunteer 12-05, memorial 12-13"
)
MONTHS = {"zongzhi": 3, "aiwei": 4, "civil_code": 5, "safety": 6, "quality": 9, "science": 9, "elder_month": 10}
NTH = {
    "leprosy": ("2024-01-28", "2025-01-26", "2026-01-25", "2027-01-31", "2028-01-30"),
    "disabled": ("2024-05-19", "2025-05-18", "2026-05-17", "2027-05-16", "2028-05-21"),
    "defense": ("2024-09-21", "2025-09-20", "2026-09-19", "2027-09-18", "2028-09-16"),
}
WEEKS = {
    "family": ("2024-05-13", "2025-05-12", "2026-05-11", "2027-05-10", "2028-05-15"),
    "garbage": ("2024-05-20", "2025-05-19", "2026-05-25", "2027-05-24", "2028-05-22"),
    "reading": (None, None, "2026-04-20", "2027-04-19", "2028-04-24"),
}
LUNAR = {
    "new_year_eve": ("2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25"),
    "spring_festival": ("2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26"),
    "lantern": ("2024-02-24", "2025-02-12", "2026-03-03", "2027-02-20", "2028-02-09"),
    "qingming": ("2024-04-04", "2025-04-04", "2026-04-05", "2027-04-05", "2028-04-04"),
    "dragon_boat": ("2024-06-10", "2025-05-31", "2026-06-19", "2027-06-09", "2028-05-28"),
    "qixi": ("2024-08-10", "2025-08-29", "2026-08-19", "2027-08-08", "2028-08-26"),
    "mid_autumn": ("2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03"),
    "elder": ("2024-10-11", "2025-10-29", "2026-10-18", "2027-10-08", "2028-10-26"),
    "laba": ("2024-01-18", "2025-01-07", "2026-01-26", "2027-01-15", "2028-01-04"),
    "harvest": ("2024-09-22", "2025-09-23", "2026-09-23", "2027-09-23", "2028-09-22"),
}
YEARS = range(2024, 2029)


def starts(id: str) -> tuple[str | None, ...]:
    """The first day in each year; None where there is none."""
    found = {
        one.start.year: one.start.isoformat() for year in YEARS for one in occurrences(SHIPPED, year) if one.id == id
    }
    return tuple(found.get(year) for year in YEARS)


def test_every_row_of_the_list_is_shipped_under_its_id() -> None:
    fixed = {row.split()[0] for row in FIXED.split(", ")}
    announced = {"energy", "cyber"}

    assert set(KNOWN) == {*fixed, *MONTHS, *NTH, *WEEKS, *LUNAR, *announced, "fire_monthly"}
    assert {one.id for one in SHIPPED if one.rule == "announced"} == announced


@pytest.mark.parametrize("year", YEARS)
def test_fixed_days_and_weeks_lie_where_the_list_says(year: int) -> None:
    days = {one.id: one for one in occurrences(SHIPPED, year)}
    for row in FIXED.split(", "):
        id, when = row.split()
        first, dots, last = when.partition("..")
        assert KNOWN[id].rule == "fixed"
        assert f"{days[id].start:%m-%d}" == first
        assert f"{days[id].last_day:%m-%d}" == (last if dots else first), id


@pytest.mark.parametrize("id", MONTHS)
def test_months_are_whole(id: str) -> None:
    for one in (one for year in YEARS for one in occurrences([KNOWN[id]], year)):
        assert (one.span.kind, one.start.month) == ("month", MONTHS[id])


@pytest.mark.parametrize("id", [*NTH, *WEEKS, *LUNAR])
def test_days_that_move_fall_on_the_same_days_for_five_years(id: str) -> None:
    assert starts(id) == {**NTH, **WEEKS, **LUNAR}[id]


def test_the_fire_day_is_the_first_monday_of_every_month() -> None:
    """S19, R50, story 17: 每月第一周周一. 2026-06-01 is a Monday itself; May's first week begins in April, its Monday is the 4th."""
    found = [one.start for one in occurrences([KNOWN["fire_monthly"]], 2026)]

    assert [f"{day:%m-%d}" for day in found] == [
        "01-05", "02-02", "03-02", "04-06", "05-04", "06-01", "07-06", "08-03", "09-07", "10-05", "11-02", "12-07",
    ]  # fmt: skip
    assert all(day.isoweekday() == 1 and day - timedelta(days=7) < day.replace(day=1) for day in found)


def test_a_monthly_day_that_some_month_lacks_is_refused() -> None:
    with pytest.raises(BadDefinition, match="第五个周一"):
        read_campaigns({"campaigns": [{"id": "a", "name": "第五个周一", "monthly": [1, 5]}]})
    last = read_campaigns({"campaigns": [{"id": "a", "name": "最后一个周五", "monthly": [5, -1]}]})
    assert [one.start for one in occurrences(last, 2026)][:2] == [date(2026, 1, 30), date(2026, 2, 27)]


@pytest.mark.parametrize("year", [1890, 1900, 2100, 2150])
def test_years_that_the_lunar_tables_do_not_reach_have_their_fixed_days_all_the_same(year: int) -> None:
    found = {one.id for one in occurrences(SHIPPED, year)}

    assert "fire" in found
    assert not found & {"elder", "harvest", "new_year_eve"}


def test_three_on_one_day_are_all_kept() -> None:
    found = [one.id for one in occurrences(SHIPPED, 2026) if one.start == date(2026, 9, 20)]

    assert found == ["morality", "teeth"]
