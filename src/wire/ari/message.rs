//! What the PBX says, as far as it matters to a telephone. What is missing or of another kind is read as absent: a version that
//! says more or less is understood all the same.

use crate::engine::json::Json;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::Party;

pub enum Message {
    /// The answer to a request.
    Response {
        id: u64,
        status: u16,
        body: Json,
    },
    Channel(Change, Channel),
    /// One channel has another called. `status`: empty, `RINGING`, `PROGRESS`, `ANSWER`, …
    Dial {
        caller: Option<Channel>,
        status: String,
    },
    /// Whether the phone of this endpoint, `PJSIP/2001`, is registered.
    Endpoint {
        endpoint: String,
        online: bool,
    },
    /// A device's `name` and `state`.
    Device(Json),
    /// Another program took our name, and with it our events.
    Replaced,
    Other,
}

/// What happened to a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It is there, in another state, or elsewhere in the dialplan.
    Moved,
    /// Its other side is somebody else.
    Connected,
    /// The phone put its other side on hold.
    Hold,
    Unhold,
    /// The phone handed its other side on. `joined`: to the other side of another call of its own.
    HandedOn {
        joined: bool,
    },
    /// It met another channel.
    Bridged,
    /// `by_phone`: the phone hung up. Else it is being hung up.
    HangUp {
        by_phone: bool,
    },
    /// `cause`: Q.850.
    Destroyed {
        cause: u16,
    },
}

/// A channel as Asterisk knows it.
#[derive(Clone, Default)]
pub struct Channel {
    pub id: String,
    /// `PJSIP/2001-00000003`
    pub name: String,
    pub state: State,
    /// The other side.
    pub connected: Party,
    /// What the dialplan runs for it, and with what.
    pub app: String,
    pub app_data: String,
    /// The number it called, while it is where calls begin.
    pub extension: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum State {
    #[default]
    Down,
    /// The phone calls.
    Ring,
    /// The phone is called.
    Ringing,
    Up,
}

impl Message {
    pub fn read(text: &str) -> Self {
        let Some(json) = Json::parse(text) else { return Self::Other };
        let channel = |change| Channel::read(json.get("channel")).map_or(Self::Other, |it| Self::Channel(change, it));
        let cause = || json.get("cause").and_then(Json::as_u64).and_then(|n| n.try_into().ok()).unwrap_or(0);
        match word(&json, "type") {
            "RESTResponse" => response(&json),
            "ChannelCreated" | "ChannelStateChange" | "ChannelDialplan" => channel(Change::Moved),
            "ChannelConnectedLine" => channel(Change::Connected),
            "ChannelHold" => channel(Change::Hold),
            "ChannelUnhold" => channel(Change::Unhold),
            "ChannelEnteredBridge" => channel(Change::Bridged),
            // Asterisk's own events for it may come after the channel is gone; the variables come before.
            "ChannelVarset" if !word(&json, "value").is_empty() => match word(&json, "variable") {
                "BLINDTRANSFER" => channel(Change::HandedOn { joined: false }),
                "ATTENDEDTRANSFER" => channel(Change::HandedOn { joined: true }),
                _ => Self::Other,
            },
            "ChannelHangupRequest" => {
                let soft = json.get("soft").and_then(Json::as_bool).unwrap_or(false);
                channel(Change::HangUp { by_phone: !soft })
            }
            "ChannelDestroyed" => channel(Change::Destroyed { cause: cause() }),
            "Dial" => {
                Self::Dial { caller: Channel::read(json.get("caller")), status: word(&json, "dialstatus").to_owned() }
            }
            "EndpointStateChange" => json.get("endpoint").map_or(Self::Other, |endpoint| Self::Endpoint {
                endpoint: name_of(endpoint),
                online: is_online(endpoint),
            }),
            "DeviceStateChanged" => json.get("device_state").cloned().map_or(Self::Other, Self::Device),
            "ApplicationReplaced" => Self::Replaced,
            _ => Self::Other,
        }
    }
}

/// The body comes as text.
fn response(json: &Json) -> Message {
    let id = word(json, "request_id").parse().ok();
    let status = json.get("status_code").and_then(Json::as_u64).and_then(|n| n.try_into().ok());
    let body = json.get("message_body").and_then(Json::as_str).and_then(Json::parse).unwrap_or(Json::Null);
    match (id, status) {
        (Some(id), Some(status)) => Message::Response { id, status, body },
        _ => Message::Other,
    }
}

/// `PJSIP/2001`
pub fn name_of(endpoint: &Json) -> String {
    let (technology, resource) = (word(endpoint, "technology"), word(endpoint, "resource"));
    [technology, "/", resource].concat()
}

/// Whether at least one phone is registered for it. What Asterisk does not know may well be.
pub fn is_online(endpoint: &Json) -> bool {
    word(endpoint, "state") != "offline"
}

/// Text of a field; empty where there is none.
pub fn word<'a>(json: &'a Json, name: &str) -> &'a str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

impl Channel {
    pub fn read(json: Option<&Json>) -> Option<Self> {
        let json = json?;
        let dialplan = json.get("dialplan").unwrap_or(&Json::Null);
        let channel = Self {
            id: word(json, "id").to_owned(),
            name: word(json, "name").to_owned(),
            state: match word(json, "state") {
                "Ring" => State::Ring,
                "Ringing" => State::Ringing,
                "Up" => State::Up,
                _ => State::Down,
            },
            connected: party(json.get("connected").unwrap_or(&Json::Null)),
            app: word(dialplan, "app_name").to_owned(),
            app_data: word(dialplan, "app_data").to_owned(),
            extension: word(dialplan, "exten").to_owned(),
        };
        (!channel.id.is_empty()).then_some(channel)
    }

    /// Whether it is one of the phone's: `PJSIP/2001-00000003` is one of `PJSIP/2001`.
    pub fn is_of(&self, endpoint: &str) -> bool {
        self.name.strip_prefix(endpoint).is_some_and(|rest| rest.starts_with('-') && !rest[1..].contains('-'))
    }

    /// Asterisk called the phone, and not the phone Asterisk: so it calls the channels that its applications make.
    pub fn was_called(&self) -> bool {
        self.app_data == "(Outgoing Line)"
    }

    /// An application that talks to the phone by itself, once the phone is picked up.
    pub fn is_talked_to(&self) -> bool {
        const TALKERS: &[&str] = &[
            "Answer",
            "Bridge",
            "ConfBridge",
            "Echo",
            "MusicOnHold",
            "ParkedCall",
            "Pickup",
            "Queue",
            "Record",
            "VoiceMail",
            "VoiceMailMain",
        ];
        self.state == State::Up && TALKERS.contains(&self.app.as_str())
    }
}

/// The number is never taken from the name.
fn party(json: &Json) -> Party {
    let name = word(json, "name").trim();
    Party { number: PhoneNumber::parse(word(json, "number")), name: (!name.is_empty()).then(|| name.to_owned()) }
}
