// Mantine wearing the design tokens: palettes, sizes and radii here, everything that is a colour of a part comes
// from tokens.css through the variables below. What must stay true: 44 px controls, no shadows, errors are amber.

import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import buttons from './buttons.module.css'

const tuple = (...steps: string[]) => steps as unknown as MantineColorsTuple

const green = tuple(
  '#eef4ee',
  '#dde9df',
  '#bbd3c1',
  '#93b8a0',
  '#659a7c',
  '#417d5f',
  '#2b664a',
  '#1f4f3a',
  '#183f2e',
  '#102b20',
)
const clay = tuple(
  '#fbefea',
  '#f5dcd2',
  '#e9b8a7',
  '#e3937b',
  '#cc6d52',
  '#b8503a',
  '#a3402c',
  '#8a3323',
  '#6c281c',
  '#3b1f18',
)
const amber = tuple(
  '#fcf3e0',
  '#f8e6c0',
  '#f0ce8a',
  '#e5b354',
  '#d6982e',
  '#b87a17',
  '#96610c',
  '#784c07',
  '#5e3c07',
  '#352913',
)
const stone = tuple(
  '#fffdf9',
  '#faf7f0',
  '#f3eee4',
  '#e8e1d3',
  '#d8cfbe',
  '#b5ab98',
  '#8a816f',
  '#655f53',
  '#474339',
  '#24231e',
)
const night = tuple(
  '#efebe1',
  '#d3cfc4',
  '#b7b4a9',
  '#9c9a8f',
  '#7b7c71',
  '#4a4d45',
  '#353933',
  '#282c27',
  '#1f231f',
  '#171a17',
)

const flat = (background: string, hover: string, color: string, border: string) => ({
  background,
  hover,
  color,
  border,
  hoverColor: color,
})

/** The four kinds of button: filled green, filled clay (danger only), bordered (`default`), quiet (`subtle`). */
const variantColorResolver: VariantColorsResolver = (input) => {
  const isClay = input.color === 'clay'
  if (input.variant === 'filled')
    return isClay
      ? flat('var(--gr-safety)', 'var(--gr-safety-ink)', 'var(--gr-on-safety)', '1px solid var(--gr-safety)')
      : flat('var(--gr-primary)', 'var(--gr-primary-hover)', 'var(--gr-on-primary)', '1px solid transparent')
  if (input.variant === 'default')
    return flat('var(--gr-surface)', 'var(--gr-chip)', 'var(--gr-ink)', '1px solid var(--gr-line-strong)')
  if (input.variant === 'subtle')
    return flat('transparent', 'var(--gr-chip)', 'var(--gr-ink-2)', '1px solid transparent')
  return defaultVariantColorsResolver(input)
}

export const theme = createTheme({
  primaryColor: 'green',
  colors: { green, clay, amber, stone, dark: night },
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  defaultRadius: 10,
  fontFamily: 'var(--gr-font-ui)',
  fontFamilyMonospace: 'var(--gr-font-mono)',
  headings: { fontFamily: 'var(--gr-font-record)', fontWeight: '600' },
  fontSizes: {
    xs: 'var(--gr-text-xs)',
    sm: 'var(--gr-text-sm)',
    md: 'var(--gr-text-md)',
    lg: 'var(--gr-text-lg)',
    xl: 'var(--gr-text-h4)',
  },
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  variantColorResolver,
  components: {
    Button: {
      defaultProps: { size: 'md' },
      vars: () => ({
        root: { '--button-height': '44px', '--button-padding-x': '16px', '--button-fz': 'var(--gr-text-md)' },
      }),
      classNames: { root: buttons.root, inner: buttons.inner, label: buttons.label },
    },
    ActionIcon: {
      defaultProps: { variant: 'subtle' },
      vars: () => ({ root: { '--ai-size': '44px' } }),
    },
    Input: {
      defaultProps: { size: 'md' },
      vars: () => ({ wrapper: { '--input-height': '48px', '--input-fz': 'var(--gr-text-md)' } }),
    },
    InputWrapper: { defaultProps: { size: 'md' } },
    Menu: { defaultProps: { transitionProps: { duration: 90 }, position: 'bottom-end', offset: 4 } },
    Modal: { defaultProps: { transitionProps: { duration: 140 }, centered: true, radius: 14 } },
  },
})

const colours = {
  '--mantine-color-body': 'var(--gr-paper)',
  '--mantine-color-text': 'var(--gr-ink)',
  '--mantine-color-dimmed': 'var(--gr-ink-3)',
  '--mantine-color-default': 'var(--gr-surface)',
  '--mantine-color-default-hover': 'var(--gr-chip)',
  '--mantine-color-default-color': 'var(--gr-ink)',
  '--mantine-color-default-border': 'var(--gr-line-strong)',
  '--mantine-color-placeholder': 'var(--gr-ink-3)',
  '--mantine-color-error': 'var(--gr-due-ink)',
  '--mantine-color-anchor': 'var(--gr-primary-ink)',
  '--mantine-color-green-filled': 'var(--gr-primary)',
  '--mantine-color-green-filled-hover': 'var(--gr-primary-hover)',
  '--mantine-primary-color-filled': 'var(--gr-primary)',
  '--mantine-primary-color-filled-hover': 'var(--gr-primary-hover)',
  '--mantine-primary-color-contrast': 'var(--gr-on-primary)',
}

/** Points Mantine's own variables at the tokens, the same way in light and in dark. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': 'var(--gr-leading-ui)' },
  light: colours,
  dark: colours,
})
