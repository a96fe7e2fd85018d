from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import make
from zongjie import portable
from zongjie.draft import Draft, Section
from zongjie.errors import DraftError

FRONT = "---\ngenre: large_factory\nunit: 某某厂工会\nyear: 2026\n---\n"
DRAFT = Draft(
    "large_factory",
    "某某厂工会",
    2026,
    author="某某",
    date="2027-01-05",
    sections=(
        Section("overview", "前言", "全厂现有会员{{指标.会员人数}}人。"),
        Section("志愿服务", "志愿服务", "第一段。\n\n## 不是标题\n\\## 也不是\n\n1. 一\n2. 二"),
        Section("problems", "存在的问题和不足", ""),
    ),
)
LEDGERS = make(
    indicator=[{"key": "会员人数", "value": Decimal(3120), "unit": "人"}],
    welfare=[
        {
            "date": "2026-01",
            "category": "送温暖",
            "beneficiary_kind": "困难职工",
            "amount_yuan_text": "10万余元",
        }
    ],
)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["draft", "draft.zip"])
def test_the_ledgers_of_the_year_before_go_with_it(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    before = make(indicator=[{"key": "会员人数", "value": Decimal(3000), "unit": "人"}])
    portable.write(DRAFT, LEDGERS, target, last=before)
    found = portable.read(target)
    assert found.last is not None
    assert found.last.ledgers["indicator"].equals(before["indicator"])
    figures = found.figures()
    assert figures["指标.会员人数"].value == 3120
    assert figures.last is not None
    assert figures.last.period.year == 2025
    assert figures.last["指标.会员人数"].value == 3000


def test_without_them_there_is_no_year_before(tmp_path: Path) -> None:
    portable.write(DRAFT, LEDGERS, tmp_path)
    found = portable.read(tmp_path)
    assert found.last is None
    assert found.figures().last is None


@pytest.mark.parametrize("name", ["draft", "draft.zip"])
def test_a_draft_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    portable.write(DRAFT, LEDGERS, target)
    found = portable.read(target)
    assert found.draft == DRAFT
    assert found.intake.problems == ()
    for id_, frame in LEDGERS.items():
        assert found.intake.ledgers[id_].equals(frame), id_


def test_the_same_draft_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    portable.write(DRAFT, LEDGERS, first)
    portable.write(DRAFT, LEDGERS, second)
    assert first.getvalue() == second.getvalue()
    assert portable.read(first.getvalue()).draft == DRAFT


def test_the_text_reads_well_in_git() -> None:
    text = portable.dumps(DRAFT)
    assert text.startswith(
        "---\ngenre: large_factory\nunit: 某某厂工会\nyear: 2026\nauthor: 某某\n"
    )
    assert "\n## 前言\n\n全厂现有会员{{指标.会员人数}}人。\n" in text


def test_a_section_whose_title_does_not_tell_its_name_keeps_it() -> None:
    sections = (
        Section("volunteer", "志愿服务", "做了。"),
        Section("democracy", "民主管理与公开", "开了会。"),
        Section("overview", "前言", "一年来。"),
    )
    draft = Draft("large_factory", "某某厂工会", 2026, sections=sections)
    text = portable.dumps(draft)
    assert re.findall("^## .*", text, re.MULTILINE) == [
        "## 志愿服务 {#volunteer}",
        "## 民主管理与公开 {#democracy}",
        "## 前言",
    ]
    assert portable.loads(text) == draft


def test_numbers_that_stay_as_typed_are_named_by_section_where_there_are_any() -> None:
    kept = frozenset({"慰问.送温暖.人次=280人次", "慰问.人次=300人次"})
    sections = (
        Section("welfare", "帮扶送温暖与普惠服务", "送温暖280人次。", kept),
        Section("overview", "前言", "一年来。"),
    )
    draft = Draft("large_factory", "某某厂工会", 2026, sections=sections)
    text = portable.dumps(draft)
    assert (
        "kept:\n  帮扶送温暖与普惠服务:\n  - 慰问.人次=300人次\n  - 慰问.送温暖.人次=280人次\n---\n"
        in text
    )
    assert portable.loads(text) == draft
    assert "kept" not in portable.dumps(Draft("large_factory", "某某厂工会", 2026))


@pytest.mark.parametrize("wrong", ["kept: 是", "kept:\n  前言: 280", "kept:\n  前言:\n  - [1]"])
def test_numbers_to_keep_that_cannot_be_read_are_pointed_out(wrong: str) -> None:
    with pytest.raises(DraftError, match="kept 的写法读不懂"):
        portable.loads(FRONT.removesuffix("---\n") + wrong + "\n---\n")


def test_an_order_and_titles_of_its_own_are_said_and_read_again() -> None:
    sections = (
        Section("overview", "前言", "一年来。"),
        Section("welfare", "送温暖", "走访。", named=True),
    )
    order = ("welfare", "overview")
    text = portable.dumps(
        Draft("large_factory", "某某厂工会", 2026, sections=sections, order=order)
    )
    assert "order: own\ntitles:\n- 送温暖\n---\n\n## 送温暖 {#welfare}\n" in text
    found = portable.loads(text)
    assert (found.sections, found.order) == (sections[::-1], order)
    moved = portable.loads(FRONT.removesuffix("---\n") + "order: own\n---\n## 乙\n## 甲\n")
    assert moved.order == ("乙", "甲")


def test_clauses_that_had_other_numbers_are_said_by_section_and_read_again() -> None:
    section = Section("overview", "前言", "活动26项。", bound=frozenset({"活动{{活动.次数}}项"}))
    draft = Draft("large_factory", "某某厂工会", 2026, sections=(section,))
    text = portable.dumps(draft)
    assert "bound:\n  前言:\n  - 活动{{活动.次数}}项\n---\n" in text
    assert portable.loads(text) == draft
    with pytest.raises(DraftError, match="bound 的写法读不懂"):
        portable.loads(text.replace("  前言:\n  -", "  前言:"))


def test_text_above_the_first_heading_belongs_to_the_overview() -> None:
    body = "先写一句。\n\n## 志愿服务\n\n做了。\n\n## 前言\n\n再写一句。\n"
    draft = portable.loads(FRONT + body)
    assert [section.title for section in draft.sections] == ["前言", "志愿服务"]
    assert draft.sections[0].text == "先写一句。\n\n\n再写一句。"


def test_a_heading_written_twice_keeps_both_texts() -> None:
    draft = portable.loads(FRONT + "## 志愿服务\n一\n## 志愿服务\n二\n")
    assert draft.sections == (Section("志愿服务", "志愿服务", "一\n二"),)


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("## 新的一节", "新的一节"),
        ("##新的一节", "新的一节"),
        ("##\u3000新的一节", "新的一节"),
        ("## 新的一节 {#new}", "new"),
        ("## 新的一节{#new}", "new"),
        ("## 新的一节 {# new }", "new"),
    ],
)
def test_a_heading_added_by_hand_begins_a_section_of_its_own(heading: str, id_: str) -> None:
    draft = portable.loads(f"{FRONT}## 前言\n\n一年来。\n\n{heading}\n\n做了。\n")
    assert draft.sections == (
        Section("overview", "前言", "一年来。"),
        Section(id_, "新的一节", "做了。"),
    )
    assert portable.loads(portable.dumps(draft)) == draft


@pytest.mark.parametrize("line", ["### 小标题", "#### 更小", "##", "# 大标题", "说的是## 这样"])
def test_other_lines_begin_none(line: str) -> None:
    text = f"一年来。\n{line}\n做了。"
    (section,) = portable.loads(f"{FRONT}## 前言\n\n{text}\n").sections
    assert section.text == text


@pytest.mark.parametrize("first", ["## 志愿服务 {#volunteer}", "## 志愿服务"])
def test_a_heading_without_its_identifier_is_of_the_section_that_has_it(first: str) -> None:
    second = "## 志愿服务" if first != "## 志愿服务" else "## 志愿服务 {#volunteer}"
    draft = portable.loads(f"{FRONT}{first}\n一\n{second}\n二\n")
    assert draft.sections == (Section("volunteer", "志愿服务", "一\n二"),)


@pytest.mark.parametrize("name", ["draft.md", "last_year.md"])
def test_two_titles_with_one_identifier_are_told_with_their_line(name: str) -> None:
    body = "## 志愿服务 {#own}\n\n一\n\n## 师徒结对 {#own}\n\n二\n"
    members = {"draft.md": FRONT.encode(), name: (FRONT + body).encode()}
    with pytest.raises(DraftError, match=r"“师徒结对”和“志愿服务”是同一个编号 \{#own\}") as caught:
        portable.read(zipped(members))
    assert caught.value.where == f"{name} 第10行"
    assert "请换一个编号" in caught.value.cure


def test_windows_line_ends_and_a_byte_order_mark_are_no_obstacle() -> None:
    text = (FRONT + "## 志愿服务\n\n做了。\n").replace("\n", "\r\n")
    found = portable.read(zipped({"draft.md": b"\xef\xbb\xbf" + text.encode()}))
    assert found.draft.sections == (Section("志愿服务", "志愿服务", "做了。"),)
    assert all(frame.empty for frame in found.intake.ledgers.values())


def test_a_zip_of_the_folder_is_read_too() -> None:
    data = zipped({"我的总结/draft.md": FRONT.encode(), "我的总结/照片.jpg": b"x"})
    assert portable.read(data).draft.unit == "某某厂工会"


_titles = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("#\n\\ "))


@given(st.dictionaries(_titles, _text, max_size=4))
def test_any_text_survives_the_round_trip(sections: dict[str, str]) -> None:
    draft = Draft(
        "g",
        "u",
        2026,
        sections=tuple(
            Section(f"{title}x", f"{title}x", text.strip("\n")) for title, text in sections.items()
        ),
    )
    assert portable.loads(portable.dumps(draft)) == draft


_words = st.text("甲乙 #{}\\", min_size=1, max_size=6).map(str.strip).filter(bool)
_section_titles = st.sampled_from(["前言", "民主管理与公开", "甲", "甲乙"]) | _words
_section_ids = st.sampled_from(["overview", "democracy", "甲", "own"]) | st.text(
    "甲乙ab", min_size=1
)


@given(
    st.lists(
        st.builds(
            Section,
            _section_ids,
            _section_titles,
            _text.map(lambda text: text.strip("\n")),
            st.frozensets(st.sampled_from(["慰问.人次=280人次", "就这样"])),
        ),
        max_size=5,
        unique_by=lambda section: section.id,
    ),
    st.sampled_from(["g", "large_factory"]),
)
def test_sections_survive_whatever_they_are_called(sections: list[Section], genre: str) -> None:
    draft = Draft(genre, "u", 2026, sections=tuple(sections))
    assert portable.loads(portable.dumps(draft)) == draft


@given(_text)
def test_nothing_that_was_typed_by_hand_is_lost(text: str) -> None:
    """Each line is a heading or stands in a section; reading what was written changes nothing."""
    draft = portable.loads(f"{FRONT}## 前言\n{text}")
    kept = "\n".join(f"{section.title}\n{section.text}" for section in draft.sections)
    words = set(text.split("\n"))
    assert all(line.strip().lstrip("\\#").strip() in kept for line in words)
    assert portable.loads(portable.dumps(draft)) == draft


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## 前言\n", "开头缺少"),
        ("---\ngenre: g\nunit: u\n---\n", "缺少：year"),
        ("---\ngenre: g\nunit: u\nyear: 二零二六\n---\n", "year 写的是“二零二六”"),
        ("---\ngenre: g\nunit: u\nyear: 2026\nhalf: 上\n---\n", "half 写的是“上”"),
        ("---\ngenre: g\nunit: u\nyear: 2026\ndate: 明年一月\n---\n", "2027-01-05"),
        ("---\ngenre: g\nunit: u\nyear: 2026\nunits: 3\n---\n", "不认识的项：units"),
        ("---\ngenre: g\nunit: u\nyear: 2026\norder: 甲\n---\n", "order 的写法读不懂"),
        ("---\ngenre: g\nunit: u\nyear: 2026\ntitles: 甲\n---\n", "titles 的写法读不懂"),
        ("---\n- 甲\n- 乙\n---\n", "每行一项"),
        ("---\ngenre: [a\n---\n", "读不懂"),
        ("---\ngenre: {{a}}\nunit: u\nyear: 2026\n---\n", "读不懂|每行一项"),
    ],
)
def test_front_matter_that_is_wrong_is_named_with_its_cure(text: str, message: str) -> None:
    with pytest.raises(DraftError, match=message):
        portable.loads(text)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['exit 3']", "&a [*a, *a]"])
def test_front_matter_is_data_never_a_program(tag: str) -> None:
    with pytest.raises(DraftError):
        portable.loads(f"---\ngenre: {tag}\nunit: u\nyear: 2026\n---\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是能打开的"),
        (b"PK\x03\x04 broken", "不是能打开的"),
        (zipped({"别的.txt": b""}), r"没有 draft\.md"),
        (zipped({"a/b/c/draft.md": FRONT.encode()}), r"没有 draft\.md"),
        (zipped({"draft.md": FRONT.encode("gb18030")}), "UTF-8"),
        (zipped({"draft.md": b"x" * (portable.MAX_DRAFT_BYTES + 1)}), "超过20 MB"),
    ],
)
def test_a_package_that_cannot_be_read_says_why(data: bytes, message: str) -> None:
    with pytest.raises(DraftError, match=message):
        portable.read(data)


def test_a_zip_that_wants_a_password_says_so_in_its_own_words(tmp_path: Path) -> None:
    data = bytearray(zipped({"draft.md": FRONT.encode()}))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flag] |= 1
    path = tmp_path / "锁.zip"
    path.write_bytes(data)
    with pytest.raises(DraftError, match=r"锁\.zip"):
        portable.read(path)


def test_a_path_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="没有这个文件"):
        portable.read(tmp_path / "没有.zip")


def test_a_folder_without_a_draft_says_so(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"没有 draft\.md"):
        portable.read(tmp_path)


def test_a_draft_alone_is_read_although_its_ledger_cannot_be(tmp_path: Path) -> None:
    draft = Draft("company", "某某厂工会", 2026)
    for target in (tmp_path / "草稿", tmp_path / "草稿.zip"):
        portable.write(draft, make(), target)
        assert portable.draft_of(target) == draft
    (tmp_path / "草稿" / portable.LEDGER_NAME).write_bytes(b"damaged")
    assert portable.draft_of(tmp_path / "草稿") == draft
