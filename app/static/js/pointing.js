// Lets a picture be pointed at. Without this file its zones are chosen from a list; with
// it that list waits behind a word, and using one of the two empties the other.
(() => {
  "use strict";

  // In per mille of the picture: steps of the arrow keys, and how near a mark is meant.
  const STEP = 20;
  const FINE = 5;
  const NEAR = 40;
  const CROSS = "M-12 0H12M0-12V12";
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const within = (number) => Math.min(1000, Math.max(0, Math.round(number)));

  const drawing = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const cross = ([across, down], kind = "") => {
    const at = drawing("svg", { x: `${across / 10}%`, y: `${down / 10}%`, overflow: "visible" });
    at.append(drawing("path", { class: "cross-under", d: CROSS }));
    at.append(drawing("path", { class: `cross ${kind}`, d: CROSS }));
    return at;
  };

  const element = (name, className, text, lang) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    if (lang) made.lang = lang;
    return made;
  };

  const upgrade = (box, index) => {
    const texts = box.dataset;
    const most = Number(texts.most);
    const picture = box.querySelector(".picture");
    const marks = box.querySelector("[data-pointing-marks]");
    const field = box.querySelector("[data-pointing-spots]");
    const list = box.querySelector("[data-pointing-list]");
    const status = box.querySelector("[data-pointing-status]");
    const boxes = [...list.querySelectorAll("input")];
    let aim = [500, 500];
    let aiming = false;

    const spots = () => (field.value ? field.value.split(" ").map((one) => one.split(",").map(Number)) : []);

    const draw = () => {
      marks.replaceChildren(...spots().map((spot) => cross(spot)));
      if (aiming) marks.append(cross(aim, "cross-aim"));
    };

    const words = ([across, down]) => texts.at
      .replace("{across}", Math.round(across / 10)).replace("{down}", Math.round(down / 10));

    const keep = (kept, said, spot) => {
      field.value = kept.map((one) => one.join(",")).join(" ");
      for (const one of boxes) one.checked = false;
      draw();
      status.textContent = said.replace("{place}", words(spot));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const point = (spot) => {
      const before = spots();
      const meant = before.findIndex((one) => Math.hypot(one[0] - spot[0], one[1] - spot[1]) < NEAR);
      if (most === 1) keep([spot], texts.marked, spot);
      else if (meant >= 0) keep(before.filter((_, place) => place !== meant), texts.unmarked, before[meant]);
      else if (before.length < most) keep([...before, spot], texts.marked, spot);
      else status.textContent = texts.full;
    };

    const how = element("p", "question-note", `${texts.how} `, texts.lang);
    how.append(element("span", "pointing-keys", texts.keys));
    how.id = `pointing-how-${index}`;
    picture.before(how);

    const surface = element("button", "pointing-surface", "", texts.lang);
    surface.type = "button";
    surface.setAttribute("aria-label", texts.name);
    surface.setAttribute("aria-describedby", how.id);
    picture.append(surface);
    surface.addEventListener("click", (event) => {
      // A button pressed with the keyboard is clicked nowhere: then the cross is meant.
      if (event.detail === 0) { point(aim); return; }
      const frame = picture.getBoundingClientRect();
      aiming = false;
      aim = [within((event.clientX - frame.left) / frame.width * 1000),
        within((event.clientY - frame.top) / frame.height * 1000)];
      point(aim);
    });
    surface.addEventListener("keydown", (event) => {
      const direction = ARROWS[event.key];
      if (!direction) return;
      event.preventDefault();
      const step = event.shiftKey ? FINE : STEP;
      aim = [within(aim[0] + direction[0] * step), within(aim[1] + direction[1] * step)];
      aiming = true;
      draw();
      status.textContent = words(aim);
    });
    surface.addEventListener("focus", () => {
      aiming = surface.matches(":focus-visible");
      draw();
    });
    surface.addEventListener("blur", () => { aiming = false; draw(); });

    const other = element("details", "pointing-list", "");
    other.append(element("summary", "", texts.list, texts.lang));
    list.before(other);
    other.append(list);
    // What is said of single zones is said there.
    other.open = boxes.some((one) => one.checked) || list.querySelector(".remark") !== null;
    addEventListener("beforeprint", () => { other.open = true; });
    list.addEventListener("change", () => { field.value = ""; draw(); });

    // Answers kept in the tab have been put back into the form.
    const form = box.closest("form");
    if (form) form.addEventListener("restored", draw);
    draw();
  };

  document.querySelectorAll("[data-pointing]").forEach(upgrade);
})();
