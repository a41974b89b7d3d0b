// From an empty server to a paid booking, by people who have read nothing.
import assert from 'node:assert/strict'
import { ahead, signIn, signUp } from './visitors.mjs'

export const journeys = [
  {
    name: 'a space is set up, a member comes, books and pays', at: 'www',
    path: async one => {
      const number = one.look.number, site = `quay-${number}`, olga = `olga-${number}@example.org`, mia = `mia-${number}@example.org`
      await signUp(one, olga)
      await signIn(one, olga)
      await one.go('/')
      await one.tap('Make a space of your own')
      await one.fill({ 'Name of the space': 'Quay', Address: site, 'Your name': 'Olga', Country: 'DE', 'Tax, percent': '19' })
      await one.tap('Make it')
      one.site = site
      if (one.page.url().includes('/session/new')) await signIn(one, olga)
      await one.go('/admin')
      await one.tap(/^Make a plan/)
      await one.fill({ Name: 'Flex', 'Price, net': '120' })
      await one.tap('Save')
      await one.says('142.80 EUR incl. tax a month')
      await one.go('/admin')
      await one.tap(/^Add a room or desk/)
      await one.fill({ Name: 'Attic', 'Price an hour, net': '10', 'For how many people': '6' })
      await one.tap('Save')
      await one.says('10.00 EUR an hour')
      await one.go('/admin')
      await one.tap(/^Add a member/)
      await one.fill({ Name: 'Mia', 'E-mail address': mia })
      await one.tap('Add')
      await one.tap('Make an invitation link')
      const link = (await one.text()).match(/https?:\/\/\S+\/invitations\/\S+/)[0]

      const member = await one.other('nobody', site)
      await signUp(member, mia)
      await signIn(member, mia)
      await member.go(link)
      await member.leave(member.page.locator('main form button').first())
      await member.go(`/book?day=${ahead(one, 10)}&time=10:00&minutes=60`)
      await member.says('11.90 EUR incl. tax')
      await member.tap('Attic')
      await member.tap('Book it')
      await member.says('Attic is yours')
      await one.go(`/admin/bookings?day=${ahead(one, 10)}`)
      assert.match(await one.page.content(), /Mia/)
    },
  },
]
