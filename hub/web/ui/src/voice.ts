// Talking with the hub: a typed sentence or a recording goes out, an answer comes back and is spoken.
import type { Trouble, VoiceAnswer } from "./generated";
import { ask, Refused } from "./socket";
import { language } from "./words";

export const sayText = (text: string): Promise<VoiceAnswer> => ask("Say", { text, language });

/** Have a recording understood and done. */
export async function sayAloud(recording: Blob): Promise<VoiceAnswer[]> {
  const query = new URLSearchParams({ wake: "0", language });
  const headers = { "Content-Type": "audio/wav" };
  const answer = await fetch(`/v1/voice/listen?${query}`, { method: "POST", headers, body: recording });
  if (!answer.ok) throw new Refused(((await answer.json()) as { error: Trouble }).error);
  return (await answer.json()) as VoiceAnswer[];
}

/** Play a reply aloud where the hub can speak; where it cannot, the words on the page are enough. */
export async function playReply(text: string): Promise<void> {
  const body = JSON.stringify({ text, language });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/v1/voice/speak", { method: "POST", headers, body });
  if (!answer.ok) return;
  const speaker = new AudioContext();
  const source = speaker.createBufferSource();
  source.buffer = await speaker.decodeAudioData(await answer.arrayBuffer());
  source.connect(speaker.destination);
  source.onended = () => void speaker.close();
  source.start();
}
