//! Calls that we make: the INVITE, what rings at the other end, and the answer.

use super::address::escape;
use super::call::{Call, Phase};
use super::core::{ALLOW, Core, SUPPORTED, tag};
use super::dialog::Dialog;
use super::door::{Direction, MediaOrder};
use super::message::Message;
use super::reason;
use super::sdp::Audio;
use super::transaction::Purpose;
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{EndCause, Party, Signal, Trouble};

/// Several provisional descriptions are one a fork; more than this are nobody's phones.
const MAX_FORKS: usize = 16;

impl Call {
    /// Starts to call.
    pub fn dial(core: &mut Core, leg: LegId, number: &PhoneNumber) -> Self {
        let uri = number_uri(core, number);
        let dialog = Dialog::to_be(core, &uri);
        let party = Party { number: Some(number.clone()), name: None };
        let mut call = Self::new(leg, dialog, Phase::Preparing, party);
        call.outgoing = true;
        call.order_offer(core, Direction::SendRecv, false);
        call
    }

    /// An answer to our first INVITE.
    pub fn on_invite_response(&mut self, core: &mut Core, response: &Message) {
        let Phase::Inviting { early, progress } = &mut self.phase else { return };
        match response.status() {
            ..=100 => {}
            status @ 101..=199 => {
                let description = response.sdp().zip(tag(response, "To"));
                let media = description.is_some();
                if let Some((sdp, tag)) = description {
                    // The first fork is heard; the others are kept for the moment one of them answers.
                    let first = early.is_empty();
                    if !early.iter().any(|(known, _)| *known == tag) && early.len() < MAX_FORKS {
                        early.push((tag, sdp.to_owned()));
                    }
                    if first {
                        core.media(&self.leg, MediaOrder::Accept { answer: sdp.to_owned(), early: true });
                    }
                }
                // A call that is already heard does not ring again; 183 without audio says nothing.
                if (media || status == 180) && progress.is_none_or(|heard| media && !heard) {
                    *progress = Some(media);
                    core.signal(Signal::Progress { leg: self.leg.clone(), early_media: media });
                }
                self.tell_party(core, response);
            }
            200..=299 => self.on_accepted(core, response),
            _ => self.end(core, reason::of_refusal(response)),
        }
    }

    pub fn on_invite_timeout(&mut self, core: &mut Core) {
        self.end(core, EndCause::Failed(Trouble::Unreachable));
    }

    /// What an INVITE or re-INVITE of ours has besides the dialog's headers.
    pub fn describe(&self, core: &Core, invite: &mut Message, sdp: &str) {
        invite.headers.push("Contact", &core.contact());
        invite.headers.push("Allow", ALLOW);
        invite.headers.push("Supported", SUPPORTED);
        invite.headers.push("Content-Type", "application/sdp");
        sdp.clone_into(&mut invite.body);
    }

    /// ACK for a 2xx to an INVITE of ours in this dialog.
    pub fn acknowledge(&self, core: &mut Core, response: &Message) {
        if let Some((cseq, _)) = response.cseq() {
            core.acknowledge(self.dialog.ack(cseq));
        }
    }

    pub fn invite(&mut self, core: &mut Core, sdp: &str) {
        if !core.open {
            return self.end(core, EndCause::Failed(Trouble::Unreachable));
        }
        if Audio::parse(sdp).is_none_or(|audio| !audio.speaks()) {
            return self.end(core, EndCause::Failed(Trouble::Media));
        }
        let mut invite = self.dialog.request(core, "INVITE");
        self.describe(core, &mut invite, sdp);
        self.phase = Phase::Inviting { early: Vec::new(), progress: None };
        core.request(Purpose::Invite(self.leg.clone()), invite);
    }

    fn on_accepted(&mut self, core: &mut Core, response: &Message) {
        let Phase::Inviting { early, .. } = &self.phase else { return };
        let Some(dialog) = Dialog::of_response(response) else {
            // Without a Contact there is nobody to send the ACK to.
            return self.end(core, EndCause::Failed(Trouble::Protocol { status: response.status() }));
        };
        let sdp = response.sdp().or_else(|| {
            let (_, sdp) = early.iter().find(|(tag, _)| Some(tag) == dialog.remote_tag.as_ref())?;
            Some(sdp.as_str())
        });
        let sdp = sdp.map(str::to_owned);
        let audio = sdp.as_deref().and_then(Audio::parse).filter(Audio::speaks);
        self.dialog = dialog;
        self.phase = Phase::Up;
        self.acknowledge(core, response);
        let (Some(sdp), Some(audio)) = (sdp, audio) else {
            return self.leave(core, EndCause::Failed(Trouble::Media));
        };
        core.media(&self.leg, MediaOrder::Accept { answer: sdp, early: false });
        self.timer.on_2xx(core.now, response);
        core.signal(Signal::Answered { leg: self.leg.clone() });
        self.tell_party(core, response);
        self.tell_audio(core, &audio);
    }
}

/// The address of a number at our PBX.
pub fn number_uri(core: &Core, number: &PhoneNumber) -> String {
    format!("sip:{}@{}", escape(&number.dialable()), core.account.domain)
}
