// How the scripts get to the pages of a server here. Imported for this alone, it has Node.js find *.localhost, which not every
// resolver knows. A real browser needs playwright-core: `need_browser` of lib.sh puts this file beside it.
import dns from 'node:dns'

const lookup = dns.lookup
dns.lookup = (host, options, done) => host.endsWith('localhost')
  ? (options?.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)) : lookup(host, options, done)

// Chromium as the system has it, which finds *.localhost by itself. CHROMIUM names another one.
export async function launch() {
  const { chromium } = await import('playwright-core')
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--host-resolver-rules=MAP *.localhost 127.0.0.1', '--force-color-profile=srgb'],
  })
}

// Signs in on the page where it is asked, and goes on to where that leads.
export async function signIn(page, email, password = 'kontor-demo') {
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/session/new')), page.click('main button[type=submit]')])
}
