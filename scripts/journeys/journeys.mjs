// Walks journeys through the pages of a running server. journeys.mjs PORT PART,… [PART OF A NAME]; see `run`.
import assert from 'node:assert/strict'
import { launch, signIn } from './browser.mjs'

const [port, parts, wanted = ''] = process.argv.slice(2)
const domain = `localhost:${port}`
const WIDE = { width: 1280, height: 800 }, PHONE = { width: 390, height: 844 }
const browser = await launch()
const states = new Map()

// Somebody at a site, in a browser of his or her own.
class Walker {
  constructor(page, site, look) { Object.assign(this, { page, site, look }) }

  // A name that no other walk uses, so that each finds what is its own.
  named(text) { return `${text} ${this.look.name}` }

  url(path) { return path.startsWith('http') ? path : `http://${this.site}.${domain}${path}` }

  async go(path) {
    const answer = await this.page.goto(this.url(path))
    await this.fits()
    return answer
  }

  // Follows a link or presses a button: the one that has these words, within a part of the page if one is named.
  async tap(text, within = 'body') {
    const place = this.page.locator(within), exact = typeof text === 'string'
    const found = place.getByRole('button', { name: text, exact }).or(place.getByRole('link', { name: text, exact }))
    await this.leave(found.first())
    await this.fits()
  }

  // Clicks what leads to another page, and waits until that is there.
  async leave(target) { await Promise.all([this.page.waitForNavigation(), target.click()]) }

  // Values by the labels of their fields; a boolean ticks a box, and chooses one of several.
  async fill(values, within = 'main') {
    for (const [label, value] of Object.entries(values)) {
      const field = this.page.locator(within).getByLabel(label).first()
      const kind = await field.evaluate(element => element.tagName === 'SELECT' ? 'select' : element.type)
      if (kind === 'select') await field.selectOption(typeof value === 'string' ? { label: value } : value)
      else if (typeof value === 'boolean') await field.setChecked(value)
      else await field.fill(value)
    }
  }

  // Opens what is folded.
  async unfold(text) { await this.page.locator('summary', { hasText: text }).first().click() }

  async says(...texts) {
    for (const text of texts) {
      try {
        await this.page.locator('main').getByText(text).locator('visible=true').first().waitFor({ timeout: 8000 })
      } catch {
        throw new Error(`${this.page.url()} does not say ${text}:\n${(await this.text()).slice(0, 600)}`)
      }
    }
    await this.fits()
  }

  async text() { return this.page.locator('main').innerText() }

  async lacks(text) { assert.ok(!(await this.text()).includes(text), `${this.page.url()} says ${text}`) }

  // Nobody has to move a page sideways.
  async fits() {
    const over = await this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    assert.ok(over <= 0, `${this.page.url()} scrolls sideways by ${over} px`)
  }

  // What an address answers to this person's browser, beside the page.
  async get(path, headers = {}) {
    const url = this.url(path), cookies = await this.page.context().cookies(url)
    return fetch(url, { redirect: 'manual', headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), ...headers } })
  }

  // Another person, or the same one at another site.
  other(who, site = this.site) { return walker(who, site, this.look, this.page.context()) }

  // The newest mail to an address that has a link to such a path in it: that link.
  async mailed(to, path) {
    const page = await this.page.context().newPage()
    try {
      for (let tries = 0; tries < 40; tries += 1) {
        await page.goto(`http://www.${domain}/mailbox`)
        const mails = await page.locator('main article').allInnerTexts()
        const links = mails.filter(mail => mail.includes(to)).flatMap(mail => mail.match(/https?:\/\/\S+/g) ?? [])
        const link = links.find(link => new URL(link).pathname.match(path))
        if (link) return link
        await page.waitForTimeout(100)
      }
    } finally {
      await page.close()
    }
    throw new Error(`no mail to ${to} leads to ${path}`)
  }
}

const contexts = new Map()
async function walker(who, site, look, beside) {
  const context = await browser.newContext({
    viewport: look.screen, javaScriptEnabled: look.scripts, reducedMotion: 'reduce', hasTouch: look.screen === PHONE, storageState: states.get(`${who} ${site}`),
  })
  context.setDefaultTimeout(8000)
  contexts.get(beside)?.push(context)
  const page = await context.newPage()
  page.on('response', answer => { if (answer.status() >= 500) look.wrong.push(`${answer.url()} answers ${answer.status()}`) })
  page.on('pageerror', error => look.wrong.push(`${page.url()}: ${error.message}`))
  page.on('console', message => { if (message.text().includes('Content Security Policy')) look.wrong.push(`${page.url()}: ${message.text()}`) })
  const one = new Walker(page, site, look)
  if (who !== 'nobody' && !states.has(`${who} ${site}`)) {
    await page.goto(one.url('/session/new'))
    await signIn(page, who.includes('@') ? who : `${who}@demo.test`)
    states.set(`${who} ${site}`, await context.storageState())
  }
  return one
}

const LOOKS = [['desk', WIDE, true], ['phone', PHONE, true], ['phone without scripts', PHONE, false]]
const wrong = []
let walked = 0, number = 0
async function walk({ name, as = 'nobody', at = 'harbour', plain = true, once = false, path }) {
  for (const [kind, screen, scripts] of once ? LOOKS.slice(0, 1) : plain ? LOOKS : LOOKS.slice(0, 2)) {
    const look = { name: `${kind.replace(' without scripts', ', plain')} ${number += 1}`, kind, screen, scripts, number, wrong: [] }
    const begun = performance.now()
    let one
    try {
      one = await walker(as, at, look)
      contexts.set(one.page.context(), [one.page.context()])
      await path(one)
      if (look.wrong.length) throw new Error(look.wrong.join('\n'))
      console.log(`  ${name}, ${kind}: ${Math.round(performance.now() - begun)} ms`)
    } catch (error) {
      wrong.push(name)
      console.error(`FAILED ${name}, ${kind}: ${error.stack}`)
    }
    if (one) for (const context of contexts.get(one.page.context()) ?? []) await context.close()
    walked += 1
  }
}

try {
  for (const part of parts.split(',')) {
    const { journeys } = await import(`./${part}.mjs`)
    for (const journey of journeys.filter(({ name }) => name.includes(wanted))) await walk(journey)
  }
} finally {
  await browser.close()
}
console.log(wrong.length ? `${wrong.length} of ${walked} walks failed` : `all ${walked} walks of journeys arrived`)
process.exitCode = wrong.length || !walked && !wanted ? 1 : 0
