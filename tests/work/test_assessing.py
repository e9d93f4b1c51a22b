"""What an assessment comes to: points, stars, minimums, caps, vetoes, and what still lacks (R01–R14)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from assessed import Book, texts
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.work.assessmentresult import Result, Wanted, as_json
from shequ_cli.work.assessmentsummary import summary
from shequ_cli.work.assessmenttable import missing_table, score_table
from shequ_cli.work.table import Absent

STARS = (
    """
title: 星级
scores: mark
scorers: [区县, 街道, 自评]
total: stars
star: {at_least: 9}
items:
"""
    + "".join(f"  - {{id: a{n}, title: 方面{n}, points: 10}}\n" for n in range(1, 11))
    + """
levels:
  - {title: 十星级, at_least: 10}
  - {title: 达标, at_least: 7}
  - {title: 未达标}
"""
)
TEN = ["9", "9", "9.5", "9", "9", "9", "9", "8.9", "8", "7"]
MONTHLY = """
title: 讲座达标
total: met
items: [{id: talks, title: 每月讲座, measure: talks, at_least: 1, per: month}]
levels: [{title: 达标, at_least: all}, {title: 未达标}]
"""
NINE_MONTHS = [f"{month:02}-12" for month in (1, 2, 3, 4, 5, 6, 7, 8, 10)]


def one(text: str, scores: str = "scores: mark") -> str:
    """An assessment of one item."""
    return f"title: 一项\n{scores}\nitems: [{{id: a, title: 甲, {text}}}]"


def scored(scores: list[str], book: Book | None = None) -> Result:
    book = book or Book()
    for n, value in enumerate(scores, 1):
        book.mark(f"方面{n}", value)
    return book.result(STARS)


def test_R01_F26_nine_is_a_star_and_eight_point_nine_is_none() -> None:
    result = scored(TEN)

    assert (result.score, result.title) == (7, "达标")
    assert result.short == ("方面8", "方面9", "方面10")
    assert result.items[7].why == "9月1日评8.9分，不到9分，不得星"


@pytest.mark.parametrize(("stars", "title"), [(10, "十星级"), (9, "达标"), (7, "达标"), (6, "未达标")])
def test_R01_all_ten_make_the_title_and_seven_pass(stars: int, title: str) -> None:
    assert scored(["9"] * stars + ["8.99"] * (10 - stars)).title == title


@given(st.permutations(list(range(10))), st.lists(st.integers(0, 100), min_size=10, max_size=10))
def test_the_order_of_items_and_of_their_rows_does_not_matter(order: list[int], tenths: list[int]) -> None:
    book = Book()
    for n in order:
        book.mark(f"方面{n + 1}", Decimal(tenths[n]) / 10)

    assert book.result(STARS).score == sum(each >= 90 for each in tenths)


def test_a_score_above_the_points_counts_as_the_points() -> None:
    item = Book().mark("甲", "12").result(one("points: 10")).items[0]
    assert (item.score, "超过分值" in item.why) == (10, True)


def test_the_higher_scorer_wins_and_of_one_scorer_the_later_day() -> None:
    book = Book().mark("方面1", "9.5", scored_by="自评", scored_on=date(2026, 10, 1))
    book.mark("方面1", "8", scored_by="街道", scored_on=date(2026, 9, 1))
    assert book.result(STARS).items[0].score == 8
    book.mark("方面1", "9", scored_by="街道", scored_on=date(2026, 9, 9))
    assert book.result(STARS).items[0].why == "街道9月9日评9分"


def test_a_score_from_after_today_or_of_another_year_is_not_there_yet() -> None:
    book = Book().mark("甲", "9", scored_on=date(2026, 11, 2)).mark("甲", "7", year=2025)
    assert book.result(one("points: 10")).items[0].score is None


def test_a_row_for_an_item_that_does_not_exist_is_told_with_the_nearest() -> None:
    assert Book().mark("方面十一", "9").mark("方面01", "9").result(STARS).remarks[1] == (
        "评分记录里的评分项“方面01”在“星级”里没有，是不是“方面1”？"
    )


def test_R30_story_32_the_months_to_come_and_the_month_that_is_past_mending() -> None:
    result = Book().talks(*NINE_MONTHS).result(MONTHLY)

    assert texts(result) == ["讲座9月没有达到，已不能补", "讲座还差2场：11月、12月"]
    assert [lack.state for _item, lack in result.missing] == [Wanted.LOST, Wanted.TODO]
    assert result.items[0].why == "讲座9场，12个月中9个月达到，要求每月不少于1场"
    assert (result.title, result.best_level and result.best_level.title) == ("未达标", "未达标")


def test_a_minimum_that_can_still_be_kept_is_undecided() -> None:
    days = [f"{month:02}-12" for month in range(1, 11)]
    result = Book().talks(*days).result(MONTHLY)

    assert result.items[0].met is None
    assert (result.best, summary(result)) == (
        1,
        "达到0项（共1项），目前未达标。补齐后最多达到1项（共1项），达标。所缺1处：待办1处。",
    )


def test_a_good_month_makes_up_no_other() -> None:
    text = MONTHLY.replace("total: met", "").replace("at_least: 1,", "at_least: 1, points: 12, linear: true,")
    result = Book().talks("01-01", "01-02", "01-03", "02-01").result(text, today=date(2027, 1, 5))

    assert result.items[0].score == 2


def test_when_the_year_is_over_everything_lacking_is_past_mending() -> None:
    result = (
        Book()
        .talks("03-01")
        .result(one("measure: talks, at_least: 3, points: 6, linear: true", ""), today=date(2027, 2, 1))
    )
    assert (result.items[0].score, texts(result)) == (2, ["讲座少2场，已不能补"])


@pytest.mark.parametrize(
    ("judge", "talks", "points"),
    [
        ("at_least: 4", 3, 0),
        ("at_least: 4", 4, 10),
        ("at_least: 4, linear: true", 3, Decimal("7.5")),
        ("at_least: 4, linear: true", 9, 10),
        ("at_most: 2", 3, 0),
        ("at_most: 2", 2, 10),
        ("steps: {6: 10, 4: 8, 2: 3}", 5, 8),
        ("steps: {6: 10, 4: 8, 2: 3}", 1, 0),
        ("steps: {at_most: {0: 10, 3: 5}}", 2, 5),
        ("steps: {at_most: {0: 10, 3: 5}}", 4, 0),
        ("each: 3", 2, 6),
        ("each: 3", 5, 10),
    ],
)
def test_each_way_of_judging_a_number(judge: str, talks: int, points: Decimal) -> None:
    days = [f"{n + 1:02}-05" for n in range(talks)]
    assert Book().talks(*days).result(one(f"points: 10, measure: talks, {judge}", "")).items[0].score == points


@given(st.integers(0, 12), st.integers(1, 12), st.integers(1, 50))
def test_linear_points_never_leave_nought_to_full_and_grow_with_the_number(done: int, least: int, full: int) -> None:
    text = one(f"points: {full}, measure: talks, at_least: {least}, linear: true", "")
    fewer, more = (
        Book().talks(*(f"{n:02}-05" for n in range(1, 13)[:count])).result(text, today=date(2027, 1, 2)).score
        for count in (done, min(done + 1, 12))
    )
    assert 0 <= fewer <= more <= full


def test_records_count_in_their_period_and_with_ever_until_they_end() -> None:
    book = Book().add(
        "talk", {"held_on": date(2020, 5, 1)}, {"held_on": date(2021, 5, 1), "closed_on": date(2026, 3, 1)}
    )
    book.talks("02-01", "12-24")

    kept = book.result(one("records: {ledger: talk, ever: true, until: closed_on}, at_least: 2", "total: met"))
    assert (kept.items[0].records, kept.items[0].met) == (("talk-1", "talk-3"), True)
    of_year = book.result(one("records: {ledger: 讲座, where: \"kind = '法治'\"}", "total: met"))
    assert of_year.items[0].records == ("talk-3",)


def test_a_rate_below_what_is_wanted_says_where_it_stands() -> None:
    book = Book().talks("02-01").talks("03-01", "04-01", kind="健康")
    result = book.result(one("measure: law_share, at_least: 50", "total: met"))
    assert texts(result) == ["法治讲座占比现为33.3%，要求不低于50%"]


def test_evidence_is_what_is_declared_less_what_rows_and_records_hold() -> None:
    text = one(
        "points: 10, evidence: [方案, {title: 总结, by: '12-20'}, {title: 名册, by: '03-31'}, {measure: talks, at_least: 3}]"
    )
    result = Book().talks("02-01").mark("甲", "9", "2026年创建方案").result(text)

    assert [(lack.text, lack.state.value) for _item, lack in result.missing] == [
        ("缺“总结”", "todo"),
        ("缺“名册”", "overdue"),
        ("讲座还差2场", "todo"),
    ]
    assert result.items[0].materials == ("2026年创建方案",)


def test_materials_may_come_before_the_score() -> None:
    item = Book().mark("甲", None, "方案").result(one("points: 10, evidence: [方案]")).items[0]
    assert (item.score, item.why, [lack.text for lack in item.missing]) == (None, "还没有评分", ["还没有评分"])


def test_R03_a_false_report_zeroes_its_item_whatever_was_scored() -> None:
    text = "title: 两项\nscores: mark\nitems: [{id: a, title: 甲, points: 10}, {id: b, title: 乙, points: 10}]"
    result = Book().mark("甲", "9").mark("甲", None, false_report=True).mark("乙", "8").result(text)

    assert (result.items[0].score, result.score, result.items[0].why) == (0, 8, "查实虚报，本项清零")


EXTRA = """
title: 加减
scores: mark
items: [{id: a, title: 甲, points: 100}]
bonus: {cap: 5, items: [{id: b, title: 加一, points: 4}, {id: c, title: 加二, points: 4}]}
deductions: {cap: 10, items: [{id: d, title: 减一, points: 20}]}
"""


@given(*(st.integers(0, 30) for _n in range(4)))
def test_caps_hold_and_the_total_never_falls_below_nought(base: int, first: int, second: int, away: int) -> None:
    book = Book().mark("甲", base).mark("加一", first).mark("加二", second).mark("减一", away)
    result = book.result(EXTRA)

    assert result.score == max(base + min(min(first, 4) + min(second, 4), 5) - min(min(away, 20), 10), 0)


def test_nobody_has_to_enter_a_bonus_or_a_deduction() -> None:
    result = Book().mark("甲", 80).result(EXTRA)
    assert (result.score, result.open, texts(result)) == (80, 0, [])


VETO = """
title: 否决
scores: mark
items: [{id: a, title: 甲, points: 100}]
veto: [{id: v, title: 安全事故}, {id: w, title: 弄虚作假}]
levels: [{title: 优秀, at_least: 90}, {title: 一般}]
"""


@given(st.integers(0, 100), st.booleans(), st.booleans())
def test_R05_a_veto_wins_over_every_score(points: int, first: bool, second: bool) -> None:
    book = Book().mark("甲", points).mark("安全事故", first).mark("弄虚作假", second)
    result = book.result(VETO)

    assert (result.title == "一票否决") is (first or second)
    assert (result.level is None) is (first or second)


def test_R05_a_veto_that_nobody_looked_into_is_missing_and_said() -> None:
    result = Book().mark("甲", 95).mark("安全事故", False).result(VETO)
    assert (result.unchecked, texts(result)) == (("弄虚作假",), ["还没有判断"])
    assert result.title == "优秀"


def test_conditions_are_met_by_hand_by_number_or_not() -> None:
    text = """
title: 条件
scores: mark
total: met
items:
  - {id: a, title: 甲, by: "11-30"}
  - {id: b, title: 乙, at_least: 95, unit: '%'}
  - {id: c, title: 丙}
levels: [{title: 齐全, at_least: all}, {title: 不齐}]
"""
    result = Book().mark("甲", False).mark("乙", "94.9").mark("丙", True).result(text)

    assert [each.met for each in result.items] == [False, False, True]
    assert result.items[1].why == "9月1日评94.9%，要求不低于95%"
    assert texts(result) == ["没有达到", "没有达到"]
    assert (result.title, result.best) == ("不齐", 3)


def test_before_anything_is_scored_there_is_no_title() -> None:
    assert (scored([]).title, scored([]).open) == ("", 10)


def test_a_quarter_takes_only_scores_of_that_quarter() -> None:
    text = "title: 季\nperiods: [quarter]\nscores: mark\nitems: [{id: a, title: 甲, points: 10}]"
    book = Book().mark("甲", 6, period="2026Q1").mark("甲", 9, period="2026Q2")
    assert book.result(text, "2026Q1").score == 6


def test_json_is_the_promised_shape_with_exact_points_and_whole_stars() -> None:
    shape = as_json(scored(TEN))

    assert (shape["shequ"], shape["score"], shape["full"], shape["title"]) == ("assessment/1", 7, 10, "达标")
    items = shape["items"]
    assert isinstance(items, list)
    assert {"name", "points", "score", "why", "missing", "star"} <= set(items[0])
    assert (items[2]["score"], items[2]["star"], items[7]["star"]) == ("9.5", True, False)
    assert as_json(Book().mark("甲", "8.5").result(one("points: 10")))["score"] == "8.5"


def test_the_form_has_the_official_columns_and_a_total() -> None:
    table = score_table(scored(TEN))

    assert [column.title for column in table.columns] == ["序号", "评分项", "分值", "得分", "依据", "佐证材料", "备注"]
    assert table.rows[-1].cells[:4] == ("合计", None, 100, Decimal("87.4"))


def test_items_that_lack_the_same_stand_in_one_row_and_what_is_late_comes_first() -> None:
    text = """
title: 缺
scores: mark
items:
  - {id: a, title: 甲, points: 5, evidence: [{title: 方案, by: "03-31"}]}
  - {id: b, title: 乙, points: 5}
  - {id: c, title: 丙, points: 5, measure: talks, at_least: 1, per: half}
"""
    rows = [row.cells[1:4] for row in missing_table(Book().result(text)).rows]
    assert rows == [
        ("甲", "缺“方案”", "3月31日"),
        ("甲、乙", "还没有评分", "12月31日"),
        ("丙", "讲座还差1场：下半年", "12月31日"),
        ("丙", "讲座上半年没有达到，已不能补", Absent.NOT_APPLICABLE),
    ]
