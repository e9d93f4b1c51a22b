"""The index may be lost, broken, old, or impossible to write: answers come all the same."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from smallstore import make, opened, payment, put_matter, put_payments

from shequ_cli.store import index as index_module
from shequ_cli.store import layout
from shequ_cli.store.index import Index, KeptDefinitions
from shequ_cli.words.query import Query

COUNT = Query("SELECT count(*) FROM _matter", ledger="matter")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make(tmp_path)
    put_matter(tmp_path, "aaaa", 费用="12.50")
    put_payments(tmp_path, "2026-03", payment("aaaa", 金额="0.1", 比例="0.5"))
    return tmp_path


def file_of(root: Path) -> Path:
    return root / ".shequ" / "index.sqlite"


def answers(root: Path) -> bool:
    with opened(root) as store:
        return store.rows(COUNT) == [(1,)] and not store.index.in_memory


def test_a_deleted_index_is_made_anew(root: Path) -> None:
    assert answers(root)
    file_of(root).unlink()
    assert answers(root)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 5000])
def test_a_file_that_is_no_index_is_replaced_silently(root: Path, content: bytes) -> None:
    assert answers(root)
    file_of(root).write_bytes(content)
    assert answers(root)


def test_an_index_damaged_in_the_middle_is_replaced_silently(root: Path) -> None:
    for number in range(300):
        put_matter(root, f"{number:04}", 摘要="长" * 200)
    with opened(root) as store:
        whole = store.records("matter")
    data = bytearray(file_of(root).read_bytes())
    data[8192:-4096] = b"\x7f" * (len(data) - 12288)
    file_of(root).write_bytes(data)

    with opened(root) as store:
        assert store.records("matter") == whole
    with opened(root) as store:
        assert store.records("matter") == whole
        assert not store.index.in_memory


def test_an_index_whose_tables_somebody_dropped_is_replaced_silently(root: Path) -> None:
    assert answers(root)
    with sqlite3.connect(file_of(root)) as connection:
        connection.execute("DROP TABLE shequ_files")
    connection.close()
    assert answers(root)


def test_another_version_makes_its_own_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers(root)
    monkeypatch.setattr(index_module, "LAYOUT", "another")
    monkeypatch.setattr(layout, "LAYOUT", "another")
    assert answers(root)
    with sqlite3.connect(file_of(root)) as connection:
        assert connection.execute("SELECT value FROM shequ_meta WHERE name = 'layout'").fetchone() == ("another",)
    connection.close()


def test_where_nothing_can_be_written_the_index_is_kept_in_memory(root: Path) -> None:
    (root / ".shequ").write_bytes(b"in the way")

    with opened(root) as store:
        assert store.rows(COUNT) == [(1,)]
        assert store.select("select 费用 from 事项").rows == ((12.5,),)
        assert store.index.in_memory


def test_an_index_that_cannot_be_written_is_copied_and_brought_up_in_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers(root)
    put_matter(root, "bbbb")
    real = index_module._connect

    def refused(where: str) -> sqlite3.Connection:
        connection = real(where)
        if where != ":memory:":
            connection.execute("PRAGMA query_only = 1")
        return connection

    monkeypatch.setattr(index_module, "_connect", refused)
    with opened(root) as store:
        assert store.rows(COUNT) == [(2,)]
        assert store.index.in_memory
        assert store.search("漏水")[0].id == "matter-20260302-aaaa"


def test_a_full_disk_in_the_middle_of_a_refresh_moves_the_index_to_memory(root: Path) -> None:
    assert answers(root)
    put_matter(root, "bbbb")
    with opened(root) as store:
        connection = store.index.connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        for number in range(300):
            put_matter(root, f"{number:04}", 摘要="长" * 300)
        assert store.rows(COUNT) == [(302,)]
        assert store.index.in_memory


def test_the_tables_are_as_the_measures_expect_them(root: Path) -> None:
    with opened(root) as store:
        store.refresh()
        names = [row[1] for row in store.index.connection.execute("PRAGMA table_info(_matter)")]
        assert {"id", "_file", "_line", "tags", "tags_count", "people_count", "cost"} <= set(names)
        assert store.rows(Query("SELECT cost, tags_count FROM _matter")) == [(1250, 0)]
        assert store.rows(Query("SELECT amount, share FROM _payment")) == [(10, 0.5)]


def test_people_see_views_by_every_word_of_a_ledger(root: Path) -> None:
    with opened(root) as store:
        store.refresh()
    connection = sqlite3.connect(file_of(root))
    assert connection.execute("SELECT 编号, 费用 FROM 事项").fetchall() == [("matter-20260302-aaaa", 12.5)]
    assert connection.execute("SELECT 编号 FROM 事情").fetchall() == [("matter-20260302-aaaa",)]
    assert connection.execute("SELECT id, cost FROM matter").fetchall() == [("matter-20260302-aaaa", 12.5)]
    names = [row[1] for row in connection.execute("PRAGMA table_info(matter)")]
    assert not [name for name in names if name.startswith("_")]
    connection.close()


def test_parsed_definitions_are_kept_until_their_stamp_changes(root: Path) -> None:
    index = Index(root)
    kept = KeptDefinitions(index)
    kept.put("schemas/x", "1", {"a": [1, None, "一"]})
    kept.put("schemas/y", "1", {1: "JSON would make a text of the key"})

    assert kept.get("schemas/x", "1") == {"a": [1, None, "一"]}
    assert kept.get("schemas/x", "2") is None
    assert kept.get("schemas/y", "1") is None
    index.close()


def test_several_processes_at_once_all_answer(root: Path) -> None:
    for number in range(200):
        put_matter(root, f"{number:04}")
    script = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from pathlib import Path
        from smallstore import opened
        with opened(Path({str(root)!r})) as store:
            print(store.count(["matter"])["matter"], len(store.search("漏水")))
    """)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(4)
    ]

    assert [process.communicate()[0].split() for process in running] == [["201", "201"]] * 4
