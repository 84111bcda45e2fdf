//! Being handed on: a REFER of the other side (RFC 3515) invites us to call somebody else. The engine decides; what it
//! does not follow lapses. Only within a call: a stranger who could make us dial would dial at our cost.

use std::time::Duration;

use super::address::NameAddr;
use super::call::{Call, News};
use super::core::{Core, phrase};
use super::identity;
use super::message::Message;
use super::outgoing::Goal;
use super::transaction::Purpose;
use crate::engine::id::LegId;
use crate::engine::telephony::{Ask, Signal};
use crate::engine::time::Timestamp;

/// How long the engine may think.
const LAPSES: Duration = Duration::from_secs(10);

pub struct Referral {
    to: NameAddr,
    by: Option<String>,
    /// Which REFER it was, RFC 3515 2.4.6.
    id: u32,
    /// `None`: it is followed.
    until: Option<Timestamp>,
}

impl Referral {
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.until
    }
}

impl Call {
    pub fn on_refer(&mut self, core: &mut Core, refer: &Message) {
        let tag = Some(self.dialog.local_tag.as_str());
        let mut all = refer.headers.list("Refer-To").into_iter();
        let (Some(first), None, Some((id, _))) = (all.next(), all.next(), refer.cseq()) else {
            return core.refuse(refer, 400, tag);
        };
        // To call somebody is all that a telephone can be asked for.
        let call = |to: &NameAddr| to.uri.params.get("method").is_none_or(|method| method == "INVITE");
        let Some(to) = NameAddr::parse(&first).filter(call).filter(|_| self.is_up() && self.referral.is_none()) else {
            return core.refuse(refer, 603, tag);
        };
        let contact = core.contact();
        core.respond(refer, 202, tag, &[("Contact", &contact)], "");
        let what = Ask::Follow(identity::whom(&to));
        let by = refer.get("Referred-By").map(str::to_owned);
        self.referral = Some(Referral { to, by, id, until: Some(core.now.plus(LAPSES)) });
        self.tell_referrer(core, 100);
        core.signal(Signal::Asked { leg: self.leg.clone(), what });
    }

    /// Where we were asked to go, once.
    pub fn follow(&mut self, core: &Core) -> Option<Goal> {
        let referral = self.referral.as_mut().filter(|_| !self.ended)?;
        referral.until.take()?;
        Some(Goal::place(core, &referral.to).referred(self.leg.clone(), referral.by.as_ref()))
    }

    /// How the call came out that the other side of another leg asked for.
    pub fn take_outcome(&mut self) -> Option<(LegId, News)> {
        let status = if self.is_up() { 200 } else { self.refusal };
        let leg = self.referrer.take_if(|_| status == 200 || self.ended)?;
        Some((leg, News::Followed(status)))
    }

    /// Tells how it goes with what they asked for; a final status is the last word (RFC 3515 2.4.4, RFC 3420).
    pub fn tell_referrer(&mut self, core: &mut Core, status: u16) {
        let Some(referral) = self.referral.take_if(|_| !self.ended) else { return };
        let mut notify = self.dialog.request(core, "NOTIFY");
        let state = if status < 200 { "active;expires=180" } else { "terminated;reason=noresource" };
        notify.headers.push("Event", &format!("refer;id={}", referral.id));
        notify.headers.push("Subscription-State", state);
        notify.headers.push("Contact", &core.contact());
        notify.headers.push("Content-Type", "message/sipfrag;version=2.0");
        notify.body = format!("SIP/2.0 {status} {}\r\n", phrase(status));
        core.request(Purpose::Told, notify);
        if status < 200 {
            self.referral = Some(referral);
        }
    }

    pub fn wake_referral(&mut self, core: &mut Core) {
        if self.referral.as_ref().and_then(|referral| referral.until).is_some_and(|until| until <= core.now) {
            self.tell_referrer(core, 603);
        }
    }
}
