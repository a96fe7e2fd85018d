"""What the page server refuses: other scripts, other hosts, other verbs, other folders.

Every page of the other tests is opened under the same policy, and none may complain of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import nbformat
import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, expect

from tests.browser.server import serving
from widgets.guard import HEADERS

PAGE = "voila/render/large_factory.ipynb"
WRITTEN = "张三家中困难"
KERNEL = "api/kernels/00000000-0000-0000-0000-000000000000"
OWN = (
    "from pathlib import Path; from widgets.server import serve; serve(port={port}, root=Path(%r))"
)
"""How an analyst serves notebooks of their own."""


@pytest.fixture(scope="module")
def ask(browser: Browser, address: str) -> Iterator[APIRequestContext]:
    """Asks as the browser of an officer does who is let in, with the cookie against forgery."""
    context = browser.new_context(base_url=address)
    context.request.get("nothing")
    forgery = {cookie["name"]: cookie["value"] for cookie in context.cookies()}["_xsrf"]
    context.set_extra_http_headers({"X-XSRFToken": forgery})
    yield context.request
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing",
        PAGE,
        KERNEL,
        "voila/static/voila.js",
        "voila/files/index.ipynb",
        "voila/templates/zongjie/static/waiting.js",
        "voila/labextensions/zongjie/static/page.js",
        "voila/alive/x",
    ],
)
def test_every_answer_carries_the_same_protection(path: str, ask: APIRequestContext) -> None:
    headers = ask.get(path).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert "server" not in headers


def test_no_foreign_host_and_no_eval_is_in_the_policy() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "http" not in policy
    assert "eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]


INTRUDE = """async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    refused.push(event.effectiveDirective);
  });
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = `<button onclick="window.intruder = 1">x</button>
    <img src="https://example.org/seen.png"><form action="https://example.org/"></form>
    <iframe src="https://example.org/"></iframe>`;
  place.querySelector("button").click();
  place.querySelector("form").submit();
  const script = document.createElement("script");
  script.textContent = "window.intruder = 2";
  place.append(script);
  setTimeout(() => eval("window.intruder = 3")); // later, as a debugger's own call may do it
  await fetch("https://example.org/").catch(() => {});
  await new Promise((done) => setTimeout(done, 500));
  return [refused, window.intruder];
}"""


def test_what_gets_into_the_page_cannot_run_or_call_out(browser: Browser, address: str) -> None:
    context = browser.new_context()  # its console complains of what is refused
    page = context.new_page()
    page.goto(f"{address}{PAGE}")
    expect(page.locator(".zj-ready .zj-bar")).to_be_visible()
    refused, intruder = page.evaluate(INTRUDE)
    assert intruder is None
    assert {
        "script-src-attr",
        "script-src-elem",
        "script-src",
        "img-src",
        "frame-src",
        "form-action",
        "connect-src",
    } <= set(refused)
    context.close()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *((method, "api/kernels") for method in ("GET", "POST", "PUT", "DELETE")),
        *(("GET", f"api/{what}") for what in ("", "status", "me", "kernelspecs", "config/x")),
        *((method, "api/sessions") for method in ("GET", "POST")),
        *((method, "api/terminals") for method in ("GET", "POST")),
        *((method, "api/contents/index.ipynb") for method in ("GET", "PUT", "DELETE", "PATCH")),
        ("POST", f"{KERNEL}/restart"),
        ("POST", f"{KERNEL}/interrupt"),
        ("GET", KERNEL),
        ("DELETE", KERNEL),
        ("GET", f"{KERNEL}/channels"),
        ("POST", "api/shutdown"),
        ("GET", "terminals/1"),
        ("GET", "nbconvert/html/index.ipynb"),
        ("GET", "files/index.ipynb"),
        ("GET", "notebooks/index.ipynb"),
        ("GET", "lab"),
        ("GET", "tree"),
        ("GET", "voila/tree"),
        ("GET", "voila/api/contents"),
        ("GET", "voila/api/contents/index.ipynb"),
        ("GET", "voila/execution/00000000-0000-0000-0000-000000000000"),
    ],
)
def test_nothing_is_listed_or_started_by_hand(
    method: str, path: str, ask: APIRequestContext
) -> None:
    assert ask.fetch(path, method=method, max_redirects=0).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "voila/render/",
        "voila/render/index.py",
        "voila/render/nothing.ipynb",
        "voila/render/%2e%2e%2fnotebooks%2findex.ipynb",
        "voila/render/..%2f..%2f..%2fetc%2fpasswd",
        "voila/render/%2fetc%2fpasswd",
        "voila/render/..%5cnotebooks%5cindex.ipynb",
        "voila/render/.hidden%2findex.ipynb",
        "voila/render/C:index.ipynb",
        "voila/render/index.ipynb%00",
        "voila/templates/zongjie",
        "voila/templates/zongjie/static/..%2findex.html.j2",
        "voila/templates/zongjie/other/waiting.js",
        "voila/labextensions/zongjie/static/..%2f..%2f..%2fpackage.json",
    ],
)
def test_only_notebooks_of_the_folder_are_pages(path: str, ask: APIRequestContext) -> None:
    assert ask.get(path, max_redirects=0).status == 404


@pytest.mark.parametrize("path", ["nothing.ipynb", "..%2fnotebooks%2findex.ipynb", "index.py"])
def test_only_notebooks_of_the_folder_are_drawn_ahead(path: str, ask: APIRequestContext) -> None:
    assert ask.post(f"voila/ahead/{path}").status == 404
    assert ask.get("voila/ahead/index.ipynb").status == 405


def test_a_foreign_page_has_nothing_drawn_ahead(page: Page, address: str) -> None:
    ahead = f"{address}voila/ahead/large_factory.ipynb"
    assert page.context.request.post(ahead).status == 403


@pytest.mark.parametrize(
    "path",
    ["index.ipynb", "large_factory.ipynb", "..%2fvoila.json", "%2fetc%2fpasswd", "zongjie.db"],
)
def test_files_are_not_given_out(path: str, ask: APIRequestContext) -> None:
    assert ask.get(f"voila/files/{path}").status == 403
    assert ask.get(f"voila/static/..%2f..%2f..%2f..%2f{path}").status in {403, 404}


@pytest.mark.parametrize("path", ["", PAGE, "voila/alive/x", f"{KERNEL}/channels"])
def test_by_another_name_this_machine_shows_nothing(path: str, ask: APIRequestContext) -> None:
    """A foreign page may have its own name point to 127.0.0.1, and then counts as ours."""
    assert ask.get(path, headers={"Host": "evil.example:80"}).status == 403


def test_a_foreign_page_cannot_end_a_kernel_or_listen_to_one(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGE}")
    expect(page.locator(".zj-ready .zj-bar")).to_be_visible()
    config = json.loads(page.locator("#jupyter-config-data").text_content() or "")
    kernel = config["kernelId"]
    away = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    ask = page.context.request
    assert ask.post(f"{address}voila/api/shutdown/{kernel}").status == 403
    assert ask.delete(f"{address}api/kernels/{kernel}").status == 403
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    socket = f"{address}api/kernels/{kernel}/channels"
    assert ask.get(socket, headers={**upgrade, **key, **away}).status == 403
    assert ask.get(f"{address}voila/alive/{kernel}").json()["alive"]


def test_what_an_officer_wrote_is_neither_in_the_log_nor_in_what_a_broken_page_says(
    root: Path, tmp_path: Path, browser: Browser
) -> None:
    copyfile(root / "voila.json", tmp_path / "voila.json")
    (tmp_path / "notebooks").mkdir()
    cell = nbformat.v4.new_code_cell(f"raise ValueError({WRITTEN!r})")
    kernel = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    for name in ("index", "other"):
        notebook = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
        nbformat.write(notebook, tmp_path / "notebooks" / f"{name}.ipynb")
    with serving(tmp_path / "data", OWN % str(tmp_path)) as server:
        context = browser.new_context()
        seen = context.request.get(f"{server.address}voila/render/other.ipynb").text()
        context.close()
    assert "这一步没有打开" in seen
    assert "error" not in seen.partition("rendered_cells")[2]
    assert WRITTEN not in seen
    log = "".join(server.said)
    assert "ValueError" in log
    assert WRITTEN not in log
