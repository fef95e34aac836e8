// Which question the room display shows, and a sentence when it could not be changed.

import { sayNotDone } from '../../../api/refusal-words.ts'
import { useToast } from '../../../ui/use-toast.ts'
import { useMeetingChanges } from '../view/meeting-changes.ts'

/** `pending` is what was pressed and not answered yet; `shown` belongs to a Toast. */
export function useSteering() {
  const {
    steer: { mutate, isPending, variables },
  } = useMeetingChanges()
  const { say, shown } = useToast()
  const steer = (question: number) =>
    mutate(
      { question },
      {
        onError: (error) => say(sayNotDone('The question on the room display was not changed.', error)),
      },
    )
  return { steer, pending: isPending ? variables.question : undefined, shown }
}
