//! The shell **touches** the browser: it carries events in and effects out, and decides nothing. wasm32 only.

pub mod devices;
pub mod later;
pub mod log;
pub mod page;
mod probe;
pub mod ringer;
pub mod runtime;
pub mod salesforce;
pub mod storage;
pub mod tabs;
pub mod telephony;
pub mod ui;
