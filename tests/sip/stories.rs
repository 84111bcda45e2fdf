//! Conversations with a PBX, told in `tests/fixtures/sip/stories/*.txt`: what happens stands at the margin, what the
//! user agent does about it is indented below. `TELL=1 cargo test --test sip` writes down what it does now.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Ask, Command, Handle, LineState, Party, Signal, Trouble};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::sip::message::{Message, Start};
use ferrophone::wire::sip::{Input, MediaEvent, MediaOrder, Output, Talk as Code, UserAgent};

use super::{Seeded, account, sdp};

#[test]
fn every_story_goes_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sip/stories");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the stories are gone from {}", folder.display());
    for file in files {
        let told = std::fs::read_to_string(&file).unwrap();
        let played = Talk::play(&told, UserAgent::new(Seeded(1)));
        if std::env::var_os("TELL").is_some() {
            std::fs::write(&file, &played).unwrap();
        } else {
            assert!(told == played, "{}\n--- told\n{told}\n--- played\n{played}", file.display());
            let late = Talk::play(&told, UserAgent::listening(Seeded(1)));
            assert!(told == late, "{} with talk that comes when it is wanted\n{late}", file.display());
        }
    }
}

/// One story being played.
struct Talk {
    agent: UserAgent,
    now: Timestamp,
    played: String,
    /// The last request that we sent, by method.
    requests: BTreeMap<String, Message>,
    calls: BTreeMap<String, Peer>,
    /// Questions after our life are answered, and neither is told.
    lively: bool,
    /// What each call is taken up again with, and whether the story tells it.
    handles: BTreeMap<String, Handle>,
    tells_handles: bool,
    /// The code for what it wants does not come until the story says so.
    alone: bool,
}

/// A call as the other side knows it.
#[derive(Clone)]
struct Peer {
    call_id: String,
    our_address: String,
    their_address: String,
    cseq: u32,
    branch: u32,
}

impl Talk {
    fn play(told: &str, agent: UserAgent) -> String {
        let now = Timestamp::new(1_800_000_000_000, 0);
        let (requests, calls) = (BTreeMap::new(), BTreeMap::new());
        let handles = BTreeMap::new();
        let (played, lively, tells_handles, alone) = (String::new(), false, false, false);
        let mut talk = Self { agent, now, played, requests, calls, lively, handles, tells_handles, alone };
        for line in told.lines().filter(|line| !line.starts_with(' ')) {
            talk.played.push_str(line);
            talk.played.push('\n');
            if !line.is_empty() && !line.starts_with('#') {
                talk.happen(line);
            }
        }
        talk.played
    }

    fn happen(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let leg = |at: usize| LegId(words[at].to_owned());
        let number = |at: usize| PhoneNumber::parse(words[at]).expect(line);
        let event = |event| Input::Media(leg(1), event);
        let input = match words[0] {
            "<-" => return self.receive(line),
            "wait" => return self.wait(words[1]),
            "lively" => return self.lively = true,
            "alone" => {
                self.alone = true;
                return self.agent = UserAgent::listening(Seeded(1));
            }
            "talk" => Input::Talk(Code::here()),
            "no-talk" => Input::NoTalk,
            "handles" => return self.tells_handles = true,
            "registered" => return self.register(),
            "connect" => Input::Command(Command::Connect(account())),
            "disconnect" => Input::Command(Command::Disconnect),
            "opened" => Input::Opened,
            // `sleep 60s`: no timer comes in this time. `sleep 60s closed`: and then something else is first.
            "sleep" => {
                let seconds = words[1].trim_end_matches('s').parse().expect(line);
                self.now = self.now.plus(Duration::from_secs(seconds));
                return self.happen(words.get(2).unwrap_or(&"woke"));
            }
            "woke" => Input::Woke,
            "closed" => Input::Closed,
            "online" => Input::Online,
            "page-gone" => Input::PageGone,
            "pong" => Input::Received("\r\n".into()),
            "ping" => Input::Received("\r\n\r\n".into()),
            "dial" => Input::Command(Command::Dial { leg: leg(1), number: number(2) }),
            "answer" => Input::Command(Command::Answer { leg: leg(1) }),
            "decline" => Input::Command(Command::Decline { leg: leg(1) }),
            "hang-up" => Input::Command(Command::HangUp { leg: leg(1) }),
            "hold" => Input::Command(Command::Hold { leg: leg(1) }),
            "resume" => Input::Command(Command::Resume { leg: leg(1) }),
            "mute" => Input::Command(Command::Mute { leg: leg(1), on: true }),
            "digits" => Input::Command(Command::SendDigits { leg: leg(1), digits: words[2].into() }),
            "transfer" => Input::Command(Command::TransferBlind { leg: leg(1), to: number(2) }),
            "join" => Input::Command(Command::TransferAttended { leg: leg(1), to: leg(2) }),
            "follow" => Input::Command(Command::Follow { leg: leg(1), to: leg(2) }),
            // `rejoin new-leg old-leg`
            "rejoin" => Input::Command(Command::Rejoin { leg: leg(1), handle: self.handles[words[2]].clone() }),
            "watch" => {
                let lamps = words.iter().filter_map(|word| PhoneNumber::parse(word)).collect();
                Input::Command(Command::Watch { messages: words.contains(&"messages"), lamps })
            }
            "sdp" => event(MediaEvent::LocalSdp(sdp(words.get(2).unwrap_or(&"sendrecv")))),
            "no-microphone" => event(MediaEvent::Failed(Trouble::MicrophoneRefused)),
            "no-media" => event(MediaEvent::Failed(Trouble::Media)),
            "no-events" => event(MediaEvent::DtmfUnsupported),
            "interrupted" => event(MediaEvent::Interrupted),
            other => panic!("{other} in {line}"),
        };
        self.take(input);
    }

    fn take(&mut self, input: Input) {
        let mut outputs = self.agent.handle(input, self.now);
        if self.agent.waits() && !self.alone {
            outputs.append(&mut self.agent.handle(Input::Talk(Code::here()), self.now));
        }
        for output in outputs {
            if self.lively && output == Output::Send("\r\n\r\n".into()) {
                self.take(Input::Received("\r\n".into()));
                continue;
            }
            if let Output::Signal(Signal::Handle { leg, handle }) = &output {
                self.handles.insert(leg.0.clone(), handle.clone());
                if !self.tells_handles {
                    continue;
                }
            }
            let told = self.tell(output);
            let _ = writeln!(self.played, "    {told}");
        }
    }

    /// How most stories begin.
    fn register(&mut self) {
        let told = self.played.len();
        for line in ["connect", "opened", "<- 200 REGISTER Expires: 300"] {
            self.happen(line);
        }
        assert!(self.played.ends_with("tell Ready\n"), "{}", self.played);
        self.played.truncate(told);
        self.lively = true;
    }

    /// Lets time pass from one wake-up to the next.
    fn wait(&mut self, span: &str) {
        let ms = span.strip_suffix("ms").map(str::parse);
        let ms = ms.unwrap_or_else(|| span.strip_suffix('s').unwrap().parse().map(|s: u64| s * 1000)).unwrap();
        let end = self.now.plus(Duration::from_millis(ms));
        while let Some(at) = self.agent.wake_at().filter(|at| *at <= end) {
            let start = self.now;
            self.now = self.now.max(at);
            let before = self.played.len();
            self.take(Input::Woke);
            if self.played.len() > before {
                let after = format!("    (after {} ms)\n", self.now.since(start).as_millis());
                self.played.insert_str(before, &after);
            }
            assert!(self.agent.wake_at() != Some(at), "woken again and again\n{}", self.played);
        }
        self.now = end;
    }

    /// `<- 200 REGISTER Header: value | Header: value | sdp sendrecv`: an answer to our last request of this method.
    /// `<- BYE leg …`: a request of theirs. `body …` adds a body of the type in a header before.
    fn receive(&mut self, line: &str) {
        let mut words = line.splitn(4, ' ').skip(1);
        let (what, which, rest) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap_or_default());
        let mut message = match what.parse() {
            Ok(status) => self.answer_to(which, status),
            Err(_) => self.request(what, which),
        };
        for part in rest.split(" | ").filter(|part| !part.is_empty()) {
            if let Some(direction) = part.strip_prefix("sdp ") {
                message.headers.push("Content-Type", "application/sdp");
                message.body = sdp(direction);
            } else if let Some(body) = part.strip_prefix("body ") {
                message.body = body.replace(", ", "\r\n");
            } else {
                let (name, value) = part.split_once(": ").expect(line);
                if matches!(name, "To" | "From" | "Contact") {
                    message.headers.remove(name);
                }
                message.headers.push(name, &self.place(value));
            }
        }
        self.remember(&message);
        self.take(Input::Received(message.to_string()));
    }

    /// `{call}` in a header is that call as `Replaces` names it to us.
    fn place(&self, value: &str) -> String {
        let Some((before, (name, after))) = value.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?)))
        else {
            return value.to_owned();
        };
        let peer = &self.calls[name];
        let tag = |address: &str| address.split_once(";tag=").map_or("", |(_, tag)| tag).to_owned();
        let (ours, theirs) = (tag(&peer.our_address), tag(&peer.their_address));
        format!("{before}{};to-tag={ours};from-tag={theirs}{after}", peer.call_id)
    }

    fn answer_to(&self, which: &str, status: u16) -> Message {
        let request = self.requests.get(which).unwrap_or_else(|| panic!("no {which} was sent\n{}", self.played));
        let mut answer = Message::response(status, "");
        for name in ["Via", "From", "Call-ID", "CSeq"] {
            answer.headers.push(name, request.get(name).unwrap());
        }
        let to = request.get("To").unwrap();
        let tag = if to.contains("tag=") || status == 100 { "" } else { ";tag=them" };
        answer.headers.push("To", &format!("{to}{tag}"));
        answer.headers.push("Contact", "<sip:them@10.0.0.1;transport=ws>");
        answer
    }

    fn request(&mut self, method: &str, which: &str) -> Message {
        let peer = self.calls.entry(which.to_owned()).or_insert_with(|| Peer {
            call_id: which.to_owned(),
            our_address: "<sip:u@127.0.0.1>".into(),
            their_address: "\"Jane\" <sip:+33612345678@pbx.test>;tag=them".into(),
            cseq: 100,
            branch: 0,
        });
        if !matches!(method, "ACK" | "CANCEL") {
            peer.cseq += 1;
            peer.branch += 1;
        }
        let mut request = Message::request(method, "sip:u@h.invalid;transport=ws");
        let branch = format!("SIP/2.0/WS 10.0.0.1;branch=z9hG4bK{which}{}", peer.branch);
        request.headers.push("Via", &branch);
        request.headers.push("From", &peer.their_address);
        let to = peer.our_address.split(";tag").next().unwrap_or_default().to_owned();
        request.headers.push("To", if method == "CANCEL" { &to } else { &peer.our_address });
        request.headers.push("Call-ID", &peer.call_id);
        request.headers.push("CSeq", &format!("{} {method}", peer.cseq));
        request.headers.push("Contact", "<sip:them@10.0.0.1;transport=ws>");
        request
    }

    /// The dialog of a call that we make is learned from the answers given to it.
    fn remember(&mut self, received: &Message) {
        let known = self.calls.iter_mut().find(|(_, peer)| received.get("Call-ID") == Some(&peer.call_id));
        if let (Some((_, peer)), 101..=299) = (known, received.status()) {
            received.get("To").unwrap().clone_into(&mut peer.their_address);
        }
    }

    fn tell(&mut self, output: Output) -> String {
        match output {
            Output::Open { url } => format!("open {url}"),
            Output::Close => "close".into(),
            Output::Send(text) if text.trim().is_empty() => format!("-> {text:?}"),
            Output::Send(text) => self.tell_message(&Message::parse(&text).expect("we send what can be read")),
            Output::Media(leg, order) => match order {
                MediaOrder::Offer { direction, restart_ice, .. } => {
                    format!("media {} offer {direction:?}{}", leg.0, if restart_ice { " anew" } else { "" })
                }
                MediaOrder::Answer { direction, .. } => format!("media {} answer {direction:?}", leg.0),
                MediaOrder::Accept { early, .. } => {
                    format!("media {} accept{}", leg.0, if early { " early" } else { "" })
                }
                MediaOrder::Rollback => format!("media {} rollback", leg.0),
                MediaOrder::Mute(on) => format!("media {} mute {on}", leg.0),
                MediaOrder::Digits(digits) => format!("media {} digits {digits}", leg.0),
                MediaOrder::Close => format!("media {} close", leg.0),
            },
            Output::Signal(Signal::Line(LineState::Down { why, retry })) => {
                let after =
                    retry.map_or_else(|| "never".into(), |at| format!("after {} ms", at.since(self.now).as_millis()));
                format!("tell Down {why:?}, again {after}")
            }
            Output::Signal(Signal::Line(LineState::Ready { .. })) => "tell Ready".into(),
            Output::Signal(Signal::Line(line)) => format!("tell {line:?}"),
            Output::Signal(Signal::Handle { leg, handle }) => format!("tell {} handle {}", leg.0, handle.0),
            Output::Signal(signal) => {
                let told = format!("tell {}", in_full(&signal));
                match told.split_once("LegId(\"").and_then(|(a, rest)| Some((a, rest.split_once("\")")?))) {
                    Some((before, (leg, after))) => [before, leg, after].concat(),
                    None => told,
                }
            }
        }
    }

    fn tell_message(&mut self, message: &Message) -> String {
        let get = |name: &str| message.get(name).unwrap_or_default();
        let mut told = match &message.start {
            Start::Request { method, uri } => {
                assert!(message.headers.list("Via").len() == 1 && !get("CSeq").is_empty(), "{message}");
                let numbered = format!("-> {method} {uri} ({})", get("CSeq"));
                self.requests.insert(method.clone(), message.clone());
                if matches!(method.as_str(), "INVITE" | "SUBSCRIBE") && !get("To").contains("tag=") {
                    let peer = Peer {
                        call_id: get("Call-ID").to_owned(),
                        our_address: get("From").to_owned(),
                        their_address: format!("{};tag=them", get("To")),
                        cseq: 500,
                        branch: 0,
                    };
                    // The story names the call by the number that was dialled, a subscription by its package.
                    let number = uri.trim_start_matches("sip:").split('@').next().unwrap();
                    let name = if method == "INVITE" { number } else { get("Event") };
                    self.calls.insert(name.to_owned(), peer);
                }
                numbered
            }
            Start::Response { status, .. } => {
                if let Some(peer) = self.calls.values_mut().find(|peer| peer.call_id == get("Call-ID"))
                    && get("CSeq").ends_with("INVITE")
                    && get("To").contains("tag=")
                    && peer.cseq < 500
                {
                    get("To").clone_into(&mut peer.our_address);
                }
                format!("-> {status} for {}", get("CSeq"))
            }
        };
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "Expires",
            "RAck",
            "RSeq",
            "Event",
            "Subscription-State",
            "Refer-To",
            "Referred-By",
            "Replaces",
            "Reason",
            "Route",
            "Session-Expires",
            "Require",
            "Unsupported",
            "Retry-After",
        ] {
            for value in message.headers.all(name) {
                let shown =
                    if name.ends_with("Authorization") { value.split(", response").next().unwrap() } else { value };
                let _ = write!(told, " | {name}: {shown}");
            }
        }
        if let Some(direction) =
            message.body.lines().find(|line| line.starts_with("a=send") || line.starts_with("a=recv"))
        {
            let _ = write!(told, " | sdp {}", &direction[2..]);
        } else if !message.body.is_empty() {
            let _ = write!(told, " | body {}", message.body.trim().replace("\r\n", ", "));
        }
        told
    }
}

/// A signal with the words that its `Debug` keeps to itself.
fn in_full(signal: &Signal) -> String {
    let party = |party: &Party| format!("Party {{ number: {:?}, name: {:?} }}", party.number, party.name);
    match signal {
        Signal::Incoming(call) => {
            let diverted = call.diverted_by.as_ref().map_or("None".into(), |by| format!("Some({})", party(by)));
            format!(
                "Incoming(Incoming {{ leg: {:?}, from: {}, dialled: {:?}, diverted_by: {diverted}, call_ref: {:?}, \
                 queue: {:?}, ivr: {:?}, wants_auto_answer: {} }})",
                call.leg,
                party(&call.from),
                call.dialled,
                call.call_ref,
                call.queue,
                call.ivr,
                call.wants_auto_answer
            )
        }
        Signal::Identity { leg, party: who } => format!("Identity {{ leg: {leg:?}, party: {} }}", party(who)),
        Signal::Asked { leg, what: Ask::Follow(who) } => {
            format!("Asked {{ leg: {leg:?}, what: Follow({}) }}", party(who))
        }
        other => format!("{other:?}"),
    }
}
