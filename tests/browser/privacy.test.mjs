// Nothing of a call is told to the browser's console: not who, not which number, not what was said; also when Salesforce
// refuses, loses answers or breaks. Every other test looks for the demo's people there, too (lib/watch.mjs).

import { test } from 'node:test';

import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const NOTE = 'Geheimnis Nummer 5551234567';
const SAID = /Geheimnis|555 ?1234567|Jane|33612345678|4711|Support/;

for (const fault of [null, 'fail-save', 'lose-save', 'outage', 'no-fields', 'rule']) {
  test(`a call is nobody's business, with ${fault ?? 'nothing'} in its way`, async (t) => {
    const demo = await Demo.open(t);
    const { widget } = demo;
    await widget.practise({ queue: 'Support', ivr: '4711' });
    await widget.press('answer');
    await widget.callReads(widget.words.talking);
    await widget.note().fill(NOTE);
    if (fault) await demo.fault(fault);
    await widget.hasTalked();
    await widget.press('end');
    await widget.callReads(widget.words.over);
    await until('a word about its Task', async () => (await widget.locator('.card .said').innerText()).trim());
    demo.watch.assertKeepsToItself(SAID);
  });
}
