// Puts a page of a space where the script stands, as high as what it shows:
// <script src="https://SPACE/assets/embed.js" data-kontor="events" async></script>
"use strict";
(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const frame = document.createElement("iframe");
  frame.src = `${origin}/widgets/${encodeURIComponent(script.dataset.kontor || "plans")}`;
  frame.title = script.dataset.title || script.dataset.kontor || "Plans";
  Object.assign(frame.style, { width: "100%", height: "24rem", border: "0" });
  script.after(frame);
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const height = Number(event.data && event.data.kontorHeight);
    if (height > 0 && height < 20000) frame.style.height = `${Math.ceil(height)}px`;
  });
})();
