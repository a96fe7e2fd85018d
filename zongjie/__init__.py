"""zongjie (总结): the core of a workbook in which trade-union officers write their yearly summary.

A plain Python library. Ledgers (台账) are its only source of numbers; every figure, chart,
sentence and document is computed from them. It never imports ``widgets``, ipywidgets,
IPython or voila.
"""

__version__ = "0.1.0"
