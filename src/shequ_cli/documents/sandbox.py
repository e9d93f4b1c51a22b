"""Jinja2 as templates may use it: sandboxed, strict, deterministic, every value escaped as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shequ_cli.documents import budget, phrases
from shequ_cli.documents.document import day
from shequ_cli.documents.filters import FILTERS, PLAIN
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.work.figure import Figure
from shequ_cli.work.period import Period
from shequ_cli.work.table import Absent, Chart, Points, Table, text_of

if TYPE_CHECKING:
    from jinja2 import StrictUndefined, nodes
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_GLOBALS = ("range", "dict", "namespace", "joiner")  # lipsum is random, cycler keeps state


def environment(values: Mapping[str, object], filters: Mapping[str, Callable[..., object]]) -> SandboxedEnvironment:
    """An environment for one template; `values` are the names that it may know."""
    left = budget.Budget()

    def finalize(value: object) -> Markup:
        shown = _shown(value)
        left.spend(len(shown))
        return shown

    misspelt = _misspelt([*values, "signature"])
    sandbox = _sandbox(misspelt)(
        undefined=misspelt,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    sandbox.filters = {name: sandbox.filters[name] for name in PLAIN} | {**FILTERS, **filters, budget.EACH: left.each}
    sandbox.globals = {name: sandbox.globals[name] for name in _GLOBALS}
    sandbox.globals["signature"] = _signature
    return sandbox


def _sandbox(misspelt: type[StrictUndefined]) -> type[SandboxedEnvironment]:
    """Jinja's sandbox, saying in Chinese what may not be read, and letting nothing run for ever."""
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """A class of its own for every template: what may be known differs."""

        intercepted_binops = frozenset(["+", "*", "**"])

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
            budget.checked(operator, left, right)
            return super().call_binop(context, operator, left, right)

        def _generate(
            self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
        ) -> str:
            budget.count_loops(self, source)
            return super()._generate(source, name, filename, defer_init)

        def unsafe_undefined(self, obj: object, attribute: str) -> StrictUndefined:
            why = _("不允许读取“{name}”").format(name=attribute)
            return misspelt(why, obj, attribute, SecurityError)

    return Sandbox


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text))


def printed(value: object) -> str:
    """How a value reads in running text: a figure with its unit, a date as 2026年3月5日, a blank as —."""
    if isinstance(value, Figure):
        return phrases.counted(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Period):
        return value.label
    if isinstance(value, Points | Absent) or value is None:
        return text_of(value) or "—"
    if isinstance(value, tuple | list):
        return "、".join(printed(item) for item in value)
    if isinstance(value, Mapping) or callable(value):
        raise ValueError(_("这个值不能直接印出来，请写明要它的哪一项"))
    return str(value)


def _shown(value: object) -> Markup:
    """Jinja's `finalize`: what `{{ … }}` puts into the body. Tables and charts become fences that name them."""
    from jinja2 import Undefined
    from markupsafe import Markup

    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        return Markup(str(value))  # a strict undefined raises here
    if isinstance(value, Table | Chart):
        word = "table" if isinstance(value, Table) else "chart"
        return Markup(f"\n```{word} {value.name}\n```\n")
    return Markup(escaped(printed(value)))


def _signature(*lines: object) -> Markup:
    """`{{ signature(unit, date) }}`: 署名 and 成文日期 at the right."""
    from markupsafe import Markup

    said = "".join(f"|{_BREAKS.sub(' ', printed(line))}\n" for line in lines)
    return Markup(f"\n```signature\n{said}```\n")


def _misspelt(known: list[str]) -> type[StrictUndefined]:
    """Jinja's strict undefined, saying in Chinese what is missing and what was probably meant."""
    from jinja2 import StrictUndefined
    from jinja2.utils import missing

    class Misspelt(StrictUndefined):
        """A value that a template asked for and that is not there."""

        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return self._undefined_hint
            names = known if self._undefined_obj is missing else _names_in(self._undefined_obj)
            near = nearest(str(self._undefined_name), names)
            maybe = _("，是不是“{names}”？").format(names=_("”或“").join(near)) if near else ""
            return _("没有叫“{name}”的值").format(name=self._undefined_name) + maybe

    return Misspelt


def _names_in(owner: Any) -> Iterable[str]:  # noqa: ANN401 - whatever the template looked into
    if isinstance(owner, Mapping):
        return [str(name) for name in owner]
    return [name for name in dir(owner) if not name.startswith("_")]
