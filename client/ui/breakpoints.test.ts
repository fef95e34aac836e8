import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { below, breakpoints } from './breakpoints.ts'

const known = Object.values(breakpoints).flatMap((px) => [
  `(max-width: ${px - 0.02}px)`,
  `(min-width: ${px}px)`,
])

/** The widths in the media queries of a file. */
const widthsIn = (text: string): string[] =>
  [...text.matchAll(/@media[^{]*\{|matchMedia\([^)]*\)|useMediaQuery\([^)]*\)/g)].flatMap(
    ([query]) => query.match(/\((?:min|max)-width:[^)]*\)/g) ?? [],
  )

it('no file lays anything out at another width than those of the list', () => {
  const files = globSync('client/**/*.{css,ts,tsx}').filter((path) => !/\.test\./.test(path))
  const strange = files.flatMap((path) =>
    widthsIn(readFileSync(path, 'utf8'))
      .filter((width) => !known.includes(width))
      .map((width) => `${path}: ${width}`),
  )
  expect(files.length).toBeGreaterThan(300)
  expect(strange).toEqual([])
})

it('reads a query in a style and in code', () => {
  expect(widthsIn('@media (max-width: 700px) and (min-width: 3px) {')).toHaveLength(2)
  expect(widthsIn("useMediaQuery('(max-width: 639px)')")).toEqual(['(max-width: 639px)'])
  expect(known).toContain(below('phone'))
})
