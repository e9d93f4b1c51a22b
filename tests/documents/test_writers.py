"""A file's suffix picks its writer."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from shequ_cli.documents.document import Document, Paragraph, Run
from shequ_cli.documents.word_style import Fonts
from shequ_cli.documents.writers import SUFFIXES, write, writer_for
from shequ_cli.words.errors import UnknownName


@pytest.mark.parametrize(
    ("suffix", "start"),
    [(".md", b"# "), (".html", b"<!doctype html>"), (".htm", b"<!doctype"), (".docx", b"PK"), (".XLSX", b"PK")],
)
def test_each_suffix_has_its_writer(document: Document, suffix: str, start: bytes) -> None:
    assert write(document, suffix).startswith(start)


def test_another_suffix_names_the_ones_there_are() -> None:
    with pytest.raises(UnknownName) as caught:
        writer_for(".doc")
    assert caught.value.exit_code == 2
    assert caught.value.near[0] == ".docx" and caught.value.allowed == SUFFIXES


def test_the_stores_fonts_reach_word_and_excel(document: Document) -> None:
    for suffix in (".docx", ".xlsx"):
        assert write(document, suffix, Fonts(title="华文中宋")) != write(document, suffix)


def pages(document: Document, suffix: str, folder: Path) -> Path:
    """The file as LibreOffice prints it."""
    (folder / f"month{suffix}").write_bytes(write(document, suffix))
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), f"month{suffix}"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder / "month.pdf"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook(document: Document, tmp_path: Path) -> None:
    assert pages(document, ".xlsx", tmp_path).read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or poppler missing"
)
def test_a_printed_page_of_word_has_twenty_two_lines_of_twenty_eight_characters(tmp_path: Path) -> None:
    printed = pages(Document(("题",), (Paragraph((Run("社区" * 1000),)),)), ".docx", tmp_path)
    command = ["pdftotext", "-f", "2", "-l", "2", "-layout", str(printed), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[:-1] == ["社区" * 14] * 22
    assert lines[-1].replace(" ", "") == "—2—"


def test_a_document_of_nothing_is_written_all_the_same() -> None:
    for suffix in SUFFIXES:
        assert write(Document(("空",)), suffix)
        assert write(Document(()), suffix)
