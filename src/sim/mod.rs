//! The simulation **rehearses**: an org in memory, the host half of Open CTI, a scripted phone, stories, dry runs. Pure.

pub mod dry_run;
pub mod host;
pub mod org;
pub mod phone;
pub mod storm;
pub mod story;
