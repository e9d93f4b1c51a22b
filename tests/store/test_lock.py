"""The store's lock."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shequ_cli.store.lock import LOCK, lock
from shequ_cli.words.errors import LockHeld, WriteFailed

HOLD = """
import sys
from pathlib import Path
from shequ_cli.store.lock import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_holder_may_take_it_again(tmp_path: Path) -> None:
    with lock(tmp_path), lock(tmp_path):
        assert (tmp_path / LOCK).exists()


def test_another_process_waits_and_is_told_who_holds_it(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as holder:
        assert holder.stdin and holder.stdout
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(LockHeld, match=r"\.shequ/lock") as caught, lock(tmp_path, 0.2):
            pass
        assert caught.value.exit_code == 3
        assert time.monotonic() - started >= 0.2
        holder.stdin.write("\n")
        holder.stdin.flush()
        with lock(tmp_path):
            pass


def test_it_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path):
        raise ZeroDivisionError
    with lock(tmp_path, 0):
        pass


def test_a_folder_where_it_cannot_be_made_is_an_environment_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, **named: object) -> None:
        raise OSError(errno.EROFS, "read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WriteFailed, match="只读"), lock(tmp_path):
        pass
