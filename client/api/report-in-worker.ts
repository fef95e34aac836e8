// A report that waits for the network, sent by the service worker while no page of the app is in sight. By nothing but the
// browser's own means, because a worker is one file: it reads and writes what waits as offline/boxes.ts does. It is marked as
// tried before it is sent, under the id that it will always have: the app can send it again, and nobody can change it.

import { openKept, whenDone } from './kept-in-worker.ts'
import { leaveIfOurs } from './leave-in-worker.ts'

/** As limits.keptHours: after that nothing is read here that the server has not been asked about. */
const keptMs = 12 * 3_600_000
const patienceMs = 30_000
const name = new TextEncoder().encode('member report')

type Device = { member: string; contactAtMs: number }
type Row = { n: number; kind: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }
type Ask = { id: string }
/** As pages/report/report-desk.ts keeps one. */
type Kept = { phase: string; handed: string | null; ask?: Ask; sent?: object }

/** @throws while there is no network, or the server wants it later: the browser tries again */
export async function sendReportInWorker(registration: ServiceWorkerRegistration): Promise<void> {
  const db = await openKept()
  try {
    if (db) await sendAll(db, registration)
  } finally {
    db?.close()
  }
}

async function sendAll(db: IDBDatabase, registration: ServiceWorkerRegistration): Promise<void> {
  const device: Device | undefined = await whenDone(
    db.transaction('device').objectStore('device').get('this'),
  )
  const key: CryptoKey | undefined = await whenDone(db.transaction('keys').objectStore('keys').get('member'))
  if (!device || !key || Math.abs(Date.now() - device.contactAtMs) > keptMs) return
  const rows: Row[] = await whenDone(
    db.transaction('rows').objectStore('rows').index('scope').getAll('member'),
  )
  for (const row of rows.filter(({ kind }) => kind === 'report')) {
    const kept = await open(key, row)
    const waits = kept && (kept.phase === 'queued' || kept.phase === 'unsure') && kept.handed === null
    if (!waits || !kept.ask || kept.sent || !(await isWriterHere(device.member, registration))) continue
    await put(db, key, row, { ...kept, phase: 'unsure' })
    const sent = await send(kept.ask)
    if (sent) await put(db, key, row, { ...kept, phase: 'unsure', sent })
  }
}

/** The server has a lot to do: the browser tries again. */
const isForLater = ({ status }: Response): boolean => status >= 500 || status === 429

/** Somebody else may have signed in here: the report would be theirs. */
async function isWriterHere(member: string, registration: ServiceWorkerRegistration): Promise<boolean> {
  const answer = await fetch('/api/me', { signal: AbortSignal.timeout(patienceMs) })
  if (answer.status === 401) await leaveIfOurs(registration, answer)
  if (isForLater(answer)) throw new Error('later')
  if (!answer.ok) return false
  const { member: here } = (await answer.json()) as { member?: { id?: unknown } }
  return here?.id === member
}

/** @returns undefined where the server says no: the app says why when it is next opened */
async function send(ask: Ask): Promise<object | undefined> {
  const answer = await fetch('/api/reports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ask),
    signal: AbortSignal.timeout(patienceMs),
  })
  if (answer.ok) {
    const said = (await answer.json()) as { report?: { id?: unknown }; case?: { id?: unknown } }
    // A network that wants a sign-in of its own says that all is well, too.
    if (said?.report?.id !== ask.id || typeof said.case?.id !== 'string') throw new Error('not ours')
    const at = new Date(Date.parse(answer.headers.get('date') ?? '') || Date.now()).toISOString()
    return { at, answer: said }
  }
  if (isForLater(answer)) throw new Error('later')
  return undefined
}

async function open(key: CryptoKey, { iv, sealed }: Row): Promise<Kept | undefined> {
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: name }, key, sealed)
    const length = new DataView(plain).getUint32(0)
    return JSON.parse(new TextDecoder().decode(new Uint8Array(plain, 4, length))) as Kept
  } catch {
    // Of another key, or damaged: the app lets go of it.
    return undefined
  }
}

/** In its own place, so that whoever answers for it goes on doing so; where it is gone meanwhile, nowhere. */
async function put(db: IDBDatabase, key: CryptoKey, row: Row, kept: Kept): Promise<void> {
  const facts = new TextEncoder().encode(JSON.stringify(kept))
  const whole = new Uint8Array(4 + facts.length)
  new DataView(whole.buffer).setUint32(0, facts.length)
  whole.set(facts, 4)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: name }, key, whole)
  const rows = db.transaction('rows', 'readwrite').objectStore('rows')
  if ((await whenDone(rows.getKey(row.n))) === undefined) throw new Error('it was changed meanwhile')
  await whenDone(rows.put({ ...row, iv, sealed }))
}
