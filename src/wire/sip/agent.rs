//! The user agent's one door: [`Input`]s go in, [`Output`]s come out, [`wake_at`](UserAgent::wake_at) says when to call again.
//! It listens and rings by itself; for all else it has its [`Talk`].

use super::address::quoted;
use super::call::{Call, News, Phase};
use super::core::{ALLOW, Core, SUPPORTED, tag};
use super::dialog::Dialog;
use super::door::{Entropy, Input, Output};
use super::message::Message;
use super::registration::Registration;
use super::sdp::Audio;
use super::talk::Talk;
use super::transaction::{Purpose, top_branch};
use super::watch::Watch;
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::search;
use crate::engine::telephony::{Command, CommandKind, EndCause, Signal, Trouble};
use crate::engine::time::Timestamp;

/// The user agent: one account, its registration, its calls.
pub struct UserAgent {
    pub(super) core: Core,
    pub(super) registration: Registration,
    pub(super) calls: Calls,
    pub(super) watch: Watch,
    talk: Option<Talk>,
    /// What came while there was none, and cannot do without.
    waiting: Vec<Input>,
}

#[derive(Default)]
pub(super) struct Calls {
    pub(super) live: Map<LegId, Call>,
    /// Calls whose end was told and whose name is free again, while the protocol still waits for an ACK.
    pub(super) ending: Vec<Call>,
}

impl Calls {
    pub(super) fn find(&mut self, test: &dyn Fn(&Call) -> bool) -> Option<&mut Call> {
        self.live.values_mut().chain(&mut self.ending).find(|call| test(call))
    }

    pub(super) fn take_news(&mut self) -> Option<(LegId, News)> {
        self.live.values_mut().find_map(Call::take_news)
    }

    fn ended(&self) -> Option<LegId> {
        self.live.iter().find(|(_, call)| call.ended).map(|(leg, _)| leg.clone())
    }

    pub(super) fn each(&mut self, act: &mut dyn FnMut(&mut Call)) {
        self.live.values_mut().for_each(act);
    }
}

/// More calls at once are answered as busy; nobody talks to so many.
pub(super) const MAX_CALLS: usize = 8;

/// So much waits for the [`Talk`].
const WAITING: usize = 64;

impl UserAgent {
    /// With everything at hand.
    pub fn new(chance: impl Entropy + 'static) -> Self {
        Self { talk: Some(Talk::here()), ..Self::listening(chance) }
    }

    /// Without [`Talk`], which comes as [`Input::Talk`].
    pub fn listening(chance: impl Entropy + 'static) -> Self {
        let mut core = Core::new(chance);
        let registration = Registration::new(&mut core);
        let (calls, watch) = (Calls::default(), Watch::default());
        Self { core, registration, calls, watch, talk: None, waiting: Vec::new() }
    }

    /// Whether something waits for [`Input::Talk`].
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
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
                if let Some(talk) = self.talk {
                    (talk.media)(self, &leg, event);
                }
            }
            Input::Talk(talk) => self.take_talk(talk),
            Input::NoTalk => self.give_up_waiting(),
            Input::Woke => {}
            Input::Online => self.registration.on_online(&mut self.core),
            Input::PageGone => {
                if let Some(talk) = self.talk {
                    (talk.leave)(self);
                }
                self.calls.each(&mut |call| call.hang_up(&mut self.core, EndCause::Here));
                self.registration.leave(&mut self.core);
                self.calls = Calls::default();
                self.watch.forget();
                self.waiting.clear();
            }
        }
        self.settle();
        self.core.take_outputs()
    }

    /// When to be called again at the latest.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let registration = self.registration.wake_at(&self.core, self.is_busy());
        let ringing = self.calls.live.values().filter_map(Call::rings_at);
        let talk = self.talk.and_then(|talk| (talk.wake_at)(self));
        ringing.chain(registration).chain(talk).chain(self.core.wake_at()).min()
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
            match self.talk {
                Some(talk) => (talk.closed)(self),
                None => self.calls.each(&mut |call| call.end(&mut self.core, EndCause::Failed(Trouble::Unreachable))),
            }
        }
        if self.registration.take_back_on_line() {
            self.core.flush();
            if let Some(talk) = self.talk {
                (talk.back_on_line)(self);
            }
        }
        self.calls.each(&mut |call| call.ring_on(&mut self.core));
        if let Some(talk) = self.talk {
            (talk.wake)(self);
        }
        while let Some(leg) = self.calls.ended() {
            let call = self.calls.live.remove(&leg);
            self.calls.ending.extend(call);
        }
        self.calls.ending.retain(|call| {
            if call.over {
                self.core.forget_cseq(&call.dialog.call_id);
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
            Command::Decline { leg } | Command::HangUp { leg } => self.hang_up(&leg),
            other => match self.talk {
                Some(talk) => (talk.command)(self, other),
                None => self.wait(Input::Command(other)),
            },
        }
    }

    fn hang_up(&mut self, leg: &LegId) {
        // What was still to be done with it is not done any more.
        let mut dialled = false;
        self.waiting.retain(|input| {
            let Input::Command(command) = input else { return true };
            dialled |= new_leg(command) == Some(leg);
            new_leg(command) != Some(leg) && !matches!(command, Command::Answer { leg: answered } if answered == leg)
        });
        if let Some(call) = self.calls.live.get_mut(leg) {
            call.hang_up(&mut self.core, EndCause::Here);
        } else if dialled {
            self.core.signal(Signal::Ended { leg: leg.clone(), cause: EndCause::Here });
        }
    }

    fn wait(&mut self, input: Input) {
        if self.waiting.len() < WAITING {
            self.waiting.push(input);
        }
    }

    fn take_talk(&mut self, talk: Talk) {
        self.talk = Some(talk);
        for input in std::mem::take(&mut self.waiting) {
            match input {
                Input::Command(command) => self.on_command(command),
                Input::Received(text) => self.on_received(&text),
                _ => {} // nothing else waits
            }
        }
    }

    /// The code for it cannot be had now: nothing of it is done.
    fn give_up_waiting(&mut self) {
        for input in std::mem::take(&mut self.waiting) {
            let command = match input {
                Input::Command(command) => command,
                Input::Received(text) => {
                    if let Ok(request) = Message::parse(&text) {
                        self.core.refuse(&request, 480, None);
                    }
                    continue;
                }
                _ => continue,
            };
            if let Some(leg) = new_leg(&command).cloned() {
                self.core.signal(Signal::Ended { leg, cause: EndCause::Failed(Trouble::Media) });
            } else if let Command::Answer { leg } = command {
                self.core.signal(Signal::Refused { leg, what: CommandKind::Answer, why: Trouble::Media });
            }
        }
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
            if let Some(talk) = self.talk {
                (talk.ack)(self, request);
            }
            return;
        }
        if !sound {
            return core.refuse(request, 400, None);
        }
        if method == "CANCEL" {
            return match (self.calls.find(&|call| call.rings_and_is_cancelled_by(request)), self.talk) {
                (Some(call), _) => call.on_cancel(core, request),
                (None, Some(talk)) => (talk.cancel)(self, request),
                (None, None) => core.refuse(request, 481, None),
            };
        }
        let mut unknown = request.headers.list("Require");
        unknown.retain(|tag| !supports(tag));
        if !unknown.is_empty() {
            let unknown = unknown.join(", ");
            return core.respond(request, 420, None, &[("Unsupported", &unknown)], "");
        }
        if method == "NOTIFY" {
            return match self.talk {
                Some(talk) => (talk.notify)(self, request),
                None => self.wait(Input::Received(request.to_string())),
            };
        }
        if tag(request, "To").is_some() {
            return match (self.calls.find(&|call| call.owns(request)), self.talk) {
                (Some(_), Some(talk)) => (talk.request)(self, request),
                (Some(call), None) if matches!(method, "BYE" | "PRACK") => call.on_end_or_prack(core, request),
                (Some(_), None) => self.wait(Input::Received(request.to_string())),
                (None, _) => core.refuse(request, 481, None),
            };
        }
        match method {
            "INVITE" => self.on_invite(request),
            "OPTIONS" => {
                let with = [("Allow", ALLOW), ("Accept", "application/sdp"), ("Supported", SUPPORTED)];
                core.respond(request, 200, None, &with, "");
            }
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
            return match self.talk {
                Some(talk) => (talk.replace)(self, invite, dialog),
                None => self.wait(Input::Received(invite.to_string())),
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
        if !matches!(&response.headers.list("Via")[..], [only] if search::holds(only, &core.host)) {
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
        match (purpose, self.talk) {
            (Purpose::Register, _) => self.registration.on_registered(&mut self.core, response),
            (Purpose::Unregister, _) if response.status() >= 200 => self.registration.on_unregistered(&self.core),
            (Purpose::Unregister, _) | (_, None) => {}
            (_, Some(talk)) => (talk.deliver)(self, purpose, response),
        }
    }

    fn on_stray_2xx(&mut self, response: &Message) {
        if let Some(talk) = self.talk {
            (talk.stray)(self, response);
        }
    }
}

/// The leg that this makes.
fn new_leg(command: &Command) -> Option<&LegId> {
    match command {
        Command::Dial { leg, .. } | Command::Rejoin { leg, .. } | Command::Follow { to: leg, .. } => Some(leg),
        _ => None,
    }
}

/// Option tags that a request may require of us.
fn supports(option: &str) -> bool {
    SUPPORTED.split(',').map(str::trim).chain(["outbound"]).any(|known| option.eq_ignore_ascii_case(known))
}
