//! A safeguard that is switched off, to see that its absence is noticed. The engine knows nothing of it: it is done to
//! what goes in and out.

use std::time::Duration;

use crate::engine::call::State;
use crate::engine::crm::{Failure, FailureKind, Fields, Reply, Request};
use crate::engine::effect::Effect;
use crate::engine::event::Event;
use crate::engine::journal::{self, Form, Saved};
use crate::engine::telephony::{EndCause, LineState, Signal};
use crate::engine::time::Timestamp;
use crate::sim::org::Org;
use crate::wire::tabs::{Act, Message};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sabotage {
    /// Nothing is written to the journal.
    NoJournal,
    /// Key presses are not written down, only what else happens to a call.
    NoKeystrokes,
    /// A lost answer counts as "not done": the save is sent again without a look.
    BlindResend,
    /// A look-up finds nothing, whatever is there.
    BlindLookup,
    /// What the org says about a duplicate is not understood.
    DeafToDuplicates,
    /// Nothing is done later: what failed is not tried again, what is not answered is waited for.
    NoTimer,
    /// What waits for the back office is not written down.
    NoDebts,
    /// That the storage is full is not noticed.
    DeafToFullStorage,
    /// Of several records that carry a number the first is taken.
    FirstMatch,
    /// The telephone system's word that another phone took a call is not read.
    CauseUnread,
    /// What an administrator changes takes effect when the page is loaded again.
    OldSettings,
    /// Nobody listens to how a call sounds.
    Deaf,
    /// That the computer slept is not noticed: the line counts as ready.
    SleepUnnoticed,
    /// A tab that takes over forgets what its agent typed and the tab before has not confirmed.
    ForgetfulHeir,
    /// A tab does not tell the next leader what the one before has not confirmed.
    UnheardWords,
    /// Nobody keeps the lock: each tab is a telephone of its own, over one journal.
    TwoLeaders,
    /// A call out of the journal goes by another name than before.
    NewName,
    /// A call out of the journal begins anew.
    BeginsAnew,
    /// A field is set whatever it holds: nobody looks whether somebody has changed it.
    Overwriting,
}

impl Sabotage {
    pub const ALL: [Self; 19] = [
        Self::NoJournal,
        Self::NoKeystrokes,
        Self::BlindResend,
        Self::BlindLookup,
        Self::DeafToDuplicates,
        Self::NoTimer,
        Self::NoDebts,
        Self::DeafToFullStorage,
        Self::FirstMatch,
        Self::CauseUnread,
        Self::OldSettings,
        Self::Deaf,
        Self::SleepUnnoticed,
        Self::ForgetfulHeir,
        Self::UnheardWords,
        Self::TwoLeaders,
        Self::NewName,
        Self::BeginsAnew,
        Self::Overwriting,
    ];

    /// What reaches the engine instead.
    pub(super) fn event(self, event: Event) -> Event {
        match (self, event) {
            (Self::BlindResend, Event::Reply(id, Reply::Failed(mut failure))) => {
                if !failure.kind.surely_not_done() {
                    failure.kind = FailureKind::NotReady;
                }
                Event::Reply(id, Reply::Failed(failure))
            }
            (Self::BlindLookup, Event::Reply(id, Reply::Located { .. })) => {
                Event::Reply(id, Reply::Located { record: None })
            }
            (Self::DeafToDuplicates, Event::Reply(id, Reply::Failed(mut failure))) => {
                if failure.kind == FailureKind::Rejected {
                    failure.fields.clear();
                    failure.message = "no".to_owned();
                }
                Event::Reply(id, Reply::Failed(failure))
            }
            (Self::DeafToFullStorage, Event::StorageFailed { .. }) => Event::Woke,
            (Self::FirstMatch, Event::Reply(id, Reply::Found { mut matches, layout_pops })) => {
                matches.truncate(1);
                Event::Reply(id, Reply::Found { matches, layout_pops })
            }
            (Self::CauseUnread, Event::Signal(Signal::Ended { leg, cause: EndCause::AnsweredElsewhere })) => {
                Event::Signal(Signal::Ended { leg, cause: EndCause::There })
            }
            (Self::Deaf, Event::Signal(Signal::Sampled { .. }))
            | (Self::SleepUnnoticed, Event::Signal(Signal::Gap { .. } | Signal::Line(LineState::Connecting))) => {
                Event::Woke
            }
            (_, event) => event,
        }
    }

    /// What is written instead of this entry of the journal.
    pub(super) fn stored(self, text: &str) -> String {
        let Some(owed) = text.find("\"owed\":[").filter(|_| self == Self::NoDebts) else { return text.to_owned() };
        // The last member of an entry.
        format!("{}\"owed\":[]}}", &text[..owed])
    }

    /// What a page reads in the journal instead of this entry.
    pub(super) fn read(self, text: String) -> String {
        let wanted = matches!(self, Self::NewName | Self::BeginsAnew);
        let Some(mut saved) = wanted.then(|| journal::read::<Saved>(&text)).flatten() else { return text };
        let call = &mut saved.call;
        match &mut call.state {
            State::Talking { since, .. } if self == Self::BeginsAnew => *since = call.seen,
            _ if self == Self::NewName => call.key.push_str(" again"),
            _ => {}
        }
        saved.write().to_text()
    }

    /// What a tab does about the first word of a new leader.
    pub(super) fn greets(self, mut acts: Vec<Act>) -> Vec<Act> {
        let hello = |act: &Act| matches!(act, Act::Post(Message::Hello { .. }));
        if self == Self::UnheardWords && acts.iter().any(hello) {
            acts.retain(|act| !matches!(act, Act::Post(Message::Wants { .. })));
        }
        acts
    }

    /// What reaches the org instead.
    pub(super) fn asked(self, request: &Request) -> Request {
        match request {
            Request::Change(draft, _) if self == Self::Overwriting => Request::Change(draft.clone(), Fields::new()),
            other => other.clone(),
        }
    }

    /// Whether this effect is carried out.
    pub(super) fn lets_pass(self, effect: &Effect, typing: bool) -> bool {
        match (self, effect) {
            (Self::NoJournal, Effect::Store { .. }) => false,
            (Self::NoKeystrokes, Effect::Store { .. }) => !typing,
            _ => true,
        }
    }

    /// What the org would have stopped by itself: its unique field hides a blind resend.
    pub(super) fn prepare(self, org: &mut Org) {
        if matches!(self, Self::BlindResend | Self::BlindLookup | Self::TwoLeaders) {
            for object in ["Task", "Event", "Case"] {
                if let Some(object) = org.schema.object_mut(object) {
                    object.fields.iter_mut().for_each(|field| field.unique = false);
                }
            }
        }
    }

    /// What arrives of an answer. One that got lost comes as "not done" before the engine's own patience ends.
    pub(super) fn arrivals(self, request: &Request, arrivals: &mut Vec<(Timestamp, Reply)>, now: Timestamp) {
        if self == Self::BlindResend && arrivals.is_empty() && matches!(request, Request::Save(_)) {
            let failure = Failure::new(FailureKind::NotReady, "");
            arrivals.push((now.plus(Duration::from_secs(20)), Reply::Failed(failure)));
        }
    }
}
