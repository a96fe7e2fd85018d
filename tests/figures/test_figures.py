from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import make
from zongjie import schema
from zongjie.errors import FigureError
from zongjie.figures import SHORT, Figures, compute, shown
from zongjie.period import Period

YEAR = Period(2026)


def activity(**given_: object) -> dict[str, object]:
    row = {"date_start": "2026-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    return row | given_


def welfare(**given_: object) -> dict[str, object]:
    return {"date": "2026-01", "category": "送温暖", "beneficiary_kind": "困难职工"} | given_


def fund(**given_: object) -> dict[str, object]:
    row = {"date": "2026-05-06", "direction": "支出", "account": "文体活动支出", "summary": "用款"}
    return row | given_


def values(figures: Figures) -> dict[str, object]:
    return {key: figure.value for key, figure in figures.items()}


def test_nothing_recorded_means_no_figure_not_zero() -> None:
    assert dict(compute(make(), YEAR)) == {}
    figures = compute(make(activity=[activity()]), YEAR)
    assert "活动.支出" not in figures
    assert "活动.人次" not in figures
    assert figures["活动.次数"].value == 1


def test_a_figure_carries_unit_period_ledger_and_the_rows_behind_it() -> None:
    figures = compute(
        make(activity=[activity(), activity(category="培训"), activity(participants=30)]), YEAR
    )
    figure = figures["活动.文体活动.次数"]
    assert (figure.value, figure.unit, figure.ledger, figure.rows) == (2, "次", "activity", (1, 3))
    assert figure.period == YEAR
    assert figures["活动.人数"].rows == (3,)


def test_rows_keep_their_numbers_when_others_were_left_out() -> None:
    ledgers = make(
        activity=[activity(), activity(participants_text="百余人"), activity(participants=5)],
        fund=[
            fund(amount_yuan=Decimal(1)),
            fund(amount_yuan=Decimal(5), direction="收入", account="会费收入"),
            fund(amount_yuan=Decimal(3), budget_now=Decimal(4)),
        ],
    )
    ledgers = {id_: frame.iloc[1:] for id_, frame in ledgers.items()}
    figures = compute(ledgers, YEAR)
    assert figures["活动.次数"].rows == (2, 3)
    assert figures["活动.人数"].value == "5人，另有百余人"
    assert figures["活动.人数"].rows == (2, 3)
    assert figures["经费.结余"].rows == (2, 3)
    assert figures["经费.执行率"].rows == (3,)


def test_who_came_to_an_activity_came_once_and_person_times_are_no_persons() -> None:
    rows = [
        activity(participants=30),
        activity(participants=20, participant_times=60),
        activity(participant_times=10),
    ]
    figures = compute(make(activity=rows), YEAR)
    assert (figures["活动.人数"].value, figures["活动.人数"].rows) == (50, (1, 2))
    assert (figures["活动.人次"].value, figures["活动.人次"].rows) == (100, (1, 2, 3))
    assert "活动.人数" not in compute(make(activity=rows[2:]), YEAR)


def test_a_rough_number_of_persons_speaks_for_the_times_as_it_is_written() -> None:
    rows = [
        activity(participants=30),
        activity(participants_text="约80人"),
        activity(participants=5, participant_times_text="50余人次"),
    ]
    times = compute(make(activity=rows), YEAR)["活动.人次"]
    assert (times.value, times.exact) == ("30人次，另有约80人、50余人次", False)


def test_a_rough_number_beside_a_sum_has_a_counting_word_as_the_sum_has() -> None:
    rows = [activity(participants=30), activity(participants_text="约120")]
    figures = compute(make(activity=rows), YEAR)
    assert figures["活动.人数"].value == "30人，另有约120人"
    assert figures["活动.人次"].value == "30人次，另有约120人次"
    alone = compute(make(activity=rows[1:]), YEAR)["活动.人次"]
    assert alone.value == "约120"  # the sentence around it says 人次


def test_of_many_rough_numbers_a_sum_says_how_many_there_are() -> None:
    rough = [activity(participants_text=f"{n}余人") for n in (100, 200, 300, 400)]
    with_three = compute(make(activity=[activity(participants=30), *rough[:3]]), YEAR)
    three = with_three["活动.人数"]
    assert three.value == "30人，另有100余人、200余人、300余人"
    assert (three.known, three.beyond) == (30, "100余人、200余人、300余人")
    with_four = compute(make(activity=[activity(participants=30), *rough]), YEAR)
    assert with_four["活动.人数"].value == "30人，另有4个概数未计入"
    alone = compute(make(activity=rough), YEAR)["活动.人数"]
    assert alone.value == alone.beyond == "100余人、200余人、300余人等4个概数"
    assert alone.known is None
    assert alone.rows == (1, 2, 3, 4)


def test_a_sum_knows_how_many_rows_have_not_told_their_number() -> None:
    rows = [activity(participants=30), activity(), activity(category="公益"), activity(cost_yuan=5)]
    figures = compute(make(activity=rows), YEAR)
    assert figures["活动.次数"].blank == 0
    assert (figures["活动.人次"].blank, figures["活动.文体活动.人次"].blank) == (3, 2)
    assert (figures["活动.支出"].blank, figures["活动.文体活动.支出"].blank) == (3, 2)


def test_rows_outside_the_period_are_left_out() -> None:
    rows = [activity(), activity(date_start="2025-12"), activity(date_start="2026-Q3")]
    assert compute(make(activity=rows), YEAR)["活动.次数"].value == 2
    assert compute(make(activity=rows), Period(2026, 1))["活动.次数"].rows == (1,)


def test_what_is_no_union_work_counts_only_under_its_own_name() -> None:
    figures = compute(make(activity=[activity(), activity(category="行政代办")]), YEAR)
    assert figures["活动.次数"].value == 1
    assert figures["活动.行政代办.次数"].value == 1


def test_money_is_summed_as_decimals_to_the_fen() -> None:
    rows = [activity(cost_yuan=Decimal("0.10")), activity(cost_yuan=Decimal("0.20"))]
    value = compute(make(activity=rows), YEAR)["活动.支出"].value
    assert value == Decimal("0.30")
    assert isinstance(value, Decimal)


class TestWelfare:
    def test_donations_check_ups_and_other_peoples_money_are_in_no_total(self) -> None:
        rows = [
            welfare(amount_yuan=Decimal(1000)),
            welfare(category="职工捐款", amount_yuan=Decimal(2880)),
            welfare(category="体检", amount_yuan=Decimal(9000)),
            welfare(amount_yuan=Decimal(500), funding="行政经费"),
            welfare(amount_yuan=Decimal(70), funding="捐赠"),
            welfare(amount_yuan=Decimal(30), funding="会费"),
        ]
        figures = compute(make(welfare=rows), YEAR)
        assert figures["慰问.金额"].value == Decimal(1030)
        assert figures["慰问.送温暖.金额"].rows == (1, 6)
        assert figures["慰问.职工捐款.金额"].value == Decimal(2880)
        assert figures["慰问.体检.金额"].value == Decimal(9000)

    def test_a_vague_amount_stays_as_written(self) -> None:
        figures = compute(make(welfare=[welfare(amount_yuan_text="10万余元")]), YEAR)
        figure = figures["慰问.送温暖.金额"]
        assert (figure.value, figure.exact, figure.unit) == ("10万余元", False, "元")

    def test_a_vague_amount_is_never_summed_with_exact_ones(self) -> None:
        rows = [welfare(amount_yuan=Decimal(22500)), welfare(amount_yuan_text="10万余元")]
        figure = compute(make(welfare=rows), YEAR)["慰问.金额"]
        assert figure.value == "22500元，另有10万余元"
        assert not figure.exact
        assert figure.rows == (1, 2)

    def test_per_head_uses_only_rows_with_both_and_goes_to_the_fen(self) -> None:
        rows = [
            welfare(persons=3, amount_yuan=Decimal(1000)),
            welfare(amount_yuan=Decimal(5000)),
            welfare(persons=7),
        ]
        figure = compute(make(welfare=rows), YEAR)["慰问.送温暖.人均"]
        assert figure.value == Decimal("333.33")
        assert figure.rows == (1,)

    def test_spending_by_account_falls_back_on_the_usual_account(self) -> None:
        rows = [
            welfare(amount_yuan=Decimal(10)),
            welfare(amount_yuan=Decimal(5), account="其他活动支出"),
            welfare(category="婚丧慰问", amount_yuan=Decimal(1)),
        ]
        series = compute(make(welfare=rows), YEAR).series_of("慰问.按科目")
        assert {label: figure and figure.value for label, figure in series.points} == {
            "送温暖费": Decimal(10),
            "其他活动支出": Decimal(5),
            "未列科目": Decimal(1),
        }


def test_proposals_add_up_over_sessions() -> None:
    rows = [
        {"period": "三届一次", "collected": 108, "best": 9},
        {"period": "三届二次", "collected": 33, "filed": 9},
    ]
    assert values(compute(make(proposal=rows), YEAR)) == {
        "提案.征集": 141,
        "提案.立案": 9,
        "提案.优秀": 9,
    }


def test_honours_are_counted_by_number_and_level() -> None:
    rows: list[dict[str, object]] = [
        {"name": "优秀成果奖", "level": "公司级", "count": 17},
        {"name": "五一劳动奖章", "level": "市级", "count": 2, "date": "2026-04"},
        {"name": "优秀作品奖"},
    ]
    figures = compute(make(honour=rows), YEAR)
    assert figures["荣誉.数量"].value == 19
    assert figures["荣誉.公司级.数量"].value == 17
    assert figures["荣誉.市级.数量"].rows == (2,)


def test_meetings_are_counted_by_kind() -> None:
    rows = [{"date": "2026-01", "kind": "职代会"}, {"date": "2026-02", "kind": "培训会"}]
    figures = compute(make(meeting=rows), YEAR)
    assert figures["会议.次数"].value == 2
    assert figures["会议.职代会.次数"].value == 1


class TestFund:
    rows = (
        fund(direction="收入", account="上年结余", amount_yuan=Decimal(100)),
        fund(direction="收入", account="会费收入", amount_yuan=Decimal(1000)),
        fund(amount_yuan=Decimal("300.50"), budget_now=Decimal(400)),
        fund(amount_yuan=Decimal("50.00"), budget_now=Decimal(400)),
        fund(account="送温暖费", amount_yuan=Decimal(200), budget_now=Decimal(600)),
    )

    def test_the_balance_is_opening_plus_income_less_expense(self) -> None:
        figures = compute(make(fund=self.rows), YEAR)
        assert figures["经费.收入"].value == Decimal(1000)
        assert figures["经费.支出"].value == Decimal("550.50")
        assert figures["经费.上年结余"].value == Decimal(100)
        assert figures["经费.结余"].value == Decimal("549.50")
        assert figures["经费.结余"].rows == (1, 2, 3, 4, 5)

    def test_without_income_there_is_no_balance(self) -> None:
        assert "经费.结余" not in compute(make(fund=self.rows[2:]), YEAR)

    def test_a_budget_repeated_on_each_row_counts_once(self) -> None:
        figures = compute(make(fund=self.rows), YEAR)
        assert figures["经费.文体活动支出.预算"].value == Decimal(400)
        assert figures["经费.文体活动支出.执行率"].value == Decimal("87.6")
        assert figures["经费.文体活动支出.执行率"].unit == "%"
        assert figures["经费.预算"].value == Decimal(1000)
        assert figures["经费.执行率"].value == Decimal("55.1")

    def test_two_different_budgets_for_one_account_are_no_budget(self) -> None:
        rows = [*self.rows, fund(amount_yuan=Decimal(1), budget_now=Decimal(401))]
        figures = compute(make(fund=rows), YEAR)
        assert "经费.文体活动支出.预算" not in figures
        assert "经费.文体活动支出.执行率" not in figures
        assert "经费.预算" not in figures

    def test_a_budget_of_nothing_has_no_rate(self) -> None:
        rows = [fund(amount_yuan=Decimal(1), budget_now=Decimal(0))]
        assert "经费.文体活动支出.执行率" not in compute(make(fund=rows), YEAR)


class TestIndicators:
    def test_they_keep_their_own_unit_and_last_years_value(self) -> None:
        row = {"key": "会员人数", "value": Decimal(3120), "value_last": Decimal(3000), "unit": "人"}
        figures = compute(make(indicator=[row]), YEAR)
        assert (figures["指标.会员人数"].value, figures["指标.会员人数"].unit) == (3120, "人")
        assert figures["指标.会员人数.上年"].value == 3000

    def test_a_name_with_a_dot_stays_one_segment(self) -> None:
        rows = [{"key": "安康杯.参赛", "value": Decimal("1.5"), "unit": "万人"}]
        assert values(compute(make(indicator=rows), YEAR)) == {"指标.安康杯·参赛": Decimal("1.5")}

    def test_two_different_values_for_one_name_are_nobodys_figure(self) -> None:
        rows = [
            {"key": "会员人数", "value": Decimal(1), "unit": "人"},
            {"key": "会员人数", "value": Decimal(2), "unit": "人"},
        ]
        assert not compute(make(indicator=rows), YEAR)

    def test_a_vague_one_reads_as_written(self) -> None:
        rows = [{"key": "办实事", "value_text": "230余件", "unit": "件"}]
        assert shown(compute(make(indicator=rows), YEAR)["指标.办实事"]) == "230余件"


class TestSeries:
    def test_months_hold_their_own_and_the_rest_stands_apart(self) -> None:
        rows = [activity(), activity(date_start="2026-Q2"), activity(date_start="2026")]
        points = dict(compute(make(activity=rows), YEAR).series_of("活动.按月").points)
        march, undated = points["3月"], points["未分月"]
        assert march is not None
        assert undated is not None
        assert (march.value, undated.value) == (1, 2)
        assert points["4月"] is None

    def test_a_half_year_has_six_months(self) -> None:
        series = compute(make(activity=[activity()]), Period(2026, 1)).series_of("活动.按月")
        assert [label for label, _ in series.points] == [f"{month}月" for month in range(1, 7)]

    def test_every_short_name_leads_to_a_series(self) -> None:
        figures = compute(
            make(
                activity=[activity(cost_yuan=Decimal(1))],
                welfare=[welfare(amount_yuan=Decimal(1))],
                honour=[{"name": "奖", "level": "市级", "count": 1}],
                meeting=[{"date": "2026-01", "kind": "职代会"}],
                fund=[fund(amount_yuan=Decimal(1))],
            ),
            YEAR,
        )
        for name in SHORT:
            assert figures.series_of(name).points

    def test_an_unknown_series_is_refused_with_the_closest(self) -> None:
        figures = compute(make(activity=[activity()]), YEAR)
        with pytest.raises(FigureError, match=r"活动·按月"):
            figures.series_of("活动.每月")

    @given(st.data())
    def test_every_series_adds_up_to_its_total(self, data: st.DataObject) -> None:
        categories = [choice.label for choice in schema.choices("welfare_category")]
        dates = ["2026-01-05", "2026-02", "2026-Q3", "2026", "2025-07"]
        rows = data.draw(
            st.lists(
                st.builds(
                    welfare,
                    category=st.sampled_from(categories),
                    date=st.sampled_from(dates),
                    amount_yuan=st.decimals(0, 99999, places=2),
                    funding=st.sampled_from(["工会经费", "行政经费", None]),
                ),
                max_size=25,
            )
        )
        figures = compute(make(welfare=rows), YEAR)
        for key in ("慰问.金额.按月", "慰问.金额.按类别", "慰问.金额.按科目"):
            if key not in figures.series:
                assert "慰问.金额" not in figures
                continue
            points = [figure for _, figure in figures.series[key].points if figure]
            total = figures["慰问.金额"]
            assert sum(point.value for point in points) == total.value  # type: ignore[misc]
            assert sorted(row for point in points for row in point.rows) == list(total.rows)


def test_the_nearest_keys_come_best_first() -> None:
    figures = compute(make(welfare=[welfare(amount_yuan=Decimal(1), person_times=2)]), YEAR)
    assert figures.nearest("慰问.送温暖.金 额")[0] == "慰问.送温暖.金额"
    assert figures.nearest("xyz") == ()


def test_who_is_given_something_is_visited_once_and_who_is_insured_never() -> None:
    rows = [
        welfare(category="住院慰问", persons=3),
        welfare(category="住院慰问", persons=2, person_times=5),
        welfare(category="互助保障", persons=700),
        welfare(category="互助保障", person_times=4),
    ]
    figures = compute(make(welfare=rows), YEAR)
    assert (figures["慰问.住院慰问.人次"].value, figures["慰问.住院慰问.人次"].rows) == (8, (1, 2))
    assert (figures["慰问.互助保障.人次"].value, figures["慰问.互助保障.人次"].rows) == (4, (4,))
    assert figures["慰问.人次"].value == 12
    assert "慰问.人次" not in compute(make(welfare=rows[2:3]), YEAR)
