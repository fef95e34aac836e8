// However much a test asks at once: what may be too much has tests of its own.

import type { Asking } from '../../server/people/asking.ts'

export const uncounted: Asking = {
  countOfMember: () => {},
  countOfAddress: () => {},
  workFor: async (_, work) => work(),
}
