//! The telephony drivers. Adding one: a codec in `wire`, its glue here, one arm in [`open`].

use crate::engine::telephony::{Command, Driver};
use crate::shell::runtime::Inbox;

/// A driver at work. Dropping it ends its calls and closes its connections.
pub struct Line;

/// Opens `driver`. It tells its capabilities at once ([`Event::DriverOpened`](crate::engine::event::Event)) and its
/// signals as they come.
pub fn open(_driver: Driver, _inbox: Inbox) -> Line {
    Line
}

impl Line {
    pub fn command(&self, _command: Command) {}
}
