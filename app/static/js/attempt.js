// Saves the answers of a page while they are being given, keeps them in the tab when the
// line is down, and shows the time left. Without this file the buttons of the page do it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  const status = document.querySelector("[data-saved]");
  const store = `answers:${location.pathname}:${form.elements.page.value}`;
  const texts = form.dataset;
  const QUIET = 1200; // ms after the last key before saving
  const RETRY = 5000;
  const LAST = 2; // s before the end, when nothing waits for the typing to pause
  let timer = 0;
  let sending = false;
  let dirty = false;
  let leaving = false;

  const say = (text) => { if (status) status.textContent = text; };

  // ---- what stands in the form, apart from token and key -----------------------------
  const entries = () => [...new FormData(form)].filter(
    ([name]) => !["csrf_token", "key", "page", "seen"].includes(name));

  const keep = () => {
    try { sessionStorage.setItem(store, JSON.stringify(entries())); } catch { /* full or off */ }
  };
  const forget = () => {
    try { sessionStorage.removeItem(store); } catch { /* off */ }
  };

  const restore = () => {
    let kept;
    try { kept = JSON.parse(sessionStorage.getItem(store) || "null"); } catch { kept = null; }
    if (!kept) return;
    for (const control of form.elements) {
      if (!control.name || control.disabled) continue;
      const values = kept.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = values.includes(control.value);
      } else if (values.length && control.type !== "hidden" && control.type !== "submit") {
        control.value = values[0];
      }
    }
    form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
    dirty = true;
    schedule(0);
  };

  // ---- saving ------------------------------------------------------------------------
  const schedule = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const save = async ({ last = false } = {}) => {
    if (!dirty || sending || leaving) return;
    sending = true;
    dirty = false;
    say(texts.saving);
    let again = 0;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        // What a tab sends in its last moment arrives although the tab is gone.
        keepalive: last,
      });
      again = await settle(response);
    } catch {
      again = RETRY;
      say(texts.notSaved);
    }
    sending = false;
    if (again) { dirty = true; schedule(again); } else if (dirty) { schedule(QUIET); }
  };

  // Returns after how many ms to try again, 0 when there is nothing to repeat.
  const settle = async (response) => {
    if (response.ok) {
      const receipt = await response.json();
      if (receipt.seconds_left !== null) startClock(receipt.seconds_left);
      if (!receipt.saved) { say(texts.unreadable); return 0; }
      say(texts.savedText);
      if (!dirty) forget();
      return 0;
    }
    if (response.status === 409) { say(texts.over); forget(); return 0; }
    if (response.status === 401) { say(texts.signedOut); return RETRY * 3; }
    if (response.status === 400 && await renewToken()) return 1;
    say(texts.refused);
    return RETRY;
  };

  // Who signed in again meanwhile has another token; the same page knows it.
  const renewToken = async () => {
    const token = form.elements.csrf_token;
    const page = await (await fetch(location.href, { credentials: "same-origin" })).text();
    const found = new DOMParser().parseFromString(page, "text/html")
      .querySelector("form[data-autosave] input[name=csrf_token]");
    if (!found || found.value === token.value) return false;
    token.value = found.value;
    return true;
  };

  const changed = () => {
    // The key stays the page's own: by it the server knows what this page sent before, so
    // a retry is stored once, and going back to an earlier answer is an answer again.
    dirty = true;
    keep();
    schedule(QUIET);
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    keep();
    try { sessionStorage.setItem("pending", store); } catch { /* off */ }
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("online", () => schedule(0));
  // Who leaves may not come back; who comes back may have signed in meanwhile.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { clearTimeout(timer); save({ last: true }); }
    else if (dirty) schedule(0);
  });
  addEventListener("focus", () => { if (dirty) schedule(0); });

  // ---- time left: counted from the server's seconds, never from this device's clock ----
  const clock = document.querySelector("[data-clock]");
  let ticking = 0;
  const startClock = (seconds) => {
    if (!clock) return;
    clearInterval(ticking);
    const end = performance.now() + seconds * 1000;
    const tick = () => {
      const left = Math.max(0, Math.round((end - performance.now()) / 1000));
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      clock.closest(".clock").classList.toggle("clock-short", left <= 60);
      if (left <= LAST && dirty) schedule(0);
      if (left === 0) { clearInterval(ticking); say(texts.tooLate); setTimeout(close, QUIET); }
    };
    tick();
    ticking = setInterval(tick, 1000);
  };

  // The server says what comes now; without a line this page is all there is.
  const close = () => {
    if (!navigator.onLine) return;
    leaving = true;
    forget();
    location.replace(location.pathname);
  };

  // The server answered the last submit with a page: what was kept for it is saved there,
  // and must not cover answers given meanwhile on another device. After the Back button or
  // a reload nothing is known of the server, so what was entered last is shown again.
  const arrival = performance.getEntriesByType("navigation")[0];
  try {
    if (arrival && arrival.type === "navigate") {
      sessionStorage.removeItem(sessionStorage.getItem("pending"));
    }
    sessionStorage.removeItem("pending");
  } catch { /* off */ }

  if (texts.secondsLeft !== undefined) startClock(Number(texts.secondsLeft));
  restore();
})();
