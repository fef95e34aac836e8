// Which version of the procedure a case goes by, in one line. Pure.

import type { CaseProcedure } from '#shared/http/procedure.ts'

/** `Version 3, in force since Tue 14:20`; `The one that Greenroom brings`. @param when says a moment (ISO) */
export function versionLine(
  { adopted, isDamaged, version }: Pick<CaseProcedure, 'adopted' | 'isDamaged' | 'version'>,
  when: (iso: string) => string,
): string {
  if (isDamaged) return 'Can’t be read any more. The one that Greenroom brings stands in'
  if (!adopted) return 'The one that Greenroom brings'
  return `${version ? `Version ${version}` : 'The one'} of ${when(adopted.at)}`
}
