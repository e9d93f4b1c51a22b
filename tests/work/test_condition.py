"""Conditions: names or titles in, SQL, Chinese and a plain yes or no out; everything unsafe or misspelt refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from held import Held
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import QueryRefused, UnknownName
from shequ_cli.work.condition import Condition, condition

LEDGER = read_ledger(
    "case",
    {
        "title": "矛盾纠纷调解",
        "x-ledger": {
            "date": "accepted_on",
            "states": {"field": "state", "flow": {"受理": ["调解中"], "调解中": ["达成协议"], "达成协议": ["已归档"]}},
        },
        "properties": {
            "accepted_on": {"title": "受理日期", "type": "string", "format": "date"},
            "month": {"title": "月份", "type": "string", "format": "month"},
            "category": {"title": "纠纷类型", "x-codelist": "dispute_type"},
            "form": {"title": "协议形式", "enum": ["口头协议", "书面协议"]},
            "state": {"title": "状态", "type": "string"},
            "amount": {"title": "涉及金额", "type": "number", "x-money": True},
            "people": {"title": "当事人数", "type": "integer"},
            "complex": {"title": "疑难复杂", "type": "boolean"},
            "room": {"title": "房号", "type": "string"},
            "result": {"title": "结果", "enum": ["合格", "不合格"], "x-blank": ["不适用"]},
            "photos": {"title": "照片", "type": "array", "items": {"type": "string"}},
        },
    },
)
CODELISTS = {
    "dispute_type": read_codelist(
        "dispute_type",
        {
            "title": "纠纷类型",
            "codes": [{"code": "02", "title": "邻里纠纷", "aliases": ["邻里"]}, {"code": "14", "title": "物业纠纷"}],
        },
    )
}


def read(text: str) -> Condition:
    return condition(text, LEDGER, CODELISTS)


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("category = '邻里纠纷'", "category = '邻里纠纷'"),
        ("纠纷类型 = '邻里'", "category = '邻里纠纷'"),
        ("纠纷类型 in ('02', '物业纠纷')", "category IN ('邻里纠纷', '物业纠纷')"),
        ("状态＝“已归档”　and 当事人数＞＝3", "(state = '已归档' AND people >= 3)"),
        ("涉及金额 between 1000 and 2000.50", "(amount / 100.0) BETWEEN 1000 AND 2000.50"),
        ("amount > 0 or complex", "((amount / 100.0) > 0 OR complex = 1)"),
        ("not (疑难复杂 = '否')", "(NOT complex = 0)"),
        ("受理日期 >= '2026/3/1'", "accepted_on >= '2026-03-01'"),
        ("受理日期 >= '2026年3月1日' and month = '2026-3'", "(accepted_on >= '2026-03-01' AND \"month\" = '2026-03')"),
        ("form is not null and 房号 like '02%'", "(form IS NOT NULL AND room LIKE '02%')"),
        ("房号 = 203", "room = '203'"),
        ("people + 1 <> 2 * people", "(people + 1) <> (2 * people)"),
        ("amount / people > 500", "(1.0 * (amount / 100.0) / people) > 500"),
        ("length(room) = 4 and substr(room, 1, 2) = '02'", "(length(room) = 4 AND substr(room, 1, 2) = '02')"),
        ("coalesce(people, 0) < abs(-3)", "coalesce(people, 0) < abs((-3))"),
        ("照片_count >= 2", "photos_count >= 2"),
        ("编号 like '%7k3f'", "id LIKE '%7k3f'"),
        ("room = 'it''s' -- 备注", "room = 'it''s'"),
    ],
)
def test_titles_become_columns_and_values_what_the_index_holds(text: str, sql: str) -> None:
    assert read(text).sql == sql


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("category = '02'", "纠纷类型为“邻里纠纷”"),
        ("state in ('已归档','达成协议') and amount >= 1000", "状态为“已归档”或“达成协议”，且涉及金额≥1000"),
        ("complex and (form is null or people > 2)", "疑难复杂为是，且（未填协议形式，或当事人数＞2）"),
        ("room like '%单元%' and category not in ('14')", "房号含“单元”，且纠纷类型不是“物业纠纷”"),
        ("amount not between 1 and 2", "涉及金额不在 1 至 2 之间"),
        ("not complex", "并非（疑难复杂为是）"),
        ("photos_count > 0", "照片的项数＞0"),
    ],
)
def test_a_condition_explains_itself_in_chinese(text: str, titled: str) -> None:
    assert read(text).titled == titled


@pytest.mark.parametrize(
    "text",
    [
        "state = '已归档'; drop table _case",
        "1 = 1 union select * from _case",
        "(select 1) = 1",
        "pragma table_info('x')",
        "load_extension('x') = 1",
        "state = :start",
        "state = '已归档' and",
        "state",
        "people + 1",
        "state in ()",
        "length(room, 2) = 1",
        "state not '已归档'",
        "",
        "受理日期 >= '三月'",
        "amount > '很多'",
    ],
)
def test_anything_but_the_safe_part_of_sql_is_refused(text: str) -> None:
    with pytest.raises((QueryRefused, UnknownName)):
        read(text)


def test_an_unknown_field_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="纠纷类型"):
        read("纠纷类别 = '邻里纠纷'")


@pytest.mark.parametrize(
    ("text", "near"),
    [("category = '邻里纠粉'", "邻里纠纷"), ("state = '已归挡'", "已归档"), ("form in ('口头')", "口头协议")],
)
def test_an_unknown_code_is_said_and_does_not_count_nothing(text: str, near: str) -> None:
    with pytest.raises(UnknownName, match=near):
        read(text)


RECORD: Mapping[str, Any] = {
    "accepted_on": date(2026, 3, 12),
    "category": "邻里纠纷",
    "state": "已归档",
    "amount": Decimal("1428.50"),
    "people": 3,
    "complex": False,
    "room": "0203",
    "photos": ("a.jpg", "b.jpg"),
    "result": "不适用",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("category = '邻里' and amount = 1428.5", True),
        ("accepted_on >= '2026-03-01' and accepted_on < '2026-04-01'", True),
        ("complex", False),
        ("not complex", True),
        ("form = '口头协议'", False),
        ("not form = '口头协议'", False),
        ("form is null or form <> '口头协议'", True),
        ("form not in ('口头协议')", False),
        ("coalesce(form, '无') = '无'", True),
        ("room like '02%' and length(room) = 4 and substr(room, 3) = '03'", True),
        ("people between 2 and 4 and people * 2 - 1 = 5", True),
        ("people / (people - 3) > 0", False),
        ("photos_count = 2 and photos like '%a.jpg%'", True),
        ("result is null", True),
        ("result = '合格'", False),
        ("abs(0 - people) = 3 and -people < 0", True),
    ],
)
def test_a_condition_holds_for_a_record_as_it_would_in_sql(text: str, expected: bool) -> None:
    assert read(text).holds(RECORD) is expected


def test_the_index_gives_the_same_answer() -> None:
    for text in (
        "category = '邻里'",
        "amount = 1428.5",
        "not complex",
        "form <> '口头协议'",
        "people / 2 = 1.5",
        "complex or form is null",
    ):
        chosen = (
            Held()
            .add(LEDGER, [RECORD])
            .database.execute(f"SELECT COUNT(*) FROM _case WHERE {read(text).sql}")
            .fetchone()[0]
        )
        assert bool(chosen) is read(text).holds(RECORD), text


@given(st.text(alphabet="'\"();,=<>%_ 状态abc1-", max_size=30))
def test_whatever_is_typed_is_a_condition_or_refused_and_never_leaves_its_quotes(text: str) -> None:
    try:
        found = read(text)
    except (QueryRefused, UnknownName):
        return
    assert ";" not in found.sql.replace("';'", "") or "'" in found.sql


@given(st.text(max_size=20))
def test_a_text_in_quotes_stays_one_text(text: str) -> None:
    clean = text.replace("'", "''")

    assert read(f"room = '{clean}'").sql == f"room = '{clean}'"
