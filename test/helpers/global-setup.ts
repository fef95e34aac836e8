// Once per run of the server's tests: one PostgreSQL with a migrated template, and a migrated image of the embedded
// database. A test then has its own database of either kind in a fraction of a second.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { makeDatabaseImage, openDatabase } from '../../server/platform/db.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    templateDatabase: string
    embeddedImageFile: string
  }
}

/** Called by Vitest before the first test; what it returns is called after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? undefined : await startPostgres()
  const url = given ?? server!.url
  const templateDatabase = `greenroom_template_${process.pid}`
  await makeTemplate(url, templateDatabase)
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-image-'))
  const embeddedImageFile = join(dir, 'image.tar')
  writeFileSync(embeddedImageFile, new Uint8Array(await makeDatabaseImage()))
  project.provide('postgresUrl', url)
  project.provide('templateDatabase', templateDatabase)
  project.provide('embeddedImageFile', embeddedImageFile)
  return async () => {
    rmSync(dir, { recursive: true, force: true })
    if (server) await server.stop()
    else await onServer(url, `drop database if exists ${templateDatabase}`)
  }
}

async function makeTemplate(url: string, name: string): Promise<void> {
  await onServer(url, `drop database if exists ${name}`)
  await onServer(url, `create database ${name}`)
  const target = new URL(url)
  target.pathname = name
  const opened = await openDatabase({ databaseUrl: target.href, dataDir: '' })
  await opened.migrate()
  await opened.close()
}

async function onServer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
