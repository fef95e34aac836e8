// The ground of the screens before the frame: sign in, set up, accept an invitation.

import type { ComponentProps, ReactNode } from 'react'
import { ArchPane } from './ArchArt.tsx'
import { DemoMark } from './DemoMark.tsx'
import look from './entry.module.css'
import { Form } from './form/Form.tsx'
import { Logo } from './Logo.tsx'
import { PlainHttpNotice } from './PlainHttpNotice.tsx'

export function Entry({
  title,
  lead,
  children,
  help,
  isDemo,
}: {
  title: string
  lead?: ReactNode
  isDemo?: boolean | undefined
  children: ReactNode
  /** Below a line, under the form. */
  help?: ReactNode
}) {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <div className={look.page}>
        <ArchPane />
        <main className={look.form} id="main" tabIndex={-1}>
          <div className={look.box}>
            <DemoMark isDemo={isDemo} />
            <div className={look.logo}>
              <Logo />
            </div>
            <h1 className={look.title} tabIndex={-1}>
              {title}
            </h1>
            {lead ? <p className={look.lead}>{lead}</p> : <div className={look.lead} />}
            <PlainHttpNotice />
            {children}
            {help && <div className={look.help}>{help}</div>}
          </div>
        </main>
      </div>
    </>
  )
}

/** The fields of an entry form, one below the other. */
export const EntryForm = (props: Omit<ComponentProps<typeof Form>, 'className'>) => (
  <Form className={look.fields} {...props} />
)

/** A heading between groups of fields. */
export function EntryLegend({ children }: { children: ReactNode }) {
  return <h2 className={look.legend}>{children}</h2>
}
