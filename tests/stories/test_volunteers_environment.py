"""Stories 35–39: hours of volunteers, clean-ups, stall fees, the green community, land acquisition."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml
from kept import bytes_of, lines
from story import add, due, figure, rows, select, shequ

HERE = Path(__file__).parents[2]
SIGN = {"存入": 1, "转入": 1, "支取": -1, "转出": -1}


def percent(part: int, whole: int) -> str:
    """As an office writes it: one decimal, half up."""
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


# 35 志愿者服务时间记账、兑换、余额别出负数 (S64)


def balances(root: Path, until: str = "2026-10-28") -> dict[str, Decimal]:
    """Hours that each member still has, from the rows alone."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in lines(root, "time_bank"):
        if row["日期"] <= until:
            found[row["成员代号"]] += SIGN[row["记账种类"]] * Decimal(row["时数"])
    return found


def test_story_35_nobody_s_hours_were_ever_below_zero_and_the_report_says_what_is_left(xingfu: Path) -> None:
    """S64: every member on every day, and the balance of the report is theirs together."""
    days = sorted({row["日期"] for row in lines(xingfu, "time_bank")})
    assert min(hours for day in days for hours in balances(xingfu, day).values()) >= 0

    asked = (
        "select 成员代号, sum(case when 记账种类 in ('存入','转入') then 时数 else -时数 end) from 时间储蓄 group by 1"
    )
    assert {member: Decimal(str(hours)) for member, hours in select(asked, xingfu)} == balances(xingfu)

    september = sum(balances(xingfu, "2026-09-30").values(), Decimal(0))
    assert Decimal(figure("time_bank_balance", "2026-09", xingfu, "volunteer")["value"]) == september
    page = shequ("report", "志愿服务时间储蓄情况", "2026-09", at=xingfu).stdout
    assert f"期末余额{september.normalize():f}小时" in page


def test_story_35_hours_are_confirmed_and_redeemed_and_the_rate_follows(mine: Path) -> None:
    """S64: register → confirm → redeem; redeemed ÷ saved of the month."""
    month = [row for row in lines(mine, "time_bank") if row["日期"].startswith("2026-10")]
    saved = sum(Decimal(row["时数"]) for row in month if row["记账种类"] == "存入")
    used = sum(Decimal(row["时数"]) for row in month if row["记账种类"] == "支取")

    served = {"成员代号": "ZY-012", "记账种类": "存入", "志愿队": "青少年志愿队", "服务": "助老", "本人同意": "是"}
    id = add("时间储蓄", mine, 日期="2026-10-27", 时数="2", **served)
    assert [item["due"] for item in due(mine) if item.get("id") == id] == ["2026-11-03"]  # five working days to confirm
    shequ("edit", id, "--set", "确认日期=2026-10-28", "--set", "确认人=文体专干", at=mine)
    assert not [item for item in due(mine) if item.get("id") == id]
    add(
        "时间储蓄",
        mine,
        日期="2026-10-28",
        成员代号="ZY-012",
        记账种类="支取",
        时数="1.5",
        服务="优先服务",
        本人同意="是",
    )

    rate = (used + Decimal("1.5")) * 100 / (saved + 2)
    shown = figure("time_bank_rate", "2026-10", mine, "volunteer")
    assert shown["value"] == str(rate.quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize("kind", ["支取", "转出"])
def test_story_35_more_than_there_is_is_refused_and_exactly_all_is_not(mine: Path, kind: str) -> None:
    """S64: a member may empty the balance and not go below it."""
    left, before = balances(mine)["ZY-020"], bytes_of(mine)
    asked = ["add", "时间储蓄", "--set", "日期=2026-10-28", "--set", "成员代号=ZY-020", "--set", f"记账种类={kind}"]
    asked += ["--set", "服务=优先服务", "--set", "本人同意=是"]

    refused = shequ(*asked, "--set", f"时数={left + Decimal('0.5')}", at=mine, code=1)
    assert "余额不能为负" in refused.stderr
    assert "[E-balance]" in refused.stderr
    assert bytes_of(mine) == before

    shequ(*asked, "--set", f"时数={left}", at=mine)
    assert balances(mine)["ZY-020"] == 0


def test_story_35_a_correction_that_leaves_a_redemption_uncovered_is_refused(mine: Path) -> None:
    """S64: of 3 hours 2 were redeemed; fewer saved, saved later or more redeemed would have been below zero on that day."""
    served = {"志愿队": "党员志愿队", "服务": "助老服务", "本人同意": "是", "成员代号": "ZY-090"}
    saved = add("时间储蓄", mine, 日期="2026-03-02", 记账种类="存入", 时数="3", **served)
    used = add("时间储蓄", mine, 日期="2026-04-01", 记账种类="支取", 时数="2", **served)
    before = bytes_of(mine)

    for id, change in ((saved, "时数=1.5"), (saved, "日期=2026-04-02"), (saved, "记账种类=支取"), (used, "时数=3.5")):
        refused = shequ("edit", id, "--set", change, at=mine, code=1)
        assert "[E-balance]" in refused.stderr, change
    assert bytes_of(mine) == before

    shequ("edit", used, "--set", "时数=3", at=mine)
    assert balances(mine)["ZY-090"] == 0


def test_story_35_a_batch_that_only_together_goes_below_zero_is_refused_whole(mine: Path, tmp_path: Path) -> None:
    """S64: each redemption alone is covered."""
    left, before = balances(mine)["ZY-012"], bytes_of(mine)
    assert left == 4
    batch, head = tmp_path / "兑换.csv", "日期,成员代号,记账种类,时数,服务或兑换内容,本人同意"
    line = "2026-10-28,ZY-012,支取,{},优先服务,是"
    batch.write_text("\n".join([head, line.format(2.5), line.format(2)]) + "\n", encoding="utf-8")

    refused = shequ("add", "时间储蓄", "--from", batch, at=mine, code=1)
    assert "[E-balance]" in refused.stderr
    assert bytes_of(mine) == before

    batch.write_text("\n".join([head, line.format(2), line.format(2)]) + "\n", encoding="utf-8")
    shequ("add", "时间储蓄", "--from", batch, at=mine)
    assert balances(mine)["ZY-012"] == 0


# 36 清理广告多少处、垃圾死角多少次、人次多少,汇总 (S66, S69)


def test_story_36_adverts_corners_and_people_of_the_month_are_summed_each_in_its_own_unit(xingfu: Path) -> None:
    """S66, S69: 处, 张, 次 and 人次 stand side by side and are never added."""
    swept = [row for row in lines(xingfu, "sanitation") if row["日期"].startswith("2026-10")]
    cleared = [row for row in lines(xingfu, "cleanup") if row["整治日期"].startswith("2026-10")]

    def total(rows: list[dict[str, str]], column: str, **where: str) -> int:
        chosen = [row for row in rows if all(row[key] == value for key, value in where.items())]
        return sum(int(row[column] or 0) for row in chosen)

    adverts = total(swept, "清理处数", 工作种类="清理广告")
    sheets = total(swept, "清理张数", 工作种类="清理广告")
    corners, people = total(cleared, "数量", 整治项目="死角垃圾"), total(cleared, "出动人次", 整治项目="死角垃圾")
    everybody = total(swept, "参加人次") + total(cleared, "出动人次")
    assert adverts and corners and people < everybody

    page = shequ("report", "环境建设月报", "2026-10", at=xingfu).stdout
    assert f"清理广告{adverts}处，清除{sheets}张" in page
    assert f"清理死角垃圾{corners}次、{people}人次" in page
    assert f"共出动{everybody}人次" in page


def test_story_36_the_summary_of_the_quarter_goes_to_excel(xingfu: Path, tmp_path: Path) -> None:
    """S66, S69: the sheet of the third quarter says what the rows of its three months add up to."""
    months = ("2026-07", "2026-08", "2026-09")
    corners = [
        row for row in lines(xingfu, "cleanup") if row["整治项目"] == "死角垃圾" and row["整治日期"][:7] in months
    ]
    adverts = [
        row for row in lines(xingfu, "sanitation") if row["工作种类"] == "清理广告" and row["日期"][:7] in months
    ]

    shequ("report", "environment", "2026Q3", "-o", tmp_path / "汇总.xlsx", at=xingfu)
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["环境建设统计表"]
    shown = {row[0]: (row[1], row[2]) for row in sheet.iter_rows(values_only=True) if row[1]}
    assert shown["清理广告"] == ("处", sum(int(row["清理处数"]) for row in adverts))
    assert shown["清理死角垃圾"] == ("次", sum(int(row["数量"]) for row in corners))
    assert shown["清理死角垃圾出动"] == ("人次", sum(int(row["出动人次"]) for row in corners))


# 37 摊位费两天收了1166元,对上收据 (S67)


def test_story_37_the_two_days_come_to_1166_yuan_and_each_yuan_has_its_receipt(xingfu: Path) -> None:
    """S67: 566 + 600 on two days, two receipts; 600 not handed in yet."""
    found = shequ("list", "摊位费", "--period", "2026-10", "--columns", "收费日期,收费金额,收据号,上缴日期", at=xingfu)
    assert rows(found) == [["2026-10-01", "566.00", "0230111", "2026-10-09"], ["2026-10-02", "600.00", "0230112"]]

    told = shequ("explain", "摊位费", "2026-10", at=xingfu).stdout
    assert "2 条记录，1166.00元" in told
    assert "收据0230111" in told and "收据0230112" in told

    page = shequ("report", "environment", "2026-10", at=xingfu).stdout
    assert "本月收费2天，收摊位费1166元，开具收据2张，上缴566元，期末未上缴600元。" in page


def test_story_37_a_receipt_counts_once_and_what_is_not_handed_in_is_due(mine: Path) -> None:
    """S67: receipt 0230112 again is refused; handing its money in ends its deadline."""
    (row,) = (each for each in lines(mine, "stall") if each["收据号"] == "0230112")
    again = shequ(
        "add",
        "摊位",
        "--set",
        "收费日期=2026-10-03",
        "--set",
        "收费金额=600",
        "--set",
        "收据号=0230112",
        at=mine,
        code=1,
    )
    assert "这张收据已经登记过" in again.stderr

    (waiting,) = (item for item in due(mine) if item.get("id") == row["编号"])
    assert (waiting["due"], waiting["state"]) == ("2026-10-13", "overdue")  # five working days after the holiday
    shequ("edit", row["编号"], "--set", "上缴日期=2026-10-28", at=mine)
    assert not [item for item in due(mine) if item.get("id") == row["编号"]]
    assert figure("stall_handed_in", "2026-10", mine, "environment")["value"] == "1166.00"


# 38 绿色社区16项打钩,差哪几项 (S68)


def green(root: Path) -> tuple[set[str], set[str], set[str]]:
    """The items that are met, not met and not judged, from the rows and the standard's own list."""
    items = yaml.safe_load((HERE / "schemas/assessments/green.yaml").read_text(encoding="utf-8"))["items"]
    said = {
        row["评分项"]: row for row in lines(root, "score") if row["考评"] == "绿色社区" and row["考评年度"] == "2026"
    }
    talks = [
        row for row in select("select 会议日期 from 会议 where 类型='居民议事会' and 会议日期>='2026-01-01'", root)
    ]
    trained = [row for row in lines(root, "training") if row["培训日期"].startswith("2026")]
    met = {title for title, row in said.items() if row["是否达到"] == "是" or Decimal(row["评分"] or 0) >= 30}
    met |= {"议事平台和协商"} if len(talks) >= 2 else set()
    met |= {"社区工作者和物业人员培训"} if len(trained) >= 2 else set()
    missed = {title for title, row in said.items() if row["是否达到"] == "否"}
    return met, missed, {item["title"] for item in items} - met - missed


def test_story_38_of_the_sixteen_items_it_says_which_are_lacking_and_what_paper_each_wants(xingfu: Path) -> None:
    """S68: thirteen ticks; two not met, one not judged."""
    met, missed, open_ = green(xingfu)
    assert len(met | missed | open_) == 16
    assert missed == {"设计师工程师进社区", "停车有序不占生命通道"}
    assert open_ == {"历史文化和古树名木保护"}

    told = shequ("assess", "绿色社区", "2026", at=xingfu).stdout
    assert f"达到{len(met)}项（共16项），目前未达标，1项还没有评。" in told
    assert "没有达到的有设计师工程师进社区、停车有序不占生命通道。" in told
    assert "缺“服务记录”" in told

    shape = shequ("assess", "green", "2026", "--json", at=xingfu).json
    assert {item["name"] for item in shape["items"] if item["met"]} == met
    assert {item["name"] for item in shape["items"] if item["missing"]} == missed | open_
    assert {gap["by"] for item in shape["items"] for gap in item["missing"]} == {"2026-11-30"}


def test_story_38_once_the_three_are_ticked_the_community_is_green(mine: Path, tmp_path: Path) -> None:
    """S68: all sixteen."""
    _, missed, open_ = green(mine)
    for item in missed | open_:
        add(
            "评分记录",
            mine,
            考评年度="2026",
            考评="绿色社区",
            评分项=item,
            是否达到="是",
            评分方="自评",
            评分日期="2026-10-28",
        )

    shape = shequ("assess", "绿色社区", "2026", "-o", tmp_path / "对照表.xlsx", "--json", at=mine).json
    assert (shape["score"], shape["full"], shape["title"], shape["short"]) == (16, 16, "绿色社区", [])
    sheet = openpyxl.load_workbook(tmp_path / "对照表.xlsx").worksheets[0]
    ticked = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in ticked] == list(range(1, 17))
    assert {row[2] for row in ticked} == {"达到"}


# 39 征地155/254户签约,按项目算进度,问题写上 (S71)


def test_story_39_155_of_254_households_have_signed_which_is_61_percent(xingfu: Path) -> None:
    """S71: each item with its own unit and rate; the problems stand beside."""
    land = lines(xingfu, "acquisition")
    (signed,) = (row for row in land if row["征拆项目"] == "征收协议")
    assert (signed["完成数"], signed["总数"], percent(155, 254)) == ("155", "254", "61.0")

    told = shequ("explain", "征收协议率", "2026-10", at=xingfu).stdout
    assert "155÷254×100%＝61.0%" in told
    page = shequ("report", "environment", "2026-10", at=xingfu).stdout
    for row in land:
        share = percent(int(row["完成数"]), int(row["总数"]))
        assert f"{row['完成数']}{row['单位']}，占{share}%" in page
        assert row["存在问题"] in page
    assert f"尚有{sum(row['完成数'] != row['总数'] for row in land)}项没有完成，存在的问题见下表。" in page


def test_story_39_a_household_more_changes_the_rate_and_more_than_all_is_refused(mine: Path) -> None:
    """S71: 156 ÷ 254 = 61.4 %; 255 of 254 is no progress."""
    (id,) = (row["编号"] for row in lines(mine, "acquisition") if row["征拆项目"] == "征收协议")

    shequ("edit", id, "--set", "完成数=156", "--set", "进度日期=2026-10-28", at=mine)
    assert figure("acquisition_agreements_rate", "2026-10", mine, "environment")["value"] == percent(156, 254) == "61.4"
    refused = shequ("edit", id, "--set", "完成数=255", at=mine, code=1)
    assert "完成数不能大于总数" in refused.stderr

    late = [item for item in due(mine) if item.get("id", "").startswith("acquisition")]
    assert [(item["due"], item["state"]) for item in late] == [("2026-10-15", "overdue")]  # the pond
