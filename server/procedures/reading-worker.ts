// Reads procedures, in a thread of its own: a long one takes up to two seconds, and nobody else's answer may wait for that. It is given
// plain text, and knows neither the event nor whether it was adopted.

import { parentPort } from 'node:worker_threads'
import { readProcedure } from '#shared/procedure/read-procedure.ts'

const port = parentPort!
port.on('message', (markdown: string) => port.postMessage(readProcedure(markdown)))
