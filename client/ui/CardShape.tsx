// Still shapes where something is on its way. Nothing shimmers; after four seconds the page says so in words.

import look from './CardShape.module.css'

/** A bar of the given width and height (any CSS length). */
export function Bar({ width = '100%', height = '14px' }: { width?: string; height?: string }) {
  return <span className={look.bar} style={{ width, height }} aria-hidden="true" />
}

/** The shape of a card on the board. */
export function CardShape() {
  return (
    <span className={look.card} aria-hidden="true">
      <Bar width="62%" height="22px" />
      <Bar width="78%" />
      <Bar width="90%" />
      <Bar width="40%" height="24px" />
    </span>
  )
}

/** The shape of a page: a title and a few lines. */
export function PageShape() {
  return (
    <span className={look.page} aria-hidden="true">
      <Bar width="220px" height="34px" />
      <Bar width="130px" />
      <Bar width="92%" />
      <Bar width="86%" />
      <Bar width="60%" />
    </span>
  )
}
