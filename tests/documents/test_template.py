"""Templates see values only, and every fault names the template's file and line (story 13)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents import seen
from shequ_cli.documents.blocks import parse
from shequ_cli.documents.document import ListItem, Paragraph, TableBlock, plain
from shequ_cli.documents.filters import FILTERS, PLAIN
from shequ_cli.documents.template import Source, render, split
from shequ_cli.words.errors import TemplateFault
from shequ_cli.work.figure import Figure
from shequ_cli.work.period import month
from shequ_cli.work.table import Absent, Points

Made = Callable[..., Figure]
FRONT = "---\ntitle: 月报\nfigures: [cases]\n---\n"
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)


def rendered(body: str, **values: object) -> str:
    return render(split(body, "templates/x.md"), values)


def words(body: str, **values: object) -> str:
    """The first paragraph's text, Markdown resolved."""
    block = parse(rendered(body, **values))[0]
    assert isinstance(block, Paragraph)
    return plain(block.runs)


def fault(body: str, **values: object) -> str:
    with pytest.raises(TemplateFault) as caught:
        rendered(body, **values)
    assert caught.value.exit_code == 1
    return str(caught.value)


def test_front_matter_is_cut_off_and_the_body_keeps_its_line() -> None:
    assert split(FRONT + "正文\n", "a.md") == Source("title: 月报\nfigures: [cases]", "正文\n", 5, "a.md")
    assert split("\ufeff---\r\ntitle: 月报\r\n---\r\n正文\r\n").body == "正文\n"
    assert split("没有\n") == Source("", "没有\n", 1, "")


def test_front_matter_that_never_ends_is_a_fault_of_its_first_line() -> None:
    with pytest.raises(TemplateFault, match="a.md:1 "):
        split("---\ntitle: 月报\n", "a.md")


def test_a_misspelt_name_is_said_with_line_and_the_nearest_names() -> None:
    said = fault(FRONT + "第一行\n\n{{ perod }}", period="")
    assert said == "templates/x.md:7 模板有误：没有叫“perod”的值，是不是“period”？"


def test_a_misspelt_field_of_a_value_is_said_too() -> None:
    said = fault("\n{{ profile.nmae }}", profile={"name": "和谐社区"})
    assert said == "templates/x.md:2 模板有误：没有叫“nmae”的值，是不是“name”？"
    assert "是不是“label”" in fault("{{ period.lable }}", period=month("2026-03"))


def test_a_misspelt_figure_names_the_nearest(figure: Made) -> None:
    said = fault('{% if true %}\n{{ fig("case")|yoy }}{% endif %}', fig=seen.fig({"cases": figure(1)}))
    assert said == "templates/x.md:2 模板有误：没有叫“case”的指标，是不是“cases”？"


@pytest.mark.parametrize(
    "body",
    [
        "{{ profile.__class__ }}",
        "{{ profile.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ fig.__globals__ }}",
        "{{ profile['__class__'] }}",
        "{{ [profile]|map(attribute='__class__')|list }}",
        "{{ '{0.__class__}'.format(profile) }}",
    ],
)
def test_attributes_out_of_bounds_are_refused_with_their_line(body: str) -> None:
    said = fault(f"\n\n{body}", profile=month("2026-03"), fig=lambda word: word)
    assert said.startswith("templates/x.md:3 模板有误：")


def test_what_may_not_be_read_is_said_in_chinese() -> None:
    assert fault("{{ p.__class__ }}", p=month("2026-03")).endswith("不允许读取“__class__”")


@pytest.mark.parametrize("body", ["{% if %}", "{{ a", "{% frob %}", "{{ 1|nosuch }}", "{% for x in y %}"])
def test_a_fault_of_syntax_has_its_line(body: str) -> None:
    assert fault(f"一\n{body}", a=1, y=()).startswith("templates/x.md:2 模板有误：写法不对")


@pytest.mark.parametrize("name", ["safe", "escape", "random", "tojson", "urlize", "pprint", "attr", "format"])
def test_filters_that_are_random_or_emit_markup_are_not_there(name: str) -> None:
    assert "写法不对" in fault(f"{{{{ 'x'|{name} }}}}")


def test_other_files_are_out_of_reach() -> None:
    assert "x.md:1" in fault("{% include '/etc/passwd' %}")
    assert "没有叫“lipsum”" in fault("{{ lipsum() }}")


def test_what_an_expression_cannot_reckon_is_the_templates_fault() -> None:
    assert fault("一\n二\n{{ 1 / n }}", n=0).startswith("templates/x.md:3 模板有误：算不出来（ZeroDivisionError")
    assert fault("{{ n + 'x' }}", n=1).startswith("templates/x.md:1 ")


def test_values_cannot_be_changed_by_a_template() -> None:
    names = ["甲"]
    fault("{{ names.append('乙') }}", names=names)
    assert names == ["甲"]


def test_values_print_as_the_trade_writes_them(figure: Made) -> None:
    assert words("{{ v }}", v=date(2026, 3, 5)) == "2026年3月5日"
    assert words("{{ v }}", v=Decimal("1E+3")) == "1000"
    assert words("{{ v }}", v=month("2026-03")) == "2026年3月"
    assert words("{{ v }}", v=figure(12)) == "12件"
    assert words("{{ v }}", v=None) == "—"
    assert words("{{ v }}", v=True) == "是"
    assert words("{{ v }}", v=("甲", "乙")) == "甲、乙"
    assert words("{{ v }}", v=Points(Decimal("1.3"))) == "1.3个百分点"
    assert words("{{ v }}", v=Absent.BASE_ZERO) == "上年同期为0"


def test_a_whole_mapping_is_never_printed_by_accident() -> None:
    assert "请写明要它的哪一项" in fault("{{ v }}", v={"name": "甲"})
    assert "请写明要它的哪一项" in fault("{{ v }}", v=len)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ f|yoy }}", "同比下降20.0%"),
        ("{{ f|同比 }}", "同比下降20.0%"),
        ("{{ f|环比 }}", "环比增加3件"),
        ("{{ f|number }}", "12"),
        ("{{ f|counted('ytd') }}", "31件"),
        ("{{ 113095.78|wan }}{{ f|wan }}", "11.31万元0.00万元"),
        ("{{ m|yuan }}", "113095.78元"),
        ("{{ 12|cn }}、", "十二、"),
        ("{{ d|day }}{{ d|month }}{{ d|month_day }}", "2026年3月5日2026年3月3月5日"),
        ("{{ '2026-03'|month }}", "2026年3月"),
        ("{{ ['甲', '乙', '丙']|list_cn }}", "甲、乙和丙"),
        ("{{ 12.25|percent }}", "12.3%"),
        ("{{ 3|count_of('件次') }}", "3件次"),
        ("{{ 2.5|round }}{{ 0.125|round(2) }}", "30.13"),
    ],
)
def test_filters_say_it_in_chinese(figure: Made, body: str, said: str) -> None:
    assert words(body, f=figure(12, 9, 15, 31), m=Decimal("113095.78"), d=date(2026, 3, 5)) == said


def test_a_figure_nobody_reported_has_no_sum_of_money(figure: Made) -> None:
    assert fault("{{ f|wan }}", f=figure(None)) == "templates/x.md:1 模板有误：未报"


@given(text=PRINTABLE)
def test_a_value_is_text_and_never_markdown(text: str) -> None:
    wanted = f"甲{text}乙"
    assert words("甲{{ v }}乙", v=text) == wanted
    assert words("{% set x %}甲{{ v }}{% endset %}{{ x }}乙", v=text) == wanted
    item = parse(rendered("- 甲{{ v }}乙", v=text))[0]
    assert isinstance(item, ListItem) and plain(item.runs) == wanted


@given(text=PRINTABLE)
def test_a_value_stays_inside_its_table_cell(text: str) -> None:
    (block,) = parse(rendered("| a | b |\n|---|--:|\n| 甲{{ v }}乙 | 1 |\n", v=text))
    assert isinstance(block, TableBlock)
    assert block.table.rows[0].cells == (f"甲{text}乙", "1")


@pytest.mark.parametrize(
    "text", ["# 标题", "1. 项", "- 项", "> 引", "---", "```", "    四格", "| a |", "+ x", "=\n=", "<b>"]
)
def test_a_value_at_the_start_of_a_line_begins_nothing(text: str) -> None:
    assert words("{{ v }}", v=text) == " ".join(text.split())


def test_line_breaks_in_a_value_do_not_end_its_paragraph() -> None:
    assert words("甲{{ v }}", v="一\n\n# 二\r\n三") == "甲一 # 二 三"


def test_the_same_values_render_the_same(figure: Made) -> None:
    values = {"f": figure(12, 9, 15, cut={"甲": 3, "乙": 9})}
    assert rendered("{{ f|shares }}", **values) == rendered("{{ f|shares }}", **values)


def test_filters_can_be_added() -> None:
    assert render(split("{{ 1|twice }}"), {}, {"twice": lambda number: number * 2}) == "2\n"


def test_every_word_of_templates_is_in_their_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
    page = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    words = set(re.findall(r"`([^`]+)`", page)) | set(page.split("Of Jinja's own these stay:")[1].split(".")[0].split())
    assert not [name for name in (*FILTERS, *PLAIN) if name not in words and name != "d"]
