// The server as a process of its own, for tests that kill it.

import { announce, endOnSignals, start } from '../../server/main.ts'

const started = await start()
endOnSignals(started)
announce(started)
