// Kysely over a PostgreSQL server: a small pool in which every slot is one connection, used by one caller at a time.
// Two things must stay true when connections break. A transaction whose connection was lost never goes on in a new one
// (each query checks which life of the connection its transaction began in), and `commit` is believed only if the
// server says COMMIT: after a failed query it rolls back instead, without an error.

import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import postgres from 'postgres'
import { watchAnswer } from './dead-connections.ts'
import { createDialect } from './dialect.ts'

const maxConnections = 10
const connectTimeoutSeconds = 5
/** How long to wait before another try to connect: short, so that people can go on soon after an outage. */
const backoffSeconds = (tries: number) => Math.min(0.1 * 2 ** tries, 1)

/** @param name under which its connections are known to the server */
export const createPostgresDialect = (url: string, name: string): Dialect =>
  createDialect(
    () => new PostgresAdapter(),
    () => new PostgresServerDriver(url, name),
  )

class PostgresServerDriver implements Driver {
  readonly #url: string
  readonly #name: string
  readonly #free: PostgresConnection[] = []
  readonly #all: PostgresConnection[] = []
  readonly #waiting: ((connection: PostgresConnection) => void)[] = []

  constructor(url: string, name: string) {
    this.#url = url
    this.#name = name
  }

  async init() {}

  async acquireConnection(): Promise<PostgresConnection> {
    const free = this.#free.pop()
    if (free) return free
    if (this.#all.length < maxConnections) {
      // Where one is dead, those that wait here died with it.
      const renewFree = () => {
        for (const free of this.#free) free.renew()
      }
      const connection = new PostgresConnection(this.#url, this.#name, renewFree)
      this.#all.push(connection)
      return connection
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  async releaseConnection(connection: PostgresConnection) {
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#free.push(connection)
  }

  async beginTransaction(connection: PostgresConnection, settings: TransactionSettings) {
    await connection.begin(settings)
  }

  async commitTransaction(connection: PostgresConnection) {
    await connection.commit()
  }

  async rollbackTransaction(connection: PostgresConnection) {
    await connection.rollback()
  }

  async destroy() {
    await Promise.all(this.#all.map((connection) => connection.end()))
  }
}

/** Lists go in, as parameters; none comes out. @param type the number of the array's type, the same in every PostgreSQL */
const listOf = (type: number) => ({
  ...{ to: type, from: [], parse: String },
  serialize: (list: readonly string[]) =>
    `{${list.map((one) => `"${one.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`,
})

class PostgresConnection implements DatabaseConnection {
  readonly #url: string
  readonly #name: string
  readonly #foundDead: () => void
  #sql: postgres.Sql
  /** Counts how often the connection was lost, to tell its lives apart. */
  #life = 0
  #transactionLife: number | undefined

  /** @param foundDead this connection will never answer again, and was given up */
  constructor(url: string, name: string, foundDead: () => void) {
    this.#url = url
    this.#name = name
    this.#foundDead = foundDead
    this.#sql = this.#open()
  }

  /** Gives the present connection up; whatever waits for it is rejected. The next question opens another one. */
  renew(): void {
    const given = this.#sql
    this.#life++
    this.#sql = this.#open()
    given.end({ timeout: 0 }).catch(() => {})
  }

  #open(): postgres.Sql {
    const opened: postgres.Sql = postgres(this.#url, {
      max: 1,
      idle_timeout: 0,
      max_lifetime: 0,
      connect_timeout: connectTimeoutSeconds,
      // When a connection broke while the library asked for the types of arrays, nobody could catch that. So they are named here.
      fetch_types: false,
      backoff: backoffSeconds as unknown as boolean,
      onnotice: () => {},
      onclose: () => {
        if (opened === this.#sql) this.#life++
      },
      types: {
        int8: { to: 20, from: [20], parse: Number, serialize: String },
        texts: listOf(1009),
        uuids: listOf(2951),
      },
      connection: { application_name: this.#name, synchronous_commit: 'on', search_path: 'public' },
    }) as unknown as postgres.Sql
    return opened
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#run(sql, parameters)
    const changes = /^(insert|update|delete|merge)$/i.test(result.command)
    return { rows: [...result] as R[], numAffectedRows: changes ? BigInt(result.count) : undefined }
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator; the embedded database could not stream
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Queries are not streamed')
  }

  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const level = isolationLevel ? ` isolation level ${isolationLevel}` : ''
    await this.#run(`begin${level}${accessMode ? ` ${accessMode}` : ''}`)
    this.#transactionLife = this.#life
  }

  async commit(): Promise<void> {
    const { command } = await this.#run('commit')
    this.#transactionLife = undefined
    if (command !== 'COMMIT') throw new AbortedTransactionError()
  }

  /** Never throws: a lost connection has rolled back already, and the reason for the rollback is the error to keep. */
  async rollback(): Promise<void> {
    await this.#run('rollback').catch(() => {})
    this.#transactionLife = undefined
  }

  async end(): Promise<void> {
    await this.#sql.end({ timeout: 5 })
  }

  #run(sql: string, parameters: readonly unknown[] = []) {
    if (this.#transactionLife !== undefined && this.#transactionLife !== this.#life) return lostConnection()
    const asked = this.#sql.unsafe(sql, parameters as postgres.ParameterOrJSON<never>[], { prepare: true })
    return watchAnswer(this.#url, asked, () => {
      this.renew()
      this.#foundDead()
    })
  }
}

async function lostConnection(): Promise<never> {
  throw Object.assign(new Error('The connection was lost in this transaction'), { code: 'CONNECTION_CLOSED' })
}
