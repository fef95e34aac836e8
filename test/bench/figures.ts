// Numbers as they are told: quantiles, and one row of the table for each figure.

export type Figure = { what: string; value: string; how: string }

/** The value below which this share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('nothing was measured')
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`

export const range = (samples: readonly number[], unit: (value: number) => string): string =>
  `${unit(Math.min(...samples))} to ${unit(Math.max(...samples))}`

export const times = (value: number): string => `${value.toFixed(1)}×`

export const pause = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))

export function printTable(figures: readonly Figure[]): void {
  const lines = figures.map(({ what, value, how }) => `| ${what} | ${value} | ${how} |`)
  process.stdout.write(`\n| figure | value | how |\n|---|---|---|\n${lines.join('\n')}\n`)
}
