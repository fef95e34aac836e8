// A code for a phone of one's own: a picture for its camera, and the same to type. Good once, for minutes.

import { Button } from '@mantine/core'
import { IconDeviceMobilePlus } from '@tabler/icons-react'
import { limits } from '#shared/limits.ts'
import { usePhoneCode } from '../../api/phones.ts'
import { hereOnlyWords, useReach } from '../../api/reach.ts'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { spaced } from '../../ui/spaced-code.ts'
import { useNow } from '../../ui/use-now.ts'
import look from './settings.module.css'

export function AddPhone() {
  const { mutate, data, isPending, isError } = usePhoneCode()
  const { origin, host, isHereOnly } = useReach()
  const now = useNow()
  const leftMs = data ? Date.parse(data.expiresAt) - now : 0
  return (
    <div>
      <h3 className={look.label}>Add a phone</h3>
      {isHereOnly && (
        <div className={look.hereOnly}>
          <Notice tone="due">{hereOnlyWords}</Notice>
        </div>
      )}
      {data && leftMs > 0 ? (
        <div className={look.phoneCode}>
          <QrCode label="add a phone" text={`${origin}/add#${data.code}`} />
          <div>
            <p>
              Point your phone’s camera here, or open <b>{host}/add</b> on it and type:
            </p>
            <p className={`num ${look.code}`}>{spaced(data.code)}</p>
            <p className={look.hint}>
              Good once, for {Math.min(limits.phoneCodeMinutes, Math.ceil(leftMs / 60_000))} more minutes.
              Then somebody of the team lets the phone in. Show it to nobody.
            </p>
          </div>
        </div>
      ) : (
        <>
          <Button
            variant="default"
            loading={isPending}
            leftSection={<IconDeviceMobilePlus size={20} stroke={1.6} aria-hidden="true" />}
            onClick={() => mutate()}
          >
            Make a code
          </Button>
          <p className={look.hint}>
            {isError
              ? 'No code could be made now. Try again in a moment.'
              : 'For a phone of yours on which you are not signed in. It joins without your password.'}
          </p>
        </>
      )}
    </div>
  )
}
