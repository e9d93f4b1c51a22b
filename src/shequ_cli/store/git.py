"""History through the git program: one commit holds exactly the files it is given, whatever else is staged.

A commit is made by `fast-import` on top of HEAD, from blobs that passed git's own filters: unlike `git commit` it
neither looks at every file of the store nor takes along what somebody staged, so its price stays flat (measured in
benchmarks/). It runs no hooks and does not sign; a clerk's save must not fail for a hook.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shequ_cli.store.gitlocks import committing
from shequ_cli.words.errors import GitFailed
from shequ_cli.words.language import _

FALLBACK_NAME, FALLBACK_EMAIL = "shequ", "shequ@localhost"
"""Who signs where git knows no user."""

_ATTEMPTS = 4
_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_SETTINGS = {"feature.manyFiles": "true", "core.quotepath": "false", "core.autocrlf": "false"}
_ALWAYS = ("-c", "core.quotepath=false", "-c", "i18n.commitEncoding=utf-8", "-c", "i18n.logOutputEncoding=utf-8")
"""Paths and messages in UTF-8, also on a Chinese Windows whose git was set to another encoding."""

_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
"""What a git hook that calls shequ would have set for another repository."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a store lies in: its top folder, the store's path below it ("" or "a/b/"), and HEAD."""

    top: Path
    prefix: str
    folder: Path
    head: str
    """The commit that is checked out; "" before the first one."""


def available() -> bool:
    """Whether there is a git program."""
    return shutil.which("git") is not None


def run(folder: Path, *arguments: str, data: bytes = b"") -> bytes:
    """What git writes to stdout; GitFailed with its complaint otherwise. It never asks."""
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-C", str(folder), *_ALWAYS, *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, env=environment, check=False)
    except OSError:
        raise GitFailed(_("没有找到 git 程序，请安装 git")) from None
    if done.returncode:
        raise GitFailed(_complaint(done.stderr, folder))
    return done.stdout


_LOCK = re.compile(r"Unable to create '(.+\.lock)'")


def _complaint(stderr: bytes, folder: Path) -> str:
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:"))]
    first = (told or lines or [_("git 没有说明原因")])[0].removeprefix("fatal: ").removeprefix("error: ")
    if "not a git repository" in first:
        return _("库不在 git 仓库里，请在库里运行 git init")
    if lock := _LOCK.search(first):
        return _("git 正被别的程序占用；没有别的 git 在运行时，请删去 {path}").format(path=lock[1])
    if "dubious ownership" in first:
        way = f'git config --global --add safe.directory "{folder.as_posix()}"'
        return _("这个文件夹属于另一个用户，git 不肯用；确认无误后请运行 {way}").format(way=way)
    return first


def repository(root: Path) -> Repository | None:
    """The repository around a store; None when there is none that can be used, or no git program."""
    try:
        return _repository(root)
    except GitFailed:
        return None


def _repository(root: Path) -> Repository:
    asked = ("--show-toplevel", "--show-prefix", "--absolute-git-dir", "--revs-only", "HEAD")
    top, prefix, folder, head, *_rest = [*run(root, "rev-parse", *asked).decode().split("\n"), ""]
    return Repository(Path(top), prefix, Path(folder), head)


def head(root: Path) -> str:
    """The commit that is checked out; "" when there is none."""
    place = repository(root)
    return place.head if place else ""


def init(root: Path) -> bool:
    """Put the store under git, unless it lies in a repository already; whether it is under git now."""
    if not available():
        return False
    if repository(root) is None:
        run(root, "-c", "init.defaultBranch=main", "init", "--quiet")
        for name, value in _SETTINGS.items():
            run(root, "config", name, value)
    return True


def commit(root: Path, paths: Sequence[str], message: str, who: str = "") -> str:
    """Commit these files of the store as they are on the disk (a missing one as removed); the new commit's id."""
    place = _repository(root)
    if any((place.folder / name).exists() for name in _UNDER_WAY):
        raise GitFailed(_("git 正在合并，请先完成合并"))
    with committing(root, place.folder):
        return _committed(place, paths, message, who)


def _committed(place: Repository, paths: Sequence[str], message: str, who: str) -> str:
    full = [place.prefix + path for path in paths]
    there = [path for path in full if (place.top / path).is_file()]
    told = run(place.top, "hash-object", "-w", "--stdin-paths", data=_lines(there, "\n")) if there else b""
    blobs = dict(zip(there, told.decode().split(), strict=True))
    _stage(place.top, full)
    settings = _settings(place.top)
    changes = [_change(place.top / path, path, blobs.get(path, ""), settings) for path in full]
    sha = run(place.top, "fast-import", "--quiet", data=_stream(place, message, _signature(settings, who), changes))
    if sha.startswith(b"00"):
        with contextlib.suppress(GitFailed):
            tidy(place.top)
    return sha.decode().strip()


def _lines(paths: Sequence[str], end: str) -> bytes:
    return "".join(path + end for path in paths).encode()


def _stage(top: Path, paths: Sequence[str]) -> None:
    """Bring git's index up to the files, waiting a little for another git that holds it."""
    for attempt in range(_ATTEMPTS):
        try:
            run(top, "update-index", "--add", "--remove", "-z", "--stdin", data=_lines(paths, "\0"))
            return
        except GitFailed as failure:
            if "index.lock" not in str(failure) or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.1 * 2**attempt)


def _settings(top: Path) -> Mapping[str, str]:
    """git's settings and the signature it would use, in one call."""
    lines = run(top, "var", "-l").decode("utf-8", "replace").splitlines()
    return {name: value for name, _equals, value in (line.partition("=") for line in lines)}


def _signature(settings: Mapping[str, str], who: str) -> str:
    """Name, address and time of the committer; git's own guesses from the machine's name are not used."""
    found = re.fullmatch(r"(.*) <(.*)> (\d+ [-+]\d+)", settings.get("GIT_COMMITTER_IDENT", ""))
    name, email, when = found.groups() if found else ("", "", f"{int(time.time())} +0000")
    named = "user.name" in settings or "GIT_COMMITTER_NAME" in os.environ
    reachable = "user.email" in settings or "GIT_COMMITTER_EMAIL" in os.environ
    chosen = name if named else re.sub(r"[<>\n]", "", who) or FALLBACK_NAME
    return f"{chosen} <{email if reachable else FALLBACK_EMAIL}> {when}"


def _change(file: Path, path: str, blob: str, settings: Mapping[str, str]) -> str:
    quoted = '"' + path.replace('"', '\\"') + '"'
    if not blob:
        return f"D {quoted}"
    runs = settings.get("core.filemode") == "true" and file.stat().st_mode & 0o100
    return f"M {100755 if runs else 100644} {blob} {quoted}"


def _stream(place: Repository, message: str, signature: str, changes: Sequence[str]) -> bytes:
    """What fast-import reads: one commit on top of the head that was seen; a head that has moved on is refused."""
    told = message.encode()
    head = f"commit HEAD\nmark :1\ncommitter {signature}\ndata {len(told)}\n".encode()
    parent = [f"from {place.head}"] if place.head else []
    return head + told + "\n".join(["", *parent, *changes, "", "get-mark :1", ""]).encode()


def tidy(top: Path) -> None:
    """Pack what has piled up, when git thinks it time, and index the history by path so that logs of a file are quick."""
    run(top, "gc", "--auto", "--quiet")
    run(top, "commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress")
