// If one question's editor breaks, only that question says so. It reports to nobody: an error may hold words.

import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import styles from './meeting.module.css'

export class EditorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <div className={styles.broken} role="alert">
        <h3>Greenroom stopped for a moment</h3>
        <p>
          Your text is kept on this device. Reload to go on. If it happens again, use the paper form in the
          staff room.
        </p>
        <Button onClick={() => location.reload()}>Reload</Button>
      </div>
    )
  }
}
