import { expect, it } from 'vitest'
import { sendIdOf } from './send-id.ts'

it('[KE8] the same words are sent under one id, after a reload too, and other words under another', () => {
  let values = { words: 'She came back at three.', sentAs: '' }
  const put = (change: object) => {
    values = { ...values, ...change }
  }
  const first = sendIdOf({ values, put })
  expect(sendIdOf({ values: JSON.parse(JSON.stringify(values)), put })).toBe(first)
  put({ words: 'She came back at four.' })
  const second = sendIdOf({ values, put })
  expect(second).not.toBe(first)
  expect(sendIdOf({ values, put })).toBe(second)
})
