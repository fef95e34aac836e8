// What a browser keeps of Greenroom, read where it keeps it; and a device at a case that has kept everything it would.

import type { Page } from 'playwright-core'
import type { CaseId } from '#shared/ids.ts'
import { type Person, until } from '../helpers/people.ts'
import { type Seat, type Stage, sees } from './stage.ts'

export const textIn = (page: Page) => page.getByRole('textbox', { name: 'What happened?' })

/** At the case, with the service worker and a first copy of everything on the disk. */
export async function atTheCase(
  stage: Stage,
  person: Person,
  { id, path }: { id: CaseId; path: string },
): Promise<Seat> {
  const seat = await stage.seat('phone', person, true)
  await seat.go(path)
  await sees(textIn(seat.page))
  await until(() => seat.page.evaluate(() => navigator.serviceWorker.controller !== null), 20_000)
  await until(() => copies(seat.page).then((names) => names.includes(`${id} document`)), 15_000)
  for (const part of ['people', 'reports', 'access'])
    await until(() => copies(seat.page).then((names) => names.includes(`${id} query case ${part}`)), 15_000)
  return seat
}

export const unplug = async (seat: Seat) => {
  seat.cable.cut()
  await seat.context.setOffline(true)
}
export const plugIn = async (seat: Seat) => {
  seat.cable.mend()
  await seat.context.setOffline(false)
}

/** Everything that the app's database holds, as text: a line for each store, with how much is in it. */
export const everythingOn = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('greenroom')
      asked.onsuccess = () => resolve(asked.result)
    })
    const all: string[] = []
    for (const name of db.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve) => {
        const asked = db.transaction(name).objectStore(name).getAll()
        asked.onsuccess = () => resolve(asked.result)
      })
      const plain = (_key: string, value: unknown) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value)
          ? new TextDecoder('latin1').decode(value as ArrayBuffer)
          : value
      all.push(`${name} ${rows.length} ${JSON.stringify(rows, plain)}`)
    }
    db.close()
    return all.join('\n')
  })

/** How much is in each store: `copies 3`. */
export const amountsOn = async (page: Page): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await everythingOn(page)).split('\n').map((line) => {
      const [name = '', amount = ''] = line.split(' ')
      return [name, Number(amount)]
    }),
  )

/** The rest of what a site may keep: Cache Storage, local and session storage, and cookies, as text. */
export async function restOn({ page, context }: Seat): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name)
        const kept = await Promise.all((await cache.keys()).map((request) => cache.match(request)))
        return Promise.all(kept.map(async (one) => `${one!.url} ${await one!.text()}`))
      }),
    )
    return [cached.flat(), { ...localStorage }, { ...sessionStorage }].map((one) => JSON.stringify(one))
  })
  const cookies = (await context.cookies()).map(({ name, value }) => `cookie ${name}=${value}`)
  return [...inPage, ...cookies].join('\n')
}

/** The names of the copies in the app's database. */
export const copies = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('greenroom')
      asked.onsuccess = () => resolve(asked.result)
    })
    const keys = await new Promise<IDBValidKey[]>((resolve) => {
      const asked = db.transaction('copies').objectStore('copies').getAllKeys()
      asked.onsuccess = () => resolve(asked.result)
    })
    db.close()
    return keys.map((key) => (key as string[]).join(' '))
  })
