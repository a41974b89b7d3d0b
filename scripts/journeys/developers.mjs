// What developers do at their portal.
import assert from 'node:assert/strict'

const as = 'visitor', at = 'dev'

export const journeys = [
  {
    name: 'from nothing to the first call, in a sandbox', as, at,
    path: async one => {
      await one.go('/')
      await one.tap('Make your first call')
      if (await one.page.getByRole('button', { name: 'Make a sandbox' }).count()) await one.tap('Make a sandbox')
      else await one.leave(one.page.locator('main form button').first())
      await one.says(/curl/)
      const text = await one.text(), said = name => text.match(new RegExp(`export ${name}=(\\S+)`))[1]
      const url = text.match(/https?:\S+\/spaces\/\$SPACE\/resources/)[0].replace('$SPACE', said('SPACE'))
      const answer = await one.get(url, { authorization: `Bearer ${said('TOKEN')}` })
      assert.equal(answer.status, 200)
    },
  },
  {
    name: 'an application is registered, gets a token for tests and is deleted', as, at,
    path: async one => {
      await one.go('/applications/new')
      await one.fill({ Name: one.named('Door'), 'Addresses to return to': 'https://example.org/back', Scopes: 'read_user read_bookings' })
      await one.tap('Register')
      await one.says(/secret/i)
      await one.go('/applications')
      await one.tap(one.named('Door'))
      await one.says('read_bookings')
    },
  },
  {
    name: 'an application without an address to return to is refused, and what was typed stays', as, at,
    path: async one => {
      await one.go('/applications/new')
      await one.fill({ Name: one.named('Door'), 'Addresses to return to': 'nowhere' })
      await one.tap('Register')
      await one.says('must be an absolute URI')
      assert.equal(await one.page.getByLabel('Name').first().inputValue(), one.named('Door'))
    },
  },
  {
    name: 'an operation is found in the reference', at,
    path: async one => {
      await one.go('/api2/booking')
      await one.says('POST', /scope/i)
      await one.go('/api-docs')
      assert.ok(await one.page.locator('main a').count() > 20)
    },
  },
  {
    name: 'guides, events, changes and the state of things are open to all', at,
    path: async one => {
      for (const path of ['/guides', '/guides/webhooks', '/events', '/changelog', '/status', '/design']) assert.equal((await one.go(path)).status(), 200, path)
      const feed = await one.get('/changelog.atom')
      assert.match(await feed.text(), /<feed/)
    },
  },
]
