// Everybody in the space. Who was shown around is kept in the bot's storage, which all admins of the space share.
'use strict'
const api = Cobot.Api(cobot.access_token)
const storage = Cobot.Storage(cobot.storage_token)
const list = document.getElementById('members')
const status = document.getElementById('status')
const find = document.getElementById('find')

function line(member, shown) {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: shown })
  box.addEventListener('change', async () => {
    try {
      if (box.checked) await storage.set(`shown-${member.id}`, true)
      else await storage.remove(`shown-${member.id}`)
    } catch (refused) {
      box.checked = !box.checked
      status.textContent = refused.responseJSON?.message ?? 'That was not kept. Please try again.'
    }
  })
  const label = document.createElement('label')
  label.append(box, ' shown around')
  const item = document.createElement('li')
  // As text: a name can hold anything.
  item.append(Object.assign(document.createElement('strong'), { textContent: member.name || 'Nameless' }), member.plan?.name ?? '', label)
  return item
}

function filter() {
  const words = find.value.toLowerCase()
  let count = 0
  for (const item of list.children) {
    item.hidden = !item.textContent.toLowerCase().includes(words)
    if (!item.hidden) count += 1
  }
  status.textContent = count === 1 ? '1 member' : `${count} members`
  Cobot.iframeResize()
}

async function open() {
  try {
    const [members, keys] = await Promise.all([api.get(cobot.subdomain, '/memberships'), storage.list('shown-')])
    const shown = new Set(keys)
    list.replaceChildren(...members.map(member => line(member, shown.has(`shown-${member.id}`))))
    find.addEventListener('input', filter)
    filter()
  } catch (refused) {
    status.textContent = refused.status === 403 ? 'You may not see memberships here.' : 'The members cannot be shown. Load the page again.'
  }
}
open()
