// Under which id a form is sent. The answer to a try may be lost: sent again with the same words it is the same thing and is added
// once; with other words it is another. It is a value of the form, so that it is there after a reload as the words are.

import { uuidv4 } from 'lib0/random'
import type { Form } from './use-form.ts'

/** In the beginning `''`. */
export type SentAs = { sentAs: string }

/** The id for what stands in the form now. */
export function sendIdOf<V extends SentAs>({ values, put }: Pick<Form<V>, 'values' | 'put'>): string {
  const { sentAs, ...words } = values
  const content = JSON.stringify(words)
  const [id = '', ...of] = sentAs.split(' ')
  if (id && of.join(' ') === content) return id
  const drawn = uuidv4()
  put({ sentAs: `${drawn} ${content}` } as Partial<V>)
  return drawn
}
