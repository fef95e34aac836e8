// What the commands have in common: one argument, `--help`, one line for what was done, one sentence for what was not.

import { resolve } from 'node:path'
import { StartRefused } from '../platform/errors.ts'
import { end, explainUnforeseen, refused } from '../platform/terminal.ts'
import { NotMade, NotWhole } from './lines.ts'

type Command = {
  /** How it is written. */
  usage: string
  help: string
  /** Whether it does without its argument. */
  isOptional?: boolean
  /** @returns the line for what was done */
  run: (argument: string) => Promise<string>
}

/** Runs it with what stands on the command line, and ends the process. */
export async function runCommand({ usage, help, isOptional, run }: Command): Promise<never> {
  const given = process.argv.slice(2)
  if (given.includes('--help') || given.includes('-h')) return end(process.stdout, `${usage}\n\n${help}`, 0)
  const [argument = ''] = given
  const isWrong = given.length > 1 || argument.startsWith('-') || (argument === '' && !isOptional)
  if (isWrong) return end(process.stderr, `Write it like this: ${usage}`, refused)
  try {
    return end(process.stdout, await run(argument), 0)
  } catch (error) {
    return end(process.stderr, explain(error, argument), refused)
  }
}

function explain(error: unknown, argument: string): string {
  if (error instanceof NotWhole) return `${argument} ${error.message}.`
  if (error instanceof StartRefused || error instanceof NotMade) return error.message
  return explainUnforeseen('It did not work', error)
}

/** A file as whoever typed it means it: npm runs its scripts in the folder of the package. */
export const fileAsTyped = (file: string): string => resolve(process.env.INIT_CWD ?? '.', file)

/** `1 row`, `1,234 rows`. */
export const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`

/** `48 kB`, `3.2 MB`. */
export const sizeInWords = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`
