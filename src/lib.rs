//! # Ferrophone: the map
//!
//! A softphone for Salesforce. An agent's calls come in as events, the engine decides, effects go out.
//!
//! ```text
//!            Event                                    Effect
//!   PBX  ──▶ Signal ─┐                          ┌─▶ Command  ──▶ PBX
//!   CRM  ──▶ Reply  ─┼─▶ engine::handle ────────┼─▶ Request  ──▶ CRM
//!   agent ─▶ Action ─┘   fact ▸ rules ▸ trace   └─▶ Store    ──▶ journal
//!                        │
//!                        └─▶ view ──▶ screen
//! ```
//!
//! Read in this order:
//!
//! 1. [`engine`] **decides**. No I/O, no clock, no randomness, no browser; it cannot fail.
//! 2. [`wire`] **translates** between the engine's words and those of SIP, Open CTI and Salesforce. Pure codecs.
//! 3. [`sim`] **rehearses**: a scripted phone, a Salesforce in memory, a world that plays stories. Pure.
//! 4. `shell` **touches** the browser. It decides nothing. Only this folder (and `demo`) needs wasm32.
//! 5. [`setup`] is the administrator's page: settings, their contradictions, dry runs. It ships beside the widget.
//! 6. `demo` is a small Lightning look-alike around the widget, answered by [`sim`]. It ships in no widget bundle.
//!
//! What always holds (each with its test in `tests/`):
//!
//! - The arrows `main → shell → {sim, wire} → engine` never turn round (`tests/architecture.rs`).
//! - A call is saved at most once, whatever happens to the answers (`tests/stories.rs`, `tests/properties.rs`).
//! - What the agent typed is in the journal before anything else happens to it.
//! - The same events give the same effects: a log of events is a reproduction.

pub mod engine;
pub mod setup;
pub mod sim;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod demo;
#[cfg(target_arch = "wasm32")]
pub mod shell;
