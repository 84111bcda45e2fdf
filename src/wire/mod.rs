//! The wire **translates**: pure codecs between the engine's words and those of the systems around it.

pub mod apex;
pub mod ari;
pub mod call_center;
pub mod classic;
pub mod headset;
pub mod opencti;
pub mod recording;
pub mod sip;
pub mod tabs;
