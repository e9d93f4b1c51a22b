"""One file, all or nothing: a synced temporary file in the same folder, then one rename."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from shequ_cli.words.language import _

TEMPORARY = ".~shequ-"
"""How every temporary file's name begins; git and the index pass over it."""

_ATTEMPTS = 7


def temporary_name() -> str:
    """A fresh name for a temporary file."""
    import secrets

    return TEMPORARY + secrets.token_hex(8)


def write_synced(path: Path, data: bytes, mode: int | None = None) -> None:
    """A new file on the disk, not only in the cache, with the permissions of the file that it will replace."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if mode is not None:
            path.chmod(mode)
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename; on Windows try again for some seconds, as a virus scanner or an indexer may hold the file."""
    for attempt in range(_ATTEMPTS):
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.05 * 2**attempt)


def sync_folder(folder: Path) -> None:
    """Make renames in the folder last; Windows and some network shares know no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def replace_synced(path: Path, data: bytes) -> None:
    """Write a file so that it is old or new, never half. Only for who holds the lock: the temporary name is fixed."""
    temporary = path.with_name(TEMPORARY + path.name)
    temporary.unlink(missing_ok=True)
    try:
        write_synced(temporary, data)
        put_in_place(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def reason(error: OSError) -> str:
    """Why the system refused, in the clerk's words."""
    known = {
        errno.ENOSPC: _("磁盘已满"),
        errno.EDQUOT: _("磁盘配额已用完"),
        errno.EACCES: _("没有写的权限，或文件正被别的程序打开"),
        errno.EPERM: _("没有写的权限"),
        errno.EROFS: _("磁盘是只读的"),
        errno.ENAMETOOLONG: _("路径太长"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
