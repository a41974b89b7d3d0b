// Beside a page within ours (frames of applications and of bots): gives it the height that it asks for, and tells it how far the
// page is scrolled. Both say it as text, with the names that existing add-ons know.
"use strict";
(() => {
  const frame = document.querySelector("iframe.embedded");
  if (!frame) return;
  const tell = () => frame.contentWindow.postMessage(JSON.stringify({ scrollTop: Math.max(0, Math.round(scrollY - frame.offsetTop)) }), "*");
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
    let said;
    try {
      said = JSON.parse(event.data);
    } catch {
      return;
    }
    const height = Number(said && said.frameHeight);
    if (height > 0 && height < 100000) {
      frame.style.height = `${Math.ceil(height) + 2}px`;
      tell();
    }
  });
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tell();
    });
  }, { passive: true });
})();
