//! The one door: [`Input`]s go in, [`Output`]s come out, [`wake_at`](DeskPhone::wake_at) says when to call again.

use super::connection::{Connection, Due};
use super::door::{Input, Output};
use super::leg::Leg;
use super::message::{Change, Channel, Message, is_online};
use super::request::{self, Originate, Request};
use super::watch::Watch;
use crate::engine::id::LegId;
use crate::engine::json::Json;
use crate::engine::map::Map;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{Account, Command, CommandKind, EndCause, Headers, Signal, Trouble};
use crate::engine::time::Timestamp;

/// One desk phone, and its calls as the PBX tells them.
pub struct DeskPhone {
    connection: Connection,
    legs: Map<LegId, Leg>,
    watch: Watch,
    asked: Map<u64, Purpose>,
    count: u64,
    online: bool,
    now: Timestamp,
    out: Vec<Output>,
}

/// What an answer is for.
enum Purpose {
    Subscribe,
    Endpoint,
    Channel(LegId),
    Variable(LegId, String),
    Dial(LegId),
    HangUp(LegId),
    Device,
    /// That it was answered is all.
    Nothing,
}

impl DeskPhone {
    /// `chance`: a number that no other page has.
    pub fn new(chance: u32) -> Self {
        Self {
            connection: Connection::new(chance.max(1)),
            legs: Map::new(),
            watch: Watch::default(),
            asked: Map::new(),
            count: 0,
            online: false,
            now: Timestamp::new(0, 0),
            out: Vec::new(),
        }
    }

    /// Takes one input and says what to do about it. Never panics; what makes no sense now changes nothing.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Vec<Output> {
        self.now = now;
        match input {
            Input::Command(command) => self.command(command),
            Input::Opened => {
                self.connection.on_opened(now);
                self.look();
            }
            Input::Received(text) => {
                self.connection.on_heard(now);
                self.received(Message::read(&text));
            }
            Input::Closed => {
                self.asked.clear();
                self.connection.on_closed(now, &mut self.out);
                self.out.extend(self.watch.unknown().map(Output::Signal));
            }
            Input::Woke => {}
            Input::Online => self.connection.on_online(now, &mut self.out),
            Input::PageGone => {
                self.legs.clear();
                self.asked.clear();
                self.connection.leave(&mut self.out);
            }
        }
        match self.connection.wake(now, &mut self.out) {
            Due::Ping => self.ask(request::ping(), Purpose::Nothing),
            Due::Drop => {
                self.asked.clear();
                self.out.extend(self.watch.unknown().map(Output::Signal));
            }
            Due::Nothing | Due::Reopen => {}
        }
        self.tell();
        std::mem::take(&mut self.out)
    }

    /// When to be called again at the latest.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let legs = self.legs.values().filter_map(Leg::wake_at);
        legs.chain(self.connection.wake_at()).min()
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Connect(account) => {
                // Another phone's calls are none of ours.
                if self.connection.account().is_some_and(|before| before.user != account.user) {
                    self.legs.clear();
                }
                self.asked.clear();
                self.connection.connect(account, self.now, &mut self.out);
            }
            Command::Disconnect => {
                self.legs.clear();
                self.asked.clear();
                self.connection.leave(&mut self.out);
            }
            Command::Dial { leg, number } => self.dial(leg, number),
            Command::Decline { leg } => self.hang_up(leg, 17), // user busy
            Command::HangUp { leg } => self.hang_up(leg, 16),  // normal clearing
            Command::Answer { leg } => self.refuse(leg, CommandKind::Answer),
            Command::Hold { leg } => self.refuse(leg, CommandKind::Hold),
            Command::Resume { leg } => self.refuse(leg, CommandKind::Resume),
            Command::Mute { leg, .. } => self.refuse(leg, CommandKind::Mute),
            Command::SendDigits { leg, .. } => self.refuse(leg, CommandKind::SendDigits),
            Command::TransferBlind { leg, .. } | Command::TransferAttended { leg, .. } => {
                self.refuse(leg, CommandKind::Transfer);
            }
            Command::Follow { to: leg, .. } | Command::Rejoin { leg, .. } => {
                self.signal(Signal::Ended { leg, cause: EndCause::Failed(Trouble::Unsupported) });
            }
            Command::Watch { lamps, .. } => {
                self.watch.set(lamps);
                if self.connection.is_open() {
                    self.ask_lamps();
                }
            }
            Command::Mix { .. } | Command::Rehearse(_) => {}
        }
    }

    /// It is done at the phone.
    fn refuse(&mut self, leg: LegId, what: CommandKind) {
        self.signal(Signal::Refused { leg, what, why: Trouble::Unsupported });
    }

    fn dial(&mut self, leg: LegId, number: PhoneNumber) {
        let (true, Some(account)) = (self.connection.is_open(), self.connection.account()) else {
            return self.signal(Signal::Ended { leg, cause: EndCause::Failed(Trouble::Unreachable) });
        };
        let call = request::originate(&Originate {
            endpoint: &endpoint_of(account),
            channel: &leg.0,
            number: &number.dialable(),
            context: &account.context,
            caller: account.user.rsplit('/').next().unwrap_or_default(),
            domain: &account.domain,
        });
        self.legs.insert(leg.clone(), Leg::ours(leg.clone(), number));
        self.ask(call, Purpose::Dial(leg));
    }

    fn hang_up(&mut self, leg: LegId, cause: u16) {
        if let Some(known) = self.legs.get_mut(&leg) {
            known.hung_up(EndCause::Here);
        }
        if self.connection.is_open() {
            self.ask(request::hang_up(&leg.0, cause), Purpose::HangUp(leg));
        }
    }

    /// What does the phone do now? Asked on every new socket: what happened meanwhile was told to nobody.
    fn look(&mut self) {
        let Some(account) = self.connection.account().filter(|_| self.connection.is_open()) else { return };
        let endpoint = endpoint_of(account);
        let source = ["endpoint:", &endpoint].concat();
        let subscribe = request::subscribe(self.connection.app(), &source);
        self.asked.clear();
        self.ask(subscribe, Purpose::Subscribe);
        self.ask(request::endpoint(&endpoint), Purpose::Endpoint);
        self.ask_lamps();
    }

    fn ask_lamps(&mut self) {
        for (subscribe, state) in self.watch.requests(self.connection.app()) {
            self.ask(subscribe, Purpose::Nothing);
            self.ask(state, Purpose::Device);
        }
    }

    fn received(&mut self, message: Message) {
        match message {
            Message::Response { id, status, body } => {
                if let Some(purpose) = self.asked.remove(&id) {
                    self.answered(purpose, status, &body);
                }
            }
            Message::Channel(change, channel) => self.channel(change, &channel),
            Message::Dial { caller, status } => {
                if let Some(leg) = caller.and_then(|caller| self.legs.get_mut(&LegId(caller.id))) {
                    leg.dialled(&status);
                }
            }
            Message::Endpoint { endpoint, online } => {
                let ours = self.connection.account().is_some_and(|account| endpoint_of(account) == endpoint);
                if ours && !self.connection.is_looking() {
                    self.online = online;
                    self.connection.on_looked(online, self.now, &mut self.out);
                }
            }
            Message::Device(device) => self.out.extend(self.watch.told(&device).map(Output::Signal)),
            Message::Replaced => self.connection.stop(Trouble::Forbidden, &mut self.out),
            Message::Other => {}
        }
    }

    fn channel(&mut self, change: Change, channel: &Channel) {
        let Some(account) = self.connection.account() else { return };
        let id = LegId(channel.id.clone());
        if !channel.is_of(&endpoint_of(account)) {
            return;
        }
        let headers = account.headers.clone();
        if !self.legs.contains_key(&id) {
            if matches!(change, Change::Destroyed { .. } | Change::HangUp { .. }) {
                return;
            }
            self.legs.insert(id.clone(), Leg::of_channel(channel));
        }
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let wanted = match change {
            Change::Destroyed { .. } | Change::HangUp { .. } => Vec::new(),
            _ => leg.moved(channel, &headers, self.now),
        };
        match change {
            Change::Moved => {}
            Change::Connected => leg.connected(&channel.connected),
            Change::Hold => leg.held(true),
            Change::Unhold => leg.held(false),
            Change::Bridged => leg.bridged(),
            Change::HandedOn { joined } => {
                leg.hung_up(EndCause::Transferred);
                // Of two calls both are over then; of more Asterisk does not say which.
                if joined && self.legs.len() == 2 {
                    self.legs.values_mut().for_each(|leg| leg.hung_up(EndCause::Transferred));
                }
            }
            Change::HangUp { by_phone: true } => leg.hung_up(EndCause::Here),
            Change::HangUp { by_phone: false } => {}
            Change::Destroyed { cause } => leg.destroyed(cause),
        }
        for name in wanted {
            self.ask(request::variable(&id.0, &name), Purpose::Variable(id.clone(), name));
        }
    }

    fn answered(&mut self, purpose: Purpose, status: u16, body: &Json) {
        let good = (200..300).contains(&status);
        match purpose {
            // The phone is unknown, or this user may only look.
            Purpose::Subscribe | Purpose::Endpoint if !good => match status {
                403 | 404 | 422 => self.connection.stop(Trouble::Forbidden, &mut self.out),
                status => self.connection.stop(Trouble::Protocol { status }, &mut self.out),
            },
            Purpose::Endpoint => self.looked_at(body),
            Purpose::Channel(id) => match Channel::read(Some(body)).filter(|_| good) {
                Some(channel) => self.channel(Change::Moved, &channel),
                // Gone between the question and the answer.
                None => self.lost(&id),
            },
            Purpose::Variable(id, name) => {
                if let Some(leg) = self.legs.get_mut(&id) {
                    leg.learnt(&name, body.get("value").and_then(Json::as_str).filter(|_| good).map(str::to_owned));
                }
            }
            Purpose::Dial(id) if !good => {
                let why = match status {
                    403 => Trouble::Forbidden,
                    _ if !self.online => Trouble::DeskPhoneOff,
                    500..=599 => Trouble::Unavailable,
                    status => Trouble::Protocol { status },
                };
                if let Some(leg) = self.legs.get_mut(&id) {
                    leg.failed(why);
                }
            }
            Purpose::Device => self.out.extend(self.watch.told(body).map(Output::Signal)),
            Purpose::HangUp(id) if status == 404 => self.lost(&id),
            Purpose::Subscribe | Purpose::Dial(_) | Purpose::HangUp(_) | Purpose::Nothing => {}
        }
        if self.connection.is_looking() && !self.asked.values().any(Purpose::is_look) {
            self.tell();
            self.connection.on_looked(self.online, self.now, &mut self.out);
        }
    }

    /// Which channels the phone has: those that are not among them any more are over.
    fn looked_at(&mut self, body: &Json) {
        self.online = is_online(body);
        let ids = body.get("channel_ids").and_then(Json::as_array).unwrap_or_default();
        let ids: Vec<LegId> = ids.iter().filter_map(|id| id.as_str()).map(|id| LegId(id.to_owned())).collect();
        let gone: Vec<LegId> = self.legs.keys().filter(|leg| !ids.contains(leg)).cloned().collect();
        gone.iter().for_each(|leg| self.lost(leg));
        for id in ids {
            self.ask(request::channel(&id.0), Purpose::Channel(id));
        }
    }

    /// The PBX does not know it any more, and did not say why.
    fn lost(&mut self, id: &LegId) {
        if let Some(leg) = self.legs.get_mut(id) {
            leg.destroyed(0);
        } else {
            // Of a page before, and over since.
            self.signal(Signal::Ended { leg: id.clone(), cause: EndCause::There });
        }
    }

    fn tell(&mut self) {
        let headers = self.connection.account().map_or_else(Headers::default, |account| account.headers.clone());
        for leg in self.legs.values_mut() {
            let news = leg.news(&headers, self.now);
            self.out.extend(news.into_iter().map(Output::Signal));
        }
        self.legs.retain(|_, leg| !leg.is_over());
    }

    fn ask(&mut self, request: Request, purpose: Purpose) {
        self.count += 1;
        self.out.push(Output::Send(request.text(self.count)));
        self.asked.insert(self.count, purpose);
    }

    fn signal(&mut self, signal: Signal) {
        self.out.push(Output::Signal(signal));
    }
}

impl Purpose {
    /// What the phone does is known only once this is answered.
    fn is_look(&self) -> bool {
        match self {
            Self::Subscribe | Self::Endpoint | Self::Channel(_) | Self::Variable(..) => true,
            Self::Dial(_) | Self::HangUp(_) | Self::Device | Self::Nothing => false,
        }
    }
}

/// `2001` is `PJSIP/2001`; a technology that is named stays.
fn endpoint_of(account: &Account) -> String {
    if account.user.contains('/') { account.user.clone() } else { ["PJSIP/", &account.user].concat() }
}
