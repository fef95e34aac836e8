// How the embedded engine is started, for the thread that runs it and the process that makes a new database.

import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Until this is on the disk, a folder's own list of names too. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** What the database engine is started with; `-F` (never fsync) must not be among it where data is to be kept. */
export function startParams(durable: boolean): string[] {
  const settings = {
    search_path: 'public',
    exit_on_error: 'false',
    log_checkpoints: 'false',
    io_method: 'sync',
    max_worker_processes: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    shared_buffers: '16MB',
    max_wal_size: '64MB',
    // fdatasync is empty in this build, fsync is the one that reaches `reachTheDisk`.
    ...(durable && { wal_sync_method: 'fsync', fsync: 'on', synchronous_commit: 'on' }),
  }
  const flags = durable ? ['--single', '-O', '-j'] : ['--single', '-F', '-O', '-j']
  return [...flags, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

// The engine's own chatter may hold row contents; it goes nowhere.
export const quiet = { onStdout: () => true, onStderr: () => true }
