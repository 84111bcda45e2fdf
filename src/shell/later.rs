//! Code that a first load leaves out and fetches when it is wanted. The first load is what a phone needs that listens for calls; what
//! comes later: the telephony drivers, the back office of the engine with the cards that show its work, the pages that an agent
//! opens now and then, Salesforce Classic, and what several tabs tell each other.
//!
//! What is reachable from `main` without going through a part stays in the first load. So, to put something into a part, call it
//! through a `fn` pointer that the part hands out, and from nowhere else:
//!
//! - a rule, a question to the CRM, what an intent from a card does: from what stands in the table of `engine/office.rs`;
//! - a screen: from `Cards` or `Pages` in `ui/pages.rs`, its words in `ui/texts/cards/` or `ui/texts/later.rs`;
//! - a codec or a driver: through a part of its own, a field in [`Later`] and a line in `src/main.rs`.
//!
//! `cargo xtask size` tells where code went.

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen_futures::spawn_local;

use super::runtime::Inbox;
use super::tabs::Tabs;
use super::telephony::{self, mix::OpenMix};
use super::ui::{Cards, Pages};
use crate::engine::telephony::{Command, Driver};
use crate::wire::classic::Classic;
use crate::wire::opencti::Dialect;

/// The parts, each a way to get it. May be asked again: what came once is there at once.
#[derive(Clone, Copy)]
pub struct Later {
    /// The drivers with the telephone in this page.
    pub lines: fn() -> Coming<Lines>,
    /// The driver that follows a desk phone.
    pub desk_phone: fn() -> Coming<OpenLine>,
    /// What mixes a conference.
    pub mix: fn() -> Coming<OpenMix>,
    pub pages: fn() -> Coming<Pages>,
    /// What a telephone can do without while it listens.
    pub office: fn() -> Coming<Office>,
    /// What only Salesforce Classic needs.
    pub classic: fn() -> Coming<&'static dyn Dialect>,
    /// What only several tabs need.
    pub tabs: fn() -> Coming<Tabs>,
}

/// The part, or nothing where it could not be fetched.
pub type Coming<T> = Pin<Box<dyn Future<Output = Option<T>>>>;

/// Opens a driver. It takes commands until it is dropped, which closes its connections.
pub type OpenLine = fn(Inbox, Later) -> Line;

pub type Line = Box<dyn Fn(Command)>;

#[derive(Clone, Copy)]
pub struct Lines {
    pub sip: OpenLine,
    pub practice: OpenLine,
}

/// The part that is a telephone in this page. Only for the table of parts.
pub fn lines() -> Lines {
    Lines { sip: telephony::sip::open, practice: telephony::practice::open }
}

/// The part that mixes a conference. Only for the table of parts.
pub fn mix() -> OpenMix {
    telephony::mix::open
}

/// The part that follows a desk phone. Only for the table of parts.
pub fn desk_phone() -> OpenLine {
    telephony::ari::open
}

/// The back office of the engine, and the screens that show its work.
#[derive(Clone, Copy)]
pub struct Office {
    pub engine: crate::engine::Office,
    pub cards: Cards,
}

/// The part that is the back office. Only for the table of parts.
pub fn office() -> Office {
    Office { engine: crate::engine::Office::here(), cards: Cards::here() }
}

/// The part that is Classic. Only for the table of parts.
pub fn classic() -> &'static dyn Dialect {
    &Classic
}

impl Later {
    /// With everything at hand, for a page that is not split.
    pub fn here() -> Self {
        Self {
            lines: || Box::pin(async { Some(lines()) }),
            desk_phone: || Box::pin(async { Some(desk_phone()) }),
            mix: || Box::pin(async { Some(mix()) }),
            office: || Box::pin(async { Some(office()) }),
            pages: || Box::pin(async { Some(Pages::here()) }),
            classic: || Box::pin(async { Some(classic()) }),
            tabs: || Box::pin(async { Some(Tabs::here()) }),
        }
    }

    /// What opens this driver.
    pub fn driver(self, driver: Driver) -> Coming<OpenLine> {
        let lines = move |pick: fn(Lines) -> OpenLine| async move { (self.lines)().await.map(pick) };
        match driver {
            Driver::Sip => Box::pin(lines(|lines| lines.sip)),
            Driver::Practice => Box::pin(lines(|lines| lines.practice)),
            Driver::Ari => (self.desk_phone)(),
        }
    }
}

/// Gets a part, and hands it over.
pub fn fetch<T: 'static>(part: Coming<T>, then: impl FnOnce(Option<T>) + 'static) {
    let then: Box<dyn FnOnce(Option<T>)> = Box::new(then);
    spawn_local(async move { then(part.await) });
}
