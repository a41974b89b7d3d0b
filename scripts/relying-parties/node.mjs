// Signs in with openid-client: discovery, code and PKCE, userinfo, refresh, logout. node node.mjs ISSUER WWW EMAIL PASSWORD NAME
import dns from 'node:dns'
import assert from 'node:assert/strict'
import * as oidc from 'openid-client'

// Not every resolver knows *.localhost.
const lookup = dns.lookup
dns.lookup = (host, options, done) => host.endsWith('localhost')
  ? (options?.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)) : lookup(host, options, done)

const [issuer, www, email, password, name] = process.argv.slice(2)
const redirectUri = 'https://rp.test/cb', goodbye = 'https://rp.test/bye'
const cookies = new Map()

// One request with the cookies of this browser, no redirect followed.
async function send(url, form) {
  const headers = { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') }
  const response = await fetch(url, { redirect: 'manual', headers, ...(form && { method: 'POST', body: new URLSearchParams(form) }) })
  for (const cookie of response.headers.getSetCookie()) {
    const [key, value] = cookie.split(';')[0].split('=')
    value ? cookies.set(key, value) : cookies.delete(key)
  }
  return response
}

// Follows redirects and fills in pages until the browser leaves for the client.
async function browse(url) {
  for (let step = 0, response = await send(url); step < 12; step++) {
    const location = response.headers.get('location')
    if (location) {
      url = new URL(location, url)
      if (url.host === 'rp.test') return url
      response = await send(url)
      continue
    }
    const page = await response.text()
    assert.equal(response.status, 200, page)
    const hidden = field => page.match(new RegExp(`name="${field}" value="([^"]*)"`))?.[1].replaceAll('&#38;', '&')
    const [action, form] = page.includes('action="/oauth/consent"')
      ? ['/oauth/consent', { request: hidden('request'), decision: 'allow' }]
      : ['/session/new', { return_to: hidden('return_to'), email, password }]
    url = new URL(action, url)
    response = await send(url, { csrf: hidden('csrf'), ...form })
  }
  throw new Error(`no way out of ${url}`)
}

const registered = await (await fetch(`${www}/oauth/register`, {
  method: 'POST',
  body: JSON.stringify({ redirect_uris: [redirectUri], post_logout_redirect_uris: [goodbye], client_name: 'Node', scope: 'openid email',
    grant_types: ['authorization_code', 'refresh_token'] }),
})).json()
const execute = [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks]
const config = await oidc.discovery(new URL(issuer), registered.client_id, registered.client_secret, undefined, { execute })
const pkceCodeVerifier = oidc.randomPKCECodeVerifier(), expectedState = oidc.randomState(), expectedNonce = oidc.randomNonce()
const back = await browse(oidc.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri, scope: 'openid email', state: expectedState, nonce: expectedNonce, max_age: '600',
  code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256',
}))
const tokens = await oidc.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true })
const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
assert.equal(info.email, email)
assert.equal(tokens.claims().name !== undefined, name === 'named')
const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token)
assert.equal(renewed.claims().sub, info.sub)
await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), /invalid_grant|error/)
const bye = await browse(oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: goodbye, id_token_hint: renewed.id_token, state: 's' }))
assert.equal(bye.href, `${goodbye}?state=s`)
console.log(`openid-client: ${issuer}: discovery, code and PKCE, userinfo, refresh, logout`)
