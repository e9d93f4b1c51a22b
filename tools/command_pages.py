"""Writes the pages of docs/ that say what the program says of itself; with `--check`, fails where one is stale.

docs/commands.md is every command's --help, docs/problems.md the catalogue of problem codes, and the list of modules in
docs/CODE.md the first line of each module's docstring.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "shequ_cli"
LAYERS = ("words", "rules", "store", "work", "documents", "exchange", "cli")
BEGIN, END = "<!-- modules: written by make docs -->", "<!-- end of modules -->"
COLUMNS = 100
"""How wide help is set on the page."""


def pages() -> dict[Path, str]:
    """Every generated page and what it should hold."""
    code = ROOT / "docs" / "CODE.md"
    return {
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "problems.md": problems_page(),
        code: with_modules(code.read_text("utf-8")),
    }


def commands() -> Iterator[tuple[str, Any, Any]]:
    """Every command, the root first: what is typed for it, the command, and its context."""
    import typer

    from shequ_cli.cli.app import app

    root = typer.main.get_command(app)
    context = root.make_context("shequ", [], resilient_parsing=True)
    yield from _below("shequ", root, context)


def _below(words: str, command: Any, context: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - Typer's classes
    yield words, command, context
    if hasattr(command, "list_commands"):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            yield from _below(f"{words} {name}", found, context.__class__(found, info_name=name, parent=context))


def commands_page() -> str:
    """docs/commands.md."""
    from shequ_cli.cli import helptext
    from shequ_cli.cli.verbs import table

    aliases = {f"shequ {verb.name}": verb.alias for verb in table()}
    found = list(commands())
    lines = [
        "# 命令",
        "",
        "本页由 `make docs` 从程序生成，内容就是各条命令 `--help` 所说的；请不要手改。",
        "命令的中文名与英文名通用，如 `shequ 登记` 就是 `shequ add`。",
        "",
        *(f"- [`{words}`](#{_anchor(words)}) {_summary(command)}" for words, command, _context in found[1:]),
    ]
    for words, command, context in found:
        alias = f" {aliases[words]}" if words in aliases else ""
        lines += ["", f'<a id="{_anchor(words)}"></a>', "", f"## {words}{alias}", "", "```text"]
        lines += [*helptext.page(command, context, COLUMNS).rstrip().splitlines(), "```"]
    return "\n".join(lines) + "\n"


def _anchor(words: str) -> str:
    return words.replace(" ", "-")


def _summary(command: Any) -> str:  # noqa: ANN401 - Typer's classes
    return str(command.help or "").strip().split("\n")[0]


def problems_page() -> str:
    """docs/problems.md."""
    from shequ_cli.rules.catalogue import explained
    from shequ_cli.rules.catalogue_checks import CHECKS
    from shequ_cli.rules.catalogue_files import FILES
    from shequ_cli.rules.catalogue_values import VALUES

    parts: Mapping[str, Iterable[str]] = {
        "文件": [entry.code for entry in FILES],
        "一条记录里的值": [entry.code for entry in VALUES],
        "字段之间、记录之间的检查": [entry.code for entry in CHECKS],
    }
    lines = [
        "# 问题代码",
        "",
        "本页由 `make docs` 从程序生成；`shequ explain 代码` 说的也是这些。代码不会改名，脚本可以依靠它。",
        "",
        "代码的第一个字母是级别：E 是错误，必须改正；D 是疑问，可以改，也可以写明理由放过；H 是提示，只供参考。",
        "字段之间的检查在台账定义里可以降为疑问或提示，那时代码的第一个字母随之改变，如 E-order 成为 D-order，意思不变。",
    ]
    for title, codes in parts.items():
        lines += ["", f"## {title}"]
        for code in dict.fromkeys(codes):
            entry = explained(code)
            lines += ["", f"### {code} {entry.title}", "", entry.meaning, "", f"改法：{entry.mend}"]
    return "\n".join(lines) + "\n"


def with_modules(page: str) -> str:
    """docs/CODE.md with the list of modules between its two marks."""
    before, mark, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not mark or not end:
        raise SystemExit(f"docs/CODE.md needs the marks {BEGIN} and {END}")
    return before + BEGIN + "\n" + "\n".join(_modules()) + "\n" + END + after


def _modules() -> Iterator[str]:
    for layer in LAYERS:
        files = sorted((SOURCE / layer).glob("*.py"))
        yield f"\n### {layer}/ — {_promise(SOURCE / layer / '__init__.py')}\n"
        yield "| module | what it promises |"
        yield "|---|---|"
        for file in files:
            if file.name != "__init__.py":
                yield f"| `{file.name}` | {_promise(file)} |"


def _promise(file: Path) -> str:
    """The first line of a module's docstring."""
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return said.split("\n")[0].replace("|", "\\|")


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with --check name the stale ones and give 1."""
    from shequ_cli.words import language

    language.choose("zh", SOURCE / "locale")
    stale = [(path, text) for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in stale:
        print(path.relative_to(ROOT).as_posix())
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in arguments:
        print("stale: run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
