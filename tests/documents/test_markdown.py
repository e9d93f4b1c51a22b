"""A document as Markdown reads well and reads back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents import markdown
from shequ_cli.documents.blocks import parse
from shequ_cli.documents.compose import opened
from shequ_cli.documents.document import Document, Heading, ListItem, Note, Paragraph, Run, Title, plain

HERE = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda text: text == text.strip() and text
)


def test_the_month_as_markdown(document: Document, golden: Golden) -> None:
    golden(HERE / "month.md", markdown.write(document).decode())


def test_written_and_read_again_it_says_the_same(document: Document) -> None:
    again = opened(parse(markdown.write(document).decode()))
    assert (again.title, again.subtitle) == (document.title, document.subtitle)
    kept = (Heading, ListItem)
    assert [block for block in again.blocks if isinstance(block, kept)] == [
        block for block in document.blocks if isinstance(block, kept)
    ]


@given(LINE)
def test_any_words_survive(text: str) -> None:
    document = Document((text,), (Heading(2, (Run(text),)), Paragraph((Run(text),)), Note((Run(text),))))

    blocks = parse(markdown.write(document).decode())

    assert [block.lines[0] if isinstance(block, Title) else plain(block.runs) for block in blocks] == [text] * 4  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["113095.78元，同比-20.0%。", "（一）甲 & 乙", "a-b_c.d", "2026年1—10月", "张某某's"])
def test_ordinary_words_are_not_cluttered_with_escapes(text: str) -> None:
    assert markdown.text(text) == text


def test_bold_and_line_breaks_are_kept() -> None:
    said = Paragraph((Run("一是。", bold=True), Run("甲\n乙"), Run("丙", italic=True)))
    assert markdown.write(Document(("题",), (said,))).decode() == "# 题\n\n**一是。**甲\\\n乙*丙*\n"
