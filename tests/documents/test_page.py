"""The HTML page stands alone: no script, no network, everything escaped, readable on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from shequ_cli.documents import page
from shequ_cli.documents.document import (
    ChartBlock,
    Document,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Run,
    Signature,
    TableBlock,
    Title,
)
from shequ_cli.work.table import Chart, Column, Table, TableRow

HERE = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]
VOID = {"meta", "hr", "br", "path", "rect", "circle", "polyline"}
EVIL = "<script>alert('1')</script>&\"'"


class Nested(HTMLParser):
    """Checks that tags close in order, and gathers them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def read(html: str) -> Nested:
    nested = Nested()
    nested.feed(html)
    assert nested.open == []
    return nested


def body(*blocks: object) -> str:
    html = page.write(Document(("题",), blocks)).decode()  # type: ignore[arg-type]
    return html.split("</h1>", 1)[1].split("</main>")[0].strip()


def test_the_month_as_a_page(document: Document, golden: Golden) -> None:
    html = page.write(document).decode()
    golden(HERE / "month.html", html.split("<main>")[1])


def test_the_page_needs_nothing_else(document: Document) -> None:
    html = page.write(document).decode()
    nested = read(html)
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert not {"script", "link", "img", "iframe", "object"} & set(nested.tags)
    assert not {"src", "href", "onclick", "style"} & set(nested.attributes)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html)
    assert html.startswith("<!doctype html>") and '<html lang="zh-CN">' in html and 'name="viewport"' in html


def test_every_text_is_escaped() -> None:
    table = Table("t", EVIL, (Column("a", EVIL, "text"),), (TableRow((EVIL,)),), (EVIL,))
    run = (Run(EVIL, bold=True, italic=True),)
    blocks = (
        Title((EVIL,)),
        Heading(1, run),
        Paragraph(run),
        ListItem(run, EVIL),
        Note(run),
        TableBlock(table),
        Signature((EVIL,)),
    )
    html = page.write(Document((EVIL, EVIL), blocks, EVIL, EVIL)).decode()
    assert "script" not in read(html).tags
    assert html.count("&lt;script&gt;") >= 13


def test_a_chart_names_itself_and_brings_its_numbers(document: Document) -> None:
    html = page.write(document).decode()
    assert 'role="img" aria-label="与上年同期比较"' in html
    assert re.search(r"</svg><details><summary>数据</summary><table>", html)


def test_a_chart_of_nothing_is_left_out() -> None:
    empty = Table("t", "空", (Column("a", "甲", "text"), Column("b", "乙")), ())
    assert body(ChartBlock(Chart("c", "空", "bar", "t", "a", ("b",)), empty)) == ""


def test_blocks_have_their_tags() -> None:
    assert body(Heading(3, (Run("1．甲"),))) == "<h4>1．甲</h4>"
    assert body(Paragraph((Run("街道："),), flush=True)) == '<p class="flush">街道：</p>'
    assert body(Paragraph((Run("一是。", bold=True), Run("甲\n乙")))) == "<p><strong>一是。</strong>甲<br>乙</p>"
    assert body(Signature(("甲", "乙"))) == '<div class="signature"><p>甲</p><p>乙</p></div>'


def test_a_table_has_its_head_and_a_heading_row_spans_it(stat: Table) -> None:
    html = page.table_html(stat)
    assert html.count('<th scope="col">') == 5
    assert '<tr class="heading"><td class="text" colspan="5">一、矛盾纠纷</td></tr>' in html
    assert '<tr class="total"><td class="text">合计</td><td class="short">件</td><td>12</td>' in html
    assert '<td class="text part">其中：邻里纠纷</td>' in html
