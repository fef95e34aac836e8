// The pictures of the product: arches around an open door. Decoration, never read out.

import look from './ArchArt.module.css'

/** The whole deep green pane beside the sign-in form. */
export function ArchPane() {
  return (
    <div className={look.pane} aria-hidden="true">
      <svg viewBox="0 0 620 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
        <g fill="none" className={look.paneLines} strokeWidth="1.25">
          <path d="M-40 900V470a350 350 0 0 1 700 0v430" />
          <path d="M20 900V470a290 290 0 0 1 580 0v430" />
          <path d="M80 900V470a230 230 0 0 1 460 0v430" />
          <path d="M140 900V470a170 170 0 0 1 340 0v430" />
        </g>
        <path d="M200 900V470a110 110 0 0 1 220 0v430z" className={look.paneDoor} />
        <circle cx="394" cy="690" r="5" className={look.paneKnob} />
      </svg>
    </div>
  )
}

/** The quiet drawing beside an empty state. */
export function ArchArt() {
  return (
    <svg className={look.art} viewBox="0 0 260 310" aria-hidden="true">
      <g fill="none" stroke="var(--gr-primary-line)" strokeWidth="1.25">
        <path d="M1 310V130a129 129 0 0 1 258 0v180" />
        <path d="M27 310V130a103 103 0 0 1 206 0v180" />
        <path d="M53 310V130a77 77 0 0 1 154 0v180" />
        <path d="M78 309V130a52 52 0 0 1 104 0v179z" fill="var(--gr-primary-tint)" />
      </g>
      <circle cx="165" cy="226" r="4" fill="var(--gr-primary)" />
    </svg>
  )
}

/** The open door on deep green, of a page that rings. It stands still. */
export function ArchDoor({ className }: { className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 330 220" preserveAspectRatio="xMidYMax meet" aria-hidden="true">
      <g fill="none" strokeWidth="1.25">
        <path d="M1 220v-54a164 164 0 0 1 328 0v54" stroke="rgb(255 255 255 / 0.16)" />
        <path d="M42 220v-54a123 123 0 0 1 246 0v54" stroke="rgb(255 255 255 / 0.24)" />
        <path d="M83 220v-54a82 82 0 0 1 164 0v54" stroke="rgb(255 255 255 / 0.36)" />
      </g>
      <path d="M121 220v-54a44 44 0 0 1 88 0v54z" fill="var(--gr-paper)" />
      <circle cx="196" cy="192" r="3" fill="var(--gr-primary)" />
    </svg>
  )
}
