//! Why something happened, told to the tab that asks. What came of a rule is left out: that is on the screen, and was done where the
//! telephone is.

use super::forms::Told;
use crate::engine::call::Fact;
use crate::engine::journal::{Form, field, object};
use crate::engine::json::Json;
use crate::engine::time::Timestamp;
use crate::engine::trace::{self, Line, Outcome};
use crate::engine::view::Why;

object!(Why { call, lines });

impl Form for Line {
    fn write(&self) -> Json {
        let Self { at, rule, fact, outcome, inputs, settings_version } = self;
        Json::object(vec![
            ("at", at.write()),
            ("rule", Json::from(&**rule)),
            ("fact", Json::from(fact.name())),
            ("acts", Json::from(matches!(outcome, Outcome::Acts { .. }))),
            ("why", Json::from(outcome.why().name())),
            ("inputs", inputs.tell()),
            ("settings_version", settings_version.tell()),
        ])
    }

    fn read(json: &Json) -> Option<Self> {
        let why = trace::Why::named(json.get("why")?.as_str()?)?;
        let acts = field(json, "acts")?;
        Some(Self {
            at: field::<Timestamp>(json, "at")?,
            rule: field::<String>(json, "rule")?.into(),
            fact: Fact::named(json.get("fact")?.as_str()?)?,
            outcome: if acts { Outcome::Acts { why, actions: Vec::new() } } else { Outcome::Declines { why } },
            inputs: field(json, "inputs")?,
            settings_version: field(json, "settings_version")?,
        })
    }
}
