// Installs a single page app into a space, and serves its files: who-is-here, charge-the-coffee, or one of your own.
//
//   node add-on.mjs who-is-here http://harbour.localhost:3000
//
// Open the address that it prints and sign in as who runs the space. The folder holds app.json (name, section, scope), app.js
// and app.css. This is all that the server of an add-on has to do: its page runs in the space, with a token of who looks.
import './localhost.mjs'
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const [folder, space] = process.argv.slice(2), { PORT = 4002 } = process.env
if (!space) {
  console.error('node add-on.mjs FOLDER SPACE')
  process.exit(2)
}
const about = JSON.parse(await readFile(new URL(`${folder}/app.json`, import.meta.url)))
// http://harbour.localhost:3000: the space is `harbour`, and its neighbours are at `www` and `api`.
const [subdomain, ...domain] = new URL(space).host.split('.')
const neighbour = name => `${new URL(space).protocol}//${[name, ...domain].join('.')}`
let home, client, waiting = new Map()

async function json(url, body, headers = {}) {
  const method = body ? 'POST' : 'GET'
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, body })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
  return response.json()
}

// Registers itself (RFC 7591); a real add-on is registered once, by hand, at dev.H/applications.
async function register() {
  const scope = `${about.scope} write_single_page_apps write_navigation_links`
  const wish = { client_name: about.name, redirect_uris: [`${home}/installed`], scope, token_endpoint_auth_method: 'none' }
  return (await json(`${neighbour('www')}/oauth/register`, JSON.stringify(wish))).client_id
}

// To the page where who runs the space lets the add-on in.
async function ask() {
  client ??= await register()
  const [state, verifier] = [randomBytes(16), randomBytes(32)].map(bytes => bytes.toString('base64url'))
  waiting.set(state, verifier)
  return `${neighbour('www')}/oauth/authorize?${new URLSearchParams({
    response_type: 'code', client_id: client, redirect_uri: `${home}/installed`, state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  })}`
}

// Back from there: makes the app and the link to it. The address of the link's page.
async function install(query) {
  const verifier = waiting.get(query.get('state'))
  if (!verifier || !query.has('code')) throw new Error(`not let in: ${query.get('error') ?? 'unknown state'}`)
  waiting.delete(query.get('state'))
  const code = { grant_type: 'authorization_code', code: query.get('code'), redirect_uri: `${home}/installed`, client_id: client, code_verifier: verifier }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const { access_token } = await json(`${neighbour('www')}/oauth/access_token`, String(new URLSearchParams(code)), form)
  const make = (type, attributes, relationships) => json(`${neighbour('api')}/${type.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`,
    JSON.stringify({ data: { type, attributes, relationships } }),
    { authorization: `Bearer ${access_token}`, 'content-type': 'application/vnd.api+json' })
  const files = { js: [{ url: `${home}/app.js` }], css: [{ url: `${home}/app.css` }] }
  const app = await make('singlePageApps', { name: about.name, ...files })
  const { id } = await json(`${neighbour('www')}/api/spaces/${subdomain}`)
  const link = await make('navigationLinks', { label: about.name, section: about.section }, {
    space: { data: { type: 'spaces', id } }, singlePageApp: { data: { type: 'singlePageApps', id: app.data.id } },
  })
  return link.data.attributes.userUrl
}

const files = { '/app.js': 'text/javascript', '/app.css': 'text/css' }
createServer(async (request, response) => {
  try {
    const { pathname, searchParams } = new URL(request.url, home)
    if (pathname === '/') return response.writeHead(302, { location: await ask() }).end()
    if (pathname === '/installed') {
      // By a page, not a redirect: browsers hold a form's policy against all that it is redirected to, and the way here began
      // with the form of the consent.
      const link = await install(searchParams)
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      return response.end(`<!doctype html><meta http-equiv="refresh" content="0; url=${link}"><p>Installed. <a href="${link}">Go on</a>\n`)
    }
    if (!Object.hasOwn(files, pathname)) return response.writeHead(404).end()
    const file = await readFile(new URL(`${folder}${pathname}`, import.meta.url))
    response.writeHead(200, { 'content-type': `${files[pathname]}; charset=utf-8`, 'cache-control': 'no-cache' }).end(file)
  } catch (error) {
    console.error(error.message)
    response.writeHead(502, { 'content-type': 'text/plain' }).end('This did not work; the terminal says why.\n')
  }
}).listen(PORT, '127.0.0.1', function () {
  home = `http://localhost:${this.address().port}`
  console.log(`install ${about.name}: ${home}/`)
})
