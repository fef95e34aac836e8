// The widths at which a screen is laid out otherwise. Styles cannot read a list (media queries know no variables): they write
// `(max-width: 639.98px)` for below 640 and `(min-width: 640px)` from there on, and breakpoints.test.ts knows no other.

import { useMediaQuery } from '@mantine/hooks'

/** Pixels, from narrow to wide. */
export const breakpoints = {
  /** Two fields no longer stand side by side. */
  narrow: 480,
  /** Below: a phone, one thing at a time. */
  phone: 640,
  /** The picture beside a sign-in needs as much. */
  picture: 800,
  /** Tables with many columns need as much. */
  table: 900,
  /** Below: the rail instead of the sidebar, and what stands beside the questions stands under them. */
  rail: 1100,
  /** From here on everything in the strip of a meeting fits one line. */
  strip: 1320,
} as const

/** The media query for narrower than that. */
export const below = (name: keyof typeof breakpoints): string => `(max-width: ${breakpoints[name] - 0.02}px)`

/** Whether this is drawn as on a phone now. */
export const isPhone = (): boolean => matchMedia(below('phone')).matches

/** Whether the screen is narrower than that, for a part that is drawn anew when it changes. */
export const useBelow = (name: keyof typeof breakpoints): boolean =>
  useMediaQuery(below(name), false, { getInitialValueInEffect: false })

/** The same as `isPhone` for a part that is drawn anew when that changes. */
export const useIsPhone = (): boolean => useBelow('phone')
