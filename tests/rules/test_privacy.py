"""Who sees what: every mask, every class, every audience."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import CODELISTS, TODAY, ledger

from shequ_cli.rules.privacy import HIDDEN, MASKS, Audience, mask_text, masked, masked_problem, masked_values
from shequ_cli.rules.reading import read
from shequ_cli.words.record import Raw, Value

INTERNAL, UPWARD, PUBLIC = Audience


@pytest.mark.parametrize(
    ("mask", "text", "seen"),
    [
        ("name", "张三", "张*"),
        ("name", "张小三", "张*三"),
        ("name", "欧阳娜娜", "欧**娜"),
        ("name", "阿依古丽·买买提", "阿**提"),
        ("name", "张三、李小明", "张*、李*明"),
        ("name", "张", "张*"),
        ("id_card", "99010119900307123X", "990101********123X"),
        ("id_card", "990101900307123", "*************23"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "138 1234 5678", "138****5678"),
        ("phone", "0571-87654345", "0571****45"),
        ("landline", "0571-87654345", "0571****45"),
        ("landline", "87654345", "****45"),
        ("phone", "110", HIDDEN),
        ("bank", "6222 0000 1111 2222", "****2222"),
        ("bank", "不详", HIDDEN),
        ("address", "幸福小区3栋2单元501室", "幸福小区*栋"),
        ("address", "幸福小区 12 号楼 501", "幸福小区*号楼"),
        ("address", "中山路88号", "中山路＊＊"),
        ("address", "某处", HIDDEN),
        ("email", "daming@example.org", "d***@example.org"),
        ("email", "daming", HIDDEN),
        ("disability_card", "99010119900307123X43", "990101********123X**"),
    ],
)
def test_each_mask_shows_only_what_it_may(mask: str, text: str, seen: str) -> None:
    assert mask_text(mask, text) == seen


@given(st.sampled_from(sorted(MASKS)), st.text(min_size=1, max_size=24))
def test_no_mask_fails_on_any_text(mask: str, text: str) -> None:
    assert isinstance(mask_text(mask, text), str)


@given(st.dates(), st.integers(0, 999))
def test_a_masked_number_never_shows_the_birth_date(day: object, tail: int) -> None:
    birth = str(day).replace("-", "")
    assert mask_text("id_card", f"990101{birth}{tail:03}X")[6:14] == "********"


def test_without_a_mask_nothing_of_a_personal_value_is_seen() -> None:
    assert mask_text("", "甲") == HIDDEN


FIELDS = """
    place: {title: 地点, type: string}
    head: {title: 户主, type: string, x-privacy: public}
    name: {title: 姓名, type: string, x-privacy: personal, x-mask: name}
    phone: {title: 电话, type: string, x-mask: phone}
    income: {title: 收入, type: number, x-money: true, x-privacy: sensitive}
    names: {title: 名单, type: array, x-privacy: personal, x-mask: name, items: {type: string}}
    open: {title: 公开项, type: array, x-privacy: public, items: {type: string}}
    parties:
      title: 当事人
      type: array
      items:
        type: object
        properties:
          role: {title: 身份, type: string}
          name: {title: 姓名, type: string, x-privacy: personal, x-mask: name}
    posted:
      title: 公示内容
      type: object
      x-privacy: public
      properties: {sum: {title: 金额, type: string, x-privacy: public}, why: {title: 缘由, type: string}}
    whole: {title: 全密, type: object, x-privacy: sensitive, properties: {a: {title: 甲, type: string, x-privacy: public}}}
"""
VALUES: dict[str, Value] = {
    "place": "3栋",
    "head": "张小三",
    "name": "李小明",
    "phone": "13812345678",
    "income": Decimal("1200.00"),
    "names": ("张三", "李四"),
    "open": ("甲", "乙"),
    "parties": ({"role": "申请人", "name": "李小明"}, {"role": "被申请人"}),
    "posted": {"sum": "100", "why": "病"},
    "whole": {"a": "乙"},
}


def test_inside_the_community_everything_is_as_recorded() -> None:
    assert masked_values(ledger(FIELDS), VALUES, INTERNAL) == VALUES


def test_upward_personal_and_sensitive_fields_and_whatever_has_a_mask_are_masked() -> None:
    assert masked_values(ledger(FIELDS), VALUES, UPWARD) == {
        "place": "3栋",
        "head": "张小三",
        "name": "李*明",
        "phone": "138****5678",
        "income": HIDDEN,
        "names": ("张*", "李*"),
        "open": ("甲", "乙"),
        "parties": ({"role": "申请人", "name": "李*明"}, {"role": "被申请人"}),
        "posted": {"sum": "100", "why": "病"},
        "whole": {"a": HIDDEN},
    }


def test_in_public_only_what_is_marked_public_is_seen() -> None:
    assert masked_values(ledger(FIELDS), VALUES, PUBLIC) == {
        "head": "张小三",
        "open": ("甲", "乙"),
        "posted": {"sum": "100"},
    }


@pytest.mark.parametrize("audience", list(Audience))
def test_absent_stays_absent(audience: Audience) -> None:
    assert masked(ledger(FIELDS).field("name"), None, audience) is None


def test_a_problem_shows_no_more_than_its_field() -> None:
    made = ledger(FIELDS)
    bad: dict[str, Raw] = {"电话": "1381234567", "当事人": [{"姓名": "1.2E+10"}], "地点": ["3栋"], "旁注": "甲"}
    problems = read(made, CODELISTS, bad, TODAY).problems
    assert [problem.value for problem in problems] == ["1381234567", "1.2E+10", "", ""]
    seen = [masked_problem(made, problem, UPWARD) for problem in problems]
    assert [problem.value for problem in seen] == ["****67", "1**0", "", ""]
    assert [masked_problem(made, problem, INTERNAL) for problem in problems] == list(problems)


def test_a_value_in_the_place_of_a_group_with_personal_parts_is_not_shown() -> None:
    made = ledger(FIELDS)
    (problem,) = read(made, CODELISTS, {"当事人": "李小明"}, TODAY).problems
    assert (problem.code, masked_problem(made, problem, UPWARD).value) == ("E-shape", HIDDEN)


def test_a_suggestion_is_masked_with_its_value() -> None:
    made = ledger("id: {title: 证号, type: string, x-mask: id_card}")
    (problem,) = read(made, CODELISTS, {"证号": "990101900307123"}, TODAY).problems
    seen = masked_problem(made, problem, UPWARD)
    assert (seen.value, seen.suggestion) == ("*************23", "990101********1237")


def test_no_message_says_a_personal_value() -> None:
    text = """
    id: {title: 证号, type: string, x-privacy: sensitive, x-mask: id_card}
    born: {title: 出生, type: string, format: date, x-privacy: personal}
    moved: {title: 迁入, type: string, format: date}
    """
    made = ledger(text, {"x-checks": [{"order": ["born", "moved"]}]})
    found = read(made, CODELISTS, {"证号": "990101199013071234", "出生": "1990-03-07", "迁入": "1989-01-01"}, TODAY)
    assert [problem.message for problem in found.problems] == ["第 7 至 14 位不是出生日期", "不能早于出生"]


def test_audiences_have_names_of_the_trade() -> None:
    assert [audience.word for audience in Audience] == ["内部", "上报", "公示"]
