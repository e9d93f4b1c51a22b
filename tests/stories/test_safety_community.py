"""Stories 18–19: how far accidents fell and what to write over nothing, the safe community's groups and projects."""

from __future__ import annotations

from pathlib import Path

from kept import bytes_of, lines, papers
from made import body, change, sheets
from story import figure, shequ

# 18 交通、居民伤害同比下降多少？分母是零怎么写？(S22, S21)


def counted(root: Path, months: list[str]) -> dict[str, int]:
    """起数 by kind over some months, from the rows alone."""
    found: dict[str, int] = {}
    for row in lines(root, "accident"):
        if row["月份"] in months:
            found[row["事故伤害类型"]] = found.get(row["事故伤害类型"], 0) + int(row["起数"])
    return found


def to_september(year: int) -> list[str]:
    return [f"{year}-{month:02}" for month in range(1, 10)]


def test_story_18_every_kind_with_its_change_and_a_base_of_nothing_in_words(xingfu: Path, tmp_path: Path) -> None:
    """S22: the table for September, each row reckoned again; over 0 stands 上年同期为0, never a percentage."""
    book = tmp_path / "安全月报.xlsx"
    shequ("report", "安全月报", "2026-09", "-o", book, at=xingfu)
    this, last = counted(xingfu, ["2026-09"]), counted(xingfu, ["2025-09"])
    year, year_before = counted(xingfu, to_september(2026)), counted(xingfu, to_september(2025))

    *kinds, total = body(sheets(book)["事故和伤害同比表"])
    for kind, _unit, now, before, moved, so_far, so_far_before, moved_so_far in kinds:
        assert (now, before, so_far, so_far_before) == (this[kind], last[kind], year[kind], year_before[kind])
        assert said(moved) == change(now, before)
        assert said(moved_so_far) == change(so_far, so_far_before)
    assert [sum(row[place] for row in kinds) for place in (2, 3, 5, 6)] == [total[place] for place in (2, 3, 5, 6)]

    assert (this["居民伤害"], last["居民伤害"]) == (4, 0), "the story needs a base of nothing"
    by_kind = {row[0]: row[4] for row in kinds}
    assert by_kind["居民伤害"] == "上年同期为0"
    assert by_kind["道路交通事故"] == 0
    assert figure("accidents_residents", "2026-09", xingfu, "safety")["yoy"] is None


def said(cell: object) -> object:
    """A number of the sheet with one decimal, words as they are."""
    return cell if isinstance(cell, str) else f"{cell:.1f}"


def test_story_18_a_percentage_over_nothing_is_refused_when_it_is_entered(mine: Path) -> None:
    """S22 R16: the sheet of the street says 100 % over 0; the ledger takes the words instead."""
    assert counted(mine, ["2025-10"])["学生伤害"] == 0
    row = ["--set", "月份=2026-10", "--set", "类型=学生伤害", "--set", "起数=3", "--set", "上年同期=0"]
    kept = bytes_of(mine)

    refused = shequ("add", "事故统计", *row, "--set", "同比=100", at=mine, code=1)
    assert "上年同期起数为 0，没有增减百分比" in refused.stderr
    assert bytes_of(mine) == kept
    wrong = [word.replace("上年同期=0", "上年同期=4") for word in row]
    assert "是不是“-25”" in shequ("add", "事故统计", *wrong, "--set", "同比=25", at=mine, code=1).stderr

    shequ("add", "事故统计", *row, "--set", "同比=上年同期为0", at=mine)
    october = figure("accidents_students", "2026-10", mine, "safety")
    assert (october["value"], october["yoy"]) == (3, None)


def test_story_18_how_far_a_promotion_project_brought_the_number_down(xingfu: Path) -> None:
    """S21 R16: (result − baseline) ÷ baseline; from a baseline of nothing nothing is reckoned."""
    projects = [each for each in papers(xingfu, "promotion").values() if "结果值" in each]
    for each in projects:
        base, result = int(each["基线值"]), int(each["结果值"])
        declared = each["同比"] if base else {"上年为0": "—"}[each["同比"]]
        assert declared == change(result, base), each["项目名称"]

    evaluated = shequ("report", "安全月报", "2025-12", "--json", at=xingfu).json["tables"]
    [table] = [each for each in evaluated if each["title"] == "安全促进项目评估表"]
    assert [row[-1] for row in table["rows"]] == ["-44.4", "-45.3"]


# 19 安全社区各组职责、促进项目进度出一张表 (S20, S21)

DUTIES = """方案,级别,职责编号,职责内容,牵头,配合,落实,周期,确定日期
安全社区,专项组,1-1,整治校门口交通秩序,交通安全组,派出所、学校,各网格网格员,每日,2026-10-26
安全社区,专项组,2-1,上门排查用气用电,家居安全组,燃气公司,楼栋长,每季度,2026-10-26
安全社区,专项组,3-1,排查低洼点和挡墙,防灾组,街道应急办,各网格网格员,每半年,2026-10-26
"""

ONE_TABLE = """select d.牵头单位 专项组, d.职责内容 职责, d.配合单位 配合, p.项目名称 促进项目, p.基线值, p.目标值, p.结果值, p.状态
 from 责任分工 d left join 安全促进项目 p on p.专项组 = d.牵头单位 and p.启动日期 >= '2026-01-01'
 where d.方案 = '安全社区' order by d.职责编号"""


def test_story_19_duties_of_the_groups_and_their_projects_in_one_table(mine: Path, tmp_path: Path) -> None:
    """S20 S21: the duties entered in one go; the same workbook holds both, and one query makes one table of them."""
    source, report, table = tmp_path / "各组职责.csv", tmp_path / "安全月报.xlsx", tmp_path / "一张表.xlsx"
    source.write_text(DUTIES, encoding="utf-8")
    shequ("add", "责任分工", "--from", source, at=mine)

    shequ("report", "安全月报", "2026", "-o", report, at=mine)
    books = sheets(report)
    duties = [row[2:] for row in books["安全责任分工表"] if row[1] == "安全社区"]
    assert duties[0] == ("1-1", "整治校门口交通秩序", "交通安全组", "派出所、学校", "各网格网格员")
    assert len(duties) == 3
    open_ones = {each["项目名称"] for each in papers(mine, "promotion").values() if "评估日期" not in each}
    assert {row[3] for row in body(books["安全促进项目进度表"])} == open_ones == {"校门口交通秩序", "独居老人用气安全"}

    shequ("query", ONE_TABLE, "-o", table, at=mine)
    [only] = sheets(table).values()
    assert only[1:] == [
        ("交通安全组", "整治校门口交通秩序", "派出所、学校", "校门口交通秩序", 6, 3, None, "实施中"),
        ("家居安全组", "上门排查用气用电", "燃气公司", "独居老人用气安全", 31, 15, None, "实施中"),
        ("防灾组", "排查低洼点和挡墙", "街道应急办", "汛期低洼点防涝", 8, 4, 3, "已评估"),
    ]


def test_story_19_a_project_late_for_its_evaluation_is_named(xingfu: Path) -> None:
    """S20 S21: due on 10-20 and not evaluated; and what the twelve elements of a safe community still lack."""
    [late] = [line for line in shequ("today", at=xingfu).stdout.splitlines() if "项目评估" in line]
    assert late.split()[0] == "2026-10-20"
    assert "独居老人用气安全" in late
    assert "逾期8天" in late

    shape = shequ("assess", "安全社区", "--json", at=xingfu).json
    lacks = {miss["title"] for item in shape["items"] if item["id"] == "e03" for miss in item["missing"]}
    assert lacks == {"事故伤害调查"}
