//! The telephony drivers. Adding one: a codec in `wire`, its glue here with an `open`, one arm in [`Runtime`]'s `fetch_line`.
//!
//! Opening one tells its capabilities at once ([`Event::DriverOpened`]), then its signals as they come. Dropping it closes its
//! connections, and with the audio in this page its calls.
//!
//! [`Runtime`]: crate::shell::runtime::Runtime

pub mod ari;
mod media;
mod mix;
pub mod practice;
pub mod sip;
mod socket;
mod talking;

pub use talking::Talking;

use std::rc::Rc;

use crate::engine::event::Event;
use crate::engine::telephony::{Capabilities, Signal};
use crate::shell::runtime::Inbox;
use crate::wire::sip::{MediaEvent, Talk};

/// What a SIP call takes beyond ringing.
pub fn talk() -> Talking {
    Talking { talk: Talk::here(), audio: open_audio, mix: mix::open }
}

/// Opens the audio of one leg; dropping it hangs it up.
fn open_audio(report: Box<dyn Fn(MediaEvent)>) -> talking::Audio {
    let media = Rc::new(media::Media::new(report));
    let ends = media.clone();
    talking::Audio { order: Rc::new(move |order| media.order(order)), ends: Rc::new(move || ends.ends()) }
}

/// Tells what a driver can do, and hands out where its signals go.
fn opened(can: Capabilities, inbox: Inbox) -> impl Fn(Signal) {
    inbox.send(Event::DriverOpened(can));
    move |signal| inbox.send(Event::Signal(signal))
}
