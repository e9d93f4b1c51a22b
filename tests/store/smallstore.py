"""A small store for tests: a YAML ledger of cases, a CSV ledger of payments, both invented here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from shequ_cli.store.store import Store

TODAY = date(2026, 3, 20)

MATTER = """
title: 事项
x-ledger:
  aliases: [事情]
  storage: yaml
  date: begun_on
  label: "{kind}：{summary}"
  states: {field: state, flow: {受理: [办理中], 办理中: [办结], 办结: [归档]}, stamps: {办结: done_on}}
type: object
required: [begun_on, kind, summary, state]
properties:
  begun_on: {title: 开始日期, type: string, format: date}
  kind: {title: 类型, x-codelist: matter_kind}
  summary: {title: 摘要, type: string}
  state: {title: 状态, type: string, enum: [受理, 办理中, 办结, 归档]}
  cost: {title: 费用, type: number, minimum: 0, x-money: true}
  visits: {title: 次数, type: integer, x-blank: [不适用]}
  urgent: {title: 加急, type: boolean}
  done_on: {title: 办结日期, type: string, format: date}
  helper: {title: 经办人, type: string}
  tags: {title: 标签, type: array, items: {type: string}}
  people:
    title: 当事人
    type: array
    items:
      type: object
      properties:
        name: {title: 姓名, type: string, x-privacy: personal, x-mask: name}
        phone: {title: 电话, type: string, x-privacy: personal, x-mask: phone}
  docket:
    title: 案号
    type: string
    x-serial: {pattern: "幸办〔{year}〕{number}号", per: year, at: 归档}
  deadline: {title: 期限, type: string, format: date, x-future: true}
unevaluatedProperties: false
x-checks:
  - {order: [begun_on, done_on]}
  - {unique: [docket], message: 案号重复}
"""

PAYMENT = """
title: 给付登记
x-ledger:
  aliases: [给付]
  storage: csv
  date: paid_on
  label: "{what} {amount}"
type: object
required: [paid_on, what, amount]
properties:
  paid_on: {title: 发放日期, type: string, format: date}
  what: {title: 项目, type: string}
  person: {title: 对象, type: string, x-privacy: personal, x-mask: name}
  amount: {title: 金额, type: number, minimum: 0, x-money: true}
  share: {title: 比例, type: number}
  matter: {title: 相关事项, type: string, x-refers: matter}
unevaluatedProperties: false
x-checks:
  - {unique: [paid_on, what, person], level: 疑问, message: 同一天给同一人发了两次}
"""

KINDS = """
title: 事项类型
version: "1"
codes:
  - {code: "1", title: 邻里, aliases: [邻居]}
  - {code: "2", title: 物业}
  - {code: "3", title: 环境}
"""


def make(root: Path, **schemas: str) -> Path:
    """The folder of a store with these ledgers beside the shipped ones; other ledgers may be given as name=schema."""
    (root / "schemas" / "ledgers").mkdir(parents=True)
    (root / "schemas" / "codelists").mkdir()
    (root / "shequ.yaml").write_text("社区名称: 幸福社区\n", "utf-8")
    (root / "schemas" / "codelists" / "matter_kind.yaml").write_text(KINDS, "utf-8")
    for name, text in {"matter": MATTER, "payment": PAYMENT, **schemas}.items():
        (root / "schemas" / "ledgers" / f"{name}.yaml").write_text(text, "utf-8")
    return root


def opened(root: Path, today: date = TODAY) -> Store:
    """The store as a new process would see it."""
    return Store.open(root, today)


def put_matter(root: Path, tail: str = "aaaa", day: str = "2026-03-02", **fields: str) -> Path:
    """A file of the YAML ledger, written by hand; fields by title, and others than the usual ones win."""
    path = root / "records" / "matter" / day[:7] / f"matter-{day.replace('-', '')}-{tail}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    usual = {"开始日期": day, "类型": "邻里", "摘要": "楼上漏水", "状态": "受理"}
    path.write_text("".join(f"{key}: {value}\n" for key, value in (usual | fields).items()), "utf-8")
    return path


def put_payments(root: Path, month: str, *rows: Mapping[str, str]) -> Path:
    """A file of the CSV ledger, written as Excel would."""
    path = root / "records" / "payment" / f"{month}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = ["编号", "发放日期", "项目", "对象", "金额", "比例", "相关事项", "疑问说明"]
    lines = [",".join(header), *(",".join(row.get(title, "") for title in header) for row in rows)]
    path.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
    return path


def payment(tail: str, day: str = "2026-03-05", **more: str) -> dict[str, str]:
    """A row of the CSV ledger."""
    return {
        "编号": f"payment-{day.replace('-', '')}-{tail}",
        "发放日期": day,
        "项目": "临时救助",
        "金额": "100",
        **more,
    }
