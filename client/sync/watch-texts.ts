// The texts of a record that a room display shows, for whoever is told what is held back there. A rest behind the last change:
// a word that is being typed is none yet.

import { useEffect, useState } from 'react'
import { readShown, textsOf } from '#shared/record/shown.ts'
import type { RecordConnection } from './record-connection.ts'
import { useRecordDoc } from './watch.ts'

const restMs = 1_500

/** Every text by a key of its own. */
export function useShownTexts(record: RecordConnection): ReadonlyMap<string, string> {
  const doc = useRecordDoc(record)
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    const read = () => setTexts(textsOf(readShown(doc)))
    read()
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(read, restMs)
    }
    doc.on('update', later)
    return () => {
      clearTimeout(timer)
      doc.off('update', later)
    }
  }, [doc])
  return texts
}
