// Chromium as the tests need it: a microphone that hums, no questions asked, nothing fetched behind our back.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

/**
 * Starts the machine's own Chromium. `CHROMIUM` names another one.
 * @param {{ microphone?: boolean, hosts?: string }} [options]
 *   `microphone: false`: nobody allows pages to listen; `hosts`: rules for names, as `MAP *.test 127.0.0.1`
 */
export function launchChromium({ microphone = true, hosts } = {}) {
  return chromium.launch({
    executablePath: executable(),
    headless: true,
    // Chromium's sandbox refuses to run as root, as in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--use-fake-device-for-media-stream',
      ...(microphone ? ['--use-fake-ui-for-media-stream'] : []),
      ...(hosts ? [`--host-resolver-rules=${hosts}`] : []),
      '--autoplay-policy=no-user-gesture-required',
      // The PBX of these tests offers its audio at 127.0.0.1 only.
      '--allow-loopback-in-peer-connection',
      // The last list counts. Playwright's own also turns off the partitioning of storage by the page around a frame; where
      // third-party cookies are blocked, as in Debian's Chromium, the widget's frame could then keep nothing.
      `--disable-features=${NEVER_NEEDED.join()}`,
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Of Playwright's list, what would disturb these tests or leave this machine. */
const NEVER_NEEDED = [
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'PaintHolding',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'AimEnabled',
];

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error('no Chromium: install one, or name it in CHROMIUM');
  return found;
}
