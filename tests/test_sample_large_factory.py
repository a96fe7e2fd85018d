"""What is true of the large factory's sample alone; `test_samples` holds for all of them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.samples import Sample, read


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read("large_factory")


def test_its_length_is_that_of_a_printed_summary(sample: Sample) -> None:
    assert 4000 <= len(re.sub(r"\s", "", sample.whole)) <= 6000


def test_what_is_announced_by_number_is_listed_in_that_number(sample: Sample) -> None:
    carriers = re.search(r"设(.*?)五大竞赛载体", sample.text["competition"])
    assert carriers
    assert len(re.split("[、，]", carriers[1])) == 5
    plan = sample.text["plan"]
    tasks, breakthroughs, brands = re.fullmatch(
        r"(.*)### 实现三个突破\n(.*)### 打造四个品牌\n(.*)", plan, re.DOTALL
    ).groups()  # type: ignore[union-attr]  # the pattern is what is tested
    assert re.findall(r"^### ", tasks, re.MULTILINE) == ["### "] * 4
    assert re.findall("[一二三四五]是", breakthroughs) == ["一是", "二是", "三是"]
    assert re.findall("[一二三四五]是", brands) == ["一是", "二是", "三是", "四是"]
    measures = [len(re.findall(r"^\d．", part, re.MULTILINE)) for part in tasks.split("### ")[1:]]
    assert measures == [4, 4, 3, 5]


def test_honours_and_the_indicators_quoted_in_the_text_agree(sample: Sample) -> None:
    honours = sample.portable.intake.ledgers["honour"].set_index("name")["count"]
    pairs = {
        "市“五一劳动奖章”": "五一劳动奖章",
        "市职工职业技能大赛优秀选手以上荣誉称号": "技能大赛获奖职工",
        "厂技术攻关优秀成果奖": "获奖攻关成果",
        "岗位创优团队": "岗位创优团队",
        "岗位创优能手": "岗位创优能手",
        "最佳哨长": "最佳哨长",
        "星级哨兵": "星级哨兵",
        "提案优秀组织单位": "提案优秀组织单位",
        "先进分支会": "先进分支会",
        "受表彰工会干部": "受表彰工会干部",
    }
    for honour, indicator in pairs.items():
        assert honours[honour] == sample.figures[f"指标.{indicator}"].value
    assert honours["最佳提案"] == sample.figures["提案.优秀"].value


def test_the_fund_ledger_adds_up_and_holds_the_welfare_amounts(sample: Sample) -> None:
    value = {key: figure.value for key, figure in sample.figures.items()}
    assert value["经费.结余"] == Decimal(86420) + Decimal(420000) - Decimal(409040)
    for account in ("互助保障", "会员活动支出"):
        spent = dict(sample.figures.series_of("慰问.按科目").points)[account]
        assert spent is not None
        assert value[f"经费.{account}.支出"] == spent.value
    accounts = [key.split(".")[1] for key in value if re.fullmatch(r"经费\..+\.预算", key)]
    assert len(accounts) == 11
    for account in accounts:
        assert Decimal(value[f"经费.{account}.支出"]) <= Decimal(value[f"经费.{account}.预算"])
