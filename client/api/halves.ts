// The server's half of the keys under which this device keeps things, and with it what may still be read here.

import type { DeviceId, Halves } from '#shared/http/devices.ts'
import { ApiProblem, call } from './ask.ts'

/** @throws ApiProblem where the server cannot be reached, or its answer did not arrive whole */
export const askHalves = (device: DeviceId): Promise<Halves> =>
  call('readDeviceHalves', { body: { device }, answer: halves })

/** What may be read is wiped by this answer where it is not named: so it must be one of ours, and whole. */
const halves = {
  parse(data: unknown): Halves {
    const { member, receipt, cases } = (data ?? {}) as Partial<Halves>
    if (!member || !receipt || typeof cases !== 'object')
      throw new ApiProblem(0, 'offline', 'The answer did not arrive whole.')
    return { member, receipt, cases }
  },
}
