"""A template is front matter and a Markdown body in Jinja2; it sees values and nothing else.

What stands in a value is text, never Markdown: it is escaped where it is printed. A misspelt name, an attribute out of
bounds or a fault of syntax is a TemplateFault with the template's file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from shequ_cli.documents.budget import EACH
from shequ_cli.words.errors import ShequError, TemplateFault
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.place import Place

_EDGE = "---"


class Source(NamedTuple):
    """A template as it was read: `front` is YAML text, `line` the file's line on which the body begins."""

    front: str
    body: str
    line: int = 1
    path: str = ""


def split(text: str, path: str = "") -> Source:
    """Front matter stands between two lines of --- at the top; a template may have none."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != _EDGE:
        return Source("", "\n".join(lines) + "\n", 1, path)
    for place, line in enumerate(lines[1:], 1):
        if line.rstrip() == _EDGE:
            return Source("\n".join(lines[1:place]), "\n".join(lines[place + 1 :]) + "\n", place + 2, path)
    raise TemplateFault(Place(path, 1), _("开头的 --- 没有配对的 ---"))


def render(
    source: Source, values: Mapping[str, object], filters: Mapping[str, Callable[..., object]] | None = None
) -> str:
    """The body as Markdown, every value escaped. `filters` come on top of those of filters.py."""
    from jinja2 import TemplateSyntaxError

    from shequ_cli.documents.sandbox import environment

    sandbox = environment(values, filters or {})
    name = source.path or "<template>"
    try:
        code = sandbox.compile(source.body, name, name)
        return sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None)).render(values)
    except TemplateSyntaxError as error:
        why = _("写法不对（{why}）").format(why=_said(error.message or "", sandbox.filters))
        raise TemplateFault(_place(source, error.lineno), why) from None
    except Exception as error:
        # Whatever its expressions raise is the template's fault, and its line is what helps.
        raise TemplateFault(_place(source, _line(error, name)), _why(error)) from error


_FILTER = re.compile(r"No filter named '(.+?)'")


def _said(message: str, filters: Iterable[str]) -> str:
    """Jinja's complaint, the commonest in Chinese."""
    if match := _FILTER.search(message):
        near = nearest(match[1], [name for name in filters if name != EACH])
        maybe = _("，是不是“{names}”？").format(names=_("”或“").join(near)) if near else ""
        return _("没有叫“{name}”的过滤器").format(name=match[1]) + maybe
    if "end of template" in message:
        return _("少了 endif、endfor 之类的结尾")
    if "unknown tag" in message or "Encountered unknown" in message:
        return _("没有这个标签：{why}").format(why=message)
    return message


def _place(source: Source, line: int) -> Place:
    return Place(source.path, source.line + line - 1 if line else 0)


def _line(error: BaseException, name: str) -> int:
    """The template's own line: the deepest frame that is the template."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _why(error: Exception) -> str:
    from jinja2 import TemplateError

    if isinstance(error, TypeError) and "no loader" in str(error):
        return _("不能引用其他文件")
    if isinstance(error, ShequError | TemplateError | ValueError) and str(error):
        return _said(str(error), ())
    return _("算不出来（{why}）").format(why=f"{type(error).__name__} {error}")
