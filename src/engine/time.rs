//! Moments, days and spans. A moment carries the offset of the agent's clock, so that a date or a time of day
//! written into Salesforce is the one the agent saw, without a time zone database.

use std::time::Duration;

/// The last millisecond of the year 9999, the last one that RFC 3339 can write. As far before 1970 there is a calendar, too.
const END_OF_CALENDAR: i64 = 253_402_300_799_999;
const DAY_MS: i64 = 86_400_000;

/// An instant, with the offset from UTC that the agent's clock had then. Ordered and compared by the instant alone.
#[derive(Clone, Copy)]
pub struct Timestamp {
    unix_ms: i64,
    offset_minutes: i32,
}

impl Timestamp {
    /// `unix_ms`: milliseconds since 1970 UTC. `offset_minutes`: local time minus UTC, e.g. 60 for Berlin in winter.
    /// What lies outside the calendar becomes 1970; an offset of a day or more becomes UTC.
    pub fn new(unix_ms: i64, offset_minutes: i32) -> Self {
        let sane = |ms: &i64| (-END_OF_CALENDAR..=END_OF_CALENDAR).contains(ms);
        Self {
            unix_ms: Some(unix_ms).filter(sane).unwrap_or(0),
            offset_minutes: Some(offset_minutes).filter(|m| (-1439..=1439).contains(m)).unwrap_or(0),
        }
    }

    /// Milliseconds since 1970 UTC.
    pub fn unix_ms(self) -> i64 {
        self.unix_ms
    }

    /// Local time minus UTC, in minutes.
    pub fn offset_minutes(self) -> i32 {
        self.offset_minutes
    }

    /// The later moment, on the same clock. Beyond the calendar it becomes 1970.
    pub fn plus(self, span: Duration) -> Self {
        let ms = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self::new(self.unix_ms.saturating_add(ms), self.offset_minutes)
    }

    /// The earlier moment, on the same clock. Before the calendar it becomes 1970.
    pub fn minus(self, span: Duration) -> Self {
        let ms = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self::new(self.unix_ms.saturating_sub(ms), self.offset_minutes)
    }

    /// How long after `earlier` this is; zero where the clock went backwards, so that no duration is ever negative.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.unix_ms.saturating_sub(earlier.unix_ms)).unwrap_or(0))
    }

    /// The day in the agent's calendar.
    pub fn date(self) -> Day {
        Day((self.local_ms().div_euclid(DAY_MS)) as i32)
    }

    /// The same full hour of the agent's clock on another day; the clock is taken to run as it does now.
    pub fn at_hour_of(self, day: Day) -> Self {
        let hour = self.unix_ms - self.local_ms().rem_euclid(3_600_000);
        let days = i64::from(day.0) - i64::from(self.date().0);
        Self::new(hour.saturating_add(days.saturating_mul(DAY_MS)), self.offset_minutes)
    }

    /// Hour (0 to 23) and minute on the agent's clock.
    pub fn hour_minute(self) -> (u32, u32) {
        let minutes = (self.local_ms().rem_euclid(DAY_MS) / 60_000) as u32;
        (minutes / 60, minutes % 60)
    }

    /// RFC 3339 in UTC with milliseconds, the form Salesforce takes for date-time fields: `2026-11-23T19:04:00.000Z`.
    pub fn to_rfc3339_utc(self) -> String {
        let mut text = Self { offset_minutes: 0, ..self }.written();
        text.push('Z');
        text
    }

    fn local_ms(self) -> i64 {
        self.unix_ms + i64::from(self.offset_minutes) * 60_000
    }

    /// `2026-11-23T20:04:00.000`, on the agent's clock.
    fn written(self) -> String {
        let mut text = self.date().to_string();
        let ms = self.local_ms().rem_euclid(DAY_MS) as u32;
        for (before, number, width) in
            [('T', ms / 3_600_000, 2), (':', ms / 60_000 % 60, 2), (':', ms / 1000 % 60, 2), ('.', ms % 1000, 3)]
        {
            text.push(before);
            push_digits(&mut text, number, width);
        }
        text
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.unix_ms == other.unix_ms
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.unix_ms.cmp(&other.unix_ms)
    }
}

impl std::fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, offset) = (if self.offset_minutes < 0 { '-' } else { '+' }, self.offset_minutes.unsigned_abs());
        write!(f, "{}{sign}{:02}:{:02}", self.written(), offset / 60, offset % 60)
    }
}

/// A day of the Gregorian calendar, also before there was one. `to_string` gives `2026-11-23`, the form Salesforce takes for dates.
/// It holds the days since 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(i32);

impl Day {
    /// Nothing where the calendar has no such day. `year` has at most four digits.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        // The year starts in March here, so that a leap day is its last and the lengths of months repeat: 31 30 31 30 31.
        let (month, day) = (month as i32, day as i32);
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let found = Self(year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - DAYS_BEFORE_1970);
        // What the month does not have came out in the next one.
        (found.year_month_day().2 == day as u32).then_some(found)
    }

    /// So many days later; at the calendar's end the same day.
    pub fn plus_days(self, days: u32) -> Self {
        i32::try_from(days).ok().and_then(|days| self.0.checked_add(days)).map_or(self, Self)
    }

    /// 0 is Monday.
    pub fn weekday(self) -> u32 {
        // 1 January 1970 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u32
    }

    pub fn year_month_day(self) -> (i32, u32, u32) {
        let days = self.0 + DAYS_BEFORE_1970;
        let (era, day) = (days.div_euclid(DAYS_IN_400_YEARS), days.rem_euclid(DAYS_IN_400_YEARS));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let year = era * 400 + year;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        (year, month as u32, day as u32)
    }
}

/// From 1 March of the year 0, where the count below starts, to 1 January 1970.
const DAYS_BEFORE_1970: i32 = 719_468;
const DAYS_IN_400_YEARS: i32 = 146_097;

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.year_month_day();
        let mut text = String::from(if year < 0 { "-" } else { "" });
        push_digits(&mut text, year.unsigned_abs(), 4);
        for number in [month, day] {
            text.push('-');
            push_digits(&mut text, number, 2);
        }
        f.write_str(&text)
    }
}

impl std::str::FromStr for Day {
    type Err = NoSuchDay;

    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next()?.parse().ok();
        let (year, month, day) = (part(), part(), part());
        let both = |year: u32| Self::new(year as i32, month?, day?);
        year.and_then(both).ok_or(NoSuchDay)
    }
}

/// Not a day, or not written `2026-11-23`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSuchDay;

/// Adds a number of at least `width` digits. Formatting with padding is ten times the code, and dates are all over the widget.
pub fn push_digits(text: &mut String, number: u32, width: u32) {
    if width > 1 || number > 9 {
        push_digits(text, number / 10, width.saturating_sub(1));
    }
    text.push((b'0' + (number % 10) as u8) as char);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_local_time_and_written_in_utc() {
        let t = Timestamp::new(1_795_464_240_000, 60);
        assert_eq!(format!("{t:?}"), "2026-11-23T21:04:00.000+01:00");
        assert_eq!(t.to_rfc3339_utc(), "2026-11-23T20:04:00.000Z");
        assert_eq!(t.hour_minute(), (21, 4));
    }

    #[test]
    fn a_clock_that_goes_back_gives_no_negative_duration() {
        let t = Timestamp::new(1_000_000, 0);
        assert_eq!(t.since(t.plus(Duration::from_secs(5))), Duration::ZERO);
    }

    #[test]
    fn nonsense_is_taken_without_panic() {
        assert_eq!(Timestamp::new(i64::MAX, i32::MAX).offset_minutes(), 0);
        assert_eq!(Timestamp::new(0, 0).plus(Duration::MAX).unix_ms(), 0, "beyond the calendar");
        assert_eq!(Timestamp::new(-END_OF_CALENDAR, -1439).to_rfc3339_utc(), "-6060-01-02T00:00:00.001Z");
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_agents_clock() {
        let at = |hour: i64, offset| Timestamp::new(hour * 3_600_000, offset).date().to_string();
        assert_eq!([at(0, -60), at(23, 0), at(23, 60)], ["1969-12-31", "1970-01-01", "1970-01-02"]);
    }

    #[test]
    fn only_days_that_there_are_are_read() {
        for good in ["2026-11-23", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Day>().unwrap().to_string(), good);
        }
        for bad in
            ["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-11-00", "2026-11", "", "x-1-1"]
        {
            assert_eq!(bad.parse::<Day>(), Err(NoSuchDay), "{bad}");
        }
    }

    #[test]
    fn the_calendar_is_that_of_chrono() {
        use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, Timelike};
        let mut random = 1_u64;
        for _ in 0..20_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let ms = (random >> 8) as i64 % (2 * END_OF_CALENDAR) - END_OF_CALENDAR;
            let offset = (random % 1440) as i32 - 720;
            let ours = Timestamp::new(ms, offset);
            let utc = DateTime::from_timestamp_millis(ms).unwrap();
            let theirs = utc.with_timezone(&FixedOffset::east_opt(offset * 60).unwrap());
            assert_eq!(format!("{ours:?}"), theirs.to_rfc3339_opts(SecondsFormat::Millis, false));
            assert_eq!(ours.to_rfc3339_utc(), utc.to_rfc3339_opts(SecondsFormat::Millis, true));
            assert_eq!(ours.hour_minute(), (theirs.hour(), theirs.minute()));
            assert_eq!(ours.date().year_month_day(), (theirs.year(), theirs.month(), theirs.day()));
            assert_eq!(ours.date().weekday(), theirs.weekday().num_days_from_monday());
            let later = theirs.date_naive() + chrono::Days::new(90);
            assert_eq!(ours.date().plus_days(90).year_month_day(), (later.year(), later.month(), later.day()));
            let (year, month, day) = ((random % 10_000) as i32, (random >> 20) as u32 % 14, (random >> 30) as u32 % 33);
            let known = NaiveDate::from_ymd_opt(year, month, day);
            assert_eq!(Day::new(year, month, day).map(|day| day.to_string()), known.map(|day| day.to_string()));
        }
    }
}
