// What a file is, by its content, and what is made of it. A picture is drawn anew: nothing but what one sees of it goes on. Everything
// else stays as it was sent and is never shown. What a file is called, and what its sender says that it is, counts for nothing.

import { fileTypeFromBuffer } from 'file-type'
import type sharpOf from 'sharp'
import type { Sharp } from 'sharp'
import { limits } from '#shared/limits.ts'
import { problem } from '../platform/errors.ts'

/** What nobody may open or show, only save. */
export const unknownType = 'application/octet-stream'

export type Picture = { bytes: Buffer; preview: Buffer }

let loading: Promise<typeof sharpOf> | undefined

/** Loaded with the first picture: a server that was sent none holds nothing of it. */
function loadSharp(): Promise<typeof sharpOf> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // Nothing of a picture stays behind in memory, and one picture takes one processor.
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return loading
}

/** @param head its beginning; what is asked of it reads no further */
export async function typeOf(head: Uint8Array): Promise<string> {
  // Whatever is wrong with it, it is not known.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  return found?.mime ?? unknownType
}

export const isPicture = (type: string): boolean => type.startsWith('image/')

/** What is drawn anew, as what it was. Of a moving picture the first is kept. */
const drawn: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  'image/jpeg': (picture) => picture.jpeg({ quality: 90 }),
  'image/png': (picture) => picture.png(),
  'image/webp': (picture) => picture.webp({ quality: 90 }),
  'image/gif': (picture) => picture.gif(),
  'image/avif': (picture) => picture.avif({ quality: 65 }),
}

const tooLargePicture =
  'This picture is too large to be opened safely. Please send a smaller one, or a photo of the screen.'

/**
 * Draws a picture anew, turned as it was meant, without what is written in it: place, time, camera, hidden pictures, and
 * whatever hangs behind its end.
 * @returns undefined for what cannot be drawn here, or is broken
 * @throws Problem too-large for one that unfolds to more than any camera makes
 */
export async function drawAnew(type: string, bytes: Uint8Array): Promise<Picture | undefined> {
  const draw = drawn[type]
  if (!draw) return undefined
  const sharp = await loadSharp()
  const open = (from: Uint8Array) => sharp(from, { limitInputPixels: limits.maxPicturePixels, pages: 1 })
  const size = await open(bytes)
    .metadata()
    .catch((error: Error) => {
      if (/pixel limit/i.test(error.message)) throw problem('too-large', tooLargePicture)
      return undefined
    })
  if (!size) return undefined
  if (size.width * size.height > limits.maxPicturePixels) throw problem('too-large', tooLargePicture)
  try {
    const cleaned = await draw(open(bytes).autoOrient()).timeout({ seconds: 30 }).toBuffer()
    const side = limits.previewPixels
    const preview = await open(cleaned)
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
    return { bytes: cleaned, preview }
  } catch {
    // Broken in a way that only drawing it finds.
    return undefined
  }
}
