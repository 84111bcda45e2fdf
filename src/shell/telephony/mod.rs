//! The telephony drivers. Adding one: a codec in `wire`, its glue here with an `open`, one arm in [`Later::driver`].
//!
//! Opening one tells its capabilities at once ([`Event::DriverOpened`]), then its signals as they come. Dropping it closes its
//! connections, and with the audio in this page its calls.
//!
//! [`Later::driver`]: crate::shell::later::Later::driver

pub mod ari;
mod media;
pub mod mix;
pub mod practice;
pub mod sip;
mod socket;

use crate::engine::event::Event;
use crate::engine::telephony::{Capabilities, Signal};
use crate::shell::runtime::Inbox;

/// Tells what a driver can do, and hands out where its signals go.
fn opened(can: Capabilities, inbox: Inbox) -> impl Fn(Signal) {
    inbox.send(Event::DriverOpened(can));
    move |signal| inbox.send(Event::Signal(signal))
}
