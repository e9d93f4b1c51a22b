"""The façade: one object that finds, answers and checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from smallstore import MATTER, TODAY, make, opened, payment, put_matter, put_payments

from shequ_cli import open_store
from shequ_cli.rules.privacy import Audience
from shequ_cli.store.store import Store
from shequ_cli.words.errors import AmbiguousTail, BadDefinition, QueryRefused, StoreNotFound, UnknownName
from shequ_cli.words.problem import Level


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("store") / "store")
    people = "\n  - {姓名: 李小明, 电话: '13900001234'}"
    put_matter(root, "a1b2", "2026-01-05", 费用="12.5", 加急="是", 当事人=people, 标签="[夜间, 漏水]", 次数="不适用")
    put_matter(root, "c3d4", "2026-02-05", 类型="物业", 摘要="", 开始日期="2026-02-05")
    put_matter(root, "e5f6", "2026-03-05", 类型="错的", 状态="办理中", 期限="2026-04-01")
    put_payments(root, "2026-03", payment("a1b2", 对象="李小明"), payment("g7h8", "2026-03-01", 比例="0.25"))
    return root


@pytest.fixture
def store(root: Path) -> Iterator[Store]:
    with opened(root) as store:
        yield store


def test_a_store_is_found_from_below_and_missed_elsewhere(root: Path, tmp_path: Path) -> None:
    with Store.open(root / "records" / "matter", TODAY) as store:
        assert store.root == root.resolve()
    with pytest.raises(StoreNotFound):
        Store.open(tmp_path)


def test_without_a_day_no_day_is_too_late(root: Path) -> None:
    with open_store(root) as store:
        assert store.today == date.max


@pytest.mark.parametrize(
    ("tail", "id"),
    [
        ("c3d4", "matter-20260205-c3d4"),
        ("C3D4", "matter-20260205-c3d4"),
        (" 0205-c3d4 ", "matter-20260205-c3d4"),
        ("matter-20260205-c3d4", "matter-20260205-c3d4"),
        ("Matter-20260105-AlB2", "matter-20260105-a1b2"),
        ("payment-20260305-a1b2", "payment-20260305-a1b2"),
        ("h8", "payment-20260301-g7h8"),
    ],
)
def test_any_tail_that_only_one_record_has_names_it(store: Store, tail: str, id: str) -> None:
    assert store.find_id(tail) == id


def test_a_tail_of_several_or_of_none_is_told(store: Store) -> None:
    with pytest.raises(AmbiguousTail, match="payment-20260305-a1b2"):
        store.find_id("a1b2")
    with pytest.raises(UnknownName, match="是不是“matter-20260205-c3d4”"):
        store.find_id("c3d5")
    with pytest.raises(UnknownName, match="matter-20260205-c3d4"):
        store.find_id("matter-20260206-c3d4")
    for tail in ("", "  ", "%", "c3_4"):
        with pytest.raises(UnknownName):
            store.find_id(tail)


def test_a_record_is_typed_and_knows_its_file(store: Store) -> None:
    record = store.record("matter-20260105-a1b2")

    assert (record.path, record.line) == ("records/matter/2026-01/matter-20260105-a1b2.yaml", 1)
    assert record.values["cost"] == Decimal("12.50")
    assert record.values["urgent"] is True
    assert record.values["tags"] == ("夜间", "漏水")
    assert record.values["people"] == ({"name": "李小明", "phone": "13900001234"},)
    assert record.values["visits"] == "不适用"
    assert store.record("payment-20260305-a1b2").line == 2


def test_the_index_and_the_file_tell_the_same_record(store: Store) -> None:
    for ledger in ("matter", "payment"):
        for record in store.records(ledger):
            assert store.record(record.id) == record


def test_records_come_by_date_or_in_the_order_asked_for(store: Store) -> None:
    ids = [record.id for record in store.records("事项")]

    assert [id[-4:] for id in ids] == ["a1b2", "c3d4", "e5f6"]
    assert [record.id for record in store.records("matter", [ids[2], "gone", ids[0]])] == [ids[2], ids[0]]
    assert store.records("matter", []) == []


def test_records_are_chosen_by_a_condition(store: Store) -> None:
    chosen = store.chosen("matter", "state = :state AND id <> ''", {"state": "受理"}, order="begun_on DESC", limit=1)

    assert [record.id[-4:] for record in chosen] == ["c3d4"]
    with pytest.raises(QueryRefused):
        store.chosen("matter", "nosuch = 1")
    with pytest.raises(QueryRefused):
        store.chosen("matter", "1) DELETE FROM _matter --")


def test_problems_come_worst_first(store: Store) -> None:
    problems = store.problems(["matter", "payment"])

    assert [problem.code for problem in problems] == ["E-required", "E-enum"]
    assert {problem.level for problem in problems} == {Level.ERROR}
    assert store.problems(["payment"]) == []


def test_counts_are_by_ledger(store: Store) -> None:
    assert store.count(["事项", "payment"]) == {"matter": 3, "payment": 2}
    assert store.count()["case"] == 0
    assert store.left_out("matter") == 0


def test_a_label_is_one_line_for_its_audience(store: Store) -> None:
    record = store.record("matter-20260105-a1b2")

    assert store.label(record) == "邻里：楼上漏水"
    assert store.label(store.record("c3d4"), Audience.UPWARD) == "物业"


def test_ids_complete_what_is_typed_newest_first(store: Store) -> None:
    assert [id for id, _label in store.ids("matter-2026")] == [
        "matter-20260305-e5f6",
        "matter-20260205-c3d4",
        "matter-20260105-a1b2",
    ]
    assert store.ids("c3") == [("matter-20260205-c3d4", "物业")]
    assert len(store.ids("", 2)) == 2


def test_a_ledger_is_a_pandas_table(store: Store) -> None:
    table = store.table("payment")

    assert list(table.columns[:3]) == ["编号", "发放日期", "项目"]
    assert str(table.dtypes["发放日期"]) == "datetime64[s]"
    assert table["金额"].sum() == Decimal("200.00")
    assert table["比例"].isna().tolist() == [False, True]
    matters = store.table("matter")
    assert str(matters.dtypes["次数"]) == "Int64"
    assert matters["次数"].isna().all()
    assert matters["加急"].tolist()[0] is True
    assert matters["标签"].tolist()[0] == ("夜间", "漏水")


def test_an_empty_ledger_is_an_empty_table_with_all_columns(store: Store) -> None:
    table = store.table("case")

    assert len(table) == 0
    assert {"编号", "受理日期"} <= set(table.columns)


def test_a_closed_store_opens_its_index_again_when_asked(store: Store) -> None:
    before = store.count(["matter"])
    store.close()

    assert store.count(["matter"]) == before


def test_a_write_that_was_cut_off_is_finished_on_opening(tmp_path: Path) -> None:
    root = make(tmp_path / "store")
    (root / ".shequ").mkdir()
    (root / ".shequ" / "journal.json").write_text("{", "utf-8")

    with opened(root):
        assert not (root / ".shequ" / "journal.json").exists()


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    root = make(tmp_path / "幸福 社区 #1?%20")
    put_matter(root, "aaaa")

    with opened(root) as store:
        assert store.select("select count(*) from 事项").rows == ((1,),)
        assert not store.index.in_memory


def test_a_definition_that_does_not_hold_together_is_named_with_its_file(tmp_path: Path) -> None:
    root = make(
        tmp_path,
        matter=MATTER.replace("properties:", "properties:\n  who: {title: 甲方, type: string, x-mask: nmae}", 1),
    )

    with (
        pytest.raises(BadDefinition, match=r"schemas/ledgers/matter\.yaml 定义有误：甲方：x-mask 不能是“nmae”"),
        opened(root) as store,
    ):
        store.problems()
