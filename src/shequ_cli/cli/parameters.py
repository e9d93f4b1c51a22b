"""Options and arguments whose faults are told in Chinese, read without loading pydantic (50 ms of every start)."""
# ruff: noqa: ANN401 - these are Typer's own signatures

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption

from shequ_cli.cli import bash
from shequ_cli.words.language import _


def adopt(parameters: Sequence[Any] | None) -> list[Any]:
    """The parameters that Typer built from a function, as ours: Typer has no hook for the class it builds."""
    return [_ours(parameter) for parameter in parameters or ()]


def _ours(parameter: Any) -> Any:
    if isinstance(parameter, (Option, Argument)):
        return parameter
    kind = Option if isinstance(parameter, TyperOption) else Argument
    made = kind.__new__(kind)
    made.__dict__.update(parameter.__dict__)
    return made


class Argument(TyperArgument):
    """An argument named by its Chinese metavar."""

    @property
    def called(self) -> str:
        """参数“台账”."""
        return _("参数“{name}”").format(name=self.metavar or self.name)

    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value as its type; a missing or unreadable one is a usage fault."""
        return _processed(self, ctx, value)


class Option(TyperOption):
    """An option named by its longest form."""

    @property
    def called(self) -> str:
        """选项 --limit."""
        return _("选项 {name} ").format(name=max(self.opts, key=len))

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Offers for the value."""
        offers = super().shell_complete(ctx, incomplete)
        for offer in offers:
            offer.value = bash.answered(offer.value, incomplete)
        return offers

    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value as its type; a missing or unreadable one is a usage fault."""
        return _processed(self, ctx, value)


_Ours = Argument | Option


def _processed(parameter: _Ours, ctx: Any, value: Any) -> Any:
    value = _typed(parameter, ctx, value)
    if parameter.required and value in (None, "", []):
        raise typer.BadParameter(_("缺少{what}").format(what=parameter.called), ctx=ctx)
    return parameter.callback(ctx, parameter, value) if parameter.callback else value


def _typed(parameter: _Ours, ctx: Any, value: Any) -> Any:
    """str, int, bool, Path or a list of one of them: all that a command line needs. None stays None."""
    annotation: Any = parameter.type_descriptor.annotation
    if parameter.multiple or parameter.nargs == -1:
        (one,) = get_args(annotation) if get_origin(annotation) is list else (annotation,)
        return [_read(parameter, ctx, one, item) for item in value or ()]
    return None if value is None else _read(parameter, ctx, annotation, value)


def _read(parameter: _Ours, ctx: Any, kind: type, text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if kind is int:
        return _whole(parameter, ctx, text)
    return Path(text).expanduser() if issubclass(kind, Path) else text


def _whole(parameter: _Ours, ctx: Any, text: str) -> int:
    """A whole number within the parameter's bounds."""
    low, high = parameter.min, parameter.max
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise _fault(parameter, ctx, _("要写整数，不能是“{text}”").format(text=text))
    number = int(text)
    if (low is not None and number < low) or (high is not None and number > high):
        reach = _("{low} 以上").format(low=low) if high is None else _("{low} 到 {high}").format(low=low, high=high)
        raise _fault(parameter, ctx, _("要在 {reach}，不能是 {text}").format(reach=reach, text=text))
    return number


def _fault(parameter: _Ours, ctx: Any, why: str) -> typer.BadParameter:
    return typer.BadParameter(_("{what}{why}").format(what=parameter.called, why=why), ctx=ctx)
