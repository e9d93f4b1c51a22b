"""Every code that the program can raise is explained, in words a clerk can act on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shequ_cli
from shequ_cli.rules.catalogue import CODES, base_code, explained
from shequ_cli.rules.checks import ACROSS_RECORDS, KINDS, code_names
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
    checks = {f"E-{name}" for kind in (*KINDS, *ACROSS_RECORDS) for name in code_names(kind)}
    assert CODES.keys() - raised().keys() - checks == set()


def test_every_kind_of_check_has_a_code() -> None:
    assert {f"E-{name}" for kind in (*KINDS, *ACROSS_RECORDS) for name in code_names(kind)} <= CODES.keys()


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


LATIN = frozenset(
    [
        "YAML",
        "yaml",
        "JSON",
        "CSV",
        "csv",
        "Excel",
        "WPS",
        "Tab",
        "UTF",
        "GB",
        "GBK",
        "Mar",
        "E",
        "D",
        "records",
        "schemas",
        "ledgers",
        "codelists",
        "accepted_on",
        "add",
        "from",
        "edit",
        "advance",
        "find",
        "undo",
        "shequ",
        "true",
        "false",
    ]
)
"""Names of programs, formats, folders, commands and examples; everything else is said in Chinese."""


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_is_chinese(code: str) -> None:
    entry = explained(code)
    for text in (entry.title, entry.meaning, entry.mend):
        assert re.search("[\u4e00-\u9fff]", text)
        assert {word for word in re.findall(r"[A-Za-z_]{2,}", text.replace(code, ""))} <= LATIN, text
        said = (
            re.sub("“[^”]*”", "", text).replace("编号.yaml", "").replace("年-月.csv", "")
        )  # without what is to be written
        assert not re.search("[\u4e00-\u9fff][,.;:?!]", said), text
        assert text.count("“") == text.count("”") and text.count("（") == text.count("）")


def test_no_two_codes_share_a_title_or_a_meaning() -> None:
    titles = [entry.title for entry in CODES.values()]
    meanings = [entry.meaning for entry in CODES.values()]
    assert len(set(titles)) == len(titles) and len(set(meanings)) == len(meanings)


def test_a_doubt_about_a_file_cannot_be_passed_in_a_record() -> None:
    assert "疑问说明" not in explained("D-numbering").mend
    assert "疑问说明" in explained("D-future").mend


@pytest.mark.parametrize(
    ("code", "base"),
    [
        ("D-sum", "E-sum"),
        ("H-refers", "E-refers"),
        ("E-sum", "E-sum"),
        ("D-citizen", "D-citizen"),
        ("D-date", "D-date"),
    ],
)
def test_only_checks_are_explained_under_another_letter(code: str, base: str) -> None:
    assert base_code(code) == base


def test_a_command_that_an_explanation_names_exists() -> None:
    named = {name for entry in CODES.values() for name in re.findall(r"shequ ([a-z]+)", entry.meaning + entry.mend)}
    commands = {path.stem for path in (SOURCE / "cli").glob("*.py")}
    assert named and named <= commands
