// The editor of a bot: one part of the source at a time, and a preview beside it that follows what is typed. Without this script all
// parts are on the page, one below the other, and the form saves them.
"use strict";
(() => {
  const form = document.querySelector("form[data-bot]");
  if (!form) return;
  const parts = [...form.querySelectorAll("[data-part]")];
  const tabs = form.querySelector("[data-tabs]");
  const show = (chosen) => {
    for (const part of parts) part.hidden = part !== chosen;
    for (const tab of tabs.children) {
      const on = tab.getAttribute("aria-controls") === chosen.id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
  };
  tabs.setAttribute("role", "tablist");
  for (const part of parts) {
    const label = part.querySelector("label");
    const tab = Object.assign(document.createElement("button"), { type: "button", className: "tab", id: `${part.id}-tab`, textContent: label.textContent });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", part.id);
    part.setAttribute("role", "tabpanel");
    part.setAttribute("aria-labelledby", tab.id);
    label.classList.add("hidden");
    if (part.querySelector(".problem")) tab.classList.add("bad");
    tab.addEventListener("click", () => show(part));
    tabs.append(tab);
  }
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...tabs.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    next.click();
  });
  tabs.hidden = false;
  show(parts.find((part) => part.querySelector(".problem")) || parts[0]);

  // Leaving with something unsaved is asked about.
  const text = () => parts.map((part) => part.querySelector("textarea").value).join("\0");
  const before = form.dataset.dirty ? "" : text();
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && text() !== before) event.preventDefault();
  });

  // Two spaces instead of the way out of the field; Escape lets the next Tab out again.
  for (const area of form.querySelectorAll("textarea[data-code]")) {
    let out = false;
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") out = true;
      else if (event.key === "Tab" && !event.shiftKey && !out && area.value) {
        event.preventDefault();
        area.setRangeText("  ", area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (event.key !== "Shift") out = false;
    });
  }

  const frame = document.querySelector("iframe[data-preview]");
  const told = document.querySelector("[data-told]");
  if (!frame) return;
  const source = frame.dataset.preview;
  const value = (name) => form.elements[name].value;
  let css = "", asked = 0, waiting;
  const styles = async () => {
    const turn = asked += 1;
    const body = new URLSearchParams({ csrf: value("csrf"), scss: value("scss") });
    const response = await fetch("/bots/style", { method: "POST", body });
    const answer = await response.text();
    if (turn !== asked) return false;
    if (response.ok) css = answer;
    told.textContent = response.ok ? "" : answer;
    return true;
  };
  const renew = async () => {
    if (await styles().catch(() => true)) frame.src = source; // which says that it is ready, and is told the rest
  };
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || !event.data) return;
    if (event.data.botReady) frame.contentWindow.postMessage({ html: value("html"), css, javascript: value("javascript") }, "*");
    else if (event.data.botFailed) told.textContent = `The script failed: ${event.data.botFailed}`;
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, 600);
  });
  frame.closest("section").hidden = false;
  renew();
})();
