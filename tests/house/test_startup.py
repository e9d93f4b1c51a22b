"""`shequ --help` and completion start at once: no heavy module is loaded before it is used."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {
    "yaml",
    "jinja2",
    "pandas",
    "numpy",
    "openpyxl",
    "docx",
    "jsonschema_rs",
    "markdown_it",
    "questionary",
    "borax",
    "duckdb",
    "lxml",
}


def loaded_by(*arguments: str) -> set[str]:
    """Top-level modules in memory after the command ran, in a fresh interpreter."""
    script = (
        "import sys, json\n"
        f"sys.argv = ['shequ', *{arguments!r}]\n"
        "from shequ_cli.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_help_loads_no_heavy_module() -> None:
    assert not loaded_by("--help") & HEAVY


def test_help_of_a_command_loads_no_heavy_module() -> None:
    assert not loaded_by("report", "--help") & HEAVY
