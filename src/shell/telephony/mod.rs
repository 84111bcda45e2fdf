//! The telephony drivers. Adding one: a codec in `wire`, its glue here, one arm in [`open`].

mod media;
mod sip;

use crate::engine::event::Event;
use crate::engine::telephony::{Capabilities, Command, Driver, Signal};
use crate::shell::runtime::Inbox;

/// A driver at work. Dropping it ends its calls and closes its connections.
pub struct Line(Kind);

enum Kind {
    Sip(sip::Sip),
    /// The practice line has no glue yet.
    Practice,
}

/// Opens `driver`. It tells its capabilities at once ([`Event::DriverOpened`]) and its signals as they come.
pub fn open(driver: Driver, inbox: Inbox) -> Line {
    match driver {
        Driver::Sip => {
            inbox.send(Event::DriverOpened(sip::CAN));
            Line(Kind::Sip(sip::Sip::new(move |signal: Signal| inbox.send(Event::Signal(signal)))))
        }
        Driver::Practice => {
            inbox.send(Event::DriverOpened(Capabilities::default()));
            Line(Kind::Practice)
        }
    }
}

impl Line {
    pub fn command(&self, command: Command) {
        match &self.0 {
            Kind::Sip(sip) => sip.command(command),
            Kind::Practice => {}
        }
    }
}
