//! Requests under way and their answers (RFC 3261 section 17, over a reliable transport, so without retransmission):
//! time-outs, challenges, the ACK of a refusal, CANCEL.

use std::time::Duration;

use super::address::{Params, quote};
use super::core::{Core, headed};
use super::digest::{Challenge, Credentials};
use super::message::{Message, Start};
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::search;
use crate::engine::time::Timestamp;

/// RFC 3261 17.1.1.1: the round trip that all other times are made of.
pub const T1: Duration = Duration::from_millis(500);
pub const T2: Duration = Duration::from_secs(4);
/// Timers B, F and H: how long an answer or an ACK is waited for.
pub const PATIENCE: Duration = T1.saturating_mul(64);

/// What a request was sent for; the answer goes there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    Register,
    Unregister,
    Invite(LegId),
    Reinvite(LegId),
    /// A session refresh without a description (RFC 4028, RFC 3311).
    Refresh(LegId),
    Refer(LegId),
    Digit(LegId),
    /// By its Call-ID.
    Subscribe(String),
    Bye,
    /// Whatever the answer is: a probe, PRACK, NOTIFY.
    Told,
    /// An INVITE that nobody here waits for any more.
    Abandoned,
}

impl Purpose {
    /// The call that it concerns.
    pub fn leg(&self) -> Option<&LegId> {
        match self {
            Self::Invite(leg) | Self::Reinvite(leg) | Self::Refresh(leg) | Self::Refer(leg) | Self::Digit(leg) => {
                Some(leg)
            }
            Self::Register | Self::Unregister | Self::Subscribe(_) | Self::Bye | Self::Told | Self::Abandoned => None,
        }
    }
}

/// A request without its final answer.
struct Pending {
    request: Message,
    purpose: Purpose,
    /// `None`: an INVITE that rings may do so for as long as it likes.
    deadline: Option<Timestamp>,
    /// A CANCEL may only follow a provisional answer (RFC 3261 9.1).
    provisional: bool,
    /// How often it was sent again with credentials.
    tries: u8,
}

#[derive(Default)]
pub struct Transactions {
    /// By the branch of their `Via`.
    pending: Map<String, Pending>,
    /// How often a nonce was used.
    nonces: Map<String, u32>,
    /// BYE and CANCEL that wait for a socket.
    late: Vec<Message>,
    /// The socket was lost, and the calls do not know yet.
    disconnected: bool,
}

impl Core {
    /// Sends a request that has everything but `Via`. A BYE or CANCEL waits for a socket where there is none, anything
    /// else is dropped: whoever sends it looks first.
    pub fn request(&mut self, purpose: Purpose, request: Message) {
        self.start(purpose, request, 0);
    }

    /// Sends an ACK for a 2xx: a request without an answer (RFC 3261 13.2.2.4).
    pub fn acknowledge(&mut self, mut ack: Message) {
        let branch = self.branch();
        ack.headers.push_front("Via", &self.via(&branch));
        self.send(ack.to_string());
    }

    /// Finds whose answer this is. Gives nothing where the answer was dealt with here (a challenge) or belongs to no
    /// request of ours. A challenge that cannot be met is given like any other refusal.
    pub fn on_response(&mut self, response: &Message) -> Option<Purpose> {
        let branch = top_branch(response)?;
        let pending = self.transactions.pending.get_mut(&branch)?;
        let method = pending.request.method()?;
        if response.cseq().is_none_or(|(_, m)| m != method) {
            return None;
        }
        let invite = method == "INVITE";
        if response.status() < 200 {
            let first = !std::mem::replace(&mut pending.provisional, true);
            if invite {
                pending.deadline = None;
            }
            let purpose = pending.purpose.clone();
            if first && purpose == Purpose::Abandoned {
                self.send_cancel(&branch);
            }
            return Some(purpose);
        }
        let pending = self.transactions.pending.remove(&branch)?;
        if invite && response.status() >= 300 {
            let ack = ack_of_refusal(&pending.request, response);
            self.send(ack.to_string());
        }
        let purpose = pending.purpose.clone();
        // A probe has served: any answer will do.
        let again = matches!(response.status(), 401 | 407)
            && pending.request.method() != Some("OPTIONS")
            && purpose != Purpose::Abandoned
            && self.authenticate(pending, response);
        (!again).then_some(purpose)
    }

    /// Gives up the INVITE of this leg: CANCEL as soon as it is allowed, and whatever comes then is nobody's.
    pub fn abandon(&mut self, leg: &LegId) {
        let own = |p: &Pending| matches!(&p.purpose, Purpose::Invite(l) | Purpose::Reinvite(l) if l == leg);
        let Some((branch, pending)) = self.transactions.pending.iter_mut().find(|(_, pending)| own(pending)) else {
            return;
        };
        let branch = branch.clone();
        pending.purpose = Purpose::Abandoned;
        // A PBX that never answers the INVITE is not waited for without end.
        pending.deadline = Some(self.now.plus(PATIENCE));
        if pending.provisional {
            self.send_cancel(&branch);
        }
    }

    /// Requests whose answer did not come in time.
    pub fn overdue(&mut self) -> Vec<Purpose> {
        let now = self.now;
        let late = |pending: &Pending| pending.deadline.is_some_and(|deadline| deadline <= now);
        let branches: Vec<String> =
            self.transactions.pending.iter().filter(|(_, p)| late(p)).map(|(b, _)| b.clone()).collect();
        branches
            .iter()
            .filter_map(|branch| self.transactions.pending.remove(branch))
            .map(|pending| pending.purpose)
            .collect()
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        self.transactions.pending.values().filter_map(|pending| pending.deadline).min()
    }

    /// The socket is gone, and with it every answer. A BYE is said again on the next one; what rings is cancelled there.
    pub fn on_closed(&mut self) {
        self.transactions.disconnected |= std::mem::replace(&mut self.open, false);
        self.service_route.clear();
        for (branch, pending) in std::mem::take(&mut self.transactions.pending) {
            match pending.purpose {
                Purpose::Bye => self.transactions.late.push(without_via(pending.request)),
                Purpose::Invite(_) | Purpose::Abandoned if pending.provisional => {
                    self.transactions.late.push(cancel_of(&pending.request, &self.via(&branch)));
                }
                // Registration and calls see the socket close by themselves, and begin anew on the next one.
                Purpose::Register
                | Purpose::Unregister
                | Purpose::Invite(_)
                | Purpose::Reinvite(_)
                | Purpose::Refresh(_)
                | Purpose::Refer(_)
                | Purpose::Digit(_)
                | Purpose::Subscribe(_)
                | Purpose::Told
                | Purpose::Abandoned => {}
            }
        }
    }

    /// Whether the socket was lost since this was last asked.
    pub fn take_disconnected(&mut self) -> bool {
        std::mem::take(&mut self.transactions.disconnected)
    }

    /// Says what could not be said without a socket.
    pub fn flush(&mut self) {
        for request in std::mem::take(&mut self.transactions.late) {
            match request.method() {
                Some("CANCEL") => self.send(request.to_string()),
                _ => self.request(Purpose::Bye, request),
            }
        }
    }

    /// Nothing of this account is to be said any more.
    pub fn discard(&mut self) {
        self.transactions.late.clear();
        self.transactions.nonces.clear();
    }

    fn start(&mut self, purpose: Purpose, mut request: Message, tries: u8) {
        if !self.open {
            if purpose == Purpose::Bye && self.transactions.late.len() < 64 {
                self.transactions.late.push(request);
            }
            return;
        }
        let branch = self.branch();
        request.headers.push_front("Via", &self.via(&branch));
        self.send(request.to_string());
        let deadline = Some(self.now.plus(PATIENCE));
        self.transactions.pending.insert(branch, Pending { request, purpose, deadline, provisional: false, tries });
    }

    /// Sends the request again with an answer to the challenge. `false` where there is none: the password is wrong,
    /// or the challenge is beyond us. A PBX that calls our nonce stale is believed, but not for ever.
    fn authenticate(&mut self, pending: Pending, response: &Message) -> bool {
        let Pending { mut request, purpose, tries, .. } = pending;
        let (asks, answers) = match response.status() {
            407 => ("Proxy-Authenticate", "Proxy-Authorization"),
            _ => ("WWW-Authenticate", "Authorization"),
        };
        let challenges = Challenge::choose(response.headers.all(asks));
        let Start::Request { method, uri } = request.start.clone() else { return false };
        // One refusal of credentials is final, unless only their nonce was too old; another realm may ask as well.
        let answered =
            |value: &str, challenge: &Challenge| search::holds(value, &format!("realm={}", quote(&challenge.realm)));
        let known = |challenge: &&Challenge| request.headers.all(answers).any(|value| answered(value, challenge));
        let refused = challenges.iter().filter(known).any(|challenge| !challenge.stale);
        if challenges.is_empty() || refused || tries >= 4 {
            return false;
        }
        let elsewhere = |value: &&str| !challenges.iter().any(|challenge| answered(value, challenge));
        let kept: Vec<String> = request.headers.all(answers).filter(elsewhere).map(str::to_owned).collect();
        request.headers.remove(answers);
        kept.iter().for_each(|value| request.headers.push(answers, value));
        for challenge in &challenges {
            let count = self.count_use(&challenge.nonce);
            let cnonce = self.token();
            let account = &self.account;
            let user = account.auth_user.as_deref().unwrap_or(&account.user);
            let password = account.password.expose();
            let with = Credentials { user, password, method: &method, uri: &uri, count, cnonce: &cnonce };
            request.headers.push(answers, &challenge.answer(&with));
        }
        let call_id = request.get("Call-ID").unwrap_or_default().to_owned();
        let last = request.cseq().map_or(0, |(number, _)| number);
        // After a call's end its counter is gone, and the request goes on from its own.
        let known = self.knows_cseq(&call_id);
        let number = if known { self.next_cseq(&call_id) } else { last.saturating_add(1) };
        request.headers.set("CSeq", &format!("{number} {method}"));
        self.start(purpose, without_via(request), tries + 1);
        true
    }

    fn count_use(&mut self, nonce: &str) -> u32 {
        if self.transactions.nonces.len() > 32 && !self.transactions.nonces.contains_key(nonce) {
            self.transactions.nonces.clear();
        }
        let count = self.transactions.nonces.get_or_insert_with(nonce.to_owned(), u32::default);
        *count += 1;
        *count
    }

    fn send_cancel(&mut self, branch: &str) {
        let Some(pending) = self.transactions.pending.get(branch) else { return };
        // Its answer tells nothing: the INVITE's own answer does.
        let cancel = cancel_of(&pending.request, &self.via(branch));
        self.send(cancel.to_string());
    }

    fn branch(&mut self) -> String {
        format!("z9hG4bK{}", self.token())
    }

    fn via(&self, branch: &str) -> String {
        format!("SIP/2.0/{} {};branch={branch}", if self.secure { "WSS" } else { "WS" }, self.host)
    }
}

/// RFC 3261 17.1.1.3: in everything the INVITE's twin, but with the answer's tag.
fn ack_of_refusal(invite: &Message, response: &Message) -> Message {
    twin(invite, "ACK", response.get("To").unwrap_or_default())
}

/// RFC 3261 9.1.
fn cancel_of(invite: &Message, via: &str) -> Message {
    let mut cancel = twin(invite, "CANCEL", invite.get("To").unwrap_or_default());
    cancel.headers.set("Via", via);
    cancel.headers.push("Reason", "SIP;cause=487;text=\"Cancelled\"");
    cancel
}

fn twin(invite: &Message, method: &str, to: &str) -> Message {
    let Start::Request { uri, .. } = &invite.start else { return invite.clone() };
    let get = |name: &str| invite.get(name).unwrap_or_default();
    let number = invite.cseq().map_or(0, |(number, _)| number);
    let mut twin = headed(method, uri, get("From"), to, get("Call-ID"), number);
    invite.headers.all("Route").for_each(|route| twin.headers.push("Route", route));
    twin.headers.push_front("Via", get("Via"));
    twin
}

fn without_via(mut request: Message) -> Message {
    request.headers.remove("Via");
    request
}

/// The branch of the topmost `Via`: which request this answers.
pub fn top_branch(message: &Message) -> Option<String> {
    let all = message.headers.list("Via");
    let via = all.first()?;
    Params::parse(via.get(via.find(';')?..)?)?.get("branch").map(str::to_owned)
}
