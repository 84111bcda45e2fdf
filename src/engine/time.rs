//! Moments and spans. A moment carries the offset of the agent's clock, so that a date or a time of day
//! written into Salesforce is the one the agent saw, without a time zone database.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, SecondsFormat, Timelike, Utc};
/// An instant, with the offset from UTC that the agent's clock had then. Ordered and compared by the instant alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<FixedOffset>);

impl Timestamp {
    /// `unix_ms`: milliseconds since 1970 UTC. `offset_minutes`: local time minus UTC, e.g. 60 for Berlin in winter.
    /// What lies outside the calendar becomes 1970; an offset of a day or more becomes UTC.
    pub fn new(unix_ms: i64, offset_minutes: i32) -> Self {
        let utc = DateTime::<Utc>::from_timestamp_millis(unix_ms).unwrap_or_default();
        let offset = FixedOffset::east_opt(offset_minutes.saturating_mul(60));
        Self(utc.with_timezone(&offset.unwrap_or(Utc.fix())))
    }

    /// Milliseconds since 1970 UTC.
    pub fn unix_ms(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// Local time minus UTC, in minutes.
    pub fn offset_minutes(self) -> i32 {
        self.0.offset().local_minus_utc() / 60
    }

    /// The later moment, on the same clock. Saturates at the end of the calendar.
    pub fn plus(self, span: Duration) -> Self {
        let ms = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self::new(self.unix_ms().saturating_add(ms), self.offset_minutes())
    }

    /// How long after `earlier` this is; zero where the clock went backwards, so that no duration is ever negative.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.unix_ms().saturating_sub(earlier.unix_ms())).unwrap_or(0))
    }

    /// The day in the agent's calendar.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The same full hour of the agent's clock on another day; the clock is taken to run as it does now.
    pub fn at_hour_of(self, day: NaiveDate) -> Self {
        let days = day.signed_duration_since(self.date()).num_days();
        let hour = self.unix_ms() - self.unix_ms().rem_euclid(3_600_000);
        Self::new(hour.saturating_add(days.saturating_mul(86_400_000)), self.offset_minutes())
    }

    /// Hour (0 to 23) and minute on the agent's clock.
    pub fn hour_minute(self) -> (u32, u32) {
        (self.0.hour(), self.0.minute())
    }

    /// RFC 3339 in UTC with milliseconds, the form Salesforce takes for date-time fields: `2026-11-23T19:04:00.000Z`.
    pub fn to_rfc3339_utc(self) -> String {
        self.0.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

/// `2026-11-23`; nothing where it is no day of the calendar.
pub fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

impl std::fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, false))
    }
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
    }
}
