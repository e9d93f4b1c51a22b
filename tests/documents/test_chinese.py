"""Chinese numerals, widths and lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents.chinese import is_cjk, listed, numeral, printable, width


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "零"), (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (105, "一百零五"), (110, "一百一十")]
    + [(1000, "一千"), (1005, "一千零五"), (1010, "一千零一十"), (2026, "二千零二十六"), (9999, "九千九百九十九")],
)
def test_numbers_are_said_in_chinese(number: int, said: str) -> None:
    assert numeral(number) == said


@given(st.integers(0, 9998))
def test_no_two_numbers_are_said_alike(number: int) -> None:
    assert numeral(number) != numeral(number + 1)


def test_a_number_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError):
        numeral(10000)


def test_words_are_listed_with_a_comma_and_a_last_and() -> None:
    assert listed(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert listed(["甲"]) == "甲"
    assert listed([]) == ""


def test_a_chinese_character_is_as_wide_as_two_digits() -> None:
    assert width("2026年") == 3
    assert width("“一网统管”") == 6
    assert is_cjk("，") and not is_cjk(",")


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert printable("甲\x0b\x00乙\ud800\n丙") == "甲乙\n丙"
