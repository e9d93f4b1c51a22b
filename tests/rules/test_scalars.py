"""Texts to values: one field kind after another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import fault, one, value

from shequ_cli.rules.dates import EXCEL_DAY_ZERO, read_date, read_month, read_time
from shequ_cli.rules.fault import Fault
from shequ_cli.rules.numbers import plain_number, read_money

DATE = "type: string, format: date"
MONTH = "type: string, format: month"
TIME = "type: string, format: time"
INTEGER = "type: integer, x-unit: 人"
NUMBER = "type: number, x-unit: '%'"
MONEY = "type: number, x-money: true"
BOOLEAN = "type: boolean"
TEXT = "type: string"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-12",
        "2026/3/12",
        "2026.3.12",
        "2026年3月12日",
        "2026年3月12号",
        "2026 年 3 月 12 日",
        "20260312",
        " 2026-03-12\n",
        "２０２６－０３－１２",
        "2026-03-12 00:00:00",
    ],
)
def test_a_day_is_read_in_every_form_that_clerks_write(text: str) -> None:
    assert value(DATE, text) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("2026-02-30", "E-date", ""),
        ("2026-13-01", "E-date", ""),
        ("2025-02-29", "E-date", ""),
        ("0206-03-12", "E-date", ""),
        ("26-3-12", "E-date", "2026-03-12"),
        ("26年3月12日", "E-date", "2026-03-12"),
        ("3月12日", "E-date", ""),
        ("2026-03", "E-date", ""),
        ("2026年3月", "E-date", ""),
        ("3/12/2026", "E-date", ""),
        ("2026-03/12", "E-date", ""),
        ("2026-03-12 10:30", "E-date", ""),
        ("昨天", "E-date", ""),
        ("46093", "E-excel-date", "2026-03-12"),
        ("46093.5", "E-excel-date", "2026-03-12"),
        ("12-Mar-26", "E-excel-date", ""),
        ("12345", "E-date", ""),
    ],
)
def test_a_day_that_cannot_be_or_is_ambiguous_is_refused(text: str, code: str, suggestion: str) -> None:
    assert fault(DATE, text) == (code, suggestion)


def test_an_impossible_day_is_told_how_long_the_month_is() -> None:
    (problem,) = one(DATE, "2026-02-30").problems
    assert problem.message == "2026年2月只有 28 天，没有 30 日"
    assert (problem.value, problem.title) == ("2026-02-30", "项")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_from_each_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
    )
    assert {read_date(form) for form in forms} == {day}


@given(st.integers(15000, 79999))
def test_an_excel_serial_is_named_with_the_day_it_stands_for_and_not_repaired(serial: int) -> None:
    fault = read_date(str(serial))
    assert isinstance(fault, Fault) and fault.value is None
    assert (date.fromisoformat(fault.suggestion) - EXCEL_DAY_ZERO).days == serial


def test_a_day_after_today_is_a_doubt_but_is_kept() -> None:
    found = one(DATE, "2026-04-01")
    assert [problem.code for problem in found.problems] == ["D-future"]
    assert found.values == {"one": date(2026, 4, 1)}
    assert value(DATE, "2026-03-31") == date(2026, 3, 31)
    assert value(f"{DATE}, x-future: true", "2036-04-01") == date(2036, 4, 1)
    assert fault(MONTH, "2026-04") == ("D-future", "")
    assert value(MONTH, "2026-03") == "2026-03"


@pytest.mark.parametrize("text", ["2026-03", "2026/3", "2026.3", "2026年3月", "2026年3月份", "202603"])
def test_a_month_is_kept_as_year_and_month(text: str) -> None:
    assert value(MONTH, text) == "2026-03"


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("2026-03-12", "E-month", "2026-03"),
        ("2026-13", "E-month", ""),
        ("三月", "E-month", ""),
        ("Mar-26", "E-excel-date", "2026-03"),
        ("46082", "E-excel-date", "2026-03"),
        ("12-Mar-26", "E-excel-date", "2026-03"),
    ],
)
def test_a_month_that_is_none_is_refused(text: str, code: str, suggestion: str) -> None:
    assert fault(MONTH, text) == (code, suggestion)


@given(st.text(alphabet="0123456789-/.年月日时点:MarJn", max_size=14))
def test_reading_days_months_and_times_never_fails_otherwise_than_by_a_fault(text: str) -> None:
    assert isinstance(read_date(text), date | Fault)
    assert isinstance(read_month(text), str | Fault)
    assert isinstance(read_time(text), str | Fault)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9:30", "09:30"),
        ("09:30:00", "09:30"),
        ("9时30分", "09:30"),
        ("14点", "14:00"),
        ("14点整", "14:00"),
        ("9：05", "09:05"),
    ],
)
def test_a_time_has_two_digits_each(text: str, time: str) -> None:
    assert value(TIME, text) == time


@pytest.mark.parametrize(("text", "suggestion"), [("24:00", ""), ("9:75", ""), ("上午", ""), ("0.395833", "09:30")])
def test_a_time_that_is_none_is_refused(text: str, suggestion: str) -> None:
    assert fault(TIME, text) == ("E-time", suggestion)


@pytest.mark.parametrize(
    ("text", "count"), [("12", 12), ("１２", 12), ("0", 0), ("1,234", 1234), ("-3", -3), ("007", 7)]
)
def test_a_count_is_an_integer(text: str, count: int) -> None:
    assert value(INTEGER, text) == count


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("12.0", "E-integer", "12"),
        ("12.5", "E-integer", ""),
        ("12人", "E-integer", "12"),
        ("十二", "E-integer", ""),
        ("约12", "E-integer", ""),
        ("1,23", "E-integer", ""),
        ("1.2E+5", "E-excel-number", ""),
        ("9" * 16, "E-integer", ""),
        ("9" * 5000, "E-integer", ""),
    ],
)
def test_a_count_with_decimals_units_or_words_is_refused(text: str, code: str, suggestion: str) -> None:
    assert fault(INTEGER, text) == (code, suggestion)


def test_numbers_are_exact() -> None:
    assert value(NUMBER, "95.50") == Decimal("95.5")
    assert value(NUMBER, "１,234.5") == Decimal("1234.5")
    assert fault(NUMBER, "95.5%") == ("E-number", "95.5")
    assert fault(NUMBER, "95.5％") == ("E-number", "95.5")
    assert fault(NUMBER, "NaN") == ("E-number", "")
    assert fault(NUMBER, "1e5") == ("E-number", "")


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1234.5", "1234.50"), ("1,234.50", "1234.50"), ("￥1,234.50", "1234.50"), ("1234元", "1234.00"), ("0", "0.00")],
)
def test_money_is_exact_to_the_cent(text: str, amount: str) -> None:
    assert str(value(MONEY, text)) == amount


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("1.25万元", "E-money", "12500"),
        ("1.25万", "E-money", "12500"),
        ("0.33333万元", "E-money", "3333.3"),
        ("12.505", "E-money", ""),
        ("1.2E+5", "E-excel-number", ""),
        ("一千元", "E-money", ""),
        ("1,2345", "E-money", ""),
        ("9" * 30, "E-money", ""),
    ],
)
def test_money_in_ten_thousands_or_below_the_cent_is_refused(text: str, code: str, suggestion: str) -> None:
    assert fault(MONEY, text) == (code, suggestion)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_is_read_back_with_and_without_commas(amount: Decimal) -> None:
    assert read_money(f"{amount:.2f}") == amount
    assert read_money(f"{amount:,.2f}") == amount


@pytest.mark.parametrize(
    ("number", "text"), [("1E+4", "10000"), ("2.50", "2.5"), ("100", "100"), ("0.00", "0"), ("-3.10", "-3.1")]
)
def test_a_plain_number_has_no_exponent_and_no_idle_zeros(number: str, text: str) -> None:
    assert plain_number(Decimal(number)) == text


@pytest.mark.parametrize("text", ["是", "有", "true", "TRUE", "1", "１"])
def test_yes_is_said_in_several_ways(text: str) -> None:
    assert value(BOOLEAN, text) is True


@pytest.mark.parametrize("text", ["否", "无", "false", "0"])
def test_no_is_said_in_several_ways(text: str) -> None:
    assert value(BOOLEAN, text) is False


def test_neither_yes_nor_no_is_refused_with_the_two_answers() -> None:
    (problem,) = one(BOOLEAN, "也许").problems
    assert (problem.code, problem.allowed) == ("E-boolean", ("是", "否"))


@pytest.mark.parametrize("text", ["邻里纠纷", "02", " 邻里纠纷 "])
def test_a_code_is_read_by_title_or_code(text: str) -> None:
    assert value("x-codelist: dispute_type", text) == "邻里纠纷"


def test_a_code_is_read_by_alias_and_at_any_level() -> None:
    assert value("x-codelist: dispute_type", "家庭纠纷") == "婚姻家庭纠纷"
    assert value("x-codelist: dispute_type", "1001") == "拖欠农民工工资纠纷"


def test_an_unknown_code_names_the_allowed_ones_and_the_nearest() -> None:
    (problem,) = one("x-codelist: dispute_type", "邻里纠粉").problems
    assert problem.code == "E-enum"
    assert problem.allowed == ("婚姻家庭纠纷", "邻里纠纷", "劳动争议纠纷", "拖欠农民工工资纠纷")
    assert problem.suggestion == "邻里纠纷"


def test_an_alias_that_was_nearly_hit_suggests_its_title() -> None:
    assert fault("x-codelist: dispute_type", "家亭纠纷") == ("E-enum", "婚姻家庭纠纷")


def test_an_enumerated_field_is_a_code_too() -> None:
    assert value("enum: [一般, 重大]", "重大") == "重大"
    assert fault("enum: [一般, 重大]", "特大") == ("E-enum", "重大")


def test_text_stays_text_without_the_spaces_around_it() -> None:
    assert value(TEXT, "0203") == "0203"
    assert value(TEXT, "　幸福小区 3栋\n") == "幸福小区 3栋"
    assert value(TEXT, "1+1") == "1+1"


def test_a_number_in_a_text_that_excel_has_spoilt_is_an_error() -> None:
    assert fault(TEXT, "1.10105E+17") == ("E-excel-number", "")
    assert "one" not in one(TEXT, "1.10105E+17").values


@pytest.mark.parametrize("kind", [DATE, MONTH, TIME, INTEGER, NUMBER, MONEY, BOOLEAN, TEXT, "enum: [甲]"])
@pytest.mark.parametrize("blank", ["", "  ", "\n", "　", [], {}])
def test_blank_is_absent_and_never_zero(kind: str, blank: str) -> None:
    assert one(kind, blank).values == {}
    assert one(kind, blank).problems == ()


@pytest.mark.parametrize("kind", [DATE, INTEGER, TEXT])
@pytest.mark.parametrize("given", [["甲"], {"甲": "乙"}])
def test_one_value_is_not_a_list_or_a_group(kind: str, given: list[str]) -> None:
    assert fault(kind, given) == ("E-shape", "")


def test_words_that_say_why_there_is_no_value_are_kept_as_they_stand() -> None:
    kept = "type: integer, minimum: 1, x-blank: [不适用, 未报]"
    assert value(kept, "未报") == "未报"
    assert value(kept, "3") == 3
    assert fault(kept, "不详") == ("E-integer", "")
