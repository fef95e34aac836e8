// A database belongs to one master key. The first server that starts on it leaves a sealed word there, once, whoever else
// starts at the same moment; every server must be able to open it, before it seals anything and whenever it meets others.

import { sql } from 'kysely'
import type { Db } from './db.ts'
import { StartRefused } from './errors.ts'
import type { Sealing } from './sealing.ts'

const name = 'key-check'
const word = 'greenroom'

type SealedCase = { id: string; sealed_key: Uint8Array }
/** What tells whose a database is, and nothing else: its word, if it has one, and a few of its cases' keys, sealed. */
export type KeyProbe = { word?: Uint8Array | undefined; cases: readonly SealedCase[] }

/** Also of a database that knows of no such word yet. */
export async function readKeyProbe(db: Db): Promise<KeyProbe> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('public.server_keys') is not null as there`.execute(db)
  return { word: rows[0]!.there ? await findWord(db) : undefined, cases: await findCases(db) }
}

/** Whether this is the key of a database, or may become it. */
export const opensProbe = ({ word, cases }: KeyProbe, sealing: Sealing): boolean =>
  word ? opens(() => sealing.unsealOwn(name, word)) : opensOne(cases, sealing)

/** Whether something in this database was sealed already, so that a new key could not be the right one. */
export async function isSealed(db: Db): Promise<boolean> {
  return (await findWord(db)) !== undefined || (await findCases(db)).length > 0
}

/**
 * Claims the database for this key, or finds it claimed.
 * @throws StartRefused with one sentence when it is another key's
 */
export async function checkMasterKey(db: Db, sealing: Sealing): Promise<void> {
  // Cases of before there was a word say whose the database is.
  if (!(await findWord(db)) && !(await opensCases(db, sealing))) throw anotherKey()
  // Whoever is first wins; the database decides who that is.
  await db
    .insertInto('server_keys')
    .values({ name, sealed: sealing.sealOwn(name, word) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const sealed = await findWord(db)
  if (!sealed || !opens(() => sealing.unsealOwn(name, sealed))) throw anotherKey()
}

const anotherKey = () =>
  new StartRefused(
    'The master key is not the one that this database was sealed with (MASTER_KEY_FILE, or master.key in DATA_DIR); all servers of one database need the same.',
  )

async function findWord(db: Db): Promise<Uint8Array | undefined> {
  const query = db.selectFrom('server_keys').select('sealed').where('name', '=', name)
  return (await query.executeTakeFirst())?.sealed
}

/** A few of the latest: one that is damaged must not keep the others from being opened. */
const findCases = (db: Db): Promise<SealedCase[]> =>
  db.selectFrom('cases').select(['id', 'sealed_key']).orderBy('reported_at', 'desc').limit(20).execute()

async function opensCases(db: Db, sealing: Sealing): Promise<boolean> {
  return opensOne(await findCases(db), sealing)
}

const opensOne = (cases: readonly SealedCase[], sealing: Sealing): boolean =>
  cases.length === 0 || cases.some(({ id, sealed_key }) => opens(() => sealing.open(id, sealed_key)))

function opens(open: () => unknown): boolean {
  try {
    open()
    return true
  } catch {
    // Lost: nothing; whether it opens is what was asked.
    return false
  }
}
