"""More ways to write days, numbers and telephones: what is read, what is refused, and in which words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rulebook import TODAY, codes, one, value

from shequ_cli.rules.citizen import check_digit, read_citizen, read_disability_card
from shequ_cli.rules.dates import read_date, read_month, read_time
from shequ_cli.rules.fault import Fault
from shequ_cli.rules.numbers import integer_reader, number_reader, read_boolean, read_money
from shequ_cli.rules.phone import read_bank, read_phone

FAR = date(2199, 12, 31)


def why(read: Fault | object) -> str:
    assert isinstance(read, Fault), read
    return read.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1899-12-31", "年份 1899 不对"),
        ("2200-01-01", "年份 2200 不对"),
        ("2026-00-10", "没有 0 月"),
        ("2026年13月1日", "没有 13 月"),
        ("2024-02-30", "2024年2月只有 29 天，没有 30 日"),
        ("2026.4.31", "2026年4月只有 30 天，没有 31 日"),
        ("2026-03-00", "2026年3月只有 31 天，没有 0 日"),
        ("26.3.12", "年份要写四位"),
        ("3-12", "缺年份，应写成 2026-03-12"),
        ("3月12号", "缺年份，应写成 2026-03-12"),
        ("202603", "只有年月，缺日，应写成 2026-03-12"),
        ("2026/3", "只有年月，缺日，应写成 2026-03-12"),
        ("2026-3-12日", "看不懂这个日期，应写成 2026-03-12"),
        ("46093", "像是 Excel 的日期序列号"),
        ("Mar-26", "像是 Excel 改写过的日期，原来的日子已看不准，请照原件重写"),
    ],
)
def test_a_day_is_refused_in_words_that_say_what_to_write(text: str, message: str) -> None:
    assert why(read_date(text)) == message


@pytest.mark.parametrize("text", ["2026-03-12 0:00", "2026/3/12 00:00:00.000", "2026-03-12T00:00:00"])
def test_a_midnight_that_a_spreadsheet_adds_is_no_time(text: str) -> None:
    assert read_date(text) == date(2026, 3, 12)


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 31))
def test_a_short_year_is_never_guessed_but_its_day_is_suggested(year: int, month: int, day: int) -> None:
    found = read_date(f"{year:02}-{month}-{day}")
    assert isinstance(found, Fault) and found.value is None
    try:
        meant = date(2000 + year, month, day).isoformat()
    except ValueError:
        meant = ""
    assert found.suggestion == meant


@given(st.dates(date(1900, 1, 1), FAR))
def test_a_month_is_read_back_from_each_form_and_its_day_is_refused_with_it(day: date) -> None:
    month = day.isoformat()[:7]
    forms = (month, f"{day.year}年{day.month}月", f"{day.year}/{day.month}", f"{day:%Y%m}")
    assert {read_month(form) for form in forms} == {month}
    refused = read_month(day.isoformat())
    assert isinstance(refused, Fault) and refused.suggestion == month


@pytest.mark.parametrize("text", ["Mar-026", "26-Mar", "Foo-26", "mar-26"])
def test_what_only_looks_like_excels_english_suggests_no_month(text: str) -> None:
    found = read_month(text)
    assert isinstance(found, Fault) and (found.code, found.suggestion) == ("E-month", "")


@given(st.integers(0, 365 * 3))
def test_only_days_after_today_are_doubted(days: int) -> None:
    for day in (TODAY - timedelta(days), TODAY + timedelta(days)):
        found = one("type: string, format: date", day.isoformat())
        assert (codes(found) == ["D-future"]) == (day > TODAY)
        assert found.values == {"one": day}


@given(st.times())
def test_a_time_is_read_back_from_each_form(time: object) -> None:
    clock = f"{time:%H:%M}"
    hour, minute = map(int, clock.split(":"))
    forms = {clock, f"{hour}:{minute:02}", f"{clock}:00", f"{hour}时{minute}分", f"{hour}点{minute}分"}
    assert {read_time(form) for form in forms} == {clock}


@pytest.mark.parametrize(("text", "message"), [("25点", "没有 25 时 0 分"), ("8:60", "没有 8 时 60 分")])
def test_a_time_that_no_day_has_is_said(text: str, message: str) -> None:
    assert why(read_time(text)) == message


@given(st.integers(0, 1439))
def test_a_fraction_of_a_day_is_refused_with_its_time(minutes: int) -> None:
    assume(minutes)
    found = read_time(f"{minutes / 1440:.10f}")
    assert isinstance(found, Fault) and found.suggestion == f"{minutes // 60:02}:{minutes % 60:02}"


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_count_is_read_back_plain_and_with_commas(number: int) -> None:
    read = integer_reader("人")
    assert read(str(number)) == read(f"{number:,}") == number
    refused = read(f"{number}人")
    assert isinstance(refused, Fault) and refused.suggestion == str(number)
    assert why(refused) == "只写数，不写“人”"


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_number_is_exact_and_a_count_takes_none_with_a_point(number: Decimal) -> None:
    assert number_reader()(f"{number:f}") == number
    refused = integer_reader()(f"{number:f}")
    assert isinstance(refused, Fault) and why(refused) == "应是整数，不带小数"
    assert refused.suggestion == (str(int(number)) if number == int(number) else "")


@pytest.mark.parametrize("text", ["1" * 16, "-" + "1" * 16, "0." + "1" * 40])
def test_what_is_too_long_to_be_held_exactly_is_said_to_be_so(text: str) -> None:
    assert why(number_reader()(text)) == "数字太长，最多 15 位"


@given(st.decimals(0, 10**6, places=4))
def test_ten_thousands_are_refused_with_their_yuan(number: Decimal) -> None:
    refused = read_money(f"{number:f}万元")
    assert isinstance(refused, Fault) and Decimal(refused.suggestion) == number * 10000


@given(st.decimals(-(10**6), 10**6, places=3))
def test_nothing_below_the_fen_is_rounded_away(number: Decimal) -> None:
    found = read_money(f"{number:f}")
    assert found == number if (number * 100) % 1 == 0 else why(found) == "金额最多写到分（两位小数）"


@given(st.text(max_size=8))
def test_yes_and_no_are_a_closed_list(text: str) -> None:
    found = read_boolean(text)
    assert isinstance(found, bool) or found.allowed == ("是", "否")


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.integers(0, 10))
def test_a_mobile_number_passes_and_one_digit_less_or_more_does_not(number: str, place: int) -> None:
    assert read_phone(number) == read_phone(f"+86 {number}").removeprefix("+86 ") == number  # type: ignore[union-attr]
    short = read_phone(number[:place] + number[place + 1 :])
    if isinstance(short, Fault) and short.code == "E-phone" and short.message.startswith("手机号"):
        assert short.message == "手机号应为 11 位，现有 10 位"
    assert why(read_phone(number + "0")) == "手机号应为 11 位，现有 12 位"


@given(st.sampled_from(["010", "021", "0571", "0991"]), st.from_regex(r"[2-9]\d{6,7}", fullmatch=True))
def test_a_landline_passes_with_its_area_code_and_is_doubted_without(area: str, number: str) -> None:
    for written in (f"{area}{number}", f"{area}-{number}", f"（{area}）{number}", f"{area} {number}"):
        assert read_phone(written) == written
    bare = read_phone(number)
    # 4001234, 95588 … are numbers of services, which have no area code
    assert bare == number or (isinstance(bare, Fault) and (bare.code, bare.value) == ("D-phone", number))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("13800000000/13900000000", "一栏只写一个号码"),
        ("138****0000", "电话号码里有数字以外的字"),
        ("1380000000", "手机号应为 11 位，现有 10 位"),
        ("05711234567", "不是手机号，也不是带区号的固定电话"),
    ],
)
def test_a_telephone_is_refused_in_words(text: str, message: str) -> None:
    assert why(read_phone(text)) == message


@given(st.text("0123456789", min_size=1, max_size=24))
def test_an_account_is_judged_by_its_length_and_its_end(number: str) -> None:
    found = read_bank(number)
    if not 12 <= len(number) <= 19:
        assert isinstance(found, Fault) and found.code == "E-bank"
    elif len(number) > 17 and number.endswith("0" * (len(number) - 15)):
        assert isinstance(found, Fault) and found.code == "D-excel-number" and found.value == number
    else:
        assert found == number


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(1, 999))
def test_an_old_number_suggests_a_whole_one_that_passes(day: date, sequence: int) -> None:
    old = read_citizen(f"990101{day:%y%m%d}{sequence:03}", TODAY)
    assert isinstance(old, Fault) and old.code == "D-citizen"
    full = read_citizen(old.suggestion, TODAY)
    assert full == old.suggestion or (isinstance(full, Fault) and full.code == "D-excel-number")


@given(st.dates(date(1880, 1, 1), TODAY), st.integers(0, 15), st.integers(0, 998))
def test_two_neighbouring_digits_changed_about_are_always_noticed(day: date, place: int, sequence: int) -> None:
    """What ISO 7064 MOD 11-2 was chosen for."""
    first = f"990101{day:%Y%m%d}{sequence:03}"
    number = first + check_digit(first)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(swapped != number)
    assert isinstance(read_citizen(swapped, TODAY), Fault)


@given(st.text("0123456789X", min_size=20, max_size=24))
def test_a_card_says_how_many_characters_it_has_or_what_is_wrong_with_the_number_in_it(text: str) -> None:
    found = read_disability_card(text, TODAY)
    if isinstance(found, Fault) and found.message.startswith("应为 18 位公民身份号码加"):
        assert found.message.endswith(f"现有 {len(text)} 位")
    else:
        assert len(text) == 20


def test_a_field_keeps_what_is_only_doubted_and_drops_what_is_wrong() -> None:
    assert one("x-mask: phone", "87654321").values == {"one": "87654321"}
    assert one("x-mask: bank", "6222000011112220000").values == {"one": "6222000011112220000"}
    assert one("type: integer", "三").values == {}
    assert value("x-mask: phone", "12345") == "12345"
