// Every address without a screen of its own. A case that is not for this member looks exactly the same.

import { NotAvailable } from '../../ui/NotAvailable.tsx'

export function NotAvailablePage() {
  return <NotAvailable />
}
