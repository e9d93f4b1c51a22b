"""No problem tells a person's data to somebody who may not see them (design §7)."""

from __future__ import annotations

from clerk import Shell

CASE = "受理日期: 2026-04-10\n纠纷类型: 邻里纠纷\n摘要: 漏水争执\n状态: 受理\n当事人:\n"
BROKEN = {
    "aaaa": "  - 姓名: 张三丰\n    电话: 1390000111\n  - 李四四\n  - 姓名: [王五五]\n",
    "aaab": "  - 姓名: &a 张三丰\n  - 姓名: *a\n  - 姓名: !!str 赵六六\n    姓名: 赵七七\n",
    "aaac": "  - 姓名: 张三丰\n    身份: 申请人\n    电话号: 13900001111\n    旁注: &b 周八八\n",
}
NAMES = ("张三丰", "李四四", "王五五", "赵六六", "赵七七", "周八八", "1390000111", "吴九九", "钱十十")


def test_check_hides_every_personal_value_however_the_file_is_broken(shell: Shell) -> None:
    folder = shell.root / "records" / "case" / "2026-04"
    folder.mkdir(parents=True)
    for tail, text in BROKEN.items():
        (folder / f"case-20260410-{tail}.yaml").write_text(CASE + text, "utf-8")
    shell.add("低保", 月份="2026-04", 户编码="DB-001", 保障人数="1", 月保障金="500")
    table = shell.root / "records" / "dibao" / "2026-04.csv"
    table.write_bytes(table.read_bytes() + ",2026-04,DB-002,吴九九,,,1,,5,,,,,钱十十\n".encode())

    for words in (["check"], ["check", "--all"], ["check", "--json"]):
        answer = shell(*words)
        assert answer.code == 1
        assert not [name for name in NAMES if name in answer.out + answer.err]
    assert "是不是“电话”" in shell("check").out
    assert "张三丰" in shell("check", "--as", "内部").out


def test_a_refusal_hides_them_too(shell: Shell) -> None:
    case = ("add", "诉求", "--set", "反映日期=2026-04-01", "--set", "诉求种类=下水道", "--set", "诉求内容=堵了")
    one = shell(*case, "--set", "联系方式=1390000111")
    table = "反映日期,诉求种类,诉求内容,联系方式\n2026-04-01,下水道,堵了,1390000111\n2026-04-01,下水道,堵了,,钱十十\n"
    many = shell("add", "诉求", "--from", "-", typed=table)

    for answer in (one, many):
        assert answer.code == 1
        assert not [name for name in NAMES if name in answer.out + answer.err]
    assert "手机号应为 11 位，现有 10 位" in one.err
