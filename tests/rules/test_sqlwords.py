"""Words of SQL may be put in place of others; strings, quoted names and comments are nobody's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.sqlwords import is_call, plain, tokens


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("'状态'", [("string", "'状态'")]),
        ('"状态"', [("quoted", '"状态"')]),
        ("`状态`[状态]", [("quoted", "`状态`"), ("quoted", "[状态]")]),
        ("'a''状态'", [("string", "'a''状态'")]),
        ("金额-- 金额", [("word", "金额"), ("comment", "-- 金额")]),
        ("金额/* 金额 */", [("word", "金额"), ("comment", "/* 金额 */")]),
        ("60岁以上>1e3", [("word", "60岁以上"), ("mark", ">"), ("number", "1e3")]),
        ("状态＝‘已归档’，", [("word", "状态"), ("mark", "="), ("string", "'已归档'"), ("mark", ",")]),
        ("“已'归档”", [("string", "'已''归档'")]),
        (":状态@状态?1", [("parameter", ":状态"), ("parameter", "@状态"), ("parameter", "?1")]),
        ("状态_y", [("word", "状态_y")]),
    ],
)
def test_only_bare_words_are_words_and_marks_become_those_of_sql(given: str, wanted: list[tuple[str, str]]) -> None:
    assert [(piece.kind, plain(piece)) for piece in tokens(given)] == wanted


@given(st.text(alphabet="ab状'\"`[]-/* \n(),.‘’“”；1e:?", max_size=40))
def test_tokens_joined_again_are_the_text(text: str) -> None:
    pieces = tokens(text)

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.start for piece in pieces] == sorted({piece.start for piece in pieces})


def test_a_word_before_a_bracket_is_a_call() -> None:
    pieces = tokens("count(x) in (1)")

    assert [piece.text for place, piece in enumerate(pieces) if is_call(pieces, place)] == ["count"]
