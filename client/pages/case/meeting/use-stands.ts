// Whether the first question is as tall as its words, so that what stands below it can come without being pushed down.

import { useEffect, useState } from 'react'
import { useRecordStatus } from '../../../sync/watch.ts'
import { loadEditor } from '../questions/TextQuestion.tsx'
import { useCaseView } from '../view/case-view.tsx'

/** Without a network the words may be long in coming: what else is there is shown then. */
const shownAfterMs = 4_000

/** Once true it stays so, also while a record is joined anew: whoever writes there stays where they are. */
export function useStands(): boolean {
  const { record } = useCaseView()
  const isOpen = useRecordStatus(record).is === 'open'
  const [stands, setStands] = useState(() => record.isLeft('whatHappened') || record.isLeft('whatWeDo'))
  const [hasEditor, setHasEditor] = useState(false)
  useEffect(() => void loadEditor().then(() => setHasEditor(true)), [])
  useEffect(() => {
    const timer = setTimeout(() => setStands(true), shownAfterMs)
    return () => clearTimeout(timer)
  }, [])
  if (!stands && isOpen && hasEditor) setStands(true)
  return stands
}
