//! The subject line: the administrator's template, filled in.

use super::result;
use crate::engine::call::Call;
use crate::engine::crm::Direction;
use crate::engine::locale::Locale;
use crate::engine::settings::Settings;
use crate::engine::texts::texts;

/// `Subject` of every activity.
pub const LENGTH: usize = 255;

/// What a template can name, in braces; capitals make no difference.
const VARIABLES: &[&str] = &["calltype", "date", "time", CALL_RESULT, CALL_RESULT_GROUP];
const CALL_RESULT: &str = "callresult";
const CALL_RESULT_GROUP: &str = "callresultgroup";

/// The agent's own words, or the template filled in. Made again at every save, so that it follows the result.
pub fn of(call: &Call, settings: &Settings, locale: Locale) -> String {
    let text = match &call.subject {
        Some(own) if !settings.subject.locked => own.clone(),
        Some(_) | None => fill(&settings.subject.template, |name| value(name, call, settings, locale)),
    };
    text.chars().take(LENGTH).collect()
}

fn value(name: &str, call: &Call, settings: &Settings, locale: Locale) -> Option<String> {
    let texts = texts(locale.language);
    Some(match VARIABLES.iter().copied().find(|known| known.eq_ignore_ascii_case(name))? {
        "calltype" => match (call.direction, call.outgoing) {
            (Direction::Internal, _) => texts.internal_call.into(),
            (_, false) => texts.incoming_call.into(),
            (_, true) => texts.outgoing_call.into(),
        },
        // The day and the hour of its start: the same however often the subject is made.
        "date" => locale.day(call.started.date()),
        "time" => locale.time_of_day(call.started, settings.subject.time_12h),
        CALL_RESULT => result::text(call, settings, locale).unwrap_or_default(),
        _ => result::group(call, settings).unwrap_or_default().to_owned(),
    })
}

/// The names in a template's braces.
pub fn variables(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}

pub fn is_known(name: &str) -> bool {
    VARIABLES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// It stands for the call's result.
pub fn is_result(name: &str) -> bool {
    name.eq_ignore_ascii_case(CALL_RESULT) || name.eq_ignore_ascii_case(CALL_RESULT_GROUP)
}

/// Replaces `{name}`; what is unknown stays as it stands. What is empty leaves neither a doubled blank behind nor a
/// separator that separates nothing.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            Some((text, after)) => {
                if text.is_empty() {
                    out.push(GAP);
                }
                out.push_str(&text);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    close_gaps(&out)
}

/// Stands where a variable was empty, until its separator is gone, too.
const GAP: char = '\u{0}';

/// `ANRUF - \0` becomes `ANRUF`, `a - \0 - b` becomes `a - b`.
fn close_gaps(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut gap = false;
    for word in text.split_whitespace() {
        let bare = word.replace(GAP, "");
        if bare.len() < word.len() && bare.chars().all(|c| separates(c) || "()[]".contains(c)) {
            gap = true;
            continue;
        }
        // Of the separators before and behind a gap one is enough; behind a leading gap none is.
        let separator = bare.chars().all(separates);
        if gap && separator && words.last().is_none_or(|last| last.chars().all(separates)) {
            continue;
        }
        gap &= separator;
        words.push(bare);
    }
    while gap && words.last().is_some_and(|last| last.chars().all(separates)) {
        words.pop();
    }
    words.join(" ")
}

fn separates(c: char) -> bool {
    "-–—|/:·,;".contains(c)
}

#[cfg(test)]
mod tests {
    use super::super::rules::example::call;
    use super::*;

    fn with_template(template: &str, locale: Locale) -> String {
        let mut settings = Settings::default();
        settings.subject.template = template.into();
        of(&call(), &settings, locale)
    }

    // S7 S8 S9 S10
    #[test]
    fn the_template_is_filled_in_both_languages() {
        assert_eq!(with_template("{calltype} {date} {time}", Locale::default()), "Incoming call 11/23/2026 21:04");
        assert_eq!(with_template("{CallType} {date}", Locale::from_tag("de-DE")), "Eingehendes Gespräch 23.11.2026");
        assert_eq!(with_template("ANRUF", Locale::default()), "ANRUF");
    }

    // S11 S12: a call that is going on has neither.
    #[test]
    fn what_is_unknown_stays_and_what_is_empty_leaves_no_gap() {
        for (template, subject) in [
            ("a {foo} {callresult} b { {date", "a {foo} b { {date"),
            ("ANRUF - {callresult}", "ANRUF"),
            ("{callresultgroup} - ANRUF", "ANRUF"),
            ("a - {callresult} - b", "a - b"),
            ("a ({callresult}) b", "a b"),
            ("a{callresult}b - c", "ab - c"),
            ("{callresult}", ""),
        ] {
            assert_eq!(with_template(template, Locale::default()), subject, "{template}");
        }
    }

    // S7
    #[test]
    fn a_subject_of_300_characters_is_cut_at_the_fields_end() {
        assert_eq!(with_template(&"ä".repeat(300), Locale::default()).chars().count(), 255);
    }

    // S15
    #[test]
    fn only_the_time_of_day_is_written_with_am_and_pm() {
        let mut settings = Settings::default();
        settings.subject.template = "{date} {time}".into();
        settings.subject.time_12h = true;
        assert_eq!(of(&call(), &settings, Locale::default()), "11/23/2026 9:04 PM");
    }
}
