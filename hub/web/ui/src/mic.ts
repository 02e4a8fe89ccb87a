// A held button's recording as the hub wants it: 16 kHz, one channel, 16-bit PCM in a WAV.
const RATE = 16_000;

/** Why this page cannot hear: a message id, "" where it can. */
export function whyDeaf(): string {
  if (!window.isSecureContext) return "ui.talk.insecure";
  return navigator.mediaDevices && "MediaRecorder" in window ? "" : "ui.talk.no_microphone";
}

export interface Recording {
  /** Stop and return the WAV. */
  end: () => Promise<Blob>;
}

/** Start recording; throws a `DOMException` where the browser or the person refuses. */
export async function record(): Promise<Recording> {
  const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 128_000 });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  return {
    end: async () => {
      await new Promise((resolve) => {
        recorder.onstop = resolve;
        recorder.stop();
      });
      stream.getTracks().forEach((track) => track.stop());
      const heard = await new Blob(parts, { type: recorder.mimeType }).arrayBuffer();
      const decoded = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(heard); // resamples too
      return wav(decoded.getChannelData(0));
    },
  };
}

/** Return samples of -1…1 as a WAV file. */
export function wav(samples: Float32Array): Blob {
  const head = new DataView(new ArrayBuffer(44));
  const text = (at: number, word: string) => [...word].forEach((c, i) => head.setUint8(at + i, c.charCodeAt(0)));
  const bytes = 2 * samples.length;
  text(0, "RIFF");
  head.setUint32(4, 36 + bytes, true);
  text(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); // PCM
  head.setUint16(22, 1, true); // one channel
  head.setUint32(24, RATE, true);
  head.setUint32(28, 2 * RATE, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  text(36, "data");
  head.setUint32(40, bytes, true);
  const body = Int16Array.from(samples, (s) => Math.round(32767 * Math.max(-1, Math.min(1, s))));
  return new Blob([head, body], { type: "audio/wav" });
}
