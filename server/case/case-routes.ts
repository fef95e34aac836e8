// The ways of a route about one case. An act of authority is a command; a look asks for the right to read, leaves its row in
// the audit and answers. Whoever may not gets the same answer as for a case that never was.

import type { CaseAction } from '#shared/access/rules.ts'
import type { Told } from '#shared/http/contract.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Answered, CaseContract, Routes, Sent } from '../people/route.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import type { CaseDeps } from './case-deps.ts'
import { type Act, type Command, command, type Question } from './command.ts'
import { may } from './rights.ts'
import type { CaseSeal } from './seals.ts'

type ByLevel = CaseContract & { right: CaseAction }

type Looking<C extends CaseContract> = Pick<Sent<C>, 'params'> & {
  actor: Actor
  caseId: CaseId
  /** See `Act.seal`. */
  seal: () => Promise<CaseSeal>
}

type Acting<C extends CaseContract> = (
  act: Act & { actor: Actor } & Pick<Sent<C>, 'params' | 'body'>,
) => Promise<Told<C>>

export type CaseRoutes = {
  command: <C extends ByLevel>(contract: C, act: Acting<C>) => void
  /** For a right that no level gives: the question stands in its place. */
  commandIf: <C extends CaseContract & { right: 'as-asked' }>(
    contract: C,
    question: Question,
    act: Acting<C>,
  ) => void
  look: <C extends ByLevel>(contract: C, answer: (look: Looking<C>) => Answered<Told<C>>) => void
}

export function createCaseRoutes(routes: Routes, deps: CaseDeps): CaseRoutes {
  const add = <C extends CaseContract>(contract: C, right: Command<unknown>['right'], act: Acting<C>) =>
    routes.forCase(contract, ({ actor, params, body }) =>
      command(deps, actor, idOf(params), {
        kind: contract.operation,
        right,
        act: (given) => act({ ...given, actor, params, body }),
      }),
    )
  return {
    command: (contract, act) => add(contract, contract.right, act),
    commandIf: add,
    look: (contract, answer) =>
      routes.forCase(contract, async ({ actor, params }) => {
        const caseId = idOf(params)
        if (!(await may(deps.db, actor, contract.right, caseId))) throw problem('not-available')
        await deps.reads.note({ caseId, member: actor.member, act: contract.operation })
        const seal = () => deps.seals.sealOf(deps.db, caseId)
        return answer({ actor, caseId, params, seal })
      }),
  }
}

/** Every contract about a case has it; while the contract is not known, the compiler cannot tell. */
const idOf = (params: unknown): CaseId => (params as { id: CaseId }).id
