//! The workflow: rules that turn a fact about a call into actions. A rule sees a [`Moment`] and nothing else; it
//! cannot fail, and it leaves a line in the trace whether it acts or not.

pub mod rules;
pub mod task;

use super::call::{Call, Fact};
use super::crm::{Capabilities, Fields, RecordRef, Target};
use super::locale::Locale;
use super::settings::Settings;
use super::time::Timestamp;
use super::trace::{Line, Outcome};

/// Everything a rule may look at.
pub struct Moment<'a> {
    pub fact: Fact,
    pub call: &'a Call,
    pub settings: &'a Settings,
    pub locale: Locale,
    pub now: Timestamp,
    /// What the CRM can do; `None` while it has not answered yet.
    pub crm: Option<Capabilities>,
    /// A Task of this call was written, or is on its way.
    pub logged: bool,
}

/// What a rule may ask for.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Look for the records that carry the number, in one of these spellings.
    FindCaller {
        spellings: Vec<String>,
    },
    /// The call belongs to this record.
    Relate(RecordRef),
    ScreenPop(Target),
    /// The Task of this call shall hold this. Which of it is new, and whether the Task is made or changed, is the
    /// outbox's business.
    LogTask(Fields),
}

/// One rule: a file of its own in [`rules`], and a line in [`rules::RULES`].
pub struct Rule {
    /// Its name in the trace.
    pub name: &'static str,
    /// `None`: such a fact is not its business.
    pub run: fn(&Moment) -> Option<Outcome>,
}

/// Asks every rule in order. What one does is not seen by the next: they share the moment, not the effects.
pub fn run(moment: &Moment, settings_version: u32) -> Vec<Line> {
    let line = |rule: &Rule| {
        let outcome = (rule.run)(moment)?;
        Some(Line { at: moment.now, rule: rule.name, fact: moment.fact, outcome, settings_version })
    };
    rules::RULES.iter().filter_map(line).collect()
}
