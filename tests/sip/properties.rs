//! What holds whatever comes in: no panic, no endless waking, one end for every leg, nothing private in a log.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Command, Handle, Signal, Trouble};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::sip::message::Message;
use ferrophone::wire::sip::{Input, MediaEvent, Output, UserAgent};

use super::{Seeded, account, sdp};

/// Messages that a PBX sends; `{…}` is filled in with what the user agent chose.
const SEEDS: [&str; 18] = [
    "INVITE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKa{n}\r\nFrom: \"J\" <sip:+33612345678@p>;tag=f\r\nTo: <sip:u@h>\r\nCall-ID: c{n}\r\nCSeq: {n} INVITE\r\nContact: <sip:p@p>\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 9 X 0\r\n",
    "INVITE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKb{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} INVITE\r\nContact: <sip:p@p>\r\nSession-Expires: 90\r\nSupported: timer\r\n\r\n",
    "UPDATE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKc{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} UPDATE\r\nContact: <sip:p@p>\r\nP-Asserted-Identity: <sip:+49301@p>\r\n\r\n",
    "BYE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKd{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} BYE\r\n\r\n",
    "ACK sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKe{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: {n} ACK\r\n\r\n",
    "CANCEL sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKa{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>\r\nCall-ID: c{n}\r\nCSeq: {n} CANCEL\r\n\r\n",
    "NOTIFY sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKf{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} NOTIFY\r\nEvent: refer\r\nSubscription-State: terminated\r\n\r\nSIP/2.0 200 OK",
    "SIP/2.0 180 Ringing\r\n{answer}Contact: <sip:p@p>\r\n\r\n",
    "SIP/2.0 200 OK\r\n{answer}Contact: <sip:p@p>\r\nContent-Type: application/sdp\r\nSession-Expires: 90;refresher=uac\r\n\r\nv=0\r\nm=audio 9 X 0\r\na=recvonly\r\n",
    "SIP/2.0 401 No\r\n{answer}WWW-Authenticate: Digest realm=\"r\",nonce=\"n{n}\",qop=\"auth\"\r\n\r\n",
    "SIP/2.0 491 Request Pending\r\n{answer}\r\n",
    "SIP/2.0 503 No\r\n{answer}Retry-After: {n}\r\n\r\n",
    "SIP/2.0 183 Heard\r\n{answer}Contact: <sip:p@p>\r\nRequire: 100rel\r\nRSeq: {n}\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 9 X 0\r\n",
    "INVITE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKg{n}\r\nFrom: <sip:2@p>;tag=f\r\nTo: <sip:u@h>\r\nCall-ID: r{n}\r\nCSeq: 1 INVITE\r\nContact: <sip:p@p>\r\nReplaces: {id}{place}\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 9 X 0\r\n",
    "REFER sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKh{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} REFER\r\nContact: <sip:p@p>\r\nRefer-To: <sip:900@p?Replaces=x%3Bto-tag%3D1>\r\n\r\n",
    "NOTIFY sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKi{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} NOTIFY\r\nEvent: talk\r\nSubscription-State: active\r\n\r\n",
    "PRACK sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKj{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>{totag}\r\nCall-ID: {id}\r\nCSeq: 9{n} PRACK\r\nRAck: 1 {n} INVITE\r\n\r\n",
    "INVITE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bKk{n}\r\nFrom: <sip:1@p>;tag=f\r\nTo: <sip:u@h>\r\nCall-ID: k{n}\r\nCSeq: {n} INVITE\r\nContact: <sip:p@p>\r\nRequire: 100rel\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 9 X 0\r\n",
];

#[derive(Clone, Debug)]
enum Step {
    Do(u8, u8),
    Hear(u8, u8),
    /// The same with a piece cut out, doubled or replaced.
    HearMutated(u8, u8, u16, u8, char),
    HearText(String),
    Wait(u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<u8>(), 0..3u8).prop_map(|(what, leg)| Step::Do(what, leg)),
        6 => (any::<u8>(), 0..3u8).prop_map(|(what, n)| Step::Hear(what, n)),
        2 => (any::<u8>(), 0..3u8, any::<u16>(), 0..40u8, any::<char>()).prop_map(|(a, b, c, d, e)| Step::HearMutated(a, b, c, d, e)),
        1 => any::<String>().prop_map(Step::HearText),
        2 => (0..70_000u32).prop_map(Step::Wait),
    ]
}

struct World {
    agent: UserAgent,
    now: Timestamp,
    /// What was last sent, to be answered.
    sent: Option<Message>,
    /// Call-ID and To tag of the last call that rang here.
    dialog: (String, String),
    alive: BTreeSet<LegId>,
    legs: Vec<LegId>,
    open: bool,
    lively: bool,
    answered: usize,
    handle: Option<Handle>,
}

impl World {
    fn new(lively: bool) -> Self {
        let agent = UserAgent::new(Seeded(7));
        let now = Timestamp::new(1_800_000_000_000, 0);
        let legs = (0..3).map(|n| LegId(format!("leg{n}"))).collect();
        let (sent, handle, alive, dialog) = (None, None, BTreeSet::new(), (String::new(), String::new()));
        Self { agent, now, sent, dialog, alive, legs, open: false, lively, answered: 0, handle }
    }

    fn take(&mut self, input: Input) {
        let logged = format!("{input:?}");
        assert!(!logged.contains("33612345678") && !logged.contains("secret"), "{logged}");
        if let Input::Command(
            Command::Dial { leg, .. } | Command::Follow { to: leg, .. } | Command::Rejoin { leg, .. },
        ) = &input
        {
            self.alive.insert(leg.clone());
        }
        let goes = matches!(input, Input::PageGone);
        let (mut then, mut left) = (Vec::new(), 0);
        for output in self.agent.handle(input, self.now) {
            // In a lively world sockets open and keep-alives are answered.
            match &output {
                Output::Open { .. } if self.lively => then.push(Input::Opened),
                Output::Send(text) if self.lively && text == "\r\n\r\n" => then.push(Input::Received("\r\n".into())),
                Output::Open { .. } | Output::Send(_) | Output::Close | Output::Media(..) | Output::Signal(_) => {}
            }
            let logged = format!("{output:?}");
            assert!(!logged.contains("33612345678") && !logged.contains("secret"), "{logged}");
            match output {
                Output::Send(text) => {
                    left += usize::from(goes && text.starts_with("UPDATE ") && text.contains("Session-Expires: 90;"));
                    self.see(&text);
                }
                Output::Signal(signal) => self.hear(&signal),
                Output::Open { .. } | Output::Close => self.open = false,
                Output::Media(..) => {}
            }
        }
        if goes {
            // What was up may be left to the PBX, which is told when to end it. All else is told as ended.
            assert_eq!(self.alive.len(), left, "{:?}", self.alive);
            self.alive.clear();
        }
        for input in then {
            self.open = true;
            self.take(input);
        }
    }

    fn see(&mut self, text: &str) {
        let Some(message) = Message::parse(text).ok() else {
            return assert!(text.trim().is_empty(), "we send what can be read: {text}");
        };
        assert_eq!(message.to_string(), text, "printed and read again it is the same");
        if message.method().is_none() && message.cseq().is_some_and(|(_, method)| method == "INVITE") {
            let to = message.get("To").unwrap_or_default();
            let tag = to.find(";tag").map_or("", |at| &to[at..]);
            self.dialog = (message.get("Call-ID").unwrap_or_default().to_owned(), tag.to_owned());
        }
        if message.method().is_some() {
            self.sent = Some(message);
        }
    }

    fn hear(&mut self, signal: &Signal) {
        let leg = match signal {
            Signal::Line(_) | Signal::Gap { .. } | Signal::MessagesWaiting { .. } | Signal::Lamp { .. } => return,
            Signal::Incoming(incoming) => {
                assert!(self.alive.insert(incoming.leg.clone()), "a leg's name is used once at a time");
                return;
            }
            Signal::Ended { leg, .. } => {
                assert!(self.alive.remove(leg), "a leg ends once: {signal:?}");
                return;
            }
            Signal::Placed { .. } => unreachable!("nobody but us dials on this telephone"),
            Signal::Progress { leg, .. }
            | Signal::Answered { leg }
            | Signal::HeldHere { leg, .. }
            | Signal::HeldThere { leg, .. }
            | Signal::Identity { leg, .. }
            | Signal::Muted { leg, .. }
            | Signal::Transfer { leg, .. }
            | Signal::Asked { leg, .. }
            | Signal::Handle { leg, .. }
            | Signal::Sampled { leg, .. }
            | Signal::Refused { leg, .. } => leg,
        };
        if let Signal::Handle { handle, .. } = signal {
            self.handle = Some(handle.clone());
        }
        self.answered += usize::from(matches!(signal, Signal::Answered { .. }));
        assert!(self.alive.contains(leg), "nothing is told of a leg that is over: {signal:?}");
    }

    fn fill(&self, what: u8, n: u8) -> String {
        let answer = self.sent.as_ref().map_or_else(String::new, |sent| {
            let get = |name: &str| sent.get(name).unwrap_or_default();
            let tag = if get("To").contains("tag=") { "" } else { ";tag=f" };
            let (via, from, to, id, cseq) = (get("Via"), get("From"), get("To"), get("Call-ID"), get("CSeq"));
            format!("Via: {via}\r\nFrom: {from}\r\nTo: {to}{tag}\r\nCall-ID: {id}\r\nCSeq: {cseq}\r\n")
        });
        let seed = SEEDS[usize::from(what) % SEEDS.len()].replace("{answer}", &answer).replace("{n}", &n.to_string());
        let place = self.dialog.1.replace(";tag=", ";from-tag=f;to-tag=");
        seed.replace("{place}", &place).replace("{id}", &self.dialog.0).replace("{totag}", &self.dialog.1)
    }

    fn go(&mut self, step: Step) {
        match step {
            Step::Do(what, leg) => self.act(what, usize::from(leg)),
            Step::Hear(what, n) => self.take(Input::Received(self.fill(what, n))),
            Step::HearMutated(what, n, at, length, c) => {
                let text: Vec<char> = self.fill(what, n).chars().collect();
                let at = usize::from(at) % (text.len() + 1);
                let end = (at + usize::from(length)).min(text.len());
                let cut: String = text[..at].iter().chain([&c]).chain(&text[end..]).collect();
                self.take(Input::Received(cut));
            }
            Step::HearText(text) => self.take(Input::Received(text)),
            Step::Wait(ms) => self.wait(Duration::from_millis(u64::from(ms))),
        }
    }

    fn act(&mut self, what: u8, leg: usize) {
        // Half of the time the leg that rings here, if there is one.
        let ringing = LegId(self.dialog.0.clone());
        let leg = if what >= 128 { ringing } else { self.legs[leg].clone() };
        let other = self.legs[0].clone();
        let number = PhoneNumber::parse("+33612345678").unwrap();
        let input = match what % 28 {
            // What ends everything comes seldom, so that the rest gets far.
            0 if leg == self.legs[0] => Input::Command(Command::Connect(account())),
            1 if leg == self.legs[0] => Input::Command(Command::Disconnect),
            14 if leg == self.legs[0] => Input::Closed,
            // A name is not given to a second call while the first goes on.
            2 | 3 if !self.alive.contains(&leg) => Input::Command(Command::Dial { leg, number }),
            4 => Input::Command(Command::Answer { leg }),
            5 => Input::Command(Command::Decline { leg }),
            6 => Input::Command(Command::HangUp { leg }),
            7 => Input::Command(Command::Hold { leg }),
            8 => Input::Command(Command::Resume { leg }),
            9 => Input::Command(Command::Mute { leg, on: true }),
            10 => Input::Command(Command::SendDigits { leg, digits: "1,#".into() }),
            11 => Input::Command(Command::TransferBlind { leg, to: number }),
            12 => Input::Command(Command::TransferAttended { leg, to: other }),
            13 if !self.open => {
                self.open = true;
                Input::Opened
            }
            15..=17 => Input::Media(leg, MediaEvent::LocalSdp(sdp("sendrecv"))),
            18 => Input::Media(leg, MediaEvent::Failed(Trouble::MicrophoneRefused)),
            19 => Input::Media(leg, MediaEvent::Interrupted),
            20 => Input::Media(leg, MediaEvent::DtmfUnsupported),
            21 => Input::Online,
            23 if !self.alive.contains(&self.legs[1]) => {
                Input::Command(Command::Follow { leg, to: self.legs[1].clone() })
            }
            24 => Input::Command(Command::Watch { messages: true, lamps: vec![number] }),
            25 if !self.alive.contains(&leg) => match &self.handle {
                Some(handle) => Input::Command(Command::Rejoin { leg, handle: handle.clone() }),
                None => Input::Woke,
            },
            22 if what > 240 => Input::PageGone,
            _ => Input::Woke,
        };
        self.take(input);
    }

    /// A call that is up, for the steps to come upon.
    fn talk(&mut self, outgoing: bool) {
        let number = PhoneNumber::parse("+33612345678").unwrap();
        if outgoing {
            let leg = self.legs[0].clone();
            self.take(Input::Command(Command::Dial { leg: leg.clone(), number }));
            self.take(Input::Media(leg, MediaEvent::LocalSdp(sdp("sendrecv"))));
            self.go(Step::Hear(8, 1));
        } else {
            self.go(Step::Hear(0, 1));
            let leg = LegId("c1".into());
            self.take(Input::Command(Command::Answer { leg: leg.clone() }));
            self.take(Input::Media(leg, MediaEvent::LocalSdp(sdp("sendrecv"))));
            self.go(Step::Hear(4, 1));
        }
    }

    fn wait(&mut self, span: Duration) {
        let end = self.now.plus(span);
        let mut wakes = 0;
        while let Some(at) = self.agent.wake_at().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.take(Input::Woke);
            wakes += 1;
            assert!(wakes < 500, "woken again and again");
            assert!(self.agent.wake_at().is_none_or(|next| next > self.now), "woken for nothing");
        }
        self.now = end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_nothing_breaks(
        outgoing in any::<bool>(), incoming in any::<bool>(), lively in any::<bool>(),
        steps in prop::collection::vec(step(), 1..100)
    ) {
        let mut world = World::new(lively);
        world.take(Input::Command(Command::Connect(account())));
        world.open = true;
        world.take(Input::Opened);
        world.go(Step::Hear(8, 1));
        [(outgoing, true), (incoming, false)].into_iter().filter(|(wanted, _)| *wanted).for_each(|(_, o)| world.talk(o));
        let talking = usize::from(outgoing) + usize::from(incoming);
        prop_assert_eq!(world.answered, talking, "the calls to begin with are up");
        steps.into_iter().for_each(|step| world.go(step));
        // Whatever is left comes to an end when the line is dropped.
        world.take(Input::PageGone);
        prop_assert!(world.alive.is_empty(), "still there: {:?}", world.alive);
        prop_assert_eq!(world.agent.wake_at(), None);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Ok(message) = Message::parse(&text) {
            let printed = message.to_string();
            prop_assert_eq!(Message::parse(&printed).map(|again| again.to_string()), Ok(printed));
        }
    }

    #[test]
    fn a_mutated_message_is_read_or_refused(which in 0..SEEDS.len(), at in any::<u16>(), length in 0..30usize, c in any::<char>()) {
        let text: Vec<char> = SEEDS[which].chars().collect();
        let at = usize::from(at) % (text.len() + 1);
        let cut: String = text[..at].iter().chain([&c]).chain(&text[(at + length).min(text.len())..]).collect();
        if let Ok(message) = Message::parse(&cut) {
            let printed = message.to_string();
            prop_assert_eq!(Message::parse(&printed).map(|again| again.to_string()), Ok(printed));
        }
    }
}
