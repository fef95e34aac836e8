// Bytes on their way in and out. The msgpack parser would send a view's whole underlying buffer, neighbours'
// memory included, so what goes out is always an exact ArrayBuffer of its own.

import type { Bytes } from '#shared/protocol/events.ts'

/** An exact copy that may be handed to the socket. */
export const toWire = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer

/** What arrived, whatever it came as. */
export const fromWire = (bytes: Bytes): Uint8Array =>
  bytes instanceof ArrayBuffer
    ? new Uint8Array(bytes)
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
