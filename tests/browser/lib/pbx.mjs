// Real PBXs for one test file, started by the scripts that start them for the native tests (tests/pbx/*.sh).

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PBX process in a folder and on a port of its own. It ends when we do, however we end. */
class Server {
  #script;
  #process;
  #folder;
  #port;

  constructor(script) {
    this.#script = fileURLToPath(new URL(`../../pbx/${script}`, import.meta.url));
  }

  /** Where phones connect to. */
  get url() {
    return `ws://127.0.0.1:${this.#port}/ws`;
  }

  /** Starts it and waits until `ready` resolves. */
  async start(ready) {
    if (!process.env.FERROPHONE_PBX_ROOT) {
      throw new Error(
        'these tests need a real PBX: run `cargo xtask test calls`, which unpacks one and names it in FERROPHONE_PBX_ROOT',
      );
    }
    this.#folder = await mkdtemp(join(tmpdir(), 'ferrophone-pbx-'));
    this.#port = await freePort();
    this.#process = spawn('bash', [this.#script, 'run', this.#folder, String(this.#port)]);
    let output = '';
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream.on('data', (data) => (output += data));
    for (const deadline = Date.now() + 30_000; ; await sleep(20)) {
      try {
        await ready();
        return this;
      } catch (error) {
        if (this.#process.exitCode !== null || Date.now() > deadline) {
          await this.stop();
          throw new Error(`the PBX did not start\n${output}`, { cause: error });
        }
      }
    }
  }

  /** Runs the script beside the server: `what` FOLDER `parameter`. Returns what it prints. */
  async ask(what, parameter) {
    return (await run('bash', [this.#script, what, this.#folder, parameter])).stdout;
  }

  read(file) {
    return readFile(join(this.#folder, file), 'utf8');
  }

  /** Resolves if somebody listens on its port. */
  async knock() {
    const socket = connect(this.#port, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
  }

  /** The script has become the server itself. */
  signal(name) {
    process.kill(this.#process.pid, name);
  }

  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.stdin.end();
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Asterisk, which stands in the middle of every call. Users and numbers: `tests/pbx/etc/extensions.conf`. */
export class Pbx {
  #server = new Server('asterisk.sh');

  static async start() {
    const pbx = new Pbx();
    await pbx.#server.start(() => pbx.cli('core waitfullybooted'));
    return pbx;
  }

  get url() {
    return this.#server.url;
  }

  /** Says `command` to Asterisk's console and returns its answer. */
  cli(command) {
    return this.#server.ask('cli', command);
  }

  /** Jane Customer dials in from outside and is put through to `extension`; she listens to music meanwhile. */
  async customerCalls(extension) {
    await this.cli(`channel originate Local/${extension}@from-outside application MusicOnHold`);
  }

  /** She hears and says something else: `music`, or `silence`, of which not one packet is sent. */
  async moveCustomer(to) {
    const channels = await this.cli('core show channels concise');
    const hers = channels.split('\n').map((line) => line.split('!')[0]);
    const channel = hers.find((name) => /^Local\/.*;1$/.test(name)) ?? hers.find((name) => name.startsWith('Local/'));
    if (!channel) throw new Error(`she is not there:\n${channels}`);
    await this.cli(`channel redirect ${channel} ${to},s,1`);
  }

  /** The machine stands still: it answers nobody and sends nothing, and no connection breaks. */
  freeze = () => this.#server.signal('SIGSTOP');
  thaw = () => this.#server.signal('SIGCONT');

  /** Every call ends, from the PBX's side. */
  async hangUpAll() {
    await this.cli('channel request hangup all');
  }

  /** Until the PBX has written `text` to its log. */
  async logs(text, patience = 10_000) {
    for (const deadline = Date.now() + patience; !(await this.#server.read('log/full')).includes(text); await sleep(50)) {
      if (Date.now() > deadline) throw new Error(`the PBX never logged ${JSON.stringify(text)}`);
    }
  }

  stop() {
    return this.#server.stop();
  }
}

/** Kamailio, a proxy: the phones negotiate with each other, sound goes from page to page. See `tests/pbx/etc/kamailio.cfg`. */
export class ProxyPbx {
  #server = new Server('kamailio.sh');

  static async start() {
    const proxy = new ProxyPbx();
    await proxy.#server.start(() => proxy.#server.knock());
    return proxy;
  }

  get url() {
    return this.#server.url;
  }

  stop() {
    return this.#server.stop();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
