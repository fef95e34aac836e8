// What a story of the demo is made of, and the one that is being told in a meeting. Times are minutes from the
// moment at which the demo starts, negative for the past, so that nothing on the screen is ever stale.

import type { PersonRole, ReportAsk, Stage } from '#shared/http/cases.ts'
import type { Acting } from '#shared/record/schema.ts'
import type { Name } from './cast.ts'

export type TaskStory = {
  what: string
  who: Name
  /** Minutes from now. */
  due: number | null
  /** Instead of the time alone: `until 15:00` is written `until`. */
  until?: true
  state: 'sent' | 'delivered' | 'accepted' | 'done'
}

/** A piece of a paragraph: words, or a name chip of somebody in the case. */
export type Piece = string | { person: string }

export type Story = {
  codeName: string
  stage: Stage
  reportedBy: Name
  /** Minutes from now. */
  reportedAt: number
  stageSince: number
  report: Omit<ReportAsk, 'id' | 'codeName' | 'case'>
  /** Beyond the chair, the coordinator and whoever took the report. */
  team: readonly Name[]
  people?: readonly { name: string; role: PersonRole; badge?: string }[]
  tasks: readonly TaskStory[]
  /** Question 1, a list of paragraphs; question 2, a list of points. */
  whatHappened?: readonly (readonly Piece[])[]
  whatWeDo?: readonly (readonly Piece[])[]
  acting?: Acting
  meeting?: { place: string; startedAt: number; question: number }
}

const imani = { person: 'Imani Strand' }
const corvin = { person: 'Corvin Haldane' }
const jun = { person: 'Jun Avelar' }

export const amberHeron: Story = {
  codeName: 'Amber Heron',
  stage: 'meeting',
  reportedBy: 'hana',
  reportedAt: -24,
  stageSince: -12,
  report: {
    whatHappened:
      'He came up to me again by the stairs after the keynote and said something about my body. On Wednesday I ' +
      'asked him to leave me alone. I walked to the registration desk and he came after me and stood in the doors, ' +
      'a minute or two. Someone I know saw it and walked with me to the staff room.',
    when: 'About twenty minutes ago; earlier on Wednesday, and twice today',
    where: 'Lobby, by the stairs',
    who: 'Badge 1127',
    others: 'Jun Avelar saw the last part',
    ongoing: false,
    danger: false,
    toldBy: 'Imani Strand',
    verbatim: true,
  },
  team: ['soren', 'dawit', 'priya', 'maria'],
  people: [
    { name: 'Imani Strand', role: 'reporter' },
    { name: 'Corvin Haldane', role: 'reported', badge: '1127' },
    { name: 'Jun Avelar', role: 'witness' },
  ],
  tasks: [
    { what: 'Look up his volunteer shifts and badge access', who: 'soren', due: -6, state: 'done' },
    {
      what: 'Stay with the reporter in the quiet room',
      who: 'hana',
      due: 44,
      until: true,
      state: 'accepted',
    },
    { what: 'Take a short account from the witness', who: 'dawit', due: 29, state: 'accepted' },
    { what: 'Book the speaker office and stay outside it', who: 'priya', due: 44, state: 'delivered' },
    { what: 'Talk with the reported person, with Nkechi', who: 'tomas', due: 59, state: 'accepted' },
  ],
  whatHappened: [
    [
      'After the keynote, ',
      imani,
      ' was waiting by the lobby stairs. ',
      corvin,
      ' came up to her for the third time today and remarked on her body, although on Wednesday she had asked him ',
      'to leave her alone.',
    ],
    [
      'When she walked to the registration desk he followed and stood in front of the doors for a minute or two. ',
      jun,
      ' saw the last part and walked with her to the staff room. She is in the quiet room with a friend now, and safe.',
    ],
  ],
  whatWeDo: [
    ['Two of us talk with ', corvin, ' within the hour, in the speaker office.'],
    ['From that talk on he keeps away from ', imani, ', whatever else we decide.'],
  ],
  acting: 'yes',
  meeting: { place: 'Room 2.14', startedAt: -12, question: 3 },
}
