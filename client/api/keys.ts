// The names under which answers are kept, so that news can say which of them are out of date.

export const keys = {
  front: ['front'],
  me: ['me'],
  members: ['members'],
  cases: ['cases'],
  case: (id: string) => ['case', id],
  everyCase: ['case'],
  myTasks: ['my-tasks'],
  invitations: ['invitations'],
} as const
