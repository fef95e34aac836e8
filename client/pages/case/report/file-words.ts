// How large a file is, in words.

/** '0.1 MB', '12.4 MB'; a small one in KB */
export function sayBytes(bytes: number): string {
  if (bytes < 100_000) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
