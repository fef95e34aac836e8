// Reads one mail, in a thread of its own: there are mails that take longer than anybody waits, and nobody's keystroke may wait for
// one. It knows neither the database nor whose mail it is.

import { parentPort, workerData } from 'node:worker_threads'
import { readMail } from './read-mail.ts'

parentPort!.postMessage(await readMail(workerData as Uint8Array))
