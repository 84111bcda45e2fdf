// Plays every sample of `salesforce/fixtures` against the package's Apex.

import { join } from 'node:path';
import { describe, test } from 'node:test';

import { play, samplesOf } from '../emulator/samples.js';
import { World } from '../emulator/world.js';
import { ROOT, Source } from '../source.js';

const world = new World(Source.read());

describe('the Apex answers as the fixtures say', () => {
  for (const sample of samplesOf(join(ROOT, 'fixtures'))) {
    test(`${sample.file.replace('.json', '')}: ${sample.name}`, () => play(world, sample));
  }
});
