// Making a room display: a session of its own that is sent masked data of one case.

import { ApiProblem, call } from './ask.ts'
import { codeOf } from './queries.ts'

/**
 * @param code of a case, as it stands in an address
 * @returns the display's token
 * @throws ApiProblem as `ask` does; not-available also where there is no such case
 */
export async function makeDisplay(code: string): Promise<string> {
  const { cases } = await call('listCases')
  const found = cases.find((card) => codeOf(card.codeName) === code)
  if (!found) throw new ApiProblem(404, 'not-available', 'This page isn’t available')
  return (await call('makeDisplay', { params: { id: found.id } })).token
}
