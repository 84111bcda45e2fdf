//! Mutated recordings, torture messages and messages out of the grammar, from a seed that is shown where it fails.
//!
//! `FERROPHONE_FUZZ_SECONDS=600 cargo test --test torture` looks for longer; `FERROPHONE_FUZZ_SEED=…` repeats a run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Command, Signal};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::sip::message::Message;
use ferrophone::wire::sip::{Input, MediaEvent, Output, UserAgent};

use super::{Chance, answer, decode, now, registered};

#[test]
fn whatever_a_seed_makes_of_them_is_survived() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
    let seed: u64 = number("FERROPHONE_FUZZ_SEED").unwrap_or_else(clock);
    let span = Duration::from_secs(number("FERROPHONE_FUZZ_SECONDS").unwrap_or(4));
    println!("FERROPHONE_FUZZ_SEED={seed}"); // shown where it fails
    let (corpus, start, mut rounds, mut rang) = (corpus(), Instant::now(), 0_u64, 0);
    while start.elapsed() < span {
        rang += Round::new(seed.wrapping_add(rounds)).play(&corpus);
        rounds += 1;
    }
    assert!(rounds > 20 && rang > rounds / 4, "{rounds} rounds, {rang} calls: the generator makes nothing of worth");
}

/// All recorded messages and those of the RFC.
fn corpus() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["tests/fixtures/sip", "tests/sip/torture"] {
        let mut files: Vec<_> = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        files.sort();
        for file in files {
            let text = fs::read_to_string(file).unwrap();
            if folder.ends_with("torture") {
                all.extend(String::from_utf8(decode(&text)));
            } else {
                let messages = text.split(">>>>\n").flat_map(|part| part.split("<<<<\n"));
                all.extend(messages.filter(|text| !text.is_empty()).map(|text| text.replace('\n', "\r\n")));
            }
        }
    }
    assert!(all.len() > 400, "only {} messages", all.len());
    all
}

/// One phone, and a while of nonsense.
struct Round {
    chance: Chance,
    agent: UserAgent,
    now: Timestamp,
    sent: Vec<Output>,
    legs: BTreeSet<LegId>,
    rang: u64,
}

impl Round {
    fn new(seed: u64) -> Self {
        let leg = LegId("ours".into());
        let legs = BTreeSet::from([leg]);
        Self { chance: Chance(seed), agent: registered(), now: now(), sent: Vec::new(), legs, rang: 0 }
    }

    fn play(mut self, corpus: &[String]) -> u64 {
        for _ in 0..40 {
            match self.chance.below(10) {
                0..4 => self.be_called(),
                4..7 => {
                    let text = corpus[self.chance.below(corpus.len())].clone();
                    let text = self.mutate(&self.adopt(&text));
                    self.take(Input::Received(text));
                }
                7 => {
                    let status = self.chance.pick(&["180 R", "183 S", "200 OK", "401 U", "491 P", "500 E", "302 M"]);
                    if let Some(text) = answer(&self.sent, status) {
                        let text = self.mutate(&text);
                        self.take(Input::Received(text));
                    }
                }
                8 => self.act(),
                _ => {
                    self.now = self.now.plus(Duration::from_millis(self.chance.next() % 40_000));
                    self.take(Input::Woke);
                }
            }
        }
        self.rang
    }

    fn take(&mut self, input: Input) {
        let outputs = self.agent.handle(input, self.now);
        for output in &outputs {
            match output {
                Output::Send(text) if !text.trim().is_empty() => {
                    let message = Message::parse(text).unwrap_or_else(|why| panic!("we send {why:?}:\n{text}"));
                    assert_eq!(message.to_string(), *text, "printed and read again it is the same");
                }
                Output::Signal(Signal::Incoming(incoming)) => {
                    self.legs.insert(incoming.leg.clone());
                }
                Output::Send(_) | Output::Signal(_) | Output::Open { .. } | Output::Close | Output::Media(..) => {}
            }
        }
        assert!(self.agent.wake_at().is_none_or(|at| at > self.now), "woken for nothing");
        self.sent.extend(outputs.into_iter().filter(|output| matches!(output, Output::Send(_))));
    }

    fn act(&mut self) {
        let legs: Vec<_> = self.legs.iter().cloned().collect();
        let leg = legs[self.chance.below(legs.len())].clone();
        let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n".to_owned();
        let number = PhoneNumber::parse("900").unwrap();
        let (on, to) = (true, LegId("ours".into()));
        let input = match self.chance.below(8) {
            0 => Input::Command(Command::Dial { leg: to, number }),
            1 | 2 => Input::Command(Command::Answer { leg }),
            3 => Input::Command(Command::Hold { leg }),
            4 => Input::Command(Command::Mute { leg, on }),
            5 => Input::Command(Command::Follow { leg, to }),
            6 => Input::Command(Command::HangUp { leg }),
            _ => Input::Media(leg, MediaEvent::LocalSdp(sdp)),
        };
        self.take(input);
    }

    /// A call whose caller writes a name to be mistaken for a number. Ours is the address, or nobody.
    fn be_called(&mut self) {
        const NAMES: &[&str] = &[
            "+4930666",
            "<sip:+4930666@evil.test>",
            "\\\"",
            ",",
            ";tag=2",
            "\\\\",
            " ",
            "%2B49",
            "@",
            "Jane",
            "é",
            ">",
        ];
        let name: String = (0..self.chance.below(6)).map(|_| self.chance.pick(NAMES)).collect();
        let number = format!("+33{}", 1000 + self.chance.below(9000));
        let (tag, id) = (self.chance.next(), self.chance.next());
        let uri = match self.chance.below(4) {
            0 => format!("<tel:{number}>"),
            1 => format!("<sip:{};x=%2B4930666@pbx.test;user=phone?X=%2B4930666>", number.replace('+', "%2B")),
            2 => format!("<sip:{number}:+4930666@pbx.test>"),
            _ => format!("<sip:{number}@pbx.test>"),
        };
        let from = format!("\"{name}\" {uri};tag={tag:x}");
        let header =
            self.chance.pick(&["P-Asserted-Identity", "Remote-Party-ID", "X-Other", "f", "p-asserted-identity"]);
        let (asserted, fold) = (header != "X-Other" && header != "f", self.chance.pick(&["", "\r\n ", " "]));
        let (from, other) = if asserted { ("<sip:9@pbx.test>;tag=1".to_owned(), from) } else { (from, "x".into()) };
        let other = if asserted { format!("{header}:{fold}{other}\r\n") } else { String::new() };
        let text = format!(
            "INVITE sip:u@h SIP/2.0\r\nVia: SIP/2.0/WS p;branch=z9hG4bK{id:x}\r\nFrom:{fold}{from}\r\nTo: <sip:u@h>\r\n\
             Call-ID: {id:x}\r\nCSeq: 1 INVITE\r\nContact: <sip:p@p>\r\n{other}\r\n"
        );
        let before = self.legs.len();
        let outputs = self.agent.handle(Input::Received(text.clone()), self.now);
        for output in &outputs {
            if let Output::Signal(Signal::Incoming(incoming)) = output {
                let taken = incoming.from.number.as_ref().map(|taken| taken.as_given().to_owned());
                assert_eq!(taken, Some(number.clone()), "{text}");
                self.legs.insert(incoming.leg.clone());
            }
        }
        self.rang += u64::from(self.legs.len() > before);
    }

    /// As if it were meant for this phone and its calls.
    fn adopt(&self, text: &str) -> String {
        let Some(Output::Send(ours)) = self.sent.last() else { return text.to_owned() };
        let (Ok(ours), Ok(mut theirs)) = (Message::parse(ours), Message::parse(text)) else { return text.to_owned() };
        let response = theirs.method().is_none();
        for name in ["Call-ID", "From", "To", "CSeq", "Via"] {
            let swapped = match (name, response) {
                ("From", false) => "To",
                ("To", false) => "From",
                ("CSeq" | "Via", false) => continue,
                _ => name,
            };
            theirs.headers.set(name, ours.get(swapped).unwrap_or_default());
        }
        theirs.to_string()
    }

    /// Some bytes less, more, or others; now and then none.
    fn mutate(&mut self, text: &str) -> String {
        const PIECES: &[&str] = &[
            "\r\n",
            "\r\n ",
            "\"",
            "<",
            ">",
            ";",
            ",",
            ":",
            "@",
            "%00",
            "\\",
            "é",
            "0",
            "99999999999",
            ";tag=",
            " ",
            "=",
            "?",
            "SIP/2.0",
        ];
        let mut text: Vec<char> = text.chars().collect();
        for _ in 0..self.chance.below(5) {
            let at = self.chance.below(text.len() + 1);
            let end = (at + self.chance.below(12)).min(text.len());
            match self.chance.below(3) {
                0 => drop(text.drain(at..end)),
                1 => drop(text.splice(at..at, self.chance.pick(PIECES).chars())),
                _ => {
                    let piece: Vec<char> = text[at..end].to_vec();
                    let to = self.chance.below(text.len() + 1);
                    drop(text.splice(to..to, piece));
                }
            }
        }
        text.into_iter().collect()
    }
}
