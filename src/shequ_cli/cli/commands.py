"""Typer's command classes, speaking Chinese and loading a verb's module only when the verb is used."""
# ruff: noqa: ANN401 - these are Typer's own signatures

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Protocol

from typer.core import TyperCommand, TyperGroup, TyperOption

from shequ_cli.cli import bash, helptext, verbs
from shequ_cli.cli.ending import exit_code_of
from shequ_cli.cli.naming import unknown
from shequ_cli.cli.parameters import Option, adopt
from shequ_cli.words.language import _

if TYPE_CHECKING:
    _Base = TyperCommand  # whose methods TyperGroup has as well
else:
    _Base = object

_COMPLETION: Mapping[str, Callable[[], str]] = {
    "install_completion": lambda: _("为当前终端装上命令补全"),
    "show_completion": lambda: _("显示补全脚本"),
}


class _Page(Protocol):
    """What Typer collects a help text in."""

    def write(self, string: str) -> None: ...


def _run(main: Callable[..., Any], words: Sequence[Any], extra: dict[str, Any]) -> int:
    """Run a command, tell what went wrong, and leave with its exit code: this is the one place that catches."""
    leave = extra.pop("standalone_mode", True)
    code = exit_code_of(lambda: main(*words, standalone_mode=False, **extra))
    if leave:
        sys.exit(code)
    return code


def _explained(option: TyperOption | None) -> TyperOption | None:
    """--help in our words; made once, since Typer compares options by identity."""
    if option is None or isinstance(option, Option):
        return option
    (ours,) = adopt([option])
    ours.help = _("显示这份说明")
    return ours  # type: ignore[no-any-return]


class _Ours(_Base):
    """What verbs and groups of verbs do alike."""

    def __init__(self, *args: Any, params: list[Any] | None = None, **attributes: Any) -> None:
        super().__init__(*args, params=adopt(params), **attributes)

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """--help."""
        self._help_option = _explained(super().get_help_option(ctx))
        return self._help_option

    def format_usage(self, ctx: Any, formatter: _Page) -> None:
        """The usage line."""
        formatter.write(helptext.usage(self, ctx) + "\n")

    def format_help(self, ctx: Any, formatter: _Page) -> None:
        """The whole help page."""
        columns = get_terminal_size((100, 24)).columns
        formatter.write(helptext.page(self, ctx, min(100, columns)))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run as a program."""
        return _run(super().main, args, extra)


class Command(_Ours, TyperCommand):
    """A verb."""


class Group(_Ours, TyperGroup):
    """A verb with verbs of its own (plan, schema); `default` is the one that is meant where none is named."""

    default = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words, with the default command put before them where they name none."""
        named = bool(args) and (args[0] in self.commands or args[0] in ("--help", "-h"))
        if self.default and not named and (args or not ctx.resilient_parsing):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        """Names and first lines of the commands to show."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, _(command.help or "").split("\n")[0]) for name, command in commands if command]

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the first word names; UnknownName with the nearest ones otherwise."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise unknown(_("命令"), args[0], self.command_words(ctx))
        return super().resolve_command(ctx, args)

    def command_words(self, ctx: Any) -> Sequence[str]:
        """Every word that names a command."""
        return self.list_commands(ctx)


class Verbs(Group):
    """The root: its commands are the table in `verbs`, each imported when it is called."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run as a program, or answer the shell that asks for completions."""
        bash.rejoin(os.environ)
        return super().main(*args, **extra)

    def get_params(self, ctx: Any) -> list[Any]:
        """The root's options, with the two that Typer adds for completion."""
        self.params = adopt(self.params)
        for parameter in self.params:
            if isinstance(parameter, Option) and parameter.name in _COMPLETION:
                parameter.help = _COMPLETION[parameter.name]()
        return super().get_params(ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """English names, in the order of a clerk's day."""
        return [verb.name for verb in verbs.table()]

    def command_words(self, ctx: Any) -> Sequence[str]:
        """Names and Chinese aliases."""
        return [word for verb in verbs.table() for word in (verb.name, verb.alias)]

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        """Names with their Chinese alias and one line each, without importing any of them."""
        return [(f"{verb.name} {verb.alias}", verb.summary) for verb in verbs.table()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name or Chinese alias."""
        if cmd_name not in self.commands:
            built = verbs.load(cmd_name, Command, Group)
            if built is None:
                return None
            self.commands[cmd_name] = built
        return self.commands[cmd_name]
