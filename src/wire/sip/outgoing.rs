//! Calls that we make: the INVITE, what rings at the other end, and the answer.

use super::address::{NameAddr, escape, unescape};
use super::call::{Call, Fork, Phase};
use super::core::{ALLOW, Core, EVENTS, SUPPORTED};
use super::dialog::Dialog;
use super::door::{Direction, MediaOrder};
use super::message::Message;
use super::sdp::Audio;
use super::transaction::Purpose;
use super::{identity, reason};
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{EndCause, Party, Signal, Trouble};

/// Several provisional descriptions are one a fork; more than this are nobody's phones.
const MAX_FORKS: usize = 16;

impl Call {
    /// Starts to call.
    pub fn dial(core: &mut Core, leg: LegId, goal: Goal) -> Self {
        let dialog = Dialog::to_be(core, &goal.uri);
        let mut call = Self::new(leg, dialog, Phase::Preparing, goal.party);
        call.headers = goal.headers;
        (call.outgoing, call.placed, call.referrer, call.homeward) = (true, true, goal.referrer, goal.homeward);
        call.order_offer(core, Direction::SendRecv, false);
        call
    }

    /// An answer to our first INVITE.
    pub fn on_invite_response(&mut self, core: &mut Core, response: &Message) {
        if !matches!(self.phase, Phase::Inviting { .. }) {
            return;
        }
        match response.status() {
            ..=100 => {}
            101..=199 => self.on_provisional(core, response),
            200..=299 => self.on_accepted(core, response),
            408 if response.is_silence() => self.end(core, EndCause::Failed(Trouble::Unreachable)),
            404 if std::mem::take(&mut self.homeward) => {
                core.forget_cseq(&self.dialog.call_id);
                self.dialog = Dialog::to_be(core, &core.own_uri());
                self.phase = Phase::Preparing;
                self.order_offer(core, Direction::SendRecv, false);
            }
            status => {
                self.refusal = status;
                self.end(core, reason::of_refusal(response));
            }
        }
    }

    fn on_provisional(&mut self, core: &mut Core, response: &Message) {
        let Phase::Inviting { early, progress } = &mut self.phase else { return };
        let mut media = false;
        if let Some(dialog) = self.dialog.of_fork(response) {
            // The first fork is heard; the others are kept for the moment one of them answers.
            let heard = early.iter().any(|fork| fork.sdp.is_some());
            let at = early.iter().position(|fork| fork.dialog.is(&dialog)).unwrap_or(early.len());
            if at == MAX_FORKS {
                return;
            }
            if at == early.len() {
                early.push(Fork { dialog, sdp: None, rseq: 0 });
            }
            let fork = &mut early[at];
            if let Some(rseq) = rseq(response) {
                // RFC 3262 section 4: one said twice is confirmed once, and one too early is said again.
                if fork.rseq != 0 && rseq.checked_sub(1) != Some(fork.rseq) {
                    return;
                }
                fork.rseq = rseq;
                let mut prack = fork.dialog.request(core, "PRACK");
                prack.headers.push("RAck", &format!("{rseq} {}", response.get("CSeq").unwrap_or_default()));
                core.request(Purpose::Told, prack);
            }
            if let Some(sdp) = response.sdp() {
                media = true;
                fork.sdp.get_or_insert_with(|| sdp.to_owned());
                if !heard {
                    core.media(&self.leg, MediaOrder::Accept { answer: sdp.to_owned(), early: true });
                }
            }
        }
        // A call that is already heard does not ring again; 183 without audio says nothing.
        if (media || response.status() == 180) && progress.is_none_or(|heard| media && !heard) {
            *progress = Some(media);
            core.signal(Signal::Progress { leg: self.leg.clone(), early_media: media });
        }
        self.tell_party(core, response);
    }

    /// What an INVITE or re-INVITE of ours has besides the dialog's headers.
    pub fn describe(&self, core: &Core, invite: &mut Message, sdp: &str) {
        let contact = core.contact();
        let fields =
            [("Contact", contact.as_str()), ("Allow", ALLOW), ("Allow-Events", EVENTS), ("Supported", SUPPORTED)];
        invite.headers.extend(&fields);
        invite.describe(sdp);
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
        self.headers.iter().for_each(|(name, value)| invite.headers.push(name, value));
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
        let sdp = response.sdp().or_else(|| early.iter().find(|fork| fork.dialog.is(&dialog))?.sdp.as_deref());
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
        self.tell_handle(core);
        self.tell_party(core, response);
        self.tell_audio(core, &audio);
    }
}

/// Whom to call, and what the INVITE says besides.
pub struct Goal {
    uri: String,
    party: Party,
    headers: Vec<(&'static str, String)>,
    /// The leg whose other side asked for it.
    referrer: Option<LegId>,
    /// Where nobody has that address, ours may do: to Asterisk the caller's is none, and any that it knows is as good.
    homeward: bool,
}

impl Goal {
    pub fn number(core: &Core, number: &PhoneNumber) -> Self {
        let party = Party { number: Some(number.clone()), name: None };
        Self { uri: number_uri(core, number), party, headers: Vec::new(), referrer: None, homeward: false }
    }

    /// An address with the place to take there behind it, `sip:jane@pbx.test?Replaces=…` (RFC 3891 section 4). Other
    /// headers in it are not ours to send.
    pub fn place(core: &Core, address: &NameAddr) -> Self {
        let party = identity::whom(address);
        let fields = address.uri.headers.split('&').filter_map(|field| field.split_once('='));
        let mut replaces = fields.filter(|(name, _)| name.eq_ignore_ascii_case("Replaces"));
        let headers = replaces.next().map(|(_, value)| ("Replaces", unescape(value))).into_iter().collect();
        let uri = address.uri.to_string();
        let uri = match &party.number {
            // `tel:` is called through our own PBX.
            Some(number) if address.uri.scheme == "tel" => number_uri(core, number),
            _ => uri.split('?').next().unwrap_or_default().to_owned(),
        };
        Self { uri, party, headers, referrer: None, homeward: false }
    }

    /// The place of a lost call of ours, as [`Call::tell_handle`] told it.
    pub fn rejoin(core: &Core, handle: &str) -> Option<Self> {
        let address = NameAddr::parse(&format!("<{handle}>"))?;
        Some(Self { homeward: true, ..Self::place(core, &address) })
    }

    /// The other side of this leg has asked for it, and says who it is (RFC 3892).
    pub fn referred(self, leg: LegId, by: Option<&String>) -> Self {
        let mut headers = self.headers;
        headers.extend(by.map(|by| ("Referred-By", by.clone())));
        Self { headers, referrer: Some(leg), ..self }
    }
}

/// The number of a provisional answer that wants to be confirmed.
fn rseq(response: &Message) -> Option<u32> {
    let wanted = response.headers.has("Require", "100rel");
    response.get("RSeq").filter(|_| wanted)?.parse().ok().filter(|rseq| *rseq > 0)
}

/// The address of a number at our PBX.
pub fn number_uri(core: &Core, number: &PhoneNumber) -> String {
    format!("sip:{}@{}", escape(&number.dialable()), core.account.domain)
}
