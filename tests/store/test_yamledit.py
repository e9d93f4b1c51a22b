"""Edits of a hand-written file: what was not meant stays to the byte."""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.store.yamledit import append, edit
from shequ_cli.store.yamlfile import parse
from shequ_cli.store.yamltext import entry, inline
from shequ_cli.words.errors import Refused
from shequ_cli.words.problem import Keys
from shequ_cli.words.record import Raw

BY_HAND = """\
# 登记人：综治专干
受理日期: 2026-03-12   # 来电
摘要: "楼道堆物"

经过: |  # 两次上门
  第一次

  第二次


# 双方都是本楼住户
当事人:  # 两人
  - 姓名: 张某某   # 申请人
    # 白天打不通
    电话: "13800000000"
  - 姓名: 李某某
标签: [急, '邻里']
备注:
自填: {x: 1, y: 2}
"""


def test_a_value_changes_alone_and_keeps_its_comment() -> None:
    assert edit(BY_HAND, {("受理日期",): "2026-03-13"}) == BY_HAND.replace("2026-03-12", "2026-03-13")


def test_the_same_value_changes_nothing() -> None:
    assert (
        edit(BY_HAND, {("摘要",): "楼道堆物", ("标签",): ["急", "邻里"], ("当事人", 1): {"姓名": "李某某"}}) == BY_HAND
    )


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({("摘要",): "0203"}, '摘要: "楼道堆物"', '摘要: "0203"'),
        ({("摘要",): "甲\n乙"}, '摘要: "楼道堆物"\n', "摘要: |-\n  甲\n  乙\n"),
        ({("受理日期",): "甲\n乙"}, "2026-03-12   # 来电\n", "|-   # 来电\n  甲\n  乙\n"),
        ({("经过",): "已办"}, "|  # 两次上门\n  第一次\n\n  第二次\n", "已办  # 两次上门\n"),
        ({("经过",): "三次"}, "|  # 两次上门\n  第一次\n\n  第二次\n", "三次  # 两次上门\n"),
        ({("受理日期",): None}, "受理日期: 2026-03-12   # 来电\n", ""),
        ({("经过",): None}, "经过: |  # 两次上门\n  第一次\n\n  第二次\n", ""),
        ({("备注",): "无"}, "备注:\n", "备注: 无\n"),
        ({("备注", "细目"): ["一"]}, "备注:\n", "备注:\n  细目:\n    - 一\n"),
        ({("当事人", 0, "电话"): "13900000000"}, "13800000000", "13900000000"),
        ({("当事人", 1, "电话"): "139"}, "  - 姓名: 李某某\n", "  - 姓名: 李某某\n    电话: 139\n"),
        ({("当事人", 0, "姓名"): None}, "- 姓名: 张某某   # 申请人\n", "-\n"),
        ({("当事人", 1): None}, "  - 姓名: 李某某\n", ""),
        ({("当事人", 1, "姓名"): None}, "  - 姓名: 李某某\n", "  - {}\n"),
        ({("当事人", 2, "姓名"): "王某"}, "  - 姓名: 李某某\n", "  - 姓名: 李某某\n  - 姓名: 王某\n"),
        ({("标签", 0): "缓"}, "[急, ", "[缓, "),
        ({("标签", 2): "a, b"}, "'邻里']", "'邻里', \"a, b\"]"),
        ({("标签", 1): None}, ", '邻里'", ""),
        ({("标签",): []}, "[急, '邻里']", "[]"),
        ({("自填", "x"): None}, "x: 1, ", ""),
        ({("自填", "z"): "一\n二"}, "y: 2}", 'y: 2, z: "一\\n二"}'),
        ({("新项",): "值"}, "y: 2}\n", "y: 2}\n新项: 值\n"),
        ({("没有",): None}, "", ""),
    ],
)
def test_only_the_place_of_the_change_changes(changes: dict[Keys, Raw | None], old: str, new: str) -> None:
    assert edit(BY_HAND, changes) == BY_HAND.replace(old, new)


def test_a_new_key_goes_where_the_schema_has_it() -> None:
    order = ["编码", "受理日期", "纠纷类型", "摘要", "备注"]

    assert "# 来电\n纠纷类型: 邻里纠纷\n摘要" in edit(BY_HAND, {("纠纷类型",): "邻里纠纷"}, order)
    assert edit(BY_HAND, {("编码",): "1"}, order).startswith("# 登记人：综治专干\n编码: 1\n受理日期")
    assert edit(BY_HAND, {("别的",): "1"}, order).endswith("}\n别的: 1\n")


def test_a_whole_list_that_is_set_changes_only_where_it_differs() -> None:
    parties: Raw = [{"姓名": "张某某", "电话": "13900000000"}]

    assert edit(BY_HAND, {("当事人",): parties}) == BY_HAND.replace("138", "139", 1).replace("  - 姓名: 李某某\n", "")


def test_a_file_of_windows_keeps_its_line_ends() -> None:
    text = edit(BY_HAND.replace("\n", "\r\n"), {("摘要",): "甲\n乙", ("新项",): ["一", "二"], ("经过",): None})

    assert text.count("\n") == text.count("\r\n")
    assert parse(text.encode()).tree["新项"] == ["一", "二"]


def test_a_file_without_a_last_line_end_gets_one_before_what_follows() -> None:
    assert edit("a: 1", {("b",): "2"}) == "a: 1\nb: 2\n"


def test_the_last_key_that_goes_leaves_an_empty_mapping() -> None:
    assert edit("# 头\na: 1\n", {("a",): None}) == "# 头\n{}\n"
    assert edit("# 头\n{}\n", {("a",): "1"}) == "# 头\na: 1\n"
    assert edit("# 头\n", {("a",): "1"}) == "# 头\na: 1\n"


def test_explicit_keys_and_dashes_below_their_key_are_understood() -> None:
    text = "? 摘要\n: 甲\n标签:\n- 急\n-\n  名: 乙\n"

    assert edit(text, {("摘要",): "丙"}) == text.replace("甲", "丙")
    assert edit(text, {("摘要",): None}) == "标签:\n- 急\n-\n  名: 乙\n"
    assert edit(text, {("标签", 1, "名"): "丁"}) == text.replace("乙", "丁")
    assert edit(text, {("标签", 1): None}) == "? 摘要\n: 甲\n标签:\n- 急\n"


def test_items_are_added_to_a_list_or_begin_one() -> None:
    assert append(BY_HAND, ("标签",), ["老人"]) == BY_HAND.replace("'邻里']", "'邻里', 老人]")
    assert append(BY_HAND, ("备注",), ["一", "二"]) == BY_HAND.replace("备注:\n", "备注:\n  - 一\n  - 二\n")
    assert append(BY_HAND, ("走访",), [{"日期": "2026-03-14"}]) == BY_HAND + "走访:\n  - 日期: 2026-03-14\n"
    assert append(BY_HAND, ("走访",), []) == BY_HAND


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: &x 1\n", "a: [1\n", "- a\n"])
def test_a_file_with_faults_is_not_touched(text: str) -> None:
    with pytest.raises(Refused):
        edit(text, {("b",): "2"})


SCALARS = st.sampled_from(
    [
        "甲",
        "0203",
        "",
        "a: b",
        "一\n二",
        "一\n二\n",
        "\n",
        "x ",
        "#",
        "2026-03-12",
        "[a]",
        "- ",
        "a\n\n",
        " a\nb",
        "yes",
    ]
)
NAMES = st.sampled_from(["甲", "乙", "丙", "电话（手机）", "a b", "1", "- x", "#"])
VALUES: st.SearchStrategy[Raw] = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below, max_size=3), max_leaves=6
)


class Chunk(NamedTuple):
    """One entry as somebody might have written it."""

    key: str
    value: Raw
    lead: str
    text: str


@st.composite
def chunks(draw: st.DrawFn) -> list[Chunk]:
    record = draw(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
    return [draw(_chunk(key, value)) for key, value in record.items()]


@st.composite
def _chunk(draw: st.DrawFn, key: str, value: Raw) -> Chunk:
    lead = draw(st.sampled_from(["", "# 说明\n", "\n", "\n # 缩进的说明\n\n"]))
    if draw(st.booleans()):
        return Chunk(key, value, lead, f"{inline(key)}:  {inline(value, flow=True)}  # 行尾\n")
    lines = entry(key, value, 0)
    if len(lines) == 1:
        lines[0] += draw(st.sampled_from(["", "   # 行尾"]))
    return Chunk(key, value, lead, "".join(line + "\n" for line in lines))


@given(chunks(), st.data(), st.sampled_from(["\n", "\r\n"]))
def test_whatever_changes_in_one_entry_leaves_all_others_as_they_are(
    written: list[Chunk], data: st.DataObject, newline: str
) -> None:
    chosen = data.draw(st.integers(0, len(written) - 1))
    keys, value = _change(data, written[chosen])
    text = "".join(chunk.lead + chunk.text for chunk in written)
    before = "".join(chunk.lead + chunk.text for chunk in written[:chosen]) + written[chosen].lead
    after = "".join(chunk.lead + chunk.text for chunk in written[chosen + 1 :])

    changed = edit(text.replace("\n", newline), {keys: value})

    assert changed.startswith(before.replace("\n", newline))
    assert changed.endswith(after.replace("\n", newline))
    assert parse(changed.encode()).tree == _applied({chunk.key: chunk.value for chunk in written}, keys, value)


def _change(data: st.DataObject, chunk: Chunk) -> tuple[Keys, Raw | None]:
    """Some place at or below the entry, and what shall be there."""
    keys: Keys = (chunk.key,)
    now = chunk.value
    while now and not isinstance(now, str) and data.draw(st.booleans()):
        if isinstance(now, dict):
            key: str | int = data.draw(st.sampled_from([*now, "新"]))
        else:
            key = data.draw(st.integers(0, len(now)))
        keys = (*keys, key)
        now = _at(now, key)
    return keys, data.draw(st.none() | VALUES)


def _at(tree: Raw, key: str | int) -> Raw:
    if isinstance(tree, dict):
        return tree.get(str(key), "")
    return tree[key] if isinstance(key, int) and not isinstance(tree, str) and key < len(tree) else ""


def _applied(tree: dict[str, Raw], keys: Keys, value: Raw | None) -> Raw:
    tree = deepcopy(tree)
    holder: Raw = tree
    for key in keys[:-1]:
        holder = _at(holder, key)
    last = keys[-1]
    if isinstance(holder, dict):
        holder.pop(str(last), None) if value is None else holder.update({str(last): value})
    elif isinstance(holder, list) and isinstance(last, int):
        holder[last : last + 1] = [] if value is None else [value]
    return tree
