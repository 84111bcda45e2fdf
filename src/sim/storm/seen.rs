//! What somebody knows of a call who looks over the agent's shoulder.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::crm::Direction;
use crate::engine::telephony::EndCause;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView};
use crate::engine::workflow::task::CALL_KEY;
use crate::sim::story::{Whose, World};

#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub key: String,
    /// A call has one, for good.
    pub keys: BTreeSet<String>,
    pub direction: Option<Direction>,
    pub outgoing: bool,
    /// A second or more was talked.
    pub answered: bool,
    pub talking: bool,
    /// Its page went while somebody talked.
    pub cut_off: bool,
    pub over: bool,
    pub elsewhere: bool,
    pub saved_by_hand: bool,
    /// A tab that follows was asked to save it while its leader did not hear, or the leader did not hear who took it: it may be saved.
    pub perhaps: bool,
    /// From when to when it was seen to go on, and that it was taken up again in between.
    pub talked: Option<(Timestamp, Timestamp)>,
    pub offered: bool,
    pub left_alone: bool,
    pub rejoined: bool,
    /// The clock was set meanwhile: nobody knows how long it took.
    pub clock_moved: bool,
    /// The page died while something happened to the call, and the next did not show what became of it.
    pub unsure: bool,
    pub note: String,
    pub typed_in: Option<Whose>,
    /// Where they were not heard before the page that had saved the call was gone, they are shown beside it in the history.
    pub unheard: bool,
    /// Typed there while that page led, and not seen with it so far.
    pub on_the_way: Option<(u32, u32)>,
    /// Both pages went before it was heard: the one that had the words, and the one that would have written them down.
    pub gone: bool,
    /// Or these words.
    pub or: Vec<String>,
    /// The agent said that it is there: nobody knows which record to change.
    pub vouched: bool,
    /// The page died while its storage was full, of which the agent was told.
    pub excused: bool,
}

impl Seen {
    /// What is typed in one tab while words of another are still on their way may be heard first. `from`: from which page to which,
    /// where it is on the way itself; `slow`: anything may be.
    pub fn write(&mut self, words: &str, tab: Whose, from: Option<(u32, u32)>, slow: bool) {
        let before = std::mem::replace(&mut self.note, words.to_owned());
        if !slow {
            self.or.clear();
        } else if self.on_the_way.is_some() && self.typed_in != Some(tab) {
            self.or.push(before);
        }
        (self.typed_in, self.unheard, self.on_the_way) = (Some(tab), from.is_some(), from);
        self.gone = false;
    }

    pub fn look(&mut self, call: &CallView, key: Option<String>, now: Timestamp) {
        self.outgoing = call.outgoing;
        self.direction = Some(match (call.internal, call.outgoing) {
            (true, _) => Direction::Internal,
            (false, true) => Direction::Outbound,
            (false, false) => Direction::Inbound,
        });
        self.on_the_way.take_if(|_| call.note == self.note);
        if let Some(key) = key {
            self.keys.insert(key.clone());
            self.key = key;
        }
        (self.talking, self.over) = (false, false);
        match call.state {
            CallStateView::Talking { since, .. } => {
                self.rejoined |= self.offered;
                let first = self.talked.map_or(since, |(first, _)| first);
                self.talked = Some((first, now));
                (self.talking, self.cut_off) = (true, false);
                self.answered |= now.since(since).as_secs() > 0;
            }
            CallStateView::Ended { talked, cause, .. } => {
                self.over = true;
                self.left_alone = call.lost.is_none() && cause == EndCause::PageClosed;
                let cut_off = self.cut_off && cause == EndCause::PageClosed;
                if call.lost.is_none() {
                    self.answered |= cut_off || talked.as_secs() > 0;
                    self.cut_off = false;
                }
            }
            CallStateView::RingingIn { .. } | CallStateView::Dialling { .. } | CallStateView::RingingOut { .. } => {}
        }
        self.offered = call.lost.is_some();
    }

    /// The Task of a call that was taken up again has all of its time: whole seconds, and the last one may not have been seen. Where its
    /// page went and nobody took it up, it has ended when the page last wrote that it was there, which it does every 20 seconds.
    pub fn is_cut_short(&self, world: &World) -> Option<String> {
        let (from, to) = self.talked?;
        let talked = to.since(from).as_secs();
        let logged = of_key(world, &self.key).find_map(|task| task.fields.get("CallDurationInSeconds")?.as_u64());
        let unseen = if self.left_alone { 21 } else { 1 };
        let cut = logged.is_none_or(|logged| logged + unseen < talked);
        cut.then(|| format!("{} took {talked} seconds, not {logged:?}", self.key))
    }

    /// The table of automatic saving.
    pub fn must_be_saved(&self, switches: &BTreeMap<String, bool>) -> bool {
        let on = |key: &str, default: bool| switches.get(key).copied().unwrap_or(default);
        let by_itself = match (self.direction, self.answered) {
            (Some(Direction::Inbound), true) => on("autosave.inbound", true),
            (Some(Direction::Outbound), true) => on("autosave.outbound", true),
            (Some(Direction::Internal), true) => on("autosave.internal", false),
            (Some(Direction::Inbound), false) => on("missed.save_inbound", false) && !self.elsewhere,
            (Some(Direction::Outbound), false) => on("no_answer.save_outbound", false),
            (Some(Direction::Internal), false) | (None, _) => false,
        };
        (by_itself && !self.unsure || self.saved_by_hand) && !self.excused
    }
}

/// The Tasks under this key, in its own field or, in an org without, in the standard one.
pub fn of_key<'a>(world: &'a World, key: &'a str) -> impl Iterator<Item = &'a crate::sim::org::Record> {
    let is_it = move |text: &str| !key.is_empty() && text.eq_ignore_ascii_case(key);
    world.org.of("Task").filter(move |task| is_it(task.text(CALL_KEY)) || is_it(task.text("CallObject")))
}

pub fn tasks_of(world: &World, key: &str) -> u64 {
    of_key(world, key).count() as u64
}

pub fn described(world: &World, key: &str, words: &str) -> bool {
    of_key(world, key).any(|task| task.text("Description").contains(words))
}
