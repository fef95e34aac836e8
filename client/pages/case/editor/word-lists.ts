// Lists of a desktop word processor come as paragraphs that say in their style that they are items, each with its sign as text. Made
// into lists before the text is read. Everything here is one pass: a copied document may be long.

const paragraphs = /<p\b([^<>]*)>([\s\S]*?)<\/p>/gi
const level = /mso-list:\s*[\w-]+\s+level(\d)/i
/** The sign, and what widens it; with or without the brackets around it that only the word processor reads. */
const sign = /<span\b[^<>]*mso-list:\s*ignore[^<>]*>((?:[^<]|<span\b[^<>]*>[^<]*<\/span>)*)<\/span>/i
const brackets = /<!(?:--)?\[(?:if[^\]>]*|endif)\](?:--)?>/gi

type Item = { level: number; isNumbered: boolean; start: number; words: string }

/** @param html of a clipboard */
export function withRealLists(html: string): string {
  if (!level.test(html)) return html
  let made = ''
  let end = 0
  let items: Item[] = []
  const close = (): void => {
    made += listsOf(items)
    items = []
  }
  for (const found of html.matchAll(paragraphs)) {
    const between = html.slice(end, found.index)
    const item = itemOf(found[1]!, found[2]!)
    // Items that stand beside each other are of one list.
    if (!item || between.replace(brackets, '').trim() !== '') close()
    if (items.length === 0) made += between
    if (item) items.push(item)
    else made += found[0]
    end = found.index + found[0].length
  }
  close()
  return made + html.slice(end)
}

function itemOf(attributes: string, inside: string): Item | undefined {
  const depth = level.exec(attributes)
  const shown = sign.exec(inside)
  if (!depth || !shown) return undefined
  const text = shown[1]!.replace(/<[^<>]*>|&nbsp;|\s/g, '')
  const isNumbered = /^\(?(?:\d+|[a-z]{1,5})[.)]$/i.test(text)
  return {
    level: Math.max(1, Number(depth[1])),
    isNumbered,
    start: Number(/\d+/.exec(text)?.[0] ?? 1),
    words: inside.replace(sign, '').replace(brackets, ''),
  }
}

/** Items of deeper levels stand in the item before them. */
function listsOf(items: readonly Item[]): string {
  let made = ''
  const open: Item[] = []
  const closeLast = (): void => {
    made += open.pop()!.isNumbered ? '</li></ol>' : '</li></ul>'
  }
  for (const item of items) {
    while (open.length > 0 && open.at(-1)!.level > item.level) closeLast()
    const last = open.at(-1)
    const isSame = last?.level === item.level && last.isNumbered === item.isNumbered
    if (last?.level === item.level && !isSame) closeLast()
    if (isSame) made += '</li>'
    else {
      open.push(item)
      made += item.isNumbered ? `<ol start="${item.start}">` : '<ul>'
    }
    made += `<li><p>${item.words}</p>`
  }
  while (open.length > 0) closeLast()
  return made
}
