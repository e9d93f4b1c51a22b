"""The only writer of the store: every file is old or new, a batch is all or nothing, then one git commit."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from shequ_cli.store import git, journal
from shequ_cli.store.atomic import put_in_place, reason, replace_synced, sync_folder, temporary_name, write_synced
from shequ_cli.store.journal import Step, fingerprint
from shequ_cli.store.lock import lock
from shequ_cli.words.errors import FileChanged, GitFailed, WriteFailed
from shequ_cli.words.language import _


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file's bytes as they were read and as they shall be; None: there is no file. `path` is relative, with “/”."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written. `commit` is None when there is no history of it (yet), and `remark` says why."""

    paths: tuple[str, ...]
    commit: str | None = None
    remark: str = ""


def apply(root: Path, edits: Sequence[FileEdit], message: str, *, commit: bool = True, who: str = "") -> Saved:
    """Write every edit or none, then commit exactly these files.

    Refuses with FileChanged when a file is not what was read, with WriteFailed when the disk says no; then all is as
    before. Without history (`commit`) the clerk commits by hand: the files are not remembered for the next commit.
    `message` holds ids and no personal data; `who` signs where git knows no name.
    """
    wanted = _effective(edits)
    with lock(root):
        remarks = list(journal.recover_locked(root))
        if wanted:
            _Batch(root, wanted, commit=commit).write()
        paths = tuple(edit.path for edit in wanted)
        if not commit or not (wanted or journal.pending(root)):
            return Saved(paths, None, "\n".join(remarks))
        sha = None
        try:
            sha = git.commit(root, journal.pending(root), message, who)
            journal.clear_pending(root)
        except GitFailed as failure:
            remarks.append(_("{why}；下次保存时会一并记入").format(why=failure))
        return Saved(paths, sha, "\n".join(remarks))


def _effective(edits: Sequence[FileEdit]) -> list[FileEdit]:
    """One edit a file: successive edits of a file become one, edits that change nothing fall away."""
    found: dict[str, FileEdit] = {}
    for edit in edits:
        earlier = found.get(edit.path)
        if earlier and earlier.after != edit.before:
            raise FileChanged(edit.path)
        found[edit.path] = replace(earlier, after=edit.after) if earlier else edit
    return [edit for edit in found.values() if edit.before != edit.after]


def inside(root: Path, path: str) -> Path:
    """The file below the store that a relative path means; one that leads out of it is refused."""
    parts = PurePosixPath(path).parts
    target = (root / path).resolve()
    escapes = not target.is_relative_to(root.resolve()) or ".." in parts or ".git" in (part.lower() for part in parts)
    if escapes or not parts or any(mark in path for mark in ("\n", "\0", "\\")):
        raise WriteFailed(path, _("路径不在库里"))
    return target


class _Batch:
    """One write under way, under the lock."""

    def __init__(self, root: Path, edits: Sequence[FileEdit], *, commit: bool) -> None:
        self.root, self.commit = root, commit
        self.edits = [(edit, inside(root, edit.path)) for edit in edits]
        self.steps = [self.step(edit, target) for edit, target in self.edits]
        self.replaced: list[tuple[FileEdit, Path]] = []
        self.folders: list[Path] = []
        """Folders made on the way, outermost first."""

    def step(self, edit: FileEdit, target: Path) -> Step:
        path = target.relative_to(self.root.resolve()).as_posix()
        temporary = "" if edit.after is None else temporary_name()
        return Step(path, temporary, fingerprint(edit.before), fingerprint(edit.after))

    def write(self) -> None:
        path = ""
        try:
            for edit, target in self.edits:
                path = edit.path
                _must_be_as_read(edit, target)
            journal.note(self.root, journal.WRITING, self.steps, commit=self.commit)
            for (edit, target), step in zip(self.edits, self.steps, strict=True):
                path = edit.path
                self.prepare(edit, target, step.temporary)
            if len(self.steps) > 1:
                journal.note(self.root, journal.READY, self.steps, commit=self.commit)
            for (edit, target), step in zip(self.edits, self.steps, strict=True):
                path = edit.path
                self.replace(edit, target, step.temporary)
            self.finish()
        except OSError as error:
            self.take_back()
            raise WriteFailed(path, reason(error)) from error

    def prepare(self, edit: FileEdit, target: Path, temporary: str) -> None:
        """The new bytes beside the old file, which must not be read-only or held open by Excel."""
        for folder in reversed([folder for folder in target.parents if not folder.exists()]):
            folder.mkdir()
            self.folders.append(folder)
        if edit.before is not None:
            os.close(os.open(target, os.O_RDWR))
        if edit.after is not None:
            mode = None if edit.before is None else stat.S_IMODE(target.stat().st_mode)
            write_synced(target.parent / temporary, edit.after, mode)

    def replace(self, edit: FileEdit, target: Path, temporary: str) -> None:
        if temporary:
            put_in_place(target.parent / temporary, target)
        else:
            target.unlink()
        self.replaced.append((edit, target))

    def finish(self) -> None:
        made = {folder.parent for folder in self.folders}
        for folder in made | {target.parent for _edit, target in self.edits}:
            sync_folder(folder)
        if self.commit:
            journal.add_pending(self.root, [step.path for step in self.steps])
        journal.close(self.root)

    def take_back(self) -> None:
        """Leave everything as it was."""
        with contextlib.suppress(OSError):
            for edit, target in reversed(self.replaced):
                if edit.before is None:
                    target.unlink()
                else:
                    replace_synced(target, edit.before)
            for (_edit, target), step in zip(self.edits, self.steps, strict=True):
                if step.temporary:
                    (target.parent / step.temporary).unlink(missing_ok=True)
            for folder in reversed(self.folders):
                folder.rmdir()
            journal.close(self.root)


def _must_be_as_read(edit: FileEdit, target: Path) -> None:
    try:
        now = target.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        now = None
    if now != edit.before:
        raise FileChanged(edit.path)
