//! Our SIP user agent and our ARI driver against a real Asterisk and a real Kamailio: every story below is played by phones on
//! WebSockets, without a browser.
//!
//! `s01`-`s27` and `k1`-`k5` are the scenarios that every driver of ours has to pass; `grep -c` counts them.
//! `cargo xtask test pbx` unpacks the PBX and runs this; plain `cargo test` leaves it out (`test = false` in Cargo.toml).
//! To keep what was said: `FERROPHONE_PBX_RECORD=<folder> cargo xtask test pbx`.

mod asterisk;
mod desk;
mod kamailio;
mod media;
mod phone;
mod server;
mod shell;
mod transcript;

mod ari;
mod groups;
mod handed;
mod incoming;
mod line;
mod outgoing;
mod presence;
mod proxy;
mod transfers;
