"""The guide as Sphinx builds it (`tools.guide`); nothing in it comes from another host."""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage, languages

project = "工会工作总结"
html_title = "工会总结帮助"
language = "zh_CN"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["guide.css"]
templates_path = ["_templates"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
pygments_style = "friendly"

_RUN = re.compile(r"[一-鿿]+|[A-Za-z0-9_.]+")


class SearchChinese(SearchLanguage):
    """Chinese is found by its pairs of characters, so that no dictionary is needed."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = """
function splitQuery(query) {
  const runs = query.match(/[\\u4e00-\\u9fff]+|[A-Za-z0-9_.]+/g) || [];
  return runs.flatMap((run) => /^[\\u4e00-\\u9fff]{3,}$/.test(run)
    ? [...run].slice(1).map((char, at) => run[at] + char)
    : [run]);
}
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name Sphinx gives it
        found: list[str] = []
        for run in _RUN.findall(input):
            pairs = [run[at : at + 2] for at in range(len(run) - 1)]
            found += pairs if "一" <= run[0] <= "鿿" else [run]
        return found

    def word_filter(self, stemmed_word: str) -> bool:
        return len(stemmed_word) > 1

    def stem(self, word: str) -> str:
        return word.lower()


def setup(_: Sphinx) -> None:
    """Search Chinese our own way."""
    languages["zh"] = SearchChinese
