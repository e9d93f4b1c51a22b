"""Every page: its links lead somewhere, its commands exist, and nothing of anybody's machine is in the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from docpages import PAGES, ROOT, links, text, typed_in

from shequ_cli.cli.verbs import find, table


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = [link for link in links(text(page)) if not _leads(page, link)]
    assert lost == []


def _leads(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return False  # a page on the network may be gone tomorrow
    path, _mark, anchor = link.partition("#")
    target = page if not path else (page.parent / path).resolve()
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """Headings as they are linked to, and marks that were set."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    named = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return named | set(re.findall(r'<a id="([^"]+)">', text(page)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    typed = [one.line for one in typed_in(text(page))] + re.findall(r"`(shequ [^`]+)`", text(page))
    verbs = [re.sub(r"--(?:dir|today|lang) \S+ ", "", line).split()[1] for line in typed if line.startswith("shequ ")]
    unknown = {verb for verb in verbs if not find(verb) and not verb.startswith(("-", "代码", "命令"))}
    assert unknown == set()


def test_every_command_is_in_a_readme_or_on_the_page_of_commands() -> None:
    said = "".join(map(text, PAGES[:2])) + text(ROOT / "docs" / "commands.md")
    assert [verb.name for verb in table() if f"shequ {verb.name}" not in said] == []


def tracked() -> list[Path]:
    """The project's files, as git would take them."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    names = run.stdout.decode().split("\0")
    found = [ROOT / name for name in names if name] if run.returncode == 0 else []
    return [path for path in found or sorted(ROOT.rglob("*")) if path.is_file() and path.stat().st_size < 2_000_000]


PLACES = re.compile(
    rb"(?<![\w.])/(?:work|root|home|Users)/\w|[A-Z]:\\Users\\|\bpypi\b|pythonhosted|npmjs|crates\.io|docker\.io"
)
"""Folders of somebody's machine, and hosts of package registries."""


def test_no_file_names_somebodys_machine_or_a_package_registry() -> None:
    found = {path: PLACES.search(path.read_bytes()) for path in tracked() if path != Path(__file__).resolve()}
    assert {str(path.relative_to(ROOT)): match[0] for path, match in found.items() if match} == {}
