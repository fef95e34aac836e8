import { expect, it, vi } from 'vitest'
import type { CaseId, FileId } from '#shared/ids.ts'
import { ApiProblem } from './ask.ts'
import { FileSender } from './file-sender.ts'

type Deps = ConstructorParameters<typeof FileSender>[1]

/** Whoever sends, on a device that keeps nothing; the server is `given`. */
async function open(given: Partial<Deps> = {}) {
  let drawn = 0
  const deps = {
    store: Promise.resolve(undefined),
    whoIsHere: async () => 'hana',
    drawId: () => `file ${++drawn}` as FileId,
    isOnline: () => true,
    sendPart: vi.fn<Deps['sendPart']>(async ({ at, bytes }) => at + bytes.length),
    keep: vi.fn<Deps['keep']>(async () => {}),
    ...given,
  }
  const sender = new FileSender('case' as CaseId, deps)
  await sender.isHere('hana')
  return { sender, deps }
}
const idle = async (sender: FileSender) => {
  await vi.waitFor(() => expect(sender.state().some(({ is }) => is === 'sending')).toBe(false))
}
const photo = (name: string) => new File(['words'], name)

it('[FL9] a file that cannot be read any more is said, and those beside it go', async () => {
  const { sender, deps } = await open()
  const gone = photo('gone.jpg')
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
  expect(await sender.add([gone, photo('here.jpg')])).toEqual([
    'gone.jpg: It could not be read. It was not added.',
  ])
  await vi.waitFor(() => expect(sender.state()).toEqual([]))
  expect(vi.mocked(deps.keep).mock.calls.map(([{ name }]) => name)).toEqual(['here.jpg'])
})

it('[FL4] whose answer was lost is kept with the same id; a server that takes nothing is not asked on and on', async () => {
  let turn = 0
  const { sender, deps } = await open({
    keep: vi.fn<Deps['keep']>(async () => {
      if (++turn === 1) throw new ApiProblem(0, 'offline', 'No network.')
    }),
  })
  await sender.add([photo('a.jpg')])
  await idle(sender)
  expect(sender.state()).toMatchObject([{ is: 'waiting', name: 'a.jpg' }])
  await sender.go()
  expect(sender.state()).toEqual([])
  expect(new Set(vi.mocked(deps.keep).mock.calls.map(([{ id }]) => id)).size).toBe(1)

  const stuck = await open({ sendPart: vi.fn<Deps['sendPart']>(async () => 3) })
  await stuck.sender.add([photo('b.jpg')])
  await vi.waitFor(() => expect(stuck.sender.state()).toMatchObject([{ is: 'waiting', got: 3 }]))
  expect(vi.mocked(stuck.deps.sendPart).mock.calls.length).toBe(2)
})
