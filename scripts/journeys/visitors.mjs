// What people do who belong to no space yet.
import assert from 'node:assert/strict'

const address = one => `${one.named('vera').toLowerCase().replace(/[^a-z0-9]+/g, '-')}@example.org`
export const PASSWORD = 'brass otter vineyard'

// A weekday far enough that nothing of the demo is there; each walk has one of its own.
export const ahead = (one, days = 200) => {
  const day = new Date(Date.now() + days * 86_400_000)
  for (let left = one.look.number; left > 0; left -= [0, 6].includes(day.getUTCDay()) ? 0 : 1) day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

export async function signUp(one, email) {
  await one.go('/users/new')
  await one.fill({ 'E-mail address': email, Password: PASSWORD })
  await one.tap('Sign up', 'main')
  await one.go(await one.mailed(email, '^/users/confirm'))
  await one.tap(/Confirm|This is my address|Yes/, 'main')
}

export async function signIn(one, email) {
  await one.go('/session/new')
  await one.fill({ 'E-mail address': email, Password: PASSWORD })
  await one.tap('Sign in', 'main form')
}

export const journeys = [
  {
    name: 'a visitor finds where the space is, when it is open and what it costs',
    path: async one => {
      await one.go('/')
      await one.says('Find us', 'Open hours', 'Monday', 'Plans', 'Hot desk', '189.00 EUR incl. tax a month')
    },
  },
  {
    name: 'a visitor buys a ticket for an event',
    path: async one => {
      await one.go('/events')
      await one.tap('Taxes for freelancers')
      await one.tap('Get tickets')
      await one.says('To pay', '18.00 EUR')
      await one.fill({ 'Your name': one.named('Vera'), 'E-mail address': address(one), 'I agree to': true })
      await one.page.locator('input[name=method]').first().check()
      await one.tap(/^Buy for/)
      await one.says('You have a ticket')
    },
  },
  {
    name: 'who buys a ticket without agreeing to the terms is told so and keeps what was typed',
    path: async one => {
      await one.go('/events')
      await one.tap('Taxes for freelancers')
      await one.tap('Get tickets')
      await one.fill({ 'Your name': one.named('Vera'), 'E-mail address': address(one) })
      // As a browser that does not check forms by itself.
      await one.page.locator('main form[method=post]').evaluate(form => { form.noValidate = true })
      await one.tap(/^Buy for/)
      await one.says('The terms must be agreed to')
      assert.equal(await one.page.getByLabel('Your name').inputValue(), one.named('Vera'))
    },
  },
  {
    name: 'somebody makes an account, signs in and out',
    path: async one => {
      await signUp(one, address(one))
      await signIn(one, address(one))
      await one.go('/account')
      await one.says('Your account', address(one))
      await one.tap('Sign out', 'header')
      await one.go('/account')
      assert.match(one.page.url(), /session\/new/)
    },
  },
  {
    name: 'a forgotten password is replaced',
    path: async one => {
      await signUp(one, address(one))
      await one.go('/session/new')
      await one.tap(/forgot/i)
      await one.fill({ 'E-mail address': address(one) })
      await one.leave(one.page.locator('main form button').first())
      await one.go(await one.mailed(address(one), '^/password/reset'))
      await one.page.locator('main input[type=password]').first().fill('copper heron orchard')
      await one.leave(one.page.locator('main form button').first())
      await one.go('/session/new')
      await one.fill({ 'E-mail address': address(one), Password: 'copper heron orchard' })
      await one.tap('Sign in', 'main form')
      await one.go('/account')
      await one.says(address(one))
    },
  },
  {
    name: 'a wrong password is refused in words that do not tell who has an account',
    path: async one => {
      await one.go('/session/new')
      await one.fill({ 'E-mail address': address(one), Password: 'not the password' })
      await one.tap('Sign in', 'main form')
      const said = await one.page.locator('[role=alert]').first().innerText()
      await one.go('/session/new')
      await one.fill({ 'E-mail address': 'other@demo.test', Password: 'not the password' })
      await one.tap('Sign in', 'main form')
      assert.equal(await one.page.locator('[role=alert]').first().innerText(), said)
    },
  },
  {
    name: 'somebody joins: the price first, then the terms, then in',
    path: async one => {
      await signUp(one, address(one))
      await signIn(one, address(one))
      await one.go('/')
      await one.tap(/^Join/)
      await one.says(/EUR incl. tax a month/)
      await one.fill({ 'Your name': one.named('Jana'), 'Street and number': 'Quay 1', 'Post code': '20095', City: 'Hamburg', 'I agree to': true })
      await one.tap('Become a member')
      await one.says(/member|confirms/)
      const staff = await one.other('owner')
      await staff.go(`/admin/members?q=${encodeURIComponent(one.named('Jana'))}`)
      await staff.says('1 found')
    },
  },
  {
    name: 'the terms of a space and its help are open to everybody',
    path: async one => {
      for (const path of ['/terms', '/events']) assert.equal((await one.go(path)).status(), 200, path)
      assert.ok([200, 303, 401].includes((await one.go('/help')).status()))
    },
  },
  {
    name: 'pages of others are not shown to who is nobody',
    path: async one => {
      for (const path of ['/admin', '/admin/members', '/bookings', '/membership', '/members']) {
        await one.go(path)
        assert.match(one.page.url(), /session\/new/, path)
      }
    },
  },
  {
    name: 'the whole way to a ticket by keyboard alone', plain: false,
    path: async one => {
      await one.go('/events')
      const reach = async (key, found) => {
        for (let steps = 0; steps < 60; steps += 1) {
          await one.page.keyboard.press(key)
          const now = await one.page.evaluate(() => {
            const it = document.activeElement, style = getComputedStyle(it)
            return { text: (it.innerText || it.name || '').trim(), seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none' }
          })
          if (found(now.text)) return assert.ok(now.seen, `the focus on ${now.text} cannot be seen`)
        }
        throw new Error('not reached by Tab')
      }
      await reach('Tab', text => text === 'Skip to content')
      await reach('Tab', text => text === 'Taxes for freelancers')
      await one.page.keyboard.press('Enter')
      await one.page.waitForURL(/\/events\/[0-9a-f]+$/)
      await reach('Tab', text => text === 'Get tickets')
      await one.page.keyboard.press('Enter')
      await one.page.waitForURL(/\/tickets$/)
      await reach('Tab', text => text === 'name')
    },
  },
]
