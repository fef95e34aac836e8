// A member's own devices as a subject, to server/app.ts.

import type { Subject } from '../people/subject.ts'
import { type DeviceDeps, deviceRoutes } from './routes.ts'

export const createDevices = (deps: DeviceDeps): Subject => ({
  name: 'devices',
  routes: (routes) => deviceRoutes(routes, deps),
})
