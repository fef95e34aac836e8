// The first word with whatever DATABASE_URL leads to: PostgreSQL is asked whether it offers TLS, and answers with one
// letter. Nothing else does, so that a web server behind that port is known for what it is before the driver talks to it.

import { connect } from 'node:net'

/** `silent`: it took the connection and said nothing. `closed`: it ended it without a word. */
export type Greeting = 'with-tls' | 'without-tls' | 'something-else' | 'silent' | 'closed'

/** Length, then the number that stands for "do you offer TLS?". */
const question = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** @throws the system's error when there is nobody, or no way there */
export function greet({ host, port }: { host: string; port: number }, patienceMs: number): Promise<Greeting> {
  const socket = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
  return new Promise<Greeting>((resolve, reject) => {
    const timer = setTimeout(resolve, patienceMs, 'silent')
    socket.once('connect', () => socket.write(question))
    socket.once('data', (bytes) => resolve(readGreeting(bytes)))
    socket.once('close', () => {
      clearTimeout(timer)
      resolve('closed')
    })
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve('closed') : reject(error),
    )
  }).finally(() => socket.destroy())
}

/** One letter and no more: other servers that begin with an S go on. */
function readGreeting(bytes: Buffer): Greeting {
  if (bytes.length === 1 && bytes[0] === 'S'.charCodeAt(0)) return 'with-tls'
  if (bytes.length === 1 && bytes[0] === 'N'.charCodeAt(0)) return 'without-tls'
  return 'something-else'
}
