// What every answer forbids the browser: by default everything, then what the page needs. No script but our files,
// no style element but those that carry this answer's nonce, nothing from anywhere else.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyHelmetOptions } from '@fastify/helmet'

const nonces = new WeakMap<ServerResponse, string>()

/** The nonce that this answer's policy allows for style elements. */
export function nonceOf(answer: ServerResponse): string {
  const nonce = nonces.get(answer) ?? randomBytes(16).toString('base64')
  nonces.set(answer, nonce)
  return nonce
}

type Facts = { isHttps: boolean; origins: () => Iterable<string> }

/** Options for helmet. What only makes sense over https is left out on plain http, where it would lock people out. */
export function securityHeaders({ isHttps, origins }: Facts): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: directives(isHttps, origins) },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  }
}

function directives(isHttps: boolean, origins: () => Iterable<string>) {
  // Not every browser counts sockets as 'self'.
  const ownSockets = () => [...origins()].map((origin) => origin.replace(/^http/, 'ws')).join(' ') || "'self'"
  const ownNonce = (_: IncomingMessage, answer: ServerResponse) => `'nonce-${nonceOf(answer)}'`
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    styleSrcElem: ["'self'", ownNonce],
    // Editor and component kit position things by style attributes.
    styleSrcAttr: ["'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'", ownSockets],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    ...(isHttps && { upgradeInsecureRequests: [] }),
  }
}
