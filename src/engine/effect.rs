//! Everything that goes out: what the shell is to do. It does so in the order given and decides nothing.

use super::crm::{Panel, Request};
use super::id::RequestId;
use super::secret::{Private, Secret};
use super::telephony::{Command, Driver};

#[derive(Clone, PartialEq, Debug)]
#[allow(clippy::large_enum_variant)] // short-lived, a handful at a time: a box would cost more than it saves
pub enum Effect {
    /// Open this driver in place of the one before; answered by [`Event::DriverOpened`](super::event::Event).
    OpenDriver(Driver),
    Phone(Command),
    Crm(RequestId, Request),
    /// Show this on the utility bar. Not answered.
    Panel(Panel),
    /// Write this entry of the journal, or remove it where there is no value. Done before any effect that follows.
    Store {
        key: String,
        value: Option<Private>,
    },
    /// Keep the password in this browser, or forget it.
    Password(Option<Secret>),
    /// Start or stop the ringing tone.
    Ring(bool),
    /// Ask before the page is closed: audio would end with it.
    GuardUnload(bool),
    /// Get the back office; answered by [`Event::OfficeOpened`](super::event::Event) or `OfficeMissing`.
    FetchOffice,
    /// Read the journal's entries under [`DONE`](super::journal::DONE); answered by [`Event::HistoryRead`](super::event::Event).
    ReadHistory,
}
