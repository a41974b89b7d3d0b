// Passkeys: asks the device, and sends its answer with the form. Without script or passkeys the button stays hidden.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const alert = (form) => form.querySelector("[role=alert]");
  // What is said when something fails, in the language of the page.
  const says = (form) => alert(form).dataset;

  // The server's question, asked with the form's own token.
  const question = async (form) => {
    const answer = await fetch(form.dataset.challenge, { method: "POST", body: new URLSearchParams({ csrf: form.elements.csrf.value }) });
    if (!answer.ok) throw new Error(says(form)[answer.status === 429 ? "often" : "reload"]);
    return answer.json();
  };

  const make = async (form) => {
    const asked = await question(form);
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.relying_party, name: asked.site },
        user: { id: bytes(asked.user), name: asked.email, displayName: asked.email },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: asked.known.map((id) => ({ type: "public-key", id: bytes(id) })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
      },
    });
    const key = made.response.getPublicKey();
    if (!key) throw new Error(says(form).kind);
    return {
      client_data: text(made.response.clientDataJSON),
      authenticator_data: text(made.response.getAuthenticatorData()),
      public_key: text(key),
      algorithm: made.response.getPublicKeyAlgorithm(),
    };
  };

  const use = async (form) => {
    const asked = await question(form);
    const used = await navigator.credentials.get({
      publicKey: { challenge: bytes(asked.challenge), rpId: asked.relying_party, userVerification: "required" },
    });
    return {
      credential: text(used.rawId),
      client_data: text(used.response.clientDataJSON),
      authenticator_data: text(used.response.authenticatorData),
      signature: text(used.response.signature),
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const told = alert(form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      told.textContent = "";
      try {
        const answer = await (form.dataset.passkey === "make" ? make(form) : use(form));
        for (const [name, value] of Object.entries(answer)) form.elements[name].value = value;
        form.submit();
      } catch (error) {
        const given = { NotAllowedError: says(form).refused, InvalidStateError: says(form).known };
        told.textContent = given[error.name] || error.message;
      }
    });
  }
})();
