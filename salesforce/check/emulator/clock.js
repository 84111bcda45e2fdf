// Time zones: wall clocks are written as if they were UTC.

const formats = new Map();

function formatOf(timeZone) {
  if (!formats.has(timeZone)) {
    const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) => [name, 'numeric']);
    formats.set(
      timeZone,
      new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...Object.fromEntries(fields) }),
    );
  }
  return formats.get(timeZone);
}

/** What the clock shows in a zone at an instant. */
export function wallClock(ms, timeZone) {
  const at = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(new Date(ms))
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) + (((ms % 1000) + 1000) % 1000);
}

/** The instant at which the clock in a zone shows `local`. */
export function instantOf(local, timeZone) {
  const guess = local - (wallClock(local, timeZone) - local);
  return local - (wallClock(guess, timeZone) - guess);
}
