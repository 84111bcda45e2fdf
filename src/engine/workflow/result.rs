//! The result of a call, Salesforce's `CallDisposition`.

use crate::engine::call::{Call, Outcome};
use crate::engine::locale::Locale;
use crate::engine::settings::{CallResult, Settings};
use crate::engine::texts::texts;

/// What the agent chose, or what the call's end says by itself. `None`: nothing yet, or it is chosen on the Task's
/// page.
pub fn text(call: &Call, settings: &Settings, locale: Locale) -> Option<String> {
    let outcome = call.state.outcome(call.outgoing)?;
    if let Some(chosen) = &call.wrap_up.result {
        return Some(chosen.clone());
    }
    let texts = texts(locale.language);
    let or = |own: &Option<String>, text: &str| Some(own.clone().unwrap_or_else(|| text.to_owned()));
    match outcome {
        Outcome::Answered if settings.edit.of(call.direction) => None,
        Outcome::Answered => Some(texts.answered.to_owned()),
        Outcome::Missed | Outcome::Declined => Some(missed(settings, locale)),
        Outcome::AnsweredElsewhere => or(&settings.results.missed_answered, texts.missed_answered),
        Outcome::Unsuccessful => or(&settings.results.no_answer, texts.no_answer),
    }
}

/// Of a call that the agent did not take.
pub fn missed(settings: &Settings, locale: Locale) -> String {
    settings.results.missed.clone().unwrap_or_else(|| texts(locale.language).missed.to_owned())
}

/// The group of the chosen result; only where somebody talked.
pub fn group<'a>(call: &Call, settings: &'a Settings) -> Option<&'a str> {
    let chosen = call.wrap_up.result.as_ref()?;
    if call.state.outcome(call.outgoing) != Some(Outcome::Answered) {
        return None;
    }
    settings.results.list.iter().find(|result| result.label == *chosen)?.group.as_deref()
}

/// The results that fit the call; `None` where they are chosen on the Task's page or there are none.
pub fn offered(call: &Call, settings: &Settings) -> Option<Vec<CallResult>> {
    if settings.edit.of(call.direction) {
        return None;
    }
    let answered = call.state.outcome(call.outgoing).is_none_or(|outcome| outcome == Outcome::Answered);
    let fits = |result: &&CallResult| {
        let direction = if call.outgoing { result.outbound } else { result.inbound };
        direction && (answered || !result.answered_only)
    };
    let list: Vec<_> = settings.results.list.iter().filter(fits).cloned().collect();
    (!list.is_empty()).then_some(list)
}
