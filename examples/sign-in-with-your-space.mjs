// Sign in with your space: a client in ten lines. npm install openid-client@6.9.0; then
// ISSUER=http://harbour.localhost:3000 CLIENT_ID=… CLIENT_SECRET=… node sign-in-with-your-space.mjs
// Register it at dev.H/applications with the address http://localhost:4000/.
import * as oidc from 'openid-client'
import { createServer } from 'node:http'
const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env, home = 'http://localhost:4000/', verifier = oidc.randomPKCECodeVerifier()
const config = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, { execute: [oidc.allowInsecureRequests] })
createServer(async (request, response) => {
  const url = new URL(request.url, home)
  if (!url.searchParams.has('code')) return response.writeHead(302, { location: (await authorize()).href }).end()
  const tokens = await oidc.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier })
  response.end(`Welcome, ${tokens.claims().name}\n`)
}).listen(4000, '127.0.0.1')
const authorize = async () => oidc.buildAuthorizationUrl(config, { redirect_uri: home, scope: 'openid email',
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' })
