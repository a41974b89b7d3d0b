// Runs each example against the demo and looks at what it did. check.mjs EXAMPLES PORT TOKEN; see `run`.
import './examples/localhost.mjs'
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { launch, signIn } from './browser.mjs'

const [folder, port, token] = process.argv.slice(2), { PYTHON, RUBY, DOOR, CHROMIUM, OPENID_CLIENT } = process.env
const site = name => `http://${name}.localhost:${port}`
const space = site('harbour')

async function ask(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${space}/api${path}`, { method, headers, body: body && JSON.stringify(body) })
  const text = await response.text()
  assert(response.ok, `${method} ${path}: ${response.status} ${text}`)
  return text ? JSON.parse(text) : null
}

async function until(what, holds, seconds = 20) {
  for (let end = Date.now() + seconds * 1000; Date.now() < end;) {
    const found = await holds()
    if (found) return found
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail(`${what}: not within ${seconds} seconds`)
}

// Starts a server of an example, and waits for the line that says where it is.
const running = []
async function start(command, args, more, says) {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, TOKEN: token, ...more } })
  running.push(child)
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => { out += text })
  const found = await until(`${args.join(' ')} listens`, () => {
    assert(child.exitCode === null, `${args.join(' ')} has ended: ${out}`)
    return out.match(says)
  })
  return { child, url: found[1], out: () => out }
}
async function stop(child) {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

const hours = number => new Date(Date.now() + number * 3600e3)
const day = time => time.toISOString().slice(0, 10)
const PROBE = '<b>=1+1</b>'
const rooms = (await ask('GET', '/resources')).filter(room => room.can_book)
const members = await ask('GET', '/memberships')
assert(rooms.length && members.length, 'the demo has rooms and members')

// The first room and time that can be had.
async function book(title, times, among = rooms) {
  let why
  for (const room of among) {
    for (const from of times) {
      const to = new Date(+from + 3600e3)
      try {
        return { room, booking: await ask('POST', `/resources/${room.id}/bookings`, { from: from.toISOString(), to: to.toISOString(), title }) }
      } catch (refused) {
        why = refused
      }
    }
  }
  throw why
}
const future = [30, 54, 78, 102, 126].flatMap(days => [0, 1, 2, 3].map(hour => hours(days * 24 + hour))).map(time => new Date(time.setMinutes(0, 0, 0)))

async function webhookToChat() {
  const said = [], calls = []
  const chat = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    said.push(JSON.parse(body).text)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(chat, 'listening')
  const before = (await ask('GET', '/subscriptions')).length
  const at = `http://127.0.0.1:${chat.address().port}/`
  const { child, url } = await start(PYTHON, ['webhook-to-chat/receive.py', space, at, 'created_booking'], {}, /listening at (\S+)/)
  const { room } = await book(PROBE, future)
  const line = await until('the chat is told', () => said.find(text => text.includes(room.name)))
  assert(line.startsWith('created booking: ') && line.includes(PROBE), line)
  // What nobody has signed, and what somebody else has, is refused and not told.
  const body = JSON.stringify({ url: `${space}/api/bookings/1` }), now = String(Math.floor(Date.now() / 1000))
  const foreign = `v1,${createHmac('sha256', 'another secret').update(`m.${now}.${body}`).digest('base64')}`
  for (const headers of [{}, { 'webhook-id': 'm', 'webhook-timestamp': now, 'webhook-signature': foreign }]) {
    calls.push((await fetch(`${url}/created_booking`, { method: 'POST', headers, body })).status)
  }
  assert.deepEqual(calls, [401, 401])
  assert.equal(said.length, 1)
  await stop(child)
  assert.equal((await ask('GET', '/subscriptions')).length, before, 'it ends its subscriptions')
  chat.close()
}

async function doorByCard() {
  await ask('POST', '/check_in_tokens', { membership_id: members[0].id, token: '04:A2:5F' })
  const child = spawn(DOOR, [space], { env: { ...process.env, TOKEN: token, OPEN: 'echo turned' } })
  let out = ''
  child.stdout.on('data', text => { out += text })
  child.stdin.end('04:A2:5F\n\nof nobody\n')
  await once(child, 'close')
  const [first, second, third] = out.trim().split('\n')
  assert(first.startsWith(`open: ${members[0].name}, until 20`), out)
  assert.deepEqual([second, third], ['turned', 'closed: nobody has this card'])
  const here = await ask('GET', '/check_ins?current=true')
  assert(here.some(visit => visit.membership_id === members[0].id), 'the member is checked in')
}

// RFC 4180.
function table(text) {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)]
  const rows = [[]]
  for (const [whole, quoted, plain, end] of cells) {
    if (!whole) continue
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') rows.push([])
  }
  return rows.filter(row => row.length)
}

async function nightlyReport() {
  const { booking, room } = await book('A day to report', future)
  await ask('POST', `/memberships/${members[0].id}/charges`, { description: '=HYPERLINK("x"), "y"', amount: '4.5' })
  const report = async (...more) => table((await promisify(execFile)(RUBY, ['nightly-report/report.rb', space, ...more],
    { cwd: folder, env: { ...process.env, TOKEN: token } })).stdout)
  const then = booking.from.slice(0, 10).replaceAll('/', '-')
  const rows = await report(then)
  assert.deepEqual(rows[0], ['what', 'from', 'to', 'member', 'about', 'amount', 'currency'])
  assert(rows.some(([what, from, , , about]) => what === 'booking' && from === booking.from && about === room.name), JSON.stringify(rows))
  const today = await report(day(new Date()))
  const charge = today.find(([what, , , , about]) => what === 'charge' && about.includes('HYPERLINK'))
  assert.deepEqual(charge?.slice(3), [members[0].name, '\'=HYPERLINK("x"), "y"', '4.5', 'EUR'], JSON.stringify(today))
  assert((await report()).length >= 1, 'yesterday')
}

async function roomDisplay(browser) {
  const { room, booking } = await book(PROBE, future)
  const { child, url } = await start('node', ['room-display/serve.mjs', space, room.name], { PORT: '0' }, /: (http:\S+)/)
  assert.equal((await fetch(`${url}../serve.mjs`)).status, 404)
  const page = await browser.newPage()
  const seen = async (at, what) => {
    await page.clock.setFixedTime(at)
    await page.route('**/plan', async route => {
      const plan = await (await route.fetch()).json()
      // The server's clock is the truth; here it is said to be another time.
      await route.fulfill({ json: { ...plan, now: at.toISOString(), bookings: [...plan.bookings, ...added] } })
    })
    await page.goto(url)
    await page.waitForFunction(what => document.getElementById('state').textContent === what, what)
    await page.unrouteAll()
  }
  const instant = text => new Date(text.replace(/^(\d+)\/(\d+)\/(\d+) (\S+) \+0000$/, '$1-$2-$3T$4Z'))
  const from = instant(booking.from), to = instant(booking.to)
  const added = [{ from: from.toISOString(), to: to.toISOString(), title: PROBE }]
  await seen(new Date(+from + 600e3), 'Taken')
  assert((await page.textContent('#until')).endsWith(PROBE) && await page.locator('b').count() === 0, 'titles are text')
  await seen(new Date(+from - 3600e3), 'Free')
  assert((await page.textContent('#next')).includes(PROBE))
  // Without anything made up it shows what the space knows.
  await page.goto(url)
  await page.waitForFunction(name => document.getElementById('room').textContent === name, room.name)
  const plan = await (await fetch(`${url}plan`)).json()
  const bookings = await ask('GET', `/resources/${room.id}/bookings?from=${encodeURIComponent(plan.now)}&to=${encodeURIComponent(hours(24).toISOString())}`)
  assert.equal(plan.bookings.length, bookings.length)
  await page.close()
  await stop(child)
}

// Lets the add-on in, where it asks.
async function allow(page) {
  const button = page.getByRole('button', { name: 'Allow', exact: true })
  await Promise.all([page.waitForLoadState('networkidle'), button.click()])
}

async function install(browser, name) {
  const { child, url } = await start('node', ['add-on.mjs', name, space], { PORT: '0' }, /: (http:\S+)/)
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  await signIn(page, 'owner@demo.test')
  await allow(page) // to install it
  await page.waitForURL(url => url.pathname === '/session/new' && url.host === new URL(space).host) // each site has its own sign-in
  await signIn(page, 'owner@demo.test')
  await page.waitForURL(/navigation_links/)
  return { child, page, link: page.url() }
}

async function asMember(browser, link) {
  const page = await (await browser.newContext()).newPage()
  await page.goto(link)
  await signIn(page, 'member@demo.test')
  assert(!(await page.textContent('main')).includes('menu of the space'), 'members are not asked for what installing needs')
  await allow(page)
  return page
}

async function whoIsHere(browser) {
  await ask('POST', `/memberships/${members[0].id}/work_sessions`, {})
  const { child, page: installed, link } = await install(browser, 'who-is-here')
  await installed.close()
  const page = await asMember(browser, link)
  const board = page.frameLocator('iframe')
  await board.locator('li', { hasText: members[0].name }).first().waitFor({ timeout: 20_000 })
  assert.match(await board.locator('h1').textContent(), /here$/)
  assert.equal(await page.frames()[1].evaluate(() => self.origin), 'null', 'it has no origin of ours')
  await page.context().close()
  await stop(child)
}

async function chargeTheCoffee(browser) {
  const { child, page: installed, link } = await install(browser, 'charge-the-coffee')
  await allow(installed)
  await installed.frameLocator('iframe').getByText('Only members').waitFor({ timeout: 20_000 }) // the owner is none
  await installed.close()
  const page = await asMember(browser, link)
  const app = page.frameLocator('iframe')
  await app.getByRole('button', { name: 'Espresso' }).click({ timeout: 20_000 })
  await app.locator('li', { hasText: '1 × Espresso' }).waitFor({ timeout: 20_000 })
  const charges = (await ask('GET', `/charges?from=${day(hours(-24))}&to=${day(hours(24))}`)).filter(charge => charge.description === 'Espresso')
  assert.deepEqual(charges.map(charge => charge.amount), ['1.2'])
  await page.context().close()
  await stop(child)
}

// The bots of examples/bots, which are installed in the demo.
function linkOf(page, label) {
  return page.getByRole('navigation', { name: 'Add-ons' }).getByRole('link', { name: label, exact: true })
}

async function botMembersList(browser) {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${space}/admin`)
  await signIn(page, 'owner@demo.test')
  await page.goto(`${space}/admin/add_ons`)
  await linkOf(page, 'Members list').click()
  await allow(page)
  const bot = page.frameLocator('iframe')
  await bot.getByText(`${members.length} members`).waitFor({ timeout: 20_000 })
  const written = page.waitForResponse(response => response.url().includes('/storage/entry') && response.request().method() === 'PUT')
  await Promise.all([written, bot.getByLabel('shown around').first().check()])
  await page.reload()
  await bot.getByText(`${members.length} members`).waitFor({ timeout: 20_000 })
  assert(await bot.getByLabel('shown around').first().isChecked(), 'the tick is kept')
  await page.context().close()
}

async function botCoffee(browser) {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${space}/bookings`)
  await signIn(page, 'member@demo.test')
  await page.goto(`${space}/bookings`)
  await linkOf(page, 'Coffee').click()
  await allow(page)
  const bot = page.frameLocator('iframe')
  await bot.getByRole('button', { name: 'Tea' }).click({ timeout: 20_000 })
  await bot.getByText('One cup so far.').waitFor({ timeout: 20_000 })
  const charges = (await ask('GET', `/charges?from=${day(hours(-24))}&to=${day(hours(24))}`)).filter(charge => charge.description === 'Tea')
  assert.deepEqual(charges.map(charge => Number(charge.amount)), [1])
  await page.context().close()
}

async function signInWithYourSpace(browser) {
  const wish = { client_name: 'Example', redirect_uris: ['http://localhost:4000/'], scope: 'openid email' }
  const made = await (await fetch(`${site('www')}/oauth/register`, { method: 'POST', body: JSON.stringify(wish) })).json()
  const env = { ...process.env, ISSUER: space, CLIENT_ID: made.client_id, CLIENT_SECRET: made.client_secret }
  const child = spawn('node', ['--import', `${folder}/localhost.mjs`, OPENID_CLIENT], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  running.push(child)
  await until('the client listens', () => fetch('http://localhost:4000/', { redirect: 'manual' }).then(() => true, () => false))
  const page = await (await browser.newContext()).newPage()
  await page.goto('http://localhost:4000/')
  await signIn(page, 'member@demo.test')
  await allow(page)
  await page.waitForURL('http://localhost:4000/**')
  assert.match(await page.textContent('body'), /^Welcome, \S+/)
  await page.context().close()
  await stop(child)
}

// What is missing is said by `run`.
const all = [
  ['webhook-to-chat', PYTHON, webhookToChat], ['door-by-card', DOOR, doorByCard], ['nightly-report', RUBY, nightlyReport],
  ['room-display', CHROMIUM, roomDisplay], ['who-is-here', CHROMIUM, whoIsHere], ['charge-the-coffee', CHROMIUM, chargeTheCoffee],
  ['bots/members-list', CHROMIUM, botMembersList], ['bots/charge-the-coffee', CHROMIUM, botCoffee],
  ['sign-in-with-your-space', CHROMIUM, signInWithYourSpace],
]
const browser = CHROMIUM && await launch()
try {
  for (const [name, has, check] of all.filter(([name]) => !process.env.ONLY || process.env.ONLY === name)) {
    if (!has) continue
    try {
      await check(browser)
      console.log(`${name}: works`)
    } catch (error) {
      console.error(`${name}: ${error.stack}`)
      process.exitCode = 1
    }
  }
} finally {
  await browser?.close()
  for (const child of running) child.kill('SIGTERM')
}
