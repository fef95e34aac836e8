// Not everybody has Chromium. The same short walk in Firefox and in WebKit: sign in, write together, give a task, lose the
// network, come back, and find it all after a reload.

import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { buildClient } from '../../server/build-client.ts'
import { openCable } from '../helpers/cable.ts'
import { openHouse } from '../helpers/house.ts'
import { until } from '../helpers/people.ts'
import { isSaved, openRecord, typeWord, wordsOf } from '../helpers/writer.ts'
import { openFirefox } from './browsers/firefox.ts'
import { type Screen, waitFor } from './browsers/screen.ts'
import { openWebKit } from './browsers/webkit.ts'

const clientDir = fileURLToPath(new URL('../../dist/client', import.meta.url))
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

describe.each([
  ['Firefox', openFirefox],
  ['WebKit', openWebKit],
] as const)('in %s', (_name, openBrowser) => {
  it('[SY2, SY10] sign in, write together, give a task, lose the network, come back, reload', async () => {
    await buildClient()
    const origins: string[] = []
    const house = await openHouse('embedded', { clientDir, moreOrigins: () => origins })
    ends.push(house.close)
    const people = await house.people({ nkechi: 'chair', maria: 'staff' })
    const { id, codeName } = await house.report(people.maria)
    const cable = await openCable(() => house.origin)
    ends.push(cable.close)
    origins.push(cable.url)
    const colleague = await openRecord(people.maria, house.origin, id, ends)
    const screen = await openBrowser()
    ends.push(screen.close)
    console.info(screen.version)

    await screen.go(`${cable.url}/sign-in`)
    await screen.type('textbox', 'Email', 'nkechi@example.org')
    await screen.type('textbox', 'Password', 'a long enough password')
    await screen.press('button', 'Sign in')
    await waitFor('the board', async () => (await screen.read('heading', 'Board')) && true)

    await screen.go(`${cable.url}/c/${codeName.toLowerCase().replace(' ', '-')}`)
    await screen.type('textbox', 'What happened?', '<9001> ')
    await says(screen, 'Saved')
    await until(() => wordsOf(colleague).includes('<9001>'))
    const theirs = typeWord(colleague)
    await stands(screen, [theirs, '<9001>'])

    await screen.type('textbox', 'Quick add', '@nkechi 23:59 lock up')
    await screen.key('Enter')
    await waitFor(
      'the task',
      async () => (await screen.read('checkbox', 'Done: lock up')) !== undefined || undefined,
    )

    cable.cut()
    await says(screen, 'Offline')
    await screen.press('textbox', 'What happened?')
    await screen.key('Control+End')
    await screen.type('textbox', 'What happened?', ' <9002>')
    await says(screen, 'kept on this device')
    const meanwhile = typeWord(colleague)
    await until(() => isSaved(colleague))
    cable.mend()
    await says(screen, 'Saved')
    const everything = [theirs, meanwhile, '<9001>', '<9002>'].toSorted()
    await until(() => wordsOf(colleague).join() === everything.join())
    await stands(screen, everything)

    await screen.reload()
    await stands(screen, everything)
    expect(await screen.ask<number>('document.querySelectorAll("[role=alert]").length')).toBe(0)
  })
})

async function says(screen: Screen, words: string): Promise<void> {
  await waitFor(
    `save state "${words}"`,
    async () => (await screen.read('status', 'Save state'))?.includes(words) || undefined,
  )
}

async function stands(screen: Screen, words: readonly string[]): Promise<void> {
  await waitFor(`the words ${words.join(' ')}`, async () => {
    const text = (await screen.read('textbox', 'What happened?')) ?? ''
    return words.every((word) => text.split(word).length === 2) || undefined
  })
}
