// The contracts of notifications on locked phones.

import { z } from 'zod'
import { TaskId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import { PushKey, PushSubscriptionAsk } from '../push.ts'

export const push = contractsOf({
  readPushKey: {
    summary: 'The key that a device subscribes with',
    who: 'members',
    answer: PushKey,
  },
  putPushSubscription: {
    summary: 'Where this session’s device can be reached while the app is closed',
    who: 'members',
    body: PushSubscriptionAsk,
    share: 'key',
  },
  removePushSubscription: {
    summary: 'This device is not to be reached any more',
    who: 'members',
  },
  taskDelivered: {
    summary: 'A device of the assignee shows the task',
    who: 'members',
    params: z.object({ id: TaskId }),
  },
})
