//! A SIP user agent without I/O (RFC 3261, RFC 7118): text and time in, text and [signals](crate::engine::telephony::Signal)
//! out. It opens no socket, reads no clock and draws no chance of its own, so the same code runs in tests and in the browser.
//!
//! Reading order:
//!
//! 1. `door`, what goes in and out; `agent`, who gets it.
//! 2. `message`, `address`, `digest`, `sdp`: the text. `identity` and `reason`: what it means to the engine.
//! 3. `core`, what all share; `transaction`, requests and their answers; `registration` and `pulse`, being on line.
//! 4. `call`, a call's life, with `incoming` and `outgoing`; `dialog`, what its two ends know of each other; `exchange`, hold and all other offers;
//!    `transfer` (by us), `referral` (by others), `replaces`, `digits`, `session_timer`.
//! 5. `watch`: voice messages, and what colleagues' phones do.
//! 6. `talk`: all of 4 and 5 that a phone does without that listens and rings.
//!
//! Left out on purpose: a description before the answer in UPDATE or PRACK, and the ringing of a call without a
//! description whose caller demands 100rel. Both would need the microphone while it rings.

mod address;
mod agent;
mod call;
mod core;
mod dialog;
mod digest;
mod digits;
mod door;
mod exchange;
mod identity;
mod incoming;
pub mod message;
mod outgoing;
mod pulse;
mod reason;
mod referral;
mod registration;
mod replaces;
mod sdp;
mod session_timer;
mod talk;
mod transaction;
mod transfer;
mod watch;

pub use agent::UserAgent;
pub use door::{Direction, Entropy, Input, MediaEvent, MediaOrder, Output};
pub use talk::Talk;
