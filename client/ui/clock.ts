// Times as people read them here: 14:30, in the event's time zone, with the weekday when it is not today.

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(parts)}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...parts })
    formats.set(key, made)
  }
  return made
}

const dayOf = (at: Date, zone: string): string =>
  format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** `14:30` */
export const clockOf = (iso: string, zone: string): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso))

/** `14:30` today, `Wed 18:20` within six days, `4 Nov 18:20` beyond. `nowMs` is milliseconds since 1970. */
export function whenOf(iso: string, zone: string, nowMs: number): string {
  const at = new Date(iso)
  if (dayOf(at, zone) === dayOf(new Date(nowMs), zone)) return clockOf(iso, zone)
  const isNear = Math.abs(at.getTime() - nowMs) < 6 * 24 * 3_600_000
  const day = isNear
    ? format(zone, { weekday: 'short' }).format(at)
    : format(zone, { day: 'numeric', month: 'short' }).format(at)
  return `${day} ${clockOf(iso, zone)}`
}
