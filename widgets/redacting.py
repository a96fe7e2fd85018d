"""Other words in place of personal data, in texts and ledgers; taken back if it was not meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from widgets.spans import in_browser
from widgets.state import State
from widgets.view import Props
from zongjie import privacy
from zongjie.errors import ZongjieError


class Redacting:
    """What was put in place of personal data last, until it is taken back."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._before: tuple[dict[str, pd.DataFrame], dict[str, str]] = {}, {}
        self._after: tuple[dict[str, pd.DataFrame], dict[str, str]] = {}, {}

    def redact(self, wanted: Sequence[Mapping[str, Any]]) -> Props:
        """Put other words in place of these findings.

        In a text at their places, as a browser counts; in the ledgers wherever the words stand, a
        code for each person.
        """
        state = self._state
        frames, codes = self._frames({str(one["words"]) for one in wanted if one["from"] is None})
        texts, count = self._texts([one for one in wanted if one["from"] is not None])
        if not frames and not texts:
            raise ZongjieError("这几处刚才改过了", cure="请照现在列出的再选")
        self._before = (
            {id_: state.ledgers[id_] for id_ in frames},
            {id_: state.text(id_) for id_ in texts},
        )
        if frames:
            state.put_ledgers(frames)
        for id_, text in texts.items():
            state.write(id_, text)
        self._after = {id_: state.ledgers[id_] for id_ in frames}, texts
        said = [f"正文里换了 {count} 处。"] if count else []
        told = "，".join(f"“{words}”换成了“{code}”" for words, code in codes.items())
        if codes:
            said.append(f"台账里{told}。" if len(codes) < 4 else f"台账里换了 {len(codes)} 个。")
        return {"said": "".join(said), "undo": True}

    def undo(self) -> Props:
        """Put back what was there; `ZongjieError` when any of it was changed since."""
        state, (frames, texts) = self._state, self._after
        same = all(state.ledgers[id_] is frame for id_, frame in frames.items())
        if not (frames or texts) or not (
            same and all(state.text(id_) == text for id_, text in texts.items())
        ):
            raise ZongjieError("换过之后又改过，不能整批撤销了", cure="请在“以前的版本”里找回")
        frames, texts = self._before
        if frames:
            state.put_ledgers(frames)
        for id_, text in texts.items():
            state.write(id_, text)
        self._before = self._after = {}, {}
        return {"said": "撤销了，和原来一样。", "undo": False}

    def _frames(self, words: set[str]) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
        """The ledgers without these words, and what stands there instead."""
        state = self._state
        found = state.privacy.of_ledgers(state.ledgers, state.draft.public)
        mentions = [one for one in found if one.words in words]
        codes = {one.words: one.instead for one in mentions}
        return privacy.redacted(state.ledgers, mentions), codes

    def _texts(self, wanted: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], int]:
        """The texts with other words in these places, and how many places there are."""
        state, count, texts = self._state, 0, {}
        inserts = {(one["step"], one["from"], one["words"]): str(one["insert"]) for one in wanted}
        for id_ in dict.fromkeys(str(one["step"]) for one in wanted):
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
