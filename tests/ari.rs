//! The ARI driver over what a real Asterisk was recorded to say: the same requests go out, and the engine hears what happened.
//! The format of the files is in `tests/fixtures/ari/README.md`.

use std::fs;
use std::path::Path;
use std::time::Duration;

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{Account, Command, Driver, Headers, Incoming, LineState, Party, Signal};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::ari::{DeskPhone, Input, Output};

/// What the engine heard of a recorded story, but for the line.
fn played(name: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ari").join(name).with_extension("jsonl");
    let text = fs::read_to_string(&file).expect(name);
    let (app, rest) = text.split_once("ferrophone-2001-").expect("our name").1.split_at(8);
    assert!(!rest.is_empty());
    let mut phone = DeskPhone::new(u32::from_str_radix(app, 16).expect("its number"));
    let now = Timestamp::new(0, 0);
    let (mut sent, mut signals) = (Vec::new(), Vec::new());
    let mut take = |input| {
        for output in phone.handle(input, now) {
            match output {
                Output::Send(text) => sent.push(text),
                Output::Signal(signal) => signals.push(signal),
                Output::Open { url } => {
                    let key = "ws://pbx.test/ari/events?api_key=desk:a%26b%20c&app=ferrophone-2001-";
                    assert!(url.starts_with(key), "{url}");
                }
                Output::Close => {}
            }
        }
    };
    take(Input::Command(Command::Connect(account())));
    take(Input::Opened);
    for line in text.lines() {
        match line.split_at(2) {
            ("< ", message) => take(Input::Received(message.to_owned())),
            ("> ", _) => {}
            _ => panic!("{name}: {line}"),
        }
    }
    let recorded: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert_eq!(sent, recorded, "{name}: the same is asked");
    signals.into_iter().filter(|signal| !matches!(signal, Signal::Line(_))).map(|signal| words(&signal)).collect()
}

fn account() -> Account {
    Account {
        driver: Driver::Ari,
        servers: vec!["ws://pbx.test/ari/events".into()],
        domain: "pbx.test".into(),
        user: "2001".into(),
        auth_user: Some("desk".into()),
        display_name: None,
        context: "phones".into(),
        password: Secret::new("a&b c"),
        headers: Headers { ivr: vec!["IVR".into()], ..Headers::default() },
        expires: Duration::from_secs(600),
        ice_servers: Vec::new(),
    }
}

fn words(signal: &Signal) -> String {
    let party = |party: &Party| {
        let number = party.number.as_ref().map_or("withheld", PhoneNumber::as_given);
        format!("{number} {}", party.name.as_deref().unwrap_or("-"))
    };
    // `ferrophone-tests-1795849353.3` is channel 3.
    let channel = |leg: &LegId| leg.0.rsplit('.').next().unwrap_or_default().to_owned();
    match signal {
        Signal::Incoming(Incoming { leg, from, dialled, queue, ivr, .. }) => {
            let dialled = dialled.as_ref().map_or("-", PhoneNumber::as_given);
            let (queue, ivr) = (queue.as_deref().unwrap_or("-"), ivr.as_deref().unwrap_or("-"));
            format!("{} rings: {} to {dialled}, {queue}, {ivr}", channel(leg), party(from))
        }
        Signal::Placed { leg, to } => format!("{} dials {}", channel(leg), party(to)),
        Signal::Progress { leg, .. } => format!("{} rings there", channel(leg)),
        Signal::Answered { leg } => format!("{} talks", channel(leg)),
        Signal::HeldHere { leg, on } => format!("{} held: {on}", channel(leg)),
        Signal::Identity { leg, party: other } => format!("{} is {}", channel(leg), party(other)),
        Signal::Ended { leg, cause } => format!("{} ended: {cause:?}", channel(leg)),
        other => format!("{other:?}"),
    }
}

const JANE: &str = "rings: +33612345678 Jane Customer to +441632960000, support, 4711";

#[test]
fn a_customers_call_is_told_once_and_whole() {
    assert_eq!(played("customer"), [&format!("2 {JANE}"), "2 talks", "2 ended: Here"]);
    assert_eq!(played("elsewhere"), [&format!("2 {JANE}"), "2 ended: AnsweredElsewhere"]);
}

#[test]
fn who_withholds_a_number_stays_unknown() {
    assert_eq!(played("withheld"), ["2 rings: withheld - to -, -, -", "2 talks"]);
}

#[test]
fn what_is_done_at_the_telephone_is_told() {
    let held = ["2 talks", "2 held: true", "2 held: false"];
    let hold = played("hold");
    assert_eq!(hold[0], format!("2 {JANE}"));
    assert_eq!(hold[1..4], held);
    assert_eq!(
        played("own-keys"),
        ["0 dials 1002 -", "0 is 1002 Bob Agent", "0 rings there", "0 talks", "0 ended: There"]
    );
    assert_eq!(played("blind-transfer"), [&format!("2 {JANE}"), "2 talks", "2 ended: Transferred"]);
    let attended = played("attended-transfer");
    assert_eq!(attended.iter().filter(|line| line.ends_with("ended: Transferred")).count(), 2, "{attended:#?}");
}

#[test]
fn whatever_the_pbx_says_the_driver_lives() {
    let mut phone = DeskPhone::new(7);
    let now = Timestamp::new(0, 0);
    phone.handle(Input::Command(Command::Connect(account())), now);
    phone.handle(Input::Opened, now);
    let mut all = String::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ari")).expect("the recordings")
    {
        all += &fs::read_to_string(file.expect("readable").path()).expect("UTF-8");
    }
    let lines: Vec<&str> = all.lines().filter_map(|line| line.strip_prefix("< ")).collect();
    assert!(lines.len() > 100, "only {}", lines.len());
    for line in lines {
        // Cut, doubled, with every value of another kind, and in any order that follows.
        for end in [line.len() / 3, line.len() / 2, line.len()] {
            let cut = line.get(..end).unwrap_or_default();
            phone.handle(Input::Received(cut.to_owned()), now);
            phone.handle(Input::Received(cut.replace("\":\"", "\":1,\"x\":\"")), now);
            phone.handle(Input::Received(cut.replace("\"channel\":{", "\"channel\":[{")), now);
        }
    }
    assert!(phone.wake_at().is_some());
    let line = phone.handle(Input::Closed, now);
    let down = |output: &Output| matches!(output, Output::Signal(Signal::Line(LineState::Down { retry: Some(_), .. })));
    assert!(line.iter().any(down));
}

/// What a network and a busy PBX make of it: events lost, doubled and out of order, sockets that drop, agents who press.
#[test]
fn whatever_happens_a_call_begins_once_and_ends_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ari");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the recordings").map(|file| file.expect("readable").path()).collect();
    files.sort();
    let lines: Vec<String> = files
        .iter()
        .flat_map(|file| fs::read_to_string(file).expect("UTF-8").lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| line.strip_prefix("< ").map(str::to_owned))
        .collect();
    let mut told = 0;
    for seed in 1..=100_u64 {
        let mut chance = Chance(seed);
        let mut phone = DeskPhone::new(7);
        let mut alive: Vec<LegId> = Vec::new();
        let mut now = Timestamp::new(0, 0);
        let mut at = chance.below(lines.len());
        for step in 0..400 {
            now = now.plus(Duration::from_millis(chance.below(40) as u64));
            let input = match chance.below(100) {
                0 => Input::Command(Command::Connect(account())),
                1 => Input::Opened,
                2 => Input::Closed,
                3 => Input::Woke,
                4 => Input::Online,
                5 if !alive.is_empty() => {
                    Input::Command(Command::HangUp { leg: alive[chance.below(alive.len())].clone() })
                }
                6 => {
                    let leg = LegId(format!("out-{seed}-{step}"));
                    alive.push(leg.clone());
                    let number = PhoneNumber::parse("1002").expect("a number");
                    Input::Command(Command::Dial { leg, number })
                }
                7 => {
                    at = chance.below(lines.len());
                    Input::Woke
                }
                8..=15 => Input::Received(lines[chance.below(lines.len())].clone()),
                _ => {
                    at = (at + 1) % lines.len();
                    Input::Received(lines[at].clone())
                }
            };
            if step == 0 {
                phone.handle(Input::Command(Command::Connect(account())), now);
                phone.handle(Input::Opened, now);
            }
            // Leaving takes its calls along: nobody asks any more.
            for output in phone.handle(input, now) {
                let Output::Signal(signal) = output else { continue };
                told += 1;
                match &signal {
                    Signal::Line(_) => {}
                    Signal::Incoming(Incoming { leg, .. }) | Signal::Placed { leg, .. } => {
                        assert!(!alive.contains(leg), "seed {seed}: {leg:?} began twice");
                        alive.push(leg.clone());
                    }
                    Signal::Ended { leg, .. } => alive.retain(|there| there != leg),
                    Signal::Progress { leg, .. }
                    | Signal::Answered { leg }
                    | Signal::HeldHere { leg, .. }
                    | Signal::Identity { leg, .. } => {
                        assert!(alive.contains(leg), "seed {seed}: {} of a call that is over", words(&signal));
                    }
                    other => panic!("seed {seed}: {other:?}"),
                }
            }
        }
    }
    assert!(told > 2_000, "only {told} signals: is anything played?");
}

/// The desk phone's calls go on while the connection is lost, and nobody follows them: that is told once it is back.
#[test]
fn a_time_in_which_nothing_was_followed_is_told() {
    let gaps = |seconds: u64, asked_for: bool| {
        let mut phone = DeskPhone::new(7);
        let ready = |phone: &mut DeskPhone, now: Timestamp| {
            let mut signals = Vec::new();
            let mut asked: Vec<Output> = phone.handle(Input::Opened, now);
            // Whatever is asked is answered: the phone is registered and has no calls.
            while let Some(output) = asked.pop() {
                match output {
                    Output::Signal(signal) => signals.push(signal),
                    Output::Send(text) => asked.extend(phone.handle(Input::Received(answer_to(&text)), now)),
                    Output::Open { .. } | Output::Close => {}
                }
            }
            signals
        };
        let start = Timestamp::new(0, 0);
        phone.handle(Input::Command(Command::Connect(account())), start);
        let first = ready(&mut phone, start);
        assert!(first.iter().any(|signal| matches!(signal, Signal::Line(LineState::Ready { .. }))), "{first:?}");
        let lost = start.plus(Duration::from_secs(10));
        match asked_for {
            true => drop(phone.handle(Input::Command(Command::Disconnect), lost)),
            false => drop(phone.handle(Input::Closed, lost)),
        }
        let back = lost.plus(Duration::from_secs(seconds));
        if asked_for {
            phone.handle(Input::Command(Command::Connect(account())), back);
        }
        phone.handle(Input::Online, back);
        let told = ready(&mut phone, back);
        let gap = |signal: &Signal| match signal {
            Signal::Gap { from, to } => Some((from.since(start).as_secs(), to.since(start).as_secs())),
            _ => None,
        };
        told.iter().filter_map(gap).collect::<Vec<_>>()
    };
    assert_eq!(gaps(70, false), [(0, 80)], "from the last word on");
    assert_eq!(gaps(20, false), [], "not worth a word");
    assert_eq!(gaps(70, true), [], "the agent was off line");
}

/// The PBX on what it is asked: an endpoint is registered and has no calls, the rest is done.
fn answer_to(request: &str) -> String {
    let request: serde_json::Value = serde_json::from_str(request).expect("JSON");
    let is_endpoint = request["uri"].as_str().is_some_and(|uri| uri.starts_with("endpoints/"));
    let body = match is_endpoint {
        true => r#"{"technology":"PJSIP","resource":"2001","state":"online","channel_ids":[]}"#,
        false => "{}",
    };
    let id = &request["request_id"];
    serde_json::json!({ "type": "RESTResponse", "request_id": id, "status_code": 200, "message_body": body })
        .to_string()
}

/// xorshift; a run is its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("small")
    }
}
