"""docs/assessments.md names every key that an assessment may hold, and its example is an assessment with no code."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from docpages import ROOT, blocks, run, text

from shequ_cli.work.assessment import Total
from shequ_cli.work.assessmentitems import PERS
from shequ_cli.work.assessmentkeys import KEYS
from shequ_cli.work.assessmentresult import Wanted

PAGE = text(ROOT / "docs" / "assessments.md")
NAMED = {word for piece in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"[\w@-]+", piece)}


def test_every_key_and_word_of_the_vocabulary_is_on_the_page() -> None:
    words = (
        {key for keys in KEYS.values() for key in keys}
        | {one.value for one in Total}
        | {*PERS, "even", "others", "all"}
    )
    assert words - NAMED == set()
    assert all(state.word in PAGE for state in Wanted)


def test_every_shipped_assessment_uses_only_words_of_the_page() -> None:
    for file in sorted((ROOT / "schemas" / "assessments").glob("*.yaml")):
        raw = yaml.load(text(file), yaml.BaseLoader)
        keys = set(raw) | {key for part in ("items",) for entry in raw.get(part, ()) for key in entry}
        assert keys - NAMED == set(), file.name


def test_the_small_examples_are_yaml() -> None:
    examples = [block for block in blocks(PAGE) if block.language == "yaml"]
    assert len(examples) >= 4
    assert all(yaml.safe_load(block.text) for block in examples)


def test_the_assessment_on_the_page_works_without_code(example: Path) -> None:
    [shown] = [block for block in blocks(PAGE) if block.file]
    (example / shown.file).parent.mkdir(parents=True, exist_ok=True)
    (example / shown.file).write_text(shown.text, encoding="utf-8")
    [commands] = [block.text.splitlines() for block in blocks(PAGE) if block.mark == "run"]
    before, added, after = (run(line, example) for line in commands)

    assert (before.code, added.code, after.code) == (0, 0, 0), (before, added, after)
    assert "还没有评分" in before.stdout
    assert "缺“整治前后照片”" in before.stdout
    assert [one["score"] for one in after.json["items"]][1] == "55"
