// Mails as they really come: with what is missing, cut, wrongly said, or meant to hurt. What is expected of each stands beside it.

import type { MailWords } from '../../shared/entries/mail.ts'

type Untidy = { name: string; bytes: Buffer; says: Partial<MailWords> }

const of = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1')
const ana = [
  'From: Ana Reyes <ana@example.org>',
  'Date: Thu, 5 Nov 2026 14:05:00 +0100',
  'Subject: Last night',
]
const isAna = {
  from: 'Ana Reyes <ana@example.org>',
  sentAt: '2026-11-05T13:05:00.000Z',
  subject: 'Last night',
}
const parts = (kind: string, ...each: string[][]): string[] => [
  `Content-Type: multipart/${kind}; boundary=b1`,
  '',
  ...each.flatMap((lines) => ['--b1', ...lines]),
  '--b1--',
]
const text = (words: string) => ['Content-Type: text/plain; charset=utf-8', '', words]
const nested = (depth: number): string[] =>
  depth === 0
    ? ['From: deep@example.org', '', 'The bottom.']
    : ['From: x@example.org', 'Content-Type: message/rfc822', '', ...nested(depth - 1)]

/** ESC $ B … ESC ( B: こんにちは */
const japanese = '\x1b$B$3$s$K$A$O\x1b(B'

export const untidyMails: Untidy[] = [
  {
    name: 'an ordinary one',
    bytes: of(...ana, '', 'He followed me.'),
    says: { ...isAna, text: 'He followed me.' },
  },
  { name: 'nothing at all', bytes: of(''), says: { from: '', subject: '', text: '' } },
  {
    name: 'no charset, and letters of UTF-8',
    bytes: Buffer.from([...ana, '', 'Das war im Café Größe.'].join('\n')),
    says: { ...isAna, text: 'Das war im Café Größe.' },
  },
  {
    name: 'ISO-2022-JP',
    bytes: of(...ana, 'Content-Type: text/plain; charset=iso-2022-jp', '', japanese),
    says: { ...isAna, text: 'こんにちは' },
  },
  {
    name: 'a charset that nobody knows',
    bytes: of(...ana, 'Content-Type: text/plain; charset=klingon-8', '', 'Plain words.'),
    says: { ...isAna, text: 'Plain words.' },
  },
  {
    name: 'Windows-1252 said to be so',
    bytes: of(...ana, 'Content-Type: text/plain; charset=windows-1252', '', '\x93So it was\x94, caf\xe9'),
    says: { text: '“So it was”, café' },
  },
  {
    name: 'quoted-printable that is cut',
    bytes: of(
      ...ana,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Caf=C3=A9 at n=\r\noon, then =C',
    ),
    says: { ...isAna, text: expect('Café at noon, then') },
  },
  {
    name: 'base64 that is broken',
    bytes: of(
      ...ana,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      'SGUgZm9sbG93ZWQgbWUu***',
      '!!notbase64',
    ),
    says: { ...isAna, text: expect('He followed me') },
  },
  {
    name: 'an attachment whose name leads elsewhere',
    bytes: of(
      ...ana,
      ...parts('mixed', text('See below.'), [
        'Content-Type: text/plain',
        'Content-Disposition: attachment; filename="../../etc/passwd"',
        '',
        'x',
      ]),
    ),
    says: { text: 'See below.', attachments: [{ name: 'passwd', type: 'text/plain', bytes: 2 }] },
  },
  {
    name: 'HTML only',
    bytes: of(
      ...ana,
      'Content-Type: text/html; charset=utf-8',
      '',
      '<html><head><title>T</title><style>p{}</style></head><body><p>He said &quot;no&quot; &amp; left.<br>Then&nbsp;again.</p><script>alert(1)</script><img src="https://spy.example.org/x.png"><div>End</div></body></html>',
    ),
    says: { ...isAna, text: 'He said "no" & left.\nThen again.\n\nEnd' },
  },
  {
    name: 'HTML and text',
    bytes: of(
      ...ana,
      ...parts('alternative', text('In words.'), ['Content-Type: text/html', '', '<b>In HTML.</b>']),
    ),
    says: { text: 'In words.' },
  },
  {
    name: 'eight-bit headers',
    bytes: Buffer.from('From: José Pérez <jose@example.org>\nSubject: Über uns\n\nHola.'),
    says: { from: 'José Pérez <jose@example.org>', subject: 'Über uns', text: 'Hola.' },
  },
  {
    name: 'encoded headers',
    bytes: of(
      'From: =?iso-8859-1?Q?Jos=E9?= <jose@example.org>',
      'Subject: =?utf-8?B?w5xiZXI=?=',
      '',
      'Hola.',
    ),
    says: { from: 'José <jose@example.org>', subject: 'Über' },
  },
  {
    name: 'ten thousand header lines',
    bytes: of(
      ...Array.from({ length: 10_000 }, (_, n) => `X-Line-${n}: ${'y'.repeat(60)}`),
      ...ana,
      '',
      'The end.',
    ),
    says: { ...isAna, text: 'The end.' },
  },
  {
    name: 'a mail in a mail',
    bytes: of(
      ...ana,
      ...parts('mixed', text('I pass it on.'), [
        'Content-Type: message/rfc822',
        '',
        'From: Bo <bo@example.org>',
        'Subject: Inner',
        '',
        'What Bo wrote.',
      ]),
    ),
    says: { ...isAna, text: expect('What Bo wrote.') },
  },
  { name: 'mails in mails, two hundred deep', bytes: of(...nested(200)), says: { from: 'x@example.org' } },
  {
    name: 'parts in parts, five hundred deep',
    bytes: of(
      ...ana,
      ...Array.from({ length: 500 }, (_, n) => [
        `Content-Type: multipart/mixed; boundary=b${n}`,
        '',
        `--b${n}`,
      ]).flat(),
      'Content-Type: text/plain',
      '',
      'Deep.',
    ),
    says: { attachments: [] },
  },
  {
    name: 'a line of a mailbox before it',
    bytes: of('From ana@example.org Thu Nov  5 14:05:00 2026', ...ana, '', 'In a box.'),
    says: { ...isAna, text: 'In a box.' },
  },
  {
    name: 'no end mark',
    bytes: of(...ana, 'Content-Type: multipart/mixed; boundary=b1', '', '--b1', ...text('It stops her')),
    says: { ...isAna, text: 'It stops her' },
  },
  {
    name: 'a boundary that never comes',
    bytes: of(...ana, 'Content-Type: multipart/mixed; boundary=never', '', 'Words all the same.'),
    says: isAna,
  },
  {
    name: 'no From and no Date',
    bytes: of('Subject: hello', '', 'Words.'),
    says: { from: '', subject: 'hello', text: 'Words.' },
  },
  {
    name: 'a date that is none',
    bytes: of('From: a@example.org', 'Date: yesterday, about noon', '', 'Words.'),
    says: { from: 'a@example.org', text: 'Words.' },
  },
  {
    name: 'words copied out of a mail',
    bytes: Buffer.from('Hello all,\n\nnote: he did it again – at the bar.'),
    says: { from: '', text: 'Hello all,\n\nnote: he did it again – at the bar.' },
  },
  {
    name: 'copied with its head',
    bytes: Buffer.from(
      'From: Ana Reyes <ana@example.org>\nSent: Thursday\nTo: coc@example.org\nSubject: Last night\n\nHe followed me.',
    ),
    says: { from: 'Ana Reyes <ana@example.org>', subject: 'Last night', text: 'He followed me.' },
  },
  { name: 'headers and nothing else', bytes: of(...ana), says: { ...isAna, text: '' } },
  { name: 'signs that no text has', bytes: of(...ana, '', 'a\x00b\x00c'), says: { text: 'abc' } },
  {
    name: 'no mail at all',
    bytes: Buffer.from(Array.from({ length: 2_000 }, (_, n) => (n * 7_919) % 256)),
    says: { from: '' },
  },
  {
    name: 'a name that turns its direction',
    bytes: Buffer.from('From: "\u202Egro.elpmaxe" <x@example.org>\n\nWords.'),
    says: { from: 'gro.elpmaxe <x@example.org>' },
  },
  {
    name: 'longer than an account can be',
    bytes: of(...ana, '', 'long words '.repeat(20_000)),
    says: { ...isAna, isCut: true },
  },
]

/** Words that are somewhere in it. */
function expect(part: string): never {
  return { asymmetricMatch: (text: string) => text.includes(part), toString: () => part } as never
}
