// What nearly everybody is given: the database, and what time it is.

import type { Db } from './db.ts'

export type Clocked = { db: Db; clock: () => Date }
