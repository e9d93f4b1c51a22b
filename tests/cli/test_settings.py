"""`--set`, `--unset` and `--pass`: what they mean, and every wrong name told at once."""

from __future__ import annotations

import pytest
import yaml

from shequ_cli.cli.settings import changes, cleared, passed
from shequ_cli.rules.codelist import Codelist, read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadSetting, UnknownName, UsageFault

LEDGER = read_ledger(
    "case",
    yaml.safe_load(
        """
title: 纠纷
x-ledger: {date: day}
properties:
  day: {title: 日期, type: string, format: date}
  kind: {title: 类型, x-codelist: kinds, x-aliases: [纠纷类型]}
  level: {title: 级别, enum: [一般, 重大]}
  tags: {title: 标签, type: array, items: {title: 标签, x-codelist: tags}}
  notes: {title: 经过, type: array, items: {type: string}}
  summary: {title: 摘要, type: string}
  place: {title: 地点, type: object, properties: {road: {title: 路, type: string}}}
  parties:
    title: 当事人
    type: array
    items: {type: object, properties: {name: {title: 姓名, type: string}, role: {title: 身份, x-codelist: roles}}}
"""
    ),
)
LISTS: dict[str, Codelist] = {
    "kinds": read_codelist(
        "kinds", {"title": "类型", "codes": [{"code": "01", "title": "邻里纠纷"}, {"title": "婚姻家庭纠纷"}]}
    ),
    "tags": read_codelist("tags", {"title": "标签", "codes": ["噪音", "漏水"]}),
    "roles": read_codelist("roles", {"title": "身份", "codes": ["申请人", "被申请人"]}),
}


def read(*pairs: str) -> dict[str, object]:
    return dict(changes(pairs, LEDGER, LISTS))


def test_names_titles_and_aliases_become_titles() -> None:
    assert read("day=2026-03-12", "纠纷类型=邻里纠纷", "摘要=漏水") == {
        "日期": "2026-03-12",
        "类型": "邻里纠纷",
        "摘要": "漏水",
    }


def test_a_value_may_hold_equals_signs_and_be_empty() -> None:
    assert read("摘要=a=b", "日期=") == {"摘要": "a=b", "日期": ""}


def test_a_full_width_equals_sign_is_read() -> None:
    assert read("摘要＝漏水") == {"摘要": "漏水"}


def test_a_list_is_repeated_or_joined() -> None:
    assert read("标签=噪音", "标签=漏水") == {"标签": ["噪音", "漏水"]}
    assert read("标签=噪音、漏水") == {"标签": "噪音、漏水"}


def test_dots_reach_inside() -> None:
    assert read("当事人.0.姓名=张某", "当事人.1.name=李某", "当事人.0.身份=申请人", "地点.路=中山路") == {
        "当事人": [{"姓名": "张某", "身份": "申请人"}, {"姓名": "李某"}],
        "地点": {"路": "中山路"},
    }


def test_a_code_is_known_by_title_or_code() -> None:
    assert read("类型=01") == {"类型": "01"}


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("类行=邻里纠纷", "没有叫“类行”的字段，是不是“类型”"),
        ("类型=邻里纠粉", "没有叫“邻里纠粉”的类型，是不是“邻里纠纷”？"),
        ("级别=重打", "没有叫“重打”的级别，是不是“重大”？"),
        ("标签=漏水、噪声", "没有叫“噪声”的标签，是不是“噪音”？"),
        ("当事人.0.姓明=张某", "没有叫“姓明”的“当事人”里的项，是不是“姓名”？"),
        ("当事人.0.身份=申请", "没有叫“申请”的身份，是不是“申请人”"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(pair: str, said: str) -> None:
    with pytest.raises(UnknownName) as fault:
        read(pair)

    assert said in str(fault.value)
    assert fault.value.exit_code == 2


@pytest.mark.parametrize("pair", ["摘要", "=漏水", "当事人.甲.姓名=张某", "摘要.x=1"])
def test_a_setting_without_its_form_is_told(pair: str) -> None:
    with pytest.raises(BadSetting):
        read(pair)


def test_every_wrong_name_is_told_at_once() -> None:
    with pytest.raises(UsageFault) as fault:
        read("类行=x", "级别=重打", "摘要=好")

    assert len(str(fault.value).splitlines()) == 2


def test_a_single_value_twice_is_a_slip() -> None:
    with pytest.raises(UsageFault, match="“摘要”写了两次"):
        read("摘要=a", "summary=b")


def test_items_come_one_after_another() -> None:
    with pytest.raises(UsageFault, match="一个接一个"):
        read("当事人.1.姓名=张某")


def test_unset_and_pass() -> None:
    assert cleared(["kind", "摘要"], LEDGER) == {"类型": None, "摘要": None}
    assert passed(["D-phone=座机", "D-sum＝补发"]) == {"D-phone": "座机", "D-sum": "补发"}
    with pytest.raises(BadSetting):
        passed(["D-phone="])


def test_the_ledger_of_these_tests_reads() -> None:
    assert isinstance(LEDGER, Ledger)
