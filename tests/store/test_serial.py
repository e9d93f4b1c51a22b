"""Paper numbers: counted per year, read back by their pattern."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallstore import make, opened, put_matter

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import Field
from shequ_cli.store.serial import Serial, next_text, serials
from shequ_cli.words.errors import BadDefinition

DOCKET = Field("docket", "案号", "text", {})


def serial(pattern: str, per: str = "year") -> Serial:
    return Serial(DOCKET, pattern, per, "")


@given(
    st.sampled_from(
        ["幸民调〔{year}〕{number}号", "（{year}）第{number:03}号", "{number}/{year}", "A.{year}+{number:04}"]
    ),
    st.integers(1990, 2100),
    st.integers(1, 5000),
)
def test_a_number_is_read_back_from_its_text(pattern: str, year: int, number: int) -> None:
    counted = serial(pattern)

    assert counted.number(counted.text(year, number), year) == number
    assert counted.number(counted.text(year, number), year + 1) == 0
    assert counted.number("自编" + counted.text(year, number), year) == 0


def test_a_number_that_is_not_counted_per_year_goes_on_for_ever() -> None:
    counted = serial("{year}-{number}", per="")

    assert counted.number("2020-7", 2026) == 7


@pytest.mark.parametrize(("given", "text"), [([], "幸办〔2026〕8号"), (["幸办〔2026〕8号"], "幸办〔2026〕9号")])
def test_the_next_number_follows_the_highest_of_the_year(tmp_path: Path, given: list[str], text: str) -> None:
    make(tmp_path)
    put_matter(tmp_path, "aaaa", 案号="幸办〔2026〕7号")
    put_matter(tmp_path, "bbbb", 案号="幸办〔2026〕3号")
    put_matter(tmp_path, "cccc", 案号="幸办〔2025〕90号")
    put_matter(tmp_path, "dddd", 案号="老案号99")
    with opened(tmp_path) as store:
        store.ensure(["matter"])
        (counted,) = serials(store.ledger("matter"))

        assert (counted.per, counted.at) == ("year", "归档")
        assert next_text(store.index.connection, "matter", counted, 2026, given) == text
        assert next_text(store.index.connection, "matter", counted, 2027) == "幸办〔2027〕1号"


@pytest.mark.parametrize("pattern", ["", "〔{year}〕号", "{number} {name}", "{}"])
def test_a_pattern_that_cannot_be_counted_is_a_bad_definition(pattern: str) -> None:
    raw = {"title": "样", "x-ledger": {"date": "day"}, "properties": {"day": {"type": "string", "format": "date"}}}
    raw["properties"] = {**raw["properties"], "docket": {"title": "案号", "x-serial": {"pattern": pattern}}}  # type: ignore[dict-item]

    with pytest.raises(BadDefinition, match="案号"):
        serials(read_ledger("sample", raw))
