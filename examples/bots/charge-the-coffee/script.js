// Members put what they drink on their next invoice; how much everybody drinks is counted in the bot's storage.
'use strict'
const MENU = [['Coffee', '1.50'], ['Espresso', '1.20'], ['Tea', '1.00']] // net, of one
const api = Cobot.Api(cobot.access_token)
const storage = Cobot.Storage(cobot.storage_token)
const status = document.getElementById('status')

async function tally() {
  const cups = await storage.get('cups') ?? 0
  document.getElementById('tally').textContent = cups === 1 ? 'One cup so far.' : `${cups} cups so far, all of us together.`
}

async function drink(member, button, name, amount) {
  button.disabled = true // a second click while it is being charged would charge twice
  try {
    const charge = await api.post(cobot.subdomain, `/memberships/${member.id}/charges`, { description: name, amount })
    status.textContent = `${name}: ${Number(charge.amount).toLocaleString(cobot.locale, { style: 'currency', currency: charge.currency })} on your next invoice.`
  } catch (refused) {
    status.textContent = `${name} was not charged. Please try again.`
    button.disabled = false
    return
  }
  button.disabled = false
  // Two at once may count one cup less; nobody pays by this number.
  await storage.set('cups', (await storage.get('cups') ?? 0) + 1).then(tally).catch(console.error)
}

async function open() {
  let member
  try {
    member = await api.get(cobot.subdomain, '/membership')
  } catch (refused) {
    status.textContent = [403, 404].includes(refused.status) ? 'Only members can have things put on an invoice.' : 'The page cannot be shown. Load it again.'
    return
  }
  for (const [name, amount] of MENU) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: `${name} ${amount}` })
    button.addEventListener('click', () => drink(member, button, name, amount))
    document.getElementById('menu').append(button)
  }
  await tally()
}
open()
