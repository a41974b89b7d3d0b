// A real browser for the scripts: Chromium as the system has it, which finds *.localhost by itself. CHROMIUM names another one.
// Beside node_modules with playwright-core: `need_browser` of lib.sh puts it there.
import { chromium } from 'playwright-core'

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--host-resolver-rules=MAP *.localhost 127.0.0.1', '--force-color-profile=srgb'],
})

// Signs in on the page where it is asked, and goes on to where that leads.
export async function signIn(page, email, password = 'kontor-demo') {
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/session/new')), page.click('main button[type=submit]')])
}
