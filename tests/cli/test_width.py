from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.cli.width import cut, filled, folded, width

TEXT = st.text(alphabet="a b，。漏水调解,-（）1", max_size=60)


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("漏水 3 号") == 9
    assert width("abc") == 3


@given(TEXT, st.integers(2, 30))
def test_a_cut_text_fits(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns


@given(TEXT, st.integers(4, 40))
def test_folding_loses_nothing_but_blanks(text: str, columns: int) -> None:
    assert "".join("".join(folded(text, columns)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["漏水", "调解，", "噪音。", "停车（东门）；"]), max_size=20), st.integers(12, 40))
def test_no_line_begins_with_a_mark(words: list[str], columns: int) -> None:
    assert not any(line[0] in "，。；）" for line in folded("".join(words), columns)[1:])


@given(st.text(alphabet="漏水调解，。；）", max_size=60), st.integers(12, 40))
def test_no_line_is_too_wide(text: str, columns: int) -> None:
    marks = max((len(run) for run in re.findall("[，。；）]+", text)), default=0)
    assert all(width(line) <= max(columns, 2 * marks + 2) for line in folded(text, columns))


def test_filling_reaches_the_column() -> None:
    assert filled("户数", 6) == "户数  "
    assert filled("12", 6, right=True) == "    12"
