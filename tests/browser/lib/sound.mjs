// The sound of the widget's calls, seen from outside: its peer connections and microphones, kept by a script that runs in
// every frame before the frame's own.

import { setTimeout as sleep } from 'node:timers/promises';

import { until } from './until.mjs';

/** For `Demo.open({ prepare })`. */
export function tapSound(context) {
  return context.addInitScript(() => {
    window.peers = [];
    window.microphones = [];
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...parameters) {
        super(...parameters);
        window.peers.push(this);
      }
    };
    const devices = navigator.mediaDevices;
    const open = devices?.getUserMedia.bind(devices);
    if (!open) return;
    devices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      window.microphones.push(...stream.getTracks());
      return stream;
    };
  });
}

export class Sound {
  #frame;

  /** @param {() => import('playwright-core').Frame} frame the widget's, however often it is loaded anew */
  constructor(frame) {
    this.#frame = frame;
  }

  /** Of all calls so far: bytes `heard` and `said`, and the energy of what the microphone gave, `loud`; silence has none. */
  bytes() {
    return this.#frame().evaluate(async () => {
      const sum = { heard: 0, said: 0, loud: 0 };
      for (const peer of window.peers) {
        for (const entry of (await peer.getStats()).values()) {
          if (entry.type === 'inbound-rtp') sum.heard += entry.bytesReceived;
          if (entry.type === 'outbound-rtp') sum.said += entry.bytesSent;
          if (entry.type === 'media-source') sum.loud += entry.totalAudioEnergy ?? 0;
        }
      }
      return sum;
    });
  }

  /** Every microphone track that was ever opened: `{ enabled, state }`. */
  microphones() {
    return this.#frame().evaluate(() => window.microphones.map(({ enabled, readyState: state }) => ({ enabled, state })));
  }

  /** The same for the time to come. Bytes of speech are thousands; silence is sent in as few as the codec likes. */
  async flow(ms = 1000) {
    const before = await this.bytes();
    await sleep(ms);
    const after = await this.bytes();
    return { heard: after.heard - before.heard, said: after.said - before.said, loud: after.loud - before.loud };
  }

  flows(what, accepts) {
    return until(`sound: ${what}`, () => this.flow(), accepts);
  }

  async microphonesAre(what, accepts) {
    await until(`microphones: ${what}`, () => this.microphones(), (all) => all.length > 0 && all.every(accepts));
  }
}
