"""History: a commit holds exactly its files, whatever else is going on in the repository."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shequ_cli.store import git, history, journal
from shequ_cli.store.save import FileEdit, apply
from shequ_cli.words.errors import GitFailed

Git = Callable[..., str]
CASE = "records/case/2026-03/case-20260312-7k3f.yaml"


def _write(root: Path, path: str, text: str) -> str:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="")
    return path


def _save(root: Path, path: str, text: str | None, message: str = "登记") -> str | None:
    file = root / path
    before = file.read_bytes() if file.exists() else None
    return apply(root, [FileEdit(path, before, None if text is None else text.encode())], message).commit


def test_a_save_is_one_commit_with_its_message(repository: Path, git_in: Git) -> None:
    sha = _save(repository, CASE, "摘要: 甲\n", "登记 矛盾纠纷调解 case-20260312-7k3f")

    assert git.head(repository) == sha
    assert git_in("log", "--format=%s").strip() == "登记 矛盾纠纷调解 case-20260312-7k3f"
    assert git_in("status", "--porcelain", "--", "records") == ""
    assert history.changes(repository, str(sha)) == (("A", CASE),)


def test_what_somebody_staged_stays_staged_and_out_of_the_commit(repository: Path, git_in: Git) -> None:
    _save(repository, CASE, "摘要: 甲\n")
    _write(repository, "notes.md", "草稿\n")
    _write(repository, "loose.md", "没有暂存\n")
    git_in("add", "notes.md")

    sha = _save(repository, CASE, "摘要: 乙\n")

    assert history.changes(repository, str(sha)) == (("M", CASE),)
    assert git_in("diff", "--cached", "--name-only").split() == ["notes.md"]
    assert ("??", "loose.md") in history.uncommitted(repository)


def test_a_removed_and_an_added_file_are_in_one_commit(repository: Path) -> None:
    _save(repository, CASE, "摘要: 甲\n")
    edits = [FileEdit(CASE, "摘要: 甲\n".encode(), None), FileEdit('records/a "b".yaml', None, b"a: 1\n")]

    sha = apply(repository, edits, "移到四月").commit

    assert set(history.changes(repository, str(sha))) == {("D", CASE), ("A", 'records/a "b".yaml')}
    assert [status for status, _path in history.uncommitted(repository)] in ([], ["??"])


def test_a_store_below_a_larger_repository_commits_its_own_paths(repository: Path, git_in: Git) -> None:
    _write(repository, "街道/readme.md", "别的\n")
    git_in("add", ".")
    git_in("commit", "-qm", "别的")
    store = repository / "社区" / "库"
    store.mkdir(parents=True)

    sha = _save(store, CASE, "摘要: 甲\n")

    assert git.init(store) and not (store / ".git").exists()
    assert history.changes(store, str(sha)) == (("A", CASE),)
    assert history.show(store, str(sha), CASE) == "摘要: 甲\n".encode()
    assert [entry.path for entry in history.history(store, CASE)] == [CASE]
    assert history.uncommitted(store) == (("??", ".shequ/lock"),) or history.uncommitted(store) == ()


def test_git_knows_no_name_so_the_store_signs(repository: Path, git_in: Git) -> None:
    _write(repository, CASE, "摘要: 甲\n")
    git.commit(repository, [CASE], "登记", "幸福社区<x>")

    assert git_in("log", "--format=%an|%ae|%cn").strip() == "幸福社区x|shequ@localhost|幸福社区x"


def test_the_name_that_git_knows_signs(repository: Path, git_in: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    git_in("config", "user.name", "李小明")
    git_in("config", "user.email", "li@example.org")
    _write(repository, CASE, "摘要: 甲\n")
    git.commit(repository, [CASE], "登记", "幸福社区")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "代办")
    _write(repository, CASE, "摘要: 乙\n")
    git.commit(repository, [CASE], "修改", "幸福社区")

    assert git_in("log", "--format=%cn|%ce").split() == ["代办|li@example.org", "李小明|li@example.org"]


def test_the_settings_of_a_hook_for_another_repository_are_not_used(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repository / "index"))

    assert _save(repository, CASE, "摘要: 甲\n")
    assert not (repository / "index").exists()


def test_line_ends_are_stored_as_gitattributes_says(repository: Path, git_in: Git) -> None:
    _save(repository, ".gitattributes", "*.yaml text eol=lf\n*.csv -text\n")
    sha = _save(repository, CASE, "摘要: 甲\r\n")
    _save(repository, "records/a.csv", "编号\r\n")

    assert git_in("show", f"{sha}:{CASE}") == "摘要: 甲\n"
    assert history.show(repository, git.head(repository), "records/a.csv") == "编号\r\n".encode()
    assert git_in("status", "--porcelain", "--", "records") == ""


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_the_mode_in_the_commit_is_the_mode_in_the_index(repository: Path, git_in: Git) -> None:
    _write(repository, "run.yaml", "a: 1\n")
    (repository / "run.yaml").chmod(0o755)
    git.commit(repository, ["run.yaml"], "登记")
    git_in("config", "core.filemode", "false")
    _write(repository, "plain.yaml", "a: 1\n")
    (repository / "plain.yaml").chmod(0o755)
    git.commit(repository, ["plain.yaml"], "登记")

    assert git_in("status", "--porcelain") == ""
    assert "100755" in git_in("ls-tree", "HEAD", "run.yaml")


def test_on_a_detached_head_the_commit_goes_on_top_of_it(repository: Path, git_in: Git) -> None:
    _save(repository, CASE, "摘要: 甲\n")
    git_in("checkout", "-q", "--detach")
    sha = _save(repository, CASE, "摘要: 乙\n")

    assert git_in("rev-parse", "HEAD").strip() == sha
    assert git_in("rev-list", "--count", "main").strip() == "1"


def test_without_a_repository_the_change_is_saved_and_comes_with_the_next_commit(
    quiet_git: None, tmp_path: Path
) -> None:
    file = FileEdit(CASE, None, "摘要: 甲\n".encode())
    saved = apply(tmp_path, [file], "登记")

    assert saved.commit is None
    assert "git init" in saved.remark and "下次保存" in saved.remark
    assert journal.pending(tmp_path) == (CASE,)
    git.init(tmp_path)
    sha = _save(tmp_path, "records/b.yaml", "b: 1\n")
    assert history.changes(tmp_path, str(sha)) == (("A", "records/b.yaml"), ("A", CASE))
    assert journal.pending(tmp_path) == ()


def test_without_a_git_program_the_change_is_saved_and_said_to_have_no_history(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    saved = apply(repository, [FileEdit(CASE, None, b"a: 1\n")], "登记")

    assert (repository / CASE).exists()
    assert saved.commit is None and "安装 git" in saved.remark
    assert not git.init(repository) and git.head(repository) == ""


def test_what_git_says_about_a_folder_of_another_user_names_the_way_out(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    saved = apply(repository, [FileEdit(CASE, None, b"a: 1\n")], "登记")

    assert saved.commit is None and "safe.directory" in saved.remark


def test_a_commit_stands_even_when_tidying_up_fails(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = git.run

    def lucky(folder: Path, *arguments: str, data: bytes = b"") -> bytes:
        if arguments[0] == "gc":
            raise GitFailed("busy")
        told = run(folder, *arguments, data=data)
        return b"00" + told if arguments[0] == "fast-import" else told

    monkeypatch.setattr(git, "run", lucky)

    assert str(_save(repository, CASE, "a: 1\n")).startswith("00")
    assert journal.pending(repository) == ()


def test_by_hand_means_by_hand(repository: Path) -> None:
    apply(repository, [FileEdit(CASE, None, b"a: 1\n")], "登记", commit=False)
    sha = _save(repository, "records/b.yaml", "b: 1\n")

    assert history.changes(repository, str(sha)) == (("A", "records/b.yaml"),)
    assert ("??", CASE) in history.uncommitted(repository)


def test_in_the_middle_of_a_merge_nothing_is_committed(repository: Path, git_in: Git) -> None:
    _save(repository, CASE, "摘要: 甲\n")
    (repository / ".git" / "MERGE_HEAD").write_text(git.head(repository))
    saved = apply(repository, [FileEdit("b.yaml", None, b"b: 1\n")], "登记")

    assert saved.commit is None and "合并" in saved.remark
    (repository / ".git" / "MERGE_HEAD").unlink()
    assert _save(repository, "c.yaml", "c: 1\n")
    assert journal.pending(repository) == ()


def test_a_git_that_is_busy_is_waited_for_and_then_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git" / "index.lock").write_bytes(b"")
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    saved = apply(repository, [FileEdit(CASE, None, b"a: 1\n")], "登记")

    assert saved.commit is None and "index.lock" in saved.remark
    assert waits == sorted(waits) and len(waits) >= 2


def test_a_head_that_moved_meanwhile_is_not_overwritten(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _save(repository, CASE, "摘要: 甲\n")
    old = git.repository(repository)
    newer = _save(repository, CASE, "摘要: 乙\n")
    monkeypatch.setattr(git, "_repository", lambda root: old)
    _write(repository, "b.yaml", "b: 1\n")

    with pytest.raises(GitFailed):
        git.commit(repository, ["b.yaml"], "登记")
    monkeypatch.undo()
    assert git.head(repository) == newer


def test_history_follows_a_rename_and_shows_what_was(repository: Path, git_in: Git) -> None:
    text = "摘要: 甲\n" + "".join(f"项{n}: 值\n" for n in range(20))
    first = _save(repository, CASE, text, "登记 甲")
    new = CASE.replace("2026-03", "2026-04")
    apply(repository, [FileEdit(CASE, text.encode(), None), FileEdit(new, None, text.encode())], "移到四月")

    entries = history.history(repository, new)

    assert [(entry.message, entry.path) for entry in entries] == [("移到四月", new), ("登记 甲", CASE)]
    assert history.show(repository, str(first), CASE) == text.encode()
    assert history.show(repository, str(first), new) is None
    assert entries[0].when.tzinfo is not None
    assert history.history(repository, "没有.yaml") == ()


def test_the_history_of_one_row_is_that_of_the_lines_with_its_id(repository: Path) -> None:
    rows = ["编号,备注\r\n", "a.1(x),甲\r\n", "b-2,乙\r\n"]
    for count in (2, 3):
        _save(repository, "records/a.csv", "".join(rows[:count]), f"{count}")
    _save(repository, "records/a.csv", "".join(rows).replace("甲", "丙"), "改甲")

    assert [entry.message for entry in history.history(repository, "records/a.csv", "a.1(x)")] == ["改甲", "2"]
    assert [entry.message for entry in history.history(repository, "records/a.csv", "b-2")] == ["3"]


def test_a_diff_names_chinese_paths_as_they_are(repository: Path) -> None:
    sha = _save(repository, "台账/一.yaml", "摘要: 甲\n")

    assert "+++ b/台账/一.yaml" in history.diff(repository, str(sha))


def test_tidying_keeps_the_history(repository: Path) -> None:
    sha = _save(repository, CASE, "摘要: 甲\n")
    git.tidy(repository)

    assert [entry.sha for entry in history.log(repository)] == [sha]
    assert _save(repository, CASE, "摘要: 乙\n")
