"""Stories 24–28: four quarters of 低保, February's payments, donations, questionnaires, and visits without a name."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from kept import bytes_of, lines, papers
from made import body, places, sheets
from story import add, due, figure, select, shequ

TEMPLATES = Path(__file__).parents[2] / "templates"
SHIPPED = sorted(
    path.stem
    for path in TEMPLATES.glob("*.md")
    if not path.stem.startswith("plan-") and "\nperiods:" in path.read_text("utf-8")
)
"""Every report; the other templates are of plans, assessments and single records."""


def table(report: str, period: str, title: str, at: Path) -> list[list[Any]]:
    """The rows of one table of a report's `--json`."""
    shape = shequ("report", report, period, "--json", at=at).json
    [found] = [each["rows"] for each in shape["tables"] if each["title"] == title]
    return found  # type: ignore[no-any-return]


# 24 低保四个季度户、人、元列出来，季度写错要提醒 (S38)


def test_story_24_four_quarters_of_households_persons_and_yuan_in_one_table(xingfu: Path) -> None:
    """S38: of each quarter its last month's 户 and 人, its three months' 元; and what was handed in says the same."""
    rows = {row[0]: row[2:] for row in table("民生月报", "2025", "城镇低保分季统计表", xingfu)}
    for quarter in range(4):
        months = [f"2025-{3 * quarter + month:02}" for month in (1, 2, 3)]
        paid = [row for row in lines(xingfu, "dibao") if row["月份"] in months]
        last = [row for row in paid if row["月份"] == months[2] and row["变动类型"] not in ("停发", "迁出", "注销")]
        assert rows["低保户数"][quarter] == len(last)
        assert rows["低保人数"][quarter] == sum(int(row["保障人数"]) for row in last)
        assert Decimal(rows["发放低保金"][quarter]) == sum(Decimal(row["月保障金"]) for row in paid)

    handed_in = select("select 户数, 人数, 金额 from 低保季报 where 年度 = 2025 order by 填报日期", xingfu)
    assert [row[:2] for row in handed_in] == list(
        map(list, zip(rows["低保户数"][:4], rows["低保人数"][:4], strict=True))
    )
    assert [f"{Decimal(str(row[2])):.2f}" for row in handed_in] == rows["发放低保金"][:4]
    assert rows["低保户数"][4] == rows["低保户数"][3], "the year's 户 are those at its end, not four quarters added"
    assert Decimal(rows["发放低保金"][4]) == sum(map(Decimal, rows["发放低保金"][:4])) == Decimal(280440)


def test_story_24_a_quarter_named_twice_or_one_that_there_is_not_is_refused(mine: Path) -> None:
    """S38: the third quarter was handed in on 10-08; nothing is written."""
    kept = bytes_of(mine)
    numbers = {"填报日期": "2026-10-28", "年度": "2026", "户数": "23", "人数": "41", "金额": "26210"}
    words = [word for key, value in numbers.items() for word in ("--set", f"{key}={value}")]

    twice = shequ("add", "低保季报", *words, "--set", "季度=第三季度", at=mine, code=1).stderr
    assert "这个季度已经报过，季度是不是写错了" in twice
    assert "records/dibao_quarter/2026-10.csv:2" in twice
    assert "第四季度" in shequ("add", "低保季报", *words, "--set", "季度=第五季度", at=mine, code=2).stderr
    assert bytes_of(mine) == kept

    shequ("add", "低保季报", *words, "--set", "季度=第四季度", at=mine)


# 25 二月发了几类救助、共多少钱、人均多少？户和人不能混加 (S39, F02)


def test_story_25_twelve_kinds_for_161_persons_and_9_households_never_added(xingfu: Path, tmp_path: Path) -> None:
    """S39: F02 to the 分, by hand: 107012.28 ÷ 161 = 664.67, 5858.50 ÷ 9 = 650.94, and no 170 anywhere."""
    book = tmp_path / "二月民生月报.xlsx"
    page = shequ("report", "民生月报", "2026-02", "-o", book, "-o", "-", at=xingfu).stdout

    assert "本月发放救助慰问金12类、113095.78元" in page
    assert "按人发放的惠及161人，人均664.67元" in page
    assert "按户发放的惠及9户，户均650.94元" in page
    *kinds, total = body(sheets(book)["救助慰问发放统计表"])
    assert len(kinds) == 12
    assert total == ("合计", 9, 161, 113095.78, 650.94, 664.67)
    assert 170 not in {cell for row in [*kinds, total] for cell in row}

    rows = [row for row in lines(xingfu, "relief") if row["发放日期"].startswith("2026-02")]
    by_person = sum(Decimal(row["金额"]) for row in rows if row["计数单位"] == "人")
    assert (by_person, places(Decimal(by_person) / 161, "0.01")) == (Decimal("107012.28"), Decimal("664.67"))
    assert "107012.28÷161＝664.67" in shequ("explain", "人均发放", "2026-02", at=xingfu).stdout


def test_story_25_a_sheet_that_adds_households_to_persons_is_refused(mine: Path, tmp_path: Path) -> None:
    """S39: 161 人 and 9 户 are not 170; the sheet of February handed in a second time with that total."""
    [sheet] = [each for each in papers(mine, "statement").values() if each["表名"] == "2月社会事务发放汇总"]
    wrong = tmp_path / "汇总单.yaml"
    wrong.write_text(yaml.safe_dump({**sheet, "表名": "2月发放汇总", "人数合计": "170"}, allow_unicode=True), "utf-8")

    refused = shequ("add", "汇总单", "--from", wrong, at=mine, code=1).stderr
    assert "单位不同不能相加：加进了单位为户的 2 项，共 9；是不是“161”？[E-mixed-units]" in refused


# 26 捐款捐物入账，季度报表自动出 (S40)


def test_story_26_what_was_given_is_in_the_quarters_report(mine: Path, tmp_path: Path) -> None:
    """S40: cash and goods entered, one handed on; the table of the quarter, and what still has to be handed on."""
    gift = {"捐赠活动": "冬衣捐助", "捐赠人次": "12"}
    add("捐赠", mine, 接收日期="2026-10-20", 捐赠方类别="居民", 捐物名称="棉被", 捐物数量="20", **gift)
    shop = {"捐赠方类别": "商户", "捐款": "2600.50", "收据号": "0230998"}
    paid = add("捐赠", mine, 接收日期="2026-10-21", **gift, **shop)
    shequ("edit", paid, "--set", "转交日期=2026-10-26", "--set", "接收单位=街道慈善分会", at=mine)

    book = tmp_path / "四季度.xlsx"
    page = shequ("report", "民生季报", "2026Q4", "-o", book, "-o", "-", at=mine).stdout
    for said in ("接收捐赠2笔，24人次参与，捐款2600.50元，捐物20件", "转交捐款2600.50元"):
        assert said in page
    quarter = body(sheets(book)["慈善捐赠统计表"])
    assert quarter[0] == ("冬衣捐助", 2, 24, 2600.5, 20)
    assert quarter[-1] == ("合计", 2, 24, 2600.5, 20)

    assert f"期末尚有{sum(not row['转交日期'] for row in lines(mine, 'donation'))}笔没有转交" in page
    assert {item["due"] for item in due(mine, "2026-10-28", "--ahead", "30") if item["title"].startswith("转交：")} == {
        "2026-10-28",
        "2026-11-19",
    }


def test_story_26_a_gift_of_nothing_and_a_receipt_used_twice_are_refused(mine: Path) -> None:
    """S40: neither cash nor goods; and a receipt number is given once."""
    gift = ["--set", "接收日期=2026-10-20", "--set", "活动=冬衣捐助", "--set", "捐赠方类别=商户"]
    assert "捐款和捐物至少填一样" in shequ("add", "捐赠", *gift, at=mine, code=1).stderr
    used = next(row["收据号"] for row in lines(mine, "donation") if row["收据号"])
    again = shequ("add", "捐赠", *gift, "--set", "捐款=100", "--set", f"收据号={used}", at=mine, code=1).stderr
    assert "这个收据号已经用过" in again


# 27 发1000份问卷收回146份，回收率算给我 (S42)


def test_story_27_a_thousand_sent_146_back_are_14_6_per_cent(mine: Path) -> None:
    """S42: reckoned from what is entered, printed with its formula; a rate that does not fit is refused."""
    asked = {
        "下达日期": "2026-10-12",
        "种类": "问卷调查",
        "任务名称": "养老意愿问卷",
        "发出份数": "1000",
        "回收份数": "146",
    }
    words = [word for key, value in asked.items() for word in ("--set", f"{key}={value}")]
    wrong = shequ("add", "问卷", *words, "--set", "回收率=14.7", at=mine, code=1).stderr
    assert "回收率＝收回份数÷发放份数；是不是“14.6”？" in wrong

    shequ("add", "问卷", *words, at=mine)
    assert figure("survey_response_rate", "2026-10", mine, "organisation")["value"] == "14.6"
    said = shequ("explain", "问卷回收率", "2026-10", at=mine).stdout
    assert "算式  146÷1000×100%＝14.6%" in said
    page = shequ("report", "organisation", "2026-10", at=mine).stdout
    assert "发放问卷1000份，收回146份，回收率14.6%" in page

    both = figure("survey_response_rate", "2026", mine, "organisation")["value"]
    assert both == str(places(Decimal(146 + 264 + 146) * 100 / (1000 + 300 + 1000))), "Σ ÷ Σ, not a mean of rates"


# 28 老人走访谁结对、这月走访没有？报表不出现姓名 (S43)


def a_month_after(day: str) -> str:
    """The same day of the next month, or its last one."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def test_story_28_who_is_paired_with_whom_and_who_was_not_visited(xingfu: Path) -> None:
    """S43: the pairs by code and post; who was not seen in October; and whose month is over."""
    cared = {row["对象代号"]: row for row in lines(xingfu, "care") if not row["退出日期"]}
    listed = shequ("list", "结对", "--where", "退出日期 is null", "--json", at=xingfu).json["records"]
    assert {each["code"]: each["helper"] for each in listed} == {code: row["结对人"] for code, row in cared.items()}

    seen = {code: row["结对日期"] for code, row in cared.items()}
    october = set()
    for row in lines(xingfu, "visit"):
        code, day = row["对象代号"], row["走访日期"]
        seen |= {code: max(day, seen[code])} if code in seen else {}
        october |= {code} if day.startswith("2026-10") else set()
    asked = """select 对象代号 from 结对关爱 where 退出日期 is null
     and 对象代号 not in (select 对象代号 from 走访探访 where 走访日期 between '2026-10-01' and '2026-10-31')"""
    assert {code for (code,) in select(asked, xingfu)} == set(cared) - october == {"L-001", "L-002", "L-003"}

    late = {code for code, day in seen.items() if a_month_after(day) < "2026-10-28"}
    named = {
        item["title"].split()[-1]
        for item in due(xingfu)
        if item["title"].startswith("月走访：") and item["state"] == "overdue"
    }
    assert named == late == {"L-001", "L-002", "L-003"}


def test_story_28_a_visit_sets_the_month_going_again(mine: Path) -> None:
    """S43: visited today, the next is due in a month."""
    visit = {"走访日期": "2026-10-28", "对象": "L-001", "类别": "独居老人", "方式": "入户走访", "走访人": "党员志愿者"}
    add("走访", mine, **visit)
    [item] = [each for each in due(mine, "2026-10-28", "--ahead", "31") if each["title"] == "月走访：独居老人 L-001"]
    assert (item["due"], item["state"]) == ("2026-11-28", "open")
    refused = shequ(
        "add",
        "走访",
        *(word for key, value in {**visit, "对象": "王奶奶"}.items() for word in ("--set", f"{key}={value}")),
        at=mine,
        code=1,
    )
    assert "只写代号，如 L-031，不写姓名" in refused.stderr


@pytest.mark.parametrize("report", SHIPPED)
def test_story_28_no_report_shows_a_name_or_a_code(xingfu: Path, report: str) -> None:
    """S43 S38 S29: of each shipped report the page for the street, and every cell of its tables."""
    names = {row["户主姓名"] for row in lines(xingfu, "dibao")} | {row["领取人"] for row in lines(xingfu, "relief")}
    signers = set(yaml.safe_load((xingfu / "shequ.yaml").read_text("utf-8"))["落款"].values())
    hidden = {name for name in names - signers if name}
    codes = {row["对象代号"] for ledger in ("care", "visit") for row in lines(xingfu, ledger)}
    codes |= {row["户编码"] for row in lines(xingfu, "dibao")}
    assert len(hidden) > 10
    assert len(codes) > 50

    page = shequ("report", report, "2026-10", at=xingfu).stdout
    assert not [word for word in hidden | codes if word in page]
    assert not re.search(r"\b(L|C|D|DB|JY|FW|ZF)-\d{3}\b", page)
