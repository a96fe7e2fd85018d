"""The one root of every error zongjie raises, and how an error reads to an officer.

An error carries what happened, where, and the cure, as separate plain Chinese fields;
the edge (the command line, the page) decides how to show them.
"""

from __future__ import annotations

import errno


class ZongjieError(Exception):
    """Something the reader can act on.

    Parameters
    ----------
    what : what happened, in plain Chinese, without a final full stop.
    where : file, sheet, cell or section it happened in; empty when there is only one place.
    cure : what the reader should do next.

    Examples
    --------
    >>> from zongjie import ZongjieError, read_draft
    >>> try:
    ...     read_draft("no_such_draft.zip")
    ... except ZongjieError as error:
    ...     print(error.cure)
    请核对路径
    """

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        head = f"{self.where}：{self.what}" if self.where else self.what
        return "。".join(part for part in (head, self.cure) if part) + "。"


def unwritable(error: OSError) -> tuple[str, str]:
    """Why a place takes no file, and the cure; the system says it in English."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return "磁盘满了", "请腾出磁盘空间，或换一个位置"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "这个位置不让写", "请关掉正打开它的程序，或换一个能写的位置"
        case errno.EEXIST | errno.ENOTDIR | errno.EISDIR | errno.ENAMETOOLONG | errno.EINVAL:
            return "这个位置不能放文件", "请换一个位置"
        case errno.ENOENT | errno.ENODEV | errno.ENXIO | errno.EIO:
            return "找不到这个位置，或磁盘断开了", "请核对路径，看看磁盘是否接好，或换一个位置"
        case errno.EBUSY:
            return "别的程序正占用着它", "请关掉打开它的程序，再试一次"
    return "系统不让写", "请换一个位置；还不行，请找管理员看看磁盘"


class SettingsError(ZongjieError):
    """A setting that cannot be used as it is written."""


class SchemaError(ZongjieError):
    """A data file of ledgers, sections, genres or figures that does not hold together."""


class IntakeError(ZongjieError):
    """A ledger file that cannot be read at all; single bad rows are problems, not errors."""


class FigureError(ZongjieError):
    """A figure or series that was asked for and is not there."""


class NoSuchFigure(FigureError, KeyError):
    """A key that no figure has, looked up as in any mapping."""


class DraftError(ZongjieError):
    """A portable draft that cannot be read or written."""


class StoreError(ZongjieError):
    """A draft that is not there, or could not be kept."""


class DocumentError(ZongjieError):
    """A notebook that holds no finished summary, or one with something left to fill in."""


class MissingFigures(ZongjieError):
    """An export that would print 【缺：…】 and was not told to go on.

    `names` are those of the unresolved figures in order of appearance.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(
            f"文中有{len(names)}处数字在台账里找不到：{'、'.join(names)}",
            cure="请补台账或改文字；确要带着空缺导出，请选“带空缺导出”（命令行加 --allow-missing）",
        )


class ExportError(ZongjieError):
    """A document that could not be produced in the wanted format."""
