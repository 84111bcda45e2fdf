//! A back office of the engine that comes late, or never: in a browser it is fetched when the line is up.

use super::world::World;
use crate::engine::Office;
use crate::engine::event::Event;

/// How it comes to a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comes {
    /// The page has it when it starts.
    AtOnce,
    WhenAsked,
    /// It is asked for and on its way.
    NotYet,
    /// It cannot be fetched.
    Never,
}

impl World {
    pub(super) fn fetch_office(&mut self) {
        self.office_awaited = self.office == Comes::NotYet;
        match self.office {
            Comes::AtOnce | Comes::WhenAsked => self.event(Event::OfficeOpened(Office::here())),
            Comes::NotYet => {}
            Comes::Never => self.event(Event::OfficeMissing),
        }
    }

    /// From now on; what is on its way arrives, or turns out to be missing.
    pub(super) fn office_comes(&mut self, comes: Comes) {
        self.office = comes;
        if self.office_awaited {
            self.fetch_office();
        }
    }
}
