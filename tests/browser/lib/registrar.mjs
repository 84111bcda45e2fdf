// A registrar and nothing else: it challenges each REGISTER once, believes whatever comes then, and tells when. Where a PBX would
// only be in the way of what is measured.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export class Registrar {
  #server = createServer();
  #waiting = [];
  /** When it was asked by a double line end whether it lives. */
  pings = [];

  static async start() {
    const registrar = new Registrar();
    registrar.#server.on('upgrade', (request, socket) => registrar.#open(request, socket));
    registrar.#server.listen(0, '127.0.0.1');
    await once(registrar.#server, 'listening');
    return registrar;
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/ws`;
  }

  /** The moment of the next registration, in milliseconds since 1970. */
  registration() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** RFC 6455 section 4.2.2. */
  #open(request, socket) {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    const own = [`Sec-WebSocket-Accept: ${accept}`, 'Sec-WebSocket-Protocol: sip'];
    socket.write([...head, ...own, '', ''].join('\r\n'));
    let rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      for (let read; (read = frame(rest)); rest = rest.subarray(read.length)) {
        if (read.kind === TEXT) this.#answer(read.text, (text) => socket.write(framed(text)));
        if (read.kind === CLOSE) socket.end();
      }
    });
  }

  #answer(text, send) {
    if (text.trim() === '') {
      this.pings.push(Date.now());
      return send('\r\n');
    }
    if (!text.startsWith('REGISTER ')) return;
    const header = (name) => text.match(new RegExp(`^${name}:.*$`, 'im'))?.[0] ?? '';
    const known = header('Authorization') !== '';
    const lines = [
      known ? 'SIP/2.0 200 OK' : 'SIP/2.0 401 Unauthorized',
      ...['Via', 'From', 'Call-ID', 'CSeq'].map(header),
      `${header('To')};tag=registrar`,
      known ? header('Contact') : 'WWW-Authenticate: Digest realm="bench", nonce="once", algorithm=MD5, qop="auth"',
      'Content-Length: 0',
    ];
    send([...lines, '', ''].join('\r\n'));
    if (known) this.#waiting.splice(0).forEach((resolve) => resolve(performance.timeOrigin + performance.now()));
  }
}

const TEXT = 1;
const CLOSE = 8;

/** The first frame, unmasked (RFC 6455 section 5.2); nothing while it is not all there. Ours are shorter than 64 KB. */
function frame(bytes) {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 127;
  const head = short === 126 ? 4 : 2;
  if (bytes.length < head + 4) return null;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  const length = head + 4 + size;
  if (bytes.length < length) return null;
  const mask = bytes.subarray(head, head + 4);
  const text = Buffer.from(bytes.subarray(head + 4, length).map((byte, at) => byte ^ mask[at % 4])).toString();
  return { kind: bytes[0] & 15, text, length };
}

function framed(text) {
  const payload = Buffer.from(text);
  const size = payload.length < 126 ? Buffer.from([payload.length]) : Buffer.from([126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([0x80 | TEXT]), size, payload]);
}
