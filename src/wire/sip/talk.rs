//! What a call takes once it is answered or made, and what is watched besides. A phone that listens and rings does without: it
//! reaches all this through one table of functions, [`Talk`], so the code for it may come when the line is up. Until then what
//! cannot do without waits in order; a call that rings can be declined, and its caller can give up.
//!
//! To keep something here: call it from what the table names, and from nowhere else.

use super::agent::{MAX_CALLS, UserAgent};
use super::call::Call;
use super::core::Core;
use super::dialog::Dialog;
use super::door::MediaEvent;
use super::message::Message;
use super::outgoing::Goal;
use super::replaces::Replaces;
use super::transaction::Purpose;
use crate::engine::id::LegId;
use crate::engine::telephony::{Command, CommandKind, EndCause, Signal, Trouble};
use crate::engine::time::Timestamp;

/// What the agent asks it for.
#[derive(Clone, Copy)]
pub struct Talk(&'static Table);

pub struct Table {
    pub(super) command: fn(&mut UserAgent, Command),
    pub(super) media: fn(&mut UserAgent, &LegId, MediaEvent),
    pub(super) ack: fn(&mut UserAgent, &Message),
    pub(super) cancel: fn(&mut UserAgent, &Message),
    pub(super) notify: fn(&mut UserAgent, &Message),
    pub(super) request: fn(&mut UserAgent, &Message),
    pub(super) replace: fn(&mut UserAgent, &Message, Dialog),
    pub(super) deliver: fn(&mut UserAgent, &Purpose, &Message),
    pub(super) stray: fn(&mut UserAgent, &Message),
    pub(super) closed: fn(&mut UserAgent),
    pub(super) back_on_line: fn(&mut UserAgent),
    pub(super) leave: fn(&mut UserAgent),
    pub(super) wake: fn(&mut UserAgent),
    pub(super) wake_at: fn(&UserAgent) -> Option<Timestamp>,
}

const TABLE: Table = Table {
    command: UserAgent::do_command,
    media: UserAgent::on_media,
    ack: UserAgent::on_ack,
    cancel: UserAgent::on_late_cancel,
    notify: UserAgent::on_notify,
    request: UserAgent::on_request_in_call,
    replace: UserAgent::on_replace,
    deliver: UserAgent::deliver_to_call,
    stray: UserAgent::on_stray,
    closed: UserAgent::on_calls_closed,
    back_on_line: UserAgent::on_calls_back_on_line,
    leave: UserAgent::leave_calls,
    wake: UserAgent::wake_calls,
    wake_at: UserAgent::calls_wake_at,
};

impl Talk {
    /// Whoever calls this has the code for it.
    pub fn here() -> Self {
        Self(&TABLE)
    }
}

impl std::ops::Deref for Talk {
    type Target = Table;

    fn deref(&self) -> &Table {
        self.0
    }
}

/// There is only one.
impl PartialEq for Talk {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl UserAgent {
    fn do_command(&mut self, command: Command) {
        let core = &mut self.core;
        match command {
            Command::Dial { leg, number } => {
                let goal = Goal::number(core, &number);
                self.dial(leg, Some(goal));
            }
            Command::Follow { leg, to } => {
                let goal = self.calls.live.get_mut(&leg).and_then(|call| call.follow(core));
                let asked = goal.is_some();
                let dialled = self.dial(to, goal);
                if asked && !dialled {
                    self.with(&leg, &|call, core| call.tell_referrer(core, 603));
                }
            }
            Command::Rejoin { leg, handle } => {
                let goal = Goal::rejoin(core, &handle.0);
                self.dial(leg, goal);
            }
            Command::Watch { messages, lamps } => self.watch.set(core, messages, lamps),
            Command::Answer { leg } => self.with(&leg, &Call::answer),
            Command::Hold { leg } => self.with(&leg, &|call, core| call.hold(core, true)),
            Command::Resume { leg } => self.with(&leg, &|call, core| call.hold(core, false)),
            Command::Mute { leg, on } => self.with(&leg, &|call, core| call.mute(core, on)),
            Command::SendDigits { leg, digits } => self.with(&leg, &|call, core| call.send_digits(core, &digits)),
            Command::TransferBlind { leg, to } => self.with(&leg, &|call, core| call.transfer_blind(core, &to)),
            Command::TransferAttended { leg, to } => self.transfer_attended(&leg, &to),
            // The audio is mixed where it sounds. The rest the agent does by itself; `Capabilities::rehearse` says no.
            Command::Mix { .. }
            | Command::Connect(_)
            | Command::Disconnect
            | Command::Decline { .. }
            | Command::HangUp { .. }
            | Command::Rehearse(_) => {}
        }
    }

    /// Does this with a call, if it is there.
    fn with(&mut self, leg: &LegId, act: &dyn Fn(&mut Call, &mut Core)) {
        if let Some(call) = self.calls.live.get_mut(leg) {
            act(call, &mut self.core);
        }
    }

    /// `goal`: `None` where it is no address. Gives whether it is tried.
    fn dial(&mut self, leg: LegId, goal: Option<Goal>) -> bool {
        if self.calls.live.contains_key(&leg) {
            return false;
        }
        let core = &mut self.core;
        let why = match goal {
            Some(goal) if self.registration.ready(core) && self.calls.live.len() < MAX_CALLS => {
                let call = Call::dial(core, leg.clone(), goal);
                self.calls.live.insert(leg, call);
                return true;
            }
            Some(_) => Trouble::Unreachable,
            None => Trouble::Unsupported,
        };
        core.signal(Signal::Ended { leg, cause: EndCause::Failed(why) });
        false
    }

    fn transfer_attended(&mut self, leg: &LegId, to: &LegId) {
        let Some(mut call) = self.calls.live.remove(leg) else { return };
        match self.calls.live.get_mut(to) {
            Some(other) => {
                if call.transfer_attended(&mut self.core, other) {
                    other.transfer.join();
                }
            }
            None => call.refuse(&mut self.core, CommandKind::Transfer, Trouble::Unsupported),
        }
        self.calls.live.insert(leg.clone(), call);
    }

    fn on_media(&mut self, leg: &LegId, event: MediaEvent) {
        if let Some(call) = self.calls.live.get_mut(leg) {
            call.on_media(&mut self.core, event);
        }
    }

    fn on_ack(&mut self, request: &Message) {
        if let Some(call) = self.calls.find(&|call| call.owns(request)) {
            call.on_ack(&mut self.core, request);
        }
    }

    /// One that does not stop the ringing.
    fn on_late_cancel(&mut self, request: &Message) {
        match self.calls.find(&|call| call.is_cancelled_by(request)) {
            Some(call) => call.on_late_cancel(&mut self.core, request),
            None => self.core.refuse(request, 481, None),
        }
    }

    fn on_notify(&mut self, notify: &Message) {
        let core = &mut self.core;
        if self.watch.on_notify(core, notify) {
            return;
        }
        if super::core::tag(notify, "To").is_none() {
            return core.refuse(notify, 489, None);
        }
        match self.calls.find(&|call| call.owns(notify)) {
            Some(call) => call.on_request(core, notify),
            None => core.refuse(notify, 481, None),
        }
    }

    fn on_request_in_call(&mut self, request: &Message) {
        if let Some(call) = self.calls.find(&|call| call.owns(request)) {
            call.on_request(&mut self.core, request);
        }
    }

    fn on_replace(&mut self, invite: &Message, dialog: Dialog) {
        let core = &mut self.core;
        let Some(replaces) = Replaces::parse(invite) else {
            return core.refuse(invite, 400, Some(&dialog.local_tag));
        };
        match self.calls.find(&|call| call.is_replaced(&replaces)) {
            Some(call) => call.replace(core, &replaces, invite, dialog),
            None => core.refuse(invite, 481, Some(&dialog.local_tag)),
        }
    }

    fn deliver_to_call(&mut self, purpose: &Purpose, response: &Message) {
        let core = &mut self.core;
        let status = response.status();
        let call = purpose.leg().and_then(|leg| self.calls.live.get_mut(leg));
        match (purpose, call) {
            (Purpose::Subscribe(call_id), _) => self.watch.on_response(core, call_id, response),
            (Purpose::Invite(_), Some(call)) => call.on_invite_response(core, response),
            (Purpose::Reinvite(_), Some(call)) => call.on_reinvite_response(core, response),
            (Purpose::Refresh(_), Some(call)) => call.on_refresh_response(core, response),
            (Purpose::Refer(_), Some(call)) => call.on_refer_response(core, response),
            (Purpose::Digit(_), Some(call)) => call.on_digit_response(core, status),
            (Purpose::Abandoned | Purpose::Invite(_) | Purpose::Reinvite(_), _) if (200..300).contains(&status) => {
                self.on_stray(response);
            }
            (
                Purpose::Register
                | Purpose::Unregister
                | Purpose::Bye
                | Purpose::Told
                | Purpose::Abandoned
                | Purpose::Invite(_)
                | Purpose::Reinvite(_)
                | Purpose::Refresh(_)
                | Purpose::Refer(_)
                | Purpose::Digit(_),
                _,
            ) => {}
        }
    }

    /// A 2xx that no request of ours waits for: the one before again, a second fork that was answered as well, or an
    /// answer that crossed our CANCEL. Each wants its ACK; what is no call of ours is then ended (RFC 3261 13.2.2.4).
    fn on_stray(&mut self, response: &Message) {
        let core = &mut self.core;
        let Some(dialog) = Dialog::of_response(response) else { return };
        let Some((cseq, _)) = response.cseq() else { return };
        if let Some(call) = self.calls.find(&|call| call.dialog.is(&dialog)) {
            return core.acknowledge(call.dialog.ack(cseq));
        }
        core.acknowledge(dialog.ack(cseq));
        // Where the call is over its counter is gone, so this one goes on from the INVITE's.
        core.at_least_cseq(&dialog.call_id, cseq);
        let bye = dialog.request(core, "BYE");
        core.request(Purpose::Bye, bye);
        if !self.calls.live.values().any(|call| call.dialog.call_id == dialog.call_id) {
            core.forget_cseq(&dialog.call_id);
        }
    }

    fn on_calls_closed(&mut self) {
        let core = &mut self.core;
        self.calls.each(&mut |call| call.on_closed(core));
        self.watch.on_closed(core);
    }

    fn on_calls_back_on_line(&mut self) {
        self.calls.each(&mut Call::on_back_on_line);
        self.watch.on_back_on_line(&mut self.core);
    }

    /// The page goes. What is up and can be taken up again goes on without it; who comes back has [`Command::Rejoin`].
    fn leave_calls(&mut self) {
        let core = &mut self.core;
        self.calls.live.retain(|_, call| !call.leave_up(core));
    }

    fn wake_calls(&mut self) {
        let core = &mut self.core;
        let ready = self.registration.ready(core);
        let calls = &mut self.calls;
        calls.live.values_mut().chain(&mut calls.ending).for_each(|call| call.wake(core, ready));
        if ready {
            self.watch.wake(core);
        }
        while let Some((leg, news)) = calls.take_news() {
            if let Some(call) = calls.live.get_mut(&leg) {
                call.hear(core, news);
            }
        }
    }

    fn calls_wake_at(&self) -> Option<Timestamp> {
        let calls = self.calls.live.values().chain(&self.calls.ending).filter_map(Call::wake_at);
        let watch = self.watch.wake_at().filter(|_| self.registration.ready(&self.core));
        calls.chain(watch).min()
    }
}
