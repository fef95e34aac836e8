// Photos and files: what they are by their content, what is gone from pictures, cut and gone on with, once, within limits, and for nobody
// who may not see them.

import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { createTurns } from '../server/files/in-turn.ts'
import { piecesOf } from '../server/files/pieces.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, type Person } from './helpers/people.ts'
import { bombPng, gpsJpeg, heic, storedZip } from './helpers/strange-files.ts'

const part = limits.filePartBytes
const unknown = 'application/octet-stream'

describe.each(kinds)('photos and files, on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'hana' | 'maria' | 'dawit', Person>
  let id: CaseId

  beforeAll(async () => {
    house = await openHouse(kind)
    people = await house.people({ nkechi: 'chair', hana: 'staff', maria: 'staff', dawit: 'staff' })
  })
  afterAll(() => house.close())
  beforeEach(async () => {
    id = (await house.report(people.hana)).id
    await sql`update files set begun_at = now() - interval '2 hours'`.execute(house.db)
  })

  const send = async (
    by: Person,
    method: string,
    path: string,
    bytes: Uint8Array,
    type = 'image/jpeg',
  ): Promise<{ status: number; body: Record<string, never> }> => {
    const headers = { cookie: by.cookie, 'content-type': type }
    const answer = await fetch(house.origin + path, { method, headers, body: Buffer.from(bytes) })
    return { status: answer.status, body: (await answer.json()) as never }
  }
  const add = (by: Person, bytes: Uint8Array, name = 'photo.jpg', more = '') =>
    send(by, 'POST', `/api/files?case=${id}&name=${encodeURIComponent(name)}${more}`, bytes)
  const sendPart = (file: string, at: number, whole: Uint8Array, of = whole.length) =>
    send(
      people.hana,
      'PUT',
      `/api/files/${file}/parts?case=${id}&at=${at}&of=${of}`,
      whole.subarray(at, at + part),
    )
  const get = async (by: Person, path: string) => {
    const answer = await fetch(`${house.origin}/api/files/${path}`, { headers: { cookie: by.cookie } })
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  const list = async (by = people.hana, of: string = id) =>
    (await by.ask('GET', `/api/cases/${of}/files`)).body as { files: Record<string, never>[] }
  const photo = (side = 64) =>
    sharp({ create: { width: side, height: side, channels: 3, background: '#345' } })

  it('[FL1] a file is what its content says, and can only be saved', async () => {
    const strange: [string, Uint8Array, string][] = [
      ['party.jpg', Buffer.from('#!/bin/sh\nrm -rf ~\n'), unknown],
      ['page.jpg', Buffer.from('<!doctype html><script>alert(1)</script>'), unknown],
      [
        'logo.svg',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        unknown,
      ],
      ['notes.txt.zip', storedZip('note.txt', 'hello'), 'application/zip'],
    ]
    for (const [name, bytes, type] of strange) {
      const { status, body } = await add(people.hana, bytes, name)
      expect([status, body]).toEqual([
        201,
        { id: body.id, name, type, bytes: bytes.length, isCleaned: false, hasPreview: false },
      ])
      const got = await get(people.hana, body.id!)
      expect(got.bytes.equals(Buffer.from(bytes))).toBe(true)
      expect(Object.fromEntries(got.headers)).toMatchObject({
        'content-type': unknown,
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
      })
      expect((await get(people.hana, `${body.id}/preview`)).status).toBe(404)
    }
    expect((await list()).files.map(({ name }) => name)).toEqual(strange.map(([name]) => name))
  })

  it('[FL2] of a picture nothing hidden is kept: no place, no camera, no second picture, nothing behind its end', async () => {
    const secret = Buffer.from('SECRET-THUMBNAIL')
    const sent = Buffer.concat([await gpsJpeg(secret), storedZip('run.html', '<script>alert(1)</script>')])
    expect((await sharp(sent).metadata()).exif?.includes(secret)).toBe(true)
    const { status, body } = await add(people.hana, sent, 'C:\\Users\\hana\\photo.png')
    expect([status, body]).toMatchObject([
      201,
      { name: 'photo.png', type: 'image/jpeg', isCleaned: true, hasPreview: true },
    ])
    const kept = await get(people.hana, body.id!)
    expect(kept.headers.get('content-type')).toBe('image/jpeg')
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment/)
    const { exif, xmp, iptc, icc, width } = await sharp(kept.bytes).metadata()
    expect([exif, xmp, iptc, icc, width]).toEqual([undefined, undefined, undefined, undefined, 320])
    for (const word of ['SECRET', 'Pixel', 'script', 'PK\u0003\u0004', 'Exif'])
      expect([word, kept.bytes.includes(word)]).toEqual([word, false])
    const preview = await get(people.hana, `${body.id}/preview`)
    expect(preview.headers.get('content-type')).toBe('image/webp')
    expect(preview.headers.get('content-security-policy')).toContain('sandbox')
    expect((await sharp(preview.bytes).metadata()).exif).toBeUndefined()
    // Nor does it lie anywhere in the database, sealed as it was sent.
    const { rows } = await sql<{ bytes: number }>`
      select sum(length(sealed))::int as bytes from file_parts where file_id = ${body.id!}`.execute(house.db)
    expect(rows[0]!.bytes).toBeLessThan(kept.bytes.length + 100)
  })

  it('[FL3] a picture that cannot be cleaned is kept only when that is said; one that is a bomb never', async () => {
    const whole = await sharp(randomBytes(200 * 200 * 3), { raw: { width: 200, height: 200, channels: 3 } })
      .jpeg()
      .toBuffer()
    const broken = whole.subarray(0, whole.length / 2)
    for (const bytes of [heic(), broken]) {
      const refused = await add(people.hana, bytes)
      expect([refused.status, refused.body.detail]).toEqual([
        409,
        expect.stringContaining('Nothing was kept'),
      ])
      expect((await list()).files).toEqual([])
      const kept = await add(people.hana, bytes, 'photo.heic', '&asItIs=true')
      expect([kept.status, kept.body]).toMatchObject([201, { isCleaned: false, hasPreview: false }])
      const got = await get(people.hana, kept.body.id!)
      expect([got.headers.get('content-type'), got.bytes.equals(Buffer.from(bytes))]).toEqual([unknown, true])
      id = (await house.report(people.hana)).id
    }
    const bomb = bombPng(30_000)
    expect(bomb.length).toBeLessThan(limits.maxFileBytes)
    for (const more of ['', '&asItIs=true']) {
      const { status, body } = await add(people.hana, bomb, 'small.png', more)
      expect([status, body.detail]).toEqual([413, expect.stringContaining('too large to be opened safely')])
    }
    expect((await list()).files).toEqual([])
  })

  it('[FL4] what was sent before a cut is not sent again, and the same file comes once', async () => {
    const file = randomUUID()
    const bytes = randomBytes(part * 2 + 5)
    expect(await sendPart(file, 0, bytes)).toEqual({ status: 200, body: { got: part } })
    // A part that is cut leaves nothing; whoever asks with none is told where to go on.
    const cut = new AbortController()
    const half = new ReadableStream({
      start: (controller) => {
        controller.enqueue(bytes.subarray(part, part + 1_000))
        setTimeout(() => cut.abort(), 50)
      },
    })
    const path = `/api/files/${file}/parts?case=${id}&at=${part}&of=${bytes.length}`
    const init = { method: 'PUT', headers: { cookie: people.hana.cookie }, body: half, signal: cut.signal }
    await expect(fetch(house.origin + path, { ...init, duplex: 'half' } as never)).rejects.toThrow()
    const early = await people.hana.ask('POST', `/api/files/${file}`, { name: 'film.mp4' })
    expect(early.status).toBe(409)
    expect(await sendPart(file, 0, bytes)).toEqual({ status: 200, body: { got: part } })
    const both = await Promise.all([sendPart(file, part, bytes), sendPart(file, part, bytes)])
    expect(both.map(({ body }) => body)).toEqual([{ got: part * 2 }, { got: part * 2 }])
    expect((await sendPart(file, part * 2, bytes, bytes.length + 1)).status).toBe(409)
    expect((await sendPart(file, part * 2, bytes.subarray(0, part * 2 + 4), bytes.length)).status).toBe(400)
    expect((await sendPart(file, part * 2, bytes)).body).toEqual({ got: bytes.length })
    const keep = () => people.hana.ask('POST', `/api/files/${file}`, { name: 'film.mp4' })
    const answers = await Promise.all([keep(), keep(), keep()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect((await list()).files).toHaveLength(1)
    expect((await get(people.hana, file)).bytes.equals(bytes)).toBe(true)
    const once = randomUUID()
    for (const _ of [1, 2])
      expect((await add(people.hana, Buffer.from('x'), 'x', `&id=${once}`)).status).toBe(201)
    expect((await list()).files).toHaveLength(2)
    const acts = await house.db
      .selectFrom('audit')
      .select(['act', 'entry_id'])
      .where('chain', '=', id)
      .execute()
    expect(acts).toContainEqual({ act: 'keepFile', entry_id: file })
    expect(acts).toContainEqual({ act: 'readFile', entry_id: file })
  })

  it('[FL4] a picture that several ask to keep at once is drawn and kept once', {
    timeout: 90_000,
  }, async () => {
    const noise = { raw: { width: 700, height: 500, channels: 3 } } as const
    for (let round = 0; round < 3; round++) {
      const bytes = await sharp(randomBytes(700 * 500 * 3), noise)
        .jpeg()
        .toBuffer()
      const file = randomUUID()
      for (let at = 0; at < bytes.length; at += part) await sendPart(file, at, bytes)
      const keep = () => people.hana.ask('POST', `/api/files/${file}`, { name: 'photo.jpg' })
      const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(keep))
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
      expect((await sharp((await get(people.hana, file)).bytes).metadata()).width).toBe(700)
    }
    expect((await list()).files).toHaveLength(3)
  })

  it('[FL4] of a picture that was drawn smaller all is here, for whoever lost the answer and sends on', async () => {
    const noise = { raw: { width: 500, height: 500, channels: 3 } } as const
    const bytes = await sharp(randomBytes(500 * 500 * 3), noise)
      .jpeg({ quality: 100 })
      .toBuffer()
    const file = randomUUID()
    for (let at = 0; at < bytes.length; at += part) await sendPart(file, at, bytes)
    const kept = await people.hana.ask('POST', `/api/files/${file}`, { name: 'photo.jpg' })
    expect((kept.body as { bytes: number }).bytes).toBeLessThan(bytes.length)
    expect((await sendPart(file, 0, bytes)).body).toEqual({ got: bytes.length })
  })

  it('[FL8] a part that is damaged ends what is being saved, and nothing else', async () => {
    const bytes = randomBytes(part * 3)
    const { body } = await add(people.hana, bytes, 'film.mp4')
    await sql`update file_parts set sealed = '\\x00' where file_id = ${body.id} and n = 1`.execute(house.db)
    await expect(get(people.hana, `${body.id}`)).rejects.toThrow()
    expect((await list()).files).toHaveLength(1)
  })

  it('[FL5] a file, a case and a member hold so much and no more', async () => {
    const over = await add(people.hana, Buffer.alloc(limits.maxFileBytes + 1))
    expect([over.status, over.body.detail]).toEqual([413, expect.stringContaining('25 MB')])
    expect((await add(people.hana, Buffer.alloc(0))).status).toBe(400)
    const small = Buffer.from('x')
    const fill = (member: Person, bytes: number, begun: string) =>
      sql`insert into files (id, case_id, member_id, begun_at, bytes)
        values (gen_random_uuid(), ${id}, ${member.id}, ${new Date(Date.now() - (begun === 'now' ? 0 : 7_200_000))}, ${bytes})`.execute(
        house.db,
      )
    await fill(people.hana, limits.maxMemberFileBytesAnHour, 'now')
    expect((await add(people.hana, small)).status).toBe(429)
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.dawit.id}`, { level: 'write' })
    await answerChecks(people.dawit)
    expect((await add(people.dawit, small)).status).toBe(201)
    await fill(people.maria, limits.maxCaseFileBytes - limits.maxMemberFileBytesAnHour, 'before')
    const full = await add(people.dawit, small)
    expect([full.status, full.body.detail]).toEqual([413, expect.stringContaining('into this case')])
    // What never came whole makes room after a day.
    await sql`update files set begun_at = now() - interval '2 days' where kept_at is null`.execute(house.db)
    expect((await add(people.dawit, small)).status).toBe(201)
    expect((await list()).files).toHaveLength(2)
  })

  it('[FL6] for whoever may not see the case there is no such file, kept or on its way', async () => {
    const { hana, nkechi, maria, dawit } = people
    const { body } = await add(hana, await photo().png().toBuffer(), 'photo.png')
    const begun = randomUUID()
    await sendPart(begun, 0, randomBytes(part * 2))
    const give = (who: Person, level: string) =>
      nkechi.ask('PUT', `/api/cases/${id}/access/${who.id}`, { level })
    expect((await give(maria, 'write')).status).toBe(204)
    expect((await give(dawit, 'read')).status).toBe(204)
    await answerChecks(maria, dawit)
    const looks = async (by: Person, file: string) => {
      const answers = await Promise.all([get(by, file), get(by, `${file}/preview`)])
      return answers.map(({ status, bytes, headers }) => [
        status,
        status === 200 ? '' : bytes.toString(),
        headers.get('content-type') === 'application/problem+json',
      ])
    }
    const nothing = await looks(dawit, randomUUID())
    for (const by of [maria, dawit, nkechi]) {
      expect((await looks(by, body.id!)).map(([status]) => status)).toEqual([200, 200])
      expect(await looks(by, begun)).toEqual(nothing)
    }
    // Who reads brings nothing; who writes cannot go on with, or keep, what another one began.
    expect((await add(dawit, Buffer.from('x'))).status).toBe(404)
    const other = await maria.ask('POST', `/api/files/${begun}`, {})
    expect([other.status, other.body]).toEqual([
      404,
      (await maria.ask('POST', `/api/files/${randomUUID()}`, {})).body,
    ])
    const go = `/api/files/${begun}/parts?case=${id}&at=${part}&of=${part * 2}`
    expect((await send(maria, 'PUT', go, randomBytes(part))).status).toBe(404)
    expect((await list(dawit)).files).toHaveLength(1)
    // A file's name names somebody as well as words do: it is as if they had never seen the case.
    await nkechi.ask('POST', `/api/cases/${id}/people`, { name: 'M.', role: 'reported', memberId: maria.id })
    expect(await looks(maria, body.id!)).toEqual(nothing)
    expect((await maria.ask('GET', `/api/cases/${id}/files`)).status).toBe(404)
    await nkechi.ask('DELETE', `/api/cases/${id}/access/${dawit.id}`)
    expect(await looks(dawit, body.id!)).toEqual(nothing)
    expect((await add(maria, Buffer.from('x'))).status).toBe(404)
  })

  it('[FL6] a file whose name names somebody locks them out until somebody says that it is somebody else', async () => {
    const { hana, nkechi, maria } = people
    await nkechi.ask('PUT', `/api/cases/${id}/access/${maria.id}`, { level: 'read' })
    await answerChecks(maria)
    expect((await maria.ask('GET', `/api/cases/${id}`)).status).toBe(200)
    await add(hana, Buffer.from('x'), `${maria.name} at the bar.txt`)
    expect((await maria.ask('GET', `/api/cases/${id}`)).status).toBe(404)
  })

  it('[FL7] files of a report belong to it, a closed case takes none, and in the database lies no word of them', async () => {
    const { hana, nkechi } = people
    const { body } = await hana.ask('GET', `/api/cases/${id}`)
    const [report] = (body as { reports: { id: string }[] }).reports
    const words = 'a very telling line '.repeat(20_000)
    const sent = await send(
      hana,
      'POST',
      `/api/files?report=${report!.id}&name=telling.txt`,
      Buffer.from(words),
    )
    expect(sent.status).toBe(201)
    expect((await list()).files).toMatchObject([{ name: 'telling.txt', report: report!.id, by: hana.id }])
    for (const more of ['', `?case=${id}&report=${report!.id}`])
      expect((await send(hana, 'POST', `/api/files${more}`, Buffer.from('x'))).status).toBe(400)
    expect((await send(hana, 'POST', `/api/files?report=${randomUUID()}`, Buffer.from('x'))).status).toBe(404)
    for (const table of ['files', 'file_parts', 'case_entries']) {
      const { rows } = await sql<{ t: string }>`select t::text as t from ${sql.table(table)} as t`.execute(
        house.db,
      )
      const all = rows.map(({ t }) => t).join()
      expect([table, all.includes('telling'), all.includes(Buffer.from('telling').toString('hex'))]).toEqual([
        table,
        false,
        false,
      ])
    }
    // What was changed in the database does not open; nothing of it is given out as if it were whole.
    await sql`update file_parts set sealed = (select p.sealed from file_parts p where p.file_id = ${sent.body.id!} and p.n = 0)
      where file_id = ${sent.body.id!} and n = 1`.execute(house.db)
    await expect(get(hana, sent.body.id!)).rejects.toThrow()
    await nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'closed' })
    expect((await add(hana, Buffer.from('x'))).status).toBe(409)
  })

  it('[FL8] a large file comes and goes in parts, and everybody else is answered meanwhile', {
    timeout: 120_000,
  }, async () => {
    // Each part is a commit, and the embedded database has but one connection.
    const bytes = randomBytes(kind === 'postgres' ? limits.maxFileBytes : part * 12)
    const file = randomUUID()
    for (let at = 0; at < bytes.length; at += part) {
      const isAsked = at % (part * 10) === 0
      const [sent, asked] = await Promise.all([
        sendPart(file, at, bytes),
        isAsked ? people.nkechi.ask('GET', `/api/cases/${id}`) : { status: 200 },
      ])
      expect([sent.body, asked.status]).toEqual([{ got: at + part }, 200])
    }
    expect((await people.hana.ask('POST', `/api/files/${file}`, { name: 'film.mp4' })).status).toBe(201)
    expect((await get(people.hana, file)).bytes.equals(bytes)).toBe(true)
    const { rows } = await sql<{ most: number }>`select max(length(sealed)) as most from file_parts`.execute(
      house.db,
    )
    expect(rows[0]!.most).toBeLessThan(part + 64)
  })
})

it('[FL8] of what is sent at once no more is read than the part that is next', async () => {
  let read = 0
  async function* slowly() {
    for (; read < limits.maxFileBytes; read += 65_536) yield Buffer.alloc(65_536)
  }
  let taken = 0
  for await (const piece of piecesOf({ headers: {}, body: slowly() } as never, limits.maxFileBytes)) {
    expect([piece.length, read - taken]).toEqual([part, expect.toSatisfy((ahead) => ahead <= part)])
    taken += piece.length
  }
  expect(taken).toBe(limits.maxFileBytes)
})

it('[FL8] pictures are drawn one after the other, also behind one that failed', async () => {
  const inTurn = createTurns()
  let [now, most] = [0, 0]
  const draw = (fails: boolean) => async () => {
    most = Math.max(most, ++now)
    await Promise.resolve()
    now--
    if (fails) throw new Error('broken')
  }
  const ends = await Promise.allSettled([inTurn(draw(true)), inTurn(draw(false)), inTurn(draw(true))])
  expect([most, ends.map(({ status }) => status)]).toEqual([1, ['rejected', 'fulfilled', 'rejected']])
})
