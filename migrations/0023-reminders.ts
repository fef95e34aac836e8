// Serves: being reminded of tasks, and of words owed to whoever reported. Those whose time is still to come when this version first starts are reminded of, too; later
// ones get their jobs with the change that makes them. No job lies further ahead than a day: it looks again then.

import { type Kysely, sql } from 'kysely'

// biome-ignore lint/suspicious/noExplicitAny: the tables of later versions are none of a migration's business
export async function up(db: Kysely<any>): Promise<void> {
  await sql`insert into jobs (id, kind, key, about, made_at, due_at)
    select gen_random_uuid(), r.kind, concat_ws(' ', t.case_id, t.task_id),
      jsonb_build_object('case', t.case_id, 'task', t.task_id), now(),
      least(t.due + r.after_due, now() + interval '1 day')
    from tasks t
    cross join (values ('remind-soon', interval '-5 minutes'), ('remind-due', interval '0'),
      ('remind-late', interval '15 minutes')) as r (kind, after_due)
    where t.due + r.after_due > now()`.execute(db)
  // Of the clocks of a case those that nobody has met.
  await sql`insert into jobs (id, kind, key, about, made_at, due_at)
    select gen_random_uuid(), w.kind, c.id::text, jsonb_build_object('case', c.id), now(),
      least(w.at, now() + interval '1 day')
    from cases c
    join events e on e.id = c.event_id
    cross join lateral (values
      ('remind-acknowledge-soon', c.owed_since + e.acknowledge_hours * interval '1 hour' * 0.875, c.told_at),
      ('remind-acknowledge-missed', c.owed_since + e.acknowledge_hours * interval '1 hour', c.told_at),
      ('remind-outcome-soon', c.owed_since + e.outcome_days * interval '24 hours' * 0.875, c.outcome_told_at),
      ('remind-outcome-missed', c.owed_since + e.outcome_days * interval '24 hours', c.outcome_told_at)
    ) as w (kind, at, met_at)
    where w.met_at is null and w.at > now()`.execute(db)
}
