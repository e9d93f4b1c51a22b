"""Assessment files that do not hold together are refused, each with its file, its item and the nearest word."""

from __future__ import annotations

import pytest
from assessed import read

from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.assessment import ALL


def refused(text: str, **others: str) -> str:
    with pytest.raises(BadDefinition) as caught:
        read(text, **others)
    return str(caught.value)


def item(text: str) -> str:
    return "title: 一\nscores: mark\nitems: [{id: a, title: 甲, " + text + "}]"


RANK = (
    "rank: {ledger: unit, year: year, subject: who, indicator: indicator, this: this, last: last, direction: direction, "
    "smaller: 越小越好, false_report: wrong, current: 0.4, improvement: 0.6}"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("point: 3", "没有叫“point”的键，是不是“points”"),
        ("points: 3, measure: talk", "没有叫“talk”的指标，是不是“talks”"),
        ("points: 3, measure: talks", "at_least、at_most、steps 或 each"),
        ("points: 3, measure: talks, at_least: 1, where: \"kindd = '法治'\"", "没有叫“kindd”的字段，是不是“kind”"),
        ("points: 3, measure: law_share, at_least: 1, where: \"kind = '法治'\"", "没有自己的记录"),
        ("points: 3, where: x", "where 要和 measure 一起写"),
        ("points: 3, records: {ledger: tolk}", "没有叫“tolk”的台账，是不是“talk”"),
        ("points: 3, records: {ledger: talk, unitl: a}", "没有叫“unitl”的键，是不是“until”"),
        ("points: 3, records: {ledger: talk, until: closed_on}", "until 只和 ever: true"),
        ("points: 3, records: {ledger: talk, subject: teem}", "没有叫“teem”的字段，是不是“team”"),
        ("points: 3, measure: talks, at_least: 1, at_most: 2", "只能写一个"),
        ("points: 3, measure: talks, records: {ledger: talk}", "得分只能有一个来处"),
        ("points: x", "points 要写不小于 0 的数，不能是“x”"),
        ("points: -1", "不小于 0"),
        ("points: 3, by: 13-31", "日子要写成 03-31"),
        ("points: 3, by: 02-29", "日子要写成 03-31"),
        ("measure: talks, at_least: 1, linear: true", "要有分值"),
        ("points: 3, measure: talks, at_most: 1, linear: true", "linear 要和大于 0 的 at_least"),
        ("points: 3, measure: talks, steps: {5: 4}", "超过分值 3"),
        ("points: 9, measure: talks, steps: {5: 4, 9: 3}", "越好的分数越高"),
        ("points: 9, measure: talks, steps: 5", "steps 要写成"),
        ("points: 9, measure: talks, at_least: 1, per: week", "没有叫“week”的频次"),
        ("points: 9, measure: law_share, at_least: 1, per: month", "per 只用于按期计数"),
        ("points: 9, at_least: 1, per: month", "per 只用于按期计数"),
        ("points: 9, evidence: [{by: 03-31}]", "缺少 title"),
        ("points: 9, evidence: [{title: 方案, per: month}]", "和 measure 或 records 一起写"),
        ("points: 9, evidence: 方案", "要写成一列"),
        (RANK, "只写分值"),
        ("points: 9, " + RANK.replace("0.6", "0.5"), "之和要是 1"),
        ("points: 9, " + RANK.replace("subject: who", "subject: whom"), "没有叫“whom”的字段，是不是“who”"),
        ("points: 9, " + RANK.replace("0.6}", "0.6, ranks: {1: 101}}"), "不超过 100"),
        ("points: 9, " + RANK.replace("0.6}", "0.6, ranks: {0: 10}}"), "从 1 起的整数"),
        (
            "points: 9, weighted: {ledger: crew, year: year, subject: who, parts: [{title: 甲, value: street}]}",
            "parts 至少两项",
        ),
    ],
)
def test_an_item_that_does_not_hold_together(text: str, said: str) -> None:
    message = refused(item(text))
    assert said in message
    assert message.startswith("schemas/assessments/test.yaml")


ONE = "items: [{id: a, title: 甲, points: 10}]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: 一\nitem: []\n", "没有叫“item”的键，是不是“items”"),
        ("title: 一\n", "没有评分项"),
        ("scores: mark\n" + ONE, "缺少 title"),
        ("title: 一\n" + ONE, "评分记在哪个台账"),
        ("title: 一\nscores: talk\n" + ONE, "缺少评分要用的字段：year"),
        ("title: 一\nscores: mark\nscorers: [省里]\n" + ONE, "没有叫“省里”的评分方"),
        ("title: 一\nscores: mark\ntotal: starz\n" + ONE, "没有叫“starz”的合计方式，是不是“stars”"),
        ("title: 一\nscores: mark\ntotal: stars\n" + ONE, "要写 star"),
        ("title: 一\nscores: mark\nperiods: [decade]\n" + ONE, "没有叫“decade”的期间"),
        ("title: 一\nscores: mark\nlevels: [{title: 差}, {title: 好, at_least: 9}]\n" + ONE, "从高到低"),
        ("title: 一\nscores: mark\nbonus: {items: [{id: b, title: 乙}]}\n" + ONE, "最多几分"),
        ("title: 一\nscores: mark\nveto: nobody\n" + ONE, "没有叫“nobody”的考评"),
        ("title: 一\nscores: mark\nveto: test\n" + ONE, "绕成了圈"),
        ("title: 一\nscores: mark\nveto: [{id: a, title: 乙}]\n" + ONE, "编号或名称重复：a"),
        ("title: 一\nscores: mark\nawards: {list: [{title: 奖, yuan: 5, items: [z]}]}\n" + ONE, "没有叫“z”的评分项"),
        ("title: 一\nscores: mark\nawards: {list: [{title: 奖}]}\n" + ONE, "yuan 要写"),
        ("title: 一\nscores: mark\nversion: {sinse: 2017}\n" + ONE, "没有叫“sinse”的键，是不是“since”"),
    ],
)
def test_an_assessment_that_does_not_hold_together(text: str, said: str) -> None:
    assert said in refused(text)


def test_vetoes_that_go_round_in_a_circle_are_told_with_their_way() -> None:
    other = "title: 二\nscores: mark\nveto: test\n"
    assert "test → other → test" in refused("title: 一\nscores: mark\nveto: other\n" + ONE, other=other)


def test_two_assessments_may_not_share_a_word() -> None:
    assert "同一个名称：一" in refused(
        "title: 一\nscores: mark\n" + ONE, other="title: 二\naliases: [一]\nscores: mark\n" + ONE
    )


def test_what_a_file_says_is_what_the_assessment_holds() -> None:
    found = read(
        "title: 一\naliases: [甲]\nscores: mark\nversion: {of: base, name: v2, since: 2017}\nlevels: [{title: 全, at_least: all}]\n"
        + ONE
    )
    assert found.words == ("test", "一", "甲", "base@v2")
    assert (found.levels[0].least, found.full, found.version.since) == (ALL, 10, "2017")
    assert found.items[0].filed == ("test", "一", "甲")
