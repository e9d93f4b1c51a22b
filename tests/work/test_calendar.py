"""Named days: rules, lunar festivals against the published table, and the shipped list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.campaign import Occurrence, occurrences, read_campaigns, undated

SCHEMAS = Path(__file__).parents[2] / "schemas"
SHIPPED = read_campaigns(yaml.safe_load((SCHEMAS / "calendar" / "campaigns.yaml").read_text("utf-8")))


def of(year: int, id: str) -> Occurrence:
    return next(one for one in occurrences(SHIPPED, year) if one.id == id)


LUNAR = ("new_year_eve", "spring_festival", "lantern", "qingming", "dragon_boat", "qixi", "mid_autumn", "elder")
TABLE = {
    2026: ("02-16", "02-17", "03-03", "04-05", "06-19", "08-19", "09-25", "10-18"),
    2027: ("02-05", "02-06", "02-20", "04-05", "06-09", "08-08", "09-15", "10-08"),
    2028: ("01-25", "01-26", "02-09", "04-04", "05-28", "08-26", "10-03", "10-26"),
}


@pytest.mark.parametrize("year", TABLE)
def test_lunar_festivals_fall_as_published(year: int) -> None:
    assert tuple(f"{of(year, id).start:%m-%d}" for id in LUNAR) == TABLE[year]


def test_a_lunar_years_end_falls_into_the_next_solar_year() -> None:
    """腊八 of lunar 2026, 2027 and 2028."""
    assert [of(year, "laba").start for year in (2027, 2028, 2029)] == [
        date(2027, 1, 15),
        date(2028, 1, 4),
        date(2029, 1, 22),
    ]


@pytest.mark.parametrize(
    ("id", "first", "last"),
    [
        ("disabled", "2026-05-17", "2026-05-17"),
        ("defense", "2026-09-19", "2026-09-19"),
        ("leprosy", "2026-01-25", "2026-01-25"),
        ("harvest", "2026-09-23", "2026-09-23"),
        ("water", "2026-03-22", "2026-03-28"),
        ("family", "2026-05-11", "2026-05-17"),
        ("reading", "2026-04-20", "2026-04-26"),
        ("safety", "2026-06-01", "2026-06-30"),
    ],
)
def test_weekdays_weeks_and_months_are_reckoned(id: str, first: str, last: str) -> None:
    found = of(2026, id)

    assert (found.start.isoformat(), found.last_day.isoformat()) == (first, last)
    assert found.span.last_day == found.last_day


def test_the_first_waste_sorting_week_was_22_to_28_may_2023_and_none_before() -> None:
    assert of(2023, "garbage").start == date(2023, 5, 22)
    assert "garbage" not in {one.id for one in occurrences(SHIPPED, 2022)}


def test_what_is_announced_each_year_has_no_day_until_its_notice_is_entered() -> None:
    assert {campaign.id for campaign in undated(SHIPPED, 2026)} == {"energy", "cyber"}
    assert "cyber" not in {one.id for one in occurrences(SHIPPED, 2026)}

    entered = read_campaigns(
        {"campaigns": [{"id": "cyber", "name": "网络安全宣传周", "announced": "9月", "dates": {2026: "09-14..09-20"}}]}
    )
    assert [(one.start, one.last_day) for one in occurrences(entered, 2026)] == [(date(2026, 9, 14), date(2026, 9, 20))]
    assert undated(entered, 2026) == ()
    assert undated(entered, 2027) == entered


def test_the_shipped_list_uses_the_names_of_its_code_list() -> None:
    codelist = read_codelist("campaign", yaml.safe_load((SCHEMAS / "codelists" / "campaign.yaml").read_text("utf-8")))

    assert {campaign.name for campaign in SHIPPED} <= set(codelist.titles)


@given(st.integers(min_value=2024, max_value=2060))
def test_every_year_has_every_campaign_in_order_and_inside_the_year(year: int) -> None:
    found = occurrences(SHIPPED, year)

    assert list(found) == sorted(found, key=lambda one: (one.start, one.end, one.id))
    assert all(one.start.year == year and one.start < one.end for one in found)
    lacking = {campaign.id for campaign in SHIPPED} - {one.id for one in found}
    assert lacking <= {"energy", "cyber", "reading", "laba"}


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "没有编号", "month": 3},
        {"id": "a", "name": "没有日期"},
        {"id": "a", "name": "两种日期", "month": 3, "fixed": "03-05"},
        {"id": "a", "name": "错日子", "fixed": "02-30"},
        {"id": "a", "name": "第六个周日", "nth": [3, 7, 6]},
        {"id": "a", "name": "错月份", "month": 13},
        {"id": "a", "name": "看不懂的周", "week": "五月末周"},
        {"id": "a", "name": "错通知", "announced": "9月", "dates": {2026: "9月"}},
    ],
)
def test_a_campaign_that_cannot_be_dated_is_refused_by_name(entry: dict[str, object]) -> None:
    with pytest.raises(BadDefinition, match=str(entry["name"])):
        read_campaigns({"campaigns": [entry]})


def test_an_id_may_be_given_once_only() -> None:
    with pytest.raises(BadDefinition, match="编号重复：a"):
        read_campaigns({"campaigns": [{"id": "a", "month": 1}, {"id": "a", "month": 2}]})
