from __future__ import annotations

import asyncio
import logging
import re
import threading
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.widgets.asking import Asker, Refused, question
from widgets.detail import Detail
from widgets.finish import ExportView, ReviewView
from widgets.ledger import LedgerView
from widgets.numbers import Numbers
from widgets.preview import PreviewView
from widgets.profile import ProfileView
from widgets.progress import ProgressView
from widgets.section import SectionView
from widgets.state import State
from widgets.view import ESM, NOT_DONE
from widgets.workbook import Workbook
from zongjie import ledger
from zongjie.draft import Section
from zongjie.store import Store


def section(state: State, id_: str = "welfare") -> SectionView:
    guide = state.spec(id_)
    place = Section(id_, guide.title)
    state.place(place)
    return SectionView(state, place, guide, Numbers(state))


def _item(view: ProgressView, step: str) -> dict[str, str]:
    """A step as the list on the left has it."""
    view.refresh()
    groups = view.props["groups"]
    return next(item for group in groups for item in group["items"] if item["step"] == step)


def finished(view: SectionView | ProfileView) -> str:
    """The section or title as a document has it."""
    data, _ = view._repr_mimebundle_()
    return str(data["text/markdown"])


class TestSection:
    def test_text_is_kept_and_reads_with_its_numbers(
        self, state: State, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = section(state)
        Asker(view, monkeypatch)("write", text="走访{{慰问.送温暖.人次}}人次。")
        assert "走访278人次。" in finished(view)
        assert view.props["text"] == "走访{{慰问.送温暖.人次}}人次。"
        kept = store.load(state.id).draft.section("welfare")
        assert kept is not None
        assert kept.text == "走访{{慰问.送温暖.人次}}人次。"

    def test_charts_of_what_the_section_tells_of_are_offered_first(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = section(state, "culture")
        offers = Asker(view, monkeypatch)("charts")
        refs = [chart["ref"].partition(".") for chart in offers["charts"]]
        own, more = refs[: offers["own"]], refs[offers["own"] :]
        assert own == [("活动", ".", "文体活动.次数.按月")]
        near = [ledger in {"活动", "慰问", "经费"} for ledger, _, _ in more]
        assert near[0]
        assert near == sorted(near, reverse=True)
        assert not near[-1]

    def test_a_changed_ledger_changes_the_sentence(self, state: State) -> None:
        view = section(state)
        state.write("welfare", "走访{{慰问.送温暖.人次}}人次。")
        frame = state.ledgers["welfare"].copy()
        frame.at[1, "person_times"] = 300
        state.put_ledgers({"welfare": frame})
        assert "走访300人次。" in finished(view)

    def test_a_number_nobody_recorded_is_marked_and_named(self, state: State) -> None:
        view = section(state)
        state.write("welfare", "走访{{慰问.送温.人次}}人次。")
        assert "【缺：慰问·送温·人次】" in finished(view)
        assert view.props["state"] == "block"
        assert any("慰问·送温暖·人次" in found["message"] for found in view.props["findings"])

    def test_only_sentences_whose_numbers_exist_are_offered(self, state: State) -> None:
        view = section(state)
        assert view.props["suggestions"]
        state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:0]})
        assert view.props["suggestions"] == []

    def test_what_readers_look_for_comes_first_in_what_to_look_over(self, state: State) -> None:
        assert section(state).props["checks"][0] == "写到了：人次、金额"
        assert section(state, "honours").props["checks"][0] == "荣誉写全称", "nothing is required"

    def test_the_numbers_at_hand_are_those_that_exist(self, state: State) -> None:
        view = section(state)
        assert view.props["figures"]
        assert set(view.props["figures"]) <= set(state.figures)
        state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:0]})
        assert not any(key.startswith("慰问") for key in view.props["figures"])

    def test_the_figures_are_not_sent_again_for_each_section(self, state: State) -> None:
        numbers = Numbers(state)
        place = Section("welfare", "帮扶")
        view = SectionView(state, place, state.spec("welfare"), numbers)
        assert view.numbers == numbers.model_id

    def test_a_number_unlike_the_ledgers_counts_until_it_is_kept(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = section(state)
        review, progress = ReviewView(state), ProgressView(state)
        more = "写得够长。" * 40
        state.write("welfare", f"送温暖走访慰问280人次。\n𠮷日送温暖走访慰问290人次。\n{more}")
        first, second = view.props["hints"]
        assert (first["kind"], first["from"], first["to"]) == ("differs", 7, 10)
        assert (second["from"], second["to"]) == (24, 27)  # as a browser counts
        assert first["fixes"] == [{"key": "慰问.送温暖.人次", "token": "{{慰问.送温暖.人次}}"}]
        assert view.props["findings"] == []
        assert (view.props["state"], view.props["status"]) == ("look", "有 2 处和台账对不上")
        remarks = [one for one in review.props["findings"] if one["step"] == "welfare"]
        assert [one["span"] for one in remarks] == [(7, 10), (24, 27)]
        assert "为 278人次，这里写了 280人次" in remarks[0]["message"]
        assert _item(progress, "welfare")["note"] == "2 处对不上"
        ask = Asker(view, monkeypatch)
        ask("keep", id=first["id"], kept=True)
        assert [hint["kept"] for hint in view.props["hints"]] == [True, False]
        assert view.props["status"] == "有 1 处和台账对不上"
        ask("keep", id=second["id"], kept=True)
        assert view.props["status"] == "写好了"
        assert _item(progress, "welfare")["note"] == ""
        ask("keep", id=first["id"], kept=False)
        assert view.props["status"] == "有 1 处和台账对不上"

    def test_spending_offers_the_largest_accounts_first(self, state: State) -> None:
        first = section(state, "fund").props["suggestions"][0][0]
        assert first["text"].startswith("支出中，较多的是")
        assert "{{经费.送温暖费.支出|万元}}" in first["text"]

    def test_the_preface_is_written_when_the_others_are(self, state: State) -> None:
        section(state, "overview")
        section(state, "welfare")
        state.write("overview", "")
        state.write("welfare", "")
        assert ProgressView(state).props["next"] == {
            "step": "welfare",
            "say": "写“帮扶送温暖与普惠服务”",
        }
        state.write("welfare", "慰问" * 100 + "30人次。")
        assert ProgressView(state).props["next"] == {"step": "overview", "say": "写“前言”"}

    def test_after_the_first_ledger_the_next_is_named_and_what_can_be_written_from_it(
        self, store: Store
    ) -> None:
        book = Workbook("township", store=store)
        for id_ in ("activity", "welfare", "indicator"):
            book.ledger(id_)
        for id_ in ("overview", "organizing", "culture"):
            book.section(id_)
        state, progress = book.state, book.progress()
        state.put_ledgers(ledger.empty_all())
        for id_ in ("overview", "organizing", "culture"):
            state.write(id_, "")
        assert progress.props["next"] == {"step": "ledger-activity", "say": "填活动台账"}
        cup = {"date_start": "2025-05", "category": "文体活动", "name": "拔河"}
        state.put_ledgers({"activity": ledger.frame("activity", [cup])})
        write = {"step": "culture", "say": f"写“{state.title('culture')}”"}
        assert progress.props["next"] == {
            "step": "ledger-welfare",
            "say": "填慰问台账",
            "or": write,
        }
        state.write("organizing", "新建工会3家。")
        assert progress.props["next"] == write

    def test_a_few_words_are_not_a_section_until_the_officer_says_so(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, progress = section(state), ProgressView(state)
        state.write("welfare", "全年走访慰问{{慰问.人次}}人次。")
        assert (view.props["state"], view.props["status"]) == ("short", "写了一些")
        assert view.props["lacking"] == "还短，写了 10 字，建议 200–600 字。"
        assert view.props["findings"] == []
        assert _item(progress, "welfare")["state"] == "short"
        assert progress.props["next"]["say"] != "看预览，再导出"
        ask = Asker(view, monkeypatch)
        ask("keep", id=view.props["suffices"], kept=True)
        assert (view.props["status"], view.props["enough"]) == ("写好了", True)
        assert _item(progress, "welfare")["state"] == "done"
        state.open(state.id)
        assert view.props["status"] == "写好了"
        ask("keep", id=view.props["suffices"], kept=False)
        assert view.props["status"] == "写了一些"
        ask("keep", id=view.props["suffices"], kept=True)
        ask("write", text="")
        ask("write", text="重新写。")
        assert (view.props["status"], view.props["enough"]) == ("写了一些", False)

    def test_a_cell_says_how_long_its_section_is_to_be(self, store: Store) -> None:
        book = Workbook("large_factory", store=store)
        view = book.section("volunteer", title="志愿服务", words=(20, 90))
        book.state.write("volunteer", "去过一次。")
        assert view.props["status"] == "写了一些"
        view = book.section("volunteer", title="志愿服务", words=(5, 90))
        assert view.props["status"] == "写好了"

    def test_a_number_left_as_typed_is_left_in_the_draft_that_is_opened_again(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, other = section(state), section(state, "overview")
        state.write("welfare", "送温暖走访慰问280人次。")
        state.write("overview", "送温暖走访慰问280人次。")
        Asker(view, monkeypatch)("keep", id="慰问.送温暖.人次=280人次", kept=True)
        state.open(state.id)
        assert [hint["kept"] for hint in view.props["hints"]] == [True]
        assert [hint["kept"] for hint in other.props["hints"]] == [False]
        kept = Workbook("large_factory", state.id, store=state.keeping.store).state.document
        (welfare,) = (one for one in kept.sections if one.id == "welfare")
        assert welfare.kept == {"慰问.送温暖.人次=280人次"}

    def test_a_changed_ledger_is_held_against_what_was_typed(self, state: State) -> None:
        view = section(state)
        state.write("welfare", "婚丧慰问59人次。")
        assert [hint["kind"] for hint in view.props["hints"]] == ["same"]
        frame = state.ledgers["welfare"].copy()
        frame.at[5, "person_times"] = 60
        state.put_ledgers({"welfare": frame})
        assert [hint["kind"] for hint in view.props["hints"]] == ["differs"]

    def test_a_figure_leads_to_its_ledger_rows(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = Asker(section(state), monkeypatch)("rows", key="慰问.送温暖.人次")
        assert found["step"] == "ledger-welfare"
        assert found["rows"] == (1,)
        assert found["say"].startswith("慰问台账的这 1 行合成了“慰问·送温暖·人次”")

    def test_a_figure_that_is_gone_is_said_to_be(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(Refused, match="已经没有这个数字"):
            Asker(section(state), monkeypatch)("rows", key="慰问.没有.人次")

    def test_a_signature_without_a_date_is_not_called_done(self, state: State) -> None:
        view = section(state, "signature")
        state.write("signature", "")
        assert (view.props["state"], view.props["status"]) == ("done", "自动生成")
        state.fill(replace(state.draft, date=""))
        assert (view.props["state"], view.props["status"]) == ("look", "要看日期")
        (told,) = view.props["findings"]
        assert "单位和年度" in told["message"]
        state.write("signature", "某某厂工会")
        assert (view.props["state"], view.props["status"]) == ("look", "有要看的")
        said = [one for one in ReviewView(state).props["findings"] if one["place"] == "落款"]
        assert [one["message"] for one in said] == ["落款里没有成文日期。请补上。"]
        state.write("signature", "某某厂工会\n2012年1月5日")
        assert view.props["findings"] == []

    def test_an_empty_signature_says_what_will_stand_there(self, state: State) -> None:
        view = section(state, "signature")
        state.write("signature", "")
        assert state.draft.unit in view.props["automatic"]
        state.write("signature", "某某厂工会")
        assert view.props["automatic"] == ""

    def test_its_output_is_form_and_document_at_once(self, state: State) -> None:
        view = section(state)
        data, metadata = view._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in data
        assert "278人次" in data["text/markdown"]
        assert metadata["zongjie"]["section"] == "welfare"


class TestPlan:
    def test_each_problem_without_a_measure_is_told_and_has_a_sentence_ready(
        self, state: State
    ) -> None:
        view = section(state, "plan")
        assert view.props["findings"] == []
        before = len(view.props["suggestions"])
        state.write("problems", "一是提案答复慢。二是台账记得晚。")
        state.write("plan", "1．改进提案答复慢的问题，由委员每月通报。")
        assert [finding["message"] for finding in view.props["findings"]] == [
            "“台账记得晚”还没有对应的办法。请写一条：做什么、什么时候做完、谁来负责。"
        ]
        first = view.props["suggestions"][0][0]["text"]
        assert first.startswith("解决“台账记得晚”的问题：【做什么")
        assert len(view.props["suggestions"]) == before + 1
        state.write("plan", state.text("plan") + "\n\n2．" + first)
        assert {finding["severity"] for finding in view.props["findings"]} == {"look"}
        assert not any("对应" in finding["message"] for finding in view.props["findings"])
        assert len(view.props["suggestions"]) == before

    def test_what_a_plan_leaves_open_may_stay_so_and_be_told_again(self, state: State) -> None:
        view, review = section(state, "plan"), ReviewView(state)
        state.write("problems", "一是提案答复慢，原因是没有人牵头。")
        state.write("plan", "1．多办活动，每月由文体委员办一次。")
        (told,) = view.props["findings"]
        assert "“提案答复慢”还没有" in told["message"]
        view.on_keep(Detail({"id": told["id"], "kept": True}))
        assert (view.props["findings"], view.props["kept"]) == ([], [told])
        assert view.props["suggestions"][0][0]["text"].startswith("解决【哪个】")
        assert not any("提案答复慢" in one["message"] for one in review.props["findings"])
        view.on_keep(Detail({"id": told["id"], "kept": False}))
        assert (view.props["findings"], view.props["kept"]) == ([told], [])

    def test_a_text_with_nothing_done_is_kindly_called_a_plan(self, store: Store) -> None:
        asked = State("school_plan", store)
        section(asked, "ideology")
        review = ReviewView(asked)
        (said,) = [line for line in review.props["findings"] if line["place"] == "全文"]
        assert said["message"].startswith("标题和正文都是计划。要交总结，")
        assert (said["step"], said["severity"]) == ("title", "note")
        asked.write("title", "某某学校工会2010年工作总结")
        (said,) = [line for line in review.props["findings"] if line["place"] == "全文"]
        assert said["message"].startswith("写的都是打算")
        assert said["severity"] == "look"
        asked.write("ideology", "3月8日，举办师德学习会，全体教职工参加。")
        assert not [line for line in review.props["findings"] if line["place"] == "全文"]


class TestProfile:
    def test_a_title_of_its_own_goes_before_the_usual_one(
        self, state: State, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = ProfileView(state)
        ask = Asker(view, monkeypatch)
        usual = view.props["title"]
        ask("fill", name="title", value=" 职工扑克大赛 活动总结 ")
        assert view.props["title"] == "职工扑克大赛 活动总结"
        assert store.load(state.id).draft.title == "职工扑克大赛 活动总结"
        assert finished(view) == "职工扑克大赛 活动总结"
        ask("fill", name="title", value="")
        assert view.props["title"] == finished(view) == usual

    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("unit", " 某某  厂工会 ", "某某 厂工会"),
            ("year", "2012年", 2012),
            ("half", "1", 1),
            ("half", "", None),
            ("author", "某某", "某某"),
            ("date", "2012年1月5日", "2012-01-05"),
            ("date", "1月5日", "2012-01-05"),
            ("date", "", ""),
        ],
    )
    def test_fields_are_taken_as_typed(
        self,
        state: State,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
        expected: object,
    ) -> None:
        Asker(ProfileView(state), monkeypatch)("fill", name=name, value=value)
        assert getattr(state.draft, name) == expected

    @pytest.mark.parametrize(
        ("name", "value", "says"),
        [
            ("unit", "  ", "不能空着"),
            ("year", "去年", "四位数"),
            ("year", "1234", "四位数"),
            ("date", "明年", "2012年1月5日"),
            ("date", "2012年1月", "2012年1月5日"),
            ("colour", "红", "没有“colour”"),
        ],
    )
    def test_what_cannot_be_a_field_is_refused_with_its_cure(
        self, state: State, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
    ) -> None:
        before = state.draft
        with pytest.raises(Refused, match=says):
            Asker(ProfileView(state), monkeypatch)("fill", name=name, value=value)
        assert state.draft == before


class TestFinish:
    @pytest.mark.parametrize(
        ("to", "beginning"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!"), ("zip", b"PK")]
    )
    def test_each_file_is_made_and_named(
        self, state: State, monkeypatch: pytest.MonkeyPatch, to: str, beginning: bytes
    ) -> None:
        ask = Asker(ExportView(state), monkeypatch)
        reply = ask.whole("export", to=to, theme="gongwen", allow_missing=False)
        assert reply.result["name"] == f"某某机械厂工会2011年度工作总结.{to}"
        assert reply.buffers[0].lstrip().startswith(beginning)

    def test_gaps_stop_an_export_until_they_are_allowed(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        section(state)
        state.write("welfare", "{{慰问.住院慰问.人次}}人次")
        view = ExportView(state)
        assert view.props["missing"] == ["慰问·住院慰问·人次"]
        ask = Asker(view, monkeypatch)
        with pytest.raises(Refused, match="住院慰问"):
            ask("export", to="html", theme="gongwen", allow_missing=False)
        reply = ask.whole("export", to="html", theme="gongwen", allow_missing=True)
        assert "【缺：慰问·住院慰问·人次】" in reply.buffers[0].decode()

    def test_the_preview_is_the_exported_page(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        html = Asker(PreviewView(state), monkeypatch)("render")["html"]
        assert "走访慰问困难职工" in html

    def test_the_same_places_are_counted_wherever_a_number_is_said(self, state: State) -> None:
        export, nav = ExportView(state), ProgressView(state)
        state.add_step("review", "检查")
        section(state, "overview")
        section(state, "publicity")
        state.write("overview", f"共出板报xx期，电话13812345678。{'写得够长。' * 30}")
        (tool,) = (one for one in nav.props["tools"] if one["step"] == "review")
        counted = [
            int(n) for one in export.props["left"][:-1] for n in re.findall(r"\d+", one["say"])
        ]
        assert counted == [1, 1]
        assert export.props["warning"] == "还有 1 处待填、1 处可能是个人信息、1 节没有写。"
        assert tool["note"] == "（2）"
        state.write("overview", "共出板报3期。")
        assert export.props["warning"] == "还有 1 节还短、1 节没有写。"
        (short, _) = export.props["left"]
        assert (short["say"], short["links"]) == (
            "有 1 节还短：",
            ({"step": "overview", "label": "前言"},),
        )

    def test_the_review_names_what_is_left_in_the_order_of_the_page(self, state: State) -> None:
        view = ReviewView(state)
        section(state, "overview")
        section(state, "publicity")
        section(state, "women")
        state.write("overview", f"共出板报xx期。{'写得够长。' * 30}")
        first, last = view.props["findings"]
        assert (first["step"], first["severity"]) == ("overview", "look")
        assert last["message"].startswith("有 2 节还没有写。")
        assert [link["step"] for link in last["links"]] == ["publicity", "women"]

    def test_what_is_left_is_said_before_the_files_are_made(self, state: State) -> None:
        view = ExportView(state)
        section(state, "overview")
        section(state, "publicity")
        state.write("overview", f"共出板报xx期、xx篇。{'写得够长。' * 30}")
        looked, empty = view.props["left"]
        assert empty["say"] == "有 1 节没有写，导出时会略去："
        assert [link["step"] for link in empty["links"]] == ["publicity"]
        assert view.props["warning"] == "还有 2 处待填、1 节没有写。"
        assert looked["say"] == "有 2 处待填："
        assert [(link["step"], link["label"]) for link in looked["links"]] == [
            ("overview", "前言 2 处")
        ]
        state.write("overview", f"共出板报3期。{'写得够长。' * 30}")
        state.write("publicity", f"编发信息7篇。{'写得够长。' * 30}")
        assert view.props["left"] == []
        assert view.props["warning"] == ""


class TestAnswering:
    def test_the_unforeseen_is_told_plainly_and_logged_for_the_administrator(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        logged: list[logging.LogRecord] = []
        log = logging.getLogger("zongjie.page")
        monkeypatch.setattr(log, "handle", logged.append)
        monkeypatch.delattr(State, "write")
        with pytest.raises(Refused) as caught:
            Asker(section(state), monkeypatch)("write", text="")
        assert str(caught.value) == NOT_DONE
        said = logged[0].getMessage()
        assert "AttributeError" in said
        assert "on_write" in said
        assert logged[0].exc_info is None

    @pytest.mark.parametrize("action", ["dance", "msg"])  # the second is the widget's own
    def test_an_action_no_view_knows_says_to_reload(
        self, action: str, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(Refused, match="请刷新页面"):
            Asker(section(state), monkeypatch)(action)

    def test_a_question_asked_again_is_answered_again_and_done_once(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, heard = section(state), []
        monkeypatch.setattr(view, "send", lambda answer, _=None: heard.append(answer))
        first = question(1, "write", text="一")
        view._asked(None, first, [])
        view._asked(None, question(2, "write", waits=1, text="二"), [])
        view._asked(None, first, [])
        assert state.text("welfare") == "二"
        assert [answer["re"] for answer in heard] == [1, 2, 1]
        assert all(answer["result"] == {} for answer in heard)

    def test_an_answer_says_which_props_it_goes_with(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, heard = section(state), []
        monkeypatch.setattr(view, "send", lambda answer, _=None: heard.append(answer))
        before = view.edition
        first = question(1, "write", text="一")
        view._asked(None, first, [])
        view._asked(None, question(2, "write", waits=1, text="一"), [])  # nothing is another
        assert [answer["edition"] for answer in heard] == [before + 1, before + 1]
        view._asked(None, question(3, "write", waits=1, text="二"), [])
        view._asked(None, first, [])  # said again: by now the page is to wait for all of it
        assert [answer["edition"] for answer in heard[2:]] == [before + 2, before + 2]

    def test_a_text_is_not_taken_before_the_one_it_was_typed_over(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Else what was typed between the two reads as if it had been deleted."""
        view, heard = section(state), []
        monkeypatch.setattr(view, "send", lambda answer, _=None: heard.append(answer))
        texts = ["一。", "一。二。", "一。二。三。", "一。二。三。四。"]
        asked = [
            question(at + 1, "write", waits=min(at + 1, 2), text=text, over=over)
            for at, (over, text) in enumerate(pairwise(["", *texts]))
        ]
        state.write("welfare", "")
        for number in (1, 3, 4):  # the second is lost on the way
            view._asked(None, asked[number - 1], [])
        assert state.text("welfare") == "一。"
        assert heard[1:] == [{"page": "page", "missed": True}]
        for one in asked[1:]:
            view._asked(None, one, [])
        assert state.text("welfare") == "一。二。三。四。"
        assert [said.get("re") for said in heard] == [1, None, 2, 3, 4]

    def test_a_refusal_is_told_again_word_for_word(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, heard = ProfileView(state), []
        monkeypatch.setattr(view, "send", lambda answer, _=None: heard.append(answer))
        for _ in range(2):
            view._asked(None, question(1, "fill", name="unit", value=""), [])
        assert heard[0] == heard[1]
        assert "单位全称不能空着" in heard[0]["say"]

    def test_answers_are_kept_until_their_page_has_heard_them_and_files_are_not(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = LedgerView(state, "activity")
        monkeypatch.setattr(view, "send", lambda *_: None)
        for number in range(1, 21):
            view._asked(None, question(number, "rows", waits=1), [])
        assert view._questions.kept == 20
        view._asked(None, question(21, "download", waits=19, kind="csv"), [])
        assert view._questions.kept == 2

    def test_a_page_that_missed_something_is_told_all_of_it_again(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, sent = section(state), []
        monkeypatch.setattr(view, "send_state", lambda: sent.append(view.props["text"]))
        view._asked(None, {"action": "resend"}, [])
        assert sent == [state.text("welfare")]

    def test_the_figures_are_told_again_to_a_page_that_missed_some(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        numbers, sent = Numbers(state), []
        monkeypatch.setattr(numbers, "send_state", lambda: sent.append(len(numbers.figures)))
        for message in ({"action": "resend"}, {"action": "other"}, None):
            numbers._handle_custom_msg(message, [])
        assert sent == [len(state.figures)]

    def test_every_view_knows_which_draft_it_shows(self, state: State) -> None:
        view = section(state)
        assert view.draft == ""
        state.write("problems", "改过了。")
        assert view.draft == state.id != ""

    @pytest.mark.parametrize("message", [None, {}, {"page": "x", "action": "write"}])
    def test_messages_of_others_are_left_alone(self, state: State, message: Any) -> None:
        section(state)._asked(None, message, [])

    def test_a_view_sends_a_few_lines_of_script_not_the_bundle(self, state: State) -> None:
        assert len(ESM) < 700
        assert section(state)._esm == ESM


class TestWorkbook:
    def test_every_call_gives_the_view_of_one_cell(self, store: Store) -> None:
        book = Workbook("large_factory", store=store)
        views = [
            book.profile(),
            book.ledger("activity"),
            book.chart("活动.按月", "活动.按类别"),
            book.chart("慰问.按类别", against="预算"),
            book.section("competition"),
            book.section("volunteer", title="志愿服务", prompts=["做了几次？"], words=(20, 90)),
            book.progress(),
            book.preview(),
            book.review(),
            book.export(),
        ]
        assert len({view.model_id for view in views}) == len(views)

    def test_a_cell_run_again_replaces_its_view(self, store: Store) -> None:
        book = Workbook("large_factory", store=store)
        first, second = book.section("competition"), book.section("competition")
        assert first.comm is None
        assert second.comm is not None

    def test_a_named_draft_is_opened(self, store: Store) -> None:
        state = State("large_factory", store)
        state.write("welfare", "改过了。")
        book = Workbook("large_factory", draft=state.id, store=store)
        assert book.state.text("welfare") == "改过了。"

    def test_inside_a_running_loop_answers_come_later(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = PreviewView(state)

        async def ask() -> dict[str, Any]:
            coming: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
            monkeypatch.setattr(view, "send", lambda answer, _: coming.set_result(answer))
            view._asked(None, question(1, "render"), [])
            assert not coming.done()
            return await coming

        assert asyncio.run(ask())["re"] == 1


def test_what_is_asked_from_another_thread_is_done_in_the_views_own(state: State) -> None:
    """JupyterLab's subshells; a state that two threads change at once would lose what is typed."""

    async def ask() -> None:
        view = SectionView(state, Section("welfare", "帮扶"), state.spec("welfare"), Numbers(state))
        done: list[int] = []
        state.watch(lambda _: done.append(threading.get_ident()))
        message = question(1, "write", text="写。")
        await asyncio.to_thread(view._asked, None, message, [])
        await asyncio.sleep(0)
        assert state.text("welfare") == "写。"
        assert set(done) == {threading.get_ident()}

    asyncio.run(ask())
