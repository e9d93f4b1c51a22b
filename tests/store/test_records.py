"""Drafts and their saving: what is checked, what is written where, and what keeps a record out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from smallstore import MATTER, PAYMENT, TODAY, make, opened, payment, put_matter, put_payments

from shequ_cli.store import git, records, saving
from shequ_cli.store.draft import Draft
from shequ_cli.store.store import Store
from shequ_cli.words.errors import AmbiguousTail, FileChanged, Refused, StateRefused, UnknownName
from shequ_cli.words.record import Raw

NEW: dict[str, Raw] = {"开始日期": "2026-03-12", "类型": "邻居", "摘要": "楼上漏水"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "store")


def codes(draft: Draft) -> list[str]:
    return [problem.code for problem in draft.problems]


def new(store: Store, ledger: str = "matter", **fields: Raw) -> Draft:
    return records.draft_new(store, ledger, [{**NEW, **fields} if ledger == "matter" else fields], TODAY)[0]


def texts(root: Path) -> dict[str, str]:
    files = sorted(root.glob("records/**/*.*"))
    return {path.relative_to(root / "records").as_posix(): path.read_text("utf-8-sig") for path in files}


def test_a_new_record_gets_an_id_the_first_state_and_a_file_of_its_month(root: Path) -> None:
    with opened(root) as store:
        draft = new(store, 费用="12.5", begun_on="", 当事人=[{"姓名": "李小明"}])
        saved = records.save(store, [draft])

        assert re.fullmatch(r"matter-20260312-[0-9a-hjkmnp-tv-z]{4}", draft.record.id)
        assert saved.paths == (f"records/matter/2026-03/{draft.record.id}.yaml",)
        assert store.record(draft.record.id[-4:]).values["cost"] == Decimal("12.50")
    (text,) = texts(root).values()
    assert text == (
        "开始日期: 2026-03-12\n类型: 邻里\n摘要: 楼上漏水\n状态: 受理\n费用: 12.50\n当事人:\n  - 姓名: 李小明\n"
    )


def test_default_values_fill_what_is_not_given(tmp_path: Path) -> None:
    text = MATTER.replace(
        "helper: {title: 经办人, type: string}", "helper: {title: 经办人, type: string, default: 值班}"
    )
    with opened(make(tmp_path / "store", matter=text)) as store:
        assert new(store).record.values["helper"] == "值班"
        assert new(store, helper="周某").record.values["helper"] == "周某"


def test_a_new_row_goes_to_the_table_of_its_month(root: Path) -> None:
    with opened(root) as store:
        given = {"发放日期": "2026/3/5", "项目": "慰问", "金额": "500"}
        drafts = records.draft_new(store, "payment", [given, {**given, "paid_on": "", "发放日期": "2026-02-28"}], TODAY)
        saved = records.save(store, drafts)

        assert saved.paths == ("records/payment/2026-03.csv", "records/payment/2026-02.csv")
        assert [record.id for record in store.records("payment")] == [drafts[1].record.id, drafts[0].record.id]
    march = (root / "records/payment/2026-03.csv").read_bytes()
    assert march.startswith("\ufeff编号,发放日期,项目".encode())
    assert f"{drafts[0].record.id},2026-03-05,慰问,,500.00" in march.decode()


def test_a_faulty_record_is_refused_and_nothing_is_written(root: Path) -> None:
    with opened(root) as store:
        draft = new(store, 类型="邻理", 摘要="")

        assert codes(draft) == ["E-enum", "E-required"]
        with pytest.raises(Refused) as refused:
            records.save(store, [draft, new(store)])
    assert refused.value.problems == draft.refusing
    assert not (root / "records").exists()


def test_a_doubt_needs_a_reason_and_a_hint_does_not(root: Path) -> None:
    with opened(root) as store:
        late = {**NEW, "开始日期": "2026-03-25"}
        (doubted,) = records.draft_new(store, "matter", [late], TODAY)
        assert codes(doubted) == ["D-future"]
        with pytest.raises(Refused):
            records.save(store, [doubted])

        (passed,) = records.draft_new(store, "matter", [late], TODAY, {"D-future": "预约", "D-other": "无关"})
        records.save(store, [passed])

        assert store.record(passed.record.id).passed == {"D-future": "预约"}
        assert store.problems(["matter"]) == []


def test_a_reason_for_a_doubt_across_records_is_kept_too(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa", 对象="李小明"))
    row: dict[str, Raw] = {"发放日期": "2026-03-05", "项目": "临时救助", "对象": "李小明", "金额": "5"}
    with opened(root) as store:
        assert codes(records.draft_new(store, "payment", [row], TODAY)[0]) == ["D-unique"]
        drafts = records.draft_new(store, "payment", [row], TODAY, {"D-unique": "补发"})
        records.save(store, drafts)
        assert store.problems(["payment"]) == []


def test_uniqueness_holds_inside_a_batch(root: Path) -> None:
    with opened(root) as store:
        rows = [{**NEW, "案号": "甲1"}, {**NEW, "案号": "甲2"}, {**NEW, "案号": "甲1"}]
        drafts = records.draft_new(store, "matter", rows, TODAY)

    assert [codes(draft) for draft in drafts] == [[], [], ["E-unique"]]
    assert "已有 这一批的第 1 条" in drafts[2].problems[0].message


def test_a_reference_to_nothing_is_refused(root: Path) -> None:
    put_matter(root, "aaaa")
    with opened(root) as store:
        row = {"发放日期": "2026-03-05", "项目": "慰问", "金额": "5"}
        assert codes(new(store, "payment", **row, 相关事项="aaaa")) == []
        assert codes(new(store, "payment", **row, 相关事项="matter-20260302-aaab")) == ["E-refers"]


def test_an_id_may_be_given_if_it_is_free_and_of_the_right_form(root: Path) -> None:
    put_matter(root, "aaaa")
    with opened(root) as store:
        assert new(store, 编号="matter-20260312-zzzz").record.id == "matter-20260312-zzzz"
        assert codes(new(store, 编号="2026-1")) == ["E-id"]
        put_matter(root, "bbbb", "2026-03-12")
        assert codes(new(store, 编号="matter-20260312-bbbb")) == ["E-duplicate-id"]


def test_an_edit_touches_only_what_changes(root: Path) -> None:
    path = put_matter(root, "aaaa")
    text = "# 手写\n状态: 受理   # 刚来\ncategory2: 保留\n摘要: '楼上漏水'\n类型: 邻居\nbegun_on: 2026/3/2\n"
    path.write_text(text, "utf-8")
    with opened(root) as store:
        draft = records.draft_edit(
            store, "aaaa", {"summary": "楼下漏水", "开始日期": "2026年3月3日", "费用": "8"}, TODAY
        )
        records.save(store, [draft])

    assert path.read_text("utf-8") == (
        "# 手写\n状态: 受理   # 刚来\ncategory2: 保留\n摘要: 楼下漏水\n类型: 邻居\n费用: 8.00\nbegun_on: 2026-03-03\n"
    )


def test_none_or_a_blank_text_clears_a_field(root: Path) -> None:
    path = put_matter(root, "aaaa", 费用="5", 经办人="周某")
    with opened(root) as store:
        records.save(store, [records.draft_edit(store, "aaaa", {"费用": None, "helper": " "}, TODAY)])

    assert "费用" not in path.read_text("utf-8") and "经办人" not in path.read_text("utf-8")


def test_an_edit_of_a_row_leaves_the_other_rows_as_they_are(root: Path) -> None:
    path = put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", 对象="李小明", 金额="7"), payment("cccc"))
    before = path.read_bytes().decode("utf-8-sig").split("\r\n")
    with opened(root) as store:
        records.save(store, [records.draft_edit(store, "bbbb", {"amount": "8.5", "对象": None}, TODAY)])

    after = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert [old == now for old, now in zip(before, after, strict=True)] == [True, True, False, True, True]
    assert after[2] == "payment-20260305-bbbb,2026-03-05,临时救助,,8.50,,,"


def test_a_row_without_an_id_gets_one_when_it_is_edited(root: Path) -> None:
    path = put_payments(root, "2026-03", {**payment("aaaa"), "编号": ""})
    with opened(root) as store:
        draft = records.draft_edit(store, "records/payment/2026-03.csv:2", {"金额": "9"}, TODAY)
        records.save(store, [draft])

    assert re.search(r"payment-20260305-\w{4},2026-03-05,临时救助,,9.00", path.read_text("utf-8-sig"))


def test_a_record_whose_date_moves_to_another_month_moves_its_file(root: Path) -> None:
    path = put_matter(root, "aaaa")
    with opened(root) as store:
        saved = records.save(store, [records.draft_edit(store, "aaaa", {"开始日期": "2026-02-27"}, TODAY)])
        assert store.record("aaaa").path == "records/matter/2026-02/matter-20260302-aaaa.yaml"

    assert not path.exists()
    assert set(saved.paths) == {
        "records/matter/2026-03/matter-20260302-aaaa.yaml",
        "records/matter/2026-02/matter-20260302-aaaa.yaml",
    }


def test_a_row_whose_date_moves_to_another_month_moves_to_its_table(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", 对象="李小明"))
    with opened(root) as store:
        records.save(store, [records.draft_edit(store, "bbbb", {"发放日期": "2026-02-27"}, TODAY)])
        assert [record.path[-11:] for record in store.records("payment")] == ["2026-02.csv", "2026-03.csv"]
        assert store.record("bbbb").values["person"] == "李小明"


def test_an_edit_is_refused_for_new_faults_only(root: Path) -> None:
    put_matter(root, "aaaa", 类型="旧类型", 次数="很多")
    with opened(root) as store:
        assert codes(records.draft_edit(store, "aaaa", {"摘要": "新的"}, TODAY)) == []
        assert codes(records.draft_edit(store, "aaaa", {"类型": "还是错"}, TODAY)) == ["E-enum"]
        assert codes(records.draft_edit(store, "aaaa", {"办结日期": "2026-02-01"}, TODAY)) == ["E-order"]
        assert codes(records.draft_edit(store, "aaaa", {"摘要": None}, TODAY)) == ["E-required"]


def test_words_that_name_no_field_are_refused_and_ids_cannot_be_changed(root: Path) -> None:
    put_matter(root, "aaaa")
    with opened(root) as store:
        with pytest.raises(UnknownName, match="摘要"):
            records.draft_edit(store, "aaaa", {"摘药": "x"}, TODAY)
        with pytest.raises(UnknownName):
            records.draft_edit(store, "aaaa", {"编号": "matter-20260302-bbbb"}, TODAY)
        with pytest.raises(UnknownName):
            records.draft_edit(store, "zzzz", {"摘要": "x"}, TODAY)
        put_matter(root, "baaa")
        store.refresh()
        with pytest.raises(AmbiguousTail):
            records.draft_edit(store, "aaa", {"摘要": "x"}, TODAY)


def test_a_state_moves_on_by_the_flow_with_its_stamp(root: Path) -> None:
    put_matter(root, "aaaa", 状态="办理中")
    with opened(root) as store:
        records.save(store, [records.draft_state(store, "aaaa", "办结", TODAY, {"费用": "3"})])
        record = store.record("aaaa")
        assert (record.values["state"], record.values["done_on"], record.values["cost"]) == (
            "办结",
            TODAY,
            Decimal("3"),
        )
        with pytest.raises(StateRefused, match="归档"):
            records.draft_state(store, "aaaa", "办理中", TODAY)
        with pytest.raises(UnknownName):
            records.draft_state(store, "aaaa", "完了", TODAY)
        with pytest.raises(StateRefused):
            records.draft_edit(store, "aaaa", {"状态": "受理"}, TODAY)


def test_a_stamp_that_is_given_is_not_filled_with_today(root: Path) -> None:
    put_matter(root, "aaaa", 状态="办理中")
    with opened(root) as store:
        draft = records.draft_state(store, "aaaa", "办结", TODAY, {"done_on": "2026-03-10"})
        assert draft.record.values["done_on"] == date(2026, 3, 10)


def test_a_paper_number_is_given_at_its_state_and_only_once(root: Path) -> None:
    put_matter(root, "aaaa", 状态="办结", 办结日期="2026-03-05")
    put_matter(root, "bbbb", 状态="办结", 办结日期="2026-03-05", 案号="自编1")
    put_matter(root, "cccc", 案号="幸办〔2026〕11号")
    with opened(root) as store:
        draft = records.draft_state(store, "aaaa", "归档", TODAY)
        assert draft.serials == {"docket": "幸办〔2026〕12号"}
        records.save(store, [draft, records.draft_state(store, "bbbb", "归档", TODAY)])
        assert store.record("aaaa").values["docket"] == "幸办〔2026〕12号"
        assert store.record("bbbb").values["docket"] == "自编1"


def test_numbers_go_on_inside_a_batch_and_are_given_again_when_somebody_was_faster(root: Path) -> None:
    with opened(root) as store:
        filed = {**NEW, "状态": "归档", "办结日期": "2026-03-12"}
        drafts = records.draft_new(store, "matter", [filed, filed], TODAY)
        assert [draft.record.values["docket"] for draft in drafts] == ["幸办〔2026〕1号", "幸办〔2026〕2号"]
        put_matter(root, "faff", 案号="幸办〔2026〕1号")

        records.save(store, drafts)

        numbers = sorted(str(record.values["docket"]) for record in store.records("matter"))
        assert numbers == ["幸办〔2026〕1号", "幸办〔2026〕2号", "幸办〔2026〕3号"]


def test_an_id_that_somebody_took_meanwhile_is_given_anew(root: Path) -> None:
    with opened(root) as store:
        draft = new(store)
        path = put_matter(root, draft.record.id[-4:], "2026-03-12", 摘要="别人的")
        saved = records.save(store, [draft])

        assert "别人的" in path.read_text("utf-8")
        assert saved.paths[0] != f"records/matter/2026-03/{draft.record.id}.yaml"
        assert store.count(["matter"]) == {"matter": 2}


def test_a_file_that_changed_since_the_draft_is_left_alone(root: Path) -> None:
    path = put_matter(root, "aaaa")
    table = put_payments(root, "2026-03", payment("aaaa"), payment("bbbb"))
    with opened(root) as store:
        draft = records.draft_edit(store, "matter-20260302-aaaa", {"摘要": "甲"}, TODAY)
        row = records.draft_edit(store, "payment-20260305-bbbb", {"金额": "9"}, TODAY)
        path.write_text(path.read_text("utf-8") + "费用: 3\n", "utf-8")
        with pytest.raises(FileChanged):
            records.save(store, [draft])

        put_payments(root, "2026-03", payment("0000"), payment("aaaa", 金额="2"), payment("bbbb"))
        records.save(store, [row])
        assert "bbbb,2026-03-05,临时救助,,9.00" in table.read_text("utf-8-sig")

        row = records.draft_edit(store, "payment-20260305-bbbb", {"金额": "10"}, TODAY)
        put_payments(root, "2026-03", payment("bbbb", 金额="11"))
        with pytest.raises(FileChanged):
            records.save(store, [row])


def test_a_dry_run_says_which_files_and_writes_none(root: Path) -> None:
    with opened(root) as store:
        draft = new(store)
        saved = records.save(store, [draft], dry_run=True)
        (edit,) = saving.edits(store, [draft])

    assert saved.paths == (f"records/matter/2026-03/{draft.record.id}.yaml",)
    assert edit.before is None and edit.after and edit.after.startswith("开始日期".encode())
    assert not (root / "records").exists()


def test_a_batch_is_one_commit_in_the_words_of_the_trade(root: Path) -> None:
    git.init(root)
    put_matter(root, "aaaa", 状态="受理")
    with opened(root) as store:
        records.save(store, records.draft_new(store, "matter", [NEW, NEW], TODAY))
        records.save(store, records.draft_new(store, "matter", [{**NEW, "编号": "matter-20260312-0001"}], TODAY))
        records.save(store, [records.draft_edit(store, "0001", {"摘要": "改"}, TODAY)])
        records.save(store, [records.draft_state(store, "0001", "办理中", TODAY)])
    log = subprocess.run(["git", "-C", str(root), "log", "--format=%s"], capture_output=True, check=True)

    assert log.stdout.decode().splitlines() == [
        "办理 事项 matter-20260312-0001 受理→办理中",
        "修改 事项 matter-20260312-0001",
        "登记 事项 matter-20260312-0001",
        "登记 事项 2 条",
    ]


def test_unknown_keys_and_passed_doubts_of_a_file_stay(tmp_path: Path) -> None:
    root = make(
        tmp_path / "store", matter=MATTER.replace("unevaluatedProperties: false", "unevaluatedProperties: true")
    )
    path = put_matter(root, "aaaa", "2026-03-25", 另记="自己加的", 疑问说明="{D-future: 预约}")
    with opened(root) as store:
        assert store.problems(["matter"]) == []
        draft = records.draft_edit(store, "aaaa", {"摘要": "改", "另记": "改过", "再记": "新的"}, TODAY)
        records.save(store, [draft])
        record = store.record("aaaa")

    assert record.unknown == {"另记": "改过", "再记": "新的"}
    assert record.passed == {"D-future": "预约"}
    assert "疑问说明: {D-future: 预约}" in path.read_text("utf-8")


@pytest.mark.parametrize("ledger", ["matter", "payment"])
def test_records_added_by_four_processes_are_all_there_with_a_number_each(tmp_path: Path, ledger: str) -> None:
    """No lost record, no paper number twice."""
    serial = "x-serial: {pattern: '第{number}号'}"
    text = PAYMENT.replace("share: {title: 比例, type: number}", f"share: {{title: 比例, type: string, {serial}}}")
    root = make(tmp_path / "store", payment=text)
    given = {
        "matter": {**NEW, "状态": "归档", "办结日期": "2026-03-12"},
        "payment": {"发放日期": "2026-03-05", "项目": "慰问", "金额": "5"},
    }[ledger]
    script = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from pathlib import Path
        from smallstore import TODAY, opened
        from shequ_cli.store import records
        for _ in range(5):
            with opened(Path({str(root)!r})) as store:
                records.save(store, records.draft_new(store, {ledger!r}, [{given!r}], TODAY), commit=False)
    """)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [subprocess.Popen([sys.executable, "-c", script], env=environment) for _ in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]

    with opened(root) as store:
        found = store.records(ledger)
        assert [problem.code for problem in store.problems([ledger])] == []
    field = {"matter": "docket", "payment": "share"}[ledger]
    numbers = sorted(int(re.findall(r"\d+", str(record.values[field]))[-1]) for record in found)
    assert numbers == list(range(1, 21))
