//! Why something happened. The trace is not an account of the decision but the decision itself: a rule's outcome is
//! stored here, and the engine carries out what is stored.

mod why;

pub use why::Why;

use std::borrow::Cow;

use super::call::Fact;
use super::locale::Language;
use super::time::Timestamp;
use super::workflow::Action;

/// One rule that was asked about one fact.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub at: Timestamp,
    pub rule: Cow<'static, str>,
    pub fact: Fact,
    pub outcome: Outcome,
    /// What the rules had before them, in a few words: no names, no numbers.
    pub inputs: String,
    /// Which settings were in force; counts from one with every change.
    pub settings_version: u32,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// The rule applies, and this is to be done.
    Acts { why: Why, actions: Vec<Action> },
    /// The rule applies to such facts, but not this time.
    Declines { why: Why },
}

impl Outcome {
    pub fn act(why: Why, action: Action) -> Self {
        Self::Acts { why, actions: vec![action] }
    }

    pub fn why(&self) -> Why {
        match self {
            Self::Acts { why, .. } | Self::Declines { why } => *why,
        }
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = match self.outcome {
            Outcome::Acts { .. } => '+',
            Outcome::Declines { .. } => '-',
        };
        write!(f, "{sign} {} on {}: {}", self.rule, self.fact.name(), self.outcome.why().text(Language::English))
    }
}
