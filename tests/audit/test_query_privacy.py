"""Personal data stay masked, whatever a query calls its columns (design §7)."""

from __future__ import annotations

import pytest

from clerk import Shell


@pytest.fixture
def asked(shell: Shell) -> Shell:
    for name, household in (("康小雨", "DB-001"), ("欧阳明湖", "DB-002")):
        shell.add(
            "低保", 月份="2026-04", 户编码=household, 户主姓名=name, 网格="第一网格", 保障人数="2", 月保障金="500.1"
        )
    shell.add("纠纷", 受理日期="2026-04-01", 纠纷类型="邻里纠纷", 摘要="漏水", 标签="漏水", 当事人__0__姓名="康小雨")
    return shell


@pytest.mark.parametrize(
    "sql",
    [
        "select 户主姓名 as 网格 from 低保",
        "select 户主姓名 网格 from 低保",
        "select 户主姓名 as '网格' from 低保",
        "select 户主姓名 [GRID] from dibao",
        "select 户主姓名||'' as 编号 from 低保",
        "select distinct 户主姓名 as 月份, 网格 from 低保",
        "select 网格 from (select 户主姓名 网格 from 低保)",
        "select 网格 from 低保 where 1=0 union all select 户主姓名 from 低保",
        "with x(网格) as (select 户主姓名 from 低保) select 网格 from x",
        "select cast(户主姓名 as blob) 网格 from 低保",
        "select cast(户主姓名 as blob) from 低保",
        "select max(户主姓名) from 低保",
        "select (select 户主姓名 from 低保 limit 1) as 网格",
        "select json_group_array(户主姓名) 网格 from 低保",
        "select value from 纠纷, json_each(当事人)",
        "select 当事人 as 标签 from 纠纷",
        "select * from 低保",
        "select * from 纠纷",
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",), ("-o", "-")])
def test_no_name_gets_out_under_another_columns_name(asked: Shell, sql: str, form: tuple[str, ...]) -> None:
    answer = asked("query", sql, *form)

    assert answer.code == 0, answer
    for said in ("小雨", "明湖", str("康小雨".encode())[2:-1], "\\u5eb7"):
        assert said not in answer.out


def test_what_is_nobodys_is_shown_beside_masked_names(asked: Shell) -> None:
    (first, second) = asked(
        "query", "select 编号, a.网格, 户主姓名, 月保障金 from 低保 a order by 户编码", "--json"
    ).json["rows"]

    assert first[0].startswith("dibao-20260401-")
    assert first[1:] == ["第一网格", "康*雨", 500.1]
    assert second[2] == "欧**湖"
    rows = asked("query", "select id, tags, parties from case", "--json").json["rows"]
    assert rows[0][0].startswith("case-20260401-")
    assert rows[0][1:] == ['["漏水"]', "***"]


def test_figures_over_personal_data_are_shown(asked: Shell) -> None:
    answer = asked("query", "select count(*) 户数 from 低保 where 户主姓名 like '康%'", "--json")
    assert answer.json["rows"] == [[1]]


def test_the_clerk_sees_what_was_recorded(asked: Shell) -> None:
    answer = asked("query", "--as", "内部", "select 户主姓名 网格 from 低保 order by 1", "--json")
    assert answer.json["rows"] == [["康小雨"], ["欧阳明湖"]]


@pytest.mark.parametrize(
    "sql",
    [
        "select cast(联系方式 as integer) n from 诉求",
        "select 联系方式 + 0 as 编号 from 诉求",
        "select max(联系方式 * 1) from 诉求",
        "select count(*) + 联系方式 as n from 诉求 group by 联系方式",
        "select unicode(反映人) as 'count(*)' from 诉求",
        "select 种类, sum(联系方式) from 诉求 group by 1",
        "select count(*) over () * 联系方式 from 诉求",
        "with n as (select 联系方式 * 1 as 件 from 诉求) select 件 from n",
    ],
)
def test_no_number_is_reckoned_out_of_a_private_field(shell: Shell, sql: str) -> None:
    shell.add(
        "诉求",
        反映日期="2026-04-01",
        诉求渠道="电话",
        诉求种类="下水道",
        诉求内容="水管漏水",
        反映人="康小雨",
        联系方式="13912345678",
    )

    answer = shell("query", sql.replace("种类,", "诉求种类,"), "--json")

    assert answer.code == 0, answer
    assert "13912345678" not in answer.out
    assert "***" in answer.out
    assert str(ord("康")) not in answer.out


@pytest.mark.parametrize("counts", ["count(*)", "count(*) 件数", "count(distinct 联系方式) as 件数"])
def test_counts_beside_private_fields_are_shown(shell: Shell, counts: str) -> None:
    shell.add(
        "诉求",
        反映日期="2026-04-01",
        诉求渠道="电话",
        诉求种类="下水道",
        诉求内容="水管漏水",
        反映人="康小雨",
        联系方式="13912345678",
    )
    answer = shell("query", f"select 诉求种类, {counts} from 诉求 where 联系方式 like '139%' group by 1", "--json")
    assert answer.json["rows"] == [["下水道", 1]]
