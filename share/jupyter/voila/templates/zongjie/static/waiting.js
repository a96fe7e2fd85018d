// What voila's page calls while it waits. In a file, as the page runs no script written into it.
"use strict";

window.voila_heartbeat = () => {};
window.display_cells = () => {
  if (!window.themeLoaded) { window.cellLoaded = true; return; }
  document.getElementById("rendered_cells").style.display = "";
  setTimeout(() => document.getElementById("loading")?.remove(), 4000); // no view has come
};
window.voila_finish = window.display_cells;
document.addEventListener("DOMContentLoaded", window.display_cells);

for (const [seconds, words] of [
  [15, "电脑忙的时候要久一点，请再等一等"],
  [60, "还没有打开。请刷新页面；还是这样，请关掉程序再启动，写过的内容都在"],
]) {
  setTimeout(() => {
    const text = document.getElementById("loading_text");
    if (text) text.textContent = words;
  }, 1000 * seconds);
}
