//! The administrator's page: edits the settings, says what does not go together, plays calls under them before anybody works with
//! them, and writes the call center file. A page of its own beside the widget: nothing of it is in the widget's bundle.
//!
//! What it knows is pure ([`form`], [`words`], [`crate::sim::dry_run`]); `page` draws it.

pub mod form;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
pub use page::start;
