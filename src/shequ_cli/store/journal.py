"""What a write is doing, so that the next command can finish or clear away a write that was cut off."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from shequ_cli.store.atomic import TEMPORARY, put_in_place, reason, replace_synced, sync_folder
from shequ_cli.store.lock import lock
from shequ_cli.words.errors import LockHeld, WriteFailed
from shequ_cli.words.language import _

JOURNAL = ".shequ/journal.json"
PENDING = ".shequ/pending"
RESCUED = ".shequ/rescued"

WRITING, READY = "writing", "ready"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a write: `temporary` becomes `path`; "" removes it. Fingerprints are "" where there is no file."""

    path: str
    temporary: str
    before: str
    after: str


def fingerprint(data: bytes | None) -> str:
    """What tells two contents of a file apart."""
    return "" if data is None else sha256(data).hexdigest()


def note(root: Path, state: str, steps: Sequence[Step], *, commit: bool) -> None:
    """Write down what is under way. From READY on, and only then, it will be finished and not cleared away."""
    entries = [{"path": s.path, "temporary": s.temporary, "before": s.before, "after": s.after} for s in steps]
    said = {"shequ": "journal/1", "state": state, "commit": commit, "steps": entries}
    data = json.dumps(said, ensure_ascii=False).encode()
    if state == READY:
        replace_synced(root / JOURNAL, data)
    else:
        (root / JOURNAL).write_bytes(data)


def close(root: Path) -> None:
    """The write is complete, or nothing of it is left."""
    journal = root / JOURNAL
    journal.with_name(TEMPORARY + journal.name).unlink(missing_ok=True)
    journal.unlink(missing_ok=True)


def recover(root: Path) -> tuple[str, ...]:
    """Finish or clear away a write that was cut off; remarks for the clerk. At once when there is none.

    A write that another process is making right now is left alone. Reading goes on even when the disk refuses.
    """
    if not (root / JOURNAL).exists():
        return ()
    try:
        with lock(root, 0):
            return recover_locked(root)
    except LockHeld:
        return ()
    except WriteFailed as failure:
        return (_("上次保存被打断，还没有恢复：{why}").format(why=failure),)


def recover_locked(root: Path) -> tuple[str, ...]:
    """`recover` for who holds the lock; WriteFailed when the disk refuses."""
    try:
        return _recovered(root)
    except OSError as error:
        raise WriteFailed(str(error.filename or JOURNAL), reason(error)) from error


def _recovered(root: Path) -> tuple[str, ...]:
    try:
        said: Mapping[str, Any] = json.loads((root / JOURNAL).read_bytes())
        steps = [Step(**entry) for entry in said["steps"]]
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError):
        _sweep(root)
        close(root)
        return ()
    remarks = [remark for step in steps if (remark := _settle(root, step, finish=said["state"] == READY))]
    if said.get("commit"):
        add_pending(root, [step.path for step in steps if _now(root / step.path) == step.after])
    close(root)
    return tuple(remarks)


def _settle(root: Path, step: Step, *, finish: bool) -> str:
    target = root / step.path
    temporary = target.parent / step.temporary
    if not step.temporary:
        if finish and _now(target) == step.before:
            target.unlink(missing_ok=True)
        return ""
    if not temporary.exists():
        return ""
    if not finish:
        temporary.unlink()
        return ""
    if _now(target) in (step.before, step.after):
        put_in_place(temporary, target)
        sync_folder(target.parent)
        return ""
    kept = root / RESCUED / step.path
    kept.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(temporary, kept)
    return _("上次保存被打断，之后 {path} 又被改动：保留现在的内容，当时要写的内容在 {kept}").format(
        path=step.path, kept=f"{RESCUED}/{step.path}"
    )


def _now(path: Path) -> str:
    return fingerprint(path.read_bytes()) if path.exists() else ""


def _sweep(root: Path) -> None:
    """Remove temporary files when the journal itself was lost, as a power cut can do before it is synced."""
    for folder, _folders, names in os.walk(root):
        for name in names:
            if name.startswith(TEMPORARY):
                Path(folder, name).unlink(missing_ok=True)


def pending(root: Path) -> tuple[str, ...]:
    """Files that were saved and wait for a commit."""
    try:
        return tuple(dict.fromkeys((root / PENDING).read_text("utf-8").splitlines()))
    except FileNotFoundError:
        return ()


def add_pending(root: Path, paths: Sequence[str]) -> None:
    """Remember files for the next commit."""
    with (root / PENDING).open("a", encoding="utf-8", newline="\n") as file:
        file.write("".join(f"{path}\n" for path in paths))


def clear_pending(root: Path) -> None:
    """Everything is committed."""
    (root / PENDING).unlink(missing_ok=True)
