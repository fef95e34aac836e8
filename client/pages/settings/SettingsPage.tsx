// Settings: what this device and this member prefer, and, for those who run the team, invitations and members.

import { actingRole, mayInEvent } from '#shared/access/rules.ts'
import { useOwnSessions } from '../../api/account.ts'
import { useEventSettings } from '../../api/attendee.ts'
import { useClocks } from '../../api/contacts.ts'
import { useNumbers } from '../../api/first-response.ts'
import { useOutside } from '../../api/outside.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useMe } from '../../api/queries.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { useTitle } from '../../ui/title.ts'
import { AttendeePanel } from './AttendeePanel.tsx'
import { ClocksPanel } from './ClocksPanel.tsx'
import { DevicePanel } from './DevicePanel.tsx'
import { InvitationsPanel } from './InvitationsPanel.tsx'
import { MembersPanel } from './MembersPanel.tsx'
import { MePanel } from './MePanel.tsx'
import { NumbersPanel } from './NumbersPanel.tsx'
import { OutsidePanel } from './OutsidePanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import look from './settings.module.css'

export function SettingsPage() {
  useTitle('Settings')
  const { data: me } = useMe()
  // From above, each below what is as tall as it will be: nothing moves while they come.
  const hasSessions = partStateOf(useOwnSessions()).is !== 'loading'
  const hasOutside = partStateOf(useOutside()).is !== 'loading'
  const hasClocks = partStateOf(useClocks()).is !== 'loading'
  const hasNumbers = partStateOf(useNumbers()).is !== 'loading'
  const hasEvent = partStateOf(useEventSettings()).is !== 'loading'
  if (!me) return null
  const { id } = me.member
  const role = actingRole(me.member)
  return (
    <>
      <PageHead title="Settings" sub={me.event.name} />
      <div className={look.panels}>
        <MePanel me={me} />
        <SessionsPanel timeZone={me.event.timeZone} />
        {hasSessions && (
          <>
            <DevicePanel />
            {mayInEvent(role, 'invite') && <InvitationsPanel role={role} timeZone={me.event.timeZone} />}
            <ClocksPanel mayChange={mayInEvent(role, 'event-settings')} />
            {hasClocks && <OutsidePanel mayChange={mayInEvent(role, 'event-settings')} />}
            {hasClocks && hasOutside && <NumbersPanel mayChange={mayInEvent(role, 'event-settings')} />}
            {hasClocks && hasOutside && hasNumbers && (
              <AttendeePanel mayChange={mayInEvent(role, 'event-settings')} />
            )}
            {hasClocks && hasOutside && hasNumbers && hasEvent && (
              <MembersPanel ownId={id} mayEnd={mayInEvent(role, 'end-account')} />
            )}
          </>
        )}
      </div>
    </>
  )
}
