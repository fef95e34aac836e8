// The other cases of the demo: one in each state in which the board shows a case.

import { amberHeron, type Story, type TaskStory } from './story.ts'

const hours = 60
const days = 24 * hours

const done = (what: string, who: TaskStory['who'], due: number): TaskStory => ({
  what,
  who,
  due,
  state: 'done',
})

const paperLantern: Story = {
  codeName: 'Paper Lantern',
  stage: 'new',
  reportedBy: 'leilani',
  reportedAt: -4,
  stageSince: -4,
  report: {
    whatHappened: 'Someone is shouting at a volunteer at the merchandise table and will not step back.',
    when: 'Just now',
    where: 'Hall C, merchandise table',
    ongoing: true,
    danger: true,
    verbatim: false,
  },
  team: ['yusuf'],
  tasks: [{ what: 'Go to Hall C with the guard', who: 'yusuf', due: 6, state: 'accepted' }],
}

const velvetFinch: Story = {
  codeName: 'Velvet Finch',
  stage: 'new',
  reportedBy: 'dawit',
  reportedAt: -52,
  stageSince: -52,
  report: {
    whatHappened: 'A remark about an accent was repeated in the workshop, and people laughed.',
    where: 'Workshop room 3',
    when: 'In the morning workshop',
    verbatim: true,
  },
  team: [],
  tasks: [
    done('Thank the reporter and say what comes next', 'dawit', -40),
    done('Ask the workshop host for the list of helpers', 'tomas', -20),
    { what: 'Meet in Room 2.14', who: 'nkechi', due: 29, state: 'accepted' },
  ],
}

const cedarLark: Story = {
  codeName: 'Cedar Lark',
  stage: 'acting',
  reportedBy: 'priya',
  reportedAt: -3 * hours,
  stageSince: -2 * hours,
  report: {
    whatHappened: 'The same person keeps waiting outside the sessions I go to.',
    where: 'Outside the talks on floor 2',
    verbatim: true,
  },
  team: [],
  tasks: [
    done('Write down where and when', 'priya', -150),
    done('Find the sessions of the afternoon', 'tomas', -120),
    done('Tell the room hosts of floor 2', 'tomas', -60),
    { what: 'Walk with the reporter to the tram', who: 'priya', due: 9, state: 'accepted' },
  ],
  acting: 'yes',
}

const copperThistle: Story = {
  codeName: 'Copper Thistle',
  stage: 'acting',
  reportedBy: 'aroha',
  reportedAt: -4 * hours,
  stageSince: -3 * hours,
  report: {
    whatHappened: 'He took photographs of people at the pool party who had asked him not to.',
    where: 'Pool deck',
    verbatim: false,
  },
  team: ['maria'],
  people: [{ name: 'Odile Marchetti', role: 'reporter' }],
  tasks: [
    done('Ask the reporter what they would like us to know', 'aroha', -220),
    done('Look at the photo policy', 'tomas', -180),
    { what: 'Talk with the reported person, with Tomás', who: 'nkechi', due: 84, state: 'accepted' },
    { what: 'Sit in on the talk and take notes', who: 'maria', due: 84, state: 'accepted' },
    { what: 'Book a room for the talk', who: 'tomas', due: 85, state: 'accepted' },
    { what: 'Tell the reporter what we decided', who: 'aroha', due: 3 * hours, state: 'delivered' },
  ],
  acting: 'yes',
}

const winterPlover: Story = {
  codeName: 'Winter Plover',
  stage: 'acting',
  reportedBy: 'yusuf',
  reportedAt: -21 * hours,
  stageSince: -20 * hours,
  report: {
    whatHappened: 'A slide in the evening talk showed a private message with a name in it.',
    where: 'Main hall',
    verbatim: false,
  },
  team: [],
  tasks: [
    done('Ask the speaker for the slides', 'yusuf', -1_100),
    done('Ask for the recording to be held back', 'tomas', -1_080),
    done('Tell the person whose name was shown', 'yusuf', -1_000),
    done('Write to the speaker', 'tomas', -300),
    { what: 'Check the recording', who: 'yusuf', due: 164, state: 'accepted' },
  ],
  acting: 'yes',
}

const juniperOtter: Story = {
  codeName: 'Juniper Otter',
  stage: 'decided',
  reportedBy: 'leilani',
  reportedAt: -26 * hours,
  stageSince: -2 * hours,
  report: {
    whatHappened: 'He would not stop asking for a phone number, at the bar and at the tram stop.',
    where: 'Harbour bar',
    verbatim: true,
  },
  team: [],
  tasks: [
    done('Talk with the reporter', 'leilani', -1_500),
    done('Talk with the reported person', 'nkechi', -1_300),
    done('Decide', 'nkechi', -130),
    done('Tell the reporter', 'leilani', -125),
    done('Tell the reported person', 'tomas', -120),
  ],
  acting: 'yes',
}

const quietMaple: Story = {
  codeName: 'Quiet Maple',
  stage: 'decided',
  reportedBy: 'maria',
  reportedAt: -2 * days,
  stageSince: -19 * hours,
  report: {
    whatHappened: 'A joke about a group of people, told on stage in the opening.',
    where: 'Main hall',
    verbatim: false,
  },
  team: [],
  tasks: [
    done('Listen to the recording of the opening', 'tomas', -2_600),
    done('Talk with the host', 'nkechi', -2_400),
    done('Write the announcement', 'maria', -1_200),
    done('Let a second person read it', 'tomas', -1_150),
    done('Approve it', 'nkechi', -1_140),
    { what: 'Brief the plenary host', who: 'maria', due: 9, state: 'accepted' },
    { what: 'Answer two emails without details', who: 'maria', due: 224, state: 'accepted' },
  ],
  acting: 'yes',
}

const meadowWren: Story = {
  codeName: 'Meadow Wren',
  stage: 'closed',
  reportedBy: 'soren',
  reportedAt: -2 * days,
  stageSince: -20 * hours,
  report: {
    whatHappened: 'A sticker with a slur on the back of a chair.',
    where: 'Room 1.02',
    verbatim: false,
  },
  team: [],
  tasks: [done('Take the sticker off and keep a photo', 'soren', -2_800)],
  acting: 'yes',
}

export const stories: readonly Story[] = [
  meadowWren,
  quietMaple,
  juniperOtter,
  winterPlover,
  copperThistle,
  cedarLark,
  velvetFinch,
  amberHeron,
  paperLantern,
]
