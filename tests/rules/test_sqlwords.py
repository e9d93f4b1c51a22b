"""Words of SQL may be put in place of others; strings, quoted names and comments are nobody's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.sqlwords import is_call, rewritten, tokens, words

COLUMNS = {"状态": "state", "state": "state", "金额": "(amount/100.0)", "60岁以上": "old"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("状态 = '状态'", "state = '状态'"),
        ('"状态" = 1', '"状态" = 1'),
        ("`状态` = [状态]", "`状态` = [状态]"),
        ("STATE IN ('a''状态')", "state IN ('a''状态')"),
        ("金额 > 100 -- 金额", "(amount/100.0) > 100 -- 金额"),
        ("金额/* 金额 */>1", "(amount/100.0)/* 金额 */>1"),
        ("60岁以上 >= 1e3", "old >= 1e3"),
        ("金额(1) and 金额 （2）", "金额(1) and (amount/100.0) (2)"),
        ("状态＝‘已归档’，金额", "state='已归档',(amount/100.0)"),
        ("状态 = “已’归档”", "state = '已’归档'"),
        (":状态 or @状态 or ?1", ":状态 or @状态 or ?1"),
        ("状态x 状态_y", "状态x 状态_y"),
    ],
)
def test_only_bare_words_are_replaced(given: str, wanted: str) -> None:
    assert rewritten(given, COLUMNS) == wanted


@given(st.text(alphabet="ab状'\"`[]-/* \n(),.‘’“”；1e:?", max_size=40))
def test_tokens_joined_again_are_the_text(text: str) -> None:
    pieces = tokens(text)

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.start for piece in pieces] == sorted({piece.start for piece in pieces})


@given(st.text(alphabet="ab状'\"`[]-/* \n(),.1e:?", max_size=40))
def test_without_words_to_replace_nothing_is_replaced(text: str) -> None:
    assert rewritten(text, {}) == text


def test_the_words_of_a_condition_are_its_names() -> None:
    assert words('状态 in (\'x\') and count(金额) > 1 or "a""b" = :c') == ("状态", "in", "and", "金额", "or", 'a"b')


def test_a_word_before_a_bracket_is_a_call() -> None:
    pieces = tokens("count(x) in (1)")

    assert [piece.text for place, piece in enumerate(pieces) if is_call(pieces, place)] == ["count"]
