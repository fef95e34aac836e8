// What stepping back from a case means, in words. Pure.

/**
 * @param tasks what is still to do
 * @param lead the first name of whoever leads it then; nobody: who steps back leads it now
 */
export function stepBackWords(tasks: number, lead: string | undefined): string {
  const whose = tasks === 1 ? 'Your task goes' : `Your ${tasks} tasks go`
  const back = tasks === 0 ? '' : `${whose} ${lead ? `back to ${lead}` : 'to whoever leads it then'}. `
  return `You will not see it again. ${back}No reason is asked.`
}
