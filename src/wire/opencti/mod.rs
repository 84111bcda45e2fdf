//! Open CTI: how a softphone and the Salesforce page around it talk. Two dialects of one thing, Lightning's here and
//! that of Classic in [`super::classic`]; a [`Session`] speaks either and is all that the shell drives.
//!
//! Read in this order: [`frame`] (who is around us), [`session`] (the talk; how it begins: [`opening`]), [`lightning`] (the words),
//! [`answer`], [`search`], [`page`], [`layout`] (what comes back). Source: Open CTI Developer Guide, API 66.0.

use crate::engine::json::Json;

use crate::engine::crm::{Direction, Draft, Failure, Panel, Target};
use crate::engine::id::RecordId;

pub mod answer;
pub mod frame;
pub mod layout;
pub mod lightning;
pub mod opening;
pub mod page;
pub mod search;
pub mod session;

pub use frame::Frame;
pub use lightning::Lightning;
pub use opening::Opening;
pub use session::{Carrier, Out, Session, Ticket};

/// One call of a method of Salesforce's library.
#[derive(Clone, PartialEq)]
pub struct Call {
    /// Below the library's global, with dots: `saveLog`, `cti.enableClickToDial`.
    pub method: &'static str,
    /// In their order. Lightning: none, or one object.
    pub args: Vec<Json>,
    pub wants: Wants,
}

/// Without the arguments: numbers and notes do not belong in logs.
impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.method)
    }
}

/// What the library shall call back, and how often.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wants {
    /// One answer.
    Answer,
    /// An event at any time.
    Events,
    /// Nothing: the method takes no callback, or what it would tell is of no use.
    Nothing,
}

impl Call {
    pub(crate) fn new(method: &'static str, args: impl Into<Vec<Json>>) -> Self {
        Self { method, args: args.into(), wants: Wants::Answer }
    }

    pub(crate) fn wanting(mut self, wants: Wants) -> Self {
        self.wants = wants;
        self
    }
}

/// One notation of Open CTI: what a session opens with. All else is in its [`Words`].
pub trait Dialect {
    fn opening(&self, step: Opening) -> Call;

    /// What brings the panel from one state to the other, and nothing that stays as it is.
    fn panel(&self, from: &Panel, to: &Panel) -> Vec<Call>;

    /// Takes the answer out of its envelope: what the method returned, or why it did not.
    fn unwrap(&self, answer: Json) -> Result<Json, Failure>;
}

/// The words of a notation for what the engine requests. What it cannot say it refuses with
/// [`Unsupported`](crate::engine::crm::FailureKind).
pub trait Words {
    /// `defaults`: for the new record that the layout may pop where nothing is found.
    fn search(&self, spelling: &str, direction: Direction, defaults: Option<(&str, &str)>) -> Call;

    /// Never asked for [`Target::AsLayoutSays`], which the session resolves.
    fn pop(&self, target: &Target) -> Result<Call, Failure>;

    /// The call that opens what a search left behind.
    fn pop_left(&self) -> Call;

    fn save(&self, draft: &Draft) -> Result<Call, Failure>;

    /// A question for the package, which [`apex`](super::apex) writes and reads.
    fn apex(&self, params: String) -> Call;

    fn refresh(&self) -> Call;

    /// The record that a save names. Only asked after [`unwrap`](Dialect::unwrap) succeeded.
    fn saved(&self, returned: &Json) -> Option<RecordId>;

    /// What the softphone layout would open for this search.
    fn left(&self, returned: &Json) -> search::Left;
}
