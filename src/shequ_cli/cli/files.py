"""Files that a command is asked to make: all made before the first is written, each replaced whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from shequ_cli.cli import output
from shequ_cli.words.errors import UsageFault, WriteFailed
from shequ_cli.words.language import _

STANDARD = "-"


def deliver(
    outputs: Sequence[Path],
    known: Collection[str],
    make: Callable[[str], bytes],
    standard: str = "csv",
    *,
    beside: bool = False,
) -> None:
    """Make every output in the format of its suffix (`standard` for `-`), then write them; half a file is never seen.

    Their paths are the result on stdout, or a remark when they are made `beside` another result (--json).
    """
    formats = [_format(path, known, standard) for path in outputs]
    made = {suffix: make(suffix) for suffix in dict.fromkeys(formats)}
    for path, suffix in zip(outputs, formats, strict=True):
        if str(path) == STANDARD:
            output.raw(made[suffix])
        else:
            replace(path, made[suffix])
            (output.remark if beside else output.show)(str(path))


def checked(outputs: Sequence[Path], known: Collection[str]) -> None:
    """Refuse a format, and a place where nothing can be written, before anything is done for it."""
    for path in outputs:
        _format(path, known, STANDARD)
        if str(path) != STANDARD:
            _prove_writable(path)


def _prove_writable(path: Path) -> None:
    """WriteFailed for a folder, and for a file in a folder that takes none."""
    if path.is_dir():
        raise WriteFailed(str(path), _("这是一个文件夹"))
    above = next(folder for folder in path.absolute().parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise WriteFailed(str(path), _("文件夹 {folder} 不能写入").format(folder=above))


def tabulate(
    outputs: Sequence[Path], columns: Sequence[str], rows: Sequence[Sequence[object]], *, beside: bool = False
) -> None:
    """Rows as .csv, .xlsx or .json; a workbook carries no time, so that the same rows give the same bytes."""

    def make(suffix: str) -> bytes:
        from shequ_cli.documents.settle import settled
        from shequ_cli.exchange.export import exported

        data = exported(suffix, columns, rows)
        return settled(data, None) if suffix == "xlsx" else data

    deliver(outputs, ("csv", "json", "xlsx"), make, beside=beside)


def _format(path: Path, known: Collection[str], standard: str) -> str:
    if str(path) == STANDARD:
        return standard
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in known:
        raise UsageFault(
            _("{path} 的后缀要是 {known} 之一").format(path=path, known="、".join(f".{name}" for name in sorted(known)))
        )
    return suffix


def replace(path: Path, data: bytes) -> None:
    """The whole file or, when the disk refuses, the old one as it was."""
    from shequ_cli.store.atomic import reason, replace_synced

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_synced(path, data)
    except OSError as error:
        raise WriteFailed(str(path), reason(error)) from error
