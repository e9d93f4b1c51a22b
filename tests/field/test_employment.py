"""失业与再就业援助 (S47), 空岗信息 and 就业服务 (S48), 就业扶持 (S49): job-seekers by code, fairs that add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, codelists, ledgers

from shequ_cli.rules.privacy import Audience, masked_values

SEEKER = {
    "登记日期": "2026-08-03",
    "人员代号": "JY-018",
    "类别": "4050",
    "就业意愿": "保洁，不需要培训",
    "失业时间": "2026-05",
}
FAIR = {"服务日期": "2026-03-14", "类别": "招聘会", "名称": "春风行动招聘会", "进场单位": "22", "提供岗位": "310"}
CAME = {"求职人数": "186", "达成意向": "57", "意向中4050人员": "19", "意向中农民工": "24"}
POST = {"公示日期": "2026-10-08", "用人单位": "湖滨便利店", "工种": "收银员", "招用人数": "3", "有效期至": "2026-10-24"}


def test_S47_a_job_seeker_is_visited_contacted_monthly_and_found_work(desk: FieldStore) -> None:
    [id] = desk.add("jobseeker", SEEKER | {"首次入户日期": "2026-08-12"})
    assert desk.clocks(id) == {"建档入户": ("done", date(2026, 8, 17))}

    desk.advance(id, "帮扶中", 下次联系日期="2026-09-12")
    assert desk.clocks(id)["月度联系"] == ("overdue", date(2026, 9, 12))
    desk.edit(id, 联系日期="2026-09-11、2026-10-13", 下次联系日期="2026-11-13", 推荐岗位次数="2")
    assert desk.clocks(id)["月度联系"] == ("open", date(2026, 11, 13))
    desk.says("2026-10", jobseekers_open=1, jobseekers_employed=0)

    desk.advance(id, "已就业", 就业日期="2026-10-20", 就业方式="公益岗")
    assert desk.clocks(id) == {}
    desk.says("2026-10", jobseekers_open=0, jobseekers_employed=1, jobseekers_4050_employed=1)


def test_S47_R13_a_household_without_work_is_helped_and_their_number_goes_to_nought(desk: FieldStore) -> None:
    [id, _other] = desk.add("jobseeker", SEEKER | {"人员代号": "LJ-001", "类别": "零就业家庭"}, SEEKER)

    assert desk.clocks(id)["零就业家庭援助"] == ("overdue", date(2026, 8, 31))
    desk.says("2026-09", zero_job_households=1, zero_job_found=0, jobseekers_open=1)
    assert desk.figure("zero_job_households", "2026-09").progress.light.value == "red"
    desk.advance(id, "已就业", 就业日期="2026-09-25", 就业方式="单位招用")
    desk.says("2026-09", zero_job_households=0, zero_job_aided=1)
    assert desk.figure("zero_job_households", "2026-09").progress.light.value == "green"


def test_S47_the_rate_of_those_who_found_work_leaves_out_who_went(desk: FieldStore) -> None:
    [first, _second, gone, _fourth] = desk.add(
        "jobseeker", *(SEEKER | {"人员代号": f"JY-{number:03}", "参加过培训": "是"} for number in range(1, 5))
    )
    desk.advance(first, "已就业", 就业日期="2026-10-08", 就业方式="灵活就业")
    desk.advance(gone, "退出")

    desk.says("2026-08", jobseekers_registered=4, jobseekers_trained=4, jobseeker_employment_rate=Decimal("33.3"))
    desk.says("2026-10", jobseekers_exited=1)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"状态": "已就业"}, "E-require", "就业日期"),
        ({"状态": "帮扶中"}, "D-require", "下次联系日期"),
        ({"人员代号": "章小满"}, "E-pattern", "不写姓名"),
        ({"首次入户日期": "2026-08-01"}, "E-order", ""),
        ({"类别": "待业"}, "E-enum", ""),
    ],
)
def test_a_job_seekers_record_that_says_too_little_is_sent_back(
    desk: FieldStore, change: Row, code: str, said: str
) -> None:
    assert said in desk.why_not("jobseeker", SEEKER | change)[code]


def test_a_job_seeker_has_a_code_and_nothing_of_it_is_posted(desk: FieldStore) -> None:
    [id] = desk.add("jobseeker", SEEKER)

    assert masked_values(ledgers()["jobseeker"], desk.store.record(id).values, Audience.PUBLIC) == {}
    assert "已经登记" in desk.why_not("jobseeker", SEEKER)["E-unique"]


def test_E04_every_employment_register_has_its_place() -> None:
    places = {
        "jobseeker_kind": "下岗失业人员,安置失业人员,零就业家庭,4050人员",
        "certificate_kind": "再就业优惠证,就业失业证年检",
        "tally_item": "小额担保贷款,再就业援助",
    }

    for name, words in places.items():
        assert [word for word in words.split(",") if codelists()[name].title_of(word) is None] == []


def test_S48_story_31_a_fair_says_who_came_and_who_found_what(desk: FieldStore) -> None:
    desk.add(
        "job_service", FAIR | CAME, FAIR | CAME | {"服务日期": "2026-09-05", "名称": "秋季招聘会", "求职人数": "114"}
    )

    desk.says("2026", job_fairs=2, job_fair_employers=44, job_fair_posts=620, job_fair_seekers=300)
    desk.says("2026", job_fair_intents=114, job_fair_intents_4050=38, job_fair_intents_migrant=48)
    desk.says("2026", job_fair_intent_rate=Decimal("38.0"))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"达成意向": "187"}, "E-at-most", "不能多于到场求职的"),
        ({"意向中4050人员": "58"}, "E-at-most", "不能多于达成意向的"),
        ({"意向中农民工": "58"}, "E-at-most", "不能多于达成意向的"),
        ({"推荐成功": "200"}, "E-at-most", "不能多于服务的人数"),
        ({"进场单位": ""}, "E-require", "招聘会要填"),
        ({"类别": "职业指导", "求职人数": "", "达成意向": ""}, "E-require", "服务的人次"),
    ],
)
def test_S48_a_fair_whose_numbers_cannot_be_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("job_service", FAIR | CAME | change)[code]


def test_S48_registering_guiding_and_matching_are_counted_apart(desk: FieldStore) -> None:
    served = {"服务日期": "2026-09-21", "求职人数": "9"}
    desk.add("job_service", served | {"类别": "求职"}, served | {"类别": "就业指导", "求职人数": "14"})
    desk.add("job_service", served | {"类别": "推荐就业", "推荐成功": "4"})

    desk.says("2026-09", job_applications=9, job_guided=14, job_recommended=9, job_placed=4, job_fairs=0)


def test_S48_a_vacancy_is_posted_and_taken_down_when_it_expires(desk: FieldStore) -> None:
    [id, _open] = desk.add("vacancy", POST, POST | {"工种": "配送员", "招用人数": "6", "有效期至": "2026-11-20"})

    assert desk.clocks(id) == {"空岗撤下": ("overdue", date(2026, 10, 24))}
    desk.says("2026-10", vacancies=2, vacancy_posts=9, vacancy_employers=1, vacancies_open=2)
    desk.edit(id, 撤下日期="2026-10-27", 招满人数="2")
    desk.says("2026-10", vacancies_open=1, vacancy_filled=2)
    assert "不能多于招用人数" in desk.why_not("vacancy", POST | {"招满人数": "4"})["E-at-most"]


def test_S49_training_loans_and_subsidies_are_totals_of_a_quarter(desk: FieldStore) -> None:
    month = {"月份": "2026-07", "来源": "街道社保所"}
    desk.add("tally", month | {"项目": "SYB培训", "数量": "12"}, month | {"项目": "小额贷款", "数量": "3"})
    desk.add(
        "tally",
        month | {"项目": "小额贷款", "数量": "2", "月份": "2026-09"},
        month | {"项目": "就业黑板报", "数量": "1"},
    )

    desk.says("2026Q3", tally_startup_trained=12, tally_small_loans=5, tally_job_boards=1)
