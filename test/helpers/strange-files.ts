// Files that are not what they seem, made here byte by byte: no picture of anybody is needed to try them.

import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** A zip with one file in it that is not packed. */
export function storedZip(name: string, text: string): Buffer {
  const data = Buffer.from(text)
  const title = Buffer.from(name)
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt32LE(crc32(data), 10)
  facts.writeUInt32LE(data.length, 14)
  facts.writeUInt32LE(data.length, 18)
  facts.writeUInt16LE(title.length, 22)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, title, data])
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), facts, Buffer.alloc(14), title])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

/** A photo with a place, a camera, and `hidden` where cameras keep a small picture. */
export async function gpsJpeg(hidden: Buffer): Promise<Buffer> {
  const picture = sharp({ create: { width: 320, height: 240, channels: 3, background: '#a52' } })
  const IFD3 = { GPSLatitudeRef: 'N', GPSLatitude: '38/1 43/1 12/1', GPSLongitude: '9/1 8/1 0/1' }
  const IFD0 = { Model: 'Pixel 9', ImageDescription: hidden.toString() }
  return picture
    .withExif({ IFD0, IFD3 })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET</x:xmpmeta>')
    .jpeg()
    .toBuffer()
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}

/** A picture of `side` by `side` black points that is small as long as nobody opens it. */
export function bombPng(side: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 1
  const points = deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 9 })
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', points), chunk('IEND', Buffer.alloc(0))])
}

/** The beginning of a phone's HEIC photo, which is not drawn here. */
export const heic = (): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic'),
    Buffer.alloc(4),
    Buffer.from('mif1heic'),
    Buffer.alloc(500),
  ])
