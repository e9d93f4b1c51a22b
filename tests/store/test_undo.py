"""Undo takes back the last change of this store as a new commit, and never loses a later one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shequ_cli.store import git, history
from shequ_cli.store.save import FileEdit, apply
from shequ_cli.store.undo import last_change, undo, undo_edits, undo_message
from shequ_cli.words.errors import NothingToUndo, UndoRefused

Git = Callable[..., str]
A, B = "records/case/2026-03/a.yaml", "records/case/2026-03/b.yaml"


def _save(root: Path, path: str, text: str | None, message: str) -> str:
    file = root / path
    before = file.read_bytes() if file.exists() else None
    return str(apply(root, [FileEdit(path, before, None if text is None else text.encode())], message).commit)


@pytest.fixture
def store(repository: Path) -> Path:
    """A store with two changes after its making."""
    _save(repository, "shequ.yaml", "社区名称: 幸福社区\n", "建库")
    _save(repository, A, "摘要: 甲\n", "登记 a")
    apply(
        repository,
        [FileEdit(A, "摘要: 甲\n".encode(), "摘要: 乙\n".encode()), FileEdit(B, None, b"b: 1\n")],
        "修改 a，登记 b",
    )
    return repository


def test_the_last_change_is_shown_and_taken_back(store: Path) -> None:
    change = last_change(store)

    assert (change.message, set(change.files)) == ("修改 a，登记 b", {("M", A), ("A", B)})
    assert "-摘要: 甲\n+摘要: 乙" in change.diff

    saved = undo(store)

    assert set(saved.paths) == {A, B}
    assert (store / A).read_text("utf-8") == "摘要: 甲\n"
    assert not (store / B).exists()
    assert history.log(store)[0].message == f"撤销 修改 a，登记 b\n\n撤销: {change.sha}"
    assert history.log(store)[0].sha == saved.commit


def test_a_second_undo_goes_one_further_back_until_the_making_of_the_store(store: Path) -> None:
    undo(store)
    undo(store)

    assert not (store / A).exists()
    with pytest.raises(NothingToUndo, match="建库"):
        undo(store)


def test_after_an_undo_a_new_change_is_the_last_one(store: Path) -> None:
    undo(store)
    _save(store, A, "摘要: 丙\n", "再改 a")

    assert last_change(store).message == "再改 a"
    undo(store)
    assert last_change(store).message == "登记 a"


def test_a_removed_file_comes_back(store: Path) -> None:
    _save(store, A, None, "删除 a")
    undo(store)

    assert (store / A).read_text("utf-8") == "摘要: 乙\n"


def test_files_that_changed_by_hand_are_named_and_nothing_is_touched(store: Path) -> None:
    (store / A).write_text("摘要: 手改\n", "utf-8")

    with pytest.raises(UndoRefused, match=A) as refused:
        undo(store)

    assert refused.value.paths == (A,)
    assert (store / B).exists()


def test_files_that_a_later_commit_changed_are_named(store: Path) -> None:
    first = history.log(store)[1]
    change = last_change(store)

    with pytest.raises(UndoRefused, match=A):
        undo_edits(store, type(change)(first.sha, first.when, first.author, first.message, (("A", A),), ""))


def test_what_waits_for_its_commit_comes_before(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        _save(store, "records/c.yaml", "c: 1\n", "登记 c")

    with pytest.raises(UndoRefused, match="c.yaml"):
        undo(store)


def test_only_changes_below_the_store_count(repository: Path, git_in: Git) -> None:
    store = repository / "社区"
    store.mkdir()
    _save(store, "shequ.yaml", "社区名称: 幸福社区\n", "建库")
    apply(repository, [FileEdit("别处.md", None, b"x\n"), FileEdit(f"社区/{A}", None, b"a: 1\n")], "一起")
    _save(repository, "别处.md", "y\n", "只是别处")

    assert last_change(store).files == (("A", A),)
    undo(store)

    assert not (store / A).exists()
    assert (repository / "别处.md").read_text("utf-8") == "y\n"


def test_line_ends_that_git_changes_do_not_hinder(store: Path) -> None:
    _save(store, ".gitattributes", "*.yaml text eol=lf\n", "设置")
    _save(store, A, "摘要: 窗\r\n", "改 a")
    git.run(store, "checkout", "HEAD", "--", A)
    (store / A).unlink()
    git.run(store, "checkout", "HEAD", "--", A)

    assert undo(store).commit
    assert (store / A).read_text("utf-8") == "摘要: 乙\n"


def test_a_record_whose_commit_has_a_long_message_is_named_by_its_first_line(store: Path) -> None:
    _save(store, A, "摘要: 丁\n", "办理 a\n\n来源: 电话")

    assert undo_message(last_change(store)).splitlines()[0] == "撤销 办理 a"


def test_without_history_there_is_nothing_to_undo(quiet_git: None, tmp_path: Path) -> None:
    with pytest.raises(NothingToUndo, match="历史"):
        last_change(tmp_path)
