//! Colleagues' phones, as device states. Voice messages ARI tells only of mailboxes that it keeps itself, so none are told.

use super::message::word;
use super::request::{self, Request};
use crate::engine::json::Json;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{Lamp, Signal};

#[derive(Default)]
pub struct Watch(Vec<PhoneNumber>);

impl Watch {
    pub fn set(&mut self, lamps: Vec<PhoneNumber>) {
        self.0 = lamps;
    }

    /// What is to be asked on a new socket, or for new lamps.
    pub fn requests(&self, app: &str) -> Vec<(Request, Request)> {
        let both = |number| {
            let device = device_of(number);
            (request::subscribe(app, &["deviceState:", &device].concat()), request::device(&device))
        };
        self.0.iter().map(both).collect()
    }

    /// A device's state, told or answered: `{"name": "PJSIP/1002", "state": "INUSE"}`.
    pub fn told(&self, device: &Json) -> Option<Signal> {
        let number = self.0.iter().find(|number| device_of(number) == word(device, "name"))?;
        let lamp = match word(device, "state") {
            "NOT_INUSE" => Lamp::Free,
            "RINGING" => Lamp::Ringing,
            "INUSE" | "BUSY" | "RINGINUSE" | "ONHOLD" => Lamp::Busy,
            _ => Lamp::Unknown,
        };
        Some(Signal::Lamp { number: number.clone(), lamp })
    }

    /// Nobody tells any more.
    pub fn unknown(&self) -> impl Iterator<Item = Signal> {
        self.0.iter().map(|number| Signal::Lamp { number: number.clone(), lamp: Lamp::Unknown })
    }
}

fn device_of(number: &PhoneNumber) -> String {
    ["PJSIP/", &number.dialable()].concat()
}
