// The on-screen keyboard: where it covers the page instead of shrinking it, `--keyboard` says how much of the bottom
// is covered, so that what sits there can stay above it.

/** Keeps the CSS variable `--keyboard` true. Called once, for as long as the page lives. */
export function followKeyboard(): void {
  const seen = window.visualViewport
  if (!seen) return
  const follow = () => {
    // Zoomed in, one sees a part of the page too, and there is no keyboard.
    const covered = seen.scale > 1.05 ? 0 : window.innerHeight - seen.height - seen.offsetTop
    document.documentElement.style.setProperty('--keyboard', `${Math.max(0, Math.round(covered))}px`)
  }
  seen.addEventListener('resize', follow)
  seen.addEventListener('scroll', follow)
  follow()
}
