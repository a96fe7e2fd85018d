"""Other words in place of personal data, in texts and ledgers; taken back if it was not meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from widgets.detail import Detail
from widgets.spans import in_browser
from widgets.state import State
from widgets.view import Props
from zongjie import privacy
from zongjie.earlier import Earlier, Span
from zongjie.errors import ZongjieError


@dataclass(frozen=True)
class _Parts:
    """Parts of a draft: ledgers, texts by section, and earlier summaries."""

    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[Span, Earlier] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.frames or self.texts or self.earlier)

    def now(self, state: State) -> _Parts:
        """The same parts as they stand in the draft."""
        return _Parts(
            {id_: state.ledgers[id_] for id_ in self.frames},
            {id_: state.text(id_) for id_ in self.texts},
            {span: state.earlier[span] for span in self.earlier if span in state.earlier},
        )

    def put(self, state: State) -> None:
        """Let these stand in the draft."""
        if self.frames:
            state.put_ledgers(self.frames)
        for id_, text in self.texts.items():
            state.write(id_, text)
        for span, earlier in self.earlier.items():
            state.rewrite_earlier(span, earlier)

    def stand_in(self, state: State) -> bool:
        """Whether none of them was changed since."""
        now = self.now(state)
        same = all(now.frames[id_] is frame for id_, frame in self.frames.items())
        return same and (now.texts, now.earlier) == (self.texts, self.earlier)


class Redacting:
    """What was put in place of personal data last, until it is taken back."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._before = _Parts()
        self._after = _Parts()

    def redact(self, wanted: Sequence[Detail]) -> Props:
        """Put other words in place of these findings.

        In a text at their places, as a browser counts; in the ledgers and in earlier summaries
        wherever the words stand, a code for each person of a ledger.
        """
        state = self._state
        everywhere = {
            one.text("words"): one.text("insert") for one in wanted if not one.has("from")
        }
        frames, codes = self._frames(everywhere)
        texts, count = self._texts([one for one in wanted if one.has("from")])
        earlier, recalled = self._earlier(everywhere)
        after = _Parts(frames, texts, earlier)
        if not after:
            raise ZongjieError("这几处刚才改过了", cure="请照现在列出的再选")
        self._before = after.now(state)
        after.put(state)
        self._after = _Parts(after.now(state).frames, texts, earlier)
        said = [f"正文里换了 {count} 处。"] if count else []
        told = "，".join(f"“{words}”换成了“{code}”" for words, code in codes.items())
        if codes:
            said.append(f"台账里{told}。" if len(codes) < 4 else f"台账里换了 {len(codes)} 个。")
        if recalled:
            said.append(f"以前的总结里换了 {recalled} 处。")
        return {"said": "".join(said), "undo": True}

    def undo(self) -> Props:
        """Put back what was there; `ZongjieError` when any of it was changed since."""
        if not self._after or not self._after.stand_in(self._state):
            raise ZongjieError("换过之后又改过，不能整批撤销了", cure="请在“以前的版本”里找回")
        self._before.put(self._state)
        self._before = self._after = _Parts()
        return {"said": "撤销了，和原来一样。", "undo": False}

    def _frames(self, words: Mapping[str, str]) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
        """The ledgers without these words, and what stands there instead."""
        state = self._state
        found = state.privacy.of_ledgers(state.ledgers, state.draft.public)
        mentions = [one for one in found if one.words in words]
        codes = {one.words: one.instead for one in mentions}
        return privacy.redacted(state.ledgers, mentions), codes

    def _texts(self, wanted: Sequence[Detail]) -> tuple[dict[str, str], int]:
        """The texts with other words in these places, and how many places there are."""
        state, count, texts = self._state, 0, {}
        inserts = {
            (one.text("step"), one.number("from"), one.text("words")): one.text("insert")
            for one in wanted
        }
        for id_ in dict.fromkeys(step for step, _, _ in inserts):
            text = state.text(id_)
            found = state.privacy.of_section(state.section(id_), state.draft.public)
            new = text
            for start, end in (one.span for one in reversed(found)):
                from_, _ = in_browser(text, (start, end))
                insert = inserts.get((id_, from_, text[start:end]))
                if insert is not None:
                    new = new[:start] + insert + new[end:]
                    count += 1
            if new != text:
                texts[id_] = new
        return texts, count

    def _earlier(self, words: Mapping[str, str]) -> tuple[dict[Span, Earlier], int]:
        """The earlier summaries without these words, and how many places there are."""
        state, texts = self._state, {}
        found = state.privacy.of_earlier(state.earlier, state.draft.public)
        found = tuple(one for one in found if one.words in words)
        for span in dict.fromkeys(one.span for one in found):
            instead = {
                one.words: words[one.words] if words[one.words] in one.instead else one.instead[0]
                for one in found
                if one.span == span
            }
            texts[span] = privacy.forgotten(state.earlier[span], instead)
        return texts, sum(one.count for one in found)
