//! What becomes of a number, told: how it is read, dialled and looked for, and by which settings.

use super::{Kind, NumberPlan, PRESETS, PhoneNumber, Preset};

/// All that the plan makes of a number.
#[derive(Clone, PartialEq, Eq)]
pub struct Explained {
    pub kind: Kind,
    pub e164: Option<String>,
    pub extension: Option<String>,
    /// What the PBX is sent.
    pub dialled: String,
    /// What is searched, in this order.
    pub spellings: Vec<String>,
    /// The settings without which it would be something else, each with its value.
    pub by: Vec<(&'static str, String)>,
}

/// A setting, what it says, and the plan as if it said nothing.
struct Rule {
    key: &'static str,
    value: fn(&NumberPlan) -> String,
    lift: fn(&mut NumberPlan),
}

const RULES: &[Rule] = &[
    Rule {
        key: "numbers.preset",
        value: |plan| preset(plan.preset).to_owned(),
        lift: |plan| plan.preset = Preset::default(),
    },
    Rule { key: "numbers.country", value: |plan| plan.country().to_owned(), lift: |plan| plan.country = None },
    Rule {
        key: "numbers.trunk_prefix",
        value: |plan| plan.trunk_prefix().to_owned(),
        lift: |plan| plan.trunk_prefix = None,
    },
    Rule {
        key: "numbers.international_prefix",
        value: |plan| plan.international_prefix().to_owned(),
        lift: |plan| plan.international_prefix = None,
    },
    Rule {
        key: "numbers.national_length",
        value: |plan| plan.national_length().to_string(),
        lift: |plan| plan.national_length = None,
    },
    Rule { key: "numbers.area_code", value: |plan| plan.area_code().to_owned(), lift: |plan| plan.area_code.clear() },
    Rule { key: "numbers.skip_area_code", value: |_| "true".to_owned(), lift: |plan| plan.skip_area_code = false },
    Rule {
        key: "numbers.internal_length",
        value: |plan| plan.internal_length.to_string(),
        lift: |plan| plan.internal_length = 0,
    },
    Rule {
        key: "numbers.outside_prefix",
        value: |plan| plan.outside_prefix.clone(),
        lift: |plan| plan.outside_prefix.clear(),
    },
    Rule { key: "numbers.replace_plus", value: |_| "true".to_owned(), lift: |plan| plan.replace_plus = false },
];

fn preset(preset: Preset) -> &'static str {
    PRESETS.iter().find(|(_, known)| *known == preset).map_or("", |(name, _)| name)
}

impl NumberPlan {
    /// Nothing: the text is no number.
    pub fn explain(&self, text: &str) -> Option<Explained> {
        let number = PhoneNumber::parse(text)?;
        let mut told = outcome(&number, self);
        for rule in RULES {
            let mut without = self.clone();
            (rule.lift)(&mut without);
            if outcome(&number, &without) != told_without_settings(&told) {
                told.by.push((rule.key, (rule.value)(self)));
            }
        }
        Some(told)
    }
}

fn told_without_settings(told: &Explained) -> Explained {
    Explained { by: Vec::new(), ..told.clone() }
}

fn outcome(number: &PhoneNumber, plan: &NumberPlan) -> Explained {
    let read = number.read(plan);
    // A colleague is not looked for, and a code is nobody's.
    let searched = !matches!(read.kind, Kind::Internal);
    Explained {
        kind: read.kind,
        e164: read.e164,
        extension: number.extension().map(str::to_owned),
        dialled: number.dialled(plan).as_given().to_owned(),
        spellings: if searched { number.spellings(plan) } else { Vec::new() },
        by: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(text: &str, plan: &NumberPlan) -> Vec<(&'static str, String)> {
        plan.explain(text).expect(text).by
    }

    #[test]
    fn the_settings_are_named_without_which_it_would_be_something_else() {
        let plan = NumberPlan {
            preset: Preset::Germany,
            area_code: "30".into(),
            internal_length: 4,
            outside_prefix: "0".into(),
            replace_plus: true,
            ..NumberPlan::default()
        };
        let named = |text: &str| by(text, &plan).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(named("+49 (0) 30 1234567"), ["numbers.preset", "numbers.outside_prefix", "numbers.replace_plus"]);
        assert_eq!(named("1234567"), ["numbers.preset", "numbers.area_code", "numbers.outside_prefix"]);
        assert_eq!(by("1002", &plan), [("numbers.internal_length", "4".to_owned())]);
        assert_eq!(named("*60"), [""; 0]);
        let told = plan.explain("0049 30 1234567").expect("a number");
        assert_eq!((told.kind, &*told.dialled), (Kind::National, "00301234567"));
        assert_eq!(told.spellings[0], "+49301234567");
        assert!(plan.explain("Jane").is_none());
    }

    #[test]
    fn every_setting_of_numbers_that_are_typed_has_its_rule() {
        let keys = crate::engine::settings::NAMES.iter().filter(|name| name.starts_with("numbers."));
        // It is for numbers that come from the PBX.
        let typed: Vec<_> = keys.copied().filter(|name| *name != "numbers.inbound_prefix").collect();
        assert_eq!(RULES.iter().map(|rule| rule.key).collect::<Vec<_>>(), typed);
    }
}
