"""What the store refuses, and what keeps it from keeping."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zongjie.errors import StoreError
from zongjie.store.values import ALONE

if TYPE_CHECKING:
    from zongjie.store.values import Content, Role


class NoSuchDraft(StoreError):
    """No draft with this id, or none that this person may know of."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到这份总结", cure="它可能已被移走，或者没有分享给您。请回首页从列表里打开"
        )


class NotAllowed(StoreError):
    """A draft that this person sees, and a verb that their role does not include."""

    def __init__(self, verb: str) -> None:
        super().__init__(f"您没有{verb}的权限", cure="请找本单位总结的负责人办理，或请他给您授权")


class SignedDraft(StoreError):
    """A change to a draft that is signed off; only an owner may reopen it."""

    def __init__(self, role: Role = "owner") -> None:
        who = "先" if role == "owner" else "找本单位总结的负责人"
        super().__init__("这份总结已定稿，不能改", cure=f"要改，请{who}取消定稿")


class StalePart(StoreError):
    """A part that somebody else has saved since its writer looked.

    Parameters
    ----------
    part : which part.
    number : the number it has now: what to expect when saving a merged content.
    base : the content the writer started from; None when it is no longer kept.
    mine : what was to be saved.
    theirs : what is kept now, by whom (`by`; `who` says it to the writer) and since when (`at`).
    """

    def __init__(  # noqa: PLR0913 - both sides of a clash
        self,
        part: str,
        number: int,
        *,
        base: Content | None,
        mine: Content,
        theirs: Content,
        by: str,
        at: datetime,
    ) -> None:
        self.part, self.number = part, number
        self.base, self.mine, self.theirs = base, mine, theirs
        self.by, self.at = by, at
        self.who = "另一个窗口" if by == ALONE.shown else by
        super().__init__(
            f"{self.who}在{at:%H:%M:%S}也改了这一部分，您的改动还没有存",
            cure="请对照两份内容，选一份或合起来再存",
        )
