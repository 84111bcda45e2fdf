//! What is left of a story when it is over: what a test asks for.

use std::collections::BTreeMap;

use super::told;
use super::world::World;
use crate::engine::id::CallId;
use crate::engine::view::{Logged, View};
use crate::engine::workflow::task;
use crate::sim::org::ChangeKind;

impl World {
    /// How a script names it: `call 1`, `call 2`.
    pub fn number_of(&self, call: CallId) -> Option<usize> {
        self.calls.iter().position(|known| *known == call).map(|at| at + 1)
    }

    pub fn is_storage_full(&self) -> bool {
        self.storage_full
    }

    pub(super) fn look(&mut self) {
        let View { calls, notices, history, checks, presence, messages, lamps, .. } = self.engine.view();
        self.lines.extend(checks.map(|checks| told::checks(&checks)).unwrap_or_default());
        self.lines.extend(calls.iter().map(|call| format!("  {}", told::card(call, &self.org))));
        for call in &history.rows {
            let saved = match call.logged {
                Logged::Yes => "saved",
                Logged::No => "not saved",
                Logged::OffRecord => "off the record",
                Logged::NotMeant => "not to be saved",
            };
            self.lines.push(format!("  done: {}; {saved}; note {:?}", call.name.as_deref().unwrap_or("?"), call.note));
        }
        if let Some(words) = presence.and_then(|presence| told::presence(&presence)) {
            self.lines.push(format!("  presence: {words}"));
        }
        if let Some(messages) = messages {
            let number = messages.mailbox.as_given();
            self.lines.push(format!("  messages: {} new, {} old, heard at {number}", messages.new, messages.old));
        }
        for lamp in lamps {
            let name = lamp.name.unwrap_or_default();
            self.lines.push(format!("  lamp: {} {name} {:?}", lamp.number.as_given(), lamp.lamp));
        }
        for notice in notices {
            self.lines.push(format!("  notice: {}", told::notice(&notice.what)));
        }
    }

    /// The outcome: what happened, and what the org holds of it.
    pub fn finish(mut self) -> String {
        let made: Vec<_> =
            self.org.audit.iter().filter(|c| c.kind == ChangeKind::Created).map(|c| c.record.clone()).collect();
        for id in made {
            let Some(record) = self.org.record(&id) else { continue };
            let shown = record.fields.iter().filter(|(name, _)| !Self::is_system(name));
            let shown = shown.filter_map(|(name, _)| Some(format!("{name}={}", self.org.shown(&id, name)?)));
            let shown: Vec<_> = shown.collect();
            let head = format!("org: {}", record.object);
            self.lines.push(head);
            self.lines.extend(shown.into_iter().map(|line| format!("  {line}")));
        }
        self.tell_changes();
        let kept = self.storage.keys().filter(|key| key.starts_with(crate::engine::journal::CALL)).count();
        if kept > 0 {
            self.lines.push(format!("journal: {kept} kept"));
        }
        self.lines.join("\n")
    }

    /// Lines of the script that nobody understood, or that made no sense when they came.
    pub fn mistakes(&self) -> Vec<String> {
        self.lines.iter().filter(|line| !line.starts_with(' ')).cloned().collect()
    }

    /// All that was told so far.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// A field that says nothing about a story.
    pub fn is_system(field: &str) -> bool {
        SYSTEM.contains(&field)
    }

    /// Whether these words stand anywhere: in the org, in the browser's storage, on the screen.
    pub fn knows(&self, words: &str) -> bool {
        let in_org = self.org.of("Task").any(|task| task.text("Description").contains(words));
        let in_storage = self.storage.values().any(|text| text.contains(words));
        let shown = self.tab_views().into_iter().chain([self.engine.view()]);
        let on_screen = shown.flat_map(|view| view.calls).any(|call| call.note.contains(words));
        in_org || in_storage || on_screen
    }

    /// What the browser's storage holds.
    pub fn journal(&self) -> &BTreeMap<String, String> {
        &self.storage
    }

    /// How many Tasks, Events and Cases the org holds for each call key: what must never be two.
    pub fn records_by_key(&self) -> BTreeMap<String, usize> {
        let mut count = BTreeMap::new();
        for record in ["Task", "Event", "Case"].into_iter().flat_map(|object| self.org.of(object)) {
            let own = record.text(task::CALL_KEY);
            let key = if own.is_empty() { record.text("CallObject") } else { own };
            if !key.is_empty() {
                *count.entry(format!("{} {key}", record.object)).or_default() += 1;
            }
        }
        count
    }
}

/// Fields that say nothing about the story.
const SYSTEM: &[&str] = &[
    "Id",
    "CreatedDate",
    "LastModifiedDate",
    "SystemModstamp",
    "OwnerId",
    "CreatedById",
    "LastModifiedById",
    "IsClosed",
    "IsHighPriority",
    "Priority",
    "TaskSubtype",
    "CompletedDateTime",
    "IsDeleted",
    "Ferrophone_Mail_Sent__c",
    task::CALL_KEY,
];
