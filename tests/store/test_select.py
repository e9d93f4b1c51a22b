"""A clerk's SQL: the ledgers' own words work, and nothing but reading does."""

from __future__ import annotations

from pathlib import Path

import pytest
from smallstore import make, opened, payment, put_matter, put_payments

from shequ_cli.store.select import Selected
from shequ_cli.words.errors import QueryRefused


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("select") / "store")
    put_matter(root, "aaaa", 费用="12.50", 经办人="周某某", 状态="办结", 标签="[漏水, 夜间]")
    put_matter(root, "bbbb", 摘要="路灯不亮", 类型="环境")
    people = [payment("aaaa", 对象="李小明", 相关事项="matter-20260302-aaaa"), payment("bbbb", 金额="0.01")]
    put_payments(root, "2026-03", *people)
    return root


def selected(root: Path, sql: str, seconds: float = 10) -> Selected:
    with opened(root) as store:
        return store.select(sql, seconds)


@pytest.mark.parametrize(
    ("sql", "columns", "rows"),
    [
        ("select count(*) from matter", ["count(*)"], [(2,)]),
        ("select 摘要 from 事项 where 费用 > 12", ["摘要"], [("楼上漏水",)]),
        ("select 摘要 from matter where 费用 > 12", ["摘要"], [("楼上漏水",)]),
        ("select summary from 事情 where cost > 12", ["summary"], [("楼上漏水",)]),
        (
            "SELECT m.编号, m.kind FROM MATTER AS m ORDER BY m.id LIMIT 1",
            ["编号", "kind"],
            [("matter-20260302-aaaa", "邻里")],
        ),
        ('select "类型" from "matter" order by id', ["类型"], [("邻里",), ("环境",)]),
        (
            "select 状态, count(*) as 件数 from matter group by 状态 order by 1",
            ["状态", "件数"],
            [("办结", 1), ("受理", 1)],
        ),
        (
            "select 事项.摘要, 给付登记.金额 from 事项 join 给付登记 on 相关事项 = 事项.编号",
            ["摘要", "金额"],
            [("楼上漏水", 100.0)],
        ),
        ("select p.金额 from matter m, payment p where p.matter = m.id", ["金额"], [(100.0,)]),
        ("select case when cost is null then 0 else 1 end as 有 from matter order by id", ["有"], [(1,), (0,)]),
        ("with t as (select 类型 k from 事项) select count(*) n from t", ["n"], [(2,)]),
        ("select value from 事项, json_each(标签)", ["value"], [("漏水",), ("夜间",)]),
        ("select （sum（金额）） as 合计 from 给付登记 where 项目＝‘临时救助’", ["合计"], [(100.01,)]),
        ("select 摘要 from 事项 where 经办人 = '状态' or 编号 like '%bbbb' -- 状态", ["摘要"], [("路灯不亮",)]),
        ("select 1 union select 2", ["1"], [(1,), (2,)]),
    ],
)
def test_ledgers_and_fields_go_by_all_their_words(
    root: Path, sql: str, columns: list[str], rows: list[tuple[object, ...]]
) -> None:
    answer = selected(root, sql)

    assert list(answer.columns) == columns
    assert list(answer.rows) == rows


def test_from_case_works_although_case_is_a_word_of_sql(root: Path) -> None:
    answer = selected(
        root, "select count(*), case when case.id is null then 1 end from case, 纠纷 b where b.编号 = case.id"
    )

    assert answer.rows == ((0, 1),)


def test_the_view_by_name_and_the_view_by_title_show_all_fields(root: Path) -> None:
    by_name, by_title = selected(root, "select * from matter"), selected(root, "select * from 事项")

    assert by_name.columns[:3] == ("id", "begun_on", "kind")
    assert by_title.columns[:3] == ("编号", "开始日期", "类型")
    assert by_name.rows == by_title.rows


@pytest.mark.parametrize(
    "sql",
    [
        "delete from matter",
        "insert into matter(id) values ('x')",
        "update _matter set cost = 0",
        "drop view matter",
        "create table x(y)",
        "attach 'x.sqlite' as x",
        "pragma table_info(_matter)",
        "select * from pragma_table_info('_matter')",
        "select _private from _matter",
        "select _private from matter",
        "select problems from shequ_files",
        "select sql from sqlite_master",
        'with "matter" as (select _text from _matter) select * from "matter"',
        "select load_extension('x')",
        "select zeroblob(100000000)",
        "vacuum",
        "begin",
        "select 1; select 2",
        "select 1; delete from matter",
        "",
        "   ",
        "-- nothing",
    ],
)
def test_whatever_is_not_reading_the_ledgers_is_refused_and_changes_nothing(root: Path, sql: str) -> None:
    before = (root / ".shequ" / "index.sqlite").read_bytes() if (root / ".shequ/index.sqlite").exists() else b""

    with pytest.raises(QueryRefused):
        selected(root, sql)

    assert selected(root, "select count(*) from matter").rows == ((2,),)
    assert not before or (root / ".shequ" / "index.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select 摘药 from 事项", "没有叫“摘药”的字段，是不是“摘要"),
        ("select sumary from matter", "是不是“summary"),
        ("select * from 事向", "没有叫“事向”的台账，是不是“议事”或“事项”"),
        ("select * form 事项", "附近的写法不对"),
        ("select nosuch(1)", "没有叫“nosuch”的函数"),
        ("select matter from matter a, payment b, payment c", "几个台账都有“matter”"),
        ("select (", "没有写完"),
        ("delete from matter", "只能用 SELECT"),
    ],
)
def test_a_mistake_is_told_in_the_clerks_words(root: Path, sql: str, said: str) -> None:
    with pytest.raises(QueryRefused, match="查询没有执行") as refused:
        selected(root, sql)

    assert said in str(refused.value)


def test_a_query_that_runs_too_long_is_stopped(root: Path) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"

    with pytest.raises(QueryRefused, match="超过 0.2 秒"):
        selected(root, endless, 0.2)


def test_a_result_tells_which_fields_it_shows_and_which_were_read(root: Path) -> None:
    answer = selected(root, "select 对象, 金额, upper(对象) as 谁 from payment where 项目 <> ''")

    assert [field.title if field else None for field in answer.fields] == ["对象", "金额", None]
    assert {"对象", "金额", "项目"} == {field.title for field in answer.read}
    assert ("李小明", 100.0, "李小明") in answer.rows


def test_fields_read_inside_a_subquery_are_told_too(root: Path) -> None:
    answer = selected(root, "select (select max(person) from payment) as x from matter limit 1")

    assert [field.title for field in answer.read] == ["对象"]


def test_the_index_is_whole_after_a_refused_query_in_memory_too(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / ".shequ").write_bytes(b"")
    put_matter(tmp_path)
    with opened(tmp_path) as store:
        with pytest.raises(QueryRefused):
            store.select("select _text from _matter")
        assert store.select("select 摘要 from 事项").rows == (("楼上漏水",),)
        put_matter(tmp_path, "bbbb")
        store.refresh()
        assert store.select("select count(*) from 事项").rows == ((2,),)
