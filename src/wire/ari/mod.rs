//! Asterisk's REST interface for a desk phone, without I/O: the PBX tells over one WebSocket what the phone does (events), and is asked
//! on the same socket (REST over WebSocket, Asterisk 20.14, 21.9, 22.4 and later; wiki "ARI REST over WebSocket"). Text and time in,
//! text and [signals](crate::engine::telephony::Signal) out.
//!
//! The dialplan owns the calls; this follows them, has the phone call somebody, and hangs up. Whatever needs a channel to be in a
//! Stasis application (hold, transfer, keys, sound) is done at the phone itself, and told here when it happens.
//!
//! Reading order: `door`, what goes in and out; `desk`, who gets it; `connection`, being on line; `leg`, a call's course; `message`, what
//! the PBX says; `request`, what it is asked; `watch`, colleagues' phones.

mod connection;
mod desk;
mod door;
mod leg;
mod message;
mod request;
mod watch;

pub use desk::DeskPhone;
pub use door::{CAN, Input, Output};
