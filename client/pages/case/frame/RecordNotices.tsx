// What is out of the ordinary about an open record: why nobody may write in it now, and what the server would not take
// as it was. Calm, and said once.

import { Button } from '@mantine/core'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { textOfRecord } from '../../../sync/record-text.ts'
import { countEdits } from '../../../sync/save-state.ts'
import { useRecordStatus, useSaveState } from '../../../sync/watch.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Toast } from '../../../ui/Toast.tsx'
import { useToast } from '../../../ui/use-toast.ts'
import { useCaseView } from '../view/case-view.tsx'
import { chipOf } from '../view/names.ts'
import styles from './frame.module.css'

export function RecordNotices() {
  const { record, head } = useCaseView()
  const status = useRecordStatus(record)
  const save = useSaveState(record)
  const whyNot = status.is === 'open' ? status.whyNot : undefined
  const { shown } = useWrittenAgain()
  return (
    <>
      {head.stage === 'closed' && (
        <Line tone="plain">
          This case is closed: it can be read, and takes no words. The lead can reopen it.
        </Line>
      )}
      {whyNot === 'old-client' && (
        <Line action={<LoadNow />}>
          A new version is ready. It loads when you next open a case. Until then you can read.
        </Line>
      )}
      {whyNot === 'damaged' && (
        <Line>
          Part of this record cannot be read. You see it as it last was whole, and nobody can write in it.
          Tell whoever runs Greenroom here.
        </Line>
      )}
      {(save.kind === 'refused' || save.kind === 'too-big') && save.edits > 0 && (
        <Line
          action={
            <>
              <CopyText />
              <LeaveOut edits={save.edits} />
            </>
          }
        >
          {save.text}
        </Line>
      )}
      <Toast {...shown} />
    </>
  )
}

type LineProps = { tone?: 'due' | 'plain'; children: React.ReactNode; action?: React.ReactNode }

function Line({ tone = 'due', children, action }: LineProps) {
  return (
    <div className={styles.notice}>
      <Notice tone={tone} role="status" action={action}>
        {children}
      </Notice>
    </div>
  )
}

const LoadNow = () => (
  <Button variant="default" onClick={() => location.reload()}>
    Load it now
  </Button>
)

function CopyText() {
  const { record, names } = useCaseView()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    const text = textOfRecord(record.doc, (mention) => chipOf(mention, names.read()).name)
    setCopied(await copyText(text))
  }
  return (
    <Button variant="default" onClick={() => void copy()}>
      {isCopied ? 'Copied' : 'Copy the text'}
    </Button>
  )
}

/** The way on when nothing else helps: without what the server would not take. */
function LeaveOut({ edits }: { edits: number }) {
  const { record } = useCaseView()
  const [isAsking, setAsking] = useState(false)
  const words = countEdits(edits)
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Leave out {words}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Leave out ${words}?`}
        act={`Leave out ${words}`}
        loses
        keep="Keep them here"
        onAct={() => {
          setAsking(false)
          record.dropUnsaved()
        }}
        onClose={() => setAsking(false)}
      >
        They are on this page only, and go at once. Everything that was saved stays. You can write on after
        that.
      </ConfirmDialog>
    </>
  )
}

/** A toast each time something had to be sent a second time. */
function useWrittenAgain() {
  const { record } = useCaseView()
  const { say, shown } = useToast()
  const times = useSyncExternalStore(record.subscribe, record.timesWrittenAgain)
  const told = useRef(times)
  useEffect(() => {
    if (times > told.current)
      say(
        'The server could not take your last edits as they were. They were sent in another form, and are saved.',
      )
    told.current = times
  }, [times, say])
  return { shown }
}
