//! A SIP user agent without I/O (RFC 3261, RFC 7118): text and time in, text and [signals](crate::engine::telephony::Signal)
//! out. It opens no socket, reads no clock and draws no chance of its own, so the same code runs in tests and in the browser.
//!
//! Reading order: [`agent`] is the door.

mod address;
pub mod agent;
mod call;
mod core;
mod dialog;
mod digest;
mod digits;
mod exchange;
mod identity;
pub mod message;
#[cfg(test)]
mod properties;
mod pulse;
mod reason;
mod registration;
mod sdp;
mod session_timer;
#[cfg(test)]
mod stories;
mod transfer;

pub use agent::{Direction, Entropy, Input, MediaEvent, MediaOrder, Output, UserAgent};
