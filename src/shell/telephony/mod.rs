//! The telephony drivers. Adding one: a codec in `wire`, its glue here, a part in `later`, one arm in the runtime's `fetch_line`.

mod media;
mod practice;
mod sip;
mod talking;

pub use talking::Talking;

use super::later::{Later, Line};
use crate::engine::event::Event;
use crate::engine::telephony::Signal;
use crate::shell::runtime::Inbox;
use crate::wire::sip::{MediaEvent, Talk};

/// Opens the driver that speaks SIP. As each, it tells its capabilities at once ([`Event::DriverOpened`]) and its signals as they come.
pub fn open_sip(later: Later, inbox: Inbox) -> Line {
    inbox.send(Event::DriverOpened(sip::CAN));
    let sip = sip::Sip::new(later.talking, move |signal: Signal| inbox.send(Event::Signal(signal)));
    Box::new(move |command| sip.command(command))
}

/// Opens the driver that plays calls.
pub fn open_practice(_: Later, inbox: Inbox) -> Line {
    inbox.send(Event::DriverOpened(practice::CAN));
    let practice = practice::Practice::new(move |signal: Signal| inbox.send(Event::Signal(signal)));
    Box::new(move |command| practice.command(command))
}

/// What a SIP call takes beyond ringing.
pub fn talk() -> Talking {
    Talking { talk: Talk::here(), audio: open_audio }
}

/// Opens the audio of one leg; dropping it hangs it up.
fn open_audio(report: Box<dyn Fn(MediaEvent)>) -> talking::Audio {
    let media = media::Media::new(report);
    std::rc::Rc::new(move |order| media.order(order))
}
