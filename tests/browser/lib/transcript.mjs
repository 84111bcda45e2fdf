// The SIP messages that crossed a page's WebSockets. Works for any page: it looks from outside.

import { mkdir, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

export class Transcript {
  /** @type {{ sent: boolean, text: string }[]} */
  messages = [];

  /** Everything from now on, over all WebSockets with SIP on them. */
  static of(page) {
    const transcript = new Transcript();
    page.on('websocket', (socket) => {
      const note = (sent) => ({ payload }) => {
        const text = String(payload);
        if (text.includes('SIP/2.0')) transcript.messages.push({ sent, text });
      };
      socket.on('framesent', note(true));
      socket.on('framereceived', note(false));
    });
    return transcript;
  }

  /** Requests with this method or responses with this status that went out (or came in). */
  starting(methodOrStatus, { sent = true } = {}) {
    const words = (text) => text.split(' ', 2);
    return this.messages.filter((m) => m.sent === sent && words(m.text).includes(methodOrStatus)).map((m) => m.text);
  }

  /** Writes the recording where FERROPHONE_PBX_RECORD names a folder. See tests/fixtures/sip/README.md. */
  async save(name) {
    const folder = process.env.FERROPHONE_PBX_RECORD;
    if (!folder) return;
    const lines = this.messages.map(({ sent, text }) => {
      const body = withoutAddresses(text).replaceAll('\r\n', '\n');
      return `${sent ? '>>>>' : '<<<<'}\n${body}${body.endsWith('\n') ? '' : '\n\\\n'}`;
    });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.txt`), lines.join(''));
  }
}

// This machine's addresses become those of documentation (RFC 5737, RFC 3849). The lengths change, and with them the
// Content-Length.
function withoutAddresses(text) {
  let head = text;
  for (const { address, family, internal } of Object.values(networkInterfaces()).flat()) {
    if (!internal) head = head.replaceAll(address, family === 'IPv4' ? '192.0.2.1' : '2001:db8::1');
  }
  if (head === text) return text;
  const [, body] = split(head);
  return head.replace(/^Content-Length: *\d+/im, `Content-Length: ${Buffer.byteLength(body)}`);
}

function split(message) {
  const end = message.indexOf('\r\n\r\n');
  return [message.slice(0, end), message.slice(end + 4)];
}
