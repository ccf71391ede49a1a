// Puts a sentence together by tapping its words. Without this file each word has a list
// of positions; those lists stay in the form and are what is sent.
(() => {
  "use strict";

  const made = (name, className, parent) => {
    const element = document.createElement(name);
    element.className = className;
    parent.append(element);
    return element;
  };

  const upgrade = (field) => {
    const words = field.dataset;
    const status = field.querySelector("[data-word-order-status]");
    const plain = field.querySelector(".word-order-tiles");
    const list = (tile) => tile.select;
    const board = document.createElement("div");
    board.className = "word-order-board";

    const zone = (name, label) => {
      const heading = made("p", "word-order-heading", board);
      heading.textContent = label;
      heading.lang = words.lang;
      heading.id = `${plain.querySelector("select").id}-${name}`;
      const row = made("ul", `word-order-zone word-order-${name}`, board);
      row.setAttribute("aria-labelledby", heading.id);
      return row;
    };
    const line = zone("line", words.sentence);
    const pool = zone("pool", words.pool);

    const tiles = [...plain.children].map((item) => {
      const label = item.querySelector("label");
      const tile = document.createElement("li");
      const button = made("button", "word-order-button", tile);
      button.type = "button";
      button.lang = label.lang;
      button.textContent = label.textContent;
      return Object.assign(tile, { button, select: item.querySelector("select"), word: label.textContent });
    });
    const end = made("li", "word-order-end", line);
    end.textContent = words.end;
    const used = () => tiles.filter((tile) => tile.parentElement === line)
      .sort((a, b) => [...line.children].indexOf(a) - [...line.children].indexOf(b));

    // The first word has its capital only where it is first.
    const spell = () => {
      const order = used();
      tiles.forEach((tile) => {
        const first = "capital" in words && tile === order[0];
        tile.button.textContent = first ? tile.word.charAt(0).toUpperCase() + tile.word.slice(1) : tile.word;
      });
      end.hidden = !order.length;
    };

    // What has a position stands in the line, the rest in the pool in the drawn order.
    const arrange = () => {
      const place = (tile) => Number(list(tile).value);
      pool.append(...tiles.filter((tile) => !place(tile)));
      line.append(...tiles.filter(place).sort((a, b) => place(a) - place(b)), end);
      spell();
    };

    const changed = (tile, message) => {
      const order = used();
      tiles.forEach((each) => { list(each).value = order.includes(each) ? String(order.indexOf(each) + 1) : ""; });
      spell();
      list(tile).dispatchEvent(new Event("change", { bubbles: true }));
      const sentence = order.map((each) => each.button.textContent).join(" ");
      status.textContent = message
        .replace("{word}", () => tile.word)
        .replace("{position}", String(order.indexOf(tile) + 1))
        .replace("{sentence}", () => sentence);
    };

    const add = (tile) => {
      const next = tile.nextElementSibling || tile.previousElementSibling;
      end.before(tile);
      changed(tile, words.added);
      (next || tile).button.focus();
    };

    const remove = (tile) => {
      const next = tile.nextElementSibling !== end ? tile.nextElementSibling : tile.previousElementSibling;
      // Back to its place, so that the pool does not tell what was tried.
      const after = tiles.slice(tiles.indexOf(tile) + 1).find((each) => each.parentElement === pool);
      pool.insertBefore(tile, after || null);
      changed(tile, words.removed);
      (next || tile).button.focus();
    };

    const move = (tile, step) => {
      const other = step < 0 ? tile.previousElementSibling : tile.nextElementSibling;
      if (!other || other === end) return;
      if (step < 0) other.before(tile); else other.after(tile);
      changed(tile, words.added);
      tile.button.focus();
    };

    board.addEventListener("click", (event) => {
      const pressed = event.target.closest(".word-order-button");
      if (!pressed) return;
      const tile = pressed.parentElement;
      if (tile.parentElement === line) remove(tile); else add(tile);
    });
    board.addEventListener("keydown", (event) => {
      const pressed = event.target.closest(".word-order-button");
      if (!pressed || pressed.parentElement.parentElement !== line) return;
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (!step && event.key !== "Delete" && event.key !== "Backspace") return;
      event.preventDefault();
      if (step) move(pressed.parentElement, step); else remove(pressed.parentElement);
    });

    field.querySelector("legend .screen-only").textContent = words.how;
    plain.before(board);
    plain.hidden = true;
    arrange();
    // Answers kept in the tab have been put back into the form.
    const form = field.closest("form");
    if (form) form.addEventListener("restored", arrange);
  };

  document.querySelectorAll("[data-word-order]").forEach(upgrade);
})();
