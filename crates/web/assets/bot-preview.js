// The empty page in which the editor shows a bot that is being written: it says that it is there, is told the source once, and shows it.
"use strict";
{
  const editor = document.body.dataset.dev;
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== editor || !event.data || typeof event.data.html !== "string") return;
    const { html, css, javascript } = event.data;
    document.body.innerHTML = html;
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    document.body.append(Object.assign(document.createElement("script"), { textContent: javascript }));
  }, { once: false });
  addEventListener("error", (event) => parent.postMessage({ botFailed: String(event.message) }, editor));
  parent.postMessage({ botReady: true }, editor);
}
