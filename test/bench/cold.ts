// B7: the first join of a long record after a restart. The record is typed by five people offline, letter by letter with
// corrections, and put into the log in rows of fifty edits; Hocuspocus is given the same document.

import postgres from 'postgres'
import * as Y from 'yjs'
import { openDatabase } from '../../server/platform/db.ts'
import { createSealing, readMasterKey } from '../../server/platform/sealing.ts'
import { mergeAll } from '../../server/sync/record/live-document.ts'
import type { MemberId } from '../../shared/ids.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { at, exact, type Person, until, updateOf } from '../helpers/people.ts'
import { createRandom } from '../helpers/seeded-work.ts'
import { type Bench, createDatabase, homeOnPostgres } from './against-peers.ts'
import { launchPeer } from './contestants.ts'
import { enterTeam, type Team } from './event.ts'
import { median, ms } from './figures.ts'
import { type Home, launchServer } from './program.ts'

const editsARow = 50
const runs = 3

type Long = { doc: Y.Doc; rows: { author: number; update: Uint8Array }[] }

function typeLong(edits: number, seed: number): Long {
  const random = createRandom(seed)
  const doc = new Y.Doc()
  const rows: Long['rows'] = []
  for (let done = 0; done < edits; ) {
    const author = random.below(5)
    doc.clientID = 1_000 + author
    const updates: Uint8Array[] = []
    for (let key = 0; key < editsARow; key++) updates.push(updateOf(doc, () => edit(doc, author, random)))
    rows.push({ author, update: mergeAll(updates) })
    done += editsARow
  }
  return { doc, rows }
}

function edit(doc: Y.Doc, author: number, random: ReturnType<typeof createRandom>): void {
  const { whatHappened } = partsOf(doc)
  if (whatHappened.length < 40 || random.below(400) === 0) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('x')])
    whatHappened.insert(random.below(whatHappened.length + 1), [paragraph])
    return
  }
  const text = (whatHappened.get((author * 7) % whatHappened.length) as Y.XmlElement).get(0) as Y.XmlText
  if (random.below(10) === 0 && text.length > 1) text.delete(random.below(text.length), 1)
  else text.insert(random.below(20) === 0 ? random.below(text.length) : text.length, 'e')
}

async function putIntoLog(home: Home, team: Team, { rows }: Long): Promise<void> {
  const { db, close } = await openDatabase({ databaseUrl: home.databaseUrl, dataDir: home.dataDir })
  try {
    const { sealed_key } = await db
      .selectFrom('cases')
      .select('sealed_key')
      .where('id', '=', team.caseId)
      .executeTakeFirstOrThrow()
    const seal = createSealing(readMasterKey({ dataDir: home.dataDir }, false)).open(team.caseId, sealed_key)
    const members = team.people.map(({ id }) => id as MemberId)
    const clients = members.map((member_id, n) => ({ case_id: team.caseId, client: 1_000 + n, member_id }))
    await db.insertInto('record_clients').values(clients).execute()
    const all = rows.map(({ author, update }, at) => ({
      case_id: team.caseId,
      seq: at + 1,
      member_id: members[author]!,
      sealed: seal.seal('log', at + 1, update),
    }))
    for (let at = 0; at < all.length; at += 500)
      await db
        .insertInto('record_log')
        .values(all.slice(at, at + 500))
        .execute()
    await db.updateTable('record_heads').set({ seq: all.length }).where('case_id', '=', team.caseId).execute()
  } finally {
    await close()
  }
}

/** @returns ms until the join is answered, and then until a first keystroke is acknowledged */
async function coldJoin(home: Home, person: Person, team: Team, long: Long): Promise<[number, number]> {
  const server = await launchServer(home)
  await server.says('is ready at')
  const socket = await at({ origin: server.origin }, person).connect()
  const doc = new Y.Doc()
  const startedAt = performance.now()
  const ask = { case: team.caseId, stateVector: exact(new Uint8Array([0])), client: doc.clientID }
  const answer = await socket.emitWithAck('record:join', ask)
  const joined = performance.now() - startedAt
  if (!answer.ok) throw new Error(answer.why)
  Y.applyUpdate(doc, new Uint8Array(answer.update as ArrayBuffer))
  const { whatHappened } = partsOf(doc)
  if (whatHappened.toString().length < partsOf(long.doc).whatHappened.toString().length)
    throw new Error('the record that was joined is not the one that was typed')
  const pushedAt = performance.now()
  const paragraph = new Y.XmlElement('paragraph')
  const update = updateOf(doc, () => whatHappened.push([paragraph]))
  const { ok } = await socket.emitWithAck('record:push', { case: team.caseId, update: exact(update) })
  if (!ok) throw new Error('the first keystroke was refused')
  const pushed = performance.now() - pushedAt
  socket.disconnect()
  await server.stop()
  return [joined, pushed]
}

export async function b7(bench: Bench): Promise<void> {
  for (const edits of bench.isQuick ? [100_000] : [100_000, 260_000]) {
    const long = typeLong(edits, bench.seed)
    const size = edits.toLocaleString('en')
    bench.note(
      `B7 ${size} edits, Hocuspocus, PostgreSQL`,
      ms(await hocuspocusJoin(bench, long)),
      'from connecting to the whole document',
    )
    const home = await homeOnPostgres(bench)
    const first = await launchServer(home)
    await first.says('is ready at')
    const team = await enterTeam(first, 5)
    await putIntoLog(home, team, long)
    const socket = await team.people[0]!.connect()
    await socket.emitWithAck('record:join', { case: team.caseId, stateVector: exact(new Uint8Array([0])) })
    await untilSnapshot(home)
    socket.disconnect()
    await first.stop()
    const took: [number, number][] = []
    for (let run = 0; run < runs; run++) took.push(await coldJoin(home, team.people[0]!, team, long))
    // From the second time on rows stand behind the snapshot, as they do after a crash.
    bench.note(
      `B7 ${size} edits, Greenroom, PostgreSQL`,
      ms(took[0]![0]),
      `from asking to the answer; first keystroke saved ${ms(took[0]![1])} later`,
    )
    bench.note(
      `B7 ${size} edits, Greenroom, with rows behind the snapshot`,
      ms(median(took.slice(1).map(([joined]) => joined))),
      `${runs - 1} runs`,
    )
  }
}

async function untilSnapshot({ databaseUrl }: Home): Promise<void> {
  const sql = postgres(databaseUrl!, { max: 1, onnotice: () => {} })
  try {
    await until(async () => (await sql`select 1 from record_snapshots limit 1`).length > 0, 60_000)
  } finally {
    await sql.end()
  }
}

async function hocuspocusJoin(bench: Bench, { doc }: Long): Promise<number> {
  const url = await createDatabase(bench)
  const took: number[] = []
  for (let run = 0; run < runs; run++) {
    const peer = await launchPeer('hocuspocus', url)
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    await sql`insert into documents values ('record-0', ${Buffer.from(Y.encodeStateAsUpdate(doc))}) on conflict do nothing`
    await sql.end()
    const startedAt = performance.now()
    const client = await peer.connect(() => {})
    await until(() => partsOf(client.doc).whatHappened.length > 0, 20_000)
    took.push(performance.now() - startedAt)
    client.close()
    await peer.program.stop()
    peer.remove?.()
  }
  return median(took)
}
