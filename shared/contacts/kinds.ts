// What a word to a reporter can be. No schemas here, so that a page carries none for the choice.

/** That the report came in, a question, how it stands, what came of it. */
export const contactKinds = ['acknowledged', 'asked', 'status', 'outcome'] as const
export type ContactKind = (typeof contactKinds)[number]
