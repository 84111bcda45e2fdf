// The widget as an agent uses it: by the names of its buttons and the sentences on its screen.

import { until } from './until.mjs';

/** What the agent reads and presses, by language. Kept apart from the product's own table, so that a test notices. */
export const WORDS = {
  en: {
    call: 'Call', answer: 'Answer', decline: 'Decline', end: 'End call', hold: 'Hold call', resume: 'Resume call',
    mute: 'Mute microphone', unmute: 'Unmute microphone',
    ringing: 'Ringing', ringingThere: 'Ringing there', talking: 'On the call', held: 'On hold', over: 'Call ended',
    note: 'Call note', password: 'Password', signIn: 'Sign in', ready: 'Ready', practiceLine: 'Practice line', passwordNeeded: 'Password needed', saved: /^Saved \d/,
    practice: 'Practice call', letItRing: 'Let it ring', queue: 'Queue', ivr: 'Entered by the caller',
    close: 'Close', save: 'Save', tryAgain: 'Try again', itIsThere: 'It is there', saveAgain: 'Save again',
    openTask: 'Open task', settings: 'Settings', whatToDo: 'What to do', tryNow: 'Try now',
  },
  de: {
    call: 'Anrufen', answer: 'Annehmen', decline: 'Ablehnen', end: 'Auflegen', hold: 'Halten', resume: 'Gespräch fortsetzen',
    mute: 'Stumm schalten', unmute: 'Ton an: Mikrofon einschalten',
    ringing: 'Klingelt', ringingThere: 'Klingelt drüben', talking: 'Im Gespräch', held: 'Gehalten', over: 'Gespräch beendet',
    note: 'Anrufnotiz', password: 'Kennwort', signIn: 'Anmelden', ready: 'Bereit', practiceLine: 'Übungsleitung', passwordNeeded: 'Kennwort nötig', saved: /^Gespeichert \d/,
    practice: 'Übungsanruf', letItRing: 'Klingeln lassen', queue: 'Warteschlange', ivr: 'Eingabe des Anrufers',
    close: 'Schließen', save: 'Speichern', tryAgain: 'Erneut versuchen', itIsThere: 'Ist vorhanden',
    saveAgain: 'Erneut speichern', openTask: 'Zur Aufgabe', settings: 'Einstellungen',
    whatToDo: 'Was zu tun ist', tryNow: 'Jetzt versuchen',
  },
};

export class Widget {
  #root;
  #frame;
  words;

  constructor(root, frame, locale) {
    this.#root = root;
    this.#frame = frame;
    this.words = WORDS[locale.split('-')[0]];
  }

  /** In the demo's page. */
  static framedIn(page, locale = 'en') {
    const frame = () => page.frames().find((frame) => frame.parentFrame() === page.mainFrame());
    return new Widget(page.frameLocator('iframe'), frame, locale);
  }

  /** A page of its own. */
  static alone(page, locale = 'en') {
    return new Widget(page, () => page.mainFrame(), locale);
  }

  /** The live frame, to run a script in. */
  get frame() {
    return this.#frame();
  }

  locator = (selector) => this.#root.locator(selector);
  button = (name) => this.#root.getByRole('button', { name, exact: true });
  text = (text, options) => this.#root.getByText(text, options);
  note = () => this.#root.getByLabel(this.words.note);

  /** Presses the button that the language's table has under this key. */
  async press(key) {
    if (!this.words[key]) throw new Error(`no word for ${key}`);
    await this.button(this.words[key]).click();
  }

  async isDrawn() {
    await this.locator('#line').waitFor();
  }

  mark = () => this.frame.evaluate(() => (window.isOld = true));
  isAnew = async () => {
    // While it loads there is no document to ask.
    const fresh = () => this.frame.evaluate(() => !window.isOld && !!document.querySelector('#line')).catch(() => false);
    await until('a fresh frame', fresh);
  };

  /** Until the line's state, at the top, reads so. */
  async lineReads(text, patience = 15_000) {
    await this.#reads('#line .words', text, patience);
  }

  /** Until the call's state reads so. */
  async callReads(text, patience = 15_000) {
    await this.#reads('.card .state .words', text, patience);
  }

  /** Until the line below the call, about its Task, matches. */
  async savingReads(pattern, patience = 15_000) {
    const fits = (text) => (pattern instanceof RegExp ? pattern.test(text) : text === pattern);
    const said = this.locator('.card .said');
    await until(`the saving bar reads ${pattern}`, async () => (await said.innerText()).trim(), fits, patience);
  }

  /** The one call's name, at the top of its card. */
  name = () => this.locator('#who').innerText();

  async signIn(password) {
    await this.locator('#password').fill(password);
    await this.button(this.words.signIn).click();
  }

  /** The practice line rings with Jane Customer. */
  async practise({ queue, ivr } = {}) {
    await this.locator('[data-screen=practice]').click();
    if (queue) await this.locator('#practice-queue').fill(queue);
    if (ivr) await this.locator('#practice-ivr').fill(ivr);
    await this.press('letItRing');
    await this.callReads(this.words.ringing);
  }

  /** Jane rings, is answered, a note is typed, and after more than a second it is over. */
  async hasPractised({ note } = {}) {
    await this.practise();
    await this.press('answer');
    await this.callReads(this.words.talking);
    if (note) await this.note().fill(note);
    await this.hasTalked();
    await this.press('end');
    await this.callReads(this.words.over);
  }

  /** Until the call's clock shows that it has lasted. */
  async hasTalked(seconds = 1) {
    const clock = this.locator('.card .state .timer');
    const passed = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) >= seconds;
    await until(`${seconds} s of talk`, () => clock.innerText(), passed);
  }

  async #reads(selector, text, patience) {
    const at = this.locator(selector);
    const read = async () => ((await at.count()) === 1 ? (await at.innerText()).trim() : '');
    const fits = (read) => (text instanceof RegExp ? text.test(read) : read === text);
    await until(`${selector} reads ${text}`, read, fits, patience);
  }
}
