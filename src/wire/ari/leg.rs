//! One channel of the phone, and what was told of it. What is known grows event by event; [`Leg::news`] says what the engine does
//! not know yet, in the order in which it must hear it.

use super::message::{Channel, State};
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{EndCause, Headers, Incoming, Party, Signal, Trouble};
use crate::engine::time::Timestamp;

/// How long the PBX may take to say what it knows about a call, before the call is told without.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(1500);

/// Who began it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Origin {
    /// A channel that has just come about: its next state says.
    Unknown,
    /// Somebody calls the phone.
    Incoming,
    /// Dialled on the phone's own keys.
    ByHand,
    /// Dialled by us.
    Ours,
}

pub struct Leg {
    pub id: LegId,
    origin: Origin,
    remote: Party,
    /// A number that its owner does not want to be seen.
    withheld: Option<PhoneNumber>,
    /// What the dialplan says about the call, by the name of the variable.
    facts: Map<String, String>,
    /// What was asked for and not answered yet.
    awaited: Vec<String>,
    tell_by: Option<Timestamp>,
    /// It was dialled there, or is heard there.
    progress: Option<bool>,
    answered: bool,
    held: Option<bool>,
    hung_up: Option<EndCause>,
    over: Option<EndCause>,
    told: Told,
}

#[derive(Default)]
struct Told {
    begun: bool,
    party: Party,
    progress: Option<bool>,
    answered: bool,
    held: bool,
}

impl Leg {
    fn new(id: LegId, origin: Origin) -> Self {
        Self {
            id,
            origin,
            remote: Party::default(),
            withheld: None,
            facts: Map::new(),
            awaited: Vec::new(),
            tell_by: None,
            progress: None,
            answered: false,
            held: None,
            hung_up: None,
            over: None,
            told: Told::default(),
        }
    }

    /// Dialled by us: the engine knows of it.
    pub fn ours(id: LegId, number: PhoneNumber) -> Self {
        let remote = Party { number: Some(number), name: None };
        let told = Told { begun: true, party: remote.clone(), ..Told::default() };
        Self { remote, told, ..Self::new(id, Origin::Ours) }
    }

    /// One that the PBX told of.
    pub fn of_channel(channel: &Channel) -> Self {
        Self::new(LegId(channel.id.clone()), Origin::Unknown)
    }

    pub fn is_over(&self) -> bool {
        self.over.is_some()
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        self.tell_by
    }

    /// The channel is in this state now. Returns the variables that are to be asked for.
    pub fn moved(&mut self, channel: &Channel, headers: &Headers, now: Timestamp) -> Vec<String> {
        let mut wanted = Vec::new();
        if self.origin == Origin::Unknown && channel.state != State::Down {
            let incoming = channel.state == State::Ringing || channel.was_called();
            self.origin = if incoming { Origin::Incoming } else { Origin::ByHand };
            self.remote = channel.connected.clone();
            if !incoming && let Some(number) = PhoneNumber::parse(&channel.extension) {
                self.remote = Party { number: Some(number), name: None };
            }
            wanted = if incoming { asked_of_caller(headers) } else { vec![DIALLED.into(), BRIDGED.into()] };
        } else if self.origin == Origin::Incoming {
            self.connected(&channel.connected);
        }
        match self.origin {
            // A phone that we had called by the PBX is up long before the other side.
            Origin::Ours => self.answered |= channel.is_talked_to(),
            Origin::Unknown => {}
            Origin::Incoming | Origin::ByHand => self.answered |= channel.state == State::Up,
        }
        if !wanted.is_empty() {
            self.awaited = wanted.clone();
            self.tell_by = Some(now.plus(PATIENCE));
        }
        wanted
    }

    /// The answer to what [`Leg::moved`] asked for; `None`: there is no such variable.
    pub fn learnt(&mut self, name: &str, value: Option<String>) {
        self.awaited.retain(|awaited| awaited != name);
        let Some(value) = value.filter(|value| !value.is_empty()) else { return };
        match name {
            DIALLED => {
                if let Some(number) = PhoneNumber::parse(&value) {
                    self.remote = Party { number: Some(number), name: None };
                }
            }
            BRIDGED => self.answered = true,
            // Asterisk tells a withheld number to whoever may ask.
            PRESENTATION if value.starts_with("prohib") => self.withheld = std::mem::take(&mut self.remote).number,
            _ => drop(self.facts.insert(name.to_owned(), value)),
        }
    }

    /// The other side is now somebody else.
    pub fn connected(&mut self, party: &Party) {
        if party.number.is_some() && party.number != self.withheld && self.origin != Origin::Unknown {
            self.remote = party.clone();
        }
    }

    /// How far its own call has come, in the words of Asterisk's Dial.
    pub fn dialled(&mut self, status: &str) {
        match status {
            "RINGING" => self.progress = Some(false),
            "PROGRESS" => self.progress = Some(true),
            "ANSWER" => self.answered = true,
            _ => {}
        }
    }

    pub fn bridged(&mut self) {
        self.answered |= self.origin == Origin::Ours;
    }

    pub fn held(&mut self, on: bool) {
        self.held = Some(on);
    }

    /// Somebody at this end wants it over.
    pub fn hung_up(&mut self, cause: EndCause) {
        self.hung_up.get_or_insert(cause);
    }

    pub fn destroyed(&mut self, cause: u16) {
        let cause = self.hung_up.unwrap_or_else(|| self.cause(cause));
        self.over.get_or_insert(cause);
    }

    /// It could not be dialled.
    pub fn failed(&mut self, why: Trouble) {
        self.over.get_or_insert(EndCause::Failed(why));
    }

    /// Q.850, for a call that nobody at this end has ended.
    fn cause(&self, cause: u16) -> EndCause {
        match (self.origin, cause) {
            _ if self.answered => EndCause::There,
            (Origin::Incoming | Origin::Unknown, 26) => EndCause::AnsweredElsewhere,
            // Its phone refused it.
            (Origin::Incoming | Origin::Unknown, 17 | 21) => EndCause::Here,
            (Origin::Incoming | Origin::Unknown, _) => EndCause::There,
            (_, 17) => EndCause::Busy,
            (_, 18..=20) => EndCause::NoAnswer,
            (_, 21) => EndCause::Declined,
            (_, 1 | 22 | 28) => EndCause::NoSuchNumber,
            (_, 34 | 38 | 41 | 42 | 44 | 47) => EndCause::Failed(Trouble::Unavailable),
            (_, 88) => EndCause::Failed(Trouble::Media),
            _ => EndCause::There,
        }
    }

    /// What the engine does not know yet. After [`Signal::Ended`] the leg is done with.
    pub fn news(&mut self, headers: &Headers, now: Timestamp) -> Vec<Signal> {
        let mut news = Vec::new();
        // A channel that was gone before it rang was never a call.
        let was_one = self.origin != Origin::Unknown;
        let waits = !self.awaited.is_empty() && self.tell_by.is_some_and(|by| now < by) && self.over.is_none();
        if was_one && !waits {
            self.tell_by = None;
            if !self.told.begun {
                self.told.begun = true;
                self.told.party = self.remote.clone();
                news.push(self.beginning(headers));
            }
            self.tell_course(&mut news);
        }
        if let Some(cause) = self.over.filter(|_| was_one) {
            news.push(Signal::Ended { leg: self.id.clone(), cause });
        }
        news
    }

    fn tell_course(&mut self, news: &mut Vec<Signal>) {
        let leg = || self.id.clone();
        if self.told.party != self.remote {
            self.told.party = self.remote.clone();
            news.push(Signal::Identity { leg: leg(), party: self.remote.clone() });
        }
        if self.progress != self.told.progress && !self.answered {
            self.told.progress = self.progress;
            news.extend(self.progress.map(|early_media| Signal::Progress { leg: leg(), early_media }));
        }
        if self.answered && !self.told.answered {
            self.told.answered = true;
            news.push(Signal::Answered { leg: leg() });
        }
        if let Some(on) = self.held.filter(|on| *on != self.told.held && self.answered) {
            self.told.held = on;
            news.push(Signal::HeldHere { leg: leg(), on });
        }
    }

    fn beginning(&self, headers: &Headers) -> Signal {
        let leg = self.id.clone();
        if self.origin != Origin::Incoming {
            return Signal::Placed { leg, to: self.remote.clone() };
        }
        let found = |names: &[String], otherwise: &[&str]| {
            let named = names.iter().map(|name| variable_of(name));
            let mut all = named.chain(otherwise.iter().map(|name| (*name).to_owned()));
            all.find_map(|name| self.facts.get(&name).cloned())
        };
        Signal::Incoming(Incoming {
            leg,
            from: self.remote.clone(),
            dialled: found(&headers.dialled, &[]).and_then(|text| PhoneNumber::parse(&text)),
            diverted_by: found(&[], &[DIVERTED])
                .and_then(|text| PhoneNumber::parse(&text))
                .map(|number| Party { number: Some(number), name: None }),
            call_ref: found(&headers.call_ref, &[LINKED]),
            queue: found(&headers.queue, QUEUES),
            ivr: found(&headers.ivr, &[]),
            wants_auto_answer: false,
        })
    }
}

/// One name for a call over all its channels.
const LINKED: &str = "CHANNEL(linkedid)";
const PRESENTATION: &str = "CONNECTEDLINE(num-pres)";
const DIVERTED: &str = "REDIRECTING(orig-num)";
const DIALLED: &str = "CALLERID(dnid)";
/// The channel it talks to, once it does.
const BRIDGED: &str = "BRIDGEPEER";
/// What Queue() itself says.
const QUEUES: &[&str] = &["QUEUENAME", "QNAME"];

fn asked_of_caller(headers: &Headers) -> Vec<String> {
    let lists = [&headers.call_ref, &headers.dialled, &headers.queue, &headers.ivr];
    let mut all: Vec<String> = lists.into_iter().flatten().map(|name| variable_of(name)).collect();
    all.extend([LINKED, PRESENTATION, DIVERTED].into_iter().chain(QUEUES.iter().copied()).map(str::to_owned));
    all.dedup();
    all
}

/// The channel variable that carries what a SIP header of this name would: `X-IVR-Value` stands in `IVR_VALUE`. Any other name is a
/// variable's own.
fn variable_of(header: &str) -> String {
    match header.strip_prefix("X-") {
        Some(name) => name.replace(['-', '.'], "_").to_ascii_uppercase(),
        None => header.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_its_variable() {
        for (header, variable) in [("X-IVR-Value", "IVR_VALUE"), ("X-DNIS", "DNIS"), ("MyQueue", "MyQueue")] {
            assert_eq!(variable_of(header), variable);
        }
    }
}
