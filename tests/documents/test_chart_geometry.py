"""The measures of a chart: every mark inside the picture, lengths in proportion, axes that begin at nothing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents.chart import COLOURS, Drawing, Series, drawing, numbers, svg
from shequ_cli.work.table import Absent, Chart, Column, Points, Role, Table, TableRow

VALUES = st.integers(-5000, 5000) | st.decimals(-5000, 5000, places=2)
LABELS = st.text("甲乙丙丁一二三四月季度社区", min_size=1, max_size=20)
Box = tuple[float, float, float, float]


@st.composite
def drawings(draw: st.DrawFn, kinds: tuple[str, ...] = ("bar", "line", "pie"), least: int = -5000) -> Drawing:
    labels = draw(st.lists(LABELS, min_size=1, max_size=14))
    values = st.lists(VALUES.filter(lambda n: n >= least), min_size=len(labels), max_size=len(labels)).map(tuple)
    kind = draw(st.sampled_from(kinds))
    count = 1 if kind == "pie" else draw(st.integers(1, 3))
    return Drawing("题", kind, tuple(labels), tuple(Series(f"列{n}", draw(values)) for n in range(count)))


def boxes(picture: str) -> list[Box]:
    shape = r'<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="(-?[\d.]+)" height="(-?[\d.]+)"'
    return [tuple(map(float, found)) for found in re.findall(shape, picture)]  # type: ignore[misc]


def size(picture: str) -> tuple[float, float]:
    (found,) = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    return float(found[0]), float(found[1])


def bars_of(drawn: Drawing) -> list[Box]:
    """The bars without the squares of the legend."""
    found = boxes(svg(drawn))
    return found[len(drawn.series) :] if len(drawn.series) > 1 else found


@given(drawings())
def test_every_mark_lies_inside_the_picture(drawn: Drawing) -> None:
    picture = svg(drawn)
    wide, high = size(picture)
    for x, y, across, down in boxes(picture):
        assert across >= 0 and down >= 0
        assert x >= -0.2 and x + across <= wide + 0.2
        assert y >= 0 and y + down <= high + 0.2
    for x, y in re.findall(r'<circle cx="([\d.-]+)" cy="([\d.-]+)"', picture):
        assert 0 <= float(x) <= wide and 0 <= float(y) <= high


@given(drawings(("bar",)))
def test_bars_are_in_proportion_to_their_numbers(drawn: Drawing) -> None:
    """Whichever way they lie; a scale that is not the same for all of them would lie."""
    values = [abs(float(series.values[place])) for place in range(len(drawn.labels)) for series in drawn.series]
    bars = bars_of(drawn)
    assert len(bars) == len(values)
    lie = {round(box[3], 1) for box in bars} == {15.0}
    longs = [box[2] if lie else box[3] for box in bars]
    if (most := max(values)) > 0 and (whole := max(longs)) > 1:
        assert longs == pytest.approx([whole * value / most for value in values], abs=0.15)


@given(drawings(("line",)))
def test_a_line_has_a_point_for_each_number_higher_for_more(drawn: Drawing) -> None:
    picture = svg(drawn)
    points = re.findall(r'<polyline points="([^"]+)"', picture)
    assert len(points) == len(drawn.series)
    for series, path in zip(drawn.series, points, strict=True):
        heights = [float(point.split(",")[1]) for point in path.split()]
        assert len(heights) == len(drawn.labels)
        for one, two in zip(range(len(heights)), range(1, len(heights)), strict=False):
            if series.values[one] < series.values[two]:
                assert heights[one] >= heights[two]


@given(drawings(("line", "bar"), least=0))
def test_an_axis_begins_at_nothing_where_nothing_is_below_it(drawn: Drawing) -> None:
    scale = [float(text) for text in re.findall(r'x="52.0" y="[\d.]+" text-anchor="end">(-?[\d.]+)<', svg(drawn))]
    if scale:  # lying bars have their numbers beside them instead
        top = max(float(value) for series in drawn.series for value in series.values)
        assert len(scale) == 5 and scale[0] == 0 and scale == sorted(scale)
        assert scale[-1] >= top and (top == 0 or scale[-1] <= top * 2.01)
        steps = [two - one for one, two in zip(scale, scale[1:], strict=False)]
        assert steps == pytest.approx([steps[0]] * 4)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8))
def test_the_shares_of_a_pie_are_of_its_sum(values: list[int]) -> None:
    drawn = Drawing("题", "pie", tuple(f"第{n}类" for n in range(len(values))), (Series("本期", tuple(values)),))
    shares = [Decimal(text) for text in re.findall(r"（([\d.]+)%）", svg(drawn))]
    assert len(shares) == len(values)
    assert abs(sum(shares) - 100) <= Decimal("0.05") * len(values)


def test_a_pie_of_nothing_has_no_shares() -> None:
    assert "%" not in svg(Drawing("题", "pie", ("甲", "乙"), (Series("本期", (0, 0)),)))


@pytest.mark.parametrize(
    ("labels", "stand"),
    [
        (("1月", "2月", "3月", "4月"), True),
        (("1月", "2月", "3月"), False),
        (("一季度", "二季度", "三季度", "四季度"), True),
        (("邻里纠纷等", "物业纠纷", "劳动争议", "其他"), False),
    ],
)
def test_bars_stand_over_many_short_labels_and_lie_beside_long_ones(labels: tuple[str, ...], stand: bool) -> None:
    bars = boxes(svg(Drawing("题", "bar", labels, (Series("本期", tuple(range(1, len(labels) + 1))),))))
    assert (len({box[1] + box[3] for box in bars}) == 1) == stand  # one floor
    assert (len({box[0] for box in bars}) == 1) != stand  # one left edge


def test_many_points_do_not_crowd_their_labels() -> None:
    labels = tuple(f"{n}日" for n in range(1, 32))
    picture = svg(Drawing("题", "line", labels, (Series("本期", tuple(range(31))),)))
    shown = re.findall(r">(\d+日)</text>", picture)
    assert shown[0] == "1日" and 8 <= len(shown) <= 12
    assert picture.count("<circle") == 31


def test_several_columns_have_a_legend_in_their_colours_and_one_has_none() -> None:
    one = Series("本期", (3, 4))
    several = svg(Drawing("题", "bar", ("甲", "乙"), (one, Series("上期", (1, 2)))))
    assert [several.count(f'fill="{colour}"') for colour in COLOURS[:3]] == [3, 3, 0]
    assert "上期" in several
    assert "本期" not in svg(Drawing("题", "bar", ("甲", "乙"), (one,)))


def test_more_columns_than_colours_begin_again() -> None:
    series = tuple(Series(f"列{n}", (n,)) for n in range(len(COLOURS) + 1))
    assert svg(Drawing("题", "line", ("甲",), series)).count(f'stroke="{COLOURS[0]}"') == 2


TABLE = Table(
    "t",
    "表",
    (Column("a", "项目", "text"), Column("b", "本期"), Column("c", "同比")),
    (
        TableRow(("一、甲", None, None), Role.HEADING),
        TableRow(("　甲 ", 3, Points(Decimal("1.3")))),
        TableRow(("乙", Absent.NOT_REPORTED, Decimal("2.0"))),
        TableRow(("丙", "三", Decimal("2.0"))),
        TableRow((None, 5, Decimal("-1.0")), Role.PART),
        TableRow(("合计", 8, Decimal("1.0")), Role.TOTAL),
    ),
)


def test_a_drawing_takes_items_and_parts_whose_cells_are_numbers() -> None:
    drawn = drawing(Chart("c", "图", "bar", "t", "a", ("b", "c")), TABLE)
    assert drawn.labels == ("甲", "")
    assert drawn.series == (Series("本期", (3, 5)), Series("同比", (Decimal("1.3"), Decimal("-1.0"))))


def test_what_a_chart_draws_can_be_read_as_a_table() -> None:
    seen = numbers(drawing(Chart("c", "图", "bar", "t", "a", ("b",)), TABLE))
    assert [column.title for column in seen.columns] == ["", "本期"]
    assert [row.cells for row in seen.rows] == [("甲", 3), ("", 5)]
    assert seen.title == "图"
