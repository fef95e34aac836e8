// Every contract of the HTTP API, by its operation: what the server adds, and what OpenAPI document and access matrix are made of.
// A page takes the type alone: with the table it would carry every schema.

import type { AnyContract } from './contract.ts'
import { arrivals } from './contracts/arrivals.ts'
import { attendee } from './contracts/attendee.ts'
import { cases } from './contracts/cases.ts'
import { contacts } from './contracts/contacts.ts'
import { devices } from './contracts/devices.ts'
import { display } from './contracts/display.ts'
import { files } from './contracts/files.ts'
import { firstResponse } from './contracts/first-response.ts'
import { mails } from './contracts/mails.ts'
import { me } from './contracts/me.ts'
import { meetings } from './contracts/meetings.ts'
import { members } from './contracts/members.ts'
import { outside } from './contracts/outside.ts'
import { pages } from './contracts/pages.ts'
import { people } from './contracts/people.ts'
import { phones } from './contracts/phones.ts'
import { procedure } from './contracts/procedure.ts'
import { push } from './contracts/push.ts'
import { reports } from './contracts/reports.ts'
import { roster } from './contracts/roster.ts'
import { server } from './contracts/server.ts'
import { tasks } from './contracts/tasks.ts'
import type { Operation } from './paths.ts'

export const contracts = {
  ...arrivals,
  ...attendee,
  ...cases,
  ...contacts,
  ...devices,
  ...display,
  ...firstResponse,
  ...files,
  ...mails,
  ...me,
  ...meetings,
  ...members,
  ...outside,
  ...pages,
  ...people,
  ...phones,
  ...procedure,
  ...push,
  ...reports,
  ...roster,
  ...server,
  ...tasks,
} satisfies { [O in Operation]: AnyContract & { operation: O } }
export type Contracts = typeof contracts
