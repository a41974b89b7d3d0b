// The display at a room's door: free or taken, until when, and what comes next. For any tablet with a browser.
//
//   TOKEN=… node serve.mjs http://harbour.localhost:3000 Alster
//
// The token stays here: the tablet is told times and titles and can do nothing. A token for reading is enough:
// kontor token create --email owner@demo.test --scope "read_resources read_bookings" --space harbour
import '../localhost.mjs'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'

const [space, name] = process.argv.slice(2), { TOKEN, PORT = 4001 } = process.env
if (!name || !TOKEN) {
  console.error('TOKEN=… node serve.mjs SPACE ROOM')
  process.exit(2)
}

async function ask(path) {
  const response = await fetch(`${space}/api${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

const rooms = await ask('/resources')
const room = rooms.find(room => room.name === name)
if (!room) {
  console.error(`There is no ${name}, but ${rooms.map(room => room.name).join(', ')}`)
  process.exit(1)
}

// Bookings from now until tomorrow, as the page wants them. `2026/03/02 12:00:00 +0000` is how API 1 writes times.
const instant = text => new Date(text.replace(/^(\d+)\/(\d+)\/(\d+) (\S+) ([+-]\d\d)(\d\d)$/, '$1-$2-$3T$4$5:$6')).toISOString()
async function plan() {
  const now = new Date(), [from, to] = [now, new Date(+now + 24 * 3600e3)].map(time => encodeURIComponent(time.toISOString()))
  const bookings = await ask(`/resources/${room.id}/bookings?from=${from}&to=${to}`)
  const shown = bookings.map(booking => ({ from: instant(booking.from), to: instant(booking.to), title: booking.title }))
  return { room: room.name, now: now.toISOString(), bookings: shown.sort((a, b) => a.from < b.from ? -1 : 1) }
}

const files = { '/': ['index.html', 'text/html'], '/display.js': ['display.js', 'text/javascript'], '/display.css': ['display.css', 'text/css'] }
createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url, 'http://display')
    if (pathname === '/plan') return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await plan()))
    if (!Object.hasOwn(files, pathname)) return response.writeHead(404).end()
    const [file, type] = files[pathname]
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await readFile(new URL(file, import.meta.url)))
  } catch (error) {
    console.error(error.message)
    response.writeHead(502).end()
  }
}).listen(PORT, '127.0.0.1', function () { console.log(`${room.name}: http://localhost:${this.address().port}/`) })
