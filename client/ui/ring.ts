// The one sound of the product: two soft tones and a vibration, again and again while a page rings. Made by the browser
// itself; where it allows neither, the screen alone has to do.

const everyMs = 3_000
const forMs = 60_000
const tones = [659, 880]

/** @returns silence */
export function startRinging(): () => void {
  let audio: AudioContext | undefined
  const once = (): void => {
    try {
      audio ??= new AudioContext()
      if (audio.state === 'running') for (const [at, hertz] of tones.entries()) tone(audio, hertz, at * 0.28)
      else void audio.resume().catch(() => undefined)
      navigator.vibrate?.([300, 150, 300])
    } catch {
      // A page may not be allowed to make a sound before somebody has touched it.
    }
  }
  once()
  const again = setInterval(once, everyMs)
  const enough = setTimeout(() => clearInterval(again), forMs)
  return () => {
    clearInterval(again)
    clearTimeout(enough)
    void audio?.close().catch(() => undefined)
  }
}

function tone(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const from = audio.currentTime + afterSeconds
  const voice = audio.createOscillator()
  const loudness = audio.createGain()
  voice.frequency.value = hertz
  loudness.gain.setValueAtTime(0, from)
  loudness.gain.linearRampToValueAtTime(0.35, from + 0.03)
  loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.45)
  voice.connect(loudness).connect(audio.destination)
  voice.start(from)
  voice.stop(from + 0.5)
}
