//! The door's vocabulary: what goes into the [`UserAgent`](super::UserAgent) and what comes out. No `Debug` of it shows
//! a number, a name or a password.

use std::fmt;

use crate::engine::id::LegId;
use crate::engine::quality::Sample;
use crate::engine::telephony::{Command, Signal, Trouble};

/// Where chance comes from: the browser's cryptographic generator. Tags, branches and cnonces are made of it, so that
/// nobody can guess a dialog (RFC 3261 19.3). Only tests seed it.
pub trait Entropy {
    fn fill(&mut self, bytes: &mut [u8]);
}

/// What happened outside.
#[derive(Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // one at a time, and never stored
pub enum Input {
    Command(Command),
    /// The socket of the last [`Output::Open`] is open.
    Opened,
    /// One WebSocket text message: one SIP message or a keep-alive (RFC 7118 section 5).
    Received(String),
    /// The socket of the last [`Output::Open`] could not be opened, or is gone. Not sent after [`Output::Close`].
    Closed,
    Media(LegId, MediaEvent),
    /// The moment of [`UserAgent::wake_at`] has come, or the page woke for another reason.
    Woke,
    /// The browser has found a network (again): what waits for one is tried now.
    Online,
    /// The page goes away, or this line does: everybody is told, nobody is waited for.
    PageGone,
}

/// What is to be done outside, in this order.
#[derive(Clone, PartialEq)]
pub enum Output {
    /// Open a WebSocket with the subprotocol `sip`. An older one is closed first.
    Open {
        url: String,
    },
    Send(String),
    Close,
    Media(LegId, MediaOrder),
    Signal(Signal),
}

/// What the audio of one leg shall do. The first order of a leg is `Offer` or `Answer`, the last is `Close`.
#[derive(Clone, PartialEq)]
pub enum MediaOrder {
    /// Make an offer, answered with [`MediaEvent::LocalSdp`]. The first one opens the microphone.
    Offer {
        direction: Direction,
        /// Find a new way through the network (RFC 8445 section 9).
        restart_ice: bool,
        /// STUN and TURN addresses, as in the account.
        ice_servers: Vec<String>,
    },
    /// Take this offer and make an answer to it, answered with [`MediaEvent::LocalSdp`].
    Answer {
        offer: String,
        direction: Direction,
        ice_servers: Vec<String>,
    },
    /// The other side's answer to our last offer. `early`: before the call is up, another may follow (JSEP `pranswer`).
    Accept {
        answer: String,
        early: bool,
    },
    /// Our last offer was refused: back to what was agreed before.
    Rollback,
    Mute(bool),
    /// Digits `0-9 * # A-D ,` as RFC 4733 events.
    Digits(String),
    /// Hang up the audio and free the microphone.
    Close,
}

/// What the audio of one leg reports.
#[derive(Clone, PartialEq)]
pub enum MediaEvent {
    /// The description that the last `Offer` or `Answer` asked for, candidates included.
    LocalSdp(String),
    /// The last order could not be carried out, or the audio is lost for good.
    Failed(Trouble),
    /// The way through the network is lost. Another may be found.
    Interrupted,
    /// How it does, every so often while it is up.
    Sampled(Sample),
    /// The last digits could not be sent as RFC 4733 events.
    DtmfUnsupported,
}

/// Which way audio flows, from the side of whoever says it (RFC 3264 section 6.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(_) => f.write_str("Command"),
            Self::Opened => f.write_str("Opened"),
            Self::Received(text) => write!(f, "Received({} bytes)", text.len()),
            Self::Closed => f.write_str("Closed"),
            Self::Media(leg, event) => write!(f, "Media({leg:?}, {event:?})"),
            Self::Woke => f.write_str("Woke"),
            Self::Online => f.write_str("Online"),
            Self::PageGone => f.write_str("PageGone"),
        }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { url } => write!(f, "Open({url})"),
            Self::Send(text) => write!(f, "Send({} bytes)", text.len()),
            Self::Close => f.write_str("Close"),
            Self::Media(leg, order) => write!(f, "Media({leg:?}, {order:?})"),
            Self::Signal(_) => f.write_str("Signal"),
        }
    }
}

impl fmt::Debug for MediaOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offer { direction, restart_ice, .. } => write!(f, "Offer({direction:?}, restart: {restart_ice})"),
            Self::Answer { offer, direction, .. } => write!(f, "Answer({direction:?}, {} bytes)", offer.len()),
            Self::Accept { answer, early } => write!(f, "Accept({} bytes, early: {early})", answer.len()),
            Self::Rollback => f.write_str("Rollback"),
            Self::Mute(on) => write!(f, "Mute({on})"),
            Self::Digits(digits) => write!(f, "Digits({} of them)", digits.len()),
            Self::Close => f.write_str("Close"),
        }
    }
}

impl fmt::Debug for MediaEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LocalSdp(sdp) => write!(f, "LocalSdp({} bytes)", sdp.len()),
            Self::Failed(trouble) => write!(f, "Failed({trouble:?})"),
            Self::Interrupted => f.write_str("Interrupted"),
            Self::Sampled(_) => f.write_str("Sampled"),
            Self::DtmfUnsupported => f.write_str("DtmfUnsupported"),
        }
    }
}
