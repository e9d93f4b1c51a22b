"""Reports over records that are not as they should be."""

from __future__ import annotations

import planstore
from clerk import Shell
from planstore import Memory
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import build
from shequ_cli.work.reportfile import read_definition
from shequ_cli.work.table import Table


def crossed(data: Memory) -> Table:
    front = {
        "title": "表",
        "tables": [{"name": "a", "title": "表", "cross": {"figure": "mediation_accepted", "by": "category"}}],
    }
    source = planstore.source(data, "2026-11-21")
    definition = read_definition("sample", front, planstore.measures(), planstore.ledgers())
    return build(definition, parse("2026-03", source.today), source).tables[0]


def test_a_record_without_a_category_in_one_month_leaves_the_other_months_at_nothing() -> None:
    data = Memory()
    data.add("case", accepted_on="2026-01-10", category="邻里纠纷", summary="样例", state="受理")
    data.add("case", accepted_on="2026-03-10", summary="样例", state="受理")

    rows = {row.cells[0]: list(row.cells[1:]) for row in crossed(data).rows}

    assert rows["邻里纠纷"] == [1, 0, 0, 1]
    assert rows["未填"] == [0, 0, 1, 1]
    assert rows["合计"] == [1, 0, 1, 2]


def test_records_that_cannot_be_read_are_counted_as_left_out(shell: Shell) -> None:
    shell.add("纠纷", 受理日期="2026-04-10", 纠纷类型="邻里纠纷", 摘要="楼上漏水")
    shell.add("救助", 发放日期="2026-04-10", 发放种类="临时救助", 金额="10")
    folder = shell.root / "records" / "case" / "2026-04"
    (folder / "case-20260411-aaaa.yaml").write_text("受理日期: [\n", "utf-8")
    (folder / "case-20260411-aaab.yaml").write_text("纠纷类型: 邻里纠纷\n", "utf-8")
    table = shell.root / "records" / "relief" / "2026-04.csv"
    table.write_bytes(table.read_bytes() + '甲,"2026-04-11\n'.encode())

    answer = shell("report", "monthly", "2026-04", "--json")

    assert answer.json["left_out"] == 3
    assert answer.json["figures"]["mediation_accepted"]["value"] == 1
    assert "有 3 条记录" in answer.err


def test_a_period_that_is_not_over_is_said_to_be_so(shell: Shell) -> None:
    now, before = (shell("report", "monthly", period, "--json", today="2026-10-28") for period in ("2026", "2026-09"))

    assert "2026年还没有过完，本期的数到2026-10-28为止" in now.err
    assert "还没有过完" not in before.err


def test_the_day_of_a_document_may_be_written_in_chinese(shell: Shell) -> None:
    given = shell("report", "monthly", "2026-03", "--date", "2026年4月2日")
    assert given.code == 0, given
    assert given.out.rstrip().endswith("2026年4月2日")
    assert shell("report", "monthly", "2026-03", "--date", "四月").code == 2
