// The routes of paging: call somebody now, answer, stop.

import { z } from 'zod'
import { Page, PageAnswerAsk, PageAsk, Pages } from '#shared/http/pages.ts'
import { PageId } from '#shared/ids.ts'
import type { Routes } from '../people/route.ts'
import { answerPage, makePage, type PagingDeps, stopPage } from './paging.ts'
import { readPage, readPages } from './read-pages.ts'

const params = z.object({ id: PageId })

/** Adds /api/pages and what is below it. */
export function pagingRoutes(routes: Routes, deps: PagingDeps): void {
  const { db, clock } = deps
  routes.forMembers(
    {
      method: 'GET',
      url: '/api/pages',
      summary: 'What calls this member now, and the latest page of each case that they may open',
      answer: Pages,
    },
    ({ asker }) => readPages(db, asker, clock()),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/pages',
      summary: 'Call the chair or a coordinator now; as the chair, call everybody',
      body: PageAsk,
      answer: z.object({ page: Page }),
      status: 201,
    },
    async ({ asker, body }) => ({ page: await readPage(db, await makePage(deps, asker, body.case)) }),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/pages/:id/answer',
      summary: 'Seen, on my way, or I cannot',
      params,
      body: PageAnswerAsk,
    },
    ({ asker, params: { id }, body }) => answerPage(deps, asker.member, id, body.answer),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/pages/:id/delivered',
      summary: 'A device of whoever is called rings',
      params,
    },
    ({ asker, params: { id } }) => answerPage(deps, asker.member, id, 'delivered'),
  )
  routes.forMembers(
    { method: 'DELETE', url: '/api/pages/:id', summary: 'Its caller stops a page', params },
    ({ asker, params: { id } }) => stopPage(deps, asker.member, id),
  )
}
