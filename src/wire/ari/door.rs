//! What goes into the [`DeskPhone`](super::DeskPhone) and what comes out. No `Debug` of it shows a number, a name or a password.

use std::fmt;

use crate::engine::telephony::{Capabilities, Command, Signal};

/// What this driver can do: the rest is done at the phone.
pub const CAN: Capabilities = Capabilities {
    answer: false,
    hold: false,
    mute: false,
    digits: false,
    transfer_blind: false,
    transfer_attended: false,
    conference: false,
    audio_in_page: false,
    outlives_page: true,
    rehearse: false,
};

/// What happened outside.
#[derive(Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // one at a time, and never stored
pub enum Input {
    Command(Command),
    /// The socket of the last [`Output::Open`] is open.
    Opened,
    /// One WebSocket text message.
    Received(String),
    /// The socket of the last [`Output::Open`] could not be opened, or is gone. Not sent after [`Output::Close`].
    Closed,
    /// The moment of [`DeskPhone::wake_at`](super::DeskPhone::wake_at) has come, or the page woke for another reason.
    Woke,
    /// The browser has found a network (again): what waits for one is tried now.
    Online,
    /// The page goes away, or this line does. The calls go on.
    PageGone,
}

/// What is to be done outside, in this order.
#[derive(Clone, PartialEq)]
pub enum Output {
    /// Open a WebSocket without a subprotocol. The address holds the password, so it is shown nowhere.
    Open {
        url: String,
    },
    Send(String),
    Close,
    Signal(Signal),
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(_) => f.write_str("Command"),
            Self::Opened => f.write_str("Opened"),
            Self::Received(text) => write!(f, "Received({} bytes)", text.len()),
            Self::Closed => f.write_str("Closed"),
            Self::Woke => f.write_str("Woke"),
            Self::Online => f.write_str("Online"),
            Self::PageGone => f.write_str("PageGone"),
        }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { .. } => f.write_str("Open"),
            Self::Send(text) => write!(f, "Send({} bytes)", text.len()),
            Self::Close => f.write_str("Close"),
            Self::Signal(_) => f.write_str("Signal"),
        }
    }
}
