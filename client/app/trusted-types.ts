// The browser turns no text into markup or into a script's address but by a policy (the page's own policy names them). The
// app needs two things of it: the styles that the component kit writes as text, and its own service worker.

type Policies = {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(text: string): string },
  ): unknown
}

/** The component kit's styles begin so, and hold no markup. */
const styles = /^\s*(:root|@media|\*,|\.__m__-)[^<]*$/

/** The address of our own service worker, as it is registered. */
export const workerAddress = '/service-worker.js'

/** Before anything is drawn. Where the browser knows nothing of this, nothing is needed. */
export function allowOwnTexts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  trustedTypes?.createPolicy('default', {
    // It throws, instead of answering nothing: so the editor goes on to its own policy for what is pasted.
    createHTML: (text) => passed(text, styles.test(text)),
    createScriptURL: (text) => passed(text, text === workerAddress),
  })
}

function passed(text: string, isOurs: boolean): string {
  if (!isOurs) throw new TypeError('Not a text that may become markup or a script')
  return text
}
