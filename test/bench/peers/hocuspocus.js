// A peer: Hocuspocus with its database extension on the same PostgreSQL, as its documentation shows it. Plain JavaScript: its types
// are in a package that is installed for the bench only (test/bench/package.json).

import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL, { onnotice: () => {} })
await sql`create table if not exists documents (name text primary key, data bytea not null)`
const server = new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const [row] = await sql`select data from documents where name = ${documentName}`
        return row ? new Uint8Array(row.data) : null
      },
      store: async ({ documentName, state }) => {
        await sql`insert into documents values (${documentName}, ${Buffer.from(state)})
          on conflict (name) do update set data = excluded.data`
      },
    }),
  ],
})
await server.listen()
process.stdout.write('hocuspocus is ready\n')
process.on('SIGTERM', () => void server.destroy().then(() => process.exit(0)))
