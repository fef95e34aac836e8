// What is shown when a screen breaks. It reports to nobody: an error may hold words of a record.

import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import look from './ErrorBoundary.module.css'

type Props = {
  children: ReactNode
  /** Another value, such as another address, is a new try. */
  resetOn?: string
}

export class ErrorBoundary extends Component<Props, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.isBroken && before.resetOn !== this.props.resetOn) this.setState({ isBroken: false })
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <div className={look.box} role="alert">
        <h1 className={look.title}>Greenroom stopped for a moment</h1>
        <p className={look.words}>
          Your text is kept on this device. Reload to go on. If it happens again, use the paper form in the
          staff room.
        </p>
        <Button onClick={() => location.reload()}>Reload</Button>
      </div>
    )
  }
}
