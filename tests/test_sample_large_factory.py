"""The sample of a large factory: its ledger and draft say every fact, and name no real place."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zongjie import catalogue, document, figures, portable, prose, schema
from zongjie.figures import Figures
from zongjie.portable import Portable

ROOT = Path(__file__).resolve().parent.parent
FACTS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "data" / "large_factory_facts.toml").read_text(encoding="utf-8")
)["facts"]

PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    "广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
CAPITALS = (
    "石家庄|太原|呼和浩特|沈阳|长春|哈尔滨|南京|杭州|合肥|福州|南昌|济南|郑州|武汉|长沙|广州|南宁|海口|"
    "成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐|台北"
)
NUMBERED_PLANT = r"[\d一二三四五六七八九十〇○零]{2,}厂"
RESTRICTED = "军品|军工|国防|涉密|航空|航天|兵器"


@dataclass(frozen=True)
class Sample:
    """The sample as it is read, with its figures and the finished text of each section."""

    portable: Portable
    figures: Figures
    text: dict[str, str]

    @property
    def whole(self) -> str:
        return "\n".join(self.text.values())


@pytest.fixture(scope="module")
def sample() -> Sample:
    read = portable.read(ROOT / "sample_data" / "large_factory")
    computed = figures.compute(read.intake.ledgers, read.draft.period)
    text = {
        section.id: prose.resolve(section.text, computed).text for section in read.draft.sections
    }
    return Sample(read, computed, text)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["name"])
def test_every_fact_is_stated_and_stands_in_the_ledger(
    sample: Sample, fact: dict[str, Any]
) -> None:
    text = sample.text[fact["section"]]
    assert not [words for words in fact["says"] if words not in text]
    for key, value in fact.get("figures", {}).items():
        assert prose.show(sample.figures[key]) == value


def test_the_ledger_is_read_without_anything_being_refused(sample: Sample) -> None:
    refused = [str(problem) for problem in sample.portable.intake.problems]
    assert all("金额”没有填" in problem for problem in refused), refused
    assert set(sample.portable.intake.ledgers) == set(schema.LEDGER_IDS)
    assert all(len(frame) for frame in sample.portable.intake.ledgers.values())


def test_the_finished_document_lacks_nothing(sample: Sample) -> None:
    nb = document.build(sample.portable.draft, sample.figures)
    assert document.missing(nb) == ()
    roles = [document.role_of(cell) for cell in nb.cells]
    assert roles.count("chart") >= 2
    assert roles.count("table") >= 1
    assert roles[0] == "title"
    assert roles[-1] == "signature"


def test_the_draft_has_the_sections_of_its_genre_in_order(sample: Sample) -> None:
    genre = catalogue.genre(sample.portable.draft.genre)
    made_from_profile = ("title", "signature")
    assert tuple(sample.text) == tuple(
        id_ for id_ in genre.sections if id_ not in made_from_profile
    )


def test_sections_keep_to_the_length_the_catalogue_suggests(sample: Sample) -> None:
    for id_, text in sample.text.items():
        least, most = catalogue.section(id_).words
        assert least <= len(re.sub(r"\s|!\[.*\)", "", text)) <= most, id_
    assert 4000 <= len(re.sub(r"\s", "", sample.whole)) <= 6000


def test_the_past_year_holds_no_number_that_is_not_bound(sample: Sample) -> None:
    """2011 and the two anniversaries are names; all other numbers come from the ledger."""
    for section in sample.portable.draft.sections:
        if section.id == "plan":
            continue
        bare = re.sub(r"\{\{.*?\}\}", "", section.text)
        assert set(re.findall(r"\d+", bare)) <= {"2011", "60", "90"}, section.id


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


@pytest.mark.parametrize("names", [PROVINCES, CAPITALS, NUMBERED_PLANT, RESTRICTED])
def test_nothing_tells_which_real_plant_it_was(sample: Sample, names: str) -> None:
    cells = [
        str(value)
        for frame in sample.portable.intake.ledgers.values()
        for column in frame
        for value in frame[column].dropna()
    ]
    draft = sample.portable.draft
    for text in (draft.unit, draft.author, sample.whole, *cells):
        assert not re.search(names, text)


def test_no_person_is_named_in_the_ledger(sample: Sample) -> None:
    for id_, frame in sample.portable.intake.ledgers.items():
        private = [column.id for column in schema.ledger(id_).columns if column.private]
        assert frame[private].isna().all(axis=None)
