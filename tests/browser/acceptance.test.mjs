// The ten stories of the acceptance script, played by an agent in the demo org. What the engine does in each is told natively, in
// tests/stories/acceptance.rs; here the agent's screen, the bundle that ships and the org stand for it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const JANE = '+33612345678';
/** Three contacts stand at this telephone. */
const SHOP_FLOOR = '+49 30 23125 150';
const NOBODY = '+44 20 7946 0999';
/** Nobody gives up sooner on the practice line. */
const GIVES_UP = 40_000;

const open = (t, settings = {}, options = {}) => {
  const query = Object.entries(settings).map(([key, value]) => [`settings.${key}`, String(value)]);
  return Demo.open(t, { query: Object.fromEntries(query), ...options });
};

const digits = (text) => text.replaceAll(' ', '');

/** The practice line rings with this number. */
async function rings({ widget }, number, { ivr, ref } = {}) {
  await widget.locator('[data-screen=practice]').click();
  await widget.locator('input[name=caller]').nth(4).check();
  await widget.locator('#practice-number').fill(number);
  if (ivr) await widget.locator('#practice-ivr').fill(ivr);
  if (ref) await widget.locator('#practice-ref').fill(ref);
  await widget.press('letItRing');
  await widget.callReads('Ringing');
}

async function talks({ widget }) {
  await widget.press('answer');
  await widget.callReads('On the call');
}

async function hangsUp({ widget }) {
  await widget.hasTalked();
  await widget.press('end');
  await widget.callReads('Call ended');
}

async function isMissed({ widget }) {
  await widget.callReads('Missed: the caller gave up', GIVES_UP);
}

async function dials({ widget }, number) {
  await widget.locator('[data-screen=dial]').click();
  await widget.locator('#number').fill(number);
  await widget.locator('#number').press('Enter');
}

const newOnes = async (demo, object) => (await demo.made()).filter((record) => record.object === object);
const seconds = (count) => new Promise((done) => setTimeout(done, count * 1000));

describe('acceptance', { concurrency: 4 }, () => {
  // S1 S2 S3 S4 S6 S7 S10 S15 S16 S20 S32 S33
  test('1: an answered call is one Task', async (t) => {
    const demo = await open(t, { 'subject.template': '{calltype} {date} {time} - {callresult}', 'subject.time_12h': true }, { locale: 'en-US' });
    const { widget } = demo;
    const jane = await demo.record('Contact', 'Jane Customer');
    await rings(demo, JANE);
    await demo.shows(jane.Id);
    await talks(demo);
    await widget.note().fill('Wants a quote');
    await widget.hasTalked(2);
    await hangsUp(demo);
    await widget.savingReads(/^Saved \d/);
    const task = await demo.theTask();
    assert.match(task.Subject, /^Incoming call \d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d [AP]M - Answered$/);
    assert.deepEqual(
      [task.WhoId, task.CallType, task.CallDisposition, task.Description, task.Status, task.TaskSubtype],
      [jane.Id, 'Inbound', 'Answered', 'Wants a quote', 'Completed', 'Call'],
    );
    assert.equal(digits(task.Ferrophone_Caller_Number__c), JANE);
    const [start, answered, end] = ['Start', 'Answered', 'End'].map((name) => Date.parse(task[`Ferrophone_Call_${name}__c`]));
    assert.ok(start <= answered && answered < end, `${start} ${answered} ${end}`);
    assert.ok(Math.abs((end - answered) / 1000 - task.CallDurationInSeconds) <= 1, 'the duration is that of the talk');
    assert.ok(task.CallDurationInSeconds >= 2);
  });

  // S34 S36
  test('2: a note that is changed afterwards goes into the same Task when the next call begins', async (t) => {
    const demo = await open(t);
    const { widget } = demo;
    await rings(demo, JANE);
    await talks(demo);
    await hangsUp(demo);
    await widget.savingReads(/^Saved \d/);
    const { Id } = await demo.theTask();
    await widget.note().fill('Asked for the price list');
    await widget.savingReads('Changes will be saved by themselves');
    await rings(demo, SHOP_FLOOR);
    const task = await demo.theTask((task) => task.Description === 'Asked for the price list');
    assert.equal(task.Id, Id);
    await widget.press('decline');
  });

  test('2: where the settings save nothing by themselves, the agent does', async (t) => {
    const demo = await open(t, { 'autosave.inbound': false });
    const { widget } = demo;
    await rings(demo, JANE);
    await talks(demo);
    await hangsUp(demo);
    await widget.savingReads('Not saved yet. Press Save.');
    await seconds(2);
    assert.deepEqual(await demo.newTasks(), []);
    await widget.press('save');
    await widget.savingReads(/^Saved \d/);
    await demo.theTask();
  });

  // S41 S51 S52 S53 S54 S71
  test('3: a missed call from outside is a Task and a mail, one from inside is neither', async (t) => {
    const demo = await open(t, { 'missed.save_inbound': true, 'email.missed': true });
    await rings(demo, JANE);
    await isMissed(demo);
    const task = await demo.theTask();
    assert.deepEqual([task.CallDisposition, task.CallDurationInSeconds, task.Status], ['Missed call', 0, 'Completed']);
    const [mail, ...others] = await until('a mail', () => demo.mails(), (mails) => mails.length > 0);
    assert.deepEqual(others, []);
    assert.equal(mail.to, (await demo.record('User', 'Alex Agent')).Email);
    await rings(demo, '1002');
    await isMissed(demo);
    await seconds(2);
    assert.equal((await demo.newTasks()).length, 1, 'a colleague’s call is no Task');
    assert.equal((await demo.mails()).length, 1);
  });

  test('3: where the settings say so, a missed call is nothing', async (t) => {
    const demo = await open(t);
    await rings(demo, JANE);
    await isMissed(demo);
    await seconds(2);
    assert.deepEqual([await demo.newTasks(), await demo.mails()], [[], []]);
  });

  // S55 S65 S66 S67 S68
  test('4: a number that does not answer, or is busy, is a Task with the administrator’s words', async (t) => {
    const demo = await open(t, { 'no_answer.save_outbound': true, 'results.no_answer': 'Nobody there' });
    const { widget } = demo;
    await dials(demo, '+33 1 99 00 04 80');
    await widget.callReads('No answer', 20_000);
    await demo.theTask((task) => task.CallDisposition === 'Nobody there' && task.CallType === 'Outbound');
    await dials(demo, '+33 1 99 00 04 86');
    await widget.callReads('Busy');
    const tasks = await until('a second Task', () => demo.newTasks(), (tasks) => tasks.length === 2);
    assert.deepEqual(tasks.map((task) => [task.CallDisposition, task.CallDurationInSeconds]), [['Nobody there', 0], ['Nobody there', 0]]);
  });

  test('4: where Salesforce writes calls down itself, it is none, and the agent reads why', async (t) => {
    const demo = await open(t, { 'no_answer.save_outbound': true, 'interaction_log.enabled': true });
    const { widget } = demo;
    await dials(demo, '+33 1 99 00 04 86');
    await widget.callReads('Busy');
    await seconds(2);
    assert.deepEqual(await demo.newTasks(), []);
    await widget.locator('.notices summary').first().click();
    await widget.text('no_answer.save_outbound').first().waitFor();
  });

  // S57 S58 S59 S60 S61 S63
  test('5: a call that a colleague took is missed but answered', async (t) => {
    const demo = await open(t, {
      'missed.save_inbound': true, 'missed.track_answered': true, 'subject.template': '{calltype} - {callresult}',
    });
    await rings(demo, JANE, { ref: 'X' });
    await isMissed(demo);
    const missed = await demo.theTask();
    assert.equal(missed.Subject, 'Incoming call - Missed call');
    // Her own browser, and the same org.
    await demo.login('Bea Büro');
    await rings(demo, JANE, { ref: 'X' });
    await talks(demo);
    await hangsUp(demo);
    const tasks = await until('both Tasks', () => demo.newTasks(), (tasks) =>
      tasks.length === 2 && tasks.every((task) => task.CallDisposition !== 'Missed call'));
    const [first, second] = missed.Id === tasks[0].Id ? tasks : tasks.toReversed();
    assert.deepEqual([first.Subject, first.CallDisposition], ['Incoming call - Missed but answered', 'Missed but answered']);
    assert.deepEqual([second.Subject, second.CallDisposition], ['Incoming call - Answered', 'Answered']);
    const [alex, bea] = [await demo.record('User', 'Alex Agent'), await demo.record('User', 'Bea Büro')];
    assert.deepEqual([first.OwnerId, second.OwnerId], [alex.Id, bea.Id]);
  });

  // S20 S21 S22 S24 S26 S30
  test('6: the latest case opens, what the caller keyed in comes first, and of several the agent chooses', async (t) => {
    const demo = await open(t, { 'pop.mode': 'latest_case_contact', 'pop.ivr_object': 'Case', 'pop.ivr_field': 'CaseNumber' });
    const { widget } = demo;
    const cases = (await demo.org()).filter((record) => record.object === 'Case');
    const about = (subject) => cases.find((record) => record.Subject === subject);
    const [latest, keyed] = [about('Machine leaks after descaling'), about('Spindel läuft unrund')];
    const isOver = async () => {
      await widget.press('decline');
      await widget.callReads('Declined');
    };
    await rings(demo, JANE);
    await demo.shows(latest.Id);
    await isOver();
    await rings(demo, JANE, { ivr: keyed.CaseNumber });
    await demo.shows(keyed.Id);
    await isOver();
    await rings(demo, JANE, { ivr: 'nonsense' });
    await demo.shows(latest.Id);
    await isOver();
    await rings(demo, '+33 1 99 00 12 34');
    const louis = await demo.record('Lead', 'Louis Lefèvre');
    await demo.shows(louis.Id);
    await isOver();
    await rings(demo, SHOP_FLOOR);
    await widget.locator('.matches button').filter({ hasText: 'Cem Yılmaz' }).waitFor();
    assert.equal((await demo.screen()).record, louis.Id, 'nothing opens by a guess');
    await widget.locator('.matches button').filter({ hasText: 'Cem Yılmaz' }).click();
    await demo.shows((await demo.record('Contact', 'Cem Yılmaz')).Id);
    await isOver();
  });

  // S43 S44 S46 S47 S49
  test('7: a case is made at the answer, and none for a caller nobody knows', async (t) => {
    const demo = await open(t, { 'case.create_inbound': true });
    const jane = await demo.record('Contact', 'Jane Customer');
    await rings(demo, JANE);
    assert.deepEqual(await newOnes(demo, 'Case'), []);
    await talks(demo);
    const [made, ...others] = await until('a case', () => newOnes(demo, 'Case'), (cases) => cases.length > 0);
    assert.deepEqual(others, []);
    assert.deepEqual([made.ContactId, made.Origin, made.Status], [jane.Id, 'Phone', 'New']);
    await demo.shows(made.Id);
    await hangsUp(demo);
    assert.equal((await demo.theTask()).WhatId, made.Id, 'the call is about the case');
    await rings(demo, NOBODY);
    await talks(demo);
    await hangsUp(demo);
    await until('a second Task', () => demo.newTasks(), (tasks) => tasks.length === 2);
    assert.equal((await newOnes(demo, 'Case')).length, 1);
  });

  test('7: a case is made at the dial', async (t) => {
    const demo = await open(t, { 'case.create_outbound': true });
    await dials(demo, JANE);
    const jane = await demo.record('Contact', 'Jane Customer');
    const [made] = await until('the contact’s case', () => newOnes(demo, 'Case'), (cases) => cases[0]?.ContactId === jane.Id);
    await demo.shows(made.Id);
    await demo.widget.callReads('On the call');
    await hangsUp(demo);
    assert.equal((await demo.theTask()).WhatId, made.Id);
    assert.equal((await newOnes(demo, 'Case')).length, 1);
  });

  // S69 S70 S73 S74 S75 S76 S77
  test('8: the owner is told of a missed call; where several or none have the number, the default address', async (t) => {
    const demo = await open(t, { 'email.missed': true, 'email.to_owner': true, 'email.default_address': 'desk@example.com' });
    for (const number of [JANE, SHOP_FLOOR, NOBODY]) {
      await rings(demo, number);
      await isMissed(demo);
    }
    const bea = await demo.record('User', 'Bea Büro');
    const mails = await until('three mails', () => demo.mails(), (mails) => mails.length === 3);
    assert.deepEqual(mails.map((mail) => mail.to), [bea.Email, 'desk@example.com', 'desk@example.com']);
    assert.match(mails[0].body, /Jane Customer/);
    assert.ok(digits(mails[0].body).includes(JANE), mails[0].body);
    assert.deepEqual(await demo.newTasks(), [], 'a mail is no Task');
  });

  // S81 S82 S83 S84 S85 S86
  test('9: the Task opens for editing after an inbound call only', async (t) => {
    const demo = await open(t, { 'edit.open_inbound': true, 'autosave.inbound': false, 'results.list': 'Sales: Interested, Not now' });
    const { widget } = demo;
    await rings(demo, JANE);
    await talks(demo);
    assert.equal(await widget.locator('#result').count(), 0, 'the result is chosen on the Task’s page');
    await hangsUp(demo);
    const task = await demo.theTask();
    await until('the page to edit it', async () => (await demo.screen()).path, (path) => path.includes(task.Id) && path.includes('edit'));
    const { path } = await demo.screen();
    await dials(demo, JANE);
    await widget.callReads('On the call');
    await hangsUp(demo);
    await until('a second Task', () => demo.newTasks(), (tasks) => tasks.length === 2);
    await seconds(1);
    assert.equal((await demo.screen()).path, path, 'nothing opens after an outgoing call');
  });

  // S87 S88 S90 S91 S95
  test('10: the chosen follow-up is made when the agent saves, and today’s task is done', async (t) => {
    const demo = await open(t, {
      'autosave.inbound': false, 'follow_up.default_inbound': 'follow_up_close_today',
      'follow_up.options_inbound': 'follow_up_close_today new_event follow_up',
    });
    const { widget } = demo;
    const today = (await demo.org()).find((record) => record.Subject === 'Call back about the descaler');
    await rings(demo, JANE);
    await talks(demo);
    assert.deepEqual(await widget.locator('#follow-up option').allInnerTexts(), ['Nothing', 'New task, close today\'s', 'New event', 'New task']);
    await widget.note().fill('Send samples');
    await hangsUp(demo);
    await seconds(1);
    assert.deepEqual(await demo.newTasks(), []);
    await widget.press('save');
    const tasks = await until('call and follow-up', () => demo.newTasks(), (tasks) => tasks.length === 2);
    const call = tasks.find((task) => task.TaskSubtype === 'Call');
    const next = tasks.find((task) => task !== call);
    assert.deepEqual([call.Description, call.Status], ['Send samples', 'Completed']);
    assert.deepEqual([next.Description, next.Status, next.WhoId], ['Send samples', 'Not Started', call.WhoId]);
    assert.ok(next.ActivityDate > call.ActivityDate, `${next.ActivityDate} after ${call.ActivityDate}`);
    const done = async () => (await demo.org()).find((record) => record.Id === today.Id)?.Status;
    await until('today’s task', done, (status) => status === 'Completed');
  });
});
