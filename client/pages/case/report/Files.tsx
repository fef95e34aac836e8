// The photos and files of a case: what is there, what is on its way, and a way to add more. Nothing but small pictures that the
// server made is shown here; a file itself can only be saved.

import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { isWhole } from '#shared/cases/damaged.ts'
import type { FilesOfCase } from '#shared/http/files.ts'
import { type Sending, waitsWords } from '../../../api/file-sender.ts'
import { fileAddress, previewAddress, useFiles, useSending } from '../../../api/files.ts'
import { keys } from '../../../api/keys.ts'
import { partStateOf } from '../../../api/part-state.ts'
import { useMe } from '../../../api/queries.ts'
import { CardShape } from '../../../ui/CardShape.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { useWhen } from '../view/when.ts'
import { sayBytes } from './file-words.ts'
import styles from './files.module.css'

export function Files() {
  const { head, may } = useCaseView()
  const { data: me } = useMe()
  return (
    <section aria-labelledby="files" className={styles.files}>
      <h2 id="files">Photos and files</h2>
      <ShowPart state={partStateOf(useFiles(head.id))} what="The photos and files" shape={<CardShape />}>
        {({ files }) =>
          files.length === 0 ? <p className="meta">There are none yet.</p> : <Kept files={files} />
        }
      </ShowPart>
      {may('write') && me && <OnTheirWay member={me.member.id} />}
    </section>
  )
}

function Kept({ files }: FilesOfCase) {
  const { nameOf, shown } = useCaseView()
  const when = useWhen()
  return (
    <ul className={styles.list} aria-label="Photos and files of this case">
      {files.map((file) => (
        <li key={file.id}>
          {isWhole(file) && file.hasPreview ? (
            <img src={previewAddress(file.id)} alt="" width={64} height={64} loading="lazy" />
          ) : (
            <span className={styles.blank} aria-hidden="true" />
          )}
          <div>
            <b dir="auto">{isWhole(file) ? shown(file.name) : 'What it is called can’t be read.'}</b>
            <span className="meta num">
              {isWhole(file) && `${sayBytes(file.bytes)}. `}
              Added by {nameOf(file.by)}, {when(file.at)}.
              {isWhole(file) &&
                !file.isCleaned &&
                ' As it was sent: it may say where and by whom it was made.'}
            </span>
          </div>
          {isWhole(file) && (
            <Button component="a" variant="default" href={fileAddress(file.id)} download>
              Save<span className="sr-only"> {shown(file.name)}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function OnTheirWay({ member }: { member: string }) {
  const { head } = useCaseView()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<readonly string[]>([])
  const { sender, sending } = useSending(head.id, member)
  useRenewed(sending.length)
  return (
    <>
      {sending.length > 0 && (
        <ul className={styles.list} aria-label="On their way">
          {sending.map((one) => (
            <OneSending
              key={one.id}
              one={one}
              onAgain={(asItIs) => void sender.again(one.id, asItIs)}
              onRemove={() => void sender.remove(one.id)}
            />
          ))}
        </ul>
      )}
      <div role="status" className={styles.refused}>
        {refused.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        className="sr-only"
        tabIndex={-1}
        aria-label="Photos or files to add"
        onChange={async ({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])]
          // The same one can be chosen again.
          currentTarget.value = ''
          setRefused(await sender.add(chosen))
        }}
      />
      <Button variant="default" className={styles.add} onClick={() => input.current?.click()}>
        Add photos or files
      </Button>
      <p className="meta">Up to 25 MB each. Place and camera are taken out of photos.</p>
    </>
  )
}

/** One that is done stands in the list at once. */
function useRenewed(count: number): void {
  const { head } = useCaseView()
  const client = useQueryClient()
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current) void client.invalidateQueries({ queryKey: keys.files(head.id) })
    before.current = count
  }, [client, head.id, count])
}

type OneSendingProps = { one: Sending; onAgain: (asItIs: boolean) => void; onRemove: () => void }

function OneSending({ one, onAgain, onRemove }: OneSendingProps) {
  const id = useId()
  return (
    <li>
      <span className={styles.blank} aria-hidden="true" />
      <div>
        <b id={id} dir="auto">
          {one.name}
        </b>
        <progress aria-labelledby={id} max={one.bytes} value={one.got} />
        <span className="meta num" role="status">
          {sayState(one)}
        </span>
      </div>
      {one.is === 'stopped' && (
        <div className={styles.acts}>
          <Button variant="default" onClick={() => onAgain(one.canGoAsItIs ?? false)}>
            {one.canGoAsItIs ? 'Keep it as it is' : 'Try again'}
          </Button>
          <Button variant="subtle" onClick={onRemove}>
            Don’t add it
          </Button>
        </div>
      )}
    </li>
  )
}

function sayState({ is, got, bytes, words, isKept }: Sending): string {
  if (words) return words
  if (is === 'sending') return got < bytes ? `${sayBytes(got)} of ${sayBytes(bytes)}` : 'A moment.'
  return isKept
    ? `${waitsWords}. It is kept on this device, and goes on when this page is open.`
    : `${waitsWords}. Leave this page open.`
}
