// One's own name, address, telephone number and languages, with the password once more.

import { useState } from 'react'
import type { Me } from '#shared/http/people.ts'
import { useChangeMe } from '../../api/account.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import look from './settings.module.css'

export function ChangeMe({ me, onClose }: { me: Me; onClose: () => void }) {
  const announce = useAnnounce()
  const [name, setName] = useState(me.member.name)
  const [email, setEmail] = useState(me.email)
  const [phone, setPhone] = useState(me.phone ?? '')
  const [speaks, setSpeaks] = useState(me.speaks ?? '')
  const change = useChangeMe()
  const proof = useProved(() =>
    change.mutateAsync({
      ...{ name: name.trim(), email: email.trim() },
      ...{ phone: phone.trim(), speaks: speaks.trim() },
    }),
  )
  const onDone = () => {
    announce.polite('Your account is changed.')
    onClose()
  }
  return (
    <ProvedDialog title="Change name, address or number" act="Save" {...{ proof, onDone, onClose }}>
      <div className={look.dialog}>
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label="Email"
          description="You sign in with it."
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextField
          label="Telephone"
          description="If you like. Chairs and coordinators see it, and everybody of the team while you are on duty. That of a chair or coordinator everybody always sees."
          name="tel"
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <TextField
          label="Languages you speak"
          description="If you like, as English, Portuguese. The team sees them."
          name="languages"
          value={speaks}
          onChange={(event) => setSpeaks(event.currentTarget.value)}
        />
      </div>
    </ProvedDialog>
  )
}
