// Sorts things into boxes. Without this file each of them has a list of categories; those
// lists stay in the form and are what is sent.
(() => {
  "use strict";

  const part = (className, text) => Object.assign(document.createElement("span"), { className, textContent: text });

  const made = (name, className, parent) => {
    const element = document.createElement(name);
    element.className = className;
    parent.append(element);
    return element;
  };

  const upgrade = (field) => {
    const words = field.dataset;
    const status = field.querySelector("[data-categories-status]");
    const rows = [...field.querySelectorAll(".row")];
    const board = document.createElement("div");
    board.className = "categories-board";
    let taken = null;

    const say = (message, item, category = "") => {
      status.textContent = message.replace("{item}", () => item).replace("{category}", () => category);
    };

    const box = (value, label, lang) => {
      const made_ = made("section", "categories-box", board);
      const heading = made(value ? "button" : "p", "categories-heading", made_);
      heading.textContent = label;
      if (lang) heading.lang = lang;
      const list = made("ul", "categories-items", made_);
      if (value) {
        heading.type = "button";
        heading.disabled = true;
      }
      list.setAttribute("aria-label", label);
      return Object.assign(made_, { value, label, heading, list });
    };
    const options = [...rows[0].querySelector("select").options].slice(1);
    const boxes = [
      box("", words.open, words.lang),
      ...options.map((option) => box(option.value, option.textContent.trim(), option.lang)),
    ];

    const items = rows.map((row) => {
      const item = document.createElement("li");
      const button = made("button", "categories-item", item);
      button.type = "button";
      button.draggable = true;
      button.setAttribute("aria-pressed", "false");
      button.append(...[...row.querySelector(".row-text").cloneNode(true).childNodes]);
      ["row-right", "row-wrong"].filter((tone) => row.classList.contains(tone)).forEach((tone) => button.classList.add(tone));
      return Object.assign(item, { button, select: row.querySelector("select"), word: button.textContent.trim() });
    });

    const arrange = () => {
      items.forEach((item) => {
        (boxes.find((one) => one.value === item.select.value) || boxes[0]).list.append(item);
      });
    };

    const take = (item) => {
      taken = taken === item ? null : item;
      items.forEach((one) => one.button.setAttribute("aria-pressed", String(one === taken)));
      boxes.slice(1).forEach((one) => {
        one.heading.disabled = !taken;
        one.heading.setAttribute("aria-label", taken ? words.put.replace("{category}", () => one.label) : one.label);
      });
      board.classList.toggle("categories-taken", Boolean(taken));
      if (taken) say(words.taken, taken.word);
    };

    const put = (item, place) => {
      if (taken) take(taken);
      place.list.append(item);
      item.select.value = place.value;
      item.button.classList.remove("row-right", "row-wrong");
      item.select.dispatchEvent(new Event("change", { bubbles: true }));
      say(words.moved, item.word, place.label);
      item.button.focus();
    };

    board.addEventListener("click", (event) => {
      const button = event.target.closest(".categories-item");
      const place = event.target.closest(".categories-box");
      if (button) take(button.parentElement);
      else if (place && taken) put(taken, place);
    });
    board.addEventListener("keydown", (event) => {
      const button = event.target.closest(".categories-item");
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (event.key === "Escape" && taken) take(taken);
      if (!button || !step) return;
      event.preventDefault();
      const item = button.parentElement;
      const next = boxes[boxes.findIndex((one) => one.list === item.parentElement) + step];
      if (next) put(item, next);
    });

    // With a mouse things can be dragged as well; fingers and keys have the buttons.
    let dragged = null;
    board.addEventListener("dragstart", (event) => {
      dragged = event.target.closest(".categories-item");
      if (dragged) event.dataTransfer.setData("text/plain", dragged.textContent);
    });
    board.addEventListener("dragend", () => { dragged = null; });
    board.addEventListener("dragover", (event) => {
      if (dragged && event.target.closest(".categories-box")) event.preventDefault();
    });
    board.addEventListener("drop", (event) => {
      const place = event.target.closest(".categories-box");
      if (!dragged || !place) return;
      event.preventDefault();
      put(dragged.parentElement, place);
    });

    for (const row of rows) {
      row.querySelector("select").hidden = true;
      row.hidden = !row.querySelector(".remark");
    }
    field.classList.add("categories-sorted");
    // On paper there is nothing to press, so the plain words stay for it.
    const legend = field.querySelector("legend");
    legend.replaceChildren(part("print-only", legend.textContent), part("screen-only", words.how));
    legend.after(board);
    arrange();
    // Answers kept in the tab have been put back into the form.
    const form = field.closest("form");
    if (form) form.addEventListener("restored", arrange);
  };

  document.querySelectorAll("[data-categories]").forEach(upgrade);
})();
