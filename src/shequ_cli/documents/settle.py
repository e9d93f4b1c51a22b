"""The same value gives the same bytes: an Office file's parts in a fixed order, with fixed dates and no clock in them."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:)")


def settled(package: bytes, day: date | None) -> bytes:
    """The package again, dated `day` (the document's own date) instead of now."""
    stamp = f"{day or date(*EPOCH[:3])}T00:00:00Z".encode()
    target = BytesIO()
    with ZipFile(BytesIO(package)) as before, ZipFile(target, "w") as after:
        for name in sorted(before.namelist(), key=_order):
            part = before.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", part)
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            after.writestr(entry, part)
    return target.getvalue()


def _order(name: str) -> tuple[int, str]:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), name
