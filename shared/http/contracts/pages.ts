// The contracts of calling the chair or a coordinator now.

import { z } from 'zod'
import { PageId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import { Page, PageAnswerAsk, PageAsk, PagePlaceAsk, Pages } from '../pages.ts'

const ofPage = z.object({ id: PageId })

export const pages = contractsOf({
  readPages: {
    summary: 'What calls this member now, and the latest page of each case that they may open',
    who: 'members',
    answer: Pages,
  },
  page: {
    summary: 'Call the chair or a coordinator now; as the chair, call everybody',
    who: 'members',
    body: PageAsk,
    answer: z.object({ page: Page }),
    status: 201,
    refuses: ['not-available', 'conflict'],
    share: 'page',
  },
  answerPage: {
    summary: 'Seen, on my way, I cannot, or I am here',
    who: 'members',
    params: ofPage,
    body: PageAnswerAsk,
    refuses: ['conflict'],
  },
  pageDelivered: {
    summary: 'A device of whoever is called rings',
    who: 'members',
    params: ofPage,
  },
  sayWhere: {
    summary: 'Its caller says where they are',
    who: 'members',
    params: ofPage,
    body: PagePlaceAsk,
  },
  stopPage: {
    summary: 'Its caller stops a page',
    who: 'members',
    params: ofPage,
  },
})
