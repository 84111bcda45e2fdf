//! The words of the diagnosis. They come with its page: see `shell/later.rs`.

mod de;
mod en;

use crate::engine::diagnosis::{Check, Verdict};
use crate::engine::locale::Language;
use crate::engine::number::Kind;

/// The texts of this language.
pub fn diagnosis(language: Language) -> &'static DiagnosisTexts {
    match language {
        Language::English => &en::EN,
        Language::German => &de::DE,
    }
}

pub struct DiagnosisTexts {
    /// To the settings, where it was opened.
    pub back: &'static str,
    pub title: &'static str,
    pub explained: &'static str,
    pub asking: &'static str,
    pub again: &'static str,
    /// The event log, and how its export stands.
    pub log: &'static str,
    pub log_explained: &'static str,
    pub log_export: &'static str,
    pub log_coming: &'static str,
    pub log_missing: &'static str,
    pub log_here: &'static str,
    pub verdict: fn(Verdict) -> &'static str,
    pub name: fn(&Check) -> &'static str,
    /// What was found; nothing where the line or a failure of Salesforce has its own words.
    pub said: fn(&Check) -> String,
    /// What to do, and who.
    pub remedy: fn(&Check) -> Option<&'static str>,
    /// The time of day of the server's last word, or since when settings are in force.
    pub proved: fn(&str) -> String,
    pub since: fn(&str) -> String,
    /// The explainer of numbers.
    pub number: &'static str,
    pub number_explained: &'static str,
    pub number_label: &'static str,
    pub number_none: &'static str,
    pub number_read: &'static str,
    pub number_kind: fn(Kind) -> &'static str,
    pub number_dialled: &'static str,
    /// To be keyed in after the answer.
    pub number_extension: &'static str,
    pub number_searched: &'static str,
    pub number_not_searched: &'static str,
    pub number_by: &'static str,
    pub number_by_none: &'static str,
    pub user: &'static str,
    pub profile: &'static str,
    pub call_center: &'static str,
    pub can: &'static str,
}
