// Where whoever called is, in their words. Sealed: with the case that a page is about, or by the master key without one.

import type { Selectable } from 'kysely'
import type { PageId } from '#shared/ids.ts'
import type { CaseSeals } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'
import { SealBroken, type SealKind } from '../platform/sealing.ts'

export type PlaceSeals = Pick<CaseSeals, 'sealOf' | 'sealOwn' | 'unsealOwn'>
type PageRow = Selectable<Database['pages']>
type Of = Pick<PageRow, 'id' | 'case_id'>

const kind: SealKind = 'page-place'
const nameOf = (page: PageId): string => `${kind} ${page}`

/** @param place empty: nothing is said */
export async function sealWhere(
  db: Db,
  seals: PlaceSeals,
  { id, case_id }: Of,
  place: string,
): Promise<Buffer | null> {
  if (!place) return null
  return case_id ? (await seals.sealOf(db, case_id)).seal(kind, id, place) : seals.sealOwn(nameOf(id), place)
}

/** One that was damaged is as good as none: it must not take away the page. */
export async function openWhere(
  db: Db,
  seals: PlaceSeals,
  { id, case_id, sealed_place }: Of & Pick<PageRow, 'sealed_place'>,
): Promise<string | null> {
  if (!sealed_place) return null
  try {
    const box = case_id
      ? (await seals.sealOf(db, case_id)).unseal(kind, id, sealed_place)
      : seals.unsealOwn(nameOf(id), sealed_place)
    return box.toString()
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
