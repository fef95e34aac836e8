// The version of the live protocol: its events, what they carry, its refusals. docs/protocol.md says what it is now.

/** Raised with whatever a client written for the one before would have to be told of. */
export const protocolVersion = 4
