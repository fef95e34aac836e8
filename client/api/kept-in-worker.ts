// What is kept on the device, as the service worker opens it: by nothing but the browser's own means, because a worker is one file.

/** As offline/store.ts names it. */
const databaseName = 'greenroom'

export const whenDone = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })

/** Undefined where nothing was ever kept: opening must not make a database that the app then finds without its stores. */
export async function openKept(): Promise<IDBDatabase | undefined> {
  const asked = indexedDB.open(databaseName)
  asked.onupgradeneeded = () => asked.transaction?.abort()
  return whenDone(asked).catch(() => undefined)
}
