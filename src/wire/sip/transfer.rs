//! Handing a call on: REFER (RFC 3515), to a number or to the other side of a second call (RFC 3891, RFC 5589), and
//! its progress by NOTIFY. After success we hang up ourselves, though not at once: no PBX has to do it for us.

use std::time::Duration;

use super::call::{Call, Phase};
use super::core::Core;
use super::message::Message;
use super::outgoing::number_uri;
use super::transaction::Purpose;
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{Ask, CommandKind, EndCause, Signal, TransferOutcome, Trouble};
use crate::engine::time::Timestamp;

/// A phone may ring for long before the outcome is known.
const OUTCOME: Duration = Duration::from_secs(180);
/// The PBX ends the second call of an attended transfer itself; if it does not, we do.
const JOINED: Duration = Duration::from_secs(4);
/// Between the news of success and our BYE. Asterisk 22 tells of success before it has moved a caller who listens to an
/// announcement, and a BYE that is faster than that ends her call: "Can't move channel. One or both is dead".
const HANDED_ON: Duration = Duration::from_millis(500);

#[derive(Default)]
pub struct Transfer {
    under_way: Option<UnderWay>,
    /// A transfer, this leg's or another's, ends this call, at the latest then if it has succeeded.
    joining: Option<Joining>,
    /// The leg that ours was to be joined with, and whether it was; for the agent to pass on.
    finished: Option<(LegId, bool)>,
}

struct UnderWay {
    /// The second leg of an attended transfer.
    with: Option<LegId>,
    accepted: bool,
    until: Timestamp,
}

struct Joining {
    done: Option<Timestamp>,
}

impl Transfer {
    pub fn wake_at(&self) -> Option<Timestamp> {
        let until = self.under_way.as_ref().map(|under_way| under_way.until);
        let done = self.joining.as_ref().and_then(|joining| joining.done);
        [until, done].into_iter().flatten().min()
    }

    /// A transfer has worked, and this call has only to end.
    pub fn is_done(&self) -> bool {
        self.joining.as_ref().is_some_and(|joining| joining.done.is_some())
    }

    /// The other leg's REFER was sent.
    pub fn join(&mut self) {
        self.joining = Some(Joining { done: None });
    }

    /// The second leg of a transfer that is over, and whether it has worked.
    pub fn take_finished(&mut self) -> Option<(LegId, bool)> {
        self.finished.take()
    }

    /// The transfer is over.
    fn finish(&mut self, success: bool) -> Option<UnderWay> {
        let under_way = self.under_way.take()?;
        self.finished = under_way.with.clone().map(|leg| (leg, success));
        Some(under_way)
    }

    /// How the other leg's transfer ended.
    pub fn joined(&mut self, now: Timestamp, success: bool) {
        self.joining = self.joining.take().filter(|_| success).map(|_| Joining { done: Some(now.plus(JOINED)) });
    }
}

impl Call {
    pub fn transfer_blind(&mut self, core: &mut Core, to: &PhoneNumber) {
        let uri = number_uri(core, to);
        self.refer(core, &format!("<{uri}>"), None);
    }

    /// `true` where the REFER was sent.
    pub fn transfer_attended(&mut self, core: &mut Core, to: &Self) -> bool {
        let Some(place) = to.dialog.place().filter(|_| to.is_up()) else {
            self.refuse(core, CommandKind::Transfer, Trouble::Unsupported);
            return false;
        };
        self.refer(core, &format!("<{place}>"), Some(to.leg.clone()))
    }

    /// An answer to our REFER.
    pub fn on_refer_response(&mut self, core: &mut Core, response: &Message) {
        let Some(under_way) = &mut self.transfer.under_way else { return };
        match response.status() {
            ..200 => {}
            200..=299 => {
                under_way.accepted = true;
                self.tell_transfer(core, TransferOutcome::Trying);
            }
            status => self.transfer_failed(core, status),
        }
    }

    pub fn on_refer_timeout(&mut self, core: &mut Core) {
        if self.transfer.under_way.is_some() {
            self.transfer_failed(core, 408);
        }
    }

    /// NOTIFY within the call. We subscribed to nothing but our own REFER; a PBX also asks by NOTIFY to answer, hold and
    /// resume, as FreeSWITCH does, and Broadsoft before it.
    pub fn on_notify(&mut self, core: &mut Core, notify: &Message) {
        let tag = self.dialog.local_tag.clone();
        let event = notify.event();
        let is = |name: &str| event.eq_ignore_ascii_case(name);
        // As for the other ways to ask for it: through a proxy anybody could.
        let own = notify.headers.list("Via").len() == 1;
        let asked = match &self.phase {
            Phase::Ringing { .. } if is("talk") && own => Some(Ask::Answer),
            Phase::Up if is("talk") && own => Some(Ask::Resume),
            Phase::Up if is("hold") && own => Some(Ask::Hold),
            _ => None,
        };
        let known = asked.is_some() || is("refer");
        core.refuse(notify, if known { 200 } else { 489 }, Some(&tag));
        if let Some(what) = asked {
            core.signal(Signal::Asked { leg: self.leg.clone(), what });
        }
        if !is("refer") {
            return;
        }
        if self.transfer.under_way.is_none() {
            return;
        }
        // RFC 3420: the body is the first line of the answer that the other side got.
        let mut words = notify.body.split_ascii_whitespace();
        let status = words.next().filter(|first| first.starts_with("SIP/")).and_then(|_| words.next()?.parse().ok());
        let state = notify.get("Subscription-State").unwrap_or_default().trim_start();
        let last = state.get(..10).is_some_and(|word| word.eq_ignore_ascii_case("terminated"));
        match status {
            Some(200..=299) => self.transfer_done(core),
            Some(status @ 300..=699) => self.transfer_failed(core, status),
            // No more will be told, and it was not success.
            _ if last => self.transfer_failed(core, 0),
            _ => {}
        }
    }

    pub fn wake_transfer(&mut self, core: &mut Core) {
        let now = core.now;
        if self.transfer.under_way.as_ref().is_some_and(|under_way| under_way.until <= now) {
            self.transfer_failed(core, 408);
        }
        if self.transfer.joining.as_ref().and_then(|joining| joining.done).is_some_and(|done| done <= now) {
            self.leave(core, EndCause::Transferred);
        }
    }

    /// The call ends for another reason: no more is said of its transfer.
    pub fn drop_transfer(&mut self) {
        self.transfer.finish(false);
    }

    /// What the other side's BYE means: once a transfer was accepted, that it has worked.
    pub fn cause_of_bye(&mut self, core: &mut Core) -> EndCause {
        let accepted = self.transfer.under_way.as_ref().is_some_and(|under_way| under_way.accepted);
        self.transfer.finish(accepted);
        if accepted {
            self.tell_transfer(core, TransferOutcome::Done);
        }
        if accepted || self.transfer.joining.is_some() { EndCause::Transferred } else { EndCause::There }
    }

    fn refer(&mut self, core: &mut Core, to: &str, with: Option<LegId>) -> bool {
        if !self.is_up() || self.transfer.under_way.is_some() || !core.open {
            let why = if core.open { Trouble::Unsupported } else { Trouble::Unreachable };
            self.refuse(core, CommandKind::Transfer, why);
            return false;
        }
        let mut refer = self.dialog.request(core, "REFER");
        refer.headers.push("Refer-To", to);
        refer.headers.push("Referred-By", &core.own_address());
        refer.headers.push("Contact", &core.contact());
        self.transfer.under_way = Some(UnderWay { with, accepted: false, until: core.now.plus(OUTCOME) });
        core.request(Purpose::Refer(self.leg.clone()), refer);
        true
    }

    fn transfer_done(&mut self, core: &mut Core) {
        self.transfer.finish(true);
        self.tell_transfer(core, TransferOutcome::Done);
        self.transfer.joining = Some(Joining { done: Some(core.now.plus(HANDED_ON)) });
    }

    fn transfer_failed(&mut self, core: &mut Core, status: u16) {
        self.transfer.finish(false);
        self.tell_transfer(core, TransferOutcome::Failed { status });
    }

    fn tell_transfer(&self, core: &mut Core, outcome: TransferOutcome) {
        let leg: LegId = self.leg.clone();
        core.signal(Signal::Transfer { leg, outcome });
    }
}
