// Keeps the app's own files on this device, so that it opens without a network: the files of one version, and the page that
// loads them. Nothing of a case passes through here: the API and the live connection are left alone. It also rings while
// the app is closed: what it shows says nothing but that there is something.

import { answerThing, tellDelivered } from './api/post-in-worker.ts'
import { sendReportInWorker } from './api/report-in-worker.ts'

type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void }
type Fetching = Extendable & { request: Request; respondWith: (answer: Promise<Response>) => void }
type Pushed = Extendable & { data: { json: () => unknown } | null }
type Tapped = Extendable & { action: string; notification: Notification }
type Synced = Extendable & { tag: string }
type Page = {
  visibilityState: string
  postMessage: (words: string) => void
  focus: () => Promise<unknown>
  navigate: (to: string) => Promise<unknown>
}
type Worker = {
  skipWaiting: () => Promise<void>
  registration: ServiceWorkerRegistration
  clients: {
    claim: () => Promise<void>
    matchAll: (which: { type: 'window'; includeUncontrolled: true }) => Promise<Page[]>
    openWindow: (path: string) => Promise<unknown>
  }
  addEventListener: {
    (type: 'install' | 'activate', listener: (event: Extendable) => void): void
    (type: 'fetch', listener: (event: Fetching) => void): void
    (type: 'push', listener: (event: Pushed) => void): void
    (type: 'notificationclick', listener: (event: Tapped) => void): void
    (type: 'sync', listener: (event: Synced) => void): void
    (type: 'message', listener: (event: MessageEvent) => void): void
  }
}
const worker = self as unknown as Worker

// Both are put in by the build.
const cacheName = 'greenroom-__VERSION__'
const files = '__FILES__' as unknown as readonly string[]
const shell = '/index.html'
/** A network that has not answered by then is as good as none. */
const patienceMs = 4_000

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll([shell, '/manifest.webmanifest', ...files])),
  )
})

worker.addEventListener('activate', (event) => {
  const dropOthers = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)))
    await worker.clients.claim()
  }
  event.waitUntil(dropOthers())
})

worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting()
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (/^\/(api|socket\.io|demo|r)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(file(request))
})

/** The server's page while there is a network, ours otherwise. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
  } catch {
    const kept = await caches.match(shell)
    return kept ? withFreshNonce(kept) : Response.error()
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

/** The page was kept with the nonce of its answer; one that never changes would be none. */
async function withFreshNonce(kept: Response): Promise<Response> {
  // The page knows by it that it may be older than what waits.
  const html = (await kept.text()).replace('<html', '<html data-kept')
  const old = /name="csp-nonce" content="([^"]+)"/.exec(html)?.[1]
  const headers = new Headers(kept.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  if (!old) return new Response(html, { headers })
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const policy = headers.get('content-security-policy')
  if (policy) headers.set('content-security-policy', policy.replaceAll(old, nonce))
  return new Response(html.replaceAll(old, nonce), { headers })
}

worker.addEventListener('push', (event) => event.waitUntil(ring(thingOf(event.data))))

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(answer(event.notification.data as Thing | undefined, event.action))
})

worker.addEventListener('sync', (event) => {
  if (event.tag === 'report') event.waitUntil(sendWaiting())
})

/**
 * What waits to be sent, when the network is back.
 * @throws where a page in sight does it: the browser looks once more later, for when that page was closed in the middle of it
 */
async function sendWaiting(): Promise<void> {
  const pages = await openPages()
  const isInSight = pages.some(({ visibilityState }) => visibilityState === 'visible')
  if (!isInSight) await sendReportInWorker(worker.registration)
  for (const page of pages) page.postMessage('network')
  if (isInSight) throw new Error('A page does it')
}

/** What a message is about: `reminder` a task, `case` one that this member leads and in which something waits, `procedure` one to read. */
const things = ['task', 'page', 'reminder', 'case', 'procedure'] as const
type Thing = { kind: (typeof things)[number]; id: string }

/** Undefined if it says something that this version does not know. */
function thingOf(data: { json: () => unknown } | null): Thing | undefined {
  try {
    const { kind, id } = (data?.json() ?? {}) as { kind?: unknown; id?: unknown }
    const known = things.find((one) => one === kind)
    return known && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { kind: known, id } : undefined
  } catch {
    return undefined
  }
}

const forYou = 'Greenroom: something for you. Open it.'
const wordsFor = {
  task: {
    title: forYou,
    actions: [
      { action: 'accepted', title: 'Accept' },
      { action: 'cannot', title: 'I can’t' },
    ],
  },
  page: {
    title: 'Greenroom: you are needed now. Open it.',
    actions: [
      { action: 'on-my-way', title: 'On my way' },
      { action: 'cannot', title: 'I can’t' },
    ],
    // It stays until somebody has looked, and rings again for the next one.
    requireInteraction: true,
    vibrate: [300, 150, 300, 150, 300],
  },
  // It takes the place of what was said of the same task before, and rings all the same.
  reminder: { title: forYou, actions: [], renotify: true },
  // However much waits in a case, it is said once.
  case: { title: forYou, actions: [] },
  procedure: { title: forYou, actions: [], renotify: true },
}
/** Where each opens the app. The board says which case it is, and what is late. */
function placeOf(thing: Thing | undefined): string {
  if (thing?.kind === 'page') return `/page/${thing.id}`
  if (thing?.kind === 'procedure') return '/procedure'
  return thing?.kind === 'case' ? '/board' : '/me'
}

/** What somebody was given: the server hears that it was shown, and how it is answered. */
const isGiven = (thing: Thing | undefined): thing is Thing & { kind: 'task' | 'page' } =>
  thing?.kind === 'task' || thing?.kind === 'page'

const openPages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

/** Silent while the app is in sight: there it shows itself. */
async function ring(thing: Thing | undefined): Promise<void> {
  const pages = await openPages()
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return
  const { title, ...more } = thing ? wordsFor[thing.kind] : { title: forYou }
  const options = {
    icon: '/icon-192.png',
    tag: thing?.id ?? 'something',
    ...(thing && { data: thing }),
    ...more,
  }
  await worker.registration.showNotification(title, options)
  if (isGiven(thing)) await tellDelivered(worker.registration, thing)
}

/** Its buttons answer without the app; whatever cannot be answered so opens it, and so does "On my way": there is where. */
async function answer(thing: Thing | undefined, action: string): Promise<void> {
  const isAnswer = isGiven(thing) && wordsFor[thing.kind].actions.some((one) => one.action === action)
  const isTaken = isAnswer && (await answerThing(worker.registration, thing, action))
  if (isTaken && action !== 'on-my-way') return
  const place = placeOf(thing)
  const [page] = await openPages()
  if (!page) await worker.clients.openWindow(place)
  else {
    await page.focus()
    await page.navigate(place)
  }
}
