"""Scores by rank (R03) and by weight (R06), awards by place (R04): worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from assessed import Book, read, texts
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.work.assessmentranks import combined, points_of, weights_of
from shequ_cli.work.assessmenttable import object_table

RANKED = """
title: 和谐
objects: 单位
items:
  - id: work
    title: 实绩
    points: 100
    rank: {ledger: unit, year: year, subject: who, indicator: indicator, this: this, last: last, direction: direction,
           smaller: 越小越好, false_report: wrong, current: 0.4, improvement: 0.6}
"""
LISTED = RANKED.replace("improvement: 0.6}", "improvement: 0.6, ranks: {1: 100, 2: 90, 3: 80}}")


def unit(who: str, this: object, last: object = None, **more: object) -> dict[str, object]:
    found: dict[str, object] = {
        "year": 2026,
        "who": who,
        "indicator": "办结率",
        "this": Decimal(str(this)),
        "direction": "越大越好",
    }
    found["reported_on"] = date(2026, 9, 1)
    return found | ({"last": Decimal(str(last))} if last is not None else {}) | more


def test_R03_F26_forty_and_sixty_per_cent() -> None:
    rule = read(RANKED).items[0].rank
    assert rule is not None
    assert combined(rule, Decimal(80), Decimal(90)) == Decimal("86.00")


def test_R03_story_45_third_in_standing_and_second_in_improvement_is_eighty_six() -> None:
    book = Book().add("unit", unit("甲", 95, 90), unit("乙", 93, 92), unit("丙", 91, 88), unit("丁", 80, 85))
    results = {one.object: one for one in book.ranking(LISTED)}

    # 丙: standing third 80, improvement 3 second 90: 80×0.4＋90×0.6
    assert results["丙"].score == 86
    assert results["丙"].items[0].why == "办结率实绩第3名、进步第2名，得86分"
    assert [one.object for one in book.ranking(LISTED)] == ["甲", "丙", "乙", "丁"]


def test_R03_a_false_report_gets_nothing_and_takes_no_place() -> None:
    book = Book().add("unit", unit("甲", 99, 10, wrong=True), unit("乙", 93, 92), unit("丙", 91, 88))
    results = {one.object: one for one in book.ranking(LISTED)}

    assert (results["甲"].score, results["甲"].items[0].why) == (0, "办结率虚报，记0分")
    assert results["乙"].score == Decimal("94.00")  # first 100×0.4＋second 90×0.6


def test_where_less_is_better_the_smallest_is_first_and_a_fall_is_improvement() -> None:
    down = {"direction": "越小越好"}
    book = Book().add("unit", unit("甲", 6, 8, **down), unit("乙", 5, "5.5", **down))
    results = {one.object: one.score for one in book.ranking(LISTED)}

    assert results == {"甲": Decimal("96.00"), "乙": Decimal("94.00")}


def test_without_last_year_improvement_earns_nothing_and_the_value_is_missing() -> None:
    book = Book().add("unit", unit("甲", 95), unit("乙", 93, 92))
    [first] = [one for one in book.ranking(LISTED) if one.object == "甲"]

    assert (first.score, texts(first)) == (40, ["缺办结率的上年数"])


def test_equal_values_share_the_better_place() -> None:
    book = Book().add("unit", unit("甲", 95, 90), unit("乙", 95, 90), unit("丙", 90, 89))
    assert [(one.object, one.score, one.place) for one in book.ranking(LISTED)] == [
        ("乙", 100, 1),
        ("甲", 100, 1),
        ("丙", 80, 3),
    ]


@given(st.integers(1, 40), st.data())
def test_even_points_fall_from_a_hundred_and_never_reach_nought(objects: int, data: st.DataObject) -> None:
    rule = read(RANKED).items[0].rank
    assert rule is not None
    place = data.draw(st.integers(1, objects))
    points = points_of(rule, place, objects)

    assert points_of(rule, 1, objects) == 100
    assert 0 < points <= 100
    assert place == objects or points > points_of(rule, place + 1, objects)


WEIGHED = """
title: 下沉
objects: 队伍
scores: mark
items:
  - id: w
    title: 综合
    points: 100
    weighted:
      ledger: crew
      year: year
      subject: who
      parts:
        - {title: 党委, value: street, weight: share, least: {消防: 70, others: 50}}
        - {title: 部门, value: bureau}
veto: [{id: v, title: 不配合, records: {ledger: talk, where: "kind = '不配合'", subject: team}}]
levels: [{title: 优秀, at_least: 90}, {title: 合格}]
"""


def crew(who: str, street: object, bureau: object, share: int) -> dict[str, object]:
    scores = {"street": street, "bureau": bureau}
    known = {key: Decimal(str(value)) for key, value in scores.items() if value is not None}
    return {"year": 2026, "who": who, "share": Decimal(share), "on": date(2026, 9, 1)} | known


def test_R06_seventy_per_cent_of_one_and_thirty_of_the_other() -> None:
    [only] = Book().add("crew", crew("消防", 92, 88, 70)).ranking(WEIGHED)

    assert (only.score, only.title, only.items[0].why) == (Decimal("90.80"), "优秀", "92×70%＋88×30%＝90.8")


@pytest.mark.parametrize(
    ("who", "share", "counts"), [("消防", 69, False), ("消防", 70, True), ("环水", 50, True), ("环水", 49, False)]
)
def test_R06_a_weight_below_the_minimum_leaves_no_score(who: str, share: int, counts: bool) -> None:
    [only] = Book().add("crew", crew(who, 92, 88, share)).ranking(WEIGHED)

    assert (only.items[0].score is not None) is counts
    assert ("低于最低" in only.items[0].why) is not counts


def test_a_score_still_to_come_is_missing() -> None:
    [only] = Book().add("crew", crew("环水", None, 88, 50)).ranking(WEIGHED)
    assert (only.place, only.title, texts(only)) == (None, "", ["缺党委"])


@given(st.integers(0, 100))
def test_weights_make_a_hundred(share: int) -> None:
    rule = read(WEIGHED).items[0].weighted
    assert rule is not None
    assert sum(weights_of(rule, {"share": Decimal(share)}).values()) == 100


def test_R06_a_veto_found_in_records_of_this_team_only() -> None:
    book = Book().add("crew", crew("消防", 92, 88, 70), crew("环水", 80, 80, 50))
    book.add("talk", {"held_on": date(2026, 5, 1), "kind": "不配合", "team": "消防"})
    assert {one.object: one.title for one in book.ranking(WEIGHED)} == {"消防": "一票否决", "环水": "合格"}


AWARD = """
title: 发展奖
objects: 单位
scores: mark
items:
  - {id: a, title: 年度得分, points: 100}
  - {id: b, title: 创新举措}
veto: check
awards:
  leader_share: 0.05
  list:
    - {title: 优秀奖, yuan: 100000, ranks: [1]}
    - {title: 先进奖, yuan: 60000, ranks: [2]}
    - {title: 创新奖, yuan: 50000, items: [b]}
"""
CHECK = "title: 核查\nobjects: 单位\nscores: mark\nveto: [{id: v, title: 安全}]"


def units(*rows: tuple[str, int, bool | None]) -> Book:
    book = Book()
    for who, score, veto in rows:
        book.mark("年度得分", score, object=who)
        if veto is not None:
            book.mark("安全", veto, object=who, assessment="核查")
    return book


def test_R04_F24_awards_and_the_leaders_five_per_cent_are_exact() -> None:
    book = units(("甲", 95, False), ("乙", 93, False), ("丙", 90, False)).mark("创新举措", True, object="丙")
    given = {one.object: (one.award and one.award.yuan, one.leader_yuan) for one in book.ranking(AWARD, check=CHECK)}

    assert given == {
        "甲": (100000, Decimal("5000.00")),
        "乙": (60000, Decimal("3000.00")),
        "丙": (50000, Decimal("2500.00")),
    }


def test_R05_story_46_the_vetoed_get_nothing_and_nobody_moves_up() -> None:
    results = units(("甲", 95, True), ("乙", 93, False), ("丙", 90, None)).ranking(AWARD, check=CHECK)

    assert [(one.object, one.place, one.award.title if one.award else "") for one in results] == [
        ("甲", 1, ""),
        ("乙", 2, "先进奖"),
        ("丙", 3, ""),
    ]
    rows = [row.cells for row in object_table(results).rows]
    assert (rows[0][-1], rows[2][-1]) == ("安全", "一票否决没有核查完，所缺1处")


def test_R05_a_false_report_forfeits_the_award() -> None:
    book = units(("甲", 95, False)).mark("年度得分", None, object="甲", false_report=True)
    [only] = book.ranking(AWARD, check=CHECK)
    assert (only.score, only.award) == (0, None)
