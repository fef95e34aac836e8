// Another node on a house's PostgreSQL, in this process: its own connections, its own bus, the same people.

import type { App } from '../../server/app.ts'
import { listeningPort } from '../../server/app.ts'
import { type Bus, openBus } from '../../server/platform/bus.ts'
import { openDatabase } from '../../server/platform/db.ts'
import { type Cable, openCable } from './cable.ts'
import { type Front, type House, openApp } from './house.ts'
import { at, type Person } from './people.ts'

export type SecondNode = {
  app: App
  bus: Bus
  origin: string
  /** The wire of its bus alone, and that of everything else it asks the database. */
  busCable: Cable
  databaseCable: Cable
  /** The same person, at this node. */
  here: (person: Person) => Person
  close: () => Promise<void>
}

/** @param front settings of its own */
export async function openSecondNode(house: House, front: Front = {}): Promise<SecondNode> {
  const through = async () => {
    const url = new URL(house.database.url!)
    const cable = await openCable(`http://127.0.0.1:${url.port}`)
    url.port = new URL(cable.url).port
    return { cable, url: url.href }
  }
  const [forBus, forDatabase] = [await through(), await through()]
  const database = await openDatabase({ databaseUrl: forDatabase.url, dataDir: '' })
  const bus = openBus(forBus.url, crypto.randomUUID())
  const app = await openApp(database.db, house.sealing, { token: undefined }, front, bus)
  const origin = `http://127.0.0.1:${listeningPort(app.app)}`
  return {
    app,
    bus,
    origin,
    busCable: forBus.cable,
    databaseCable: forDatabase.cable,
    here: (person) => at({ origin }, person),
    close: async () => {
      await app.close()
      await bus.close()
      await database.close()
      await forBus.cable.close()
      await forDatabase.cable.close()
    },
  }
}
