// What a single page app finds on its page: who looks, where, and a token to ask the APIs with. Loaded before the app's own
// scripts, in a frame without our origin.
"use strict";
{
  const told = document.body.dataset;
  window.cobot = Object.freeze({
    subdomain: told.subdomain,
    access_token: told.accessToken || null,
    user_id: told.userId,
    locale: told.locale,
    // Where the space is, with API 1 at /api; and API 2.
    space_url: new URL("/", location.href).origin,
    api_url: told.api,
  });
  delete told.accessToken;
}
