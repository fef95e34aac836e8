// The client's entry: styles in their order, the nonce for style elements, and the app.

import './ui/mantine.css'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/shapes.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { keepFocus } from './app/kept-focus.ts'
import { keepShell, reloadWhenPartsAreGone } from './app/new-version.ts'
import { allowOwnTexts } from './app/trusted-types.ts'
import { followKeyboard } from './ui/keyboard.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// Read by the scroll lock of dialogs, which adds a style element of its own.
Object.assign(globalThis, { __webpack_nonce__: nonce })

allowOwnTexts()
reloadWhenPartsAreGone()
// The server puts the nonce in; the development server leaves its mark standing.
keepShell(nonce !== '%' + 'NONCE%')
followKeyboard()
keepFocus()

const root = document.getElementById('root')
if (root) createRoot(root).render(<App nonce={nonce} />)
