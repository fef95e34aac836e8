// How the HTTP API refuses, by name. Their words and statuses are the server's.

export type ProblemKind =
  | 'bad-request'
  | 'not-signed-in'
  | 'wrong-pair'
  | 'wrong-origin'
  | 'needs-proof'
  | 'not-available'
  | 'conflict'
  | 'expired invitation'
  | 'expired link'
  | 'too-large'
  | 'unsupported-media'
  | 'too-many-tries'
  | 'too-fast'
  | 'failed'
  | 'busy'
