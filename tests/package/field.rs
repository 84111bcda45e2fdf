//! A field of the settings object: what it must be for a key, and what its file says that it is.

use ferrophone::engine::settings::{FollowUp, Key};

use crate::UNTRANSLATED;

/// How a key says that it takes a record type.
pub const RECORD_TYPE: &str = "record type id, 012…";

/// Salesforce's limits: characters of a label, and of a help text.
const LONGEST_LABEL: usize = 40;
const LONGEST_HELP: usize = 510;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    Checkbox { default: String },
    Choice { values: Vec<String>, default: String },
    Several { values: Vec<String> },
    Email,
    Text { length: usize },
    LongText { length: usize },
}

/// A field's file; of a translation, only the words.
pub struct Field {
    pub shape: Shape,
    /// The type as the simulated org has it.
    pub kind: String,
    pub unique: bool,
    pub label: String,
    pub help: String,
    /// Value and its word; in a translation, the English word and the German one.
    pub choices: Vec<(String, String)>,
}

impl Shape {
    /// What holds the values of a key.
    pub fn of(key: &Key) -> Self {
        let values: Vec<String> = key.form().split(" | ").map(str::to_owned).collect();
        match key.form() {
            "true | false" => Self::Checkbox { default: key.default.to_owned() },
            _ if values.len() > 1 => Self::Choice { values, default: key.default.to_owned() },
            form if form.starts_with("names as above") => {
                Self::Several { values: FollowUp::ALL.iter().map(|choice| choice.name().to_owned()).collect() }
            }
            "e-mail address" => Self::Email,
            "text of at most 255 characters" => Self::Text { length: 255 },
            form if form.ends_with("; …") || form.contains("separated by") => Self::LongText { length: 4000 },
            _ => Self::Text { length: 80 },
        }
    }
}

impl Field {
    pub fn read(xml: &str) -> Self {
        let text = |name: &str| first(xml, name).unwrap_or_default();
        let length = || text("length").parse().unwrap_or(0);
        let values = || all(xml, "value").iter().filter_map(|value| first(value, "fullName")).collect();
        let chosen = all(xml, "value").into_iter().find(|value| first(value, "default").as_deref() == Some("true"));
        let shape = match text("type").as_str() {
            "Checkbox" => Shape::Checkbox { default: text("defaultValue") },
            "Picklist" => {
                let default = chosen.and_then(|value| first(&value, "fullName")).unwrap_or_default();
                Shape::Choice { values: values(), default }
            }
            "MultiselectPicklist" => Shape::Several { values: values() },
            "Email" => Shape::Email,
            "LongTextArea" => Shape::LongText { length: length() },
            _ => Shape::Text { length: length() },
        };
        let kind = match text("type").as_str() {
            "Text" => format!("Text({})", length()),
            other => other.to_owned(),
        };
        let word = |value: &String| Some((first(value, "fullName")?, first(value, "label")?));
        let choices = all(xml, "value").iter().filter_map(word).collect();
        let unique = text("unique") == "true";
        Self { shape, kind, unique, label: text("label"), help: text("inlineHelpText"), choices }
    }

    pub fn read_translation(xml: &str) -> Self {
        let text = |name: &str| first(xml, name).unwrap_or_default();
        let word = |value: &String| Some((first(value, "masterLabel")?, first(value, "translation")?));
        let choices = all(xml, "picklistValues").iter().filter_map(word).collect();
        let (shape, kind) = (Shape::Email, String::new());
        Self { shape, kind, unique: false, label: text("label"), help: text("help"), choices }
    }

    /// What is wrong with its words, in clauses.
    pub fn wrong_words(&self) -> impl Iterator<Item = String> {
        let words = [("the label", &self.label, LONGEST_LABEL), ("the help text", &self.help, LONGEST_HELP)];
        let choices = self.choices.iter().map(|(_, word)| ("a choice", word, LONGEST_HELP));
        let clauses = words.into_iter().chain(choices).filter_map(|(what, text, longest)| match text.as_str() {
            "" | UNTRANSLATED => Some(format!("{what} is missing")),
            text if text.chars().count() > longest => Some(format!("{what} is longer than {longest}: {text}")),
            _ => None,
        });
        clauses.collect::<Vec<_>>().into_iter()
    }
}

/// The content of the first element of that name, as text.
pub fn first(xml: &str, name: &str) -> Option<String> {
    all(xml, name).into_iter().next()
}

/// The contents of all elements of that name that stand beside each other, entities resolved.
pub fn all(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = xml.split(&open).skip(1).filter_map(|rest| rest.split_once(&close));
    parts.map(|(content, _)| plain(content)).collect()
}

fn plain(text: &str) -> String {
    let pairs = [("&apos;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    if text.contains('<') {
        return text.to_owned();
    }
    pairs.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}
