//! The telephony drivers. Adding one: a codec in `wire`, its glue here with an `open`, one arm in [`Runtime`]'s `fetch_line`.
//!
//! Opening one tells its capabilities at once ([`Event::DriverOpened`]), then its signals as they come. Dropping it closes its
//! connections, and with the audio in this page its calls.
//!
//! [`Runtime`]: crate::shell::runtime::Runtime

pub mod ari;
mod media;
pub mod practice;
pub mod sip;
mod socket;
mod talking;

pub use talking::Talking;

use crate::engine::event::Event;
use crate::engine::telephony::{Capabilities, Signal};
use crate::shell::runtime::Inbox;
use crate::wire::sip::{MediaEvent, Talk};

/// What a SIP call takes beyond ringing.
pub fn talk() -> Talking {
    Talking { talk: Talk::here(), audio: open_audio }
}

/// Opens the audio of one leg; dropping it hangs it up.
fn open_audio(report: Box<dyn Fn(MediaEvent)>) -> talking::Audio {
    let media = media::Media::new(report);
    std::rc::Rc::new(move |order| media.order(order))
}

/// Tells what a driver can do, and hands out where its signals go.
fn opened(can: Capabilities, inbox: Inbox) -> impl Fn(Signal) {
    inbox.send(Event::DriverOpened(can));
    move |signal| inbox.send(Event::Signal(signal))
}
