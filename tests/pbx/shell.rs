//! The inside of a phone: what the shell is in the browser, around the same user agent. It decides nothing.

use std::collections::{BTreeMap, VecDeque};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ferrophone::engine::id::LegId;
use ferrophone::engine::telephony::{Command, Signal};
use ferrophone::engine::time::Timestamp;
use ferrophone::wire::sip::{Entropy, Input, MediaEvent, MediaOrder, Output, UserAgent};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Message, WebSocket};

use crate::media::CannedAudio;
use crate::transcript::{Transcript, Way};

/// How often a phone looks up from its socket.
pub const GLANCE: Duration = Duration::from_millis(4);

/// What a story can look up afterwards.
#[derive(Default)]
pub struct Record {
    pub transcript: Transcript,
    pub media: Vec<(LegId, MediaOrder)>,
}

/// What the story does to the phone.
pub enum Order {
    Do(Box<Command>),
    /// The network goes away under the phone.
    CutWire,
    /// Its page goes.
    Leave,
    /// The phone's clock jumps ahead.
    Skip(Duration),
    Media(LegId, MediaEvent),
    /// What is received stays unread; says so when it has taken effect.
    Deaf(bool, Sender<()>),
    /// Whether the browser hands out the microphone.
    Microphone(bool),
}

/// The user agent, its socket and its audio, in a thread of their own.
pub struct Line {
    agent: UserAgent,
    socket: Option<WebSocket<TcpStream>>,
    audio: BTreeMap<LegId, CannedAudio>,
    signals: Sender<Signal>,
    record: Arc<Mutex<Record>>,
    ahead: Duration,
    microphone: bool,
    deaf: bool,
}

impl Line {
    pub fn new(seed: u64, signals: Sender<Signal>, record: Arc<Mutex<Record>>) -> Self {
        let agent = UserAgent::new(Seeded(seed));
        Self {
            agent,
            socket: None,
            audio: BTreeMap::new(),
            signals,
            record,
            ahead: Duration::ZERO,
            microphone: true,
            deaf: false,
        }
    }

    pub fn live(mut self, orders: &Receiver<Order>) {
        loop {
            match orders.try_recv() {
                Ok(Order::Do(command)) => self.take(Input::Command(*command)),
                Ok(Order::Media(leg, event)) => self.take(Input::Media(leg, event)),
                Ok(Order::Deaf(on, taken)) => {
                    self.deaf = on;
                    let _ = taken.send(());
                }
                Ok(Order::Microphone(on)) => self.microphone = on,
                Ok(Order::Skip(span)) => self.ahead += span,
                Ok(Order::Leave) => self.take(Input::PageGone),
                Ok(Order::CutWire) => {
                    self.socket = None;
                    self.take(Input::Closed);
                }
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return,
            }
            if self.agent.wake_at().is_some_and(|at| at <= self.now()) {
                self.take(Input::Woke);
            }
            self.listen();
        }
    }

    /// One input, and the inputs that carrying it out leads to.
    fn take(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in self.agent.handle(input, self.now()) {
                inputs.extend(self.carry_out(output));
            }
        }
    }

    fn carry_out(&mut self, output: Output) -> Option<Input> {
        match output {
            Output::Open { url } => {
                self.socket = dial_up(&url);
                Some(if self.socket.is_some() { Input::Opened } else { Input::Closed })
            }
            Output::Send(text) => {
                self.record.lock().unwrap().transcript.push(Way::Sent, &text);
                let sent = self.socket.as_mut().map(|socket| socket.send(Message::text(text)));
                // A write into a socket that has gone is noticed by the next read.
                drop(sent);
                None
            }
            Output::Close => {
                self.socket = None;
                None
            }
            Output::Media(leg, order) => {
                let number = self.audio.len();
                let audio = self.audio.entry(leg.clone()).or_insert_with(|| CannedAudio::new(number, self.microphone));
                let event = audio.obey(&order);
                if order == MediaOrder::Close {
                    self.audio.remove(&leg);
                }
                self.record.lock().unwrap().media.push((leg.clone(), order));
                event.map(|event| Input::Media(leg, event))
            }
            Output::Signal(signal) => {
                let _ = self.signals.send(signal);
                None
            }
        }
    }

    /// Reads one message, or waits a moment for none.
    fn listen(&mut self) {
        let Some(socket) = self.socket.as_mut().filter(|_| !self.deaf) else { return thread::sleep(GLANCE) };
        match socket.read() {
            Ok(Message::Text(text)) => {
                self.record.lock().unwrap().transcript.push(Way::Received, &text);
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

/// A WebSocket with the subprotocol `sip` (RFC 7118 section 4.1).
fn dial_up(url: &str) -> Option<WebSocket<TcpStream>> {
    let mut request = url.into_client_request().ok()?;
    request.headers_mut().insert("Sec-WebSocket-Protocol", HeaderValue::from_static("sip"));
    let stream = TcpStream::connect(request.uri().authority()?.as_str()).ok()?;
    stream.set_nodelay(true).ok()?;
    let (socket, response) = tungstenite::client(request, stream).ok()?;
    assert_eq!(response.headers().get("Sec-WebSocket-Protocol").map(HeaderValue::as_bytes), Some(&b"sip"[..]));
    socket.get_ref().set_read_timeout(Some(GLANCE)).ok()?;
    Some(socket)
}

/// Chance that can be repeated: splitmix64. Good enough that no two phones of a run draw the same tag.
struct Seeded(u64);

impl Entropy for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
