"""Every code that the program can raise is explained, in words a clerk can act on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shequ_cli
from shequ_cli.rules.catalogue import CODES, base_code, explained
from shequ_cli.rules.checks import ACROSS_RECORDS, KINDS
from shequ_cli.words.errors import UnknownName

SOURCE = Path(shequ_cli.__file__).parent
RAISED = re.compile(r'"([EDH]-[a-z]+(?:-[a-z]+)*)"')


def raised() -> dict[str, str]:
    """Every code written in the source, and one file that writes it."""
    files = [path for path in sorted(SOURCE.rglob("*.py")) if not path.name.startswith("catalogue")]
    return {code: path.name for path in files for code in RAISED.findall(path.read_text(encoding="utf-8"))}


def test_every_code_that_the_source_raises_is_in_the_catalogue() -> None:
    assert {code: file for code, file in raised().items() if base_code(code) not in CODES} == {}


def test_every_code_in_the_catalogue_is_raised_somewhere_or_is_a_check() -> None:
    checks = {f"E-{kind.replace('_', '-')}" for kind in (*KINDS, *ACROSS_RECORDS)}
    assert CODES.keys() - raised().keys() - checks == set()


def test_every_kind_of_check_has_a_code() -> None:
    assert {f"E-{kind.replace('_', '-')}" for kind in (*KINDS, *ACROSS_RECORDS)} <= CODES.keys()


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_is_complete_sentences_and_a_short_title(code: str) -> None:
    entry = explained(code)
    assert entry.code == code
    assert 2 <= len(entry.title) <= 24 and not entry.title.endswith("。")
    assert entry.meaning.endswith("。") and entry.mend.endswith("。")


def test_a_check_is_explained_at_every_level_and_a_doubt_tells_how_to_pass_it() -> None:
    assert explained("E-order").title == explained("D-order").title == explained("H-order").title
    assert "疑问说明" in explained("D-order").mend and "D-order: 理由" in explained("D-order").mend
    assert "疑问说明" not in explained("E-order").mend
    assert explained("H-order").mend.endswith("提示不影响上报和结账。")


@pytest.mark.parametrize("code", ["E-dates", "D-required", "order", ""])
def test_an_unknown_code_is_named_with_the_nearest(code: str) -> None:
    with pytest.raises(UnknownName) as unknown:
        explained(code)
    assert code == "" or unknown.value.near
