// A form is sent once: its buttons rest until the answer is there. The server takes care of those who click twice without scripts.
"use strict";
{
  const resting = new Set();
  let sent = false;
  const wake = () => {
    for (const button of resting) button.disabled = false;
    resting.clear();
  };
  document.addEventListener("submit", event => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    sent = true;
    // After the browser has read the form, for it sends the name of the button that was pressed.
    setTimeout(() => {
      for (const button of form.querySelectorAll("button:enabled")) {
        button.disabled = true;
        resting.add(button);
      }
    });
    // Where the answer is a file, the page stays.
    setTimeout(wake, 10_000);
  });
  addEventListener("pageshow", event => {
    // Who goes back to a form that was sent gets a new one: the old one has done what it can.
    if (event.persisted && sent) location.reload();
    else wake();
  });
}
