// Stores texts that would be markup, formulas or lines of calendars if somebody took them for such, in every text field that the
// APIs and some forms have, and looks at every page, file and mail for one that has become it. probes.mjs PORT TOKEN; see `run`.
import { crawl, kind } from './crawl.mjs'
import { launch } from './browser.mjs'
import { people } from './people.mjs'

const [port, token] = process.argv.slice(2), domain = `localhost:${port}`
const at = name => `http://${name}.${domain}`
const wrong = []
const complain = text => { wrong.push(text); console.error(text) }

// A name for each field, so that one knows which has come out wrong.
let count = 0
const probe = () => `=1+1"'><kp-${++count} onclick=alert(1)>{{7*7}}&amp;`
const LINES = '\r\nATTENDEE:mailto:kp@evil.test\r\n,=2+2'

async function ask(method, url, body, type = 'application/json') {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.api+json, application/json', ...(body && { 'content-type': type }) }
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
}

const documents = { 2: (await ask('GET', `${at('api')}/openapi.json`)).body, 1: (await ask('GET', `${at('dev')}/api1/openapi.json`)).body }
function operation(api, id) {
  for (const [path, item] of Object.entries(documents[api].paths)) {
    for (const [method, entry] of Object.entries(item)) if (entry.operationId === id) return { path, method: method.toUpperCase(), entry }
  }
  throw new Error(`there is no operation ${id}`)
}

function resolve(api, schema) {
  let found = schema
  while (found?.$ref) found = found.$ref.split('/').slice(1).reduce((node, name) => node[name], documents[api])
  for (const kind of ['anyOf', 'oneOf', 'allOf']) {
    const one = found?.[kind]?.map(part => resolve(api, part)).find(part => part.type !== 'null')
    if (one) return { ...found, ...one }
  }
  return found ?? {}
}

// Every text of a schema that could be anything, with a probe in it; what is given stays.
function fill(api, schema, given = {}) {
  const filled = { ...given }
  for (const [name, unresolved] of Object.entries(resolve(api, schema).properties ?? {})) {
    const property = resolve(api, unresolved)
    const types = [property.type].flat()
    if (typeof given[name] === 'string') continue
    if (types.includes('object') && property.properties) filled[name] = fill(api, property, given[name])
    else if (types.includes('array') && Array.isArray(given[name])) filled[name] = given[name].map(item => typeof item === 'object' ? fill(api, property.items, item) : item)
    else if (name in given) continue
    else if (types.includes('string') && !property.format && !property.enum && property.const === undefined) {
      filled[name] = probe() + (/text|body|description|comments|instructions|message|notes/i.test(name) ? LINES : '')
    }
  }
  return filled
}

// Which of the fields that were filled in are refused: names below the attributes, or of the object.
function blamed(answer) {
  const errors = answer.body?.errors
  if (Array.isArray(errors)) return errors.map(error => error.source?.pointer?.match(/^\/data\/attributes\/(.+)$/)?.[1]?.split('/'))
  return Object.keys(errors ?? {}).map(name => name.split(/[./]/))
}

let stored = 0
const size = (filled, given) => Object.entries(filled).reduce((sum, [name, value]) => sum + (value && typeof value === 'object'
  ? size(value, given?.[name] ?? {}) : Number(typeof value === 'string' && value.includes('<kp-'))), 0)

// Does an operation with probes in all that takes them; what is refused is left out. The answer.
async function store(api, id, given, ids = {}, relationships, type) {
  const { path, method, entry } = operation(api, id)
  const url = (api === 2 ? at('api') : path.startsWith('/api/spaces') ? at('www') : at('harbour')) + path.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? ids.id)
  const content = Object.values(entry.requestBody?.content ?? {})[0]?.schema
  const schema = api === 2 ? resolve(2, resolve(2, resolve(2, content).properties?.data).properties?.attributes) : resolve(1, content)
  const filled = fill(api, schema, given)
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const body = api === 1 ? filled : { data: { type, ...(method === 'PATCH' && { id: ids.id }), attributes: filled, ...(relationships && { relationships }) } }
    const answer = await ask(method, url, body, api === 2 ? 'application/vnd.api+json' : undefined)
    if (answer.status < 300) {
      stored += size(filled)
      return answer.body
    }
    const refused = blamed(answer).filter(name => name && name[0] in filled && !(name.length === 1 && name[0] in given))
    if (!refused.length) {
      // A refusal that names no field: without the fields one by one, the last first.
      const last = Object.keys(filled).filter(name => !(name in given)).at(-1)
      if (answer.status >= 500 || !last) return complain(`${id} cannot be probed: ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)} ${JSON.stringify(body).slice(0, 300)}`)
      delete filled[last]
    }
    for (const [first, ...rest] of refused) {
      let node = filled, name = first
      for (const next of rest) {
        if (node[name] && typeof node[name] === 'object' && next in node[name]) [node, name] = [node[name], next]
      }
      if (node === filled && first in given) return complain(`${id} refuses what must be there: ${JSON.stringify(answer.body)}`)
      // Perhaps only because it has several lines.
      if (typeof node[name] === 'string' && node[name].endsWith(LINES)) node[name] = node[name].slice(0, -LINES.length)
      else delete node[name]
    }
  }
  complain(`${id} refuses again and again`)
}

const day = (days, hour = 10) => {
  const time = new Date(Date.now() + days * 86400e3)
  time.setUTCHours(hour, 0, 0, 0)
  return time.toISOString().replace('.000', '')
}
const of = (type, id) => ({ data: { type, id } })
const space = (await ask('GET', `${at('www')}/api/spaces/harbour`)).body
const list = async path => (await ask('GET', `${at('harbour')}/api${path}`)).body
const [member] = (await list('/memberships')).filter(one => one.user?.email === 'member@demo.test' || one.email === 'member@demo.test')
const plan = (await list('/plans'))[0], rooms = (await list('/resources')).filter(one => one.can_book)
const there = of('spaces', space.id)

const crowd = await people(domain)
const named = name => crowd.find(one => one.visitor.name === name).visitor

async function api1() {
  const more = await store(1, 'v1-create-membership', { plan: { id: plan.id }, email: 'probe@members.test' })
  await store(1, 'v1-update-membership', { email: member.email }, { id: member.id })
  await store(1, 'v1-create-charge', { amount: '3.5' }, { id: member.id })
  await store(1, 'v1-create-membership-invoice', { items: [{ amount: '2.5' }] }, { id: member.id })
  await store(1, 'v1-create-note', {}, { id: member.id })
  const issue = await store(1, 'v1-create-issue', {})
  await store(1, 'v1-create-issue-comment', {}, { id: issue?.id })
  await store(1, 'v1-create-announcement', { from: day(-1).slice(0, 10), until: day(9).slice(0, 10) })
  await store(1, 'v1-create-activity', { source_ids: [member.id] })
  await store(1, 'v1-create-accounting-code', {})
  await store(1, 'v1-create-discount', { code: 'PROBE', value: '10' })
  await store(1, 'v1-create-plan-extra', { plan_id: plan.id, price: '5.0' })
  const question = await store(1, 'v1-create-question', { type: 'text' })
  await store(1, 'v1-create-answer', { question_id: question?.id, membership_id: more?.id })
  await store(1, 'v1-create-calendar-blocker', { from: day(200), to: day(201) })
  await store(1, 'v1-create-admin', { email: 'probe@admins.test' })
  for (const admin of await list('/admins')) await store(1, 'v1-update-admin', {}, { id: admin.id })
  await store(1, 'v1-create-guest-account', { password: 'open sesame', expires_after: day(9) })
  await store(1, 'v1-create-check-in-token', { membership_id: member.id })
  await store(1, 'v1-create-navigation-link', { section: 'members', iframe_url: 'https://example.org/a?b=%22%3E%3Ckp-url%3E' })
  // Now and soon, so that it stands on the day plan, too.
  for (const [place, room] of rooms.entries()) {
    for (const from of [day(0, 8), day(1), day(2), day(30 + place)]) {
      const made = await ask('POST', `${at('harbour')}/api/resources/${room.id}/bookings`, { from, to: from.replace(/T(\d\d)/, (_, hour) => `T${String(Number(hour) + 1).padStart(2, '0')}`), title: probe(), comments: probe() + LINES, membership_id: member.id })
      if (made.status < 300) stored += 2
    }
  }
  await store(1, 'v1-update-space', { name: `Harbour ${probe()}` }, { subdomain: 'harbour' })
  stored += 1
}

async function api2() {
  const resource = await store(2, 'post-resources', { pricing: { currency: 'EUR' } }, {}, { space: there }, 'resources')
  if (rooms[0]) await store(2, 'patch-resource', {}, { id: rooms[0].id }, undefined, 'resources')
  const external = resource && await store(2, 'create-external-resource', {}, {}, { resource: of('resources', resource.data.id) }, 'externalResources')
  if (external) {
    await store(2, 'patch-external-resource', {}, { id: external.data.id }, undefined, 'externalResources')
    await store(2, 'create-external-booking', { acceptedTerms: true, email: 'probe@visitors.test', billingAddress: probe(), numberOfVisitors: 1, from: day(3), to: day(3, 11) }, {},
      { resource: of('externalResources', external.data.id) }, 'externalBookings')
  }
  const event = await store(2, 'create-admin-event', { audience: 'public', from: day(40), to: day(40, 12) }, {}, { space: there }, 'events')
  if (event) await store(2, 'create-event-messages', { trigger: 'attended' }, {}, { event: of('events', event.data.id) }, 'eventMessages')
  await store(2, 'create-calendar-blocker', { blockedFor: ['bookings'], from: day(210), to: day(211) }, {}, { space: there }, 'calendarBlockers')
  await store(2, 'post-invoices', { items: [{ amount: { net: '2.5' } }] }, {}, { debitor: of('memberships', member.id), space: there }, 'invoices')
  await store(2, 'update-space-billing-details', {}, { spaceId: space.id, id: space.id }, undefined, 'billingDetailsRequests')
  const app = await store(2, 'create-single-page-app', { js: [], css: [] }, {}, undefined, 'singlePageApps')
  if (app) await store(2, 'create-navigation-link', { section: 'members' }, {}, { space: there, singlePageApp: of('singlePageApps', app.data.id) }, 'navigationLinks')
}

async function forms() {
  const owner = named('owner'), harbour = at('harbour')
  const send = async (page, action, fields) => {
    const answer = await owner.submit(`${harbour}${page}`, action, fields)
    if (answer.status !== 303) complain(`${page} takes no probe: ${answer.status}`)
    else stored += Object.values(fields).filter(text => text.includes('<kp-')).length
  }
  await send('/admin/terms', '/admin/terms', { kind: 'wifi', body: probe() + LINES, ask_again: 'yes' })
  await send('/admin/articles', '/admin/articles', { title: probe(), category: probe(), content: probe() + LINES })
  await send('/admin/plans/new', '/admin/plans/new', { name: probe(), description: probe() + LINES, price_per_cycle: '10', cycle_months: '1' })
  const dev = await named('developer').submit(`${at('dev')}/applications/new`, '/applications',
    { name: probe(), description: probe() + LINES, redirect_uris: 'https://example.org/back', scope: 'read_user' })
  if (dev.status === 200) stored += 2
  else complain(`/applications takes no probe: ${dev.status}`)
}

// Rows of cells (RFC 4180).
function cells(text) {
  return [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,;\r\n]*))(?:[,;]|\r?\n|$)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)
}

let escaped = 0, tables = 0, calendars = 0
function inspect(who, { url, type, text }) {
  if (type.startsWith('text/html') || type.includes('xml') || type.includes('svg')) {
    const raw = text.match(/.{0,60}<kp-\d+.{0,60}/is)
    if (raw) complain(`${who}: ${url} has markup of somebody's: ${raw[0]}`)
    if (/49&amp;amp;|>49&/.test(text)) complain(`${who}: ${url} works out what somebody has typed`)
    if (/kp-\d+ onclick/.test(text)) escaped += 1
  }
  if (type.startsWith('text/csv')) {
    if (text.includes('<kp-')) tables += 1
    for (const cell of cells(text)) {
      if (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.,]+$/.test(cell)) complain(`${who}: ${url} has a formula: ${cell.slice(0, 80)}`)
    }
  }
  if (type.startsWith('text/calendar')) {
    calendars += 1
    const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
    for (const line of lines.filter(line => line.startsWith('ATTENDEE:mailto:kp'))) complain(`${who}: ${url} has a line of somebody's: ${line}`)
    if (!lines.some(line => line.includes('<kp-'))) complain(`${who}: ${url} shows no probe: ${lines.length} lines`)
  }
}

await api1()
await api2()
await forms()
console.log(`${stored} texts of ${count} made are stored`)
if (stored < 60) complain(`only ${stored} texts could be stored`)

const pages = new Map()
for (const { visitor, starts } of crowd) {
  const found = await crawl(visitor, starts, { domain, most: 6, stop: link => /^\/(api2|api-docs)\//.test(link.pathname) })
  for (const page of found.values()) {
    if (page.status >= 500) complain(`${visitor.name}: ${page.url} answers ${page.status}`)
    inspect(visitor.name, page)
    pages.set(kind(page.url), { page, visitor })
  }
}
// Mails, calendars and tables.
inspect('nobody', await named('owner').send(`${at('www')}/mailbox`))
const calendar = await named('owner').submit(`${at('harbour')}/calendars`, '/calendars', { subject: 'space', label: probe() })
const feed = calendar.text.match(/https?:\/\/[^\s"<]+\.ics/)?.[0]
if (feed) inspect('owner', await named('owner').send(feed))
else complain(`there is no calendar: ${calendar.status}`)
for (const file of ['invoices.csv', 'items.csv', 'payments.csv', 'EXTF_Buchungsstapel.csv']) {
  const days = new URLSearchParams({ from: day(-2).slice(0, 10), to: day(2).slice(0, 10) })
  inspect('owner', await named('owner').send(`${at('harbour')}/admin/accounting/${file}?${days}`))
}
console.log(`${escaped} pages, ${tables} tables and ${calendars} calendars show probes as text`)
if (!tables || !calendars) complain('no table or no calendar has a probe in it')
if (escaped < 25) complain(`only ${escaped} pages show probes: what is stored is not where people look`)

// A browser agrees: no element of that name, wherever the texts stand.
if (process.env.CHROMIUM) {
  const browser = await launch()
  try {
    for (const { page, visitor } of [...pages.values()].filter(({ page }) => page.status === 200 && page.type.startsWith('text/html') && /kp-\d+ onclick/.test(page.text))) {
      const context = await browser.newContext()
      for (const [host, jar] of visitor.cookies) await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: `http://${host}` })))
      const tab = await context.newPage()
      await tab.goto(page.url)
      const names = await tab.evaluate("[...document.querySelectorAll('*')].map(node => node.localName).filter(name => name.startsWith('kp-'))")
      if (names.length) complain(`${visitor.name}: ${page.url} has an element of somebody's: ${names}`)
      await context.close()
    }
  } finally {
    await browser.close()
  }
}
console.log(wrong.length ? `${wrong.length} to mend` : 'all probes are text')
process.exitCode = wrong.length ? 1 : 0
