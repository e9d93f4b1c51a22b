"""bash breaks words at =; what it hands over is joined again, and the answers fit what it will replace."""

from __future__ import annotations

import pytest

from shequ_cli.cli import bash


@pytest.mark.parametrize(
    ("words", "cursor", "joined"),
    [
        (["shequ", "add", "case", "--set", "类型", "=", "邻"], 6, ["shequ", "add", "case", "--set", "类型=邻"]),
        (["shequ", "add", "case", "--set", "类型", "="], 5, ["shequ", "add", "case", "--set", "类型="]),
        (["shequ", "add", "case", "--set", "类"], 4, ["shequ", "add", "case", "--set", "类"]),
        (["shequ", "add", "case", "--set", "类型", "=", "邻", "--set", ""], 8,
         ["shequ", "add", "case", "--set", "类型=邻", "--set", ""]),
    ],
)  # fmt: skip
def test_words_are_joined_at_the_equals_sign(words: list[str], cursor: int, joined: list[str]) -> None:
    environment = {"_SHEQU_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(cursor)}

    bash.rejoin(environment)

    assert environment["COMP_WORDS"].split("\n") == joined
    assert environment["COMP_CWORD"] == str(len(joined) - 1)


def test_an_answer_holds_what_follows_the_equals_sign() -> None:
    bash.rejoin({"_SHEQU_COMPLETE": "complete_bash", "COMP_WORDS": "shequ\n类型\n=", "COMP_CWORD": "2"})
    assert bash.answered("类型=邻里纠纷", "类型=") == "邻里纠纷"

    bash.rejoin({"_SHEQU_COMPLETE": "complete_bash", "COMP_WORDS": "shequ\n类", "COMP_CWORD": "1"})
    assert bash.answered("类型=", "类") == "类型="


def test_other_shells_are_left_alone() -> None:
    environment = {"_SHEQU_COMPLETE": "complete_zsh", "COMP_WORDS": "a\n=\nb", "COMP_CWORD": "2"}
    before = dict(environment)

    bash.rejoin(environment)

    assert environment == before
