//! Several widgets and one org between them: a colleague's, or the same agent's in another browser. Whoever is at the org
//! holds it; the others' hands are empty meanwhile. Each has a storage, a telephone and a clock of its own.

use std::time::Duration;

use super::script::{Line, USUAL};
use super::world::World;
use crate::engine::crm::Object;
use crate::engine::id::RecordId;

/// Where another widget stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The desk of Bea Büro.
    Bea,
    /// The same agent's in another browser, which shares no storage with this one: 2, 3, …
    Browser(u8),
    /// Another tab of this browser, where there is no lock that one of them could have.
    Tab(u8),
}

impl Place {
    fn told(self) -> String {
        match self {
            Self::Bea => "  bea:".to_owned(),
            Self::Browser(number) => format!("  browser {number}:"),
            Self::Tab(number) => format!("  tab {number}:"),
        }
    }

    /// So that no id of one is another's.
    fn first_id(self) -> u32 {
        match self {
            Self::Bea => 100,
            Self::Browser(number) => 1000 * u32::from(number),
            Self::Tab(number) => 100_000 * u32::from(number),
        }
    }
}

impl World {
    /// Something happens there.
    pub(super) fn elsewhere(&mut self, place: Place, line: Line) {
        let there = self.others.iter().position(|(known, _)| *known == place).unwrap_or_else(|| {
            self.others.push((place, self.another(place.first_id())));
            self.others.len() - 1
        });
        let span = match line {
            Line::Passes(_) => return self.say("time passes for all".to_owned()),
            Line::Freezes(span) => span + USUAL,
            _ => USUAL,
        };
        self.at(there, |other| other.take(line));
        self.pass_but_for(span, Some(there));
    }

    pub(super) fn all_others(&mut self, mut act: impl FnMut(&mut World)) {
        for there in 0..self.others.len() {
            self.at(there, &mut act);
        }
    }

    /// Whatever is due next, wherever that is, happens next. `but`: the one who has had the time already.
    pub(super) fn pass_but_for(&mut self, span: Duration, but: Option<usize>) {
        let mut left = span;
        loop {
            let others = self.others.iter().enumerate().filter(|(there, _)| Some(*there) != but);
            let next = others.filter_map(|(_, (_, other))| other.due_in()).chain(self.due_in()).min();
            let step = next.map_or(left, |next| next.min(left));
            self.pass_alone(step);
            for there in (0..self.others.len()).filter(|there| Some(*there) != but) {
                if self.others[there].1.due_in().is_some_and(|due| due <= step) {
                    self.at(there, |other| other.pass_alone(step));
                } else {
                    let other = &mut self.others[there].1;
                    other.now = other.now.plus(step);
                }
            }
            left -= step;
            if left.is_zero() {
                return;
            }
        }
    }

    fn at(&mut self, there: usize, act: impl FnOnce(&mut World)) {
        let bea = self.find("User", "Bea Büro").map(|user| user.id);
        let (place, other) = &mut self.others[there];
        let own = self.org.user.clone();
        std::mem::swap(&mut self.org, &mut other.org);
        if let (Place::Bea, Some(bea)) = (*place, bea) {
            other.org.user = bea;
        }
        let shared = matches!(place, Place::Tab(_));
        if shared {
            std::mem::swap(&mut self.storage, &mut other.storage);
        }
        act(other);
        if shared {
            std::mem::swap(&mut self.storage, &mut other.storage);
        }
        other.org.user = own;
        std::mem::swap(&mut self.org, &mut other.org);
        let (told, lines) = (place.told(), std::mem::take(&mut other.lines));
        self.lines.extend(lines.into_iter().map(|line| format!("{told}{}", line.trim_start_matches(' '))));
    }

    /// Who owns a record, by name: what tells two agents' Tasks apart.
    pub fn owner(&self, record: &RecordId) -> String {
        let owner = self.org.record(record).and_then(|record| record.link("OwnerId"));
        let named = owner.and_then(|id| self.org.record_ref(&id)).filter(|owner| owner.object == Object::User);
        named.map(|owner| owner.name).unwrap_or_default()
    }
}
