"""shequ report, plan, explain: figures into documents, and back to their records."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import yaml
from typed import files, git, ids, shequ


def test_without_an_output_the_report_is_shown_as_markdown(made: Path) -> None:
    before = files(made)

    answer = shequ("report", "monthly", "2026-03", at=made)

    assert answer.code == 0
    assert answer.stdout.startswith("# 幸福社区居民委员会2026年3月工作月报\n")
    assert "受理矛盾纠纷2件" in answer.stdout
    assert files(made) == before


def test_last_month_is_the_period_when_none_is_named(made: Path) -> None:
    assert "2026年3月" in shequ("报表", "月报", at=made).stdout.splitlines()[0]


def test_json_is_the_promised_shape_with_exact_money(made: Path) -> None:
    shape = shequ("report", "monthly", "2026-03", "--json", at=made).json

    assert shape["shequ"] == "report/1"
    assert (shape["report"], shape["period"], shape["left_out"]) == ("monthly", "2026-03", 0)
    accepted = shape["figures"]["mediation_accepted"]
    assert (accepted["title"], accepted["unit"], accepted["kind"]) == ("受理矛盾纠纷", "件", "flow")
    assert (accepted["value"], accepted["previous"], accepted["ytd"], accepted["count"]) == (2, 1, 3, 2)
    assert accepted["by"]["category"] == {"婚姻家庭纠纷": 1, "邻里纠纷": 1}
    assert shape["figures"]["relief_paid"]["value"] == "49000.00"
    assert {"title", "columns", "rows"} <= set(shape["tables"][0])


def test_every_format_at_once(made: Path, tmp_path: Path) -> None:
    targets = [tmp_path / "三月" / f"月报.{suffix}" for suffix in ("md", "html", "docx", "xlsx", "json")]

    answer = shequ("report", "monthly", "2026-03", *(word for path in targets for word in ("-o", path)), at=made)

    assert answer.stdout.split() == [str(path) for path in targets]
    assert targets[0].read_text("utf-8").startswith("# 幸福社区")
    assert "<html" in targets[1].read_text("utf-8")
    assert "幸福社区" in zipfile.ZipFile(targets[2]).read("word/document.xml").decode()
    assert openpyxl.load_workbook(targets[3]).sheetnames[0] == "主要指标统计表"
    assert json.loads(targets[4].read_text("utf-8"))["report"] == "monthly"


def test_the_same_store_and_words_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    for suffix in ("md", "html", "docx", "xlsx"):
        first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
        shequ("report", "monthly", "2026-03", "-o", first, at=made)
        shequ("report", "monthly", "2026-03", "-o", second, at=made)
        assert first.read_bytes() == second.read_bytes(), suffix


def test_the_date_of_the_document_can_be_chosen(made: Path) -> None:
    assert "2026年3月31日" in shequ("report", "monthly", "2026-03", at=made).stdout
    assert "2026年4月2日" in shequ("report", "monthly", "2026-03", "--date", "2026-04-02", at=made).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "mothly"], "没有叫“mothly”的报表，是不是“monthly”？"),
        (["report"], "缺少参数“报表”"),
        (["report", "monthly", "三月份吧"], "看不懂期间“三月份吧”"),
        (["report", "monthly", "2026-03-12"], "请换一个期间"),
        (["report", "monthly", "2026-03", "-o", "x.pdf"], "x.pdf 的后缀要是 .docx、.html、.json、.md、.xlsx 之一"),
        (["report", "monthly", "2026-03", "--as", "外部", "-o", "-"], "没有叫“外部”的对象"),
        (["report", "monthly", "2026-03", "--date", "四月"], "--date 应写成 2026-04-02"),
        (["explain", "受理矛盾纠份", "2026-03"], "没有叫“受理矛盾纠份”的指标或问题代码，是不是“受理矛盾纠纷”"),
        (["plan", "generate", "anual", "2027"], "没有叫“anual”的计划种类，是不是“annual”"),
        (["plan", "show", "2031"], "没有叫“2031”的年度计划"),
        (["plan", "generate", "annual", "27"], "参数“年份”要在 1949 到 2999，不能是 27"),
    ],
)
def test_wrong_words_are_told_with_the_nearest(made: Path, tmp_path: Path, words: list[str], said: str) -> None:
    before = files(made)

    answer = shequ(*words, at=made)

    assert answer.code == 2
    assert said in answer.stderr
    assert not answer.stdout
    assert files(made) == before


def test_a_template_of_the_stores_own_wins_and_its_faults_name_the_line(store: Path) -> None:
    folder = store / "templates"
    folder.mkdir()
    (folder / "short.md").write_text(
        "---\ntitle: 简报\nfigures: [受理矛盾纠纷]\n---\n受理{{ fig('受理矛盾纠纷') }}。\n\n{{ figg }}\n", "utf-8"
    )

    listed = shequ("report", "--list", "--json", at=store).json
    broken = shequ("report", "简报", "2026-03", at=store)
    (folder / "short.md").write_text((folder / "short.md").read_text("utf-8").replace("{{ figg }}", ""), "utf-8")
    mended = shequ("report", "简报", "2026-03", at=store)

    assert {"monthly": "shipped", "short": "store"}.items() <= {
        one["name"]: one["from"] for one in listed["reports"]
    }.items()
    assert broken.code == 1
    assert "templates/short.md:7" in broken.stderr
    assert mended.code == 0
    assert "受理2件。" in mended.stdout


def test_numbers_of_a_text_that_do_not_run_on_are_told_beside_the_document(store: Path, tmp_path: Path) -> None:
    folder, written = store / "templates", tmp_path / "简报.docx"
    folder.mkdir()
    (folder / "short.md").write_text(
        "---\ntitle: 简报\nfigures: [受理矛盾纠纷]\n---\n# 简报\n\n## 一、受理\n\n## 三、调处\n", "utf-8"
    )

    answer = shequ("report", "简报", "2026-03", "-o", written, at=store)

    assert (answer.code, answer.stdout) == (0, f"{written}\n")
    assert answer.stderr.startswith("templates/short.md 疑问 序号：三、调处 — “三、”与前面的第 1 项不连续")
    assert "[D-numbering]" in answer.stderr
    assert not shequ("report", "monthly", "2026-03", at=store).stderr


def test_records_without_a_readable_date_are_counted(store: Path) -> None:
    path = next(store.rglob("case-20260312-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("2026-03-12", "三月的一天"), "utf-8")

    answer = shequ("report", "monthly", "2026-03", "--json", at=store)

    assert answer.json["left_out"] == 1
    assert "有 1 条记录或它的日期读不出来" in answer.stderr


def test_explain_gives_definition_formula_and_records(made: Path) -> None:
    answer = shequ("explain", "受理矛盾纠纷", "2026-03", at=made)
    shape = shequ("explain", "mediation_accepted", "2026-03", "--json", at=made).json

    assert "受理日期在2026年3月" in answer.stdout
    assert "2 条记录，2件" in answer.stdout
    assert "邻里纠纷：噪音扰民" in answer.stdout
    assert shape["shequ"] == "explanation/1"
    assert (shape["figure"], shape["period"], shape["value"]) == ("mediation_accepted", "2026-03", 2)
    assert shape["records"] == ids(made)[1:]


def test_a_plan_is_made_shown_held_against_the_records_and_written(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "计划.docx"

    made = shequ("plan", "generate", "annual", "2026", "-o", target, at=store)
    shown = shequ("plan", "show", at=store)
    status = shequ("plan", "status", "2026", "--json", at=store).json

    assert made.code == 0, made
    assert made.stdout.split() == ["plans/2026.yaml", str(target)]
    assert git(store, "log", "-1", "--format=%s").strip() == "生成计划 2026"
    assert "2026年工作计划" in zipfile.ZipFile(target).read("word/document.xml").decode()
    assert "开展矛盾纠纷排查" in shown.stdout
    assert status["shequ"] == "plan/1"
    assert {"id", "title", "due", "lead", "measure", "target", "done", "share", "state"} <= set(status["tasks"][0])
    assert "共 " in shequ("plan", "status", at=store).stderr


def test_making_a_plan_again_keeps_what_the_clerk_changed(store: Path) -> None:
    shequ("plan", "generate", "annual", "2026", at=store)
    file = store / "plans" / "2026.yaml"
    text = file.read_text("utf-8")
    task = next(name for name in yaml.safe_load(text)["任务"] if "screening" in name)
    title = yaml.safe_load(text)["任务"][task]["事项"]
    file.write_text("# 社区自己的话\n" + text.replace(f"事项: {title}\n", f"事项: {title}（每周一）\n"), "utf-8")

    again = shequ("plan", "generate", "annual", "2026", at=store)

    after = file.read_text("utf-8")
    assert again.code == 0
    assert "保留您改过的 1" in again.stderr
    assert after.startswith("# 社区自己的话\n")
    assert f"{title}（每周一）" in after


def test_a_plans_dry_run_writes_no_plan(store: Path) -> None:
    before = files(store)

    answer = shequ("plan", "generate", "annual", "2027", "--dry-run", at=store)

    assert answer.code == 0
    assert "未写入" in answer.stderr
    assert files(store) == before


def test_a_broken_plan_is_told_with_its_line(store: Path) -> None:
    shequ("plan", "generate", "annual", "2026", at=store)
    file = store / "plans" / "2026.yaml"
    lines = file.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.strip().startswith("完成时限:"))
    lines[place] = "    完成时限: 年底"
    file.write_text("\n".join(lines) + "\n", "utf-8")

    answer = shequ("plan", "status", "2026", at=store)

    assert answer.code == 1
    assert f"plans/2026.yaml:{place + 1}:" in answer.stderr


def test_today_speaks_of_the_plan(store: Path) -> None:
    shequ("plan", "generate", "annual", "2026", at=store)

    kinds = {item["kind"] for item in shequ("today", "--ahead", 30, "--json", at=store).json["items"]}

    assert kinds >= {"clock", "minimum", "campaign"}


def test_a_report_does_not_need_git(store: Path, tmp_path: Path) -> None:
    shutil.rmtree(store / ".git")

    assert shequ("report", "monthly", "2026-03", "-o", tmp_path / "x.md", at=store).code == 0
