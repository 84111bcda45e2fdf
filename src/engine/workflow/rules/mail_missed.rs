//! Who gets an e-mail about a missed call (S69 to S80)? The agent who missed it; or the owner of the only record that
//! has the number, and the default address where there is none or several.

use super::super::{Action, Moment, Rule};
use crate::engine::call::{Caller, Fact, Outcome as Came};
use crate::engine::crm::{Direction, Mail, Object, Recipient};
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "mail missed call", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::Ended | Fact::CallerSearched => {}
        _ => return None,
    }
    if m.fact == Fact::CallerSearched && !m.call.is_over() {
        return None;
    }
    let no = |why| Some(Outcome::Declines { why });
    if !m.settings.email.missed {
        return no(Why::SwitchedOff);
    }
    match m.call.state.outcome(m.call.outgoing) {
        Some(Came::Missed | Came::Declined) => {}
        Some(Came::AnsweredElsewhere) => return no(Why::NotMissed),
        Some(Came::Answered | Came::Unsuccessful) | None => return no(Why::NotMissedCall),
    }
    if m.call.direction != Direction::Inbound {
        return no(Why::Internal);
    }
    if m.call.progress.mailed {
        return no(Why::Already);
    }
    match m.crm {
        None => return no(Why::CrmSilent),
        Some(can) if !can.save => return no(Why::NoCrm),
        Some(_) => {}
    }
    if m.call.caller == Caller::Searching {
        return no(Why::SearchPending);
    }
    let (why, to) = recipient(m);
    let mail = Mail {
        key: m.call.key.clone(),
        to,
        address: m.settings.email.default_address.clone(),
        template: m.settings.email.template.clone(),
        number: m.call.remote.number.clone(),
        name: m.call.related_record().map(|record| record.name.clone()).or_else(|| m.call.remote.name.clone()),
        called: m.call.own.clone(),
        queue: m.call.queue.clone(),
        start: m.call.started,
        language: m.locale.language,
    };
    Some(Outcome::act(why, Action::SendMail(mail)))
}

/// By what the search found, not by what the agent chose.
fn recipient(m: &Moment) -> (Why, Recipient) {
    if !m.settings.email.to_owner {
        return (Why::MailAgent, Recipient::Agent);
    }
    match m.call.matches() {
        [only] if matches!(only.record.object, Object::Account | Object::Contact | Object::Lead) => {
            (Why::MailOwner, Recipient::OwnerOf(only.record.id.clone()))
        }
        // An empty address falls back to the agent who missed the call.
        _ if m.settings.email.default_address.is_none() => (Why::MailAgent, Recipient::Agent),
        _ => (Why::MailDefault, Recipient::Address),
    }
}
