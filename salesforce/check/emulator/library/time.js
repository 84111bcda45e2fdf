// Date, Datetime, Time and time zones. `Datetime.newInstance` and the getters without "Gmt" speak the user's local time.

import { wallClock as zoned } from '../clock.js';
import { ApexDate, ApexDatetime, ApexError, ApexTime, Native, toNumber, Unsupported } from '../values.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const utc = (ms) => new Date(ms);

function plusMonths(ms, months) {
  const date = utc(ms);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const day = Math.min(date.getUTCDate(), daysIn(utc(first).getUTCFullYear(), utc(first).getUTCMonth() + 1));
  return first + (day - 1) * DAY + (ms - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
}

const daysIn = (year, month) => utc(Date.UTC(year, month, 0)).getUTCDate();
const startOfDay = (ms) => Math.floor(ms / DAY) * DAY;

const date = {
  adddays: (vm, self, days) => new ApexDate(self.ms + toNumber(days) * DAY),
  addmonths: (vm, self, months) => new ApexDate(plusMonths(self.ms, months)),
  addyears: (vm, self, years) => new ApexDate(plusMonths(self.ms, 12 * years)),
  day: (vm, self) => utc(self.ms).getUTCDate(),
  dayofyear: (vm, self) => (self.ms - Date.UTC(utc(self.ms).getUTCFullYear(), 0, 1)) / DAY + 1,
  daysbetween: (vm, self, other) => (other.ms - self.ms) / DAY,
  format: (vm, self) => utc(self.ms).toLocaleDateString('en-US', { timeZone: 'UTC' }),
  month: (vm, self) => utc(self.ms).getUTCMonth() + 1,
  monthsbetween: (vm, self, other) =>
    (utc(other.ms).getUTCFullYear() - utc(self.ms).getUTCFullYear()) * 12 +
    utc(other.ms).getUTCMonth() -
    utc(self.ms).getUTCMonth(),
  tostartofmonth: (vm, self) => ApexDate.of(utc(self.ms).getUTCFullYear(), utc(self.ms).getUTCMonth() + 1, 1),
  year: (vm, self) => utc(self.ms).getUTCFullYear(),
};

const datetime = {
  ...shifts('', (vm, self, shift) => new ApexDatetime(shift(self.ms))),
  date: (vm, self) => new ApexDate(startOfDay(vm.localTime(self.ms))),
  dategmt: (vm, self) => new ApexDate(startOfDay(self.ms)),
  ...parts('', (vm, self) => vm.localTime(self.ms)),
  ...parts('gmt', (vm, self) => self.ms),
  format: (vm, self, pattern, zone) => formatted(vm, self, pattern ?? 'M/d/yyyy, h:mm a', zone ?? vm.timeZone),
  formatgmt: (vm, self, pattern) => formatted(vm, self, pattern, 'UTC'),
  formatlong: (vm, self) => formatted(vm, self, 'M/d/yyyy, h:mm:ss a', vm.timeZone),
  gettime: (vm, self) => BigInt(self.ms),
  issameday: (vm, self, other) => startOfDay(vm.localTime(self.ms)) === startOfDay(vm.localTime(other.ms)),
  time: (vm, self) => new ApexTime(vm.localTime(self.ms) - startOfDay(vm.localTime(self.ms))),
  timegmt: (vm, self) => new ApexTime(self.ms - startOfDay(self.ms)),
};

function shifts(suffix, apply) {
  const units = { seconds: SECOND, minutes: MINUTE, hours: HOUR, days: DAY };
  const fixed = Object.entries(units).map(([unit, size]) => [
    `add${unit}${suffix}`,
    (vm, self, amount) => apply(vm, self, (ms) => ms + amount * size),
  ]);
  const months = { months: 1, years: 12 };
  const varying = Object.entries(months).map(([unit, size]) => [
    `add${unit}${suffix}`,
    (vm, self, amount) => apply(vm, self, (ms) => plusMonths(ms, amount * size)),
  ]);
  return Object.fromEntries([...fixed, ...varying]);
}

function parts(suffix, ms) {
  const readers = {
    year: (at) => at.getUTCFullYear(),
    month: (at) => at.getUTCMonth() + 1,
    day: (at) => at.getUTCDate(),
    hour: (at) => at.getUTCHours(),
    minute: (at) => at.getUTCMinutes(),
    second: (at) => at.getUTCSeconds(),
    millisecond: (at) => at.getUTCMilliseconds(),
  };
  return Object.fromEntries(
    Object.entries(readers).map(([name, read]) => [name + suffix, (vm, self) => read(utc(ms(vm, self)))]),
  );
}

/** Java's SimpleDateFormat, as far as Apex code goes. */
function formatted(vm, self, pattern, zone) {
  const ms = zone === 'UTC' || zone === 'GMT' ? self.ms : zoned(self.ms, zone);
  const at = utc(ms);
  const two = (number) => String(number).padStart(2, '0');
  const fields = {
    yyyy: () => String(at.getUTCFullYear()),
    yy: () => two(at.getUTCFullYear() % 100),
    MMMM: () => at.toLocaleDateString('en-US', { month: 'long', timeZone: 'UTC' }),
    MMM: () => at.toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' }),
    MM: () => two(at.getUTCMonth() + 1),
    M: () => String(at.getUTCMonth() + 1),
    dd: () => two(at.getUTCDate()),
    d: () => String(at.getUTCDate()),
    EEEE: () => at.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' }),
    EEE: () => at.toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' }),
    HH: () => two(at.getUTCHours()),
    H: () => String(at.getUTCHours()),
    hh: () => two(at.getUTCHours() % 12 || 12),
    h: () => String(at.getUTCHours() % 12 || 12),
    mm: () => two(at.getUTCMinutes()),
    ss: () => two(at.getUTCSeconds()),
    SSS: () => String(at.getUTCMilliseconds()).padStart(3, '0'),
    a: () => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  };
  return pattern.replace(/'((?:[^']|'')*)'|([a-zA-Z])\2*/g, (run, quoted) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
    if (!fields[run]) throw new Unsupported(`${run} in a date format`);
    return fields[run]();
  });
}

function parsedDate(text) {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text ?? '');
  if (!match || Number(match[2]) > 12) throw new ApexError('TypeException', `Invalid date: ${text}`);
  return ApexDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
}

function parsedDatetime(text, read) {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text ?? '');
  if (!match) throw new ApexError('TypeException', `Invalid date/time: ${text}`);
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return new ApexDatetime(read(Date.UTC(year, month - 1, day, hour, minute, second)));
}

/** `(date, time)` or up to six numbers. */
function wallClock(first, ...rest) {
  if (first instanceof ApexDate) return first.ms + (rest[0]?.ms ?? 0);
  const [month, day, hour = 0, minute = 0, second = 0] = rest;
  return Date.UTC(first, month - 1, day, hour, minute, second);
}

export const methods = {
  date,
  datetime,
  time: {
    hour: (vm, self) => Math.floor(self.ms / HOUR),
    minute: (vm, self) => Math.floor(self.ms / MINUTE) % 60,
    second: (vm, self) => Math.floor(self.ms / SECOND) % 60,
  },
  timezone: {
    getid: (vm, self) => self.fields.id,
    tostring: (vm, self) => self.fields.id,
    getoffset: (vm, self, at) => zoned(at.ms, self.fields.id) - at.ms,
  },
};

export const statics = {
  date: {
    newinstance: (vm, year, month, day) => ApexDate.of(year, month, day),
    today: (vm) => new ApexDate(startOfDay(vm.localTime(vm.org.now))),
    valueof: (vm, value) =>
      value instanceof ApexDatetime ? new ApexDate(startOfDay(vm.localTime(value.ms))) : parsedDate(value),
    daysinmonth: (vm, year, month) => daysIn(year, month),
    isleapyear: (vm, year) => daysIn(year, 2) === 29,
  },
  datetime: {
    now: (vm) => new ApexDatetime(vm.org.now),
    newinstance: (vm, ...args) =>
      new ApexDatetime(typeof args[0] === 'bigint' ? Number(args[0]) : vm.instant(wallClock(...args))),
    newinstancegmt: (vm, ...args) => new ApexDatetime(wallClock(...args)),
    valueof: (vm, value) =>
      value instanceof ApexDatetime ? value : parsedDatetime(value, (local) => vm.instant(local)),
    valueofgmt: (vm, value) => parsedDatetime(value, (ms) => ms),
  },
  time: {
    newinstance: (vm, hour, minute, second, ms) => new ApexTime(hour * HOUR + minute * MINUTE + second * SECOND + ms),
  },
  timezone: { gettimezone: (vm, id) => new Native('TimeZone', { id }) },
};
