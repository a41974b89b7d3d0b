// Who looks at the pages of the demo, and from where they begin.
import { Visitor } from './crawl.mjs'

export async function people(domain) {
  const at = name => `http://${name}.${domain}`
  const signedIn = async (name, email, sites) => {
    const visitor = new Visitor(name)
    for (const site of sites) await visitor.signIn(at(site), email)
    return visitor
  }
  const own = sites => sites.flatMap(site => [`${at(site)}/`, `${at(site)}/account`])
  const developer = await signedIn('developer', 'visitor@demo.test', ['dev', 'www'])
  // Something of the developer's own to look at.
  const wish = { name: 'Crawled', redirect_uris: 'https://example.org/back', scope: 'read_user' }
  await developer.submit(`${at('dev')}/applications/new`, '/applications', wish)
  await developer.submit(`${at('dev')}/bots/new`, '/bots', { name: 'Crawled', section: 'members', scopes: 'read_user' })
  return [
    { visitor: new Visitor('nobody'), starts: ['www', 'dev', 'harbour', 'summit'].map(site => `${at(site)}/`) },
    { visitor: developer, starts: own(['dev', 'www']) },
    { visitor: await signedIn('owner', 'owner@demo.test', ['harbour', 'summit', 'www']), starts: [...own(['harbour', 'summit', 'www']), `${at('harbour')}/admin`] },
    { visitor: await signedIn('staff', 'staff@demo.test', ['harbour']), starts: [...own(['harbour']), `${at('harbour')}/admin`] },
    { visitor: await signedIn('member', 'member@demo.test', ['harbour', 'www']), starts: own(['harbour', 'www']) },
    { visitor: await signedIn('neighbour', 'summit-member@demo.test', ['summit', 'harbour']), starts: own(['summit']) },
    { visitor: await signedIn('visitor', 'visitor@demo.test', ['harbour', 'summit']), starts: own(['harbour']) },
  ]
}
