// Asks every minute, and counts by the server's clock: a tablet's own is often wrong.
'use strict'
const at = id => document.getElementById(id)
const clock = text => new Date(text).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })

function show({ room, now, bookings }) {
  const current = bookings.find(booking => booking.from <= now && booking.to > now)
  const next = bookings.filter(booking => booking.from > now)
  document.body.className = current ? 'taken' : 'free'
  at('room').textContent = room
  at('state').textContent = current ? 'Taken' : 'Free'
  at('until').textContent = current
    ? `until ${clock(current.to)}${current.title ? `: ${current.title}` : ''}`
    : next.length ? `until ${clock(next[0].from)}` : 'for the rest of the day'
  // Titles are what people typed: text, never markup.
  at('next').replaceChildren(...next.map(booking => {
    const line = document.createElement('li')
    line.textContent = `${clock(booking.from)} – ${clock(booking.to)} ${booking.title ?? 'Booked'}`
    return line
  }))
}

async function look() {
  try {
    const response = await fetch('plan')
    if (!response.ok) throw new Error(response.status)
    show(await response.json())
  } catch {
    document.body.className = 'lost'
    at('state').textContent = 'No connection'
  }
  setTimeout(look, 60_000)
}
look()
