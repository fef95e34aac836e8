// Reads one mail, in a thread of its own: there are mails that take longer than anybody waits, and nobody's keystroke may wait for
// one. It knows neither the database nor whose mail it is.

import { parentPort, workerData } from 'node:worker_threads'
import { type MailRead, readMail } from './read-mail.ts'

/** First that all is loaded, then what was read. */
export type MailAnswer = 'ready' | MailRead

const say = (answer: MailAnswer): void => parentPort!.postMessage(answer)

say('ready')
say(await readMail(workerData as Uint8Array))
