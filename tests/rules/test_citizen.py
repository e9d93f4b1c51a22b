"""Citizen numbers (GB 11643-1999), disability cards, telephones and bank accounts; all numbers here are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import TODAY, fault, one, value

from shequ_cli.rules.citizen import canonical, check_digit, read_citizen
from shequ_cli.rules.citizen import fault as citizen_fault

CITIZEN = "type: string, x-mask: id_card"
PHONE = "type: string, x-mask: phone"
BANK = "type: string, x-mask: bank"
CARD = "type: string, x-mask: disability_card"

NOBODY = "99010119900307123"


def test_the_check_digit_follows_iso_7064() -> None:
    assert check_digit("11010519491231002") == "X"  # the example printed in GB 11643-1999 itself
    assert check_digit("44052418800101001") == "4"


def whole(first_17: str = NOBODY) -> str:
    """An invented number whose check digit is right."""
    return first_17 + check_digit(first_17)


def wrong(first_17: str = NOBODY) -> str:
    """The same with a check digit that fails."""
    return first_17 + ("1" if check_digit(first_17) == "0" else "0")


def test_a_right_number_of_an_unknown_region_passes() -> None:
    assert value(CITIZEN, whole()) == whole()


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "000000"])
def test_the_region_is_never_judged(region: str) -> None:
    assert citizen_fault(whole(f"{region}19900307123"), TODAY) is None


@given(st.integers(0, 999999), st.dates(date(1880, 1, 1), TODAY), st.integers(1, 999))
def test_any_region_day_and_sequence_with_its_check_digit_passes_unless_excel_might_have_been_there(
    region: int, day: date, sequence: int
) -> None:
    number = whole(f"{region:06}{day:%Y%m%d}{sequence:03}")
    fault = citizen_fault(number, TODAY)
    assert (fault.code if fault else "") == ("D-excel-number" if number.endswith("000") else "")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place: int, change: int) -> None:
    number = whole()
    other = f"{number[:place]}{(int(number[place]) + change) % 10}{number[place + 1 :]}"
    assert citizen_fault(other, TODAY) is not None


def test_a_failing_check_digit_is_a_doubt_and_the_number_is_kept() -> None:
    assert fault(CITIZEN, wrong()) == ("D-citizen", "")
    assert one(CITIZEN, wrong()).values == {"one": wrong()}


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("9901011990030712", "应为 18 位，现有 16 位"),
        ("9901011990030712345", "应为 18 位，现有 19 位"),
        ("9901011990030712A3", "应为 17 位数字，末位是数字或 X"),
        ("990101199013071234", "第 7 至 14 位不是出生日期"),
        ("990101199002301234", "第 7 至 14 位不是出生日期"),
        ("990101202604011234", "第 7 至 14 位的出生日期晚于今天"),
        ("990101179003071234", "第 7 至 10 位不是可能的出生年份"),
        ("990101901301123", "第 7 至 14 位不是出生日期"),
        ("无", "应为 18 位，现有 1 位"),
    ],
)
def test_what_a_number_cannot_be_is_an_error_that_says_why(number: str, why: str) -> None:
    (problem,) = one(CITIZEN, number).problems
    assert (problem.code, problem.message) == ("E-citizen", why)


def test_x_spaces_and_wide_digits_are_made_uniform() -> None:
    assert canonical("11010519491231002x") == "11010519491231002X"
    assert value(CITIZEN, "110105 19491231 002x") == "11010519491231002X"
    assert value(CITIZEN, "１１０１０５１９４９１２３１００２Ｘ") == "11010519491231002X"


def test_an_old_number_is_a_doubt_with_its_eighteen_digits() -> None:
    old = NOBODY[:6] + NOBODY[8:]
    assert fault(CITIZEN, old) == ("D-citizen", whole(NOBODY))


def test_what_excel_made_of_a_number_is_never_repaired() -> None:
    assert fault(CITIZEN, "9.90101E+17") == ("E-excel-number", "")
    assert one(CITIZEN, "9.90101E+17").values == {}
    spoilt = next(f"990101199003{tail:03}000" for tail in range(999) if check_digit(f"990101199003{tail:03}00") != "0")
    assert fault(CITIZEN, "990101199003071000") in [("E-excel-number", ""), ("D-excel-number", "")]
    assert spoilt.endswith("000")


def test_a_number_ending_in_000_is_an_error_only_when_its_check_digit_fails_too() -> None:
    days = [f"9901011990{month:02}{day:02}" for month in range(1, 13) for day in range(1, 28)]
    right = next(f"{day}1000" for day in days if check_digit(f"{day}100") == "0")
    spoilt = next(f"{day}1000" for day in days if check_digit(f"{day}100") != "0")
    assert read_citizen(right, TODAY).code == "D-excel-number"  # type: ignore[union-attr]
    assert one(CITIZEN, right).values == {"one": right}
    assert fault(CITIZEN, spoilt) == ("E-excel-number", "")
    assert one(CITIZEN, spoilt).values == {}


@pytest.mark.parametrize("tail", ["11", "74", "43B1"])
def test_a_disability_card_is_a_citizen_number_with_kind_and_grade(tail: str) -> None:
    assert value(CARD, whole() + tail) == whole() + tail
    assert fault(CARD, wrong() + tail) == ("D-citizen", "")


@pytest.mark.parametrize("number", [whole(), whole() + "84", whole() + "15", whole() + "1", "9.90101E+19"])
def test_another_shape_is_no_disability_card(number: str) -> None:
    assert fault(CARD, number)[0] in ("E-citizen", "E-excel-number")


@pytest.mark.parametrize(
    "number",
    [
        "13800000000",
        "138 0000 0000",
        "+86 138-0000-0000",
        "010-87654321",
        "0571-87654321",
        "(0571)87654321",
        "（0571）8765432",
        "0571-87654321-801",
        "0571-87654321转801",
        "400-800-1234",
        "95588",
        "12345",
        "110",
    ],
)
def test_numbers_that_a_telephone_can_have_are_kept_as_written(number: str) -> None:
    assert value(PHONE, number) == number


@pytest.mark.parametrize(
    ("number", "code", "suggestion"),
    [
        ("1380000000", "E-phone", ""),
        ("138000000000", "E-phone", ""),
        ("12800000000", "E-phone", ""),
        ("57187654321", "E-phone", "057187654321"),
        ("张三", "E-phone", ""),
        ("13800000000、13900000000", "E-phone", ""),
        ("87654321", "D-phone", ""),
        ("1.38E+10", "E-excel-number", ""),
    ],
)
def test_numbers_that_no_telephone_can_have_are_errors(number: str, code: str, suggestion: str) -> None:
    assert fault(PHONE, number) == (code, suggestion)


def test_a_landline_is_judged_like_a_telephone() -> None:
    assert fault("type: string, x-mask: landline", "8765432") == ("D-phone", "")


def test_a_bank_account_has_12_to_19_digits() -> None:
    assert value(BANK, "6222 0000 1111 2222 333") == "6222 0000 1111 2222 333"
    assert fault(BANK, "6222") == ("E-bank", "")
    assert fault(BANK, "6222000011112220000") == ("D-excel-number", "")
    assert fault(BANK, "6.222E+18") == ("E-excel-number", "")
