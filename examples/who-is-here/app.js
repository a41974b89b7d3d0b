// Who is in the space now, for its members. Runs on a page of the space, which gives it `window.cobot`.
'use strict'
const { access_token, space_url, locale } = window.cobot
const board = document.getElementById('app')

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more })
// `2026/03/02 12:00:00 +0000` is how API 1 writes times.
const instant = text => new Date(text.replace(/^(\d+)\/(\d+)\/(\d+) (\S+) ([+-]\d\d)(\d\d)$/, '$1-$2-$3T$4$5:$6'))
const clock = text => instant(text).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })

async function look() {
  const response = await fetch(`${space_url}/api/check_ins?current=true`, { headers: { authorization: `Bearer ${access_token}` } })
  if (response.status === 401) return say('The page is too old. Load it again.') // a token lasts an hour
  if (!response.ok) return say(`The space does not tell: ${response.status}.`)
  show(await response.json())
}

function say(text) {
  board.replaceChildren(element('p', text))
}

function show(visits) {
  const names = visits.map(visit => ({ name: visit.guest_name ?? visit.membership?.name ?? 'A guest', since: visit.valid_from }))
  names.sort((a, b) => a.name.localeCompare(b.name, locale))
  const list = element('ul', '')
  for (const { name, since } of names) {
    const line = element('li', name)
    line.append(element('span', `since ${clock(since)}`))
    list.append(line)
  }
  const count = names.length === 1 ? 'One person is here' : names.length ? `${names.length} people are here` : 'Nobody is here'
  board.replaceChildren(element('h1', count), list)
}

const again = () => look().catch(() => say('No connection.')).finally(() => setTimeout(again, 30_000))
again()
