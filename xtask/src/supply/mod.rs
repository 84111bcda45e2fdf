//! What Ferrophone is made of: whose code, under which licence, and whether somebody warns of it.

mod audit;
mod crates;
mod licence;
mod npm;
mod sbom;

pub use audit::{command as audit, quick as audit_quickly};
pub use sbom::{FILE as SBOM, command as sbom, write as sbom_text};
