// Where the links of a procedure lead. Pure, and without a parser: pages that show one link need none.

const leadsSomewhere = /^(?:https?|mailto|tel):$/

/**
 * Where a link of a procedure leads: a relative one is sought from the address that the procedure is from.
 * @returns undefined where it leads nowhere, or to what no page should open
 */
export function addressOf(link: string, source: string): string | undefined {
  if (link.trim() === '' || link.trim() === '#') return undefined
  const base = /^https?:/i.test(source) ? source : undefined
  const url = URL.canParse(link, base) ? new URL(link, base) : undefined
  return url && leadsSomewhere.test(url.protocol) ? url.href : undefined
}
