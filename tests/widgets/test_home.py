from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.home import HomeView, home
from zongjie import catalogue, ledger, portable
from zongjie.draft import Draft, Section
from zongjie.store import Store, history
from zongjie.store.values import Event

PROFILE = {"genre": "large_factory", "unit": "某某厂工会", "year": "2026年", "author": "某某"}
ACTIVITY = {"category": "文体活动", "name": "比赛", "organiser": "本会"}


@pytest.fixture
def view(store: Store) -> HomeView:
    return HomeView(store)


@pytest.fixture
def ask(view: HomeView, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(view, monkeypatch)


def workbook(year: int, rows: int = 3) -> bytes:
    target = io.BytesIO()
    dates = [{"date_start": f"{year}-03-0{day}", **ACTIVITY} for day in range(1, rows + 1)]
    ledger.write_xlsx(make(activity=dates), target)
    return target.getvalue()


def test_the_first_page_offers_the_genres_that_have_a_notebook(view: HomeView) -> None:
    offered = [genre["id"] for genre in view.props["genres"]]
    assert offered == list(catalogue.genres())
    assert offered[0] == "large_factory", "the most usual first"
    assert view.props["list"]["drafts"] == []


@pytest.mark.usefixtures("in_voila")
def test_a_summary_is_begun_from_an_excel_file(ask: Asker, store: Store) -> None:
    ask.upload(workbook(2026), "台账.xlsx")
    opened = ask("create", **PROFILE, ledgers=True)
    (entry,) = store.entries()
    assert opened["link"] == f"/voila/render/large_factory.ipynb?draft={entry.id}"
    assert opened["notebook"] == "large_factory.ipynb"
    assert opened["code"] == f'book = Workbook("large_factory", draft="{entry.id}")'
    kept = store.load(entry.id)
    assert (kept.draft.unit, kept.draft.year, kept.draft.author) == ("某某厂工会", 2026, "某某")
    assert "title" not in {section.id for section in kept.draft.sections}
    assert len(kept.ledgers["activity"]) == 3
    told = [one.words for one in history.of_draft(store, entry.id) if isinstance(one, Event)]
    assert "ledger:activity 3 台账.xlsx" in told


def test_a_half_year_is_begun_as_one(ask: Asker, store: Store) -> None:
    ask("create", **{**PROFILE, "genre": "half_year"}, ledgers=False)
    (entry,) = store.entries()
    assert entry.half == 1
    assert entry.title == "某某厂工会2026年上半年工作总结"
    titles = {section.id: section.title for section in store.load(entry.id).draft.sections}
    assert titles["plan"] == "下半年工作打算", "as its genre words it"


def test_the_year_is_read_off_the_ledgers_dates(ask: Asker) -> None:
    ask.upload(workbook(2011), "台账.xlsx")
    assert ask.report["year"] == 2011
    assert ask.report["problems"] == []
    assert "2011" in ask.report["verb"]


TABLE = "日期,类别,名称,主办单位\n{}"
MONTHS = "".join(f"{month}月8日,女职工,健步走,本会\n" for month in range(1, 9))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (TABLE.format(MONTHS), 2026),
        (TABLE.format(MONTHS + "2025-03-08,女职工,健步走,本会\n"), 2025),
        ("某某厂工会2025年活动台账\n" + TABLE.format(MONTHS), 2025),
        ("某某厂工会2025年活动台账\n" + TABLE.format("2024-03-08,女职工,健步走,本会\n"), 2026),
    ],
)
def test_dates_without_a_year_do_not_vote_for_the_year(ask: Asker, text: str, year: int) -> None:
    ask.upload(text.encode(), "活动台账.csv")
    assert ask.report["year"] == year


def test_the_same_file_is_read_again_for_another_year(ask: Asker, store: Store) -> None:
    ask.upload(TABLE.format(MONTHS).encode(), "活动台账.csv")
    again = ask("again", year="2025")
    assert again["year"] == 2025
    assert "2025" in again["verb"]
    ask("create", **{**PROFILE, "year": "2025"}, ledgers=True)
    (entry,) = store.entries()
    dates = store.load(entry.id).ledgers["activity"]["date_start"]
    assert {date[:4] for date in dates} == {"2025"}


def test_what_was_agreed_to_is_in_the_summary_that_is_made(ask: Asker, store: Store) -> None:
    ask.upload("日期,类别,金额\n2026-05-01,困难邦扶,30\n".encode(), "慰问台账.csv")
    ask("mend", year="2026", agreed=ask.report["guesses"])
    ask("again", year="2025")
    ask("create", **PROFILE, ledgers=True)
    (entry,) = store.entries()
    assert store.load(entry.id).ledgers["welfare"]["category"].tolist() == ["困难帮扶"]


def rows(*names: str) -> bytes:
    target = io.BytesIO()
    days = [{"date_start": "2026-03-08", **ACTIVITY, "name": name} for name in names]
    ledger.write_xlsx(make(activity=days), target)
    return target.getvalue()


def test_a_summary_is_begun_from_several_files_each_looked_over(ask: Asker, store: Store) -> None:
    for name, data in (("一.xlsx", rows("歌会", "棋赛")), ("二.xlsx", rows("棋赛", "读书会"))):
        ask.upload(data, name, several=True)
        assert ask.report["verb"] == "记下这些行"
        kept = ask("keep")["kept"]
    assert kept == ["一.xlsx", "二.xlsx"]
    ask.upload(rows("不要的"), "三.xlsx", several=True)  # looked over, and left
    ask("create", **PROFILE, ledgers=True)
    (entry,) = store.entries()
    names = store.load(entry.id).ledgers["activity"]["name"].tolist()
    assert names == ["歌会", "棋赛", "读书会"], "a row that both have is one"
    told = [one.words for one in history.of_draft(store, entry.id) if isinstance(one, Event)]
    assert "ledger:activity 4 一.xlsx、二.xlsx" in told


def test_a_later_file_does_not_change_the_year(ask: Asker) -> None:
    ask.upload(workbook(2011), "一.xlsx", year="2026", several=True)
    assert ask.report["year"] == 2011
    ask("keep")
    ask.upload(workbook(2012), "二.xlsx", year="2011", several=True)
    assert ask.report["year"] == 2011


def test_files_that_were_kept_can_be_let_go_of(ask: Asker, store: Store) -> None:
    ask.upload(workbook(2026), "一.xlsx", several=True)
    ask("keep")
    ask("empty")
    with pytest.raises(Refused, match="已经不在了"):
        ask("keep")
    ask("create", **PROFILE, ledgers=True)
    (entry,) = store.entries()
    assert store.load(entry.id).ledgers["activity"].empty


def test_without_a_file_there_is_nothing_to_read_again(ask: Asker) -> None:
    with pytest.raises(Refused, match="重新选择文件"):
        ask("again", year="2025")


def test_without_a_file_the_ledgers_are_empty(ask: Asker, store: Store) -> None:
    ask("create", **PROFILE, ledgers=False)
    (entry,) = store.entries()
    assert all(frame.empty for frame in store.load(entry.id).ledgers.values())


def test_a_summary_needs_a_unit(ask: Asker, store: Store) -> None:
    answer = ask("create", **{**PROFILE, "unit": "  ", "year": "今年"}, ledgers=False)
    assert answer["wrong"] == {
        "unit": "单位全称不能空着。请写盖章用的全称。",
        "year": "年度“今年”不对。请写四位数的年份，如 2026。",
    }
    assert store.entries() == ()


def test_a_portable_draft_becomes_one_of_ones_own(ask: Asker, store: Store) -> None:
    draft = Draft(
        "large_factory", "某某厂工会", 2026, sections=(Section("fund", "财务与经审", "略"),)
    )
    target = io.BytesIO()
    portable.write(draft, make(), target)
    ask("part", target.getvalue(), key=1, start=0)
    ask("open", key=1, name="草稿.zip")
    (entry,) = store.entries()
    assert store.load(entry.id).draft == draft


def test_a_portable_draft_of_an_unknown_genre_is_refused(ask: Asker, store: Store) -> None:
    target = io.BytesIO()
    portable.write(Draft("village", "某某村工会", 2026), make(), target)
    ask("part", target.getvalue(), key=1, start=0)
    with pytest.raises(Refused, match=r"village.*把 village\.toml 和 village\.ipynb 放进"):
        ask("open", key=1, name="草稿.zip")
    assert store.entries() == ()


def test_home_is_one_call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    view = home()
    assert view.store.engine.url.database == str(tmp_path / "zongjie.db")
    view.store.close()


def test_rows_that_cannot_be_counted_yet_come_along(ask: Asker, store: Store) -> None:
    text = TABLE.format(MONTHS + "某天,女职工,插花,本会\n")
    ask.upload(text.encode(), "活动台账.csv")
    assert ask.report["rows"] == 9
    ask("create", **PROFILE, ledgers=True)
    (entry,) = store.entries()
    kept = store.load(entry.id).ledgers["activity"]
    assert kept["name"].tolist()[-1] == "插花"
    assert kept["note"].tolist()[-1] == "开始日期原写“某天”"
