"""shequ.yaml in whatever way it is written: what is read of it, and which line a fault is told at."""

from __future__ import annotations

from pathlib import Path

import pytest

from shequ_cli.store import yamlfile
from shequ_cli.store.assets import Assets
from shequ_cli.store.folder import PROFILE, Profile, init_edits, profile_problems, read_profile
from shequ_cli.words.errors import Refused
from shequ_cli.words.record import Raw

ASSETS = Assets()


def profile(folder: Path, text: str | bytes) -> Profile:
    (folder / PROFILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_profile(folder, ASSETS)


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    profile(folder, text)
    return [(each.place.line, each.title) for each in profile_problems(folder, ASSETS)]


@pytest.mark.parametrize(
    ("text", "grids"),
    [
        ("网格: [一网格, 二网格]\n", ("一网格", "二网格")),
        ("网格:\n  - 一网格\n  - '  二网格  '\n  - ''\n", ("一网格", "二网格")),
        ("网格: 一网格\n", ("一网格",)),
        ("网格: 一网格、二网格\n", ("一网格", "二网格")),
        ("grids: [一网格]\n", ("一网格",)),
        ("网格:\n", ()),
    ],
)
def test_grids_are_a_list_however_they_are_written(tmp_path: Path, text: str, grids: tuple[str, ...]) -> None:
    assert profile(tmp_path, f"社区名称: 幸福社区\n{text}").grids == grids


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "社区名称:\n", "社区名称: '   '\n", "社区名称: [甲, 乙]\n"])
def test_without_a_name_the_profile_has_none(tmp_path: Path, text: str) -> None:
    assert profile(tmp_path, text).name == ""


def test_a_file_from_notepad_is_read_too(tmp_path: Path) -> None:
    found = profile(tmp_path, b"\xef\xbb\xbf" + "社区名称: 幸福社区\r\n街道: 和平街道\r\n".encode())

    assert (found.name, found.street) == ("幸福社区", "和平街道")


def test_the_first_of_two_words_for_one_field_counts(tmp_path: Path) -> None:
    assert profile(tmp_path, "street: 乙街道\n街道: 甲街道\n").street == "甲街道"
    assert profile(tmp_path, "落款: {电话: 0755-1, 单位负责人: 张某某}\n").sign_off == {
        "联系电话": "0755-1",
        "负责人": "张某某",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社区名称: 幸福社区\n", []),
        ("# 头\n\n街道: 和平街道\n", [(3, "社区名称")]),
        ("社区名称: 幸福社区\n\n区划代码: 99010\n", [(3, "区划代码")]),
        ("社区名称: 幸福社区\n设置:\n  月报截止日: 32\n", [(3, "设置·月报截止日")]),
        ("社区名称: 幸福社区\n设置:\n  月报截止日: 五日\n", [(3, "设置·月报截止日")]),
        ("社区名称: 幸福社区\n设置: {屏幕对象: 大家}\n", [(2, "设置·屏幕对象")]),
        ("社区名称: 幸福社区\n别的: 甲\n", [(2, "别的")]),
        (f"社区名称: {'幸' * 41}\n", [(1, "社区名称")]),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(tmp_path, text) == expected


def test_what_the_schema_has_not_is_kept_for_whoever_wrote_it(tmp_path: Path) -> None:
    assert profile(tmp_path, "社区名称: 幸福社区\n备忘: 甲\n").raw["备忘"] == "甲"


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({}, "社区名称"),
        ({"name": ""}, "社区名称"),
        ({"name": "幸福社区", "社区": "重复"}, ""),
        ({"name": "幸福社区", "code": "12"}, "区划代码"),
        ({"name": "幸福社区", "没有的": "甲"}, "没有的"),
        ({"name": "幸福社区", "设置": {"屏幕对象": "大家"}}, "设置·屏幕对象"),
    ],
)
def test_a_store_is_made_only_from_values_that_hold(tmp_path: Path, values: dict[str, Raw], title: str) -> None:
    if not title:
        (file, *_settings) = init_edits(tmp_path, values, ASSETS)
        assert yamlfile.parse(file.after or b"").tree.keys() == {"社区名称"}
        return
    with pytest.raises(Refused) as refused:
        init_edits(tmp_path, values, ASSETS)
    assert [problem.title for problem in refused.value.problems] == [title]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("before", [b"", b"*.tmp", b"*.tmp\r\n", b".shequ/\n.~*\n~$*\n", b"\xff\xfe\n"])
def test_settings_of_git_that_are_there_come_first_and_none_twice(tmp_path: Path, before: bytes) -> None:
    (tmp_path / ".gitignore").write_bytes(before)

    edit = next(each for each in init_edits(tmp_path, {"name": "甲"}, ASSETS) if each.path == ".gitignore")

    after = edit.after or b""
    assert after.startswith(before)
    assert [after.decode("utf-8", "replace").splitlines().count(line) for line in (".shequ/", ".~*", "~$*")] == [
        1,
        1,
        1,
    ]


def test_a_folder_made_twice_over_the_same_settings_changes_nothing(tmp_path: Path) -> None:
    for edit in init_edits(tmp_path, {"name": "甲"}, ASSETS)[1:]:
        (tmp_path / edit.path).write_bytes(edit.after or b"")

    again = init_edits(tmp_path, {"name": "甲"}, ASSETS)[1:]

    assert all(edit.before == edit.after for edit in again)
