//! INVITE with `Replaces` (RFC 3891): somebody takes the place of the other side of one of our calls, as at the end of an
//! attended transfer. For the agent the call goes on, with somebody else.

use super::address::Params;
use super::call::{Call, Phase};
use super::core::Core;
use super::dialog::Dialog;
use super::door::{Direction, MediaOrder};
use super::identity;
use super::message::Message;
use super::session_timer::SessionTimer;

/// The dialog that a `Replaces` names.
pub struct Replaces<'a> {
    call_id: &'a str,
    params: Params,
}

impl<'a> Replaces<'a> {
    /// `None` where it names no dialog, or two (RFC 3891 section 3).
    pub fn parse(invite: &'a Message) -> Option<Self> {
        let mut all = invite.headers.all("Replaces");
        let (call_id, params) = all.next().filter(|_| all.next().is_none())?.split_once(';')?;
        Some(Self { call_id: call_id.trim(), params: Params::parse(params)? })
    }

    pub fn names(&self, dialog: &Dialog) -> bool {
        dialog.is_replaced(self.call_id, &self.params)
    }
}

impl Call {
    /// Whether the caller knows this call from inside. The tags are beyond guessing, and were told to nobody else: who
    /// names them was let in by one of its two sides.
    pub fn is_replaced(&self, replaces: &Replaces) -> bool {
        match &self.phase {
            Phase::Inviting { early, .. } => early.iter().any(|fork| replaces.names(&fork.dialog)),
            // Of those that ring here the caller would replace itself (RFC 3891 section 3).
            Phase::Preparing | Phase::Ringing { .. } | Phase::Answering { .. } => false,
            Phase::Up => replaces.names(&self.dialog),
        }
    }

    pub fn replace(&mut self, core: &mut Core, replaces: &Replaces, invite: &Message, dialog: Dialog) {
        if self.ended {
            return core.refuse(invite, 603, Some(&dialog.local_tag));
        }
        if !matches!(self.phase, Phase::Up) {
            // Taken elsewhere: what rings is cancelled, and the answer is that of who took it.
            core.abandon(&self.leg);
            core.media(&self.leg, MediaOrder::Close);
            drop(self.enter(core, dialog, invite));
            self.tell_new_party(core, identity::party(invite));
            match invite.sdp() {
                Some(offer) => self.order_answer(core, offer.to_owned(), Direction::SendRecv),
                None => self.order_offer(core, Direction::SendRecv, false),
            }
            self.phase = Phase::Answering { invite: invite.clone() };
        } else if replaces.params.get("early-only").is_some() {
            core.refuse(invite, 486, Some(&dialog.local_tag));
        } else {
            self.on_offer(core, invite, Some(Box::new(dialog)));
        }
    }

    /// The call goes on in another dialog. Gives the BYE for the one before.
    pub fn enter(&mut self, core: &mut Core, dialog: Dialog, invite: &Message) -> Message {
        let bye = self.dialog.request(core, "BYE");
        core.forget_cseq(&self.dialog.call_id);
        self.dialog = dialog;
        self.outgoing = false;
        self.drop_transfer();
        self.referral = None;
        self.timer = SessionTimer::default();
        self.timer.on_invite(invite);
        self.timer.on_answered(core.now);
        bye
    }
}
