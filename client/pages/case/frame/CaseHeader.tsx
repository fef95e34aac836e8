// The head of a case: code name, stage, save state (at every width), hiding names, and what else can be done.

import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconDeviceTv, IconDots, IconEye, IconEyeOff } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { movesFrom, type Stage, stageTitles } from '#shared/cases/stages.ts'
import type { CaseTab } from '#shared/cases/tabs.ts'
import { useMoveCase } from '../../../api/changes.ts'
import { type Paging, usePaging } from '../../../api/paging.ts'
import { casePath } from '../../../api/queries.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import type { SaveState } from '../../../sync/save-state.ts'
import { useSaveState } from '../../../sync/watch.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { addresses } from '../../../ui/addresses.ts'
import { useIsPhone } from '../../../ui/breakpoints.ts'
import { CallButton } from '../../../ui/CallButton.tsx'
import { Chip, Dot } from '../../../ui/Chip.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { PageStatus } from '../../../ui/PageStatus.tsx'
import { SaveBadge, SaveLook } from '../../../ui/SaveBadge.tsx'
import { Toast } from '../../../ui/Toast.tsx'
import { useToast } from '../../../ui/use-toast.ts'
import { useCaseView } from '../view/case-view.tsx'
import { useMeetingChanges } from '../view/meeting-changes.ts'
import { useTabs } from './CaseTabs.tsx'
import { DangerChip } from './DangerChip.tsx'
import styles from './frame.module.css'
import { StepBack } from './StepBack.tsx'

const badgeKind = (kind: SaveState['kind']) =>
  kind === 'saved' || kind === 'saving' || kind === 'offline' || kind === 'sending' ? kind : 'not-saved'

type Given = { tab: CaseTab; onHide: (isHidden: boolean) => void }

export function CaseHeader({ tab, onHide }: Given) {
  const { head, record, isHidden } = useCaseView()
  const save = useSaveState(record)
  const isPhone = useIsPhone()
  const paging = usePaging(head.id)
  const states = useRef<HTMLDivElement>(null)
  const isAway = useIsAway(states)
  // In a line of its own: it is as long as what was said, and so is the save state beside which it would stand.
  const danger = (
    <div className={styles.dangerRow}>
      <DangerChip />
    </div>
  )
  return (
    <header className={styles.head}>
      <Link href={addresses.board} aria-label="Back to the board" className={styles.back}>
        <IconArrowLeft size={24} stroke={1.6} aria-hidden />
      </Link>
      <div className={styles.headMain}>
        <h1 tabIndex={-1}>{head.codeName}</h1>
        <div ref={states} className={styles.states}>
          <span className={styles.stage}>
            <Chip tone={head.stage === 'meeting' ? 'green' : 'plain'} icon={<Dot />}>
              {stageTitles[head.stage]}
            </Chip>
          </span>
          <SaveBadge kind={badgeKind(save.kind)} text={save.text} />
          {isAway && (
            // The same for the eye; who listens has the one above.
            <span className={styles.afloat} aria-hidden="true">
              <SaveLook kind={badgeKind(save.kind)} text={save.text} />
            </span>
          )}
          {head.level === 'read' && <span className={styles.reads}>You can read this</span>}
          {!isPhone && (
            <button
              type="button"
              className={styles.hide}
              aria-pressed={isHidden}
              onClick={() => onHide(!isHidden)}
            >
              {isHidden ? <IconEyeOff aria-hidden /> : <IconEye aria-hidden />}
              Hide names
            </button>
          )}
        </div>
        {!isPhone && danger}
      </div>
      {isPhone && danger}
      <CasePaging isPhone={isPhone} paging={paging} />
      {!isPhone && (
        <Button
          variant="default"
          leftSection={<IconDeviceTv size={20} stroke={1.6} aria-hidden />}
          onClick={() => window.open(casePath(head.codeName, '/room'), '_blank', 'noopener')}
        >
          Open room display
        </Button>
      )}
      <MoreActions tab={tab} isPhone={isPhone} onHide={onHide} paging={paging} />
    </header>
  )
}

/** Whether it has been scrolled out of sight. */
function useIsAway(element: RefObject<HTMLElement | null>): boolean {
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const watch = new IntersectionObserver(([seen]) => setAway(!seen?.isIntersecting))
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [element])
  return isAway
}

/** On phones the button is in the menu, and the line takes one of its own. */
function CasePaging({ isPhone, paging }: { isPhone: boolean; paging: Paging }) {
  const { label, isBusy, call, status } = paging
  return (
    <>
      <div className={styles.pageLine}>
        {/* The case says where it was. */}
        <PageStatus {...status} where={undefined} />
      </div>
      {!isPhone && <CallButton {...{ label, isBusy, call }} />}
    </>
  )
}

/** What the menu does to the case; nothing fails in silence. */
function useHeaderActs() {
  const { head } = useCaseView()
  const move = useMoveCase()
  const meeting = useMeetingChanges()
  const announce = useAnnounce()
  const { say, shown } = useToast()
  const { id, codeName } = head
  const moveTo = (stage: Stage) =>
    move.mutate(
      { id, stage },
      {
        onSuccess: () => announce.polite(`${codeName} moved to ${stageTitles[stage]}`),
        onError: (error) => say(sayNotDone(`${codeName} was not moved.`, error)),
      },
    )
  const start = () =>
    meeting.start.mutate({}, { onError: (error) => say(sayNotDone('The meeting was not started.', error)) })
  return { moveTo, start, shown }
}

function MoreActions({ tab, isPhone, onHide, paging }: Given & { isPhone: boolean; paging: Paging }) {
  const { head, may, isHidden } = useCaseView()
  const [, navigate] = useLocation()
  const { moveTo, start, shown } = useHeaderActs()
  const tabs = useTabs()
  const [isSteppingBack, setSteppingBack] = useState(false)
  const mayStart = !head.meeting && may('start-meeting')
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={44} aria-label="More actions" className={styles.more}>
            <IconDots size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPhone && (
            <>
              {tabs
                .filter((one) => one.tab !== tab)
                .map((one) => (
                  <Menu.Item key={one.tab} onClick={() => navigate(casePath(head.codeName, one.path))}>
                    {one.title}
                  </Menu.Item>
                ))}
              <Menu.Item onClick={() => onHide(!isHidden)}>
                {isHidden ? 'Show names' : 'Hide names'}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={paging.call}>{paging.label}</Menu.Item>
            </>
          )}
          {mayStart && <Menu.Item onClick={start}>Start meeting</Menu.Item>}
          {!may('change-stage') && !mayStart && !isPhone && (
            <Menu.Item disabled>
              {head.stage === 'closed' ? 'The lead reopens this case' : 'The lead moves this case'}
            </Menu.Item>
          )}
          {may('change-stage') && (
            <>
              <Menu.Label>{head.stage === 'closed' ? 'Reopen, and move to…' : 'Move to…'}</Menu.Label>
              {movesFrom(head.stage).map((stage) => (
                <Menu.Item key={stage} onClick={() => moveTo(stage)}>
                  {stageTitles[stage]}
                </Menu.Item>
              ))}
            </>
          )}
          <Menu.Divider />
          <Menu.Item onClick={() => navigate(casePath(head.codeName, '/procedure'))}>Procedure</Menu.Item>
          <Menu.Item onClick={() => setSteppingBack(true)}>Step back from this case</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSteppingBack && <StepBack onClose={() => setSteppingBack(false)} />}
      <Toast {...shown} />
    </>
  )
}
