//! What the tabs of one browser say to each other, on its way. Each hears what another one said in the order in which it was said
//! (HTML, "BroadcastChannel"); when, and what of several others is heard first, nobody knows.

use std::time::Duration;

use crate::engine::time::Timestamp;

/// A page, by a number that no other ever had.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page(pub u32);

#[derive(Default)]
pub struct Channel {
    /// It takes so long at most.
    late: Duration,
    count: u64,
    under_way: Vec<Letter>,
}

struct Letter {
    at: Timestamp,
    from: Page,
    to: Page,
    text: String,
}

impl Channel {
    pub fn slow_down(&mut self, late: Duration) {
        self.late = late;
    }

    pub fn is_slow(&self) -> bool {
        !self.late.is_zero() || !self.under_way.is_empty()
    }

    /// `false`: it is there at once. `busy`: whom it is for does something else; no page is interrupted.
    pub fn takes(&mut self, from: Page, to: Page, text: &str, busy: bool, now: Timestamp) -> bool {
        let before = self.under_way.iter().filter(|letter| (letter.from, letter.to) == (from, to)).map(|l| l.at).max();
        if self.late.is_zero() && before.is_none() && !busy {
            return false;
        }
        self.count += 1;
        let own = self.count.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let millis = own % (u64::try_from(self.late.as_millis()).unwrap_or(0) + 1);
        let at = before.into_iter().fold(now.plus(Duration::from_millis(millis)), Timestamp::max);
        self.under_way.push(Letter { at, from, to, text: text.to_owned() });
        true
    }

    /// What arrives by now, the first of it.
    pub fn arrives(&mut self, now: Timestamp) -> Option<(Page, String)> {
        let at = self.wake_at().filter(|at| *at <= now)?;
        let first = self.under_way.iter().position(|letter| letter.at == at)?;
        let letter = self.under_way.remove(first);
        Some((letter.to, letter.text))
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        self.under_way.iter().map(|letter| letter.at).min()
    }

    /// This page hears nothing any more. What it has said is heard.
    pub fn is_gone(&mut self, page: Page) {
        self.under_way.retain(|letter| letter.to != page);
    }

    /// The clock was set back: what is under way arrives as soon as ever.
    pub fn set_back(&mut self, by: Duration) {
        self.under_way.iter_mut().for_each(|letter| letter.at = letter.at.minus(by));
    }
}
