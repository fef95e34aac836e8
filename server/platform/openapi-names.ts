// One name for one schema. Every named schema arrives twice, as it is sent (`XInput`) and as it is answered (`X`): where both
// are the same, or only one of them is used, it is called X.

const place = '#/components/schemas/'
const sentSuffix = 'Input'

type Document = { components?: { schemas?: Record<string, unknown> }; paths?: unknown }

/** Gives each schema of the document one name where it has one shape, and leaves out what nothing refers to. */
export function nameSchemasOnce<D extends object>(document: D): D {
  const same = sameOnceRenamed(schemasOf(document))
  const once = renamed(document, (name) => (same.has(name) ? withoutSuffix(name) : name))
  const used = withoutUnused(once)
  const names = schemasOf(used)
  return renamed(used, (name) => {
    const short = withoutSuffix(name)
    return Object.hasOwn(names, short) ? name : short
  })
}

const schemasOf = (document: object): Record<string, unknown> =>
  (document as Document).components?.schemas ?? {}

const isSent = (name: string) => name.endsWith(sentSuffix)
const withoutSuffix = (name: string) => (isSent(name) ? name.slice(0, -sentSuffix.length) : name)

/** The largest set of sent schemas that are what is answered once all of the set are renamed. */
function sameOnceRenamed(schemas: Record<string, unknown>): Set<string> {
  const same = new Set(
    Object.keys(schemas).filter((name) => isSent(name) && Object.hasOwn(schemas, withoutSuffix(name))),
  )
  const rename = (name: string) => (same.has(name) ? withoutSuffix(name) : name)
  const differs = (name: string) =>
    JSON.stringify(renameRefs(schemas[name], rename)) !==
    JSON.stringify(renameRefs(schemas[withoutSuffix(name)], rename))
  for (let before = -1; before !== same.size; ) {
    before = same.size
    for (const name of [...same]) if (differs(name)) same.delete(name)
  }
  return same
}

function renamed<D extends object>(document: D, rename: (name: string) => string): D {
  const changed = renameRefs(document, rename) as D & Document
  if (!changed.components?.schemas) return changed
  const schemas = Object.fromEntries(
    Object.entries(changed.components.schemas).map(([name, schema]) => [rename(name), schema]),
  )
  return { ...changed, components: { ...changed.components, schemas } }
}

function renameRefs(part: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(part)) return part.map((one) => renameRefs(one, rename))
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      const isRef = key === '$ref' && typeof value === 'string' && value.startsWith(place)
      return [key, isRef ? place + rename(value.slice(place.length)) : renameRefs(value, rename)]
    }),
  )
}

function withoutUnused<D extends object>(document: D): D {
  const schemas = schemasOf(document)
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return
    for (const [key, value] of Object.entries(part)) {
      const name = key === '$ref' && typeof value === 'string' ? value.slice(place.length) : undefined
      if (name === undefined) follow(value)
      else if (!used.has(name)) {
        used.add(name)
        follow(schemas[name])
      }
    }
  }
  follow((document as Document).paths)
  const kept = Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => used.has(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  return { ...document, components: { ...(document as Document).components, schemas: kept } }
}
