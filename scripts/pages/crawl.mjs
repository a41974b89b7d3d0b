// Browsers without a screen that follow links through the running demo, one for each kind of person.
import './browser.mjs'

export const PASSWORD = 'kontor-demo'

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescape = text => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
  hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : entities[name] ?? whole)

export class Visitor {
  constructor(name) {
    this.name = name
    this.cookies = new Map() // by host
  }

  jar(url) {
    const { host } = new URL(url)
    if (!this.cookies.has(host)) this.cookies.set(host, new Map())
    return this.cookies.get(host)
  }

  // One request; redirects are answers.
  async send(url, form) {
    const jar = this.jar(url)
    const headers = { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
    if (form) headers.origin = new URL(url).origin
    const response = await fetch(url, { redirect: 'manual', headers, ...(form && { method: 'POST', body: new URLSearchParams(form) }) })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/)
      value ? jar.set(name, value) : jar.delete(name)
    }
    const type = response.headers.get('content-type') ?? ''
    const text = /text|json|xml/.test(type) ? await response.text() : (await response.arrayBuffer(), '')
    return { url, status: response.status, type, text, location: response.headers.get('location'), headers: response.headers }
  }

  // Fills in a form of a page: what is hidden in it goes along.
  async submit(url, action, fields) {
    const page = await this.send(url)
    const form = forms(page.text).find(form => form.action === action)
    if (!form) throw new Error(`${url} has no form ${action} for ${this.name}: ${page.status}`)
    return this.send(new URL(action, url).href, { ...form.hidden, ...fields })
  }

  async signIn(site, email, password = PASSWORD) {
    const answer = await this.submit(`${site}/session/new`, '/session/new', { email, password })
    if (answer.status !== 303) throw new Error(`${email} is not signed in at ${site}: ${answer.status}`)
  }
}

const attribute = (tag, name) => {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`))
  return found && unescape(found[1])
}

function forms(html) {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag, inside]) => {
    const inputs = [...inside.matchAll(/<input\b[^>]*>/g)].map(([input]) => input), hidden = input => attribute(input, 'type') === 'hidden'
    const values = inputs => Object.fromEntries(inputs.map(input => [attribute(input, 'name'), attribute(input, 'value') ?? '']))
    const actions = [attribute(tag, 'action'), ...[...inside.matchAll(/<button\b[^>]*>/g)].map(([button]) => attribute(button, 'formaction'))]
    return { action: actions[0], actions: actions.filter(Boolean), method: attribute(tag, 'method') ?? 'get',
      hidden: values(inputs.filter(hidden)), given: values(inputs.filter(input => attribute(input, 'name') && !/type="(checkbox|radio|file)"/.test(input))) }
  })
}

// What a page leads to or loads, as absolute addresses.
export function links(page) {
  const found = []
  if (page.location) found.push(page.location)
  if (page.type.startsWith('text/html')) {
    for (const [tag] of page.text.matchAll(/<(?:a|link|img|iframe|script|source)\b[^>]*>/g)) {
      const target = attribute(tag, 'href') ?? attribute(tag, 'src')
      if (target) found.push(target)
    }
    // A search that is sent as it stands is a link, too.
    for (const { actions, method, given } of forms(page.text)) {
      if (method === 'get') found.push(...actions.filter(action => action.startsWith('/')).map(action => `${action}?${new URLSearchParams(given)}`))
    }
  }
  return found.flatMap(target => {
    try {
      return [new URL(target, page.url)]
    } catch {
      return [{ protocol: 'broken:', href: target }]
    }
  })
}

// `/members/019c…/edit?day=2026-03-02` is like all other members' pages to edit, on any day.
export function kind(url) {
  const { host, pathname, searchParams } = new URL(url)
  const path = pathname.replace(/[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id').replace(/\/emails\/\w+/, '/emails/:name').replace(/\/\d{4}-\d\d(-\d\d)?(?=\/|$)/g, '/:day')
  return `${host}${path}${searchParams.size ? `?${[...new Set(searchParams.keys())].sort()}` : ''}`
}

// Follows links from some pages on, within the sites of this server; of one kind no more than `most`, as days have no end. What it
// saw by address.
export async function crawl(visitor, starts, { domain, most = 20, stop = () => false }) {
  const seen = new Map(), kinds = new Map(), waiting = starts.map(url => ({ url, from: 'the start' }))
  while (waiting.length) {
    const { url, from } = waiting.shift()
    if (seen.has(url)) continue
    const like = kind(url), count = kinds.get(like) ?? 0
    if (count >= most) continue
    kinds.set(like, count + 1)
    const page = await visitor.send(url)
    seen.set(url, { ...page, from })
    for (const link of links(page)) {
      if (link.protocol === 'broken:') throw new Error(`${url} has a link that is no address: ${link.href}`)
      const ours = ['http:', 'https:'].includes(link.protocol) && (link.host === domain || link.host.endsWith(`.${domain}`))
      if (!ours || stop(link)) continue
      link.hash = ''
      waiting.push({ url: link.href, from: url })
    }
  }
  return seen
}

// One page of each kind that can be shown.
export function samples(seen, of = 1) {
  const kinds = new Map()
  for (const page of seen.values()) {
    if (page.status !== 200 || !page.type.startsWith('text/html')) continue
    const like = kind(page.url)
    kinds.set(like, [...kinds.get(like) ?? [], page].slice(0, of))
  }
  return [...kinds.values()].flat()
}
