// A real Asterisk for one test file, started by the script that starts it for the native tests (tests/pbx/asterisk.sh).

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../pbx/asterisk.sh', import.meta.url));
const run = promisify(execFile);

export class Pbx {
  #process;
  #folder;

  /** Where phones connect to: `ws://127.0.0.1:PORT/ws`. Users and numbers: `tests/pbx/etc`. */
  url;

  static async start() {
    if (!process.env.FERROPHONE_PBX_ROOT) {
      throw new Error(
        'these tests need a real Asterisk: run `cargo xtask test calls`, which unpacks one and names it in FERROPHONE_PBX_ROOT',
      );
    }
    const pbx = new Pbx();
    pbx.#folder = await mkdtemp(join(tmpdir(), 'ferrophone-pbx-'));
    const port = await freePort();
    pbx.url = `ws://127.0.0.1:${port}/ws`;
    let output = '';
    pbx.#process = spawn('bash', [SCRIPT, 'run', pbx.#folder, String(port)], { stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [pbx.#process.stdout, pbx.#process.stderr]) stream.on('data', (data) => (output += data));
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await pbx.cli('core waitfullybooted');
        return pbx;
      } catch (error) {
        if (pbx.#process.exitCode !== null || Date.now() > deadline) {
          await pbx.stop();
          throw new Error(`the PBX did not boot\n${output}`, { cause: error });
        }
        await sleep(20);
      }
    }
  }

  /** Says `command` to Asterisk's console and returns its answer. */
  async cli(command) {
    return (await run('bash', [SCRIPT, 'cli', this.#folder, command])).stdout;
  }

  /** Jane Customer dials in from outside and is put through to `extension`; she listens to music meanwhile. */
  async customerCalls(extension) {
    await this.cli(`channel originate Local/${extension}@from-outside application MusicOnHold`);
  }

  /** Every call ends, from the PBX's side. */
  async hangUpAll() {
    await this.cli('channel request hangup all');
  }

  /** Until the PBX has written `text` to its log. */
  async logs(text, patience = 10_000) {
    const deadline = Date.now() + patience;
    while (!(await readFile(join(this.#folder, 'log/full'), 'utf8')).includes(text)) {
      if (Date.now() > deadline) throw new Error(`the PBX never logged ${JSON.stringify(text)}`);
      await sleep(50);
    }
  }

  /** Asterisk ends when its standard input closes; it also does if this process dies. */
  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.stdin.end();
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
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
