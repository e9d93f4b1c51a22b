"""Which question is asked for which field, with prompts that answer from a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import yaml

from shequ_cli.cli import asking
from shequ_cli.cli.asking import Asker
from shequ_cli.cli.prompts import Offer
from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger

LEDGER = read_ledger(
    "case",
    yaml.safe_load(
        """
title: 纠纷
x-ledger: {date: day}
required: [day]
properties:
  day: {title: 日期, type: string, format: date, description: 受理之日}
  month: {title: 月份, type: string, format: month}
  due: {title: 期限, type: string, format: date, x-future: true}
  kind: {title: 类型, x-codelist: kinds}
  level: {title: 级别, enum: [一般, 重大], default: 一般}
  done: {title: 办结, type: boolean}
  amount: {title: 金额, type: number, x-money: true, x-unit: 元, minimum: 0}
  tags: {title: 标签, type: array, items: {title: 标签, x-codelist: kinds}}
  notes: {title: 经过, type: array, items: {type: string}}
  grid: {title: 网格, type: string}
  share: {title: 覆盖率, type: number}
  parties:
    title: 当事人
    type: array
    items:
      type: object
      required: [name]
      properties: {name: {title: 姓名, type: string, minLength: 2}, phone: {title: 电话, type: string, x-mask: phone}}
x-checks:
  - {order: [day, due]}
  - {percent: [share]}
"""
    ),
)
KINDS = read_codelist(
    "kinds", {"title": "类型", "codes": [{"title": "消费", "children": ["旅游", "电商"]}, {"title": "邻里"}]}
)
TODAY = date(2026, 4, 15)


class Script:
    """Answers in order; remembers every question with what it offered."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, Any]] = []

    def next(self, message: str, offered: object) -> Any:  # noqa: ANN401 - answers of every kind
        self.asked.append((message, offered))
        return self.answers.pop(0)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Script]:
    def play(*answers: object) -> Script:
        script = Script(*answers)

        def choose(message: str, offers: Sequence[Offer], default: str = "") -> str:
            return str(script.next(message, ([offer.title for offer in offers], default)))

        def write(message: str, check: Callable[[str], str], default: str = "", hint: str = "") -> str:
            while True:
                text = str(script.next(message, (default, hint)))
                why = check(text)
                if not why:
                    return text
                script.asked.append(("不行", why))

        monkeypatch.setattr(asking, "choose", choose)
        monkeypatch.setattr(asking, "write", write)
        monkeypatch.setattr(
            asking, "choose_several", lambda message, offers: script.next(message, [o.title for o in offers])
        )
        monkeypatch.setattr(asking, "agree", lambda message, default: script.next(message, default))
        return script

    return play


def answer(name: str, *, needed: bool = True, grids: tuple[str, ...] = ()) -> object:
    return Asker(LEDGER, {"kinds": KINDS}, TODAY, grids).answer(LEDGER.field(name), needed=needed)


def test_a_date_begins_with_today_and_is_checked(script: Callable[..., Script]) -> None:
    played = script("2026-04-45", "2026-04-14")

    assert answer("day") == "2026-04-14"
    assert played.asked[0] == ("日期", ("2026-04-15", "受理之日"))
    assert played.asked[1][0] == "不行"


def test_a_percentage_is_wrong_by_itself_and_told_at_once(script: Callable[..., Script]) -> None:
    played = script("120", "95")

    assert answer("share") == "95"
    assert played.asked[1][0] == "不行" and "不能超过 100" in str(played.asked[1][1])


@pytest.mark.parametrize(
    ("name", "needed", "default"), [("month", True, "2026-04"), ("due", True, ""), ("month", False, "")]
)
def test_only_what_must_be_given_and_may_be_today_has_a_default(
    script: Callable[..., Script], name: str, needed: bool, default: str
) -> None:
    played = script("2026-04" if name == "month" else "2026-05-01")

    answer(name, needed=needed)

    assert played.asked[0][1][0] == default


def test_codes_are_offered_in_their_order_with_children_indented(script: Callable[..., Script]) -> None:
    played = script("电商")

    assert answer("kind") == "电商"
    assert played.asked == [("类型", (["消费", "　旅游", "　电商", "邻里"], ""))]


def test_what_is_not_needed_may_be_left_out(script: Callable[..., Script]) -> None:
    played = script("", "")

    assert answer("level", needed=False) == ""
    assert answer("done", needed=False) == ""
    assert [offered[0][0] for _message, offered in played.asked] == ["（不填）", "（不填）"]


def test_a_schemas_default_is_pointed_at(script: Callable[..., Script]) -> None:
    played = script("重大")

    answer("level")

    assert played.asked[0][1] == (["一般", "重大"], "一般")


def test_money_says_its_unit_and_refuses_what_is_none(script: Callable[..., Script]) -> None:
    played = script("一千", "-5", "1200")

    assert answer("amount") == "1200"
    assert played.asked[0][0] == "金额（元）"
    assert [what for what, _why in played.asked].count("不行") == 2


def test_what_is_needed_may_not_be_blank(script: Callable[..., Script]) -> None:
    played = script("  ", "2026-04-14")

    answer("day")

    assert ("不行", "这一项必填") in played.asked


def test_a_list_of_codes_is_marked_and_one_of_texts_is_written(script: Callable[..., Script]) -> None:
    played = script(["邻里", "旅游"], "甲、乙")

    assert answer("tags", needed=False) == ["邻里", "旅游"]
    assert answer("notes", needed=False) == "甲、乙"
    assert played.asked[0][1] == ["消费", "　旅游", "　电商", "邻里"]


def test_groups_are_asked_part_by_part_until_enough(script: Callable[..., Script]) -> None:
    played = script(True, "张", "张某某", "", True, "李某", "13800001234", False)

    assert answer("parties", needed=False) == [{"姓名": "张某某"}, {"姓名": "李某", "电话": "13800001234"}]
    assert [message for message, _offered in played.asked if message.startswith("当事人")] == [
        "当事人：要加第 1 项吗",
        "当事人：要加第 2 项吗",
        "当事人：要加第 3 项吗",
    ]
    assert ("不行", "至少 2 个字，现有 1 个") in played.asked


def test_grids_of_the_profile_are_offered_and_others_may_be_written(script: Callable[..., Script]) -> None:
    played = script("第一网格")
    assert answer("grid", needed=False, grids=("第一网格", "第二网格")) == "第一网格"
    assert played.asked[0][1][0] == ["（不填）", "第一网格", "第二网格", "（其他）"]

    script("（其他）", "第九网格")
    assert answer("grid", needed=False, grids=("第一网格",)) == "第九网格"


def test_how_a_value_fits_the_others_is_not_judged_while_it_is_typed(script: Callable[..., Script]) -> None:
    script("2020-01-01")

    assert answer("due") == "2020-01-01"
