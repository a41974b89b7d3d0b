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
      else await one.page.locator('main form button').first().click()
      await one.says(/curl/)
      const call = (await one.text()).match(/curl [^\n]*/)[0]
      const [, token] = call.match(/Bearer ([0-9a-zA-Z_-]+)/), [url] = call.match(/https?:\/\/[^\s'"]+/)
      const answer = await one.page.request.get(url, { headers: { authorization: `Bearer ${token}` } })
      assert.equal(answer.status(), 200)
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
    name: 'an application without an address to return to is refused at the field', as, at,
    path: async one => {
      await one.go('/applications/new')
      await one.fill({ Name: one.named('Door'), 'Addresses to return to': 'nowhere' })
      await one.tap('Register')
      assert.ok(await one.page.locator('[aria-invalid=true]').count())
    },
  },
  {
    name: 'an operation is found in the reference', at,
    path: async one => {
      await one.go('/api2/bookings')
      await one.says('POST', /scope/i)
      await one.go('/api-docs')
      assert.ok(await one.page.locator('main a').count() > 20)
    },
  },
  {
    name: 'guides, events, changes and the state of things are open to all', at,
    path: async one => {
      for (const path of ['/guides', '/guides/webhooks', '/events', '/changelog', '/status', '/design']) assert.equal((await one.go(path)).status(), 200, path)
      const feed = await one.page.request.get(one.url('/changelog.atom'))
      assert.match(await feed.text(), /<feed/)
    },
  },
]
