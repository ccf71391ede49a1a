// Puts things into order with buttons. Without this file each of them has a list of
// positions; those lists stay in the form and are what is sent.
(() => {
  "use strict";

  const ARROWS = { up: "m18 15-6-6-6 6", down: "m6 9 6 6 6-6" };

  const part = (className, text) => Object.assign(document.createElement("span"), { className, textContent: text });

  const button = (list, row, direction) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "row-button";
    made.dataset.direction = direction;
    made.lang = list.dataset.lang || "";
    made.setAttribute("aria-label", `${list.dataset[direction]}: ${words(row)}`);
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS(drawing.namespaceURI, "path");
    drawing.setAttribute("class", "icon");
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ARROWS[direction]);
    drawing.append(path);
    made.append(drawing);
    return made;
  };

  const words = (row) => row.querySelector(".row-text").textContent.trim();
  const position = (row) => row.querySelector("select");

  const upgrade = (list) => {
    const rows = () => [...list.children];
    const status = list.parentElement.querySelector("[data-ordering-status]");

    // What has a position stands there, the rest behind it in the drawn order.
    const sort = () => {
      const place = (row) => Number(position(row).value) || Infinity;
      list.append(...rows().sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))));
    };

    const move = (row, direction) => {
      const other = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (direction === "up") other.before(row); else other.after(row);
      rows().forEach((each, index) => { position(each).value = String(index + 1); });
      position(row).dispatchEvent(new Event("change", { bubbles: true }));
      status.textContent = list.dataset.moved
        .replace("{item}", words(row))
        .replace("{position}", position(row).value)
        .replace("{total}", String(list.children.length));
    };

    for (const row of rows()) {
      const buttons = document.createElement("div");
      buttons.className = "row-buttons";
      buttons.append(button(list, row, "up"), button(list, row, "down"));
      const lists = row.querySelector(".row-position");
      lists.after(buttons);
      lists.hidden = true;
    }
    list.classList.add("rows-movable");
    // On paper there is nothing to press, so the plain words stay for it.
    const legend = list.parentElement.querySelector("legend");
    legend.replaceChildren(part("print-only", legend.textContent), part("screen-only", list.dataset.how));
    sort();

    list.addEventListener("click", (event) => {
      const pressed = event.target.closest(".row-button");
      if (!pressed) return;
      move(pressed.closest(".row"), pressed.dataset.direction);
      // A moved element loses the focus in some browsers.
      pressed.focus();
    });
    list.addEventListener("keydown", (event) => {
      const pressed = event.target.closest(".row-button");
      const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!pressed || !direction) return;
      event.preventDefault();
      move(pressed.closest(".row"), direction);
      pressed.focus();
    });
    // Answers kept in the tab have been put back into the form.
    const form = list.closest("form");
    if (form) form.addEventListener("restored", sort);
  };

  document.querySelectorAll("[data-ordering]").forEach(upgrade);
})();
