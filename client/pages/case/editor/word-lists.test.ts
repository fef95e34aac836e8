import { expect, it } from 'vitest'
import { withRealLists } from './word-lists.ts'

const item = (level: number, sign: string, words: string) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='font-family:Symbol;mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${words}</p>`
/** As it reads: without what only styles. */
const made = (html: string) => withRealLists(html).replace(/<\/?span[^>]*>|\n/g, '')

it('[E1] items of a word processor become a list, what stands around them stays', () => {
  const html = `<p>Before</p>\n${item(1, '·', 'ask the venue')}\n${item(1, '·', 'call the hotel')}\n<p>After</p>`
  expect(made(html)).toBe(
    '<p>Before</p><ul><li><p>ask the venue</p></li><li><p>call the hotel</p></li></ul><p>After</p>',
  )
})

it('[E1] numbers go on where they began, deeper items stand in the one before, another sign begins another list', () => {
  const html = [
    item(1, '3.', 'three'),
    item(2, 'a)', 'in it'),
    item(3, 'o', 'deeper'),
    item(1, '4.', 'four'),
    item(1, '·', 'other'),
  ].join('\n')
  expect(made(html)).toBe(
    '<ol start="3"><li><p>three</p><ol start="1"><li><p>in it</p><ul><li><p>deeper</p></li></ul></li></ol></li>' +
      '<li><p>four</p></li></ol><ul><li><p>other</p></li></ul>',
  )
})

it('[E1] everything else is left as it is', () => {
  for (const html of [
    '',
    '<p>He waited.</p>',
    '<ul><li>one</li></ul>',
    '<p style="mso-list:l0 level1">no sign</p>',
  ])
    expect(withRealLists(html)).toBe(html)
})

it('[SY23] no clipboard holds it up', () => {
  // What would go over the text again for each of its parts would not come to an end here.
  for (const part of ['<p ', "<p style='mso-list:l0 level1 lfo1'>", '<span mso-list:ignore', '<![if '])
    expect(withRealLists(`mso-list: l0 level1 ${part.repeat(200_000 / part.length)}`)).toContain(part)
})
