"""Charts draw what their table says, as SVG that explains itself."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.dom.minidom import parseString

import pytest

from shequ_cli.documents.chart import Drawing, Series, drawing, svg
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.table import Chart, Column, Role, Table, TableRow


def bars(svg_text: str) -> list[float]:
    return [float(wide) for wide in re.findall(r'<rect [^>]*width="([\d.]+)" height="15.0"', svg_text)]


def test_only_rows_with_every_number_are_drawn(stat: Table) -> None:
    drawn = drawing(Chart("c", "比较", "bar", "stat", "title", ("value", "last_year")), stat)
    assert drawn.labels == ("受理矛盾纠纷", "其中：邻里纠纷", "调解成功率")
    assert drawn.series == (
        Series("本月数", (12, 5, Decimal("96.9"))),
        Series("上年同期", (15, 0, Decimal("95.6"))),
    )


def test_a_chart_of_a_column_that_is_not_there_is_refused(stat: Table) -> None:
    with pytest.raises(BadDefinition, match="“stat”没有“values”"):
        drawing(Chart("c", "比较", "bar", "stat", "title", ("values",)), stat)


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_every_kind_is_well_formed_named_and_escaped(kind: str) -> None:
    drawn = Drawing("一季度<比较>", kind, ("邻里&物业", "其他"), (Series("本期", (3, 1)),))
    picture = svg(drawn)
    root = parseString(picture).documentElement
    assert root is not None and root.getAttribute("role") == "img"
    assert root.getAttribute("aria-label") == "一季度<比较>"
    assert "邻里&amp;物业" in picture and "<script" not in picture


def test_bars_are_as_long_as_their_numbers() -> None:
    picture = svg(Drawing("题", "bar", ("甲", "乙"), (Series("本期", (10, 5)), Series("上期", (0, Decimal("2.5"))))))
    ten, none, five, quarter = bars(picture)
    assert none == 0
    assert ten == pytest.approx(2 * five, abs=0.2) == pytest.approx(4 * quarter, abs=0.2)


def test_bars_stand_under_months_and_are_as_high_as_their_numbers() -> None:
    months = tuple(f"{number}月" for number in range(1, 7))
    picture = svg(Drawing("题", "bar", months, (Series("本期", (10, 5, 0, 4, 3, 2)), Series("上期", (1,) * 6))))
    parseString(picture)
    highs = [float(high) for high in re.findall(r'<rect [^>]*width="36.[\d]+" height="([\d.]+)"', picture)][::2]
    assert highs == pytest.approx([210, 105, 0, 84, 63, 42])
    assert all(f">{month}</text>" in picture for month in months)


def test_numbers_below_zero_lie_left_of_the_axis() -> None:
    picture = svg(Drawing("题", "bar", ("甲", "乙"), (Series("增减", (-5, 5)),)))
    places = [float(x) for x in re.findall(r'<rect x="([\d.]+)"', picture)]
    assert places[0] < places[1] == pytest.approx(places[0] + bars(picture)[0], abs=0.2)


def test_a_pie_says_the_shares() -> None:
    assert "3（75.0%）" in svg(Drawing("题", "pie", ("甲", "乙"), (Series("本期", (3, 1)),)))


def test_a_line_has_a_point_for_every_label() -> None:
    months = tuple(f"{number}月" for number in range(1, 13))
    picture = svg(Drawing("题", "line", months, (Series("2026年", tuple(range(12))), Series("2025年", (3,) * 12))))
    assert picture.count("<circle") == 24 and picture.count("<polyline") == 2
    assert "2025年" in picture


def test_nothing_to_draw_is_an_empty_picture() -> None:
    empty = Table("t", "空", (Column("a", "甲", "text"), Column("b", "乙")), (TableRow(("合计", 3), Role.TOTAL),))
    for kind in ("bar", "line"):
        assert "<svg" in svg(drawing(Chart("c", "空", kind, "t", "a", ("b",)), empty))
