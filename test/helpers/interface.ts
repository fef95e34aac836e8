// The OpenAPI document with every schema in its place, for tests that walk through all routes.

type Document = { components?: { schemas?: Record<string, unknown> } }

/** @returns the same document without references; its schemas hold each other in no circle */
export function withoutReferences<D>(document: D): D {
  const schemas = (document as Document).components?.schemas ?? {}
  const resolve = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(resolve)
    if (part === null || typeof part !== 'object') return part
    if ('$ref' in part) return resolve(schemas[String(part.$ref).split('/').at(-1)!])
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, resolve(value)]))
  }
  return resolve(document) as D
}

/** Every route, as `POST /api/cases/{id}/people`. */
export async function readRoutes(origin: string): Promise<string[]> {
  const answer = await fetch(`${origin}/api/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
}
