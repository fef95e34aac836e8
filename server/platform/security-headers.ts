// What every answer forbids the browser: by default everything, then what the page needs. No script but our files,
// no style element but those that carry this answer's nonce, nothing from anywhere else, no text that becomes markup
// or a script's address but by the few policies named here, and of the device only what the app uses.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { FastifyHelmetOptions } from '@fastify/helmet'

/** What the app uses of what a browser lets pages do: the ring of a page, copied words, the room display. */
const uses = ['autoplay', 'clipboard-write', 'fullscreen']
/**
 * What browsers would let a page ask for besides. Not the nearness of the server itself (local-network-access): a page that
 * the worker had kept would ask for it with every request.
 */
const usesNot =
  `accelerometer bluetooth browsing-topics camera captured-surface-control clipboard-read compute-pressure
  cross-origin-isolated digital-credentials-create digital-credentials-get display-capture encrypted-media gamepad
  geolocation gyroscope hid identity-credentials-get idle-detection interest-cohort keyboard-map language-detector language-model local-fonts
  magnetometer microphone midi on-device-speech-recognition otp-credentials payment picture-in-picture
  private-state-token-issuance private-state-token-redemption publickey-credentials-create publickey-credentials-get
  screen-wake-lock serial speaker-selection storage-access summarizer sync-xhr translator usb web-share window-management
  xr-spatial-tracking`.split(/\s+/)

/** What every answer says, also one that is refused before a route is looked for, or by the live connection. */
const headersOfAll = {
  // A page's own policy takes this one's place.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [
    ...uses.map((name) => `${name}=(self)`),
    ...usesNot.map((name) => `${name}=()`),
  ].join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

export function writeHeaders(answer: ServerResponse): void {
  for (const [name, value] of Object.entries(headersOfAll)) answer.setHeader(name, value)
}

/** Heads every answer of this server. To be called after whoever else listens: some hand nothing on. */
export function headEveryAnswer(server: Server): void {
  server.prependListener('request', (_, answer: ServerResponse) => writeHeaders(answer))
}

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
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
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
    // Ours (client/app/trusted-types.ts), and the one by which the editor reads what is pasted, in a document of its own.
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['default', 'ProseMirrorClipboard'],
    ...(isHttps && { upgradeInsecureRequests: [] }),
  }
}
