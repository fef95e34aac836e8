// Who may read the figures: whoever sits at this machine, and whoever holds the token. They tell when a team is at work,
// which is nobody else's business.

import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { hashToken } from '../people/tokens.ts'
import { createAddresses } from '../platform/addresses.ts'
import type { Config } from '../platform/config.ts'

export type ReaderConfig = Pick<Config, 'metricsToken' | 'publicUrl' | 'trustedProxies'>

/** What a proxy adds to what it passes on; whoever asks from this machine itself sends none of it. */
const signsOfProxy =
  `forwarded via x-forwarded-for x-forwarded-host x-forwarded-proto x-forwarded-server x-real-ip
  x-client-ip true-client-ip cf-connecting-ip`.split(/\s+/)
const ownNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** @returns whether this request may be answered with the figures */
export function createReaderCheck({ metricsToken, publicUrl, trustedProxies }: ReaderConfig) {
  const loopback = createAddresses(['loopback'])
  // A proxy on this machine that names no visitor makes everybody look like this machine.
  const isHidden = publicUrl !== undefined && (trustedProxies ?? []).length === 0
  const isAtThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
    !isHidden &&
    loopback.isTrusted(socket.remoteAddress ?? '') &&
    // A page of elsewhere whose name was made to lead here keeps that name.
    ownNames.test(headers.host ?? '') &&
    signsOfProxy.every((name) => headers[name] === undefined)
  return (request: IncomingMessage): boolean =>
    isAtThisMachine(request) || isToken(request.headers.authorization, metricsToken)
}

function isToken(authorization = '', token: string | undefined): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  if (token === undefined || given === undefined) return false
  // Of one length whatever was given, and compared to the end.
  return timingSafeEqual(hashToken(given), hashToken(token))
}
