// The way between the widget and its PBX, as a gate that a test shuts, opens, or slams on who is passing.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Gate {
  #target;
  #server;
  #port = 0;
  #passing = new Set();
  /** How often somebody came through, or would have. */
  visits = 0;

  /** A gate in front of `url`, open. */
  static async before(url) {
    const gate = new Gate();
    gate.#target = new URL(url);
    await gate.open();
    return gate;
  }

  get url() {
    return `ws://127.0.0.1:${this.#port}${this.#target.pathname}`;
  }

  /** At the same address, however often. */
  async open() {
    this.#server = createServer((visitor) => this.#pass(visitor)).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }

  /** Breaks what is connected; who comes again is let in. */
  slam() {
    for (const socket of this.#passing) socket.destroy();
  }

  /** Breaks what is connected and lets nobody in. */
  async shut() {
    if (!this.#server) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.slam();
    await closed;
    this.#server = null;
  }

  #pass(visitor) {
    this.visits += 1;
    const pbx = connect(this.#target.port, this.#target.hostname);
    for (const [socket, other] of [[visitor, pbx], [pbx, visitor]]) {
      this.#passing.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#passing.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
