//! What registration and calls share: who we are, chance and numbers, and the outputs as they come about.

use std::time::Duration;

use super::address::{NameAddr, escape, quote};
use super::door::{Entropy, MediaOrder, Output};
use super::message::Message;
use super::transaction::Transactions;
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::secret::Secret;
use crate::engine::telephony::{Account, Driver, Headers, Signal};
use crate::engine::time::Timestamp;

/// What we answer, RFC 3261 20.5. SUBSCRIBE we only send; MESSAGE is none of a telephone's business.
pub const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY, PRACK, REFER";
pub const SUPPORTED: &str = "timer, 100rel, replaces";
/// What NOTIFY may tell us, asked or unasked (RFC 6665 8.2.2).
pub const EVENTS: &str = "refer, talk, hold, message-summary, dialog";

const USER_AGENT: &str = concat!("Ferrophone/", env!("CARGO_PKG_VERSION"));

/// Who we are, and what is to be done.
pub struct Core {
    pub now: Timestamp,
    pub account: Account,
    /// The socket is open.
    pub open: bool,
    /// The socket is a `wss:` one.
    pub secure: bool,
    /// Where requests outside a dialog go through (RFC 3608).
    pub service_route: Vec<String>,
    out: Vec<Output>,
    chance: Box<dyn Entropy>,
    pub(super) transactions: Transactions,
    /// The last CSeq of each Call-ID.
    cseqs: Map<String, u32>,
    pub(super) host: String,
    user: String,
    instance: String,
}

impl Core {
    pub fn new(chance: impl Entropy + 'static) -> Self {
        let mut core = Self {
            now: Timestamp::new(0, 0),
            account: nobody(),
            open: false,
            secure: true,
            service_route: Vec::new(),
            out: Vec::new(),
            chance: Box::new(chance),
            transactions: Transactions::default(),
            cseqs: Map::new(),
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
        let uri = format!("<{}>", self.own_uri());
        match self.account.display_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => format!("{} {uri}", quote(name)),
            None => uri,
        }
    }

    pub fn own_uri(&self) -> String {
        format!("sip:{}@{}", escape(&self.account.user), self.account.domain)
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
        let last = self.cseqs.get_or_insert_with(call_id.to_owned(), u32::default);
        *last = last.saturating_add(1);
        *last
    }

    /// The next number is higher than this one.
    pub fn at_least_cseq(&mut self, call_id: &str, number: u32) {
        let last = self.cseqs.get_or_insert_with(call_id.to_owned(), u32::default);
        *last = number.min(u32::MAX - 1).max(*last);
    }

    pub fn knows_cseq(&self, call_id: &str) -> bool {
        self.cseqs.contains_key(call_id)
    }

    pub fn forget_cseq(&mut self, call_id: &str) {
        self.cseqs.remove(call_id);
    }

    /// Answers a request with these headers besides the copied ones (RFC 3261 8.2.6.2), and a description if there is one.
    pub fn respond(&mut self, request: &Message, status: u16, tag: Option<&str>, with: &[(&str, &str)], sdp: &str) {
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
        response.headers.extend(with);
        response.describe(sdp);
        self.send(response.to_string());
    }

    /// As [`Core::respond`] with nothing to add but what the status asks for.
    pub fn refuse(&mut self, request: &Message, status: u16, tag: Option<&str>) {
        let with: &[_] = match status {
            405 => &[("Allow", ALLOW)],
            415 => &[("Accept", "application/sdp")],
            489 => &[("Allow-Events", EVENTS)],
            _ => &[],
        };
        self.respond(request, status, tag, with, "");
    }

    pub fn send(&mut self, text: String) {
        if self.open {
            self.out.push(Output::Send(text));
        }
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

fn nobody() -> Account {
    Account {
        driver: Driver::Sip,
        servers: Vec::new(),
        domain: String::new(),
        user: String::new(),
        auth_user: None,
        display_name: None,
        context: String::new(),
        password: Secret::default(),
        headers: Headers::default(),
        expires: Duration::ZERO,
        ice_servers: Vec::new(),
    }
}

pub fn phrase(status: u16) -> &'static str {
    match status {
        100 => "Trying",
        180 => "Ringing",
        200 => "OK",
        202 => "Accepted",
        400 => "Bad Request",
        403 => "Forbidden",
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
        603 => "Decline",
        500 => "Server Internal Error",
        _ => "", // which says no less
    }
}
