//! The engine **decides**: [`Event`](event::Event) in, [`Effect`](effect::Effect)s out, and nothing else.

pub mod crm;
pub mod effect;
pub mod event;
pub mod id;
pub mod locale;
pub mod number;
pub mod secret;
pub mod settings;
pub mod telephony;
pub mod time;
pub mod view;
