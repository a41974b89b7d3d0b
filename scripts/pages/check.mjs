// Follows every link as each kind of person, and looks at each kind of page in Chromium. check.mjs PORT; see `run`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { crawl, kind, samples, Visitor } from './crawl.mjs'
import { launch } from './browser.mjs'
import { people } from './people.mjs'

const domain = `localhost:${process.argv[2]}`
const wrong = []
const complain = text => { wrong.push(text); console.error(text) }

const crowd = await people(domain)
// The developers' site is the same for everybody who is signed in.
const developers = link => link.host === `dev.${domain}`
const seen = new Map()
for (const { visitor, starts } of crowd) {
  const found = await crawl(visitor, starts, { domain, ...(!['nobody', 'developer'].includes(visitor.name) && { stop: developers }) })
  seen.set(visitor, found)
  for (const { url, status, from, location } of found.values()) {
    if (status >= 500) complain(`${visitor.name}: ${url} answers ${status}, linked from ${from}`)
    // What somebody may not do (403) and what lacks something (422) is told in words; no link leads to nothing.
    else if (status >= 400 && ![403, 422].includes(status)) complain(`${visitor.name}: ${url} is a dead link (${status}) on ${from}`)
    else if (status >= 300 && status < 400 && !location) complain(`${visitor.name}: ${url} leads nowhere (${status})`)
  }
  for (const page of found.values()) anchors(visitor, page, found)
  console.log(`${visitor.name}: ${found.size} pages of ${new Set([...found.keys()].map(kind)).size} kinds`)
}

// Links within a page lead to something.
function anchors(visitor, page, found) {
  if (page.status !== 200 || !page.type.startsWith('text/html')) return
  const ids = new Set([...page.text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))
  for (const [, anchor] of page.text.matchAll(/<a\b[^>]*\shref="#([^"]+)"/g)) {
    if (!ids.has(anchor)) complain(`${visitor.name}: ${page.url} has no #${anchor}`)
  }
}

// What one space shows to its own people, nobody else gets to see; nor what is for admins, a member.
const named = name => crowd.find(one => one.visitor.name === name).visitor
const shown = visitor => [...seen.get(visitor).values()].filter(page => page.status === 200 && page.type.startsWith('text/html'))
async function closed(from, space, others, also = () => true) {
  const host = `${space}.${domain}`
  const mine = shown(named(from)).filter(page => new URL(page.url).host === host && also(new URL(page.url).pathname))
  const nobody = new Visitor('nobody')
  let count = 0
  for (const { url } of mine) {
    // Everybody has an account page of his or her own.
    if (new URL(url).pathname.startsWith('/account')) continue
    const open = await nobody.send(url)
    if (open.status === 200) continue
    for (const other of others.map(named)) {
      count += 1
      const page = await other.send(url)
      if (page.status === 200) complain(`${other.name} sees ${url}, which is ${from}'s`)
      if (page.status >= 500) complain(`${other.name}: ${url} answers ${page.status}`)
    }
  }
  console.log(`${space}: ${count} looks at pages of others were refused or shown to be nobody's`)
}
// Who is signed in may join, and whoever belongs to the network has calendars and sees events for members.
const own = path => !/^\/(book|bookings|calendars|events|join|navigation_links|membership)/.test(path)
await closed('owner', 'harbour', ['neighbour', 'visitor'], own)
await closed('owner', 'harbour', ['member'], path => path.startsWith('/admin'))
await closed('owner', 'summit', ['visitor'], own)
await closed('member', 'harbour', ['neighbour', 'visitor'], path => !/^\/(calendars|events|join)/.test(path))

// Nothing stands in the way of anybody: axe finds nothing serious, in light and dark; no page scrolls sideways on a phone.
const PHONE = { width: 390, height: 844 }, WIDE = { width: 1280, height: 800 }
async function look(browser) {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  for (const [visitor, found] of seen) {
    const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' })
    for (const [host, jar] of visitor.cookies) {
      await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: `http://${host}` })))
    }
    const page = await context.newPage()
    // Pages that the reference makes of one template are all alike.
    const all = samples(found).filter(({ url }) => !/\/(api2|api-docs)\/./.test(url) || url.endsWith('/bookings'))
    for (const { url } of all) {
      await page.setViewportSize(WIDE)
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        if (colorScheme === 'light') await page.goto(url)
        if (!await page.evaluate('typeof axe === "object"')) await page.evaluate(axe)
        const options = colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] }
        const { violations } = await page.evaluate(options => axe.run(document, { ...options, resultTypes: ['violations'], iframes: false }), options)
        for (const { id, impact, help, nodes } of violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))) {
          complain(`${visitor.name}, ${colorScheme}: ${url}: ${id} (${impact}): ${help}\n  ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join('\n  ')}`)
        }
      }
      await page.setViewportSize(PHONE)
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      if (over > 0) complain(`${visitor.name}: ${url} scrolls sideways by ${over} px on a phone`)
    }
    console.log(`${visitor.name}: looked at ${all.length} pages`)
    await context.close()
  }
}
if (process.env.CHROMIUM) {
  const browser = await launch()
  try {
    await look(browser)
  } finally {
    await browser.close()
  }
}
console.log(wrong.length ? `${wrong.length} to mend` : 'all is well')
process.exitCode = wrong.length ? 1 : 0
