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
