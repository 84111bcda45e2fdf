//! The user agent's one door: [`Input`]s go in, [`Output`]s come out, [`wake_at`](UserAgent::wake_at) says when to call again.

use super::address::quoted;
use super::call::{Call, News, Phase};
use super::core::{ALLOW, Core, SUPPORTED, tag};
use super::dialog::Dialog;
use super::door::{Entropy, Input, Output};
use super::message::Message;
use super::outgoing::Goal;
use super::registration::Registration;
use super::replaces::Replaces;
use super::sdp::Audio;
use super::transaction::{Purpose, top_branch};
use super::watch::Watch;
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::telephony::{Command, CommandKind, EndCause, Signal, Trouble};
use crate::engine::time::Timestamp;

/// The user agent: one account, its registration, its calls.
pub struct UserAgent {
    core: Core,
    registration: Registration,
    calls: Calls,
    watch: Watch,
}

#[derive(Default)]
struct Calls {
    live: Map<LegId, Call>,
    /// Calls whose end was told and whose name is free again, while the protocol still waits for an ACK.
    ending: Vec<Call>,
}

impl Calls {
    fn find(&mut self, test: &dyn Fn(&Call) -> bool) -> Option<&mut Call> {
        self.live.values_mut().chain(&mut self.ending).find(|call| test(call))
    }

    fn take_news(&mut self) -> Option<(LegId, News)> {
        self.live.values_mut().find_map(Call::take_news)
    }

    fn ended(&self) -> Option<LegId> {
        self.live.iter().find(|(_, call)| call.ended).map(|(leg, _)| leg.clone())
    }

    fn each(&mut self, act: &mut dyn FnMut(&mut Call)) {
        self.live.values_mut().for_each(act);
    }
}

/// More calls at once are answered as busy; nobody talks to so many.
const MAX_CALLS: usize = 8;

impl UserAgent {
    pub fn new(chance: impl Entropy + 'static) -> Self {
        let mut core = Core::new(chance);
        let registration = Registration::new(&mut core);
        Self { core, registration, calls: Calls::default(), watch: Watch::default() }
    }

    /// Takes one input and says what to do about it. Never panics; what makes no sense now changes nothing.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Output> {
        self.core.now = now;
        match input {
            Input::Command(command) => self.on_command(command),
            Input::Opened => self.registration.on_opened(&mut self.core),
            Input::Received(text) => self.on_received(&text),
            Input::Closed => self.registration.on_closed(&mut self.core),
            Input::Media(leg, event) => {
                if let Some(call) = self.calls.live.get_mut(&leg) {
                    call.on_media(&mut self.core, event);
                }
            }
            Input::Woke => {}
            Input::Online => self.registration.on_online(&mut self.core),
            Input::PageGone => {
                self.calls.each(&mut |call| call.hang_up(&mut self.core, EndCause::Here));
                self.registration.leave(&mut self.core);
                self.calls = Calls::default();
                self.watch.forget();
            }
        }
        self.settle();
        self.core.take_outputs()
    }

    /// When to be called again at the latest.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let registration = self.registration.wake_at(&self.core, self.is_busy());
        let calls = self.calls.live.values().chain(&self.calls.ending).filter_map(Call::wake_at);
        let watch = self.watch.wake_at().filter(|_| self.registration.ready(&self.core));
        calls.chain(registration).chain(watch).chain(self.core.wake_at()).min()
    }

    /// Does what waits for time to pass or for something else to happen first.
    fn settle(&mut self) {
        for purpose in self.core.overdue() {
            self.deliver(&purpose, &Message::silence());
        }
        let busy = self.is_busy();
        let core = &mut self.core;
        self.registration.wake(core, busy);
        if core.take_disconnected() {
            self.calls.each(&mut |call| call.on_closed(core));
            self.watch.on_closed(core);
        }
        if self.registration.take_back_on_line() {
            core.flush();
            self.calls.each(&mut Call::on_back_on_line);
            self.watch.on_back_on_line(core);
        }
        let ready = self.registration.ready(core);
        let Calls { live, ending } = &mut self.calls;
        live.values_mut().chain(&mut *ending).for_each(|call| call.wake(core, ready));
        if ready {
            self.watch.wake(core);
        }
        while let Some((leg, news)) = self.calls.take_news() {
            if let Some(call) = self.calls.live.get_mut(&leg) {
                call.hear(core, news);
            }
        }
        while let Some(leg) = self.calls.ended() {
            let call = self.calls.live.remove(&leg);
            self.calls.ending.extend(call);
        }
        self.calls.ending.retain(|call| {
            if call.over {
                core.forget_cseq(&call.dialog.call_id);
            }
            !call.over
        });
        if busy && !self.is_busy() {
            self.registration.wake(&mut self.core, false); // a line that was kept for its calls' sake
        }
    }

    fn is_busy(&self) -> bool {
        !self.calls.live.is_empty() || !self.calls.ending.is_empty()
    }

    fn on_command(&mut self, command: Command) {
        let core = &mut self.core;
        match command {
            Command::Connect(account) => {
                // Calls belong to an account: another one has no business with them.
                if account.user != core.account.user || account.domain != core.account.domain {
                    self.calls.each(&mut |call| call.hang_up(core, EndCause::Here));
                    self.watch.forget();
                }
                self.registration.connect(core, account);
            }
            Command::Disconnect => self.registration.disconnect(core),
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
            // The audio is mixed where it sounds.
            Command::Mix { .. } => {}
            Command::Watch { messages, lamps } => self.watch.set(core, messages, lamps),
            Command::Answer { leg } => self.with(&leg, &Call::answer),
            Command::Decline { leg } | Command::HangUp { leg } => {
                self.with(&leg, &|call, core| call.hang_up(core, EndCause::Here));
            }
            Command::Hold { leg } => self.with(&leg, &|call, core| call.hold(core, true)),
            Command::Resume { leg } => self.with(&leg, &|call, core| call.hold(core, false)),
            Command::Mute { leg, on } => self.with(&leg, &|call, core| call.mute(core, on)),
            Command::SendDigits { leg, digits } => self.with(&leg, &|call, core| call.send_digits(core, &digits)),
            Command::TransferBlind { leg, to } => self.with(&leg, &|call, core| call.transfer_blind(core, &to)),
            Command::TransferAttended { leg, to } => self.transfer_attended(&leg, &to),
            Command::Rehearse(_) => {} // `Capabilities::rehearse` says no
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

    fn on_received(&mut self, text: &str) {
        if !self.core.open {
            return;
        }
        self.registration.on_heard(&self.core);
        if text.trim_matches(['\r', '\n']).is_empty() {
            // RFC 5626 3.5.1: a double line end asks, a single one answers.
            if text.len() > 2 {
                self.core.send("\r\n".into());
            }
            return;
        }
        // What cannot be read cannot be answered either: there is no telling whose answer it would be.
        let Ok(message) = Message::parse(text) else { return };
        match message.method().map(str::to_owned) {
            Some(method) => self.on_request(&method, &message),
            None => self.on_response(&message),
        }
    }

    fn on_request(&mut self, method: &str, request: &Message) {
        let core = &mut self.core;
        // Of two senders or two calls each reader could take another one.
        let once = |name: &&str| request.headers.all(name).filter(|value| !value.is_empty()).count() == 1;
        let to = request.get("To").unwrap_or_default();
        let named = ["From", "To", "Call-ID", "CSeq"].iter().all(once)
            && request.get("Via").is_some()
            && (!to.starts_with('"') || quoted(to).is_some());
        let sound = named && request.cseq().is_some_and(|(_, m)| m == method) && tag(request, "From").is_some();
        if method == "ACK" {
            if let Some(call) = self.calls.find(&|call| call.owns(request)) {
                call.on_ack(core, request);
            }
            return;
        }
        if !sound {
            return core.refuse(request, 400, None);
        }
        if method == "CANCEL" {
            return match self.calls.find(&|call| call.is_cancelled_by(request)) {
                Some(call) => call.on_cancel(core, request),
                None => core.refuse(request, 481, None),
            };
        }
        let mut unknown = request.headers.list("Require");
        unknown.retain(|tag| !supports(tag));
        if !unknown.is_empty() {
            let unknown = unknown.join(", ");
            return core.respond(request, 420, None, &[("Unsupported", &unknown)], "");
        }
        if method == "NOTIFY" && self.watch.on_notify(core, request) {
            return;
        }
        if tag(request, "To").is_some() {
            return match self.calls.find(&|call| call.owns(request)) {
                Some(call) => call.on_request(core, request),
                None => core.refuse(request, 481, None),
            };
        }
        match method {
            "INVITE" => self.on_invite(request),
            "OPTIONS" => {
                let with = [("Allow", ALLOW), ("Accept", "application/sdp"), ("Supported", SUPPORTED)];
                core.respond(request, 200, None, &with, "");
            }
            "NOTIFY" => core.refuse(request, 489, None),
            "BYE" | "UPDATE" | "INFO" | "PRACK" => core.refuse(request, 481, None),
            // Who could make us dial would dial at our cost.
            "REFER" => core.refuse(request, 403, None),
            _ => core.refuse(request, 405, None),
        }
    }

    fn on_invite(&mut self, invite: &Message) {
        let core = &mut self.core;
        // The same INVITE over two ways (RFC 3261 8.2.2.2), or the same one again.
        let same = |call: &&mut Call| {
            call.dialog.call_id == invite.get("Call-ID").unwrap_or_default()
                && !call.outgoing
                && call.dialog.remote_tag == tag(invite, "From")
        };
        if let Some(call) = self.calls.live.values_mut().find(same) {
            return match &call.phase {
                Phase::Ringing { invite: first, .. } | Phase::Answering { invite: first }
                    if top_branch(first) == top_branch(invite) => {}
                _ => core.refuse(invite, 482, None),
            };
        }
        if !self.registration.welcomes() {
            return core.refuse(invite, 480, None);
        }
        if self.calls.live.len() >= MAX_CALLS {
            return core.refuse(invite, 486, None);
        }
        let kind = invite.get("Content-Type").filter(|_| !invite.body.is_empty());
        if kind.is_some() && invite.sdp().is_none() {
            return core.refuse(invite, 415, None);
        }
        if invite.sdp().is_some_and(|sdp| Audio::parse(sdp).is_none_or(|audio| !audio.speaks())) {
            return core.refuse(invite, 488, None);
        }
        let local_tag = core.token();
        let Some(dialog) = Dialog::of_request(invite, local_tag.clone()) else {
            return core.refuse(invite, 400, Some(&local_tag));
        };
        if invite.get("Replaces").is_some() {
            let Some(replaces) = Replaces::parse(invite) else {
                return core.refuse(invite, 400, Some(&local_tag));
            };
            return match self.calls.find(&|call| call.is_replaced(&replaces)) {
                Some(call) => call.replace(core, &replaces, invite, dialog),
                None => core.refuse(invite, 481, Some(&local_tag)),
            };
        }
        // The leg is named by the Call-ID, unless a proxy brought our own call back to us.
        let mut leg = LegId(dialog.call_id.clone());
        if self.calls.live.contains_key(&leg) || self.calls.live.values().any(|call| call.dialog.call_id == leg.0) {
            leg = LegId(format!("{};{local_tag}", dialog.call_id));
        }
        let call = Call::ring(core, leg.clone(), dialog, invite.clone());
        self.calls.live.insert(leg, call);
    }

    fn on_response(&mut self, response: &Message) {
        let core = &mut self.core;
        // RFC 3261 8.1.3.3, 18.1.2: what went through others, or to others, is none of ours.
        if !matches!(&response.headers.list("Via")[..], [only] if only.contains(&core.host)) {
            return;
        }
        let Some(purpose) = core.on_response(response) else {
            if (200..300).contains(&response.status()) && response.cseq().is_some_and(|(_, method)| method == "INVITE")
            {
                self.on_stray_2xx(response);
            }
            return;
        };
        self.deliver(&purpose, response);
    }

    /// An answer, or the silence that stands for one.
    fn deliver(&mut self, purpose: &Purpose, response: &Message) {
        let core = &mut self.core;
        let status = response.status();
        let call = purpose.leg().and_then(|leg| self.calls.live.get_mut(leg));
        match (purpose, call) {
            (Purpose::Register, _) => self.registration.on_registered(core, response),
            (Purpose::Subscribe(call_id), _) => self.watch.on_response(core, call_id, response),
            (Purpose::Unregister, _) if status >= 200 => self.registration.on_unregistered(core),
            (Purpose::Invite(_), Some(call)) => call.on_invite_response(core, response),
            (Purpose::Reinvite(_), Some(call)) => call.on_reinvite_response(core, response),
            (Purpose::Refresh(_), Some(call)) => call.on_refresh_response(core, response),
            (Purpose::Refer(_), Some(call)) => call.on_refer_response(core, response),
            (Purpose::Digit(_), Some(call)) => call.on_digit_response(core, status),
            (Purpose::Abandoned | Purpose::Invite(_) | Purpose::Reinvite(_), _) if (200..300).contains(&status) => {
                self.on_stray_2xx(response);
            }
            (
                Purpose::Unregister
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
    fn on_stray_2xx(&mut self, response: &Message) {
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
}

/// Option tags that a request may require of us.
fn supports(option: &str) -> bool {
    SUPPORTED.split(", ").chain(["outbound"]).any(|known| option.eq_ignore_ascii_case(known))
}
