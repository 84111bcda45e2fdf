//! The rules, each in a file of its own. To add one: copy a neighbour's shape, and name it here.

mod auto_answer;
mod create_case;
mod edit_task;
mod find_caller;
mod find_ivr;
mod find_target;
mod follow_up;
mod list_tasks;
mod log_call;
mod mail_missed;
mod pop_record;
mod relate_record;
mod resolve_missed;

use super::Rule;

/// In the order in which they are asked.
pub const RULES: &[Rule] = &[
    auto_answer::RULE,
    find_caller::RULE,
    find_ivr::RULE,
    relate_record::RULE,
    find_target::RULE,
    create_case::RULE,
    pop_record::RULE,
    log_call::RULE,
    edit_task::RULE,
    mail_missed::RULE,
    resolve_missed::RULE,
    list_tasks::RULE,
    follow_up::RULE,
];

/// A moment made up for the tests of the rules.
#[cfg(test)]
pub mod example {
    use super::super::*;
    use crate::engine::call::{Caller, Progress, Related, State, WrapUp};
    use crate::engine::crm::{Direction, Match, Object};
    use crate::engine::id::{CallId, LegId, RecordId, RequestId};
    use crate::engine::number::PhoneNumber;
    use crate::engine::telephony::Party;

    pub fn call() -> Call {
        let started = Timestamp::new(1_795_464_240_000, 60);
        Call {
            id: CallId(1),
            kept: None,
            handle: None,
            leg: Some(LegId("leg".into())),
            direction: Direction::Inbound,
            outgoing: false,
            remote: Party { number: PhoneNumber::parse("+33612345678"), name: Some("Jane Customer".into()) },
            own: PhoneNumber::parse("+49 30 1000"),
            diverted_by: None,
            asked_to_answer: false,
            invited: None,
            call_ref: Some("ref-1".into()),
            key: "ref-1 leg".into(),
            queue: None,
            ivr: None,
            started,
            state: State::Ringing { since: started, answering: false },
            seen: started,
            caller: Caller::NotSearched,
            related: Related::Open,
            origin: None,
            note: String::new(),
            subject: None,
            digits_sent: String::new(),
            muted: false,
            off_record: None,
            quality: crate::engine::quality::Quality::default(),
            quiet: false,
            progress: Progress::default(),
            wrap_up: WrapUp::default(),
        }
    }

    pub fn record(id: &str, object: Object, name: &str) -> RecordRef {
        RecordRef { id: RecordId(id.into()), object, name: name.into() }
    }

    pub fn found(records: &[RecordRef], layout_pops: bool) -> Caller {
        let as_match =
            |record: &RecordRef| Match { record: record.clone(), details: vec![], found_by: "33612345678".into() };
        Caller::Found { matches: records.iter().map(as_match).collect(), search: RequestId(7), layout_pops }
    }

    /// What `rule` says of `fact` on `call` with everything else at its default.
    pub fn ask(rule: &Rule, fact: Fact, call: &Call) -> Option<Outcome> {
        ask_with(rule, fact, call, &Settings::default())
    }

    pub fn ask_with(rule: &Rule, fact: Fact, call: &Call, settings: &Settings) -> Option<Outcome> {
        (rule.run)(&Moment {
            fact,
            call,
            settings,
            locale: Locale::default(),
            now: call.started.plus(std::time::Duration::from_secs(60)),
            crm: Some(Capabilities { search: true, screen_pop: true, save: true, find_saved: false }),
            logged: false,
            task: None,
            has_case: false,
            page: None,
            alone: true,
            can_answer: true,
        })
    }
}
