//! A phone: our user agent on a real WebSocket, in a thread of its own, so that the phones of a story live side by side.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{
    Account, Ask, Command, CommandKind, Driver, EndCause, Handle, Headers, Incoming, Lamp, LineState, Party, Signal,
    TransferOutcome, Trouble,
};
use ferrophone::wire::sip::{MediaEvent, MediaOrder};

use crate::server::Pbx;
use crate::shell::{GLANCE, Line, Order, Record};
use crate::transcript::Way;

/// Nothing on loopback takes so long. A story that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(6);

/// The agent's end of a phone. Dropped, it hangs up its socket without a word, as a closed tab does.
pub struct Phone {
    name: String,
    orders: Sender<Order>,
    signals: Receiver<Signal>,
    /// Every signal so far, also those a story skipped.
    heard: Mutex<Vec<Signal>>,
    record: Arc<Mutex<Record>>,
    thread: Option<JoinHandle<()>>,
    calls: AtomicU64,
}

/// The account of one of the users: 1001, 1002, 1003.
pub fn account(pbx: &impl Pbx, user: &str) -> Account {
    Account {
        driver: Driver::Sip,
        servers: vec![pbx.url()],
        domain: "pbx.test".into(),
        user: user.into(),
        auth_user: None,
        display_name: None,
        context: String::new(),
        password: Secret::new(format!("secret{user}")),
        headers: Headers::default(),
        expires: Duration::from_secs(600),
        ice_servers: Vec::new(),
    }
}

impl Phone {
    /// A phone that is registered: calls can come in.
    pub fn ready(pbx: &impl Pbx, user: &str) -> Self {
        let phone = Self::off(user);
        phone.connect(account(pbx, user));
        phone.is_ready();
        phone
    }

    /// A phone that has no account yet. The name is for its recording.
    pub fn off(name: &str) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let seed = COUNT.fetch_add(1, Ordering::Relaxed);
        let (orders, inbox) = channel();
        let (outbox, signals) = channel();
        let record = Arc::new(Mutex::new(Record::default()));
        let shared = Arc::clone(&record);
        let thread = thread::spawn(move || Line::new(seed, outbox, shared).live(&inbox));
        Self {
            name: name.into(),
            orders,
            signals,
            heard: Mutex::default(),
            record,
            thread: Some(thread),
            calls: AtomicU64::new(0),
        }
    }

    // What the agent does.

    pub fn connect(&self, account: Account) {
        self.command(Command::Connect(account));
    }

    pub fn command(&self, command: Command) {
        self.order(Order::Do(Box::new(command)));
    }

    pub fn dial(&self, number: &str) -> LegId {
        let leg = LegId(format!("{}-call{}", self.name, self.calls.fetch_add(1, Ordering::Relaxed)));
        let number = PhoneNumber::parse(number).expect("a number");
        self.command(Command::Dial { leg: leg.clone(), number });
        leg
    }

    /// Dials and is answered.
    pub fn call(&self, number: &str) -> LegId {
        let leg = self.dial(number);
        self.answered(&leg);
        leg
    }

    /// Answers the next call that comes in.
    pub fn pick_up(&self) -> Incoming {
        let call = self.incoming();
        self.command(Command::Answer { leg: call.leg.clone() });
        self.answered(&call.leg);
        call
    }

    pub fn hang_up(&self, leg: &LegId) {
        self.command(Command::HangUp { leg: leg.clone() });
    }

    // What happens to the phone.

    pub fn cut_wire(&self) {
        self.order(Order::CutWire);
    }

    /// Its page is loaded again or closed.
    pub fn leave(&self) {
        self.order(Order::Leave);
    }

    /// The phone believes that so much time has passed.
    pub fn skip(&self, span: Duration) {
        self.order(Order::Skip(span));
    }

    /// While deaf, the phone speaks but reads nothing: messages cross each other.
    pub fn deaf(&self, on: bool) {
        let (taken, effect) = channel();
        self.order(Order::Deaf(on, taken));
        effect.recv().expect("the phone lives");
    }

    /// Allows or refuses the microphone from now on.
    pub fn allow_microphone(&self, on: bool) {
        self.order(Order::Microphone(on));
    }

    pub fn media(&self, leg: &LegId, event: MediaEvent) {
        self.order(Order::Media(leg.clone(), event));
    }

    // What the agent sees: each waits for its signal and passes over others.

    pub fn is_ready(&self) {
        self.expect("Line(Ready)", |signal| matches!(signal, Signal::Line(LineState::Ready { .. })).then_some(()));
    }

    /// Why the line is down, and whether it comes back by itself.
    pub fn is_down(&self) -> (Trouble, bool) {
        self.expect("Line(Down)", |signal| match signal {
            Signal::Line(LineState::Down { why, retry }) => Some((*why, retry.is_some())),
            _ => None,
        })
    }

    pub fn is_off(&self) {
        self.expect("Line(Off)", |signal| matches!(signal, Signal::Line(LineState::Off)).then_some(()));
    }

    pub fn incoming(&self) -> Incoming {
        self.expect("Incoming", |signal| match signal {
            Signal::Incoming(call) => Some(call.clone()),
            _ => None,
        })
    }

    pub fn answered(&self, leg: &LegId) {
        self.expect("Answered", |signal| matches!(signal, Signal::Answered { leg: l } if l == leg).then_some(()));
    }

    /// Whether there is something to be heard before the answer.
    pub fn progress(&self, leg: &LegId) -> bool {
        self.expect("Progress", |signal| match signal {
            Signal::Progress { leg: l, early_media } if l == leg => Some(*early_media),
            _ => None,
        })
    }

    pub fn held_here(&self, leg: &LegId) -> bool {
        self.expect("HeldHere", |signal| match signal {
            Signal::HeldHere { leg: l, on } if l == leg => Some(*on),
            _ => None,
        })
    }

    pub fn held_there(&self, leg: &LegId) -> bool {
        self.expect("HeldThere", |signal| match signal {
            Signal::HeldThere { leg: l, on } if l == leg => Some(*on),
            _ => None,
        })
    }

    pub fn identity(&self, leg: &LegId) -> Party {
        self.expect("Identity", |signal| match signal {
            Signal::Identity { leg: l, party } if l == leg => Some(party.clone()),
            _ => None,
        })
    }

    /// How a transfer came out in the end.
    pub fn transferred(&self, leg: &LegId) -> TransferOutcome {
        self.expect("Transfer", |signal| match signal {
            Signal::Transfer { leg: l, outcome } if l == leg && *outcome != TransferOutcome::Trying => Some(*outcome),
            _ => None,
        })
    }

    /// Which command could not be carried out, and why not.
    pub fn refused(&self, leg: &LegId) -> (CommandKind, Trouble) {
        self.expect("Refused", |signal| match signal {
            Signal::Refused { leg: l, what, why } if l == leg => Some((*what, *why)),
            _ => None,
        })
    }

    /// What the other side asks for.
    pub fn asked(&self, leg: &LegId) -> Ask {
        self.expect("Asked", |signal| match signal {
            Signal::Asked { leg: l, what } if l == leg => Some(what.clone()),
            _ => None,
        })
    }

    /// What the call can be taken up again with.
    pub fn handle(&self, leg: &LegId) -> Handle {
        self.expect("Handle", |signal| match signal {
            Signal::Handle { leg: l, handle } if l == leg => Some(handle.clone()),
            _ => None,
        })
    }

    /// Until a lamp changes to this.
    pub fn lamp(&self, lamp: Lamp) {
        self.expect("Lamp", |signal| matches!(signal, Signal::Lamp { lamp: l, .. } if *l == lamp).then_some(()));
    }

    pub fn ended(&self, leg: &LegId) -> EndCause {
        self.expect("Ended", |signal| match signal {
            Signal::Ended { leg: l, cause } if l == leg => Some(*cause),
            _ => None,
        })
    }

    /// Until this signal has come, now or before.
    pub fn hears(&self, signal: &Signal) {
        if !self.heard().contains(signal) {
            self.expect("a signal", |s| (s == signal).then_some(()));
        }
    }

    /// The first signal of which `pick` makes something.
    pub fn expect<T>(&self, what: &str, pick: impl Fn(&Signal) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let signal = match self.signals.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(signal) => signal,
                Err(RecvTimeoutError::Disconnected) => panic!("{}: the phone itself failed", self.name),
                Err(RecvTimeoutError::Timeout) => panic!("{}: {what} never came", self.name),
            };
            self.heard.lock().unwrap().push(signal.clone());
            if let Some(found) = pick(&signal) {
                return found;
            }
        }
    }

    // What can be looked up.

    /// All signals so far, in order.
    pub fn heard(&self) -> Vec<Signal> {
        let mut heard = self.heard.lock().unwrap();
        heard.extend(self.signals.try_iter());
        heard.clone()
    }

    /// What went out: the requests with this method or the responses with this status.
    pub fn sent(&self, method_or_status: &str) -> Vec<String> {
        self.record.lock().unwrap().transcript.starting(Way::Sent, method_or_status)
    }

    pub fn received(&self, method_or_status: &str) -> Vec<String> {
        self.record.lock().unwrap().transcript.starting(Way::Received, method_or_status)
    }

    /// Until so many of them went out.
    pub fn has_sent(&self, count: usize, method_or_status: &str) {
        self.until(&format!("{count} x {method_or_status} sent"), || self.sent(method_or_status).len() >= count);
    }

    /// Until the phone asked the PBX for a sign of life, RFC 5626 4.4.1.
    pub fn has_sent_line_ends(&self) {
        self.until("a double line end sent", || self.record.lock().unwrap().transcript.has_line_ends());
    }

    pub fn has_received(&self, count: usize, method_or_status: &str) {
        self.until(&format!("{count} x {method_or_status} received"), || {
            self.received(method_or_status).len() >= count
        });
    }

    /// The orders to the audio of this leg, in order.
    pub fn media_orders(&self, leg: &LegId) -> Vec<MediaOrder> {
        let record = self.record.lock().unwrap();
        record.media.iter().filter(|(l, _)| l == leg).map(|(_, order)| order.clone()).collect()
    }

    fn until(&self, what: &str, done: impl Fn() -> bool) {
        let start = Instant::now();
        while !done() {
            assert!(start.elapsed() < PATIENCE, "{}: never {what}", self.name);
            thread::sleep(GLANCE);
        }
    }

    fn order(&self, order: Order) {
        self.orders.send(order).unwrap_or_else(|_| panic!("{}: the phone itself failed", self.name));
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        // The thread ends when its orders do.
        self.orders = channel().0;
        let lived = self.thread.take().map_or(Ok(()), JoinHandle::join);
        let story = thread::current().name().unwrap_or("story").to_owned();
        if thread::panicking() {
            let heard = self.heard();
            eprintln!("{} heard: {heard:#?}", self.name);
            if let Ok(record) = self.record.lock() {
                let folder = std::env::temp_dir().join("ferrophone-failed");
                let file = record.transcript.save_in(&folder, &story, &self.name);
                eprintln!("{} on the wire, in full in {}:\n{}", self.name, file.display(), record.transcript.outline());
            }
            return;
        }
        assert!(lived.is_ok(), "{}: the phone itself failed", self.name);
        if let Ok(record) = self.record.lock() {
            record.transcript.save(&story, &self.name);
        }
    }
}
