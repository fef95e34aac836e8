// What both databases have in common for Kysely: the same SQL and the same way to look at the tables. Only the
// adapter and the driver differ.

import {
  type Dialect,
  type DialectAdapter,
  type Driver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

export const createDialect = (createAdapter: () => DialectAdapter, createDriver: () => Driver): Dialect => ({
  createAdapter,
  createDriver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
