"""shequ assess: the table on the screen, JSON, files, and how it ends when it cannot answer."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typed import files, shequ

TODAY = "2026-10-28"
SCORES = "年度,考评,评分项,评分,是否达到,佐证材料,评分方,评分日期\n" + "\n".join(
    f"2026,十星级和谐社区,{item},{value},,{materials},街道,2026-10-15"
    for item, value, materials in (
        ("创建理念", "9", "创建工作方案"),
        ("办公设施", "8.9", ""),
        ("班子团结", "9.5", "班子分工表、班子会议记录"),
    )
)


@pytest.fixture
def scored(store: Path) -> Path:
    """A store with three aspects scored."""
    answer = shequ("add", "评分记录", "--from", "-", at=store, typed=SCORES, today=TODAY)
    assert answer.code == 0, answer
    return store


def test_the_table_says_the_score_its_why_and_what_lacks(scored: Path) -> None:
    before = files(scored)
    answer = shequ("assess", "十星", at=scored, today=TODAY)

    assert (answer.code, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[0] == "幸福社区居民委员会2026年十星级和谐社区考评情况"
    assert lines[1].split() == ["序号", "评分项", "分值", "得分", "依据", "佐证材料", "备注"]
    assert lines[3].split()[:5] == ["2", "办公设施", "10", "8.9", "街道10月15日评8.9分，不到9分，不得星"]
    assert "缺“用房平面图”" in answer.stdout
    assert lines[-1].startswith("得星2颗（共10项），目前未达标，7项还没有评。不得星的有办公设施。")
    assert files(scored) == before


def test_name_title_alias_and_version_name_an_assessment(made: Path) -> None:
    words = ("health-education", "健康教育达标", "健教达标", "health-education@street")
    headings = {shequ("考评", word, "2026", at=made, today=TODAY).stdout.splitlines()[0] for word in words}
    national = shequ("assess", "health-education@national", at=made, today=TODAY).stdout

    assert len(headings) == 1
    assert "健康教育达标（国家规范）" in national


def test_this_year_is_the_period_when_none_is_named_and_a_past_year_can_be_asked(scored: Path) -> None:
    assert shequ("assess", "十星", "--json", at=scored, today=TODAY).json["period"] == "2026"
    past = shequ("assess", "十星", "去年", "--json", at=scored, today=TODAY).json
    assert (past["period"], past["running"], past["open"]) == ("2025", False, 10)


def test_json_is_the_promised_shape(scored: Path) -> None:
    shape = shequ("assess", "ten-star", "2026", "--json", at=scored, today=TODAY).json

    assert {
        "shequ": "assessment/1",
        "name": "ten-star",
        "period": "2026",
        "score": 2,
        "title": "未达标",
    }.items() <= shape.items()
    first, second = shape["items"][:2]
    assert (first["name"], first["points"], first["score"], first["star"]) == ("创建理念", "10", "9", True)
    assert first["missing"] == [
        {"title": "年度工作总结", "text": "缺“年度工作总结”", "state": "todo", "by": "2026-12-20"}
    ]
    assert second["star"] is False


def test_the_list_says_what_there_is(made: Path) -> None:
    shown = shequ("assess", "--list", at=made).stdout
    assert "ten-star" in shown
    assert "下沉队伍年度考核" in shown
    shape = shequ("assess", "--list", "--json", at=made).json
    assert shape["shequ"] == "assessments/1"
    assert {"name": "harmony", "objects": "单位", "from": "shipped"}.items() <= next(
        one for one in shape["assessments"] if one["name"] == "harmony"
    ).items()


def test_every_format_at_once(scored: Path, tmp_path: Path) -> None:
    targets = [tmp_path / "考评" / f"十星.{suffix}" for suffix in ("md", "html", "docx", "xlsx", "json")]
    words = [word for path in targets for word in ("-o", path)]
    answer = shequ("assess", "十星", "2026", *words, at=scored, today=TODAY)

    assert answer.stdout.split() == [str(path) for path in targets]
    assert targets[0].read_text("utf-8").startswith("# 幸福社区居民委员会2026年十星级和谐社区考评情况")
    assert "<html" in targets[1].read_text("utf-8")
    assert "缺项与建议" in zipfile.ZipFile(targets[2]).read("word/document.xml").decode()
    book = openpyxl.load_workbook(targets[3])
    assert book.sheetnames == ["十星级和谐社区评分表", "缺项与建议"]
    [head] = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "序号"]
    assert head == ("序号", "评分项", "分值", "得分", "依据", "佐证材料", "备注")
    assert json.loads(targets[4].read_text("utf-8"))["shequ"] == "assessment/1"


def test_the_same_store_and_words_give_the_same_bytes(scored: Path, tmp_path: Path) -> None:
    for suffix in ("docx", "xlsx"):
        first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
        for path in (first, second):
            assert shequ("assess", "十星", "-o", path, at=scored, today=TODAY).code == 0
        assert first.read_bytes() == second.read_bytes()


def test_objects_are_ranked_and_one_can_be_picked(store: Path) -> None:
    rows = "\n".join(
        f"2026,下沉队伍,{team},90,{score},{share},2026-10-15"
        for team, score, share in (("安监", 92, 60), ("环水", 80, 50))
    )
    table = rows.replace("2026,下沉队伍,", "2026,")
    head = "考核年度,队伍,主管部门评分,社区党委评分,社区党委评分权重,考核日期\n"
    assert shequ("add", "下沉队伍考核", "--from", "-", at=store, typed=head + table, today=TODAY).code == 0

    ranked = shequ("assess", "seconded", "2026", at=store, today=TODAY)
    assert [line.split()[1:4] for line in ranked.stdout.splitlines()[2:]] == [
        ["安监", "91.2", "1"],
        ["环水", "85", "2"],
    ]
    one = shequ("assess", "seconded", "2026", "--object", "环水", "--json", at=store, today=TODAY).json
    assert (one["object"], one["score"], one["place"]) == ("环水", "85.00", 2)
    every = shequ("assess", "seconded", "2026", "--json", at=store, today=TODAY).json
    assert [each["object"] for each in every["objects"]] == ["安监", "环水"]


def test_without_any_object_that_is_said_and_is_no_fault(made: Path, tmp_path: Path) -> None:
    answer = shequ("assess", "harmony", "2026", at=made, today=TODAY)
    assert (answer.code, answer.stderr) == (0, "2026年还没有和谐城乡的数据\n")
    page = tmp_path / "和谐.docx"
    assert shequ("assess", "harmony", "2026", "-o", page, at=made, today=TODAY).code == 0
    assert page.exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "缺少参数“考评”"),
        (("十星级和谐区",), 2, "没有叫“十星级和谐区”的考评，是不是“十星级和谐社区”"),
        (("十星", "2026-03"), 2, "只按年出"),
        (("十星", "某年"), 2, "看不懂期间"),
        (("十星", "--object", "安监"), 2, "不分对象"),
        (("seconded", "2026", "--object", "安监"), 2, "没有叫“安监”的队伍"),
        (("十星", "-o", "a.pdf"), 2, ".docx"),
    ],
)
def test_what_cannot_be_answered_says_why_and_ends_with_its_code(
    made: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = shequ("assess", *words, at=made, today=TODAY)
    assert (answer.code, answer.stdout) == (code, "")
    assert said in answer.stderr


def test_a_definition_of_the_store_wins_and_a_broken_one_is_told_by_assess_and_doctor(store: Path) -> None:
    folder = store / "schemas" / "assessments"
    folder.mkdir(parents=True)
    own = folder / "ten-star.yaml"
    own.write_text("title: 我们的十星\nscores: score\nitems: [{id: a, title: 甲, points: 10}]\n", encoding="utf-8")
    assert shequ("assess", "我们的十星", at=store, today=TODAY).code == 0

    own.write_text(
        "title: 我们的十星\nscores: score\nitems: [{id: a, title: 甲, measure: law_clases, at_least: 1}]\n",
        encoding="utf-8",
    )
    answer = shequ("assess", "我们的十星", at=store, today=TODAY)
    assert answer.code == 1
    assert "schemas/assessments/ten-star.yaml" in answer.stderr
    assert "a：没有叫“law_clases”的指标，是不是“law_classes”" in answer.stderr
    doctor = shequ("doctor", at=store, today=TODAY)
    assert "law_clases" in doctor.stdout + doctor.stderr


def test_a_row_for_an_item_that_does_not_exist_is_remarked(store: Path) -> None:
    row = "年度,考评,评分项,评分,评分日期\n2026,十星级和谐社区,创健理念,9,2026-10-15\n"
    assert shequ("add", "评分记录", "--from", "-", at=store, typed=row, today=TODAY).code == 0
    answer = shequ("assess", "十星", at=store, today=TODAY)
    assert answer.stderr == "评分记录里的评分项“创健理念”在“十星级和谐社区”里没有，是不是“创建理念”？\n"


def test_names_and_titles_are_offered(made: Path) -> None:
    import typer
    from typed import app

    from shequ_cli.cli import complete

    context = typer.Context(typer.main.get_command(app))
    context.params["folder"] = made
    assert complete.assessments(context, [], "ten") == ["ten-star"]
    assert complete.assessments(context, [], "十星") == ["十星级和谐社区"]
