"""活动宣传: what every month has to bring by the rules, the campaigns and festivals of the year, and what is planned ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance, Deck
from making.town import FIRST, TODAY, Town, Values, months

_DAYS = {
    "全国助残日": "05-15", "世界无烟日": "05-29", "全国高血压日": "10-09", "联合国糖尿病日": "11-14",
    "学雷锋纪念日": "03-05", "国际消费者权益日": "03-13", "爱国卫生月": "04-17", "全民国家安全教育日": "04-15", "民法典宣传月": "05-20",
    "全国防灾减灾日": "05-12", "环境日": "06-05", "安全生产月": "06-16", "国际禁毒日": "06-25", "全民健身日": "08-08",
    "全国科普月": "09-18", "国家网络安全宣传周": "09-11", "消防日": "11-07", "国家宪法日": "12-04",
}  # fmt: skip
_FESTIVALS = {
    "春节": ("2025-01-22", "2026-02-10"), "元宵节": ("2025-02-11", "2026-03-02"), "清明节": ("2025-04-03", "2026-04-02"),
    "端午节": ("2025-05-29", "2026-06-17"), "七夕节": ("2025-08-29", "2026-08-19"), "中秋节": ("2025-09-29", "2026-09-23"),
    "老年节": ("2025-10-29", "2026-10-16"), "腊八节": ("2025-01-07", "2026-01-26"),
}  # fmt: skip
_LISTENERS = {"用眼卫生": "青少年", "预防接种": "0-36月儿童家长", "高血压": "老年人", "冠心病": "老年人"}
_OTHER = {
    "科普活动": "science",
    "爱国卫生活动": "patriotic",
    "志愿服务": "volunteer",
    "为老服务活动": "elders",
    "青少年活动": "youth",
    "就业服务活动": "jobs",
}
_LAW = ("法治讲座", "法治集中宣传", "法律咨询")


def activities(town: Town) -> list[Values]:
    """Every activity, oldest first, the planned ones last."""
    maker = _Activities(town)
    found = [activity for year, month in months() for activity in maker.month(year, month)]
    found += [*maker.campaigns(), *maker.festivals(), *maker.ahead()]
    return sorted(found, key=lambda activity: (activity["held_on"], activity["theme"]))


class _Activities:
    def __init__(self, town: Town) -> None:
        self.town, self.words, self.chance = town, town.words["activity"], Chance("xingfu activity")
        self.decks: dict[str, Deck] = {}
        self.boards = {2025: 0, 2026: 0}

    def text(self, key: str) -> str:
        """The next text of a kind."""
        items = self.words[key]
        return self.decks.setdefault(key, Deck(self.chance, list(items))).next()

    def month(self, year: int, month: int) -> Iterator[Values]:
        yield from self.weekly(year, month)
        yield from self.lawful(year, month)
        yield from self.healthy(year, month)
        yield from self.cultural(year, month)
        yield from self.other(year, month)

    def day(self, year: int, month: int) -> date:
        return self.town.workday(year, month, self.chance)

    def held(self, day: date, kind: str, theme: str, came: tuple[int, int] = (0, 0), with_: str = "other") -> Values:
        """What every finished activity has."""
        grid = self.chance.one(self.town.grids)
        activity: Values = {
            "held_on": day,
            "kind": kind,
            "theme": self.town.filled(theme, grid, self.chance),
            "state": "已完成",
            "completed_on": day,
            "place": self.chance.one(self.words["places"]),
            "lead": self.chance.one(self.town.words["community"]["posts"]),
            "partner": self.chance.one(self.words["partners"][with_]),
            "evidence": ("通知", "签到表", "照片", "小结") if came[1] and self.chance.often(0.85) else ("照片", "小结"),
        }
        if came[1]:
            activity |= {"attendance": self.chance.between(*came), "outcome": self.text("outcomes")}
        return activity

    def weekly(self, year: int, month: int) -> Iterator[Values]:
        """Dispute screening on Fridays; the odd week is missed."""
        day = date(year, month, 1)
        while day.month == month and day <= TODAY:
            if day.weekday() == 4 and self.town.calendar.is_workday(day) and not self.chance.often(0.03):
                about = self.held(day, "矛盾纠纷排查", self.text("screening"))
                for name in ("partner", "evidence", "place"):
                    about.pop(name)
                grid = self.chance.one(self.town.grids)
                about |= {"lead": "调解主任", "place": self.town.estate(grid)}
                yield about | {"outcome": self.text("screening_out")}
            day += timedelta(days=1)

    def lawful(self, year: int, month: int) -> Iterator[Values]:
        """A board a month, a law a month, a lecture a quarter."""
        if not self.chance.often(0.07):
            self.boards[year] += 1
            law, number = self.text("laws"), str(self.boards[year])
            theme = self.text("law_boards").replace("<期>", number).replace("<法>", law)
            about = self.held(self.day(year, month), "法治宣传栏更换", theme, with_="law")
            about["evidence"] = ("照片",)
            yield about | {"law": law, "boards": self.chance.between(2, 6), "place": "小区宣传栏"}
        if month in (2, 5, 8, 11) or self.chance.often(0.15):
            yield self.law(self.day(year, month), "法治讲座", self.text("law_themes"))
        if month % 2 == 0:
            yield self.law(self.day(year, month), self.chance.one(_LAW[1:]), self.text("law_events"))

    def law(self, day: date, kind: str, theme: str) -> Values:
        law, lecture = self.text("laws"), kind == "法治讲座"
        about = self.held(day, kind, theme.replace("<法>", law), (26, 48) if lecture else (60, 160), "law")
        about |= {"law": law, "printed": self.chance.between(60, 260), "material_form": "折页"}
        about["banners"] = self.chance.between(1, 2)
        if not lecture:
            about["consulted"] = self.chance.between(8, 36)
        return about

    def healthy(self, year: int, month: int) -> Iterator[Values]:
        topic = self.text("health")
        if month not in (2,):
            yield self.health(self.day(year, month), "健康知识讲座", str(self.words["health"][topic]), topic, (22, 46))
        topic = self.text("health")
        if month in (3, 5, 7, 9, 11):
            about = self.health(self.day(year, month), "公众健康咨询", f"{topic}主题健康咨询", topic, (40, 90))
            yield about | {"consulted": self.chance.between(18, 38)}
        if month % 2 == 0:
            about = self.held(self.day(year, month), "健康宣传栏更换", f"健康教育宣传栏：{topic}", with_="health")
            yield about | {"health_topic": topic, "boards": 2, "place": "小区宣传栏", "evidence": ("照片",)}
        if not self.chance.often(0.12):
            name = self.text("health_prints")
            about = self.held(self.day(year, month), "健康资料发放", f"发放{name}", with_="health")
            form = next((word for word in ("折页", "手册", "传单", "海报") if word in name), "健康处方")
            yield about | {"material": name, "material_form": form, "printed": self.chance.between(80, 320)}
        if month == 4:
            yield self.held(self.day(year, month), "健康教育培训", "健康教育骨干培训", (12, 20), "health")
        if month % 3 == 1:
            name = self.text("health_av")
            about = self.held(self.day(year, month), "健康音像播放", f"播放{name}", (15, 40), "health")
            yield about | {"material": name, "material_form": "音像", "played": self.chance.between(2, 8)}

    def health(self, day: date, kind: str, theme: str, topic: str, came: tuple[int, int]) -> Values:
        about = self.held(day, kind, theme, came, "health")
        audience = _LISTENERS.get(topic, "全体居民")
        return about | {"health_topic": topic, "audience": audience, "printed": self.chance.between(30, 120)}

    def cultural(self, year: int, month: int) -> Iterator[Values]:
        if month not in (1, 2):
            about = self.held(self.day(year, month), "体育竞赛", f"邻里{self.text('sports')}", (18, 64), "culture")
            yield self.paid(about, 300, 900)
        if month in (1, 5, 8, 12) and (year, month) != (2026, 1):
            about = self.held(self.day(year, month), "综合晚会", self.text("galas"), (120, 260), "culture")
            yield self.paid(about, 2000, 5200)
        if month == 10:
            theme = f"第{'七八'[year - 2025]}届居民趣味运动会"
            yield self.paid(self.held(self.day(year, month), "运动会", theme, (180, 320), "culture"), 3000, 6800)
        if month % 3 == 0 or month == 4 or self.chance.often(0.5):
            day = self.town.open_day(date(year, 4, 24)) if month == 4 else self.day(year, month)
            about = self.held(day, "读书活动", self.text("reading"), (16, 36), "culture")
            yield about | ({"campaign": "全民阅读活动周"} if month == 4 else {})
        for _ in range(2 if month in (4, 5, 6, 7, 8, 9, 10) or self.chance.often(0.5) else 1):
            yield self.held(self.day(year, month), "电影放映", f"周末电影：{self.text('films')}", (30, 110), "culture")
        if month in (3, 9):
            yield self.held(self.day(year, month), "文明礼貌月活动", self.text("civility"), (20, 60), "culture")
        if self.chance.often(0.4):
            yield self.held(self.day(year, month), "文体队伍活动", self.text("troupes"), (14, 34), "culture")

    def paid(self, about: Values, low: int, high: int) -> Values:
        """An activity with money: planned first, spent within it."""
        budget = self.chance.money(low, high, 100)
        return about | {"budget": budget, "spent": budget - Decimal(self.chance.between(0, 9) * 20) - Decimal("0.50")}

    def other(self, year: int, month: int) -> Iterator[Values]:
        monday = date(year, month, 1)
        while monday.weekday() != 0:
            monday += timedelta(days=1)
        about = self.held(self.town.open_day(monday), "消防宣传日", self.text("fire_days"), (20, 70), "fire")
        yield about | {"printed": self.chance.between(40, 160)}
        if month % 3 == 2 and month != 5:
            yield self.held(self.day(year, month), "应急演练", self.text("drills"), (26, 88), "fire")
        kind = self.chance.one(tuple(_OTHER))
        yield self.held(self.day(year, month), kind, self.text(_OTHER[kind]), (15, 70))

    def campaigns(self) -> Iterator[Values]:
        """The days and months that the calendar names."""
        for year in (2025, 2026):
            for name, (kind, theme) in self.words["campaigns"].items():
                day = date.fromisoformat(f"{year}-{_DAYS[name]}")
                if day < TODAY:
                    about = self.held(
                        self.town.open_day(day), kind, theme, (45, 180), "law" if kind.startswith("法") else "other"
                    )
                    extra = {"printed": self.chance.between(80, 300), "banners": self.chance.between(1, 3)}
                    yield about | {"campaign": name} | extra

    def festivals(self) -> Iterator[Values]:
        """我们的节日."""
        for name, days in _FESTIVALS.items():
            for place, text in enumerate(days):
                day, themes = date.fromisoformat(text), self.words["festivals"][name]
                if FIRST <= day <= TODAY:
                    about = self.held(day, "节日活动", themes[place % len(themes)], (36, 120), "culture")
                    yield self.paid(about | {"campaign": name}, 400, 1500)

    def ahead(self) -> Iterator[Values]:
        """What is planned, one that should have taken place, and one that was called off."""
        plans = (
            ("2026-10-23", "电影放映", "周末电影：重阳专场", ""), ("2026-11-05", "健康知识讲座", "流感季防护", ""),
            ("2026-11-07", "消防宣传日", "消防宣传月主场活动", "消防日"), ("2026-11-13", "法治讲座", "《消防法》专题讲座", ""),
            ("2026-11-20", "应急演练", "居民楼消防疏散演练", "消防日"), ("2026-12-04", "法治集中宣传", "宪法宣传周进小区", "国家宪法日"),
        )  # fmt: skip
        for day, kind, theme, campaign in plans:
            about: Values = {"held_on": date.fromisoformat(day), "kind": kind, "theme": theme, "state": "计划中"}
            about |= {"lead": "文体专干", "place": "社区广场", "budget": Decimal(600)}
            yield about | ({"campaign": campaign} if campaign else {})
        off: Values = {"held_on": date(2026, 7, 18), "kind": "电影放映", "theme": "周末电影：露天场", "state": "取消"}
        yield off | {"place": "社区广场", "note": "暴雨预警，改期举办"}
