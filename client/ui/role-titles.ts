// The roles in the event, as words.

export const roleTitles = {
  chair: 'Conference chair',
  coordinator: 'Coordinator',
  staff: 'Staff',
} as const
