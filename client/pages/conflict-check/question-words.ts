// The words of the one question that is asked before somebody new sees a case.

/** "Is there a reason you should not work on a case about Corvin Haldane or Ada Wren?"; without names when the list was emptied meanwhile. */
export function questionOf(reported: readonly string[]): string {
  const last = reported.at(-1)
  if (last === undefined) return 'Is there a reason you should not work on this case?'
  const before = reported.slice(0, -1).join(', ')
  return `Is there a reason you should not work on a case about ${before ? `${before} or ${last}` : last}?`
}
