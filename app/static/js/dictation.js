// Counts in a quiz how often a recording is heard, and notes who opens the other task.
// Without this file recordings play as often as one likes; so it is no secure limit.
(() => {
  "use strict";

  const BACK = 1; // s; whoever jumps back further hears it again

  const upgrade = (box) => {
    const other = box.querySelector(".dictation-other");
    if (other) {
      const taken = other.querySelector("input");
      other.addEventListener("toggle", () => {
        if (!other.open || taken.checked || taken.disabled) return;
        taken.checked = true;
        taken.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    const note = box.querySelector("[data-dictation-plays]");
    if (!note) return;
    if (box.closest("form[data-autosave]")) limit(box, note);
    else note.hidden = true;
  };

  const limit = (box, note) => {
    const most = Number(box.dataset.plays);
    const store = `plays:${location.pathname}:${box.querySelector("textarea").name}`;
    const recordings = [...box.querySelectorAll("audio")];
    let heard = 0;
    try { heard = Number(sessionStorage.getItem(store)) || 0; } catch { /* off */ }

    const say = () => {
      note.textContent = heard < most
        ? box.dataset.left.replace("{count}", String(most - heard)) : box.dataset.over;
    };
    const close = () => {
      if (heard < most) return;
      for (const one of recordings) {
        if (!one.paused) continue;
        one.controls = false;
        one.closest(".recording").hidden = true;
      }
    };
    const count = (recording) => {
      if (heard >= most) { recording.pause(); close(); return; }
      heard += 1;
      try { sessionStorage.setItem(store, String(heard)); } catch { /* full or off */ }
      say();
    };

    for (const one of recordings) {
      let reached = 0;
      let begun = false;
      one.addEventListener("play", () => {
        if (begun) return;
        begun = true;
        reached = 0;
        count(one);
      });
      one.addEventListener("timeupdate", () => {
        if (!one.seeking) reached = Math.max(reached, one.currentTime);
      });
      one.addEventListener("seeked", () => {
        if (!begun || one.currentTime > reached - BACK) return;
        reached = one.currentTime;
        count(one);
      });
      one.addEventListener("ended", () => { begun = false; close(); });
      one.addEventListener("pause", () => { if (one.ended) close(); });
    }
    say();
    close();
  };

  document.querySelectorAll("[data-dictation]").forEach(upgrade);
})();
