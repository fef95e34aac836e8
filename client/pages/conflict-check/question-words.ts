// The words of the one question that is asked before somebody new sees a case.

/** "Do you have a conflict with Corvin Haldane or Ada Wren?"; without names when the list was emptied meanwhile. */
export function questionOf(reported: readonly string[]): string {
  const last = reported.at(-1)
  if (last === undefined) return 'Do you have a conflict in this case?'
  const before = reported.slice(0, -1).join(', ')
  return `Do you have a conflict with ${before ? `${before} or ${last}` : last}?`
}
