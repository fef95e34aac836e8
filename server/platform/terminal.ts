// What programs say to whoever runs them: one sentence, and exit code 2 when it cannot be done as asked. It imports nothing, so
// that it can be read before anybody knows whether this Node is new enough for the rest.

/** Exit code for "cannot be done as asked". */
export const refused = 2

/** argon2 is in Node since 24.7. */
function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 7)
}

/** Some of what is said comes out of files and from elsewhere: nothing in it may steer a terminal. */
const plain = (text: string): string => text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')

/** One sentence for the person at the terminal. */
export function stop(sentence: string): never {
  process.stderr.write(`${plain(sentence)}\n`)
  process.exit(refused)
}

/** What nobody foresaw: its first line, and where it happened only for whoever asks for it. @param what "Greenroom could not start" */
export function explainUnforeseen(what: string, error: unknown): string {
  const { message = String(error), stack = '' } = (error ?? {}) as Partial<Error>
  if (/^(debug|trace)$/i.test(process.env.LOG_LEVEL ?? '')) process.stderr.write(`${stack}\n`)
  return `${what}: ${message.split('\n')[0]} (LOG_LEVEL=debug says where).`
}

export const stopUnforeseen = (what: string, error: unknown): never => stop(explainUnforeseen(what, error))

/** Ends the process once the line is out: an engine may keep it busy for a while yet. */
export const end = (stream: NodeJS.WriteStream, line: string, code: number): Promise<never> =>
  new Promise(() => stream.write(`${plain(line)}\n`, () => process.exit(code)))

/** @param command how it is run on the right Node */
export function needNode(command: string): void {
  const { node } = process.versions
  if (!isNodeNewEnough(node))
    stop(`Greenroom needs Node 24.7 or newer, and this is ${node}: start it with "${command}".`)
}
