"""Saving: old or new, never half; all or nothing; nobody's change is lost."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shequ_cli.store import atomic, git, journal
from shequ_cli.store.save import FileEdit, apply
from shequ_cli.words.errors import FileChanged, WriteFailed

CASE = "records/case/2026-03/case-20260312-7k3f.yaml"
OTHER = "records/case/2026-04/case-20260401-8m4g.yaml"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that is not under git, with one record."""
    file = tmp_path / CASE
    file.parent.mkdir(parents=True)
    file.write_bytes("摘要: 旧\n".encode())
    return tmp_path


CHANGE = FileEdit(CASE, "摘要: 旧\n".encode(), "摘要: 新\n".encode())
ADD = FileEdit(OTHER, None, "摘要: 乙\n".encode())
REMOVE = FileEdit(CASE, "摘要: 旧\n".encode(), None)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name not in ("lock", "pending")
    }


def test_a_batch_is_written_and_its_folders_made(store: Path) -> None:
    saved = apply(store, [CHANGE, ADD], "修改", commit=False)

    assert saved.paths == (CASE, OTHER)
    assert _files(store) == {CASE: CHANGE.after, OTHER: ADD.after}


def test_a_file_can_go(store: Path) -> None:
    apply(store, [REMOVE, ADD], "移走", commit=False)

    assert _files(store) == {OTHER: ADD.after}


def test_edits_that_change_nothing_are_not_written(store: Path) -> None:
    before = (store / CASE).stat()

    assert apply(store, [FileEdit(CASE, CHANGE.before, CHANGE.before)], "修改", commit=False).paths == ()
    assert (store / CASE).stat() == before


def test_edits_of_one_file_follow_each_other(store: Path) -> None:
    apply(store, [CHANGE, FileEdit(CASE, CHANGE.after, b"x: 1\n")], "修改", commit=False)

    assert _files(store) == {CASE: b"x: 1\n"}
    with pytest.raises(FileChanged):
        apply(store, [FileEdit(CASE, b"x: 1\n", b"a"), FileEdit(CASE, b"b", b"c")], "修改", commit=False)


@pytest.mark.parametrize(
    "edit",
    [FileEdit(CASE, b"x", b"y"), FileEdit(CASE, None, b"y"), FileEdit(OTHER, b"x", b"y"), FileEdit(OTHER, b"x", None)],
)
def test_a_file_that_is_not_what_was_read_is_not_written_and_nor_is_the_batch(store: Path, edit: FileEdit) -> None:
    with pytest.raises(FileChanged, match=edit.path):
        apply(store, [FileEdit("a.yaml", None, b"a: 1\n"), edit], "修改", commit=False)

    assert _files(store) == {CASE: CHANGE.before}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_the_file_keeps_its_permissions(store: Path) -> None:
    (store / CASE).chmod(0o640)
    apply(store, [CHANGE], "修改", commit=False)

    assert stat.S_IMODE((store / CASE).stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "path", ["../x.yaml", "records/../../x.yaml", "/tmp/x.yaml", ".git/config", ".GIT/config", "", "a\nb", "a\\..\\b"]
)
def test_a_path_that_leads_out_of_the_store_is_refused(store: Path, path: str) -> None:
    with pytest.raises(WriteFailed):
        apply(store, [FileEdit(path, None, b"x")], "修改", commit=False)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_out_is_refused_and_one_within_is_followed(
    store: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (store / "out").symlink_to(outside)
    (store / "link.yaml").symlink_to(store / CASE)

    with pytest.raises(WriteFailed):
        apply(store, [FileEdit("out/x.yaml", None, b"x")], "修改", commit=False)
    apply(store, [FileEdit("link.yaml", CHANGE.before, CHANGE.after)], "修改", commit=False)

    assert (store / "link.yaml").is_symlink()
    assert (store / CASE).read_bytes() == CHANGE.after


def _fails_at(number: int, function: Callable[..., object], code: int) -> Callable[..., object]:
    """The function, but its call of that number fails."""
    count = 0

    def run(*arguments: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(code, os.strerror(code))
        return function(*arguments, **named)

    return run


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    ("step", "code", "why"),
    [("write", errno.ENOSPC, "磁盘已满"), ("fsync", errno.EDQUOT, "配额"), ("open", errno.EROFS, "只读")],
)
def test_when_the_disk_refuses_all_is_as_before(
    store: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, why: str, number: int
) -> None:
    monkeypatch.setattr(os, step, _fails_at(number, getattr(os, step), code))

    with pytest.raises(WriteFailed, match=why):
        apply(store, [CHANGE, ADD], "修改", commit=False)

    monkeypatch.undo()
    assert _files(store) == {CASE: CHANGE.before}
    assert not (store / OTHER).parent.exists()
    assert apply(store, [CHANGE, ADD], "修改", commit=False).paths == (CASE, OTHER)


@pytest.mark.parametrize("edits", [[ADD, CHANGE], [CHANGE, ADD], [FileEdit("b.yaml", None, b"b: 1\n"), REMOVE]])
def test_when_the_second_file_is_held_by_excel_the_first_is_taken_back(
    store: Path, monkeypatch: pytest.MonkeyPatch, edits: list[FileEdit]
) -> None:
    replace, unlink = Path.replace, Path.unlink

    def held(self: Path, target: Path) -> Path:
        if target == store / edits[1].path:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    def kept(self: Path, missing_ok: bool = False) -> None:
        if self == store / edits[1].path:
            raise PermissionError(errno.EACCES, "held")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(Path, "unlink", kept)
    with pytest.raises(WriteFailed, match="Excel"):
        apply(store, edits, "修改", commit=False)

    monkeypatch.undo()
    assert _files(store) == {CASE: CHANGE.before}


def test_a_read_only_file_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def read_only(path: Path, flags: int, mode: int = 0o777) -> int:
        if path == store / CASE and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, "read-only")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(WriteFailed, match=CASE):
        apply(store, [CHANGE], "修改", commit=False)

    monkeypatch.undo()
    assert _files(store) == {CASE: CHANGE.before}


def test_a_share_that_cannot_sync_folders_is_written_all_the_same(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", _fails_at(2, os.fsync, errno.EINVAL))

    assert apply(store, [CHANGE], "修改", commit=False).paths == (CASE,)


def test_a_read_only_folder_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", _fails_at(1, Path.mkdir, errno.EROFS))

    with pytest.raises(WriteFailed, match="只读"):
        apply(store, [CHANGE], "修改", commit=False)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("count", "kind"), [(1, "git"), (3, "plain")])
def test_a_kill_at_any_step_leaves_old_or_new_and_the_next_save_works(tmp_path: Path, count: int, kind: str) -> None:
    if kind == "git" and not git.available():
        pytest.skip("needs git")
    script = Path(__file__).with_name("killed.py")
    command = [sys.executable, str(script), str(tmp_path), str(count), kind]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )

    assert done.returncode == 0, done.stderr
    found = done.stdout.split()
    assert set(found) == {"old", "new"}
    assert len(found) > 20


def test_what_was_cut_off_does_not_overwrite_a_later_change_by_hand(store: Path) -> None:
    steps = [journal.Step(CASE, ".~shequ-1", journal.fingerprint(CHANGE.before), journal.fingerprint(CHANGE.after))]
    (store / ".shequ").mkdir()
    (store / CASE).with_name(".~shequ-1").write_bytes(b"x: 1\n")
    journal.note(store, journal.READY, steps, commit=True)
    (store / CASE).write_bytes(b"hand: 1\n")

    (remark,) = journal.recover(store)

    assert CASE in remark
    assert _files(store) == {CASE: b"hand: 1\n", f".shequ/rescued/{CASE}": b"x: 1\n"}


def test_a_journal_that_was_lost_in_a_power_cut_leaves_no_temporary_files(store: Path) -> None:
    (store / ".shequ").mkdir()
    (store / journal.JOURNAL).write_bytes(b"\0\0\0")
    (store / CASE).with_name(".~shequ-1").write_bytes(b"x")

    assert journal.recover(store) == ()
    assert _files(store) == {CASE: CHANGE.before}


def test_another_process_that_is_writing_is_left_alone(store: Path) -> None:
    hold = "import sys; from pathlib import Path; from shequ_cli.store.lock import lock\nwith lock(Path(sys.argv[1])): print(1, flush=True); input()"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as holder:
        assert holder.stdout and holder.stdin
        holder.stdout.readline()
        (store / journal.JOURNAL).write_bytes(b"{}")

        assert journal.recover(store) == ()
        assert (store / journal.JOURNAL).exists()
        holder.stdin.write("\n")


def test_the_name_of_a_temporary_file_is_passed_over_by_git_and_the_index() -> None:
    assert atomic.temporary_name().startswith(".~")


def test_a_cut_off_write_that_cannot_be_finished_yet_does_not_stop_reading(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [journal.Step(CASE, ".~shequ-1", journal.fingerprint(CHANGE.before), journal.fingerprint(CHANGE.after))]
    (store / ".shequ").mkdir()
    (store / CASE).with_name(".~shequ-1").write_bytes(CHANGE.after or b"")
    journal.note(store, journal.READY, steps, commit=False)
    monkeypatch.setattr(journal, "put_in_place", _fails_at(1, atomic.put_in_place, errno.EACCES))

    (remark,) = journal.recover(store)
    assert "没有恢复" in remark
    assert journal.recover(store) == ()
    assert _files(store) == {CASE: CHANGE.after}
