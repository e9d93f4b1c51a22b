"""Measures: what a definition means, and the definitions that do not hold together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.work import measurequery
from shequ_cli.work.measure import Kind, Measure, by_title, measure_named
from shequ_cli.work.measurefile import measures_of, read_measures
from shequ_cli.work.periodwords import parse

CASE = read_ledger(
    "case",
    {
        "title": "矛盾纠纷调解",
        "x-ledger": {"date": "accepted_on", "aliases": ["纠纷"]},
        "properties": {
            "accepted_on": {"title": "受理日期", "type": "string", "format": "date"},
            "concluded_on": {"title": "调结日期", "type": "string", "format": "date"},
            "category": {"title": "纠纷类型", "x-codelist": "dispute_type"},
            "complex": {"title": "疑难复杂", "type": "boolean"},
            "summary": {"title": "摘要", "type": "string"},
            "amount": {"title": "涉及金额", "type": "number", "x-money": True},
            "hours": {"title": "工时", "type": "number"},
            "people": {"title": "当事人数", "type": "integer"},
            "photos": {"title": "照片", "type": "array", "items": {"type": "string"}},
        },
    },
)
DIBAO = read_ledger(
    "dibao",
    {
        "title": "低保月度",
        "x-ledger": {"date": "month", "storage": "csv", "unit": "户"},
        "properties": {
            "month": {"title": "月份", "type": "string", "format": "month"},
            "household": {"title": "户编码", "type": "string"},
            "persons": {"title": "保障人数", "type": "integer"},
        },
    },
)
TODAY = date(2026, 11, 21)
LEDGERS = {"case": CASE, "dibao": DIBAO}
CODELISTS = {
    "dispute_type": read_codelist(
        "dispute_type",
        {
            "title": "纠纷类型",
            "codes": ["邻里纠纷", {"title": "劳动争议纠纷", "children": ["拖欠工资纠纷", "其他劳动争议"]}],
        },
    )
}


def read(**definitions: dict[Any, Any]) -> dict[str, Measure]:
    return dict(read_measures({"test": definitions}, LEDGERS, CODELISTS))


ACCEPTED = {"title": "受理矛盾纠纷", "from": "case", "by": ["category"]}
CONCLUDED = {"title": "调结", "from": "纠纷", "on": "调结日期", "by": ["纠纷类型"]}


def test_a_count_takes_its_unit_and_date_from_its_ledger() -> None:
    accepted = read(accepted=ACCEPTED)["accepted"]

    assert (accepted.kind, accepted.unit, accepted.on, accepted.exact, accepted.decimals) == (
        Kind.FLOW,
        "件",
        "accepted_on",
        "integer",
        0,
    )
    assert [way.titles for way in accepted.by] == [("邻里纠纷", "劳动争议纠纷", "拖欠工资纠纷", "其他劳动争议")]
    assert accepted.by[0].family("劳动争议纠纷") == ("劳动争议纠纷", "拖欠工资纠纷", "其他劳动争议")


def test_what_is_summed_says_how_exact_it_is() -> None:
    found = read(
        money={"from": "case", "value": "sum 涉及金额", "unit": "元"},
        hours={"from": "case", "value": "sum hours", "unit": "小时"},
        photos={"from": "case", "value": "sum photos_count", "unit": "张"},
        people={"from": "case", "value": "count distinct summary", "unit": "种"},
    )

    assert [(one.exact, one.decimals) for one in found.values()] == [
        ("money", 2),
        ("number", 2),
        ("integer", 0),
        ("integer", 0),
    ]


def test_a_stock_of_households_is_never_a_sum() -> None:
    """S38: 低保户数 is the last month's number; saying count would add it over the months."""
    assert read(households={"from": "dibao", "kind": "stock", "value": "last count"})["households"].kind is Kind.STOCK
    with pytest.raises(BadDefinition, match="时点数"):
        read(households={"from": "dibao", "kind": "stock", "value": "count"})
    with pytest.raises(BadDefinition, match="时点数"):
        read(persons={"from": "dibao", "kind": "flow", "value": "last persons"})


def test_households_and_persons_are_never_added() -> None:
    """story 25."""
    with pytest.raises(BadDefinition, match="户、人 单位不同"):
        read(
            households={"from": "dibao", "value": "last count", "unit": "户"},
            persons={"from": "dibao", "value": "last persons", "unit": "人"},
            both={"sum_of": ["households", "persons"]},
        )


def test_a_rate_is_in_per_cent_with_one_decimal_unless_said_otherwise() -> None:
    found = read(
        accepted=ACCEPTED,
        concluded=CONCLUDED,
        money={"from": "case", "value": "sum amount", "unit": "元"},
        rate={"title": "调解率", "numerator": "concluded", "denominator": "accepted", "by": ["category"]},
        each={"title": "件均", "unit": "元", "numerator": "money", "denominator": "accepted"},
    )

    assert (found["rate"].unit, found["rate"].decimals, found["rate"].in_points, found["rate"].scale) == (
        "%",
        1,
        True,
        100,
    )
    assert (found["each"].unit, found["each"].decimals, found["each"].in_points, found["each"].scale) == (
        "元",
        2,
        False,
        1,
    )
    assert [way.field.name for way in found["rate"].by] == ["category"]


def test_a_bare_on_which_yaml_reads_as_true_is_understood() -> None:
    assert read(concluded={"from": "case", True: "concluded_on"})["concluded"].on == "concluded_on"


def test_targets_are_yearly_for_flows_and_levels_for_rates() -> None:
    found = read(
        a=ACCEPTED | {"title": "a", "target": 20},
        b=ACCEPTED | {"title": "b", "target": {"annual": 24}},
        c=ACCEPTED | {"title": "c", "target": {2026: 24, 2027: 30}},
        d=ACCEPTED | {"title": "d", "target": {"at_most": {2026: 3}}},
        e={"numerator": "a", "denominator": "b", "target": {"at_least": 95}},
    )

    targets = {name: measure.target for name, measure in found.items()}
    assert all(target is not None for target in targets.values())
    assert [
        (target.of(2026), target.of(2028), target.at_most, target.yearly) for target in targets.values() if target
    ] == [
        (20, 20, False, True),
        (24, 24, False, True),
        (24, None, False, True),
        (3, None, True, True),
        (95, 95, False, False),
    ]


def test_a_pace_is_a_curve_of_shares() -> None:
    assert read(a=ACCEPTED | {"pace": {6: 0.6, 12: 1.0}})["a"].pace == ((6, Decimal("0.6")), (12, Decimal("1.0")))
    assert read(a=ACCEPTED | {"pace": "linear"})["a"].pace == ()


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        ({"from": "cases"}, "是不是“case”"),
        ({"from": "case", "on": "受理日"}, "受理日期"),
        ({"from": "case", "on": "summary"}, "摘要 不是日期"),
        ({"from": "case", "value": "sum summary"}, "摘要 不是数"),
        ({"from": "case", "value": "sum money"}, "没有叫“money”的字段"),
        ({"from": "case", "value": "total amount"}, "看不懂 value"),
        ({"from": "case", "value": "open"}, "until"),
        ({"from": "case", "by": ["amount"]}, "不能按 涉及金额 分组"),
        ({"from": "case", "where": "纠纷类别 = '邻里纠纷'"}, "where：没有叫“纠纷类别”的字段"),
        ({"from": "case", "where": "category = '邻里纠粉'"}, "邻里纠纷"),
        ({"from": "case", "where": "delete"}, "where："),
        ({"from": "case", "wher": "complex"}, "没有叫“wher”的键，是不是“where”"),
        ({"from": "case", "kind": "rate"}, "kind"),
        ({"from": "case", "target": {"atleast": 3}}, "target"),
        ({"from": "case", "target": "很多"}, "“很多”不是数"),
        ({"from": "case", "pace": {6: 0.9, 12: 0.5}}, "逐月不减"),
        ({"from": "case", "pace": {13: 1}}, "1 至 12"),
        ({"from": "case", "pace": "fast"}, "pace"),
        ({"numerator": "accepted"}, "numerator 和 denominator"),
        ({"numerator": "accepted", "denominator": "acepted"}, "是不是“accepted”"),
        ({"numerator": "rate", "denominator": "accepted"}, "比率不能再做比率"),
        ({"sum_of": ["rate", "rate"]}, "比率之间也不能相加"),
        ({"sum_of": ["accepted", "open"]}, "不能混在一起相加"),
        ({"sum_of": ["accepted", "concluded"], "unit": "人"}, "单位应是 件"),
        ({"sum_of": ["accepted", "open_free"], "by": ["category"]}, "没有按 category 分组"),
        ({"sum_of": ["it", "accepted"]}, "绕成了圈"),
        ({"title": "什么都没说"}, "from"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused_with_its_place(
    definition: dict[Any, Any], why: str
) -> None:
    sound = {
        "accepted": ACCEPTED,
        "concluded": CONCLUDED,
        "open_free": {"from": "case"},
        "open": {"from": "case", "value": "open", "until": "concluded_on"},
        "rate": {"numerator": "concluded", "denominator": "accepted"},
    }
    with pytest.raises(BadDefinition, match=why) as caught:
        read(**sound, it=definition)
    assert "schemas/indicators/test.yaml: it" in str(caught.value)


def test_a_name_may_be_given_once_only() -> None:
    with pytest.raises(BadDefinition, match="schemas/indicators/a.yaml: accepted 里已有同名的指标"):
        read_measures({"a": {"accepted": ACCEPTED}, "b": {"accepted": ACCEPTED}}, LEDGERS, CODELISTS)


def test_a_measure_is_read_when_it_is_asked_for_and_its_title_is_known_before() -> None:
    found = measures_of(
        {"a": {"accepted": ACCEPTED, "bare": {"from": "case"}, "bad": {"from": "nowhere"}}}, LEDGERS, {}
    )

    assert by_title(found) == {"受理矛盾纠纷": "accepted", "bare": "bare", "bad": "bad"}
    assert found["accepted"] is measure_named("受理矛盾纠纷", found)
    with pytest.raises(BadDefinition, match="schemas/indicators/a.yaml: bad"):
        found["bad"]
    with pytest.raises(BadDefinition, match="schemas/indicators/a.yaml: bad"):
        found.make_all()


def test_measures_are_found_by_name_or_title() -> None:
    found = read(accepted=ACCEPTED)

    assert measure_named("受理矛盾纠纷", found) is measure_named("accepted", found)
    with pytest.raises(UnknownName, match="受理矛盾纠纷"):
        measure_named("受理纠纷", found)


def test_a_query_says_what_its_answer_depends_on() -> None:
    query = measurequery.monthly(read(concluded=CONCLUDED)["concluded"])

    assert (query.ledger, query.column) == ("case", "concluded_on")
    assert ":start" in query.sql
    assert ":end" in query.sql


def test_a_ledger_dated_by_months_is_asked_for_the_months_that_begin_in_a_period() -> None:
    households = read(households={"from": "dibao", "value": "last count"})["households"]

    assert measurequery.bounds(households, parse("2026-03-05..2026-05-02", TODAY)) == {
        "start": "2026-04-01",
        "end": "2026-06-01",
    }
    assert measurequery.bounds(households, parse("2026-12-02..2026-12-30", TODAY)) == {
        "start": "2027-01-01",
        "end": "2027-01-01",
    }
