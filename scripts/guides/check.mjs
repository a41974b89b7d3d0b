// Types in what the guides show. check.mjs PORT; see `run`.
//
// Blocks of a guide run in one shell, one after another. What is `sh` is run; each line of an `answer` must be in what the block
// before it has said, its parts in this order where it has a … within.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { Visitor } from './crawl.mjs'

const domain = `localhost:${process.argv[2]}`, dev = `http://dev.${domain}`
const visitor = new Visitor('newcomer')
await visitor.signIn(dev, 'visitor@demo.test')
const made = await visitor.submit(`${dev}/start`, '/start/sandbox', {})
assert.equal(made.status, 200, made.text)
const code = [...made.text.matchAll(/<pre[^>]*><code>(.*?)<\/code><\/pre>/gs)].map(([, text]) =>
  text.replace(/&#(\d+);/g, (_, sign) => String.fromCodePoint(sign)).replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
const exports = code[0].split('\n').filter(line => line.startsWith('export ')).join('\n')
const subdomain = code[1].match(/http:\/\/(sandbox-[0-9a-f]+)\./)[1]
let failed = 0

function run(name, blocks) {
  const script = ['set -euo pipefail', exports, ...blocks.map(({ sh }, place) => `{ ${sh}\n} >"$OUT/${place}"; cat "$OUT/${place}" | tr -d '\\r'; printf '\\n\\x01\\n'`)]
  const out = spawnSync('mktemp', ['-d'], { encoding: 'utf8' }).stdout.trim()
  const done = spawnSync('bash', ['-c', script.join('\n')], { encoding: 'utf8', env: { ...process.env, OUT: out }, timeout: 60_000 })
  spawnSync('rm', ['-r', out])
  const said = done.stdout.split('\n\x01\n')
  try {
    assert.equal(done.status, 0, `it ends with ${done.status}: ${done.stderr}\n${done.stdout}`)
    blocks.forEach(({ answer }, place) => {
      for (const line of answer) {
        let rest = said[place].toLowerCase()
        for (const part of line.toLowerCase().split('…')) {
          assert(rest.includes(part), `it does not answer ${line}, but ${said[place]}`)
          rest = rest.slice(rest.indexOf(part) + part.length)
        }
      }
    })
    console.log(`${name}: ${blocks.length} snippets do what is said`)
  } catch (error) {
    failed += 1
    console.error(`${name}: ${error.message}`)
  }
}

run('the first call', [{ sh: code[0], answer: ['"name":"Lighthouse"'] }, { sh: code[1], answer: ['"title":"First"'] }])
const contents = await visitor.send(`${dev}/guides`)
const guides = [...new Set([...contents.text.matchAll(/href="(\/guides\/[a-z-]+)"/g)].map(([, path]) => path))]
assert(guides.length > 8, contents.text)
for (const path of guides) {
  const { text, status } = await visitor.send(`${dev}${path}.md`)
  assert.equal(status, 200, path)
  const blocks = []
  for (const [, kind, body] of text.replaceAll('your-space', subdomain).matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    if (kind === 'sh') blocks.push({ sh: body, answer: [] })
    if (kind === 'answer') blocks.at(-1).answer.push(...body.trim().split('\n'))
  }
  run(path, blocks)
}
process.exitCode = failed ? 1 : 0
