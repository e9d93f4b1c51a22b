"""Stories 49 and 50: no paper of shequ leaves the house with a gap in it; a posting shows codes, and goes when its time is up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from docx import Document
from kept import bytes_of, papers
from proofread import faults
from story import due, rows, shequ

HERE = Path(__file__).parents[2]
REPORTS = sorted(
    path.stem
    for path in (HERE / "templates").glob("*.md")
    if not path.stem.startswith("plan-") and path.stem != "assessment"
)
PLANS = sorted(path.stem for path in (HERE / "schemas/plans").glob("*.yaml"))
ASSESSMENTS = sorted(path.stem for path in (HERE / "schemas/assessments").glob("*.yaml"))
POSTINGS = sorted(path.stem for path in (HERE / "schemas/postings").glob("*.yaml"))


# 49 文稿里还有xx、余条、缺的编号没有?先校对再交 (S02, L01–L07)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("收集意见建议余条。", "余条"),
        ("调解成功率X.X%。", "X.X"),
        ("20xx年工作", "xx"),
        ("发放救助金____元。", "____"),
        ("一是抓安全。三是抓服务。", "[1, 3]"),
        ("三是抓服务。", "[3]"),
        ("## 一、安全\n\n好。\n\n## 三、服务\n\n好。", "三、在第1项之后"),
        ("## 一、安全\n\n好。\n\n## 二、安全\n\n好。", "标题重复"),
        ("## 一、安全\n\n## 二、服务\n\n好。", "没有内容"),
        ("合格率达100%以上。", "百分数"),
        ("共件，占%。", "缺数字"),
        ("开展检查3次，。", "标点"),
    ],
)
def test_story_49_the_proof_reader_of_these_tests_sees_what_the_field_s_papers_got_wrong(text: str, said: str) -> None:
    """S02, L01, L02, L03, L06, L07: each of them once."""
    assert any(said in fault for fault in faults(text)), faults(text)


def test_story_49_a_clean_paper_has_no_faults() -> None:
    """S02: also one with more than ten points, which the reader has to count."""
    text = "## 一、安全\n\n一是抓。二是查。\n\n### （一）检查\n\n检查12次，占100.0%。\n\n" + "\n\n".join(
        f"{n}．事。" for n in range(1, 13)
    )
    assert faults(text) == []


@pytest.mark.parametrize("period", ["2026-09", "2026Q3", "2026"])
def test_story_49_no_report_of_a_month_a_quarter_or_a_year_has_a_gap(xingfu: Path, period: str) -> None:
    """S02, L01–L07: every shipped report; a quarter does not call itself a month (L05)."""
    wrong = {"2026-09": "本季度|[上下]半年", "2026Q3": "本月|上月", "2026": "本月|本季度|上月"}[period]
    for name in REPORTS:
        answer = shequ("report", name, period, at=xingfu)
        assert not faults(answer.stdout), name
        assert "D-numbering" not in answer.stderr
        prose = [line for line in answer.stdout.splitlines() if not line.startswith(("|", ">"))]
        assert not [line for line in prose if re.search(wrong, line)], name


def test_story_49_no_plan_has_a_gap(mine: Path) -> None:
    """S02: the year's plan and every scheme, made now and shown again."""
    for kind in PLANS:
        made = shequ("plan", "generate", kind, "2027", "--no-commit", at=mine)
        shown = shequ("plan", "show", "2027", "--kind", kind, "-o", "-", at=mine)
        assert not faults(shown.stdout), kind
        assert "D-numbering" not in made.stderr + shown.stderr


def test_story_49_no_assessment_has_a_gap(xingfu: Path) -> None:
    """S02: every shipped assessment of the year."""
    for name in ASSESSMENTS:
        assert not faults(shequ("assess", name, "2026", "-o", "-", at=xingfu).stdout), name


def test_story_49_no_posting_has_a_gap(mine: Path) -> None:
    """S02: whatever there is to post today, and the page that takes its place."""
    posted = []
    for name in POSTINGS:
        answer = shequ(
            "post", name, "--from", "2026-10-28", "--no-commit", at=mine, code=1 if name == "dibao-apply" else 0
        )
        assert not faults(answer.stdout), name
        posted += [name] * bool(answer.stdout)
    assert len(posted) == len(POSTINGS) - 1  # nobody has applied since the last list
    for name in posted:
        assert not faults(shequ("post", name, "--withdraw", at=mine, today="2027-02-20").stdout), name


def test_story_49_the_word_files_say_what_the_text_says(xingfu: Path, tmp_path: Path) -> None:
    """S02: nothing is lost or left open on the way to the paper that is handed in."""
    shequ("report", "monthly", "2026-09", "-o", tmp_path / "月报.docx", "-o", tmp_path / "月报.md", at=xingfu)
    text = (tmp_path / "月报.md").read_text(encoding="utf-8")
    written = "\n".join(each.text for each in Document(str(tmp_path / "月报.docx")).paragraphs)
    prose = [line for line in text.splitlines() if re.match(r"[\u4e00-\u9fff\d]", line) and not line.endswith("\\")]
    assert len(prose) > 10
    assert [line for line in prose if line.strip() not in written] == []
    assert not faults(written)


def test_story_49_a_template_of_one_s_own_with_a_gap_in_its_numbers_is_told_so(mine: Path) -> None:
    """S02, L02: 三、 after 一、 and 三是 without 一是 are said beside the report; the report is made all the same."""
    (mine / "templates").mkdir(exist_ok=True)
    head = yaml.safe_dump(
        {"title": "简报", "genre": "G24", "periods": ["month"], "figures": ["requests_received"]}, allow_unicode=True
    )
    body = '## 一、诉求\n\n收到{{ fig("requests_received") }}。\n\n## 三、打算\n\n三是回访。\n'
    (mine / "templates" / "brief.md").write_text(f"---\n{head}---\n{body}", encoding="utf-8")

    answer = shequ("report", "简报", "2026-09", at=mine)
    assert "与前面的第 1 项不连续" in answer.stderr
    assert "“三是”前面没有第一项" in answer.stderr
    assert answer.stderr.count("[D-numbering]") == 2
    assert len(faults(answer.stdout)) == 2


# 50 公示榜只露代号和结果,过期自动撤下 (S38, S44)


def personal(root: Path, ledger: str, ids: list[str]) -> Iterator[str]:
    """What a household's file holds beyond its code and result: money, area, papers, posts; no bare figure, which a row's number has too."""
    shown = {"户编码", "社区核实结果", "状态"}
    for id in ids:
        for key, value in papers(root, ledger)[id].items():
            if key not in shown and len(value) > 2 and not value.startswith("2026-10"):
                yield value


def test_story_50_the_board_shows_the_codes_and_the_results_and_nothing_else(mine: Path, tmp_path: Path) -> None:
    """S44: six households in the community's posting; five days; Word and page say the same."""
    housing = papers(mine, "housing")
    ids = sorted(
        (id for id, one in housing.items() if one["状态"] == "社区公示"), key=lambda id: str(housing[id]["户编码"])
    )
    expected = [(housing[id]["户编码"], housing[id]["社区核实结果"]) for id in ids]
    assert expected and all(re.fullmatch(r"ZF-\d{3}", code) for code, _ in expected)

    shequ("post", "housing", "-o", tmp_path / "公示.docx", "-o", tmp_path / "公示.html", at=mine)
    document = Document(str(tmp_path / "公示.docx"))
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["序号", "户编码", "社区核实结果"]
    assert [tuple(row[1:]) for row in cells[1:]] == expected
    text = "\n".join(each.text for each in document.paragraphs)
    assert "公示时间：2026年10月28日至2026年11月2日（5天）。" in text
    assert "如有异议，请向" in text

    page = html.unescape((tmp_path / "公示.html").read_text(encoding="utf-8"))
    assert all(code in page for code, _ in expected)
    bare = re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    hidden = set(personal(mine, "housing", ids))
    assert len(hidden) > 10
    assert not [value for value in hidden if value in bare.split() or value in text.split()]


def test_story_50_a_posting_is_due_to_come_down_and_out_of_force_when_its_window_is_over(
    mine: Path, tmp_path: Path
) -> None:
    """S44, S38: within the window the same page again; after it no list at all; taken down, it is a line without names."""
    said = shequ("post", "housing", "--json", at=mine).json
    assert (said["posted_on"], said["until"], said["new"]) == ("2026-10-28", "2026-11-02", True)
    codes = [one["户编码"] for one in papers(mine, "housing").values() if one["状态"] == "社区公示"]

    before = bytes_of(mine)
    again = shequ("post", "housing", at=mine, today="2026-11-02")
    assert all(code in again.stdout for code in codes)
    assert bytes_of(mine) == before

    refused = shequ("post", "housing", "-o", tmp_path / "晚了.docx", at=mine, today="2026-11-03", code=1)
    assert "已满，不能再出名单" in refused.stderr
    assert not (tmp_path / "晚了.docx").exists()
    (item,) = (item for item in due(mine, "2026-11-03") if item.get("id") == said["id"])
    assert (item["title"][:3], item["due"], item["state"]) == ("撤下：", "2026-11-02", "overdue")

    down = shequ("post", "housing", "--withdraw", at=mine, today="2026-11-03").stdout
    assert "公示期已满，内容已于2026年11月3日撤下" in down
    assert not [code for code in codes if code in down]
    assert papers(mine, "posting")[said["id"]]["撤下日期"] == "2026-11-03"
    assert not [item for item in due(mine, "2026-11-03") if item.get("id") == said["id"]]


def test_story_50_the_three_lists_of_dibao_name_no_income_and_no_person(mine: Path) -> None:
    """S38: households as codes, with class and result; and what was posted by hand long ago is on the list to come down."""
    for name in ("dibao-first", "dibao-approved"):
        page = shequ("post", name, "--dry-run", at=mine).stdout
        table = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")
        ]
        assert table[0][:2] == ["序号", "户编码"] and set(table[0][2:]) <= {"审核类别", "低保类别", "审核结果"}
        assert all(re.fullmatch(r"DB-\d{3}", row[1]) for row in table[2:]) and len(table) > 2

    over = {
        id
        for id, one in papers(mine, "posting").items()
        if one["公示截止日期"] < "2026-10-28" and not one.get("撤下日期")
    }
    assert over
    found = shequ(
        "list", "公示", "--where", "公示截止日期<'2026-10-28' and 撤下日期 is null", "--columns", "编号", at=mine
    )
    assert {row[0] for row in rows(found)} == over
    assert {
        item["id"] for item in due(mine) if item["title"].startswith("撤下：") and item["state"] == "overdue"
    } == over


def test_story_50_a_posting_that_asks_for_more_than_code_and_result_is_refused(mine: Path) -> None:
    """S38, S44: the community may write its own posting, but not with the income in it; shequ says which field it is."""
    (mine / "schemas" / "postings").mkdir(parents=True, exist_ok=True)
    shipped = yaml.safe_load((HERE / "schemas/postings/housing.yaml").read_text(encoding="utf-8"))
    own = shipped | {"title": "住房收入公示", "aliases": [], "fields": ["household", "income"]}
    (mine / "schemas/postings/housing-income.yaml").write_text(
        yaml.safe_dump(own, allow_unicode=True), encoding="utf-8"
    )

    refused = shequ("post", "住房收入公示", "--dry-run", at=mine, code=1)
    assert "人均收入" in refused.stderr
    assert "ZF-0" not in refused.stdout + refused.stderr
