// The procedure that Greenroom brings, in its own words, for events that have adopted none.

import { ownProcedureId } from '#shared/procedure/own-id.ts'

const clause = (name: string, ...lines: readonly string[]): string =>
  [`<!-- clause:${name} -->`, ...lines, `<!-- endclause:${name} -->`, ''].join('\n')

const markdown = [
  '# When somebody reports harassment\n',
  clause(
    'information',
    '## What to write down',
    'In the words of whoever reports, if they like to write it themselves. They may leave out whatever they like.\n',
    '- Who did it: name, badge number, or what they look like',
    '- What they did',
    '- When it happened, roughly, if it was not just now',
    '- Where, and what was going on around it',
    '- Who else was there or was involved',
  ),
  clause(
    'response',
    '## The first minutes',
    '- Is somebody in danger? Call security or the police at once',
    '- Find a quiet, private place to sit',
    '- Ask whether they would like a friend or somebody they trust with them',
    '- Ask how you can help',
    '- Give them the list of emergency numbers',
    '- If everybody is safe for now, call police or security only if they wish it',
  ),
  clause(
    'antiresponse',
    '## What not to do',
    '- Do not ask them to take the report back, and do not say that doing so would be fine',
    '- Do not ask them how this should be dealt with',
    '- Do not ask them what penalty there should be',
  ),
  clause(
    'tellchair',
    '## Tell the chair',
    'Tell the chair or a coordinator at once. The staff meeting answers four questions.\n',
    '1. What happened?',
    '2. Are we doing anything about it?',
    '3. Who is doing those things?',
    '4. When?',
  ),
  clause(
    'contactharasser',
    '## Talking with the reported person',
    'After the meeting one of the staff, a coordinator or the chair if possible, talks with them: says what was reported, lets them give their side, and,',
    'if the report stands, says which measures follow.',
  ),
  clause(
    'considerations',
    '## Measures',
    '- Ask them to stop, and warn that further reports have consequences',
    '- Ask them to keep away from the person for the rest of the event',
    '- End their talk early',
    '- Do not publish the video or slides of their talk',
    '- No further talks by them here, now or later',
    '- End their volunteer duties and privileges at once',
    '- No volunteering by them at later events',
    '- Ask travel grants and the like back, if that was a condition when they were given',
    '- Ask them to leave the event at once and not to return',
    '- Do not admit them to later events, for a time or for good',
    '- End their membership of relevant organisations',
    '- Publish an account and call on them to step down, in the rare case that nobody is above them or they will not step aside',
  ),
  clause(
    'harasserreply',
    '## If they object',
    'If there is a place to appeal to, tell them where. Until it has decided, the report stands. Do not encourage an apology to whoever reported.',
  ),
  clause(
    'publicresponse',
    '## What others are told',
    'Who knows of it is told that it was against the policy and that official action was taken. Who was not involved gets no details. Only the chair, or whom',
    'the chair names, announces anything. Nothing personal about either side is said.',
  ),
  clause(
    'angryattendees',
    '## If people are upset',
    'Say that you are sorry that it happened here. Whoever is still upset may write to the chair or a coordinator, who deal with it.',
  ),
  clause(
    'stafflinks',
    '## Where to find the staff',
    'Their numbers are on the Staff page. Reports go straight to a coordinator or the chair where possible.',
  ),
].join('\n')

export const ownProcedure = {
  id: ownProcedureId,
  markdown,
  source: 'Greenroom',
  licence: 'Apache-2.0',
  version: '1',
}
