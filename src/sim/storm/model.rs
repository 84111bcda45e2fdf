//! What must come out of a day, by rules of thumb that an administrator could say: which calls must have a Task, and
//! where words must be. It looks at the screens and at the agent's hands, never into the engine.

use std::collections::BTreeMap;

use super::Verdict;
use super::seen::{Seen, described, tasks_of};
use crate::engine::id::CallId;
use crate::engine::view::{CallStateView, OfficeView, Saving, TabView};
use crate::sim::story::{Line, Place, Whose, World, parse};

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
    /// So many pages were loaded, one after the other.
    pages: u32,
    /// The page's death in the middle of something was seen so often.
    cut_short: u32,
    /// Something may not stand in the storage, which was full when so many events had come in.
    unkept: Option<usize>,
}

impl Model {
    /// A line of the day, and what it came to.
    pub fn take(&mut self, text: &str, world: &mut World) {
        let Ok(line) = parse(text) else { return };
        let (place, here) = match &line {
            Line::Elsewhere(Place::Browser(number), here) => (Some(*number), (**here).clone()),
            other => (None, other.clone()),
        };
        let (tab, here) = match here {
            Line::Tab { whose, what } => (whose, parse(&what).unwrap_or(Line::Look)),
            other => (Whose::Leader, other),
        };
        // What the agent looks at; a tab that is not there, or does not react, is left alone.
        let screen = at(world, place).and_then(|there| there.screen(tab));
        let selected = screen.as_ref().and_then(|screen| screen.selected);
        let follows = screen.as_ref().is_some_and(|screen| screen.tab != TabView::Here);
        let unheard = at(world, place).is_some_and(World::tabs_are_slow);
        let page = at(world, place).and_then(|there| there.page_of(tab).zip(Some(there.boots)));
        let frozen = at(world, place).is_some_and(World::is_frozen);
        let browser = self.browsers.entry(place).or_default();
        let before = selected.and_then(|id| browser.calls.get(&id)).cloned();
        let mut heard = None;
        match &here {
            Line::Org(how) => self.blind |= how == "without call fields",
            Line::Set(key, on) => drop(self.switches.insert(key.clone(), on == "true")),
            Line::Agent { call: None, what, rest } => {
                if let Some(seen) = selected.and_then(|id| browser.calls.get_mut(&id)) {
                    match what.as_str() {
                        "note" => seen.write(rest, tab, page.filter(|_| unheard && follows), unheard),
                        // A leader that does not answer soon may not be asked for it any more, and says so.
                        "save" if follows && unheard => seen.perhaps = true,
                        "save" => seen.saved_by_hand = true,
                        _ => {}
                    }
                }
            }
            Line::Far(what) if what == "is answered elsewhere" => {
                let calls = at(world, place).map(|there| there.engine.view().calls).unwrap_or_default();
                let live = calls.iter().rev().find(|call| !matches!(call.state, CallStateView::Ended { .. }));
                if let Some(seen) = live.and_then(|call| browser.calls.get_mut(&call.id)) {
                    seen.elsewhere = true;
                    // A frozen page does not hear it.
                    seen.perhaps |= frozen;
                }
                heard = live.map(|call| call.id);
            }
            _ => {}
        }
        if let Line::Clock { .. } = &here {
            browser.calls.values_mut().for_each(|seen| seen.clock_moved |= !seen.over);
        }
        world.take(line);
        if let (Some(id), Some(before)) = (selected, before) {
            self.cut_short(place, id, before, follows, world);
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

    /// The page died before what the agent did was done: the last key may be lost, and no more than that. What was typed in a tab that
    /// follows outlives the one that leads.
    fn cut_short(&mut self, place: Option<u8>, id: CallId, before: Seen, follows: bool, world: &World) {
        let Some(there) = at(world, place) else { return };
        let Some(browser) = self.browsers.get_mut(&place).filter(|browser| browser.cut_short < there.cut_short) else {
            return;
        };
        let shown = there.engine.view().calls.into_iter().find(|call| call.id == id).map(|call| call.note);
        let Some(seen) = browser.calls.get_mut(&id) else { return };
        if !follows && shown.is_none_or(|note| note == before.note) && !there.knows(&seen.note) {
            seen.note = before.note;
        }
        seen.unsure |= seen.saved_by_hand && !before.saved_by_hand;
        seen.saved_by_hand = before.saved_by_hand;
    }

    /// The day ends: everything comes back, everybody hangs up, the agent answers what is asked, and looks the org over.
    pub fn judge(mut self, mut world: World) -> Verdict {
        world.org.faults.calm();
        let all = ["leader: wakes", "tabs hear up to 0s late", "line is back", "storage is free", "office comes"];
        for line in all.into_iter().chain(["crm takes up to 0s", "crm is back", "10m"]) {
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
        for place in self.browsers.keys() {
            let Some(there) = at(&world, *place) else { continue };
            verdict.wrong.extend(there.tabs_that_differ());
            let silent = there.tab_views().iter().any(|view| view.tab == TabView::Silent);
            verdict.wrong.extend(silent.then(|| "a tab is left alone".to_owned()));
        }
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
        if !line.starts_with("crm") && line != "10m" {
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
                if found > 0 && !must && !seen.unsure && !seen.excused && !seen.perhaps {
                    verdict.unwanted += 1;
                    verdict.wrong.push(format!("{} is in the org, and nobody wants it there", seen.key));
                }
                if must && found == 1 && seen.rejoined && !seen.clock_moved && !seen.vouched {
                    verdict.rejoined += 1;
                    verdict.wrong.extend(seen.is_cut_short(world));
                }
                let all: u64 = seen.keys.iter().map(|key| tasks_of(world, key)).sum();
                if all > found {
                    verdict.doubled += all - found;
                    verdict.wrong.push(format!("{} is in the org under another name, too", seen.key));
                }
                if must && found == 0 {
                    verdict.lost += 1;
                    verdict.wrong.push(format!("{} is not in the org", seen.key));
                }
                let kept = |words: &String| match found > 0 && !seen.vouched {
                    true => described(world, &seen.key, words),
                    false => world.knows(words) || there.is_some_and(|there| there.knows(words)),
                };
                let known = seen.or.iter().chain([&seen.note]).any(kept)
                    || seen.unheard && there.is_some_and(|there| in_history(there, &seen.note));
                if !seen.note.is_empty() && !known && !seen.excused && !seen.gone {
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

/// The list of calls that are done with shows these words.
fn in_history(there: &World, words: &str) -> bool {
    there.engine.view().history.rows.iter().any(|call| call.note.contains(words))
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
        } else if self.pages < there.boots {
            self.dies();
        }
        self.pages = there.boots;
        // Stored again with the first event for which there is room.
        match (there.is_storage_full(), self.unkept) {
            (true, _) => self.unkept = Some(there.events.len()),
            (false, Some(events)) if there.events.len() > events => self.unkept = None,
            (false, _) => {}
        }
        // Where it does not go on, who talked then has talked for a second at least.
        let cards = there.engine.view().office == OfficeView::Here;
        let gone = self.calls.iter_mut().filter(|(id, _)| cards && shown.iter().all(|call| call.id != **id));
        for (_, seen) in gone {
            seen.answered |= std::mem::take(&mut seen.cut_off);
            seen.talking = false;
        }
        for call in &shown {
            let seen = self.calls.entry(call.id).or_default();
            seen.look(call, there.engine.key_of(call.id), there.now);
        }
        let pages = there.pages();
        for seen in self.calls.values_mut() {
            if seen.on_the_way.is_some_and(|(typed, led)| !pages.contains(&typed) && led != there.boots) {
                (seen.gone, seen.on_the_way) = (true, None);
            }
        }
    }

    /// The page does; what was not kept is gone with it.
    fn dies(&mut self) {
        let unkept = self.unkept.take().is_some();
        for seen in self.calls.values_mut() {
            seen.excused |= unkept;
            seen.cut_off |= seen.talking;
            (seen.talking, seen.over) = (false, true);
        }
    }
}
