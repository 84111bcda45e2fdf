//! How effects are carried out in a story, as the shell carries them out in a browser.

use super::world::World;
use crate::engine::effect::Effect;
use crate::engine::event::{Event, StorageTrouble};
use crate::engine::journal::DONE;
use crate::engine::secret::Stored;
use crate::engine::telephony::Command;
use crate::sim::phone::CAN;
use crate::wire::ari;

impl World {
    pub(super) fn carry_out(&mut self, effect: Effect) {
        self.stored += usize::from(matches!(effect, Effect::Store { .. }));
        match effect {
            Effect::OpenDriver(_) => {
                let can = if self.desk.is_some() { ari::CAN } else { CAN };
                self.event(Event::DriverOpened(can));
            }
            Effect::Phone(command) => {
                if let Command::Dial { leg, .. } = &command
                    && leg.0.starts_with("code-")
                {
                    self.code = Some(leg.clone());
                }
                let connects = matches!(command, Command::Connect(_));
                let again = self.desk.as_mut().filter(|_| connects).map(|desk| desk.again());
                again.into_iter().flatten().for_each(|signal| self.event(Event::Signal(signal)));
                self.desk.iter_mut().for_each(|desk| desk.commanded(&command));
                for signal in self.phone.handle(command, self.now) {
                    let signal = match &self.desk {
                        Some(desk) => desk.as_it_is(signal),
                        None => signal,
                    };
                    self.heard(signal);
                }
            }
            Effect::Crm(id, request) => self.crm(id, &request),
            Effect::Store { key, value: Some(_) } if self.storage_full => {
                self.event(Event::StorageFailed { key, reason: StorageTrouble::Full });
            }
            Effect::Store { key, value: Some(value) } => {
                let text = String::from(value);
                let text = self.sabotage.map_or_else(|| text.clone(), |sabotage| sabotage.stored(&text));
                self.storage.insert(key, text);
            }
            Effect::Store { key, value: None } => {
                self.storage.remove(&key);
            }
            Effect::Password(password) => self.password = password,
            Effect::Panel(_) | Effect::Ring(_) | Effect::GuardUnload(_) => {}
            Effect::FetchOffice => self.fetch_office(),
            Effect::ReadHistory => {
                let entries = self.entries(|key| key.starts_with(DONE));
                self.event(Event::HistoryRead(Stored(entries)));
            }
        }
    }
}
