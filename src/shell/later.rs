//! Code that a first load leaves out and fetches when it is wanted. The first load is what a phone needs that listens for calls, by
//! SIP and until it rings; what comes later: what a call takes once it is answered or made, the practice line, the back office of the
//! engine with the cards that show its work, the pages that an agent opens now and then, Salesforce Classic, and what several tabs
//! tell each other.
//!
//! What is reachable from `main` without going through a part stays in the first load. So, to put something into a part, call it
//! through a `fn` pointer that the part hands out, and from nowhere else:
//!
//! - a rule, a question to the CRM, what an intent from a card does: from what stands in the table of `engine/office.rs`;
//! - a screen: from `Cards` or `Pages` in `ui/pages.rs`, its words in `ui/texts/cards/` or `ui/texts/later.rs`, its style in
//!   `style/cards.css`;
//! - what a SIP call does beyond ringing: from what stands in the table of `wire/sip/talk.rs`;
//! - a codec or a driver: through a part of its own, a field in [`Later`] and a line in `src/main.rs`.
//!
//! `cargo xtask size` tells where code went.

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen_futures::spawn_local;

use super::runtime::Inbox;
use super::salesforce::{self, Carry, Classic};
use super::tabs::Tabs;
use super::telephony::{self, Talking};
use super::ui::{Cards, Pages};
use super::{log, page};
use crate::engine::telephony::Command;
use crate::wire::recording;

/// The parts, each a way to get it. May be asked again: what came once is there at once.
#[derive(Clone, Copy)]
pub struct Later {
    /// What SIP calls take beyond ringing. Wanted when the line is up.
    pub talking: fn() -> Coming<Talking>,
    /// The driver of the practice line.
    pub practice: fn() -> Coming<OpenLine>,
    /// The driver that follows a desk phone.
    pub desk_phone: fn() -> Coming<OpenLine>,
    pub pages: fn() -> Coming<Pages>,
    /// What a telephone can do without while it listens.
    pub office: fn() -> Coming<Office>,
    /// What only Salesforce Classic needs.
    pub classic: fn() -> Coming<Classic>,
    /// What makes a file of the event log.
    pub recording: fn() -> Coming<Export>,
    /// What only several tabs need.
    pub tabs: fn() -> Coming<Tabs>,
}

/// The part, or nothing where it could not be fetched.
pub type Coming<T> = Pin<Box<dyn Future<Output = Option<T>>>>;

/// Opens a driver. It takes commands until it is dropped, which closes its connections.
pub type OpenLine = fn(Inbox, Later) -> Line;

pub type Line = Box<dyn Fn(Command)>;

/// The part that is calls beyond ringing. Only for the table of parts, as the following.
pub fn talking() -> Talking {
    telephony::talk()
}

pub fn practice() -> OpenLine {
    telephony::practice::open
}

/// The part that follows a desk phone. Only for the table of parts.
pub fn desk_phone() -> OpenLine {
    telephony::ari::open
}

/// The back office of the engine, and the screens that show its work.
#[derive(Clone, Copy)]
pub struct Office {
    pub engine: crate::engine::Office,
    /// Carries its requests.
    pub carry: Carry,
    pub cards: Cards,
}

/// The part that is the back office. Only for the table of parts.
pub fn office() -> Office {
    Office { engine: crate::engine::Office::here(), carry: salesforce::carry, cards: Cards::here() }
}

/// Gives the event log as a text, with other names in it.
pub type Export = fn() -> String;

/// The part that exports. Only for the table of parts.
pub fn recording() -> Export {
    || log::read(|log| recording::export(&log.events, log.cut, &page::browser()))
}

/// The part that is Classic. Only for the table of parts.
pub fn classic() -> Classic {
    use crate::wire::classic::Classic as Both;
    Classic { dialect: &Both, words: &Both }
}

/// A part that shows something, with its style. Without it where that cannot be fetched: a call is to be logged all the same. The
/// next part tries again.
pub async fn styled<T>(part: impl Future<Output = Option<T>>) -> Option<T> {
    let part = part.await;
    page::style().await;
    part
}

impl Later {
    /// With everything at hand, for a page that is not split.
    pub fn here() -> Self {
        Self {
            talking: || Box::pin(async { Some(talking()) }),
            practice: || Box::pin(async { Some(practice()) }),
            desk_phone: || Box::pin(async { Some(desk_phone()) }),
            office: || Box::pin(styled(async { Some(office()) })),
            pages: || Box::pin(styled(async { Some(Pages::here()) })),
            classic: || Box::pin(async { Some(classic()) }),
            recording: || Box::pin(async { Some(recording()) }),
            tabs: || Box::pin(async { Some(Tabs::here()) }),
        }
    }
}

/// Gets a part, and hands it over.
pub fn fetch<T: 'static>(part: Coming<T>, then: impl FnOnce(Option<T>) + 'static) {
    let then: Box<dyn FnOnce(Option<T>)> = Box::new(then);
    spawn_local(async move { then(part.await) });
}
