//! What the line tells beside calls: voice messages, and what colleagues' phones do.

use super::number::PhoneNumber;
use super::settings::Watched;
use super::telephony::{Command, Lamp};
use super::view::{LampView, Messages};
use super::*;

#[derive(Default)]
pub struct Watch {
    /// New and old; `None`: nobody has said.
    messages: Option<(u32, u32)>,
    lamps: Vec<(PhoneNumber, Lamp)>,
}

impl Engine {
    /// What is to be told from now on, where there is anything.
    pub(super) fn watch_line(&mut self) {
        self.watch = Watch::default();
        let line = &self.settings.line;
        let messages = !line.mailbox.is_empty();
        if messages || !line.watched.is_empty() {
            let lamps = line.watched.iter().map(|Watched { number, .. }| number.clone()).collect();
            self.out.push(Effect::Phone(Command::Watch { messages, lamps }));
        }
    }

    pub(super) fn messages_wait(&mut self, new: u32, old: u32) {
        self.watch.messages = Some((new, old));
    }

    pub(super) fn lamp_is(&mut self, number: PhoneNumber, lamp: Lamp) {
        self.watch.lamps.retain(|(known, _)| *known != number);
        self.watch.lamps.push((number, lamp));
    }

    /// Voice messages, where somebody is told of them and can hear them.
    pub(super) fn messages(&self) -> Option<Messages> {
        let (new, old) = self.watch.messages?;
        let mailbox = PhoneNumber::parse(&self.settings.line.mailbox)?;
        Some(Messages { new, old, mailbox })
    }

    /// In the administrator's order.
    pub(super) fn lamps(&self) -> Vec<LampView> {
        let lamp =
            |number: &PhoneNumber| self.watch.lamps.iter().find(|(known, _)| known == number).map(|(_, lamp)| *lamp);
        let all = self.settings.line.watched.iter();
        all.map(|Watched { number, name }| LampView {
            number: number.clone(),
            name: name.clone(),
            lamp: lamp(number).unwrap_or(Lamp::Unknown),
        })
        .collect()
    }
}
