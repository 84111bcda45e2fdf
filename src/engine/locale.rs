//! The agent's language and way of writing dates: an input, as the clock is.

use super::time::{Day, Timestamp, push_digits};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Locale {
    pub language: Language,
    pub date: DateOrder,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    #[default]
    English,
    German,
}

/// How a day is written, as the browser's `Intl.DateTimeFormat` shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateOrder {
    /// 11/23/2026
    #[default]
    MonthDayYear,
    /// 23/11/2026
    DayMonthYear,
    /// 23.11.2026
    DayMonthYearDots,
    /// 2026-11-23
    YearMonthDay,
}

impl Locale {
    /// From a BCP 47 tag such as `de-AT`, for lack of anything better.
    pub fn from_tag(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let language = if tag.starts_with("de") { Language::German } else { Language::English };
        let date = match tag.as_str() {
            _ if language == Language::German => DateOrder::DayMonthYearDots,
            "en" | "en-us" => DateOrder::MonthDayYear,
            "en-ca" | "sv" | "sv-se" => DateOrder::YearMonthDay,
            _ => DateOrder::DayMonthYear,
        };
        Self { language, date }
    }

    pub fn day(&self, day: Day) -> String {
        let (y, m, d) = day.year_month_day();
        let (order, between, width) = match self.date {
            DateOrder::MonthDayYear => ([m, d, y as u32], '/', 1),
            DateOrder::DayMonthYear => ([d, m, y as u32], '/', 2),
            DateOrder::DayMonthYearDots => ([d, m, y as u32], '.', 2),
            DateOrder::YearMonthDay => return day.to_string(),
        };
        joined(&order, between, width)
    }

    /// `14:05`, or `2:05 PM` where `twelve_hours`.
    pub fn time_of_day(&self, t: Timestamp, twelve_hours: bool) -> String {
        let (hour, minute) = t.hour_minute();
        if !twelve_hours {
            return joined(&[hour, minute], ':', 2);
        }
        let mut text = String::new();
        push_digits(&mut text, (hour + 11) % 12 + 1, 1);
        text.push(':');
        push_digits(&mut text, minute, 2);
        text.push_str(if hour < 12 { " AM" } else { " PM" });
        text
    }
}

/// The numbers with at least `width` digits each.
fn joined(numbers: &[u32], between: char, width: u32) -> String {
    let mut text = String::new();
    for (i, number) in numbers.iter().enumerate() {
        if i > 0 {
            text.push(between);
        }
        push_digits(&mut text, *number, width);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_region_writes_its_own_date() {
        let day = Day::new(2026, 3, 5).unwrap();
        let written = |tag: &str| Locale::from_tag(tag).day(day);
        assert_eq!(
            [written("en-US"), written("en-GB"), written("de-AT"), written("sv-SE")],
            ["3/5/2026", "05/03/2026", "05.03.2026", "2026-03-05"]
        );
    }

    #[test]
    fn noon_and_midnight_are_twelve() {
        let at = |hour: i64| Locale::default().time_of_day(Timestamp::new(hour * 3_600_000, 0), true);
        assert_eq!([at(0), at(12), at(13)], ["12:00 AM", "12:00 PM", "1:00 PM"]);
    }
}
