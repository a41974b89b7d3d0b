// How long the server takes for each kind of page, and how much a browser loads for it the first time, images aside. weights.mjs
// PORT; see `run`. Times are told, never judged: they follow the machine. Weights are judged.
import { request } from 'node:http'
import { crawl, kind, links, samples } from './crawl.mjs'
import { people } from './people.mjs'

const port = process.argv[2], domain = `localhost:${port}`
const MOST = 100_000, TIMES = 9
const stop = link => link.host === `dev.${domain}`
// What a page loads by itself: style sheets and scripts, each once, as they come over the line.
const sizes = new Map()
async function size(visitor, url) {
  if (!sizes.has(url)) sizes.set(url, await transferred(visitor, url))
  return sizes.get(url)
}
function transferred(visitor, url) {
  const jar = [...visitor.jar(url)].map(([name, value]) => `${name}=${value}`).join('; ')
  return new Promise((done, fail) => {
    const { hostname, port, pathname, search } = new URL(url)
    request({ host: '127.0.0.1', port, path: pathname + search, headers: { host: `${hostname}:${port}`, cookie: jar, accept: 'text/html', 'accept-encoding': 'gzip' } }, answer => {
      let bytes = 0
      answer.on('data', data => { bytes += data.length })
      answer.on('end', () => done(bytes))
    }).on('error', fail).end()
  })
}

const rows = []
for (const { visitor, starts } of await people(domain)) {
  const found = await crawl(visitor, starts, { domain, most: 2, ...(!['nobody', 'developer'].includes(visitor.name) && { stop }) })
  for (const page of samples(found)) {
    const taken = []
    for (let time = 0; time < TIMES; time += 1) {
      const begun = performance.now()
      await visitor.send(page.url)
      taken.push(performance.now() - begun)
    }
    taken.sort((one, other) => one - other)
    const loaded = [...new Set(links(page).filter(({ pathname }) => /\.(css|js)$/.test(pathname ?? '')).map(({ href }) => href.split('#')[0]))]
    let weight = await transferred(visitor, page.url)
    for (const url of loaded) weight += await size(visitor, url)
    rows.push({ who: visitor.name, what: kind(page.url).replace(`.${domain}`, ''), time: taken[Math.floor(TIMES / 2)], weight })
  }
}
rows.sort((one, other) => other.time - one.time)
const slow = rows.filter(({ time }) => time > 20)
console.log(`${rows.length} pages: median ${rows[Math.floor(rows.length / 2)].time.toFixed(1)} ms, ${slow.length} of them over 20 ms; the slowest:`)
for (const { who, what, time, weight } of rows.slice(0, 25)) console.log(`${time.toFixed(1).padStart(8)} ms ${(weight / 1000).toFixed(0).padStart(5)} kB  ${who}: ${what}`)
const heavy = rows.filter(({ weight }) => weight > MOST)
for (const { who, what, weight } of heavy) console.error(`${who}: ${what} loads ${(weight / 1000).toFixed(0)} kB the first time`)
console.log(`the heaviest loads ${(Math.max(...rows.map(({ weight }) => weight)) / 1000).toFixed(0)} kB the first time, images aside`)
process.exitCode = heavy.length ? 1 : 0
