// What people do who run a space.
import assert from 'node:assert/strict'
import { ahead } from './visitors.mjs'

const as = 'owner'
const at = (one, time) => `${ahead(one, 300)}T${time}`

export const journeys = [
  {
    name: 'the day at a glance, with charts that are tables, too', as,
    path: async one => {
      await one.go('/admin')
      await one.says('Here now', 'Still booked today', 'Open invoices', 'How it goes')
      await one.unfold('as a table')
      assert.ok(await one.page.locator('main table').first().isVisible())
    },
  },
  {
    name: 'a plan is made, changed and hidden', as,
    path: async one => {
      await one.go('/admin/plans')
      await one.tap('Make a plan')
      await one.fill({ Name: one.named('Evenings'), 'Price, net': 'much' })
      await one.tap('Save')
      await one.says(/price/i)
      await one.fill({ 'Price, net': '50' })
      await one.tap('Save')
      await one.says(one.named('Evenings'), '59.50 EUR incl. tax a month')
      await one.tap(one.named('Evenings'), 'main')
      await one.fill({ Hidden: true })
      await one.tap('Save')
      const visitor = await one.other('nobody')
      await visitor.go('/')
      await visitor.lacks(one.named('Evenings'))
    },
  },
  {
    name: 'a room is made and booked, and nobody else gets it then', as,
    path: async one => {
      await one.go('/admin/resources')
      await one.tap('Add one')
      await one.fill({ Name: one.named('Loft'), 'Price an hour, net': '20', 'For how many people': '6' })
      await one.tap('Save')
      await one.says(one.named('Loft'), '20.00 EUR an hour')
      await one.go(`/admin/bookings/new?from=${at(one, '09:00')}&to=${at(one, '11:00')}`)
      await one.fill({ 'Room or desk': one.named('Loft'), Title: one.named('Visit') })
      await one.tap('Book it')
      await one.go(`/admin/bookings/new?from=${at(one, '10:00')}&to=${at(one, '12:00')}`)
      await one.fill({ 'Room or desk': one.named('Loft') })
      await one.tap('Book it')
      await one.says(/already booked|taken|not free/i)
    },
  },
  {
    name: 'times are blocked, and members cannot book then', as,
    path: async one => {
      const day = ahead(one, 400)
      await one.go('/admin/calendar_blockers/new')
      await one.fill({ Title: one.named('Works'), From: `${day}T00:00`, To: `${day}T23:55`, Members: true, 'All rooms and desks': true })
      await one.tap('Save')
      await one.says(one.named('Works'))
      const member = await one.other('member')
      await member.go(`/book?day=${day}&time=10:00&minutes=60`)
      await member.says('Not free at this time')
      await member.lacks('EUR incl. tax for')
    },
  },
  {
    name: 'a member is taken in, invited, and comes by the link', as,
    path: async one => {
      await one.go('/admin/members/new')
      await one.fill({ Name: one.named('Ida'), 'E-mail address': `ida-${one.look.number}@example.org` })
      await one.tap('Add')
      await one.says(one.named('Ida'), /EUR incl. tax a month/)
      await one.tap('Make an invitation link')
      await one.says('Send this link to')
      const link = (await one.text()).match(/https?:\/\/\S+\/invitations\/\S+/)[0]
      const visitor = await one.other('nobody')
      assert.equal((await visitor.go(link)).status(), 200)
    },
  },
  {
    name: 'a member ends and stays after all', as,
    path: async one => {
      await one.go('/admin/members/new')
      await one.fill({ Name: one.named('Ole'), 'E-mail address': `ole-${one.look.number}@example.org` })
      await one.tap('Add')
      await one.unfold('End the membership')
      await one.tap('End it')
      await one.says('Leaving')
      await one.tap('Stay after all')
      await one.lacks('Leaving')
    },
  },
  {
    name: 'members are found by a part of their name', as,
    path: async one => {
      await one.go('/admin/members')
      await one.fill({ 'Name, company or e-mail address': 'becker' })
      await one.tap('Show', 'main')
      await one.says('1 found', 'Mia Becker')
    },
  },
  {
    name: 'an event is written, published and gone again', as,
    path: async one => {
      await one.go('/admin/events/new')
      await one.fill({ Title: one.named('Breakfast'), From: at(one, '08:00'), To: at(one, '10:00'), 'Who may come': { index: 1 }, 'Show it on the public pages': true })
      await one.tap('Save')
      await one.says(one.named('Breakfast'), /Draft/)
      const visitor = await one.other('nobody')
      await visitor.go('/events')
      await visitor.lacks(one.named('Breakfast'))
      await one.tap('Publish it')
      await visitor.go('/events')
      await visitor.says(one.named('Breakfast'))
    },
  },
  {
    name: 'a pass for a day is offered, bought and taken back', as,
    path: async one => {
      await one.go('/admin/day_passes/new')
      await one.fill({ Name: one.named('Try us'), Price: '0' })
      await one.tap('Save')
      await one.says(one.named('Try us'))
      const visitor = await one.other('nobody')
      await visitor.go('/day_passes')
      await visitor.tap(one.named('Try us'))
      const day = ahead(one, 20)
      await visitor.go(`${visitor.page.url().split('?')[0]}?day=${day}`)
      await visitor.fill({ 'Your name': 'Vera', 'E-mail address': `pass-${one.look.number}@example.org`, 'I agree to': true })
      await visitor.tap(/^(Get|Buy)/)
      await visitor.says(/pass/i)
      await one.go('/admin/day_passes')
      await one.says('Vera')
    },
  },
  {
    name: 'a room is opened to visitors, who book it; it is looked at and approved', as,
    path: async one => {
      await one.go('/admin/resources/new')
      await one.fill({ Name: one.named('Salon'), 'Price an hour, net': '10' })
      await one.tap('Save')
      await one.tap(one.named('Salon'), 'main')
      await one.tap('Offer it to visitors')
      const approve = one.page.getByLabel(/approv|look at each|confirm/i).first()
      if (await approve.count()) await approve.setChecked(true)
      await one.leave(one.page.locator('main form button[type=submit]').first())
      const visitor = await one.other('nobody')
      await visitor.go(`/rooms?day=${ahead(one, 30)}&time=10:00&minutes=60`)
      await visitor.tap(one.named('Salon'), 'main')
      await visitor.fill({ 'Your name': one.named('Vera'), 'E-mail address': `salon-${one.look.number}@example.org`, 'I agree to': true })
      if (await visitor.page.locator('input[name=method]').count()) await visitor.page.locator('input[name=method]').first().check()
      await visitor.tap(/^(Ask for it|Book it)/)
      await visitor.says(one.named('Salon'))
      await one.go('/admin/external_bookings')
      await one.says(one.named('Vera'))
    },
  },
  {
    name: 'a team with a plan is made', as,
    path: async one => {
      await one.go('/admin/teams/new')
      await one.fill({ Name: one.named('Crew'), 'Company on the invoice': 'Crew Ltd', 'Street and number': 'Quay 1', 'Post code': '20095', City: 'Hamburg', 'Where invoices are mailed': 'crew@example.org' })
      await one.tap('Make it')
      await one.says(one.named('Crew'))
    },
  },
  {
    name: 'an invoice tells why it asks for what it asks', as,
    path: async one => {
      await one.go('/admin/invoices')
      await one.leave(one.page.locator('main a[href^="/admin/invoices/"]', { hasText: 'H-2026' }).first())
      await one.leave(one.page.locator('main a[href$="/why"]').first())
      await one.says(/€\d/)
    },
  },
  {
    name: 'a payment from the bank is taken in and booked', as, plain: false,
    path: async one => {
      await one.go('/admin/bank')
      const rows = `Date;Amount;Name;Text;Id\n2026-11-20;1.23;${one.named('Somebody')};nothing we know;${one.look.number}\n`
      await one.page.locator('main input[type=file]').setInputFiles({ name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
      await one.tap('Take it in')
      await one.says(/Somebody|column/)
    },
  },
  {
    name: 'figures are looked at and taken out as a table', as,
    path: async one => {
      await one.go('/admin/analytics')
      const link = await one.page.locator('main a[href*=".csv"]').first().getAttribute('href')
      const answer = await one.get(link)
      assert.match(answer.headers.get('content-type'), /text\/csv/)
    },
  },
  {
    name: 'terms are published and seen', as,
    path: async one => {
      await one.go('/admin/terms')
      await one.fill({ 'Type, as in space_terms': 'house_rules', Text: one.named('Be kind.') })
      await one.tap('Publish')
      await one.says('house_rules')
    },
  },
  {
    name: 'an article is written, read by members and deleted', as,
    path: async one => {
      await one.go('/admin/articles')
      await one.fill({ Title: one.named('Wi-Fi'), Text: 'The password is on the wall.' })
      await one.tap('Save the article')
      const member = await one.other('member')
      await member.go('/help')
      await member.tap(one.named('Wi-Fi'))
      await member.says('The password is on the wall.')
    },
  },
  {
    name: 'a mail is worded in own words and put back', as,
    path: async one => {
      await one.go('/admin/emails/membership_welcome_email')
      await one.fill({ Subject: one.named('Hello at {{space}}') })
      await one.tap('Save the mail')
      await one.go('/admin/emails/membership_welcome_email')
      assert.match(await one.page.getByLabel('Subject').inputValue(), /^Hello at/)
      await one.tap('Back to the first text')
      await one.go('/admin/emails/membership_welcome_email')
      assert.match(await one.page.getByLabel('Subject').inputValue(), /^Welcome to/)
    },
  },
  {
    name: 'the space wears its colour', as, once: true, plain: false,
    path: async one => {
      await one.go('/admin/look')
      await one.page.locator('input[name=color]').evaluate(field => { field.value = '#7a1fa2' })
      await one.tap('Use this colour')
      await one.go('/')
      const colour = await one.page.locator('a.button, main a').first().evaluate(link => getComputedStyle(link).color + getComputedStyle(link).backgroundColor)
      assert.doesNotMatch(colour, /31, 95, 191/)
    },
  },
  {
    name: 'somebody is asked to help run the space', as,
    path: async one => {
      await one.go('/admin/admins')
      await one.fill({ Name: one.named('Nell'), 'E-mail address': `nell-${one.look.number}@example.org` })
      await one.tap('Send the invitation')
      await one.mailed(`nell-${one.look.number}@example.org`, '/invitations/')
    },
  },
  {
    name: 'staff do what they may and are told what they may not', as: 'staff',
    path: async one => {
      assert.equal((await one.go('/admin/bookings')).status(), 200)
      assert.equal((await one.go('/admin/members')).status(), 403)
    },
  },
  {
    name: 'a webhook is added, tried and its log read', as,
    path: async one => {
      await one.go('/admin/webhooks')
      await one.fill({ Event: { index: 1 }, 'Address to call': `http://127.0.0.1:9/${one.look.number}` })
      await one.tap('Add')
      await one.page.locator('main').getByText(/secret/i).first().waitFor()
      await one.go('/admin/webhooks')
      await one.says(`http://127.0.0.1:9/${one.look.number}`)
    },
  },
  {
    name: 'a tablet at the entrance is set up and shows the kiosk', as,
    path: async one => {
      await one.go('/admin/tablets')
      await one.fill({ 'What you call it': one.named('Door'), 'Where it is': { index: 0 } })
      await one.tap('Make its address')
      const address = (await one.text()).match(/https?:\/\/\S+\/tablets\/\S+/)[0]
      const tablet = await one.other('nobody')
      await tablet.go(address)
      await tablet.page.waitForURL(/kiosk|display|tablets/)
      assert.ok(await tablet.page.locator('form').count())
    },
  },
]
