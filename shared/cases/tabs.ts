// The tabs of a case, once: what they are called, where they stand, who may open them, what of the case they show and which
// file draws them. Routes, navigation, palette, and what the server names to a browser early all read this list.

import type { CaseAction } from '../access/rules.ts'
import type { CasePart } from '../protocol/events.ts'

type Tab = {
  /** Its name in the code. */
  readonly tab: string
  readonly title: string
  /** What follows the case in the address; the one without is where a case opens. */
  readonly path: string
  /** What the palette calls it. */
  readonly act: string
  readonly may: CaseAction
  /** What of the case is asked for when it is opened. */
  readonly needs: readonly CasePart[]
  /** Below client/: what draws it, and what that is sure to load next. */
  readonly files: readonly string[]
}

export const caseTabs = [
  {
    tab: 'report',
    title: 'Report',
    path: '/report',
    act: 'Read the report',
    may: 'read',
    needs: ['head', 'people', 'reports'],
    files: ['pages/case/report/ReportTab.tsx'],
  },
  {
    tab: 'meeting',
    title: 'Meeting',
    path: '',
    act: 'Open meeting page',
    may: 'read',
    needs: ['head', 'people', 'reports', 'access'],
    files: ['pages/case/meeting/MeetingTab.tsx', 'pages/case/editor/RecordEditor.tsx'],
  },
  {
    tab: 'access',
    title: 'People and access',
    path: '/access',
    act: 'Open people and access',
    may: 'read',
    needs: ['head', 'people', 'access'],
    files: ['pages/case/access/AccessTab.tsx'],
  },
] as const satisfies readonly Tab[]

export type CaseTab = (typeof caseTabs)[number]['tab']

/** @param path what follows the case in an address, without a slash; undefined where nothing does */
export const tabAt = (path: string | undefined): CaseTab | undefined =>
  caseTabs.find((one) => one.path === (path === undefined ? '' : `/${path}`))?.tab

export const tabOf = (tab: CaseTab): (typeof caseTabs)[number] => caseTabs.find((one) => one.tab === tab)!
