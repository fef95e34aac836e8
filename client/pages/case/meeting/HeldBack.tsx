// What the room display holds back while a meeting runs: words that look like a name and are not known. Somebody on the case
// says what each is: nobody's name, or somebody who is then listed.

import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useKnownWords } from '../../../api/case-parts.ts'
import { useSayPlainWord } from '../../../api/meetings.ts'
import { useShownTexts } from '../../../sync/watch-texts.ts'
import { NotDone } from '../../../ui/form/Form.tsx'
import { AddPerson } from '../people/AddPerson.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { listedOf } from '../view/names.ts'
import { heldWords } from './held-words.ts'
import styles from './meeting.module.css'

/** More are not listed at once: who wrote so many has other things to look at first. */
const mostWords = 8

export function HeldBack() {
  const { head, people, record, isHidden, may } = useCaseView()
  const { data } = useKnownWords(head.id)
  const texts = useShownTexts(record)
  const [adding, setAdding] = useState<string>()
  const say = useSayPlainWord(head.id)
  const words = useMemo(
    () => (data && people ? heldWords(texts, data.words, listedOf(people)) : []),
    [texts, data, people],
  )
  if (words.length === 0 && adding === undefined) return null
  return (
    <section aria-labelledby="held-back">
      <h2 id="held-back">Held back in the room</h2>
      <p className="meta">
        {isHidden
          ? 'Words that may be names are not on the room display. Show names here to see them.'
          : 'These may be names. The room display does not show them until somebody says what they are.'}
      </p>
      {!isHidden && (
        <ul className={styles.held}>
          {words.slice(0, mostWords).map((word) => (
            <li key={word}>
              <b>{word}</b>
              {may('write') && (
                <Button
                  variant="default"
                  aria-label={`Not a person: ${word}`}
                  loading={say.isPending && say.variables?.word === word}
                  onClick={() => say.mutate({ word })}
                >
                  Not a person
                </Button>
              )}
              {may('add-person') && (
                <Button variant="subtle" aria-label={`Add person: ${word}`} onClick={() => setAdding(word)}>
                  Add person
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isHidden && words.length > mostWords && (
        <p className="meta num">{`And ${words.length - mostWords} more.`}</p>
      )}
      <NotDone words={say.isError && 'That was not saved. Try again.'} />
      <AddPerson called={adding} isOpen={adding !== undefined} onClose={() => setAdding(undefined)} />
    </section>
  )
}
