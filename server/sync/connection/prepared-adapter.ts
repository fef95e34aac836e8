// A broadcast is encoded once and its WebSocket frame is made once, however many are sent it. Socket.IO does so for
// frames of text only; ours are binary. This touches internals of pinned versions: a test sees that it is used.

import { Adapter } from 'socket.io-adapter'
import { WebSocket } from 'ws'

type Options = { wsPreEncodedFrame?: Buffer[] }
type Encoding = { encoder: { encode: (packet: unknown) => unknown[] } }
/** What ws has and its types do not name. */
type Framing = {
  Sender: {
    frame: (
      data: Buffer,
      options: { readOnly: boolean; mask: boolean; rsv1: boolean; opcode: number; fin: boolean },
    ) => Buffer[]
  }
}

const binary = { readOnly: true, mask: false, rsv1: false, opcode: 2, fin: true }

export class PreparedAdapter extends Adapter {}

// By its name, as Socket.IO calls it, and not as a method: its types say that nobody else may have one.
Object.defineProperty(PreparedAdapter.prototype, '_encode', {
  value(this: Encoding, packet: unknown, options: Options): unknown[] {
    const encoded = this.encoder.encode(packet)
    const [data] = encoded
    if (encoded.length === 1 && Buffer.isBuffer(data))
      options.wsPreEncodedFrame = (WebSocket as unknown as Framing).Sender.frame(data, binary)
    return encoded
  },
})
