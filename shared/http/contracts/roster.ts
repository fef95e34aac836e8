// The contracts of the roster.

import { z } from 'zod'
import { ShiftId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import { Roster, Shift, ShiftAsk, ShiftsAsk } from '../roster.ts'

const ofShift = z.object({ id: ShiftId })

export const roster = contractsOf({
  readRoster: {
    summary: 'Who is on duty when',
    who: 'members',
    answer: Roster,
  },
  putShift: {
    summary: 'Adds a shift, changes one, or brings a removed one back',
    who: 'members',
    may: 'edit-roster',
    params: ofShift,
    body: ShiftAsk,
    answer: Shift,
    refuses: ['conflict'],
  },
  removeShift: {
    summary: 'Takes a shift off the roster; that it was there stays written',
    who: 'members',
    may: 'edit-roster',
    params: ofShift,
  },
  addShifts: {
    summary: 'Adds several shifts, all or none',
    who: 'members',
    may: 'edit-roster',
    body: ShiftsAsk,
    answer: Roster,
    refuses: ['conflict'],
  },
})
