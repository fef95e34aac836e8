// The columns of the board, as words, for screens that need no more of them.

export const stageTitles = {
  new: 'New',
  meeting: 'In meeting',
  acting: 'Acting',
  decided: 'Decided',
  closed: 'Closed',
} as const
