// The floor plan of ARCHITECTURE.md: imports go downwards only, siblings never meet, nothing goes round in circles,
// and files stay small enough to be about one thing.

import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

type File = { path: string; floor: number; room: string; imports: string[]; lines: number }

/** Which floor a file stands on, and which room of it. Files of one room may import each other. */
function placeOf(path: string): { floor: number; room: string } {
  const [house = '', room = '', sub = ''] = path.split('/')
  const inside = path.split('/').length
  if (house === 'shared') return { floor: 0, room: 'shared' }
  if (house === 'migrations') return { floor: 1, room: 'migrations' }
  if (house === 'server') {
    if (inside === 2)
      return {
        floor: { 'start.ts': 6, 'main.ts': 5, 'dev.ts': 5, 'follows.ts': 3.5, 'live.ts': 3.5 }[room] ?? 4,
        room: `server/${room}`,
      }
    if (room === 'platform') return { floor: 1, room: 'server/platform' }
    if (['people', 'case'].includes(room)) return { floor: 2, room: 'server/house' }
    if (room === 'jobs') return { floor: 1.5, room: 'server/jobs' }
    if (room === 'demo') return { floor: 4.5, room: 'server/demo' }
    return { floor: 3, room: `server/${room}` }
  }
  if (inside === 2) return { floor: 5, room: `client/${room}` }
  if (room === 'ui') return { floor: 1, room: 'client/ui' }
  if (room === 'offline') return { floor: 1.5, room: 'client/offline' }
  if (room === 'sync' || room === 'api') return { floor: 2, room: `client/${room}` }
  if (room === 'pages') return { floor: 3, room: `client/pages/${sub}` }
  return { floor: 4, room: 'client/app' }
}

/** Floors inside a room, from the bottom to the top: its folders and the files beside them. */
const floorsWithin: Record<string, readonly (readonly string[])[]> = {
  'server/sync': [['storage', 'guard'], ['record'], ['connection'], ['nodes'], ['sync.ts']],
}

/** Inside the page of a case: what everybody reads is lowest, a tab is highest, and tabs never meet. */
const caseFloors: Readonly<Record<string, number>> = {
  view: 0,
  editor: 1,
  people: 1,
  questions: 2,
  tasks: 3,
  facts: 3,
  meeting: 4,
  report: 4,
  access: 4,
  frame: 4,
}

function placeInCase(path: string): { floor: number; room: string } {
  const [room = '', ...inside] = path.slice(caseRoom.length).split('/')
  return inside.length === 0 ? { floor: 5, room: 'page' } : { floor: caseFloors[room] ?? Number.NaN, room }
}

const caseRoom = 'client/pages/case/'

const importing =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]\s*\)/g

function readHouse(): File[] {
  return globSync('{shared,server,client,migrations}/**/*.{ts,tsx}')
    .filter((path) => !/\.(test|d)\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      const imports = [...text.matchAll(importing)]
        .map((match) => match[1] ?? match[2]!)
        .filter((name) => /^(\.|#shared\/)/.test(name) && /\.(tsx?|css)$/.test(name))
        .map((name) => (name.startsWith('#') ? name.slice(1) : normalize(join(dirname(path), name))))
      return { path, imports, lines: text.split('\n').length, ...placeOf(path) }
    })
}

/** Why this import may not be, or undefined. */
function objection(from: string, to: string): string | undefined {
  const isInCase = from.startsWith(caseRoom) && to.startsWith(caseRoom)
  const [a, b] = isInCase ? [placeInCase(from), placeInCase(to)] : [placeOf(from), placeOf(to)]
  if (from.startsWith('client/') && to.startsWith('server/')) return 'a client file imports the server'
  if (from.startsWith('server/') && to.startsWith('client/')) return 'a server file imports the client'
  if (a.room === b.room) return objectionWithin(a.room, from, to)
  if (b.floor > a.floor) return 'upwards'
  return b.floor === a.floor ? 'sideways' : undefined
}

function objectionWithin(room: string, from: string, to: string): string | undefined {
  const floors = floorsWithin[room]
  if (!floors) return undefined
  const [a = '', b = ''] = [from, to].map((path) => path.slice(room.length + 1).split('/')[0]!)
  const floorOf = (part: string) => floors.findIndex((floor) => floor.includes(part))
  if (floorOf(a) < 0) return `${a} is on no floor of ${room}`
  if (a === b) return undefined
  if (floorOf(b) > floorOf(a)) return 'upwards'
  return floorOf(b) === floorOf(a) ? 'sideways' : undefined
}

const house = readHouse()
const files = new Map(house.map((file) => [file.path, file]))

function findCircle(): string[] | undefined {
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return undefined
    for (const next of files.get(path)?.imports ?? []) {
      const circle = walk(next, [...trail, path])
      if (circle) return circle
    }
    done.add(path)
    return undefined
  }
  for (const path of files.keys()) {
    const circle = walk(path, [])
    if (circle) return circle
  }
  return undefined
}

it('reads the whole house', () => {
  expect(house.length).toBeGreaterThan(60)
  expect(house.flatMap((file) => file.imports).length).toBeGreaterThan(100)
})

it('names an upward, a sideways and a foreign import', () => {
  expect(objection('server/platform/db.ts', 'server/sync/record/room.ts')).toBe('upwards')
  expect(objection('server/cases/routes.ts', 'server/sync/record/room.ts')).toBe('sideways')
  expect(objection('client/ui/Chip.tsx', 'server/app.ts')).toBe('a client file imports the server')
  expect(objection('server/sync/record/room.ts', 'server/platform/db.ts')).toBeUndefined()
  expect(objection('server/sync/record/room.ts', 'server/sync/connection/socket.ts')).toBe('upwards')
  expect(objection('server/sync/guard/guard.ts', 'server/sync/storage/journal.ts')).toBe('sideways')
  expect(objection('server/sync/new.ts', 'server/sync/guard/guard.ts')).toContain('no floor')
  expect(objection('server/sync/nodes/local.ts', 'server/sync/storage/journal.ts')).toBeUndefined()
})

it('knows every room of the page of a case, and that what is read lies below what shows it', () => {
  const rooms = new Set(
    house
      .filter(({ path }) => path.startsWith(caseRoom))
      .map(({ path }) => path.slice(caseRoom.length).split('/'))
      .filter((inside) => inside.length > 1)
      .map(([room = '']) => room),
  )
  expect([...rooms].sort()).toEqual(Object.keys(caseFloors).sort())
  const names = `${caseRoom}view/names.ts`
  expect(objection(names, `${caseRoom}meeting/read-back.ts`)).toBe('upwards')
  expect(objection(`${caseRoom}meeting/MeetingTab.tsx`, `${caseRoom}access/access.module.css`)).toBe(
    'sideways',
  )
  expect(objection(names, `${caseRoom}CasePage.tsx`)).toBe('upwards')
  expect(objection(`${caseRoom}CasePage.tsx`, names)).toBeUndefined()
})

it('imports go downwards only, and every imported file is there', () => {
  const objections = house.flatMap(({ path, imports }) =>
    imports.flatMap((to) => {
      const why = files.has(to) || /\.(d\.ts|css)$/.test(to) ? objection(path, to) : 'not there'
      return why ? [`${path} → ${to}: ${why}`] : []
    }),
  )
  expect(objections).toEqual([])
})

it('nothing goes round in circles', () => expect(findCircle()).toBeUndefined())

it('files are about one thing: at most 300 lines, no barrels, no drawers', () => {
  expect(house.filter((file) => file.lines > 300).map((file) => `${file.path}: ${file.lines}`)).toEqual([])
  const drawers = /(^|\/)(index|utils?|helpers?|common|manager|service|misc)\.tsx?$/
  expect(house.map((file) => file.path).filter((path) => drawers.test(path))).toEqual([])
})
