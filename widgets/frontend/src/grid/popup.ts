// What opens beside a cell: under it, or over it where there is more room.

/** Both boxes are as the frame around the grid has them. */
export function beside(el: HTMLElement, box: DOMRect, room: DOMRect): void {
  const above = box.bottom + el.offsetHeight > room.bottom && box.top > el.offsetHeight;
  el.style.left = `${Math.max(room.left, Math.min(box.left, room.right - el.offsetWidth))}px`;
  el.style.top = `${above ? box.top - el.offsetHeight : box.bottom}px`;
}
