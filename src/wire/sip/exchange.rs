//! Offers and answers within a call that is up: hold, a new way through the network, and what the other side wants
//! (RFC 3264, RFC 3261 section 14). One at a time; what the agent wants is a wish that is met when it can be.

use std::time::Duration;

use super::call::Call;
use super::core::Core;
use super::dialog::Dialog;
use super::door::{Direction, MediaOrder};
use super::identity;
use super::message::Message;
use super::sdp::Audio;
use super::transaction::Purpose;
use crate::engine::telephony::{CommandKind, EndCause, Signal, Trouble};
use crate::engine::time::Timestamp;

#[derive(Default)]
pub struct Exchange {
    step: Step,
    /// The agent wants the other side held.
    hold: bool,
    /// What both sides last agreed on.
    held: bool,
    /// What the offer or answer under way says.
    proposed: bool,
    /// The other side has to learn our new address.
    pub refresh: bool,
    /// The audio's way is lost.
    restart: bool,
}

#[derive(Default)]
enum Step {
    #[default]
    Idle,
    /// The media layer makes our offer.
    Drafting,
    /// Our re-INVITE is under way.
    Offered,
    /// Both sides offered at once; ours comes again then (RFC 3261 14.1). The media layer keeps it till then, so that
    /// on hold nothing is sent meanwhile.
    Glare { until: Timestamp },
    /// The media layer makes our answer to theirs, or our offer where they made none.
    Replying {
        request: Message,
        /// Theirs is a call of its own, and takes the place of this one.
        replacing: Option<Box<Dialog>>,
    },
}

impl Exchange {
    pub fn wake_at(&self) -> Option<Timestamp> {
        match self.step {
            Step::Glare { until } => Some(until),
            Step::Idle | Step::Drafting | Step::Offered | Step::Replying { .. } => None,
        }
    }

    fn wanted(&self) -> bool {
        self.hold != self.held || self.refresh || self.restart
    }

    /// Hold is `sendonly` with nothing sent: the PBX plays its music. Never more than the agent wants, whatever the
    /// other side asks for (JsSIP issue 977: a remote `sendrecv` un-held the call unheard).
    fn direction(&self) -> Direction {
        if self.hold { Direction::SendOnly } else { Direction::SendRecv }
    }
}

impl Call {
    /// Hold or resume.
    pub fn hold(&mut self, core: &mut Core, on: bool) {
        let what = if on { CommandKind::Hold } else { CommandKind::Resume };
        if !self.is_up() {
            return self.refuse(core, what, Trouble::Unsupported);
        }
        if !core.open {
            return self.refuse(core, what, Trouble::Unreachable);
        }
        self.exchange.hold = on;
    }

    /// The audio's way is lost: another is offered as soon as the PBX can be reached.
    pub fn restart_ice(&mut self) {
        self.exchange.restart = true;
    }

    /// A session refresh that needs an INVITE (RFC 4028 section 7.4).
    pub fn offer_again(&mut self) {
        self.exchange.refresh = true;
    }

    /// Starts what is wanted, if nothing else is under way.
    pub fn start_exchange(&mut self, core: &mut Core) {
        // RFC 3261 14.1: not before the INVITE before it is through.
        if matches!(self.exchange.step, Step::Idle) && self.exchange.wanted() && self.unacked.is_none() {
            self.exchange.step = Step::Drafting;
            self.exchange.proposed = self.exchange.hold;
            self.order_offer(core, self.exchange.direction(), self.exchange.restart);
        }
    }

    /// Gives our offer back once it has waited for long enough, or at once.
    pub fn end_glare(&mut self, core: &mut Core, at_once: bool) {
        if let Step::Glare { until } = self.exchange.step
            && (at_once || until <= core.now)
        {
            core.media(&self.leg, MediaOrder::Rollback);
            self.exchange.step = Step::Idle;
        }
    }

    /// The description that the media layer was asked for.
    pub fn on_local_sdp(&mut self, core: &mut Core, sdp: String) {
        if Audio::parse(&sdp).is_none() {
            return self.on_exchange_failed(core, Trouble::Media);
        }
        match std::mem::take(&mut self.exchange.step) {
            Step::Drafting => {
                let mut invite = self.dialog.request(core, "INVITE");
                self.describe(core, &mut invite, &sdp);
                if let Some(expires) = self.timer.ask() {
                    invite.headers.push("Session-Expires", &expires);
                }
                self.exchange.step = Step::Offered;
                core.request(Purpose::Reinvite(self.leg.clone()), invite);
            }
            Step::Replying { request, replacing } => self.reply(core, request, sdp, replacing),
            step @ (Step::Idle | Step::Offered | Step::Glare { .. }) => self.exchange.step = step,
        }
    }

    /// The media layer could not do what it was asked for.
    pub fn on_exchange_failed(&mut self, core: &mut Core, why: Trouble) {
        match self.exchange.step {
            Step::Drafting => {
                self.exchange.step = Step::Idle;
                self.give_up(core, why);
            }
            Step::Replying { .. } => self.drop_offer(core, 488, EndCause::Failed(why)),
            Step::Idle | Step::Offered | Step::Glare { .. } => self.leave(core, EndCause::Failed(why)),
        }
    }

    /// Their offer that is being answered.
    pub fn offer(&self) -> Option<&Message> {
        match &self.exchange.step {
            Step::Replying { request, .. } => Some(request),
            Step::Idle | Step::Drafting | Step::Offered | Step::Glare { .. } => None,
        }
    }

    /// It is not answered after all: what was agreed before holds, unless its audio was given up for a new beginning.
    pub fn drop_offer(&mut self, core: &mut Core, status: u16, cause: EndCause) {
        let Step::Replying { replacing, .. } = &self.exchange.step else { return };
        let replaced = replacing.is_some();
        if !replaced {
            core.media(&self.leg, MediaOrder::Rollback);
        }
        self.refuse_offer(core, status);
        if replaced {
            self.leave(core, cause);
        }
    }

    /// An answer to our re-INVITE.
    pub fn on_reinvite_response(&mut self, core: &mut Core, response: &Message) {
        let status = response.status();
        let offered = matches!(self.exchange.step, Step::Offered);
        if (200..300).contains(&status) {
            self.dialog.follow(response);
            self.acknowledge(core, response);
        }
        if !offered || status < 200 {
            return;
        }
        self.exchange.step = Step::Idle;
        match status {
            200..=299 => {
                let audio = response.sdp().and_then(Audio::parse);
                let (Some(sdp), Some(audio)) = (response.sdp(), audio) else {
                    return self.leave(core, EndCause::Failed(Trouble::Media));
                };
                core.media(&self.leg, MediaOrder::Accept { answer: sdp.to_owned(), early: false });
                (self.exchange.refresh, self.exchange.restart) = (false, false);
                self.timer.on_2xx(core.now, response);
                self.agreed(core);
                self.tell_party(core, response);
                self.tell_audio(core, &audio);
            }
            // RFC 3261 14.2: not now, but then.
            500 if response.retry_after().is_some() => {
                let after = response.retry_after().unwrap_or_default();
                self.exchange.step = Step::Glare { until: core.now.plus(after) };
            }
            // RFC 3261 14.1: whose Call-ID it is waits longer, so that the second time one is first.
            491 => {
                let ms = Duration::from_millis;
                let span = if self.outgoing { core.between(ms(2100), ms(4000)) } else { core.between(ms(0), ms(2000)) };
                self.exchange.step = Step::Glare { until: core.now.plus(span) };
            }
            // The socket may be dead, the audio need not be.
            408 if response.is_silence() => self.give_up(core, Trouble::Unreachable),
            // RFC 3261 12.2.1.2: the call is not there any more.
            408 | 481 => self.leave(core, EndCause::Failed(Trouble::Protocol { status })),
            422 => {
                self.timer.lengthen(response);
                core.media(&self.leg, MediaOrder::Rollback);
            }
            _ => self.give_up(core, Trouble::Protocol { status }),
        }
    }

    /// Refuses their offer, where one is being answered.
    pub fn refuse_offer(&mut self, core: &mut Core, status: u16) {
        match std::mem::take(&mut self.exchange.step) {
            Step::Replying { request, replacing } => {
                let tag = &replacing.as_deref().unwrap_or(&self.dialog).local_tag;
                core.refuse(&request, status, Some(tag));
            }
            step @ (Step::Idle | Step::Drafting | Step::Offered | Step::Glare { .. }) => self.exchange.step = step,
        }
    }

    /// A re-INVITE or UPDATE of theirs.
    pub fn on_reinvite(&mut self, core: &mut Core, request: &Message) {
        if self.is_up() {
            return self.on_offer(core, request, None);
        }
        // An UPDATE before the answer may change who calls. A description waits for the answer (RFC 3311 5.2).
        match request.sdp() {
            None if request.method() == Some("UPDATE") => {
                self.respond_2xx(core, request, "");
                self.tell_party(core, request);
            }
            _ => core.refuse(request, 491, Some(&self.dialog.local_tag)),
        }
    }

    /// A request that may offer a description, in this dialog or in one that takes its place.
    pub fn on_offer(&mut self, core: &mut Core, request: &Message, replacing: Option<Box<Dialog>>) {
        let tag = replacing.as_deref().unwrap_or(&self.dialog).local_tag.clone();
        let invite = request.method() == Some("INVITE");
        if invite || request.sdp().is_some() {
            match self.exchange.step {
                Step::Drafting | Step::Offered => return core.refuse(request, 491, Some(&tag)),
                Step::Replying { .. } => return refuse_for_now(core, request, &tag),
                Step::Idle | Step::Glare { .. } if self.unacked.is_some() => {
                    return refuse_for_now(core, request, &tag);
                }
                Step::Idle | Step::Glare { .. } => {}
            }
        }
        if request.sdp().is_some_and(|offer| Audio::parse(offer).is_none()) {
            return core.refuse(request, 488, Some(&tag));
        }
        if replacing.is_none() {
            self.dialog.follow(request);
            self.timer.on_refresh(core.now, request);
            self.tell_party(core, request);
        }
        if invite || request.sdp().is_some() {
            self.end_glare(core, true);
            self.exchange.proposed = self.exchange.hold;
        }
        let direction = self.exchange.direction();
        if replacing.is_some() {
            core.media(&self.leg, MediaOrder::Close); // other ends, other keys: not a change but a beginning
        }
        match request.sdp() {
            Some(offer) => self.order_answer(core, offer.to_owned(), direction),
            None if invite => self.order_offer(core, direction, false),
            None => return self.respond_2xx(core, request, ""),
        }
        if replacing.is_some() && self.muted {
            core.media(&self.leg, MediaOrder::Mute(true));
        }
        self.exchange.step = Step::Replying { request: request.clone(), replacing };
    }

    /// Both sides have said yes to `proposed`.
    pub fn agreed(&mut self, core: &mut Core) {
        let on = self.exchange.proposed;
        if on != self.exchange.held && !self.ended {
            self.exchange.held = on;
            core.signal(Signal::HeldHere { leg: self.leg.clone(), on });
        }
    }

    /// The socket is gone: what was under way is undone. A hold that did not come about is told, so that nobody takes
    /// an open microphone for a held call.
    pub fn rollback(&mut self, core: &mut Core) {
        match std::mem::take(&mut self.exchange.step) {
            Step::Replying { replacing: Some(_), .. } => self.leave(core, EndCause::Failed(Trouble::Unreachable)),
            Step::Drafting | Step::Offered | Step::Replying { .. } | Step::Glare { .. } => {
                core.media(&self.leg, MediaOrder::Rollback);
            }
            Step::Idle => {}
        }
        self.withdraw(core, Trouble::Unreachable);
    }

    fn reply(&mut self, core: &mut Core, request: Message, sdp: String, replacing: Option<Box<Dialog>>) {
        let party = replacing.as_ref().map(|_| identity::party(&request));
        let replaced = replacing.map(|dialog| self.enter(core, *dialog, &request));
        let audio = request.sdp().and_then(Audio::parse);
        if request.method() == Some("INVITE") {
            let offered = audio.is_none();
            self.send_2xx(core, request, sdp, offered);
        } else {
            self.respond_2xx(core, &request, &sdp);
        }
        if let Some(bye) = replaced {
            core.request(Purpose::Bye, bye);
        }
        if let Some(party) = party {
            self.tell_new_party(core, party);
            self.tell_handle(core);
        }
        if let Some(audio) = audio {
            self.agreed(core);
            self.tell_audio(core, &audio);
        }
    }

    /// What was wanted cannot be had: back to what was agreed.
    fn give_up(&mut self, core: &mut Core, why: Trouble) {
        core.media(&self.leg, MediaOrder::Rollback);
        (self.exchange.refresh, self.exchange.restart) = (false, false);
        self.withdraw(core, why);
    }

    /// The wish to hold or resume is not met.
    fn withdraw(&mut self, core: &mut Core, why: Trouble) {
        let Exchange { hold, held, .. } = self.exchange;
        if hold != held {
            self.exchange.hold = held;
            self.refuse(core, if hold { CommandKind::Hold } else { CommandKind::Resume }, why);
        }
    }
}

/// RFC 3261 14.2: an INVITE of theirs is still being answered.
fn refuse_for_now(core: &mut Core, request: &Message, tag: &str) {
    let seconds = core.between(Duration::ZERO, Duration::from_secs(10)).as_secs();
    core.respond(request, 500, Some(tag), &[("Retry-After", &seconds.to_string())], "");
}
