// The screens of the tabs of a case. Each is loaded by itself, and the others once the first one stands.

import type { CaseTab } from '#shared/cases/tabs.ts'
import { type Part, part } from '../../ui/part.tsx'

export const tabScreens: Readonly<Record<CaseTab, Part<object>>> = {
  report: part(async () => (await import('./report/ReportTab.tsx')).ReportTab),
  meeting: part(async () => (await import('./meeting/MeetingTab.tsx')).MeetingTab),
  access: part(async () => (await import('./access/AccessTab.tsx')).AccessTab),
}

/** Loads a tab, and the editor side by side with the one that is written in: one after the other they take seconds on a phone. */
export async function loadTab(tab: CaseTab): Promise<void> {
  const editor = tab === 'meeting' && import('./editor/RecordEditor.tsx').catch(() => undefined)
  await tabScreens[tab].ahead()
  await editor
}
