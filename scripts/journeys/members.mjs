// What members do.
import assert from 'node:assert/strict'
import { ahead } from './visitors.mjs'

const as = 'member'
// When each walk books: on a day of its own.
const slot = (one, time = '10:00') => `day=${ahead(one)}&time=${time}&minutes=60`

export const journeys = [
  {
    name: 'a member signs in, sees the membership and signs out', as,
    path: async one => {
      await one.go('/membership')
      await one.says('Mia Becker', 'Hot desk', 'Invoices')
    },
  },
  {
    name: 'a room is booked in under five taps, the price first', as,
    path: async one => {
      await one.go('/')
      let taps = 0
      const tap = async (...what) => { taps += 1; await one.tap(...what) }
      await tap('Book a room')
      await one.go(`/book?${slot(one)}`) // the day is chosen in one form
      taps += 1
      await one.says(/EUR incl. tax for 1 h/)
      await tap('Bille')
      await one.says('Price', /EUR/, 'Take it back')
      await tap('Book it')
      assert.ok(taps < 5)
      await one.says('Bille is yours')
    },
  },
  {
    name: 'a booking is taken back', as,
    path: async one => {
      await one.go(`/book?${slot(one, '12:00')}`)
      await one.tap('Elbe')
      await one.unfold('Add a title')
      await one.fill({ Title: one.named('Sketch') })
      await one.tap('Book it')
      await one.says('Elbe is yours')
      // Mia has booked a lot.
      const row = one.page.locator('li', { hasText: one.named('Sketch') })
      while (!await row.count()) await one.tap('Later ones')
      await one.leave(row.getByRole('button'))
      await one.says('The booking was taken back')
      await one.lacks(one.named('Sketch'))
    },
  },
  {
    name: 'what is taken cannot be booked, and the page says so at once', as,
    path: async one => {
      await one.go(`/book?${slot(one, '14:00')}`)
      await one.tap('Podcast studio')
      const late = await one.other('other')
      await late.go(one.page.url())
      await one.tap('Book it')
      await one.says('Podcast studio is yours')
      await late.tap('Book it')
      await late.says('already booked', 'See what is free')
    },
  },
  {
    name: 'a member checks in and out', as: 'other',
    path: async one => {
      await one.go('/membership')
      if (await one.page.getByRole('button', { name: 'Check out' }).count()) await one.tap('Check out')
      await one.tap('Check in')
      await one.says('You are checked in', 'here now')
      const owner = await one.other('owner')
      await owner.go('/admin')
      await owner.says('Jonas Weber')
      await one.tap('Check out')
      await one.says('You are checked out')
    },
  },
  {
    name: 'a profile is written, found in the directory and hidden again', as,
    path: async one => {
      await one.go('/profile')
      await one.fill({ 'Other members see it': true, 'About me': one.named('I draw maps.'), Company: one.named('Cartography') })
      await one.tap('Save')
      const other = await one.other('other')
      await other.go(`/members?q=${encodeURIComponent(one.named('Cartography'))}`)
      await other.says('Mia Becker')
      await other.tap(/Mia Becker/, 'main')
      await other.says(one.named('I draw maps.'))
      await one.go('/profile')
      await one.fill({ 'Other members see it': false })
      await one.tap('Save')
      await other.go(`/members?q=${encodeURIComponent(one.named('Cartography'))}`)
      await other.lacks('Mia Becker')
    },
  },
  {
    name: 'a question at the help desk is answered', as,
    path: async one => {
      await one.go('/help')
      await one.tap('Ask something')
      await one.fill({ 'In short': one.named('Lamp'), 'What it is about': 'It flickers.' })
      await one.tap('Send')
      await one.says(one.named('Lamp'))
      const owner = await one.other('owner')
      await owner.go('/help')
      await owner.tap(one.named('Lamp'))
      await owner.page.locator('main textarea').fill(one.named('Changed.'))
      await owner.leave(owner.page.locator('main form', { has: owner.page.locator('textarea') }).getByRole('button').first())
      await owner.says(one.named('Changed.'))
      await one.page.reload()
      await one.says(one.named('Changed.'))
    },
  },
  {
    name: 'a member takes part in an event and leaves it', as: 'other',
    path: async one => {
      await one.go('/events')
      await one.tap('Taxes for freelancers')
      if (await one.page.getByRole('button', { name: 'I cannot come' }).count()) await one.tap('I cannot come')
      await one.tap('Take part')
      await one.says('You take part')
      await one.tap('I cannot come')
      await one.says(/You do not take part|Take part|no longer/)
    },
  },
  {
    name: 'an invoice is looked at and explained', as,
    path: async one => {
      await one.go('/membership')
      const link = await one.page.locator('main a[href^="/invoices/"]').first().getAttribute('href')
      const answer = await one.get(link)
      assert.ok(answer.ok && /pdf|html/.test(answer.headers.get('content-type')), answer.headers.get('content-type'))
      await one.go(`${link.split('?')[0]}/why`)
      await one.says('Hot desk', /€\d/)
    },
  },
  {
    name: 'another plan is chosen: when it begins is told first', as: 'other',
    path: async one => {
      await one.go('/membership')
      await one.says('Another plan', /It would begin on/)
    },
  },
  {
    name: 'what leaving means is told before it is done', as,
    path: async one => {
      await one.go('/membership')
      await one.says(/If you cancel today, your last day is/)
    },
  },
  {
    name: 'a calendar to subscribe to is made and its address replaced', as,
    path: async one => {
      await one.go('/calendars')
      await one.fill({ 'Name (if you like)': one.named('Mine') })
      await one.tap('Make it')
      const first = (await one.text()).match(/https?:\/\/\S+\.ics\S*/)?.[0]
      assert.ok(first, await one.text())
      const answer = await one.get(first)
      assert.match(await answer.text(), /^BEGIN:VCALENDAR/)
      await one.go('/calendars')
      await one.leave(one.page.locator('li', { hasText: one.named('Mine') }).getByRole('button', { name: /^Another address/ }).first())
      assert.equal((await one.get(first)).status, 404)
    },
  },
  {
    name: 'the account shows where one is signed in and ends a session', as,
    path: async one => {
      await one.go('/account')
      await one.says('Where you are signed in', 'this browser', 'Connected applications')
    },
  },
  {
    name: 'passes and credits are counted', as,
    path: async one => {
      await one.go('/passes')
      await one.says('Passes and credits', /h left/)
    },
  },
  {
    name: 'pages of admins are closed to members', as,
    path: async one => {
      for (const path of ['/admin', '/admin/members', '/admin/invoices', '/admin/bookings']) {
        assert.ok([403, 404].includes((await one.go(path)).status()), path)
      }
    },
  },
]
