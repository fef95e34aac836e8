// A procedure is brought in: its text, what is understood of it, and then the word to put it in force. Nothing is in force before.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Encoding } from '#shared/procedure/decode.ts'
import { usePreviewProcedure } from '../../api/procedure.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { ChooseText } from '../../ui/form/ChooseText.tsx'
import { Form, FormActs, NotDone } from '../../ui/form/Form.tsx'
import { TextArea } from '../../ui/form/TextArea.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import look from './procedure.module.css'
import { Understood } from './Understood.tsx'

/** What the server takes, in letters. */
const mostChars = 1024 * 1024
const tooLong = 'This text is longer than a million letters. Leave out what is not part of the procedure.'

type Taken = { markdown: string; encoding?: Encoding; name?: string }

export function BringIn({ onClose }: { onClose: () => void }) {
  const [pasted, setPasted] = useState('')
  const [file, setFile] = useState<Taken>()
  const [error, setError] = useState<string>()
  const preview = usePreviewProcedure()
  const given: Taken = file ?? { markdown: pasted }
  const lookAt = () => {
    if (given.markdown.trim() === '') return setError('Paste the text, or choose a file.')
    if (given.markdown.length > mostChars) return setError(tooLong)
    setError(undefined)
    const { markdown, encoding } = given
    preview.mutate({ markdown, ...(encoding && { encoding }) })
  }
  if (preview.data)
    return <Understood preview={preview.data} name={file?.name} onBack={preview.reset} onClose={onClose} />
  const failed =
    preview.isError && sayNotDone('It was not looked at, and nothing has changed.', preview.error)
  return (
    <>
      <PageHead
        title="Bring in your own"
        sub="Nothing changes before you have seen what is understood of it."
      />
      <div className={look.page}>
        <Panel>
          <Form onSend={lookAt} isBusy={preview.isPending}>
            <ChooseFile file={file} onFile={setFile} onError={setError} />
            {!file && (
              <TextArea
                label="Or paste the text"
                description="Markdown, with marks for its clauses or with headings alone."
                minRows={8}
                maxRows={16}
                value={pasted}
                onChange={(event) => setPasted(event.currentTarget.value)}
              />
            )}
            <NotDone words={error ?? failed} />
            <FormActs act="See what is understood" isBusy={preview.isPending} onClose={onClose} />
          </Form>
        </Panel>
      </div>
    </>
  )
}

type Choosing = {
  file: Taken | undefined
  onFile: (file: Taken | undefined) => void
  onError: (words: string | undefined) => void
}

function ChooseFile({ file, onFile, onError }: Choosing) {
  return (
    <div className={look.file}>
      <ChooseText
        {...{ mostChars, tooLong, onError }}
        label={file ? 'Choose another file' : 'Choose a file'}
        accept=".md,.markdown,.txt,text/markdown,text/plain"
        onText={({ text: markdown, ...chosen }) => onFile({ markdown, ...chosen })}
      />
      {file && (
        <>
          <span className={look.name}>{file.name}</span>
          <Button variant="subtle" onClick={() => onFile(undefined)}>
            Paste instead
          </Button>
        </>
      )}
    </div>
  )
}
