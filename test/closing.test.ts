// The end of a process that people still have open in their browsers.

import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { openHouse } from './helpers/house.ts'

it('does not wait for a connection that a browser opened ahead and never asked anything on', async () => {
  const house = await openHouse('embedded')
  const idle = connect(Number(new URL(house.origin).port), '127.0.0.1')
  await once(idle, 'connect')
  // Answered: the server knows the connection by now.
  await fetch(`${house.origin}/api/health`)
  const beganMs = performance.now()
  const ended = once(idle, 'close')
  await house.close()
  await ended
  // It would be a minute and more.
  expect(performance.now() - beganMs).toBeLessThan(20_000)
})
