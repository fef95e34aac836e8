/** "7KQ2 MX": easier to read out and to type. */
export const spaced = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`
