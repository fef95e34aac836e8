// Kysely over the embedded database. It has one connection: Kysely lets one query or one transaction in at a time.
// Inside `db.transaction()` use `trx`: a query on `db` there would wait for its own transaction for ever.

import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteAdapter,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { createDialect } from './dialect.ts'
import type { Embedded, EmbeddedAnswer, EmbeddedSession } from './embedded.ts'

export const createEmbeddedDialect = (embedded: Embedded): Dialect =>
  createDialect(
    () => new PGliteAdapter(),
    () => new EmbeddedDriver(embedded),
  )

class EmbeddedDriver implements Driver {
  readonly #embedded: Embedded

  constructor(embedded: Embedded) {
    this.#embedded = embedded
  }

  async init() {
    await this.#embedded.session()
  }

  async acquireConnection() {
    return new EmbeddedConnection(await this.#embedded.session())
  }

  async beginTransaction(connection: EmbeddedConnection, settings: TransactionSettings) {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : ''
    const mode = settings.accessMode ? ` ${settings.accessMode}` : ''
    await connection.run(`begin${level}${mode}`)
  }

  async commitTransaction(connection: EmbeddedConnection) {
    const { command } = await connection.run('commit')
    // A transaction in which a query failed is rolled back by `commit`, without an error.
    if (command === 'ROLLBACK') throw new AbortedTransactionError()
  }

  async rollbackTransaction(connection: EmbeddedConnection) {
    // When the engine died, so did the transaction; the reason for the rollback is the error worth keeping.
    if (connection.isAlive) await connection.run('rollback')
  }

  async releaseConnection() {}

  async destroy() {
    await this.#embedded.close()
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #session: EmbeddedSession

  constructor(session: EmbeddedSession) {
    this.#session = session
  }

  get isAlive(): boolean {
    return this.#session.isAlive
  }

  run(sql: string, params: readonly unknown[] = []): Promise<EmbeddedAnswer> {
    return this.#session.ask({ op: 'query', sql, params: params.map(toSendable) })
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows = [], affected } = await this.run(sql, parameters)
    const numAffectedRows = affected === undefined ? undefined : BigInt(affected)
    return { rows: rows.map(withBuffers) as R[], numAffectedRows }
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator; there is nothing to stream from
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('The embedded database does not stream')
  }
}

/** A Buffer is often a view on a larger pool; only its own bytes cross the thread. */
function toSendable(param: unknown): unknown {
  return param instanceof Uint8Array ? new Uint8Array(param) : param
}

/** Bytes come as Buffer from either database. */
function withBuffers(row: unknown): unknown {
  const record = row as Record<string, unknown>
  for (const [name, value] of Object.entries(record)) {
    if (value instanceof Uint8Array)
      record[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }
  return record
}
