"""Code lists: what a word stands for, what counts together, and lists that contradict themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import DISPUTES

from shequ_cli.rules.codelist import Codelist, read_codelist
from shequ_cli.words.errors import BadDefinition

HAZARDS = {
    "title": "隐患类型",
    "version": 2024,
    "source": "本社区",
    "codes": [
        {
            "code": 1,
            "title": "消防",
            "note": "含楼道堆物",
            "children": [
                {"code": 11, "title": "堵塞通道", "children": ["楼道堆物", "占用车道"]},
                {"code": 12, "title": "电动车充电", "aliases": ["飞线充电", 2026]},
            ],
        },
        "燃气",
    ],
}


def hazards(codes: object = None) -> Codelist:
    raw: Mapping[str, Any] = HAZARDS if codes is None else {"title": "隐患类型", "codes": codes}
    return read_codelist("hazard", raw, "schemas/codelists/hazard.yaml")


def test_titles_stand_in_official_order_parents_before_their_children() -> None:
    assert hazards().titles == ("消防", "堵塞通道", "楼道堆物", "占用车道", "电动车充电", "燃气")


def test_codes_and_aliases_that_yaml_reads_as_numbers_are_words() -> None:
    assert [hazards().title_of(word) for word in ("1", "12", "2026", "飞线充电", "燃气")] == [
        "消防",
        "电动车充电",
        "电动车充电",
        "电动车充电",
        "燃气",
    ]
    assert (hazards().version, hazards().source) == ("2024", "本社区")


@pytest.mark.parametrize("word", ["", "3", "消", "消防 ", "含楼道堆物"])
def test_what_the_list_does_not_name_stands_for_nothing(word: str) -> None:
    assert hazards().title_of(word) is None


def test_an_entry_knows_its_code_parent_and_note() -> None:
    entry = hazards().code_of("楼道堆物")
    assert (entry.code, entry.parent, entry.aliases) == ("", "堵塞通道", ())
    assert (hazards().code_of("消防").note, hazards().code_of("消防").parent) == ("含楼道堆物", "")


def test_a_type_is_counted_with_everything_below_it() -> None:
    assert hazards().family("消防") == ("消防", "堵塞通道", "楼道堆物", "占用车道", "电动车充电")
    assert hazards().family("堵塞通道") == ("堵塞通道", "楼道堆物", "占用车道")
    assert hazards().family("燃气") == ("燃气",)


@given(st.sampled_from([*hazards().titles]))
def test_a_family_begins_with_itself_and_holds_the_families_of_its_children(title: str) -> None:
    family = hazards().family(title)
    children = [code.title for code in hazards().codes if code.parent == title]
    assert family == (title, *(name for child in children for name in hazards().family(child)))
    assert len(set(family)) == len(family)


def test_the_families_of_the_top_are_the_whole_list() -> None:
    tops = [code.title for code in hazards().codes if not code.parent]
    assert [name for top in tops for name in hazards().family(top)] == list(hazards().titles)


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        (["消防", {"title": "其他", "children": ["消防"]}], "消防 出现了两次"),
        ([{"code": "01"}], "没有 title"),
        ([{"title": "消防", "children": [{"code": "11"}]}], "没有 title"),
        ([{"title": "消防", "code": "1"}, {"title": "燃气", "code": "1"}], "“1”既是消防又是燃气"),
        ([{"title": "消防", "aliases": ["气"]}, {"title": "燃气", "aliases": ["气"]}], "“气”既是消防又是燃气"),
        ([{"title": "消防", "aliases": ["燃气"]}, "燃气"], "“燃气”既是消防又是燃气"),
        (["燃气", {"title": "消防", "code": "燃气"}], "“燃气”既是燃气又是消防"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused_with_its_file(codes: list[object], why: str) -> None:
    with pytest.raises(BadDefinition) as bad:
        hazards(codes)
    assert why in bad.value.why
    assert str(bad.value).startswith("schemas/codelists/hazard.yaml 定义有误：")


def test_an_entry_may_repeat_its_own_title_as_code_or_alias() -> None:
    assert hazards([{"title": "消防", "code": "消防", "aliases": ["消防"]}]).title_of("消防") == "消防"


def test_a_list_without_codes_is_empty_and_not_a_fault() -> None:
    empty = read_codelist("none", {"title": "空", "codes": None})
    assert (empty.titles, empty.version, empty.title_of("甲")) == ((), "", None)


def test_the_list_of_the_other_tests_holds_a_hierarchy() -> None:
    assert DISPUTES.family("劳动争议纠纷") == ("劳动争议纠纷", "拖欠农民工工资纠纷")
    assert DISPUTES.family("邻里纠纷") == ("邻里纠纷",)
