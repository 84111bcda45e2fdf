//! The page's model: which setting stands under which heading, how it is entered, and a draft of them all.

use crate::engine::locale::Locale;
use crate::engine::map::Map;
use crate::engine::settings::{FollowUp, KEYS, Key, Problem, Settings};
use crate::sim::org::Workflow;
use crate::sim::org::package::packaged;
use crate::wire::call_center::{Definition, Unfit, import};

/// The headings, in the order of the page, and the groups of settings below each.
pub const HEADINGS: &[(&str, &[&str])] = &[
    ("line", &["line"]),
    ("numbers", &["numbers"]),
    ("subject", &["subject", "activity"]),
    ("pop", &["pop"]),
    ("calls", &["inbound", "autosave", "quality", "interaction_log", "calls"]),
    ("case", &["case"]),
    ("missed", &["missed", "no_answer"]),
    ("email", &["email"]),
    ("results", &["results", "edit"]),
    ("follow_up", &["follow_up"]),
    // Whatever the table of settings has beyond these.
    (OTHERS, &[]),
];

pub const OTHERS: &str = "others";

/// The settings below a heading, in the table's order.
pub fn below(heading: &str) -> Vec<&'static Key> {
    let of = |name: &str| HEADINGS.iter().find(|(heading, _)| *heading == name).map_or(&[][..], |(_, groups)| groups);
    let placed = |key: &Key| HEADINGS.iter().any(|(_, groups)| groups.contains(&key.group()));
    let here = |key: &&Key| if heading == OTHERS { !placed(key) } else { of(heading).contains(&key.group()) };
    KEYS.iter().filter(here).collect()
}

/// How a setting is entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    Checkbox,
    /// One of these.
    Choice(Vec<&'static str>),
    /// Some of these, in an order.
    Ordered(Vec<&'static str>),
    /// One line; `long`: several.
    Text {
        long: bool,
    },
}

impl Entry {
    pub fn of(key: &Key) -> Self {
        let choices = choices(key);
        match choices[..] {
            ["true", "false"] => Self::Checkbox,
            [_, _, ..] if is_ordered(key) => Self::Ordered(choices),
            [_, _, ..] => Self::Choice(choices),
            _ => Self::Text { long: matches!(key.name, "results.list" | "pop.custom_objects") },
        }
    }
}

fn is_ordered(key: &Key) -> bool {
    key.name.starts_with("follow_up.options_")
}

/// The values that a setting can have, where they are few.
pub fn choices(key: &Key) -> Vec<&'static str> {
    if is_ordered(key) {
        return FollowUp::ALL.map(FollowUp::name).into();
    }
    if key.form.contains(" | ") { key.form.split(" | ").collect() } else { Vec::new() }
}

/// Settings as text by key: what differs from the defaults. What the table does not know is kept, and told.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Draft {
    values: Map<String, String>,
}

impl Draft {
    pub fn get(&self, key: &Key) -> &str {
        self.values.get(key.name).map_or(key.default, String::as_str)
    }

    pub fn set(&mut self, key: &Key, text: &str) {
        if text == key.default {
            self.values.remove(key.name);
        } else {
            self.values.insert(key.name.to_owned(), text.to_owned());
        }
    }

    pub fn values(&self) -> &Map<String, String> {
        &self.values
    }

    /// What is in force with it, and all that is wrong with it.
    pub fn settings(&self) -> (Settings, Vec<Problem>) {
        Settings::read(&self.values)
    }

    /// As lines `key = value`, for [`Draft::read`]. A value has no line break: none of the forms allows one.
    pub fn lines(&self) -> String {
        self.values.iter().map(|(name, value)| format!("{name} = {}\n", value.replace(['\r', '\n'], " "))).collect()
    }

    /// A call center file in either of Salesforce's formats, or lines `key = value`. Nothing of it is lost: what is no setting is
    /// kept under its own name.
    pub fn read(text: &str) -> Result<Self, import::Unreadable> {
        let mut draft = Self::default();
        for (name, value) in import::import(text)?.iter() {
            match KEYS.iter().find(|key| key.name == name) {
                Some(key) => draft.set(key, value),
                None => drop(draft.values.insert(name.clone(), value.clone())),
            }
        }
        Ok(draft)
    }

    /// The file to import in Setup.
    pub fn call_center(&self) -> Result<String, Unfit> {
        let known = |name: &str| KEYS.iter().any(|key| key.name == name);
        let settings = self.values.iter().filter(|(name, _)| known(name));
        let settings = settings.map(|(name, value)| (name.clone(), value.clone()));
        let mut definition = Definition::default();
        for (name, value) in settings {
            definition.settings.insert(name, value);
        }
        definition.import_xml()
    }

    /// Lines `Pop_Mode__c = identified`: the fields of the package's settings record that differ from the defaults.
    pub fn record(&self) -> String {
        let differs = |key: &&Key| self.values.contains_key(key.name);
        let line = |key: &Key| format!("{} = {}\n", Workflow::field(key.name), self.get(key));
        packaged().filter(differs).map(line).collect()
    }

    /// The subject that an example call would get.
    pub fn subject(&self, locale: Locale, twelve_hours: bool) -> String {
        let mut draft = self.clone();
        draft.values.insert("subject.time_12h".into(), twelve_hours.to_string());
        let outcome = crate::sim::dry_run::SCENARIOS[0].play(&draft.values, locale);
        let task = outcome.items.iter().find(|item| item.kind == crate::sim::dry_run::Kind::Task);
        task.map(|task| task.title.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> &'static Key {
        KEYS.iter().find(|key| key.name == name).unwrap()
    }

    #[test]
    fn every_setting_stands_under_one_heading() {
        let placed: Vec<_> = HEADINGS.iter().flat_map(|(heading, _)| below(heading)).map(|key| key.name).collect();
        let mut all: Vec<_> = KEYS.iter().map(|key| key.name).collect();
        let mut sorted = placed.clone();
        sorted.sort_unstable();
        all.sort_unstable();
        assert_eq!(sorted, all);
    }

    #[test]
    fn a_setting_is_entered_as_its_form_says() {
        assert_eq!(Entry::of(key("subject.locked")), Entry::Checkbox);
        assert_eq!(Entry::of(key("pop.when")), Entry::Choice(vec!["ringing", "answer"]));
        assert!(matches!(Entry::of(key("follow_up.options_inbound")), Entry::Ordered(all) if all.len() == 5));
        assert_eq!(Entry::of(key("results.list")), Entry::Text { long: true });
        assert_eq!(Entry::of(key("line.servers")), Entry::Text { long: false });
    }

    #[test]
    fn what_is_exported_is_read_again() {
        let mut draft = Draft::default();
        draft.set(key("subject.template"), "<{calltype}> & \"more\"");
        draft.set(key("pop.mode"), "latest_case_account");
        draft.set(key("autosave.inbound"), "true"); // the default: nothing to keep
        assert_eq!(draft.values().len(), 2);
        assert_eq!(Draft::read(&draft.call_center().unwrap()), Ok(draft.clone()));
        assert_eq!(Draft::read(&draft.lines()), Ok(draft.clone()));
        assert_eq!(
            draft.record(),
            "Subject_Template__c = <{calltype}> & \"more\"\nPop_Mode__c = latest_case_account\n"
        );
    }

    #[test]
    fn what_is_no_setting_is_kept_and_told() {
        let draft = Draft::read("pop.when = answer\nlineSevers = wss://a").unwrap();
        assert_eq!(draft.get(key("pop.when")), "answer");
        assert_eq!(draft.settings().1, [Problem::Unknown("lineSevers".into())]);
    }

    #[test]
    fn the_subject_is_shown_as_it_would_be_written() {
        let mut draft = Draft::default();
        draft.set(key("subject.template"), "{calltype} {date} {time} - {callresult}");
        let subject = |tag, twelve| draft.subject(Locale::from_tag(tag), twelve);
        assert_eq!(subject("en-US", true), "Incoming call 11/23/2026 9:00 AM - Answered");
        assert_eq!(subject("en-US", false), "Incoming call 11/23/2026 09:00 - Answered");
        assert_eq!(subject("de-DE", false), "Eingehendes Gespräch 23.11.2026 09:00 - Angenommen");
    }
}
