//! The widget beside a desk phone: our ARI driver on a real WebSocket, in a thread of its own.

use std::collections::VecDeque;
use std::net::TcpStream;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{
    Account, Command, Driver, EndCause, Headers, Incoming, LineState, Party, Signal, Trouble,
};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::ari::{DeskPhone, Input, Output};
use tungstenite::{Message, WebSocket};

use crate::asterisk::Asterisk;
use crate::server::Pbx;
use crate::shell::GLANCE;

/// Nothing on loopback takes so long. A story that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(6);

/// The widget beside the telephone 2001. Dropped, it hangs up its socket without a word, as a closed tab does.
pub struct Desk {
    orders: Sender<Order>,
    signals: Receiver<Signal>,
    heard: Mutex<Vec<Signal>>,
    said: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

enum Order {
    Do(Box<Command>),
    CutWire,
    Skip(Duration),
}

/// Where the driver connects to, as user `desk`.
pub fn account(pbx: &Asterisk) -> Account {
    Account {
        driver: Driver::Ari,
        servers: vec![pbx.url().replace("/ws", "/ari/events")],
        domain: "pbx.test".into(),
        user: "2001".into(),
        auth_user: Some("desk".into()),
        display_name: None,
        context: "phones".into(),
        password: Secret::new("secretdesk"),
        headers: Headers { ivr: vec!["IVR".into()], ..Headers::default() },
        expires: Duration::from_secs(600),
        ice_servers: Vec::new(),
    }
}

impl Desk {
    pub fn ready(pbx: &Asterisk) -> Self {
        let desk = Self::off();
        desk.connect(account(pbx));
        desk.is_ready();
        desk
    }

    pub fn off() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let chance = COUNT.fetch_add(1, Ordering::Relaxed);
        let (orders, inbox) = channel();
        let (outbox, signals) = channel();
        let said = Arc::default();
        let line = Line {
            phone: DeskPhone::new(chance),
            socket: None,
            signals: outbox,
            said: Arc::clone(&said),
            ahead: Duration::ZERO,
        };
        let thread = thread::spawn(move || line.live(&inbox));
        Self { orders, signals, heard: Mutex::default(), said, thread: Some(thread) }
    }

    pub fn connect(&self, account: Account) {
        self.command(Command::Connect(account));
    }

    pub fn command(&self, command: Command) {
        self.order(Order::Do(Box::new(command)));
    }

    pub fn dial(&self, number: &str) -> LegId {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let leg = LegId(format!("out-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        self.command(Command::Dial { leg: leg.clone(), number: PhoneNumber::parse(number).expect("a number") });
        leg
    }

    pub fn hang_up(&self, leg: &LegId) {
        self.command(Command::HangUp { leg: leg.clone() });
    }

    pub fn cut_wire(&self) {
        self.order(Order::CutWire);
    }

    pub fn skip(&self, span: Duration) {
        self.order(Order::Skip(span));
    }

    pub fn is_ready(&self) {
        self.expect("Line(Ready)", |s| matches!(s, Signal::Line(LineState::Ready { .. })).then_some(()));
    }

    /// Why the line is down, and whether it comes back by itself.
    pub fn is_down(&self) -> (Trouble, bool) {
        self.expect("Line(Down)", |signal| match signal {
            Signal::Line(LineState::Down { why, retry }) => Some((*why, retry.is_some())),
            _ => None,
        })
    }

    pub fn incoming(&self) -> Incoming {
        self.expect("Incoming", |signal| match signal {
            Signal::Incoming(call) => Some(call.clone()),
            _ => None,
        })
    }

    pub fn placed(&self) -> (LegId, Party) {
        self.expect("Placed", |signal| match signal {
            Signal::Placed { leg, to } => Some((leg.clone(), to.clone())),
            _ => None,
        })
    }

    /// The call that was told before the line was ready.
    pub fn placed_before_ready(&self) -> (LegId, String) {
        let placed = self.heard().into_iter().find_map(|signal| match signal {
            Signal::Placed { leg, to } => Some((leg, to.number?.as_given().to_owned())),
            _ => None,
        });
        placed.expect("a call that goes on")
    }

    pub fn answered(&self, leg: &LegId) {
        self.expect("Answered", |s| matches!(s, Signal::Answered { leg: l } if l == leg).then_some(()));
    }

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

    pub fn ended(&self, leg: &LegId) -> EndCause {
        self.expect("Ended", |signal| match signal {
            Signal::Ended { leg: l, cause } if l == leg => Some(*cause),
            _ => None,
        })
    }

    pub fn expect<T>(&self, what: &str, pick: impl Fn(&Signal) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let signal = match self.signals.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(signal) => signal,
                Err(RecvTimeoutError::Disconnected) => panic!("the desk itself failed"),
                Err(RecvTimeoutError::Timeout) => panic!("{what} never came"),
            };
            self.heard.lock().unwrap().push(signal.clone());
            if let Some(found) = pick(&signal) {
                return found;
            }
        }
    }

    /// All signals so far, in order.
    pub fn heard(&self) -> Vec<Signal> {
        let mut heard = self.heard.lock().unwrap();
        heard.extend(self.signals.try_iter());
        heard.clone()
    }

    /// So many signals satisfy this so far.
    pub fn count(&self, pick: impl Fn(&Signal) -> bool) -> usize {
        self.heard().iter().filter(|signal| pick(signal)).count()
    }

    fn order(&self, order: Order) {
        self.orders.send(order).expect("the desk itself failed");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.orders = channel().0;
        let lived = self.thread.take().map_or(Ok(()), JoinHandle::join);
        let said = self.said.lock().unwrap();
        let story = thread::current().name().unwrap_or("story").replace("::", "-").replace('_', "-");
        if thread::panicking() {
            eprintln!("the desk heard: {:#?}\non the wire:\n{}", self.heard(), said.join("\n"));
            return;
        }
        assert!(lived.is_ok(), "the desk itself failed");
        if let Some(folder) = std::env::var_os("FERROPHONE_PBX_RECORD") {
            let file = Path::new(&folder).join(format!("{story}.jsonl"));
            std::fs::write(file, said.join("\n") + "\n").expect("the recording is saved");
        }
    }
}

/// The driver and its socket.
struct Line {
    phone: DeskPhone,
    socket: Option<WebSocket<TcpStream>>,
    signals: Sender<Signal>,
    /// `> ` what went out, `< ` what came in, one message a line.
    said: Arc<Mutex<Vec<String>>>,
    ahead: Duration,
}

impl Line {
    fn live(mut self, orders: &Receiver<Order>) {
        loop {
            match orders.try_recv() {
                Ok(Order::Do(command)) => self.take(Input::Command(*command)),
                Ok(Order::Skip(span)) => self.ahead += span,
                Ok(Order::CutWire) => {
                    self.socket = None;
                    self.take(Input::Closed);
                }
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return,
            }
            if self.phone.wake_at().is_some_and(|at| at <= self.now()) {
                self.take(Input::Woke);
            }
            self.listen();
        }
    }

    fn take(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in self.phone.handle(input, self.now()) {
                inputs.extend(self.carry_out(output));
            }
        }
    }

    fn carry_out(&mut self, output: Output) -> Option<Input> {
        match output {
            Output::Open { url } => {
                self.socket = dial_up(&url);
                return Some(if self.socket.is_some() { Input::Opened } else { Input::Closed });
            }
            Output::Send(text) => {
                self.said.lock().unwrap().push(format!("> {text}"));
                let sent = self.socket.as_mut().map(|socket| socket.send(Message::text(text)));
                drop(sent); // a socket that has gone is noticed by the next read
            }
            Output::Close => self.socket = None,
            Output::Signal(signal) => drop(self.signals.send(signal)),
        }
        None
    }

    fn listen(&mut self) {
        let Some(socket) = self.socket.as_mut() else { return thread::sleep(GLANCE) };
        match socket.read() {
            Ok(Message::Text(text)) => {
                self.said.lock().unwrap().push(format!("< {text}"));
                self.take(Input::Received(text.to_string()));
            }
            Ok(_) => {}
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => {
                self.socket = None;
                self.take(Input::Closed);
            }
        }
    }

    fn now(&self) -> Timestamp {
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970") + self.ahead;
        Timestamp::new(i64::try_from(clock.as_millis()).expect("before the year 292 million"), 0)
    }
}

fn dial_up(url: &str) -> Option<WebSocket<TcpStream>> {
    let host = url.strip_prefix("ws://")?.split('/').next()?;
    let stream = TcpStream::connect(host).ok()?;
    stream.set_nodelay(true).ok()?;
    let (socket, _) = tungstenite::client(url, stream).ok()?;
    socket.get_ref().set_read_timeout(Some(GLANCE)).ok()?;
    Some(socket)
}
