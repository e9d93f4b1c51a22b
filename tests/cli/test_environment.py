"""Disk, lock, git and files changed meanwhile: exit code 3, nothing lost, the way out said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typed import files, git, ids, shequ

CASE = ("--set", "受理日期=2026-04-01", "--set", "纠纷类型=邻里纠纷", "--set", "摘要=漏水")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_held_lock_is_waited_for_and_then_told(store: Path) -> None:
    holder = (
        "import sys, time; from pathlib import Path\n"
        "from shequ_cli.store.lock import lock\n"
        "with lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(store)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"held"
        before = files(store)
        try:
            answer = shequ("add", "纠纷", *CASE, at=store)
        finally:
            other.kill()

    assert answer.code == 3
    assert "另一个 shequ 正在写入" in answer.stderr
    assert files(store) == before
    assert shequ("add", "纠纷", *CASE, at=store).code == 0


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_read_only_folder_is_told(store: Path) -> None:
    folder = store / "records" / "case"
    folder.chmod(0o555)
    before = files(store)
    try:
        answer = shequ("add", "纠纷", *CASE, at=store)
    finally:
        folder.chmod(0o755)

    assert answer.code == 3
    assert "写不进" in answer.stderr
    assert files(store) == before


def test_a_full_disk_leaves_everything_as_it_was(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shequ_cli.store import save

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    before, head = files(store), git(store, "rev-parse", "HEAD")
    monkeypatch.setattr(save, "write_synced", full)

    answer = shequ("add", "纠纷", *CASE, at=store)

    assert answer.code == 3
    assert "磁盘已满" in answer.stderr
    assert files(store) == before
    assert git(store, "rev-parse", "HEAD") == head


def test_without_git_the_change_is_saved_and_said_to_have_no_history(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        answer = shequ("add", "纠纷", *CASE, "--json", at=store)

    assert answer.code == 0
    assert answer.json["commit"] is None
    assert "git" in answer.stderr
    assert (store / answer.json["path"]).is_file()

    later = shequ("edit", ids(store)[0], "--set", "涉及金额=1", "--json", at=store)
    assert later.json["commit"]
    assert git(store, "status", "--short") == ""


def test_a_store_outside_git_is_saved_too(tmp_path: Path) -> None:
    root = tmp_path / "库"
    shequ("init", root, "--name", "幸福社区", "--no-commit")

    answer = shequ("add", "纠纷", *CASE, at=root)

    assert answer.code == 0
    assert "git init" in answer.stderr
    assert len(ids(root)) == 1


def test_a_file_changed_between_reading_and_writing_is_not_overwritten(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shequ_cli.store import records

    id = ids(store)[0]
    path = next(store.rglob(f"{id}.yaml"))
    save = records.save

    def meanwhile(*words: object, **named: object) -> object:
        path.write_text(path.read_text("utf-8") + "备注: 别人刚加的\n", "utf-8")
        return save(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(records, "save", meanwhile)
    answer = shequ("edit", id, "--set", "涉及金额=1200", at=store)

    assert answer.code == 3
    assert "在读取之后被别处改动" in answer.stderr
    assert "备注: 别人刚加的" in path.read_text("utf-8")
    assert "1200" not in path.read_text("utf-8")


def test_a_reader_that_has_had_enough_is_no_fault(store: Path) -> None:
    command = (
        f"{sys.executable} -c 'from shequ_cli.cli.app import main; main()' --dir {store} list 纠纷 --json | head -c 1"
    )

    run = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)

    assert run.returncode == 0
    assert run.stderr == b""


def test_a_report_into_a_place_that_cannot_be_written_says_so(store: Path) -> None:
    (store / "挡路").write_text("x")

    answer = shequ("list", "纠纷", "-o", store / "挡路" / "x.csv", at=store)

    assert answer.code == 3
    assert "挡路" in answer.stderr


def test_a_failed_output_leaves_the_old_file(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shequ_cli.store import atomic

    target = tmp_path / "纠纷.csv"
    target.write_text("旧的")

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "write_synced", full)
    answer = shequ("list", "纠纷", "-o", target, at=store)

    assert answer.code == 3
    assert "磁盘已满" in answer.stderr
    assert target.read_text() == "旧的"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["纠纷.csv"]


def test_a_mistake_of_the_program_is_told_as_one(store: Path) -> None:
    script = (
        "import shequ_cli.cli.check as check\n"
        "from shequ_cli.cli.app import main\n"
        "from shequ_cli.store.store import Store\n"
        "def broken(*_words): raise RuntimeError('x')\n"
        "Store.problems = broken\n"
        "main()\n"
    )

    run = subprocess.run([sys.executable, "-c", script, "--dir", str(store), "check"], capture_output=True, check=False)

    assert run.returncode == 3
    assert "程序内部出错" in run.stderr.decode("utf-8")
    assert b"RuntimeError" in run.stderr
