// A picture of each kind of page in light, dark and on a phone, as each kind of person. screenshots.mjs PORT FOLDER; see `shoot`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { crawl, kind, samples } from './crawl.mjs'
import { launch } from './browser.mjs'
import { people } from './people.mjs'

const [port, folder] = process.argv.slice(2), domain = `localhost:${port}`
const LOOKS = [['light', 'light', 1280], ['dark', 'dark', 1280], ['phone', 'light', 390]]
// The developers' site is the same for everybody who is signed in.
const stop = link => link.host === `dev.${domain}`
const escape = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
const browser = await launch()
const rows = []
let sideways = 0
try {
  for (const { visitor, starts } of await people(domain)) {
    const found = await crawl(visitor, starts, { domain, most: 2, ...(!['nobody', 'developer'].includes(visitor.name) && { stop }) })
    mkdirSync(`${folder}/${visitor.name}`, { recursive: true })
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    for (const [host, jar] of visitor.cookies) {
      await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: `http://${host}` })))
    }
    const page = await context.newPage()
    const all = samples(found).filter(({ url }) => !/\/(api2|api-docs)\/./.test(url) || url.endsWith('/bookings'))
    for (const { url } of all) {
      const name = kind(url).replace(`.${domain}`, '').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').slice(0, 80)
      const files = []
      for (const [look, colorScheme, width] of LOOKS) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        await page.goto(url)
        const file = `${visitor.name}/${name}-${look}.png`
        await page.screenshot({ path: `${folder}/${file}`, fullPage: await page.evaluate('document.documentElement.scrollHeight') < 8000 })
        files.push(file)
        const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        if (look === 'phone' && over > 0) {
          sideways += 1
          console.log(`scrolls sideways by ${over} px on a phone: ${url} (${visitor.name})`)
        }
      }
      rows.push({ who: visitor.name, url, files })
    }
    await context.close()
  }
} finally {
  await browser.close()
}
const pictures = files => files.map(file => `<a href="${file}"><img src="${file}" alt="" loading="lazy"></a>`).join('')
writeFileSync(`${folder}/index.html`, `<!doctype html>
<meta charset="utf-8"><title>Pages</title>
<style>body{font:1rem system-ui;margin:1rem;background:#777;color:#fff}div{display:flex;gap:1rem;align-items:start}img{height:22rem;max-width:30rem;object-fit:cover;object-position:top}</style>
${rows.map(({ who, url, files }) => `<h2>${escape(who)}: ${escape(new URL(url).pathname)} <small>${escape(new URL(url).host)}</small></h2><div>${pictures(files)}</div>`).join('\n')}
`)
console.log(`${rows.length} pages, ${rows.length * LOOKS.length} pictures: ${folder}/index.html; ${sideways} scroll sideways on a phone`)
