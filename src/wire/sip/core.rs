//! What registration and calls share: who we are, requests under way and their answers (RFC 3261 section 17 over a
//! reliable transport, so without retransmission), and the outputs as they come about.

use std::collections::BTreeMap;
use std::time::Duration;

use super::address::{NameAddr, Params, escape, quote};
use super::digest::{Challenge, Credentials};
use super::door::{Entropy, MediaOrder, Output};
use super::message::{Message, Start};
use crate::engine::id::LegId;
use crate::engine::secret::Secret;
use crate::engine::telephony::{Account, Driver, Headers, Signal};
use crate::engine::time::Timestamp;

/// RFC 3261 17.1.1.1: the round trip that all other times are made of.
pub const T1: Duration = Duration::from_millis(500);
pub const T2: Duration = Duration::from_secs(4);
/// Timers B, F and H: how long an answer or an ACK is waited for.
pub const PATIENCE: Duration = T1.saturating_mul(64);

/// What we answer, RFC 3261 20.5. REFER and SUBSCRIBE we only send; MESSAGE is none of a telephone's business.
pub const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY";
/// `100rel` is left out on purpose: nobody may ask us for PRACK.
pub const SUPPORTED: &str = "timer";

const USER_AGENT: &str = concat!("Ferrophone/", env!("CARGO_PKG_VERSION"));

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
    Bye,
    /// To see whether the socket still lives.
    Probe,
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
            Self::Register | Self::Unregister | Self::Bye | Self::Probe | Self::Abandoned => None,
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

pub struct Core {
    pub now: Timestamp,
    pub account: Account,
    /// The socket is open.
    pub open: bool,
    /// It was open, and the calls do not know yet.
    disconnected: bool,
    /// The socket is a `wss:` one.
    pub secure: bool,
    /// Where requests outside a dialog go through (RFC 3608).
    pub service_route: Vec<String>,
    out: Vec<Output>,
    chance: Box<dyn Entropy>,
    pending: BTreeMap<String, Pending>,
    /// How often a nonce was used.
    nonces: BTreeMap<String, u32>,
    /// The last CSeq of each Call-ID.
    cseqs: BTreeMap<String, u32>,
    /// BYE and CANCEL that wait for a socket.
    late: Vec<Message>,
    host: String,
    user: String,
    instance: String,
}

impl Core {
    pub fn new(chance: impl Entropy + 'static) -> Self {
        let mut core = Self {
            now: Timestamp::new(0, 0),
            account: nobody(),
            open: false,
            disconnected: false,
            secure: true,
            service_route: Vec::new(),
            out: Vec::new(),
            chance: Box::new(chance),
            pending: BTreeMap::new(),
            nonces: BTreeMap::new(),
            cseqs: BTreeMap::new(),
            late: Vec::new(),
            host: String::new(),
            user: String::new(),
            instance: String::new(),
        };
        // RFC 7118 section 5: a browser has no address of its own to put into Via and Contact. The first character
        // is a letter, so that our contact is never taken for a number.
        core.host = format!("h{}.invalid", core.token());
        core.user = format!("u{}", core.token());
        core.instance = core.uuid();
        core
    }

    pub fn signal(&mut self, signal: Signal) {
        self.out.push(Output::Signal(signal));
    }

    pub fn media(&mut self, leg: &LegId, order: MediaOrder) {
        self.out.push(Output::Media(leg.clone(), order));
    }

    pub fn put(&mut self, output: Output) {
        self.out.push(output);
    }

    pub fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.out)
    }

    /// 64 bits of chance in hexadecimal digits.
    pub fn token(&mut self) -> String {
        format!("{:016x}", self.chance())
    }

    /// A span between `least` and `most`.
    pub fn between(&mut self, least: Duration, most: Duration) -> Duration {
        let span = u64::try_from(most.saturating_sub(least).as_millis()).unwrap_or(u64::MAX).max(1);
        least + Duration::from_millis(self.chance() % span)
    }

    /// Another 64 bits.
    fn chance(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.chance.fill(&mut bytes);
        u64::from_be_bytes(bytes)
    }

    /// RFC 9562 version 4.
    fn uuid(&mut self) -> String {
        let (a, b) = (self.chance(), self.chance());
        let (a, b) = (a & !0xf000 | 0x4000, b & !(3 << 62) | 1 << 63);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xffff,
            a & 0xffff,
            b >> 48,
            b & 0xffff_ffff_ffff
        )
    }

    /// Our address of record as a header's value, without a tag.
    pub fn own_address(&self) -> String {
        let uri = format!("<sip:{}@{}>", escape(&self.account.user), self.account.domain);
        match self.account.display_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => format!("{} {uri}", quote(name)),
            None => uri,
        }
    }

    /// Where we are reached while this socket lives; `ob`: through this flow (RFC 5626 section 4.3).
    pub fn contact(&self) -> String {
        format!("<sip:{}@{};transport=ws;ob>", self.user, self.host)
    }

    /// The contact to register (RFC 5626 section 4.1).
    pub fn registered_contact(&self, expires: Duration) -> String {
        format!(
            "<sip:{}@{};transport=ws>;+sip.ice;reg-id=1;+sip.instance=\"<urn:uuid:{}>\";expires={}",
            self.user,
            self.host,
            self.instance,
            expires.as_secs()
        )
    }

    /// Whether this address in a registrar's list is ours.
    pub fn is_own_contact(&self, address: &NameAddr) -> bool {
        address.uri.user.as_deref() == Some(&self.user) && address.uri.host == self.host
    }

    pub fn next_cseq(&mut self, call_id: &str) -> u32 {
        let last = self.cseqs.entry(call_id.to_owned()).or_default();
        *last = last.saturating_add(1);
        *last
    }

    /// The next number is higher than this one.
    pub fn at_least_cseq(&mut self, call_id: &str, number: u32) {
        let last = self.cseqs.entry(call_id.to_owned()).or_default();
        *last = number.min(u32::MAX - 1).max(*last);
    }

    pub fn forget_cseq(&mut self, call_id: &str) {
        self.cseqs.remove(call_id);
    }

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

    /// Answers a request. `finish` adds what the answer needs besides the copied headers (RFC 3261 8.2.6.2).
    pub fn respond(&mut self, request: &Message, status: u16, tag: Option<&str>, finish: impl FnOnce(&mut Message)) {
        let mut response = Message::response(status, phrase(status));
        for name in ["Via", "Record-Route", "From", "To", "Call-ID", "CSeq"] {
            request.headers.all(name).for_each(|value| response.headers.push(name, value));
        }
        let tagged = request.get("To").and_then(NameAddr::parse).is_some_and(|to| to.params.get("tag").is_some());
        if !tagged && status > 100 {
            let tag = tag.map_or_else(|| self.token(), str::to_owned);
            let to = format!("{};tag={tag}", request.get("To").unwrap_or_default());
            response.headers.set("To", &to);
        }
        response.headers.push("User-Agent", USER_AGENT);
        finish(&mut response);
        self.send(response.to_string());
    }

    /// As [`Core::respond`] with nothing to add but what the status asks for.
    pub fn refuse(&mut self, request: &Message, status: u16, tag: Option<&str>) {
        self.respond(request, status, tag, |response| match status {
            405 => response.headers.push("Allow", ALLOW),
            489 => response.headers.push("Allow-Events", "refer"),
            _ => {}
        });
    }

    pub fn send(&mut self, text: String) {
        if self.open {
            self.out.push(Output::Send(text));
        }
    }

    /// Finds whose answer this is. Gives nothing where the answer was dealt with here (a challenge) or belongs to no
    /// request of ours. A challenge that cannot be met is given like any other refusal.
    pub fn on_response(&mut self, response: &Message) -> Option<Purpose> {
        let branch = top_branch(response)?;
        let pending = self.pending.get_mut(&branch)?;
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
        let pending = self.pending.remove(&branch)?;
        if invite && response.status() >= 300 {
            let ack = ack_of_refusal(&pending.request, response);
            self.send(ack.to_string());
        }
        let purpose = pending.purpose.clone();
        let again = matches!(response.status(), 401 | 407)
            && !matches!(purpose, Purpose::Probe | Purpose::Abandoned)
            && self.authenticate(pending, response);
        (!again).then_some(purpose)
    }

    /// Gives up the INVITE of this leg: CANCEL as soon as it is allowed, and whatever comes then is nobody's.
    pub fn abandon(&mut self, leg: &LegId) {
        let own = |p: &Pending| matches!(&p.purpose, Purpose::Invite(l) | Purpose::Reinvite(l) if l == leg);
        let Some((branch, pending)) = self.pending.iter_mut().find(|(_, pending)| own(pending)) else { return };
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
        let branches: Vec<String> = self.pending.iter().filter(|(_, p)| late(p)).map(|(b, _)| b.clone()).collect();
        branches.iter().filter_map(|branch| self.pending.remove(branch)).map(|pending| pending.purpose).collect()
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        self.pending.values().filter_map(|pending| pending.deadline).min()
    }

    /// The socket is gone, and with it every answer. A BYE is said again on the next one; what rings is cancelled there.
    pub fn on_closed(&mut self) {
        self.disconnected |= std::mem::replace(&mut self.open, false);
        self.service_route.clear();
        for (branch, pending) in std::mem::take(&mut self.pending) {
            match pending.purpose {
                Purpose::Bye => self.late.push(without_via(pending.request)),
                Purpose::Invite(_) | Purpose::Abandoned if pending.provisional => {
                    self.late.push(cancel_of(&pending.request, &self.via(&branch)));
                }
                // Registration and calls see the socket close by themselves, and begin anew on the next one.
                Purpose::Register
                | Purpose::Unregister
                | Purpose::Invite(_)
                | Purpose::Reinvite(_)
                | Purpose::Refresh(_)
                | Purpose::Refer(_)
                | Purpose::Digit(_)
                | Purpose::Probe
                | Purpose::Abandoned => {}
            }
        }
    }

    /// Whether the socket was lost since this was last asked.
    pub fn take_disconnected(&mut self) -> bool {
        std::mem::take(&mut self.disconnected)
    }

    /// Says what could not be said without a socket.
    pub fn flush(&mut self) {
        for request in std::mem::take(&mut self.late) {
            match request.method() {
                Some("CANCEL") => self.send(request.to_string()),
                _ => self.request(Purpose::Bye, request),
            }
        }
    }

    /// Nothing of this account is to be said any more.
    pub fn discard(&mut self) {
        self.late.clear();
        self.nonces.clear();
    }

    fn start(&mut self, purpose: Purpose, mut request: Message, tries: u8) {
        if !self.open {
            if purpose == Purpose::Bye && self.late.len() < 64 {
                self.late.push(request);
            }
            return;
        }
        let branch = self.branch();
        request.headers.push_front("Via", &self.via(&branch));
        self.send(request.to_string());
        let deadline = Some(self.now.plus(PATIENCE));
        self.pending.insert(branch, Pending { request, purpose, deadline, provisional: false, tries });
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
            |value: &str, challenge: &Challenge| value.contains(&format!("realm={}", quote(&challenge.realm)));
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
        let known = self.cseqs.contains_key(&call_id);
        let number = if known { self.next_cseq(&call_id) } else { last.saturating_add(1) };
        request.headers.set("CSeq", &format!("{number} {method}"));
        self.start(purpose, without_via(request), tries + 1);
        true
    }

    fn count_use(&mut self, nonce: &str) -> u32 {
        if self.nonces.len() > 32 && !self.nonces.contains_key(nonce) {
            self.nonces.clear();
        }
        let count = self.nonces.entry(nonce.to_owned()).or_default();
        *count += 1;
        *count
    }

    fn send_cancel(&mut self, branch: &str) {
        let Some(pending) = self.pending.get(branch) else { return };
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

/// The headers that every request of ours has, but `Via`.
pub fn headed(method: &str, uri: &str, from: &str, to: &str, call_id: &str, cseq: u32) -> Message {
    let mut request = Message::request(method, uri);
    request.headers.push("Max-Forwards", "70");
    request.headers.push("From", from);
    request.headers.push("To", to);
    request.headers.push("Call-ID", call_id);
    request.headers.push("CSeq", &format!("{cseq} {method}"));
    request.headers.push("User-Agent", USER_AGENT);
    request
}

/// The tag of a `From` or `To`.
pub fn tag<'a>(message: &'a Message, name: &str) -> Option<String> {
    let address: &'a str = message.get(name)?;
    NameAddr::parse(address)?.params.get("tag").filter(|tag| !tag.is_empty()).map(str::to_owned)
}

/// The branch of the topmost `Via`: which request this answers.
pub fn top_branch(message: &Message) -> Option<String> {
    let via = *message.headers.list("Via").first()?;
    Params::parse(&via[via.find(';')?..])?.get("branch").map(str::to_owned)
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

fn nobody() -> Account {
    Account {
        driver: Driver::Sip,
        servers: Vec::new(),
        domain: String::new(),
        user: String::new(),
        auth_user: None,
        display_name: None,
        password: Secret::default(),
        headers: Headers::default(),
        expires: Duration::ZERO,
        ice_servers: Vec::new(),
    }
}

fn phrase(status: u16) -> &'static str {
    match status {
        100 => "Trying",
        180 => "Ringing",
        200 => "OK",
        400 => "Bad Request",
        405 => "Method Not Allowed",
        415 => "Unsupported Media Type",
        420 => "Bad Extension",
        480 => "Temporarily Unavailable",
        481 => "Call/Transaction Does Not Exist",
        482 => "Loop Detected",
        486 => "Busy Here",
        487 => "Request Terminated",
        488 => "Not Acceptable Here",
        489 => "Bad Event",
        491 => "Request Pending",
        _ => "Server Internal Error",
    }
}
