// The screens of the attendee's page. Nothing here says who is on the team, whether anybody has read anything, or what is done.

import { randomUUID } from 'node:crypto'
import type { Return } from '#shared/http/attendee.ts'
import type { EventNumber } from '#shared/http/first-response.ts'
import type { Outside } from '#shared/http/outside.ts'
import { limits } from '#shared/limits.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import type { AttendeeEvent } from './attendee-door.ts'
import { Html, html } from './html.ts'
import { type Question, questions, sayAnswer, type Words } from './questions.ts'
import { saysSomething } from './send.ts'

/** What every screen is drawn with. `key`: of what is being written, where something is. */
export type Frame = {
  event: AttendeeEvent
  numbers: readonly EventNumber[]
  key?: string
  now: Date
}

const whole = ({ event, key }: Frame, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${event.name}</title>
<link rel="stylesheet" href="/r/look.css">
</head>
<body>
<header>
<p>${event.name}</p>
${form(event, 'leave', html`<button>Leave this page now</button>`, key)}
</header>
<main>
${body}
</main>
</body>
</html>
`.text

/** `autocomplete`: no browser keeps what is written to offer it again. */
const form = ({ address }: AttendeeEvent, step: string, body: Html, key?: string): Html =>
  html`<form method="post" action="/r/${address}" autocomplete="off">
<input type="hidden" name="step" value="${step}">
${key && html`<input type="hidden" name="key" value="${key}">`}
${body}
</form>`

const telOf = (phone: string): string => phone.replace(/[^+\d*#]/g, '')

/** Whom to call, before anything else. */
function callNow({ numbers }: Frame): Html {
  const calls = numbers.map(
    ({ name, phone }) => html`<li><a href="tel:${telOf(phone)}">Call ${name}: ${phone}</a></li>`,
  )
  return html`<section class="danger">
<h2>If anyone is in danger now</h2>
${calls.length > 0 ? html`<ul class="numbers">${calls}</ul>` : html`<p>Call the emergency number, or go to somebody of the staff.</p>`}
</section>`
}

export const startScreen = (frame: Frame): string =>
  whole(
    frame,
    html`${callNow(frame)}
<h1>Tell us what happened</h1>
<p>You don’t have to give your name. One question at a time; you can skip each of them, and stop whenever you like.</p>
${form(frame.event, 'begin', html`<button class="main">Begin</button>`)}
${form(frame.event, 'code', html`<button>I have a code</button>`)}
<p class="quiet">Until you send it, only this page can show what you write; an hour after your last answer it is gone. This device keeps the address of this page and its name in the browser’s history, like that of any page, and nothing of what you write. In a private window it keeps neither.</p>`,
  )

export function questionScreen(
  frame: Frame,
  question: Question,
  words: Words,
  wrong?: string,
  typed?: string,
): string {
  const { id, ask, hint, isFact } = question
  const isFirst = questions[0] === question
  const isAlarmed = isFirst || words.danger === true
  const buttons =
    question.by === 'yes-no'
      ? html`<button name="go" value="yes">Yes, or not sure</button><button name="go" value="no">No</button>`
      : html`<button class="main" name="go" value="next">Next</button>`
  return whole(
    frame,
    html`${isAlarmed && callNow(frame)}
${form(
  frame.event,
  id,
  html`<h1><label for="answer" id="ask">${ask}</label></h1>
${hint && html`<p class="hint" id="hint">${hint}</p>`}
${wrong && html`<p class="wrong" role="alert" id="wrong">${wrong}</p>`}
${boxOf(question, typed ?? writtenIn(words, question), wrong)}
<p>${buttons}
${isFact && html`<button name="go" value="unknown">I don’t know</button>`}
<button name="go" value="skip">Skip</button>
${!isFirst && html`<button name="go" value="back">Back</button>`}</p>`,
  frame.key,
)}`,
  )
}

function boxOf({ by, hint, maxChars }: Question, value: string, wrong?: string): Html | false {
  if (by === 'yes-no') return false
  const described = new Html([hint && 'hint', wrong && 'wrong'].filter(Boolean).join(' '))
  const size = new Html(by === 'large-box' ? ' class="large"' : '')
  return html`<textarea id="answer" name="answer"${size} maxlength="${maxChars}" aria-describedby="${described}">
${value}</textarea>`
}

const writtenIn = (words: Words, { id }: Question): string => {
  const said = words[id]
  return typeof said === 'string' ? said : ''
}

export function checkScreen(frame: Frame, words: Words): string {
  const lines = questions.map((question) => {
    const said = sayAnswer(words, question)
    return html`<dt>${question.ask}</dt>
<dd>${said ?? html`<span class="quiet">Skipped</span>`}</dd>
<dd><button name="go" value="${question.id}" aria-label="Change: ${question.ask}">Change</button></dd>`
  })
  const canSend = saysSomething(words)
  return whole(
    frame,
    html`${words.danger === true && callNow(frame)}
<h1>Send it?</h1>
${form(
  frame.event,
  'check',
  html`${canSend ? html`<p><button class="main" name="go" value="send">Send</button></p>` : html`<p>Nothing is written yet.</p>`}
<p class="hint">Once it is sent, its words stay as they are. You can add to it.</p>
<dl>${lines}</dl>`,
  frame.key,
)}`,
  )
}

/** @param outside whom the event names outside its team; told to everybody, whatever they wrote */
export function sentScreen(frame: Frame, code: string, outside: Outside | null): string {
  const words = code.split(' ').map((word) => html`<li>${word}</li>`)
  return whole(
    frame,
    html`<h1>Thank you for telling us.</h1>
<p>Keep this code to come back:</p>
<ol class="code">${words}</ol>
<p>Write it down: it is shown only now. With it you can read what we write to you, and add to what you told us, at this same address.</p>
${outside && html`<p>If you would rather talk with somebody who is not of the event’s team: ${outside.name}, ${outside.reach}.</p>`}
${callNow(frame)}`,
  )
}

export const codeScreen = (frame: Frame, wrong?: string): string =>
  whole(
    frame,
    html`${form(
      frame.event,
      'return',
      html`<h1><label for="code">Your code</label></h1>
<p class="hint" id="hint">Twelve words, in their order. Capitals and spaces do not matter.</p>
${wrong && html`<p class="wrong" role="alert" id="wrong">${wrong}</p>`}
<textarea id="code" name="code" maxlength="1000" autocapitalize="none" spellcheck="false" aria-describedby="hint${wrong && ' wrong'}"></textarea>
<button class="main">Go on</button>`,
    )}`,
  )

export function returnScreen(
  frame: Frame,
  code: string,
  told: Return,
  more: { wrong?: string; typed?: string },
): string {
  const { event, now } = frame
  const at = (iso: string) => sayTime(new Date(iso), now, event.timeZone)
  const messages = told.messages.map(
    (one) => html`<div class="message${one.by === 'team' && ' team'}">
<p class="at">${one.by === 'team' ? `From the team of ${event.name}` : 'From you'}, ${at(one.at)}</p>
<p>${'text' in one ? one.text : 'This can’t be read any more.'}</p>
</div>`,
  )
  return whole(
    frame,
    html`<h1>You told us</h1>
<p class="at">Sent ${at(told.sentAt)}</p>
${messages.length > 0 ? messages : html`<p>Nothing was written to you here yet.</p>`}
${form(
  event,
  'add',
  html`<input type="hidden" name="code" value="${code}">
<input type="hidden" name="id" value="${randomUUID()}">
<h2><label for="answer">Add something</label></h2>
${more.wrong && html`<p class="wrong" role="alert" id="wrong">${more.wrong}</p>`}
<textarea id="answer" name="answer" maxlength="${limits.maxTextChars}" aria-describedby="${more.wrong && 'wrong'}">
${more.typed ?? ''}</textarea>
<button class="main">Send</button>`,
)}`,
  )
}

/** Something else than was asked for, in a sentence. */
export const wordScreen = (frame: Frame, title: string, words: string): string =>
  whole(
    frame,
    html`<h1>${title}</h1>
<p>${words}</p>
${callNow(frame)}
${form(frame.event, 'start', html`<button>To the beginning</button>`)}`,
  )

/** Says nothing of what was there before. */
export const blankScreen = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Page</title>
<link rel="stylesheet" href="/r/look.css"></head>
<body><main><h1>This page is empty</h1></main></body>
</html>
`.text
