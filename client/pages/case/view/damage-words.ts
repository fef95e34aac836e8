// What stands where something of a case cannot be read. Calm, and it says that nothing else is concerned.

export const reportDamaged =
  'This report can’t be read: what is stored of it is damaged. Everything else is here.'

export const amendmentDamaged = 'What was added here can’t be read: what is stored of it is damaged.'

export const reasonDamaged = 'The reason can’t be read: what is stored of it is damaged.'
