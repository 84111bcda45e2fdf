//! A phone hears the messages between the form feeds; between two of them its agent does what the first byte says. Seeds
//! lie in `tests/fixtures/sip` and `tests/sip/torture`.

#![no_main]

use std::time::Duration;

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{Account, Command, Driver, Headers, Signal};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::sip::message::Message;
use ferrophone::wire::sip::{Entropy, Input, MediaEvent, Output, UserAgent};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut phone = Phone { agent: UserAgent::new(Counted(0)), now: Timestamp::new(0, 0), leg: LegId("x".into()) };
    phone.take(Input::Command(Command::Connect(account())));
    phone.take(Input::Opened);
    // Its own chance is known to the fuzzer, so that it can write the answers.
    for message in text.split('\u{c}') {
        let (what, message) = message.split_at(message.chars().next().map_or(0, char::len_utf8));
        phone.act(what);
        phone.take(Input::Received(message.to_owned()));
    }
    phone.take(Input::PageGone);
    assert!(phone.agent.wake_at().is_none());
});

struct Phone {
    agent: UserAgent,
    now: Timestamp,
    leg: LegId,
}

impl Phone {
    fn take(&mut self, input: Input) {
        for output in self.agent.handle(input, self.now) {
            match output {
                Output::Send(text) if !text.trim().is_empty() => {
                    let message = Message::parse(&text).expect("what we send can be read");
                    assert_eq!(message.to_string(), text);
                }
                Output::Signal(Signal::Incoming(incoming)) => self.leg = incoming.leg,
                Output::Send(_) | Output::Signal(_) | Output::Open { .. } | Output::Close | Output::Media(..) => {}
            }
        }
        assert!(self.agent.wake_at().is_none_or(|at| at > self.now), "woken for nothing");
    }

    fn act(&mut self, what: &str) {
        let leg = self.leg.clone();
        let Some(number) = PhoneNumber::parse("900") else { return };
        let input = match what {
            "a" => Input::Command(Command::Answer { leg }),
            "d" => Input::Command(Command::Dial { leg: LegId("x".into()), number }),
            "h" => Input::Command(Command::Hold { leg }),
            "r" => Input::Command(Command::Resume { leg }),
            "t" => Input::Command(Command::TransferBlind { leg, to: number }),
            "f" => Input::Command(Command::Follow { leg, to: LegId("y".into()) }),
            "w" => Input::Command(Command::Watch { messages: true, lamps: vec![number] }),
            "s" => Input::Media(leg, MediaEvent::LocalSdp("m=audio 9 X 0\r\n".into())),
            "c" => Input::Closed,
            "o" => Input::Opened,
            _ => {
                self.now = self.now.plus(Duration::from_secs(5));
                Input::Woke
            }
        };
        self.take(input);
    }
}

fn account() -> Account {
    Account {
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
    }
}

struct Counted(u8);

impl Entropy for Counted {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(self.0);
        self.0 = self.0.wrapping_add(1);
    }
}
