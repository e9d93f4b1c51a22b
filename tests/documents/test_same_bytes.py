"""The same value gives the same bytes, whatever the process, its hash seed and the hour (design §5)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from shequ_cli.documents.document import Document
from shequ_cli.documents.settle import EPOCH, settled
from shequ_cli.documents.writers import SUFFIXES, write

SCRIPT = """
import hashlib, sys
sys.path.insert(0, {here!r})
from conftest import figures, month_report
from shequ_cli.documents.writers import SUFFIXES, write
document = month_report(figures.__wrapped__() if hasattr(figures, "__wrapped__") else figures.__pytest_wrapped__.obj())
print(*(hashlib.sha256(write(document, suffix)).hexdigest() for suffix in SUFFIXES))
"""


def in_a_process_of_its_own(seed: str, zone: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    script = SCRIPT.format(here=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_every_format_is_the_same_in_two_processes(document: Document) -> None:
    here = [hashlib.sha256(write(document, suffix)).hexdigest() for suffix in SUFFIXES]
    assert in_a_process_of_its_own("1", "Asia/Shanghai") == in_a_process_of_its_own("2", "America/New_York") == here


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_office_files_carry_only_the_documents_own_date(document: Document, suffix: str) -> None:
    with ZipFile(BytesIO(write(document, suffix))) as package:
        core = package.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in package.infolist()} == {EPOCH}
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert core.count("2026-04-03T00:00:00Z") == 2 and core.count("dcterms:W3CDTF") == 2
    assert "openpyxl" not in core and "python-docx" not in core


def test_settling_twice_changes_nothing(document: Document) -> None:
    package = write(document, ".xlsx")
    assert settled(package, date(2026, 4, 3)) == package
    assert settled(package, None) != package
