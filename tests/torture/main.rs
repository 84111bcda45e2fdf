//! What our user agent makes of hostile messages: those of RFC 4475, each with its verdict, and for some seconds whatever a
//! seeded generator makes of them, of the recordings and of the grammar (`seeded`). `fuzz/` goes on where that ends.

#![cfg(not(target_arch = "wasm32"))]

mod seeded;

use std::fs;
use std::path::Path;
use std::time::Duration;

use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{Account, Command, Driver, Headers, Party, Signal};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::sip::message::Message;
use ferrophone::wire::sip::{Entropy, Input, Output, UserAgent};

/// Name, what a registered phone does, and whom it takes for the sender (number and name). The RFC's own advice differs where
/// a comment says so.
const VERDICTS: &[(&str, &str, &str)] = &[
    ("badaspec", "200", "- Bell, Alexander"), // so are blanks in To, which nothing is taken from
    ("badbranch", "200", "- caller"),
    ("baddate", "180, rings", "- caller"),  // no date is read here
    ("baddn", "200", "- Bell, Alexander"),  // a comma without quotes is forgiven, as the RFC allows
    ("badinv01", "180, rings", "- caller"), // the RFC would answer 400: separators too many in Via and Contact
    ("badvers", "unread, StartLine", ""),
    ("bcast", "nobody's answer", "- user"), // one Via too many, RFC 3261 8.1.3.3
    ("bext01", "420", "- caller"),
    ("bigcode", "unread, StartLine", ""),
    ("clerr", "unread, Length", ""),
    ("cparam01", "405", "- watson"),
    ("cparam02", "405", "- watson"),
    ("dblreq", "405", "- j.user"), // one WebSocket message is one SIP message: the second is nobody's
    ("esc01", "180, rings", "- I have spaces"),
    ("esc02", "405", "- %Z%45"),
    ("escnull", "405", "- null--null"),
    ("escruri", "180, rings", "- caller"), // nothing is taken from the Request-URI
    ("insuf", "400", ""),
    ("intmeth", "405", "- token1~` token2'+_ token3*%!.-"),
    ("inv2543", "400", "+13035551111 -"), // the RFC would take it: a caller of 1999, without a tag
    ("invut", "415", "- caller"),
    (
        "longreq",
        "180, rings",
        "- amazinglylongcallernameamazinglylongcallernameamazinglylongcallernameamazinglylongcallernameamazinglylongcallername",
    ),
    ("ltgtruri", "unread, StartLine", ""),
    ("lwsdisp", "200", "- caller"),
    ("lwsruri", "unread, StartLine", ""),
    ("lwsstart", "unread, StartLine", ""), // what cannot be read is not answered: whose answer would it be
    ("mcl01", "unread, Length", ""),       // two lengths
    ("mismatch01", "400", "- caller"),
    ("mismatch02", "400", "- caller"),
    ("mpart01", "no text", ""),     // a binary signature
    ("multi01", "400", "- caller"), // two senders
    ("ncl", "unread, Length", ""),
    ("noreason", "nobody's answer", "- user"),
    ("novelsc", "200", "- caller"), // the RFC would answer 416
    ("quotbal", "400", "- caller"), // a quote without an end
    ("regaut01", "405", "- j.user"),
    ("regbadct", "405", "- user"),
    ("regescrt", "405", "- watson"),
    ("scalar02", "400", "- user"), // a CSeq beyond 32 bits
    ("scalarlg", "nobody's answer", "- other"),
    ("sdp01", "180, rings", "- caller"), // the RFC would answer 406
    ("semiuri", "200", "- caller"),
    ("transports", "200", "- caller"),
    ("trws", "unread, StartLine", ""),
    ("unkscm", "200", "- caller"),
    ("unksm2", "400", "refused"),
    ("unreason", "nobody's answer", "- user"),
    ("wsinv", "481", "- J Rosenberg \\\""),
    ("zeromf", "200", "- caller"), // who is asked need not pass it on
];

#[test]
fn the_torture_messages_of_rfc_4475_are_survived_and_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sip/torture");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let found: Vec<_> = files
        .iter()
        .map(|path| {
            let (what, who) = verdict(&decode(&fs::read_to_string(path).unwrap()));
            (path.file_stem().unwrap().to_string_lossy().into_owned(), what, who)
        })
        .collect();
    let lines = |list: &mut dyn Iterator<Item = String>| list.collect::<Vec<_>>().join("\n");
    let told = lines(&mut VERDICTS.iter().map(|(name, what, who)| format!("({name:?}, {what:?}, {who:?}),")));
    let made = lines(&mut found.iter().map(|(name, what, who)| format!("({name:?}, {what:?}, {who:?}),")));
    assert!(told == made, "expected\n{told}\n\nfound\n{made}");
    assert_eq!(found.len(), 49, "all of them");
}

/// The RFC's own way to write down what does not fit on paper, see `tests/sip/torture/README.md`.
fn decode(text: &str) -> Vec<u8> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let wire =
        format!("{}\n\n{body}", head.trim_end()).replace('\n', "\r\n").replace("<one>", "").replace("</one>", "");
    let mut out = Vec::new();
    let mut rest = wire.as_str();
    while let Some(at) = rest.find("<hex>").into_iter().chain(rest.find("<repeat count=")).min() {
        out.extend(rest[..at].bytes());
        let (tag, inner) = rest[at + 1..].split_once('>').unwrap();
        let (inner, after) = inner.split_once("</").unwrap();
        match tag.strip_prefix("repeat count=") {
            Some(count) => (0..count.parse().unwrap()).for_each(|_: u32| out.extend(inner.bytes())),
            None => out.extend(
                (0..inner.len()).step_by(2).map(|at| u8::from_str_radix(&inner[at..at + 2], 16).expect("hexadecimal")),
            ),
        }
        rest = after.split_once('>').unwrap().1;
    }
    out.extend(rest.bytes());
    out
}

fn verdict(bytes: &[u8]) -> (String, String) {
    // RFC 7118 section 5: it comes as text, or as bytes that are text.
    let Ok(text) = std::str::from_utf8(bytes) else { return ("no text".into(), String::new()) };
    let what = match Message::parse(text) {
        Err(why) => format!("unread, {why:?}"),
        Ok(message) => {
            let outputs = registered().handle(Input::Received(text.to_owned()), now());
            let done: Vec<_> = outputs.iter().filter_map(told).collect();
            match (message.method(), done.is_empty()) {
                (Some(_), true) => "no answer".into(),
                (None, true) => "nobody's answer".into(),
                (_, false) => done.join(", "),
            }
        }
    };
    let from = Message::parse(text).ok().and_then(|message| message.get("From").map(str::to_owned));
    (what, from.map_or_else(String::new, |from| caller(&from)))
}

fn told(output: &Output) -> Option<String> {
    match output {
        Output::Send(text) => Some(Message::parse(text).expect("we send what can be read").status().to_string()),
        Output::Signal(Signal::Incoming(_)) => Some("rings".into()),
        Output::Signal(signal) => Some(format!("{signal:?}")),
        Output::Open { .. } | Output::Close | Output::Media(..) => None,
    }
}

/// Whom a call with this `From` is taken to come from.
fn caller(from: &str) -> String {
    let mut invite = Message::request("INVITE", "sip:1001@h.invalid");
    invite.headers.push("Via", "SIP/2.0/WS pbx.test;branch=z9hG4bK1");
    // A tag is needed for a call; the messages without one are answered with 400 above.
    invite.headers.push("From", &if from.contains("tag") { from.to_owned() } else { format!("{from};tag=1") });
    for (name, value) in
        [("To", "<sip:1001@pbx.test>"), ("Call-ID", "c"), ("CSeq", "1 INVITE"), ("Contact", "<sip:p@p>")]
    {
        invite.headers.push(name, value);
    }
    let outputs = registered().handle(Input::Received(invite.to_string()), now());
    let party = outputs.into_iter().find_map(|output| match output {
        Output::Signal(Signal::Incoming(incoming)) => Some(incoming.from),
        _ => None,
    });
    party.map_or_else(|| "refused".into(), |party| shown(&party))
}

fn shown(party: &Party) -> String {
    let number = party.number.as_ref().map_or("-", |number| number.as_given());
    format!("{number} {}", party.name.as_deref().unwrap_or("-"))
}

fn now() -> Timestamp {
    Timestamp::new(1_800_000_000_000, 0)
}

fn registered() -> UserAgent {
    let mut agent = UserAgent::new(Chance(1));
    let account = Account {
        driver: Driver::Sip,
        servers: vec!["wss://pbx.test/ws".into()],
        domain: "pbx.test".into(),
        user: "1001".into(),
        auth_user: None,
        display_name: None,
        context: String::new(),
        password: Secret::new("secret"),
        headers: Headers::default(),
        expires: Duration::from_secs(600),
        ice_servers: Vec::new(),
    };
    agent.handle(Input::Command(Command::Connect(account)), now());
    let sent = agent.handle(Input::Opened, now());
    let ready = agent.handle(Input::Received(answer(&sent, "200 OK").expect("REGISTER")), now());
    assert!(ready.iter().any(|output| matches!(output, Output::Signal(Signal::Line(_)))));
    agent
}

/// An answer to the last request among these.
fn answer(outputs: &[Output], status: &str) -> Option<String> {
    let request = outputs.iter().rev().find_map(|output| match output {
        Output::Send(text) => Message::parse(text).ok().filter(|message| message.method().is_some_and(|m| m != "ACK")),
        _ => None,
    })?;
    let mut text = format!("SIP/2.0 {status}\r\n");
    for name in ["Via", "From", "To", "Call-ID", "CSeq"] {
        let tag = if name == "To" && !request.get(name)?.contains("tag=") { ";tag=them" } else { "" };
        text += &format!("{name}: {}{tag}\r\n", request.get(name)?);
    }
    Some(text + "Contact: <sip:p@p>\r\nExpires: 600\r\n\r\n")
}

/// Chance that can be repeated: splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

impl Entropy for Chance {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.chunks_mut(8).for_each(|chunk| chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]));
    }
}
