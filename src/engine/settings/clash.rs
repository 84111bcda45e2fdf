//! The rules between settings, V1 to V7, looked at together: each violation is told, and the nearest settings that hold
//! together are left in force.

use super::{Clash, Problem, Settings};
use crate::engine::workflow::subject;

pub(super) fn resolve(settings: &mut Settings, problems: &mut Vec<Problem>) {
    let s = settings;
    let mut told = |clash| problems.push(Problem::Clash(clash));
    // V1
    if s.interaction_log {
        for (on, off) in [
            (&mut s.missed.save_inbound, "missed.save_inbound"),
            (&mut s.missed.track_answered, "missed.track_answered"),
            (&mut s.save_unanswered, "no_answer.save_outbound"),
            (&mut s.case.create_inbound, "case.create_inbound"),
            (&mut s.case.create_outbound, "case.create_outbound"),
            (&mut s.edit.inbound, "edit.open_inbound"),
            (&mut s.edit.outbound, "edit.open_outbound"),
        ] {
            if std::mem::take(on) {
                told(Clash::InteractionLog { off });
            }
        }
    }
    // V4
    if s.ring_all {
        for (on, off) in [
            (&mut s.missed.save_inbound, "missed.save_inbound"),
            (&mut s.missed.track_answered, "missed.track_answered"),
            (&mut s.email.missed, "email.missed"),
            (&mut s.auto_answer, "inbound.auto_answer"),
            (&mut s.answer_on_request, "inbound.answer_on_request"),
        ] {
            if std::mem::take(on) {
                told(Clash::RingAll { off });
            }
        }
    }
    // V2, S64
    if s.missed.track_answered && !s.missed.save_inbound {
        s.missed.track_answered = false;
        told(Clash::TrackNeedsMissed);
    }
    if s.missed.track_answered && !s.unique_call_ids {
        s.missed.track_answered = false;
        told(Clash::TrackNeedsCallIds);
    }
    // V3
    if s.email.to_owner && !s.email.missed && !s.ring_all {
        told(Clash::OwnerNeedsMail);
    }
    s.email.to_owner &= s.email.missed;
    if s.email.to_owner && s.email.default_address.is_none() {
        told(Clash::OwnerNeedsAddress);
    }
    // V7
    let names_result = subject::variables(&s.subject.template).any(subject::is_result);
    for (on, key) in [(s.edit.inbound, "edit.open_inbound"), (s.edit.outbound, "edit.open_outbound")] {
        if on && names_result {
            told(Clash::EditHidesResult { key });
        }
    }
    for (offer, key) in [
        (&mut s.follow_up.inbound, "follow_up.default_inbound"),
        (&mut s.follow_up.outbound, "follow_up.default_outbound"),
    ] {
        if offer.default.is_some_and(|default| !offer.options.contains(&default)) {
            offer.default = None;
            // Where nothing is offered at all, nothing is expected to be preselected.
            if !offer.options.is_empty() {
                told(Clash::DefaultNotOffered { key });
            }
        }
    }
    match &s.pop.ivr {
        Some((object, field)) if object.is_empty() != field.is_empty() => {
            s.pop.ivr = None;
            told(Clash::IvrNeedsBoth);
        }
        Some((object, _)) if object.is_empty() => s.pop.ivr = None,
        Some(_) | None => {}
    }
    let unknown = subject::variables(&s.subject.template).filter(|name| !subject::is_known(name));
    problems.extend(unknown.map(|name| Problem::UnknownVariable(name.to_owned())));
}
