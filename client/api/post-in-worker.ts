// What the service worker tells the server of a notification, while the app is closed.

import { leaveIfOurs } from './leave-in-worker.ts'

/** What rang. */
type Rung = { readonly kind: 'task' | 'page'; readonly id: string }

/** It was shown on this device. */
export const tellDelivered = (
  registration: ServiceWorkerRegistration,
  { kind, id }: Rung,
): Promise<boolean> => post(registration, `/api/${kind}s/${id}/delivered`)

/** A button of it was pressed. @returns whether the server has taken it */
export const answerThing = (
  registration: ServiceWorkerRegistration,
  { kind, id }: Rung,
  answer: string,
): Promise<boolean> => post(registration, `/api/${kind}s/${id}/answer`, { answer })

/** @returns whether the server has taken it */
async function post(registration: ServiceWorkerRegistration, path: string, body?: unknown): Promise<boolean> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    if (answer.status === 401) await leaveIfOurs(registration, answer)
    return answer.ok
  } catch {
    return false
  }
}
