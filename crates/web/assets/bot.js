// What a bot finds on its page: who looks, tokens, and helpers with the names that existing bots know. Loaded before the bot's own
// script, in a frame without our origin.
"use strict";
{
  const told = { ...document.body.dataset };
  for (const name of ["accessToken", "storageToken"]) delete document.body.dataset[name];
  const preview = told.preview === "yes";
  const access = told.accessToken || null, storage = told.storageToken || null;

  window.cobot = Object.freeze({
    subdomain: told.subdomain,
    access_token: access,
    storage_token: storage,
    user_id: told.userId || null,
    locale: told.locale || "en",
    space_url: told.space,
    api_url: told.api,
  });

  // What a request was refused with, as jQuery would say it.
  class Refused extends Error {
    constructor(status, text) {
      super(`${status}`);
      this.status = status;
      this.responseText = text;
      try {
        this.responseJSON = JSON.parse(text);
      } catch {
        this.responseJSON = undefined;
      }
    }
  }

  async function ask(method, url, token, body, type = "application/json") {
    const headers = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers["content-type"] = type;
    const options = { method, headers, credentials: "omit", ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(url, options).catch((error) => {
      throw new Refused(0, String(error));
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, text);
    if (!text) return null;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  // Where the API of a host is: a subdomain, or `www`; `api` is API 2.
  function base(host) {
    if (host === "api") return told.api;
    if (host === "www") return `${told.www}/api`;
    if (host === told.subdomain) return `${told.space}/api`;
    const home = new URL(told.www);
    return `${home.protocol}//${encodeURIComponent(host)}.${home.host.replace(/^www\./, "")}/api`;
  }

  function address(host, path, params) {
    const url = new URL(base(host) + (path.startsWith("/") ? path : `/${path}`));
    for (const [name, value] of Object.entries(params || {})) {
      if (Array.isArray(value)) value.forEach((one) => url.searchParams.append(`${name}[]`, one));
      else if (value !== undefined && value !== null) url.searchParams.append(name, value);
    }
    return url;
  }

  const none = () => Promise.reject(new Refused(401, JSON.stringify({ error: "There is no token in the preview." })));

  function Api(token) {
    const call = (method) => (host, path, body = {}) =>
      preview ? none() : ask(method, address(host, path), token, body, host === "api" ? "application/vnd.api+json" : undefined);
    return {
      get: (host, path, params) => (preview ? none() : ask("GET", address(host, path, params), token)),
      post: call("POST"),
      put: call("PUT"),
      patch: call("PATCH"),
      _delete: (host, path) => (preview ? none() : ask("DELETE", address(host, path), token)),
    };
  }

  // Of the bot in this space: everybody who sees the bot here reads and writes the same.
  function Storage(token) {
    if (preview) {
      const kept = new Map();
      return {
        get: async (key) => structuredClone(kept.get(key) ?? null),
        set: async (key, value) => void kept.set(key, structuredClone(value)),
        remove: async (key) => void kept.delete(key),
        list: async (prefix = "") => [...kept.keys()].filter((key) => key.startsWith(prefix)).sort(),
      };
    }
    const at = (key) => `${told.bots}/storage/entry?${new URLSearchParams({ key })}`;
    return {
      get: async (key) => (await ask("GET", at(key), token)).value,
      set: (key, value) => ask("PUT", at(key), token, value === undefined ? null : value),
      remove: (key) => ask("DELETE", at(key), token),
      list: async (prefix = "") => (await ask("GET", `${told.bots}/storage?${new URLSearchParams({ prefix })}`, token)).keys,
    };
  }

  const iframeHeight = () => Math.ceil(document.documentElement.getBoundingClientRect().height);
  // Who asks for a height is left alone from then on.
  let follows = true;
  const askFor = (height) => parent.postMessage(JSON.stringify({ frameHeight: height }), "*");
  const follow = () => { if (follows) askFor(iframeHeight()); };
  const iframeResize = (height) => {
    if (height !== undefined) follows = false;
    askFor(height ?? iframeHeight());
  };
  window.Cobot = { Api, Storage, iframeHeight, iframeResize, scrollTop: 0 };
  addEventListener("message", (event) => {
    if (event.source !== parent || typeof event.data !== "string") return;
    try {
      const { scrollTop } = JSON.parse(event.data) || {};
      if (typeof scrollTop === "number") window.Cobot.scrollTop = scrollTop;
    } catch {
      // Not for us.
    }
  });
  addEventListener("load", follow);
  if (!preview) new ResizeObserver(follow).observe(document.body);

  // What goes wrong is told to the author, without the tokens.
  let left = 10;
  function report(text) {
    if (preview || !storage || left === 0) return;
    left -= 1;
    for (const secret of [access, storage]) if (secret) text = text.replaceAll(secret, "[token]");
    ask("POST", `${told.bots}/log`, storage, { text: text.slice(0, 900) }).catch(() => {});
  }
  const words = (value) => {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (typeof value === "string") return value;
    try {
      return JSON.stringify(value);
    } catch {
      return String(value);
    }
  };
  addEventListener("error", (event) => report(`${event.message} (${event.filename}:${event.lineno})`));
  addEventListener("unhandledrejection", (event) => report(`not caught: ${words(event.reason)}`));
  addEventListener("securitypolicyviolation", (event) => report(`not allowed by the page's policy: ${event.violatedDirective} ${event.blockedURI}`));
  const error = console.error.bind(console);
  console.error = (...values) => {
    error(...values);
    report(values.map(words).join(" "));
  };
}
