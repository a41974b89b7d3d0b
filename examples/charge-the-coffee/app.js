// Members put what they drink on their next invoice. Runs on a page of the space, which gives it `window.cobot`.
'use strict'
const MENU = [['Coffee', '1.50'], ['Espresso', '1.20'], ['Tea', '1.00']] // net, of one
const { access_token, space_url, locale } = window.cobot
const page = document.getElementById('app')
const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more })

async function ask(path, body) {
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  const response = await fetch(`${space_url}/api${path}`, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
  if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status}`), { status: response.status })
  return response.json()
}

const status = element('p', '', { role: 'status' })
const tally = element('ul', '')

// What is on the next invoice already, of what is sold here.
async function count(member) {
  const charges = await ask(`/memberships/${member.id}/charges/recent`)
  const drinks = MENU.map(([name]) => [name, charges.filter(charge => charge.description === name).length])
  tally.replaceChildren(...drinks.filter(([, times]) => times).map(([name, times]) => element('li', `${times} × ${name}`)))
}

async function drink(member, button, name, amount) {
  button.disabled = true // a second click while it is being charged would charge twice
  try {
    const charge = await ask(`/memberships/${member.id}/charges`, { description: name, amount })
    status.textContent = `${name}: ${Number(charge.amount).toLocaleString(locale, { style: 'currency', currency: charge.currency })} on your next invoice.`
    await count(member)
  } catch {
    status.textContent = `${name} was not charged. Please try again.`
  }
  button.disabled = false
}

async function open() {
  let member
  try {
    member = await ask('/membership')
  } catch (error) {
    const text = error.status === 404 || error.status === 403 ? 'Only members can have things put on an invoice.' : 'The page cannot be shown. Load it again.'
    return page.replaceChildren(element('p', text))
  }
  const buttons = element('div', '', { className: 'menu' })
  for (const [name, amount] of MENU) {
    const button = element('button', `${name} ${amount}`)
    button.addEventListener('click', () => drink(member, button, name, amount))
    buttons.append(button)
  }
  page.replaceChildren(element('h1', 'What do you have?'), buttons, status, element('h2', 'On your next invoice'), tally)
  await count(member)
}
open()
