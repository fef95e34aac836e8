// What may be written to the log: ids, times and the shape of an error. Never a body, a query string, a cookie, an address of a
// device, or an error's message that may quote a value: the log outlives the case. The one address in it is that of a refused sign-in
// (server/people/refused.ts).

import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'
import { databaseErrorCode } from './db.ts'

/** Lines are JSON on standard error: standard output is for people. */
export function createLog(level: LogLevel): Logger {
  const serializers = { req: () => undefined, res: describeReply, err: describeError }
  return pino(
    { level, base: null, serializers },
    { write: (line: string) => void process.stderr.write(line) },
  )
}

const describeReply = (reply: { statusCode: number }) => ({ statusCode: reply.statusCode })

/** Where it happened and of which kind. A message may quote what somebody wrote, so it is left out. */
export function describeError(error: unknown) {
  const { name = 'Error', stack = '' } = (error ?? {}) as Partial<Error>
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return { type: name, message: '', code: databaseErrorCode(error), stack: frames.join('\n') }
}
