//! What a draft of the settings changes, scenario by scenario.

use super::{Kind, Outcome, SCENARIOS, Scenario};
use crate::engine::locale::Locale;
use crate::engine::map::Map;

/// A scenario that comes out differently.
#[derive(Clone, Debug)]
pub struct Difference {
    pub scenario: &'static Scenario,
    /// What stood there and stands there no more.
    pub gone: Vec<Line>,
    /// What was not there.
    pub new: Vec<Line>,
}

/// One thing that can be told apart: that a record is there, or what one of its fields says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it belongs to; `None`: what the agent is offered afterwards.
    pub kind: Option<Kind>,
    pub text: String,
}

/// Plays all scenarios under both.
pub fn difference(live: &Map<String, String>, draft: &Map<String, String>, locale: Locale) -> Vec<Difference> {
    let both = |scenario: &'static Scenario| {
        let (before, after) = (scenario.play(live, locale).lines(), scenario.play(draft, locale).lines());
        let (gone, new) = (without(&before, &after), without(&after, &before));
        (!gone.is_empty() || !new.is_empty()).then_some(Difference { scenario, gone, new })
    };
    SCENARIOS.iter().filter_map(both).collect()
}

/// What of `these` is not among `those`; what stands there twice counts twice.
fn without(these: &[Line], those: &[Line]) -> Vec<Line> {
    let mut others = those.to_vec();
    let mut left = Vec::new();
    for line in these {
        match others.iter().position(|other| other == line) {
            Some(at) => drop(others.remove(at)),
            None => left.push(line.clone()),
        }
    }
    left
}

impl Outcome {
    /// Each thing that happened as lines: its title, and its fields below.
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for item in &self.items {
            let kind = Some(item.kind);
            lines.push(Line { kind, text: item.title.clone() });
            lines.extend(item.fields.iter().map(|(name, value)| Line { kind, text: format!("{name} = {value}") }));
        }
        if !self.offered.is_empty() {
            let chosen = self.preselected.as_deref().unwrap_or("none");
            lines.push(Line { kind: None, text: format!("{} ({chosen})", self.offered.join(", ")) });
        }
        lines
    }
}
