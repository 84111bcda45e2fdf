//! What must come out of a day, by rules of thumb that an administrator could say: which calls must have a Task, and
//! where words must be. It looks at the screens and at the agent's hands, never into the engine.

use std::collections::BTreeMap;

use super::Verdict;
use crate::engine::crm::Direction;
use crate::engine::id::CallId;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView, Saving};
use crate::engine::workflow::task::CALL_KEY;
use crate::sim::story::{Line, Place, World, parse};

#[derive(Default)]
pub struct Model {
    switches: BTreeMap<String, bool>,
    /// The org has no field for the call's key: nobody can look, and it refuses no second Task.
    blind: bool,
    /// `None`: the browser that is always there.
    browsers: BTreeMap<Option<u8>, Browser>,
}

/// What somebody saw who looked over the agent's shoulder.
#[derive(Default)]
struct Browser {
    calls: BTreeMap<CallId, Seen>,
    /// The page's death in the middle of something was seen so often.
    cut_short: u32,
    /// Something may not stand in the storage, which was full when so many events had come in.
    unkept: Option<usize>,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    key: String,
    direction: Option<Direction>,
    outgoing: bool,
    /// A second or more was talked.
    answered: bool,
    talking: bool,
    over: bool,
    elsewhere: bool,
    saved_by_hand: bool,
    /// The page died while something happened to the call, and the next did not show what became of it.
    unsure: bool,
    note: String,
    /// The agent said that it is there: nobody knows which record to change.
    vouched: bool,
    /// The page died while its storage was full, of which the agent was told.
    excused: bool,
}

impl Model {
    /// A line of the day, and what it came to.
    pub fn take(&mut self, text: &str, world: &mut World) {
        let Ok(line) = parse(text) else { return };
        let (place, here) = match &line {
            Line::Elsewhere(Place::Browser(number), here) => (Some(*number), (**here).clone()),
            other => (None, other.clone()),
        };
        let selected = at(world, place).and_then(|there| there.engine.view().selected);
        let browser = self.browsers.entry(place).or_default();
        let before = selected.and_then(|id| browser.calls.get(&id)).cloned();
        let mut heard = None;
        match &here {
            Line::Org(how) => self.blind |= how == "without call fields",
            Line::Set(key, on) => drop(self.switches.insert(key.clone(), on == "true")),
            Line::Agent { call: None, what, rest } => {
                if let Some(seen) = selected.and_then(|id| browser.calls.get_mut(&id)) {
                    match what.as_str() {
                        "note" => seen.note.clone_from(rest),
                        "save" => seen.saved_by_hand = true,
                        _ => {}
                    }
                }
            }
            // What was not kept is gone with the page.
            Line::Reload { .. } => browser.dies(),
            Line::Far(what) if what == "is answered elsewhere" => {
                let calls = at(world, place).map(|there| there.engine.view().calls).unwrap_or_default();
                let live = calls.iter().rev().find(|call| !matches!(call.state, CallStateView::Ended { .. }));
                if let Some(seen) = live.and_then(|call| browser.calls.get_mut(&call.id)) {
                    seen.elsewhere = true;
                }
                heard = live.map(|call| call.id);
            }
            _ => {}
        }
        world.take(line);
        if let (Some(id), Some(before)) = (selected, before) {
            self.cut_short(place, id, before, world);
        }
        let died = at(world, place).map_or(0, |there| there.cut_short);
        let browser = self.browsers.entry(place).or_default();
        if let Some(seen) = heard.filter(|_| browser.cut_short < died).and_then(|id| browser.calls.get_mut(&id)) {
            seen.unsure = true;
        }
        for (place, browser) in &mut self.browsers {
            if let Some(there) = at(world, *place) {
                browser.look(there);
            }
        }
    }

    /// The page died before what the agent did was done: the last key may be lost, and no more than that.
    fn cut_short(&mut self, place: Option<u8>, id: CallId, before: Seen, world: &World) {
        let Some(there) = at(world, place) else { return };
        let Some(browser) = self.browsers.get_mut(&place).filter(|browser| browser.cut_short < there.cut_short) else {
            return;
        };
        let shown = there.engine.view().calls.into_iter().find(|call| call.id == id).map(|call| call.note);
        let Some(seen) = browser.calls.get_mut(&id) else { return };
        if shown.is_none_or(|note| note == before.note) && !there.knows(&seen.note) {
            seen.note = before.note;
        }
        seen.unsure |= seen.saved_by_hand && !before.saved_by_hand;
        seen.saved_by_hand = before.saved_by_hand;
    }

    /// The day ends: everything comes back, everybody hangs up, the agent answers what is asked, and looks the org over.
    pub fn judge(mut self, mut world: World) -> Verdict {
        world.org.faults.calm();
        for line in ["storage is free", "office comes", "crm takes up to 0s", "crm is back", "10m"] {
            self.everywhere(line, &mut world);
        }
        let late = self.late(&world);
        self.each_call("hang up", &mut world);
        self.take("10m", &mut world);
        self.settle(&mut world);
        self.take("10m", &mut world);
        self.each_call("close", &mut world);
        self.take("10m", &mut world);
        self.settle(&mut world);
        self.take("10m", &mut world);
        let mut verdict = self.verdict(&world);
        verdict.wrong.extend(late);
        verdict
    }

    /// Nobody touches anything for ten minutes: what must be in the org and is over is there by itself.
    fn late(&self, world: &World) -> Vec<String> {
        let mut late = Vec::new();
        for (place, browser) in &self.browsers {
            let Some(there) = at(world, *place) else { continue };
            for call in there.engine.view().calls {
                let Some(seen) = browser.calls.get(&call.id) else { continue };
                let waits = matches!(
                    call.saving,
                    Saving::Saving { .. } | Saving::Waiting { .. } | Saving::Unsaved { by_agent: true }
                );
                if waits && seen.must_be_saved(&self.switches) && tasks_of(world, &seen.key) == 0 {
                    late.push(format!("{} is not in the org by itself", seen.key));
                }
            }
        }
        late
    }

    fn everywhere(&mut self, line: &str, world: &mut World) {
        self.take(line, world);
        if line.starts_with("storage") || line.starts_with("office") {
            for number in self.numbers() {
                self.take(&format!("browser {number}: {line}"), world);
            }
        }
    }

    fn numbers(&self) -> Vec<u8> {
        self.browsers.keys().flatten().copied().collect()
    }

    fn each_call(&mut self, what: &str, world: &mut World) {
        let mut said = Vec::new();
        for (place, browser) in &self.browsers {
            let numbers = browser.calls.keys().filter_map(|id| at(world, *place)?.number_of(*id));
            said.extend(numbers.map(|number| said_at(*place, &format!("call {number}: {what}"))));
        }
        for line in said {
            self.take(&line, world);
        }
    }

    /// Where nobody else can look whether a Task is there, the agent does, and says what is so.
    fn settle(&mut self, world: &mut World) {
        let mut said = Vec::new();
        for (place, browser) in &mut self.browsers {
            let Some(there) = at(world, *place) else { continue };
            for call in there.engine.view().calls {
                let Some(number) = there.number_of(call.id) else { continue };
                if matches!(call.saving, Saving::Unknown { .. }) {
                    let key = there.engine.key_of(call.id).unwrap_or_default();
                    let saved = tasks_of(world, &key) > 0;
                    browser.calls.entry(call.id).or_default().vouched |= saved;
                    let what = if saved { "it is there" } else { "save again" };
                    said.push(said_at(*place, &format!("call {number}: {what}")));
                }
            }
        }
        for line in said {
            self.take(&line, world);
        }
    }

    fn verdict(&self, world: &World) -> Verdict {
        let mut verdict = Verdict::default();
        for (place, browser) in &self.browsers {
            let there = at(world, *place);
            for seen in browser.calls.values() {
                verdict.calls += 1;
                let (must, found) = (seen.must_be_saved(&self.switches), tasks_of(world, &seen.key));
                verdict.expected += u64::from(must);
                verdict.found += if must { found.min(1) } else { 0 };
                if found > 0 && !must && !seen.unsure && !seen.excused {
                    verdict.unwanted += 1;
                    verdict.wrong.push(format!("{} is in the org, and nobody wants it there", seen.key));
                }
                if must && found == 0 {
                    verdict.lost += 1;
                    verdict.wrong.push(format!("{} is not in the org", seen.key));
                }
                let known = match found > 0 && !seen.vouched {
                    true => described(world, &seen.key, &seen.note),
                    false => world.knows(&seen.note) || there.is_some_and(|there| there.knows(&seen.note)),
                };
                if !seen.note.is_empty() && !known && !seen.excused {
                    verdict.notes_lost += 1;
                    verdict.wrong.push(format!("the note {:?} is lost", seen.note));
                }
            }
        }
        let excused = |key: &String| {
            let mut seen = self.browsers.values().flat_map(|browser| browser.calls.values());
            self.blind && seen.any(|seen| seen.excused && key.contains(&seen.key))
        };
        for (key, count) in world.records_by_key() {
            if count > 1 && !excused(&key) {
                verdict.doubled += count as u64 - 1;
                verdict.wrong.push(format!("{key} is there {count} times"));
            }
        }
        verdict
    }
}

fn said_at(place: Option<u8>, line: &str) -> String {
    match place {
        None => line.to_owned(),
        Some(number) => format!("browser {number}: {line}"),
    }
}

fn at(world: &World, place: Option<u8>) -> Option<&World> {
    match place {
        None => Some(world),
        Some(number) => world.other(Place::Browser(number)),
    }
}

impl Browser {
    fn look(&mut self, there: &World) {
        let shown = there.engine.view().calls;
        if self.cut_short < there.cut_short {
            self.cut_short = there.cut_short;
            let hidden = |id: &CallId| shown.iter().all(|call| call.id != *id);
            let live = self.calls.iter_mut().filter(|(id, seen)| !seen.over && hidden(id));
            live.for_each(|(_, seen)| seen.unsure = true);
            // What became of the others is seen below.
            self.calls.values_mut().for_each(|seen| seen.talking = false);
            self.dies();
        }
        // Stored again with the first event for which there is room.
        match (there.is_storage_full(), self.unkept) {
            (true, _) => self.unkept = Some(there.events.len()),
            (false, Some(events)) if there.events.len() > events => self.unkept = None,
            (false, _) => {}
        }
        for call in &shown {
            let seen = self.calls.entry(call.id).or_default();
            seen.look(call, there.engine.key_of(call.id), there.now);
        }
    }

    /// The page does. Who talked then has talked for a second at least; what was not kept is gone with it.
    fn dies(&mut self) {
        let unkept = self.unkept.take().is_some();
        for seen in self.calls.values_mut() {
            seen.excused |= unkept;
            seen.answered |= seen.talking;
            seen.over = true;
        }
    }
}

impl Seen {
    fn look(&mut self, call: &CallView, key: Option<String>, now: Timestamp) {
        self.outgoing = call.outgoing;
        self.direction = Some(match (call.internal, call.outgoing) {
            (true, _) => Direction::Internal,
            (false, true) => Direction::Outbound,
            (false, false) => Direction::Inbound,
        });
        if let Some(key) = key {
            self.key = key;
        }
        (self.talking, self.over) = (false, false);
        match call.state {
            CallStateView::Talking { since, .. } => {
                self.talking = true;
                self.answered |= now.since(since).as_secs() > 0;
            }
            CallStateView::Ended { talked, .. } => {
                self.over = true;
                self.answered |= talked.as_secs() > 0;
            }
            CallStateView::RingingIn { .. } | CallStateView::Dialling { .. } | CallStateView::RingingOut { .. } => {}
        }
    }

    /// The table of automatic saving.
    fn must_be_saved(&self, switches: &BTreeMap<String, bool>) -> bool {
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
fn of_key<'a>(world: &'a World, key: &'a str) -> impl Iterator<Item = &'a crate::sim::org::Record> {
    let is_it = move |text: &str| !key.is_empty() && text.eq_ignore_ascii_case(key);
    world.org.of("Task").filter(move |task| is_it(task.text(CALL_KEY)) || is_it(task.text("CallObject")))
}

fn tasks_of(world: &World, key: &str) -> u64 {
    of_key(world, key).count() as u64
}

fn described(world: &World, key: &str, words: &str) -> bool {
    of_key(world, key).any(|task| task.text("Description").contains(words))
}
