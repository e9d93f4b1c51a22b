"""The store's folder: found upward, described by its profile, made by init."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shequ_cli.store import git, history
from shequ_cli.store.assets import Assets
from shequ_cli.store.folder import PROFILE, Profile, find, init_edits, profile_problems, read_profile
from shequ_cli.store.save import apply
from shequ_cli.words.errors import Refused, StoreExists, StoreNotFound
from shequ_cli.words.record import Raw

Git = Callable[..., str]
ASSETS = Assets()
VALUES: dict[str, Raw] = {
    "name": "幸福社区居民委员会",
    "街道": "和平街道",
    "district": "",
    "区划代码": "990101001001",
    "grids": ["第一网格", "第二网格"],
    "落款": {"填表人": "李小明", "联系电话": "0755-00000000"},
    "设置": {"屏幕对象": "上报", "月报截止日": "5"},
}


def _profile(folder: Path, text: str) -> Path:
    (folder / PROFILE).write_text(text, "utf-8")
    return folder


def test_it_is_found_from_any_folder_below(tmp_path: Path) -> None:
    below = _profile(tmp_path, "社区名称: 幸福社区\n") / "records" / "case"
    below.mkdir(parents=True)

    assert find(below) == find(tmp_path) == tmp_path.resolve()


def test_where_there_is_none_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreNotFound, match="shequ init") as refused:
        find(tmp_path)
    assert refused.value.exit_code == 3


def test_a_new_store_is_its_profile_and_gits_settings(repository: Path) -> None:
    apply(repository, init_edits(repository, VALUES, ASSETS), "建库")

    assert (repository / PROFILE).read_text("utf-8").splitlines()[1:5] == [
        "社区名称: 幸福社区居民委员会",
        "街道: 和平街道",
        '区划代码: "990101001001"',
        "网格:",
    ]
    assert ".shequ/" in (repository / ".gitignore").read_text("utf-8").splitlines()
    assert "*.csv -text" in (repository / ".gitattributes").read_text("utf-8").splitlines()
    assert history.uncommitted(repository) == ()
    assert git.head(repository)


def test_the_profile_is_read_by_titles_names_and_aliases(tmp_path: Path) -> None:
    text = (
        "单位名称: 幸福社区\nstreet: 和平街道\n网格: 全社区一个网格\nposts: [书记, 综治专干]\n"
        "落款: {负责人: 张某某, phone: 0755-00000000}\n设置:\n  屏幕对象: 内部\n其他: 甲\n"
    )

    profile = read_profile(_profile(tmp_path, text), ASSETS)

    assert (profile.name, profile.street, profile.district) == ("幸福社区", "和平街道", "")
    assert (profile.grids, profile.posts) == (("全社区一个网格",), ("书记", "综治专干"))
    assert (profile.sign_off, profile.settings) == (
        {"负责人": "张某某", "联系电话": "0755-00000000"},
        {"屏幕对象": "内部"},
    )
    assert profile.raw["其他"] == "甲"


def test_what_was_written_is_the_profile_that_is_read(tmp_path: Path) -> None:
    for edit in init_edits(tmp_path, VALUES, ASSETS):
        (tmp_path / edit.path).write_bytes(edit.after or b"")

    profile = read_profile(tmp_path, ASSETS)

    assert profile.code == "990101001001"
    assert profile.settings == {"屏幕对象": "上报", "月报截止日": "5"}
    assert profile_problems(tmp_path, ASSETS) == []


def test_faults_of_the_profile_are_problems_with_places(tmp_path: Path) -> None:
    text = "街道: 和平街道\n区划代码: 12\n设置:\n  屏幕对象: 大家\n落款: 李小明\n"

    problems = profile_problems(_profile(tmp_path, text), ASSETS)

    assert {(problem.keys, problem.place.line) for problem in problems} == {
        ((), 1),
        (("区划代码",), 2),
        (("设置", "屏幕对象"), 4),
        (("落款",), 5),
    }
    assert all(problem.place.path == PROFILE for problem in problems)


def test_a_broken_profile_is_a_problem_and_an_empty_profile(tmp_path: Path) -> None:
    root = _profile(tmp_path, "社区名称：幸福社区\n")

    assert read_profile(root, ASSETS) == Profile()
    assert [problem.code for problem in profile_problems(root, ASSETS)] == ["E-yaml-mapping"]


def test_a_store_is_not_made_twice_and_not_with_bad_values(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        init_edits(tmp_path, {"name": "幸福社区", "code": "12"}, ASSETS)
    _profile(tmp_path, "社区名称: 幸福社区\n")
    with pytest.raises(StoreExists):
        init_edits(tmp_path, VALUES, ASSETS)


def test_settings_files_that_are_there_keep_what_they_say(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"*.tmp\n.shequ/")

    edits = {edit.path: edit for edit in init_edits(tmp_path, VALUES, ASSETS)}

    assert (edits[".gitignore"].after or b"").startswith(b"*.tmp\n.shequ/\n.~*\n")
    assert edits[".gitignore"].before == b"*.tmp\n.shequ/"


def test_a_new_profile_is_in_the_order_of_the_schema(tmp_path: Path) -> None:
    profile = init_edits(tmp_path, {"code": "990101001001", "社区名称": "幸福社区"}, ASSETS)[0]

    assert (profile.after or b"").decode().splitlines()[1:] == ["社区名称: 幸福社区", '区划代码: "990101001001"']


@pytest.mark.parametrize(
    ("street", "name", "full"),
    [
        ("安和街道", "幸福社区居民委员会", "安和街道幸福社区居民委员会"),
        ("安和街道", "安和街道幸福社区居民委员会", "安和街道幸福社区居民委员会"),
        ("", "幸福社区居民委员会", "幸福社区居民委员会"),
    ],
)
def test_documents_are_signed_with_street_and_community(street: str, name: str, full: str) -> None:
    assert Profile(name=name, street=street).full_name == full
