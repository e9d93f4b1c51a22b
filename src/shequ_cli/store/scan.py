"""What lies in the records folder, and whether it is still what the index knows."""

from __future__ import annotations

import marshal
import os
import stat
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from shequ_cli.store.child import child, end, may_fork

RECORDS = "records"
MANY = 15_000
"""So many files, and a second process is worth its start."""
_DEEPEST = 5
_PLAINEST = 2
"""The last version of marshal that writes equal lists alike, however often their parts are used elsewhere."""
_SYSTEMS = ("Thumbs.db", "desktop.ini")
"""What Windows leaves in every folder that somebody looked at."""

# Name, modified, changed (both ns), size. Plain tuples: a warm start looks at every one of them.
Entry = tuple[str, int, int, int]


def stamp_of(entry: Entry) -> str:
    """What the index keeps of a file's state: any write changes it, one that sets the clock back too."""
    return f"{entry[1]} {entry[2]} {entry[3]}"


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder below records/, by its path in the store."""

    path: str
    ledger: str
    """The ledger whose record files belong here; "" where no record file belongs."""
    stamp: str
    """Changes whenever a file here does, comes or goes."""
    files: list[Entry] | None
    """Sorted by name; None where another process has looked, which tells no more than the stamp."""


def _folder(path: str, ledger: str, files: list[Entry]) -> Folder:
    return Folder(path, ledger, blake2b(marshal.dumps(files, _PLAINEST), digest_size=12).hexdigest(), files)


def _states(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every name with its state; hidden and temporary ones are nobody's, and what vanishes meanwhile is passed over."""
    if os.stat in os.supports_dir_fd and os.listdir in os.supports_fd:
        yield from _states_by_descriptor(path)
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name[0] not in ".~" and entry.name not in _SYSTEMS:
                with suppress(OSError):
                    yield entry.name, entry.stat()


def _states_by_descriptor(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The same, a third faster, where the system can look relative to an open folder."""
    folder = os.open(path, os.O_RDONLY)
    try:
        for name in os.listdir(folder):  # noqa: PTH208 - a descriptor, not a path
            if name[0] in ".~" or name in _SYSTEMS:
                continue
            try:
                yield name, os.stat(name, dir_fd=folder)
            except OSError:
                continue
    finally:
        os.close(folder)


def _listed(path: Path) -> tuple[list[Entry], list[str]]:
    """The files of a folder and the names of the folders in it."""
    files: list[Entry] = []
    folders: list[str] = []
    for name, state in _states(path):
        if stat.S_ISDIR(state.st_mode):
            folders.append(name)
        else:
            files.append((name, state.st_mtime_ns, state.st_ctime_ns, state.st_size))
    files.sort()
    return files, sorted(folders)


def _below(root: Path, path: str, ledger: str, depth: int = 0) -> list[Folder]:
    """A folder and the folders in it; one that cannot be listed holds nothing."""
    try:
        files, inner = _listed(root / path)
    except OSError:
        return []
    found = [_folder(path, ledger, files)]
    if depth < _DEEPEST:
        for name in inner:
            found.extend(_below(root, f"{path}/{name}", ledger, depth + 1))
    return found


def folders_of(root: Path, ledgers: Sequence[str], expected: int = 0) -> list[Folder]:
    """Every folder of these ledgers: their own, their months', and what else somebody made there.

    Where so many files are `expected`, two processes look at them.
    """
    found: list[Folder] = []
    inner: list[tuple[str, str]] = []
    for ledger in ledgers:
        with suppress(OSError):
            path = f"{RECORDS}/{ledger}"
            files, names = _listed(root / path)
            found.append(_folder(path, ledger, files))
            inner += [(f"{path}/{name}", ledger) for name in names]
    if expected < MANY or not may_fork():
        return found + _all_below(root, inner)
    other = child(lambda: [[(one.path, one.ledger, one.stamp) for one in _all_below(root, inner[::2])]])
    found += _all_below(root, inner[1::2])
    seen = other.answer()
    end([other])
    if seen is None:
        return found + _all_below(root, inner[::2])
    return found + [Folder(path, ledger, stamp, None) for path, ledger, stamp in seen]


def _all_below(root: Path, folders: Sequence[tuple[str, str]]) -> list[Folder]:
    return [found for path, ledger in folders for found in _below(root, path, ledger, 1)]


def stray_folders(root: Path, ledgers: Container[str]) -> list[Folder]:
    """What lies in records/ beside the ledgers' folders."""
    try:
        files, names = _listed(root / RECORDS)
    except OSError:
        return []
    found = [_folder(RECORDS, "", files)]
    for name in names:
        if name not in ledgers:
            found.extend(_below(root, f"{RECORDS}/{name}", ""))
    return found


def listed_again(root: Path, folder: Folder) -> Folder:
    """The folder as it is now."""
    try:
        return _folder(folder.path, folder.ledger, _listed(root / folder.path)[0])
    except OSError:
        return _folder(folder.path, folder.ledger, [])
