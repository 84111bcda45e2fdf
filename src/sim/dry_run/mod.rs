//! The dry run: what calls would leave behind under settings that nobody works with yet. Scenarios are stories; the real
//! engine plays them in the demo company, and what it did is told as an administrator would look for it. Nothing is computed a
//! second time: what stands here is what the engine carried out.

mod difference;
mod outcome;
mod scenario;

pub use difference::{Difference, Line, difference};
pub use outcome::{Item, Kind, Outcome};
pub use scenario::{Family, SCENARIOS, Scenario};

use crate::engine::locale::Locale;
use crate::engine::map::Map;
use crate::sim::story::World;

impl Scenario {
    /// Plays it in a fresh company. `settings`: text by key, as they would be found in a call center; what makes no sense among
    /// them does what it would do there.
    pub fn play(&self, settings: &Map<String, String>, locale: Locale) -> Outcome {
        let mut world = World::on_a_busy_day(settings.clone(), locale);
        world.play(self.script);
        Outcome::of(&world)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(settings: &[(&str, &str)]) -> Map<String, String> {
        let mut all: Map<String, String> = [("numbers.country".to_owned(), "49".to_owned())].into();
        for (key, value) in settings {
            all.insert((*key).to_owned(), (*value).to_owned());
        }
        all
    }

    fn play(name: &str, settings: &[(&str, &str)]) -> Outcome {
        let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name).expect(name);
        scenario.play(&with(settings), Locale::default())
    }

    fn titles(outcome: &Outcome) -> Vec<String> {
        outcome.items.iter().map(|item| format!("{:?} {}", item.kind, item.title)).collect()
    }

    #[test]
    fn every_scenario_is_a_story_that_can_be_read_and_has_a_name_of_its_own() {
        let mut names: Vec<_> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
        assert!(names.len() >= 27, "{}", names.len());
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SCENARIOS.len());
        for scenario in SCENARIOS {
            let outcome = scenario.play(&with(&[]), Locale::default());
            assert_eq!(outcome.mistakes, Vec::<String>::new(), "{}", scenario.name);
        }
    }

    #[test]
    fn an_answered_call_of_a_contact_opens_her_and_is_one_task() {
        let outcome = play("contact", &[("subject.template", "CALL {callresult}")]);
        assert_eq!(titles(&outcome), ["Pop Contact Jane Customer", "Task CALL Answered"]);
        let task = &outcome.items[1];
        for (field, value) in
            [("Subject", "CALL Answered"), ("CallDurationInSeconds", "30"), ("WhoId", "Jane Customer")]
        {
            assert!(
                task.fields.iter().any(|(name, text)| name == field && text == value),
                "{field}: {:?}",
                task.fields
            );
        }
    }

    #[test]
    fn a_missed_call_leaves_what_the_settings_say() {
        assert_eq!(titles(&play("missed", &[])), ["Pop Contact Jane Customer"]);
        let on = [("missed.save_inbound", "true"), ("email.missed", "true"), ("results.missed", "Nobody there")];
        let outcome = play("missed", &on);
        assert_eq!(
            titles(&outcome),
            ["Pop Contact Jane Customer", "Task Incoming call 11/23/2026 09:00", "Mail alex.agent@example.com"]
        );
        assert!(outcome.items[1].fields.iter().any(|(_, value)| value == "Nobody there"));
        let owner =
            [("email.missed", "true"), ("email.to_owner", "true"), ("email.default_address", "desk@example.com")];
        assert_eq!(titles(&play("missed", &owner))[1], "Mail bea.buero@example.com");
        assert_eq!(titles(&play("missed_several", &owner))[0], "Mail desk@example.com");
    }

    #[test]
    fn what_is_offered_afterwards_is_told() {
        let outcome = play("contact", &[("follow_up.options_inbound", "new_event follow_up")]);
        assert_eq!(outcome.offered, ["new_event", "follow_up"]);
        assert_eq!(outcome.preselected, None, "the default is not among them");
    }

    #[test]
    fn drafts_are_compared_over_all_scenarios() {
        let live = with(&[]);
        let same = difference(&live, &live, Locale::default());
        assert!(same.is_empty());
        let draft = with(&[("missed.save_inbound", "true")]);
        let differs = difference(&live, &draft, Locale::default());
        let names: Vec<_> = differs.iter().map(|one| one.scenario.name).collect();
        assert!(
            names.contains(&"missed") && names.contains(&"missed_unknown") && !names.contains(&"contact"),
            "{names:?}"
        );
        let missed = differs.iter().find(|one| one.scenario.name == "missed").unwrap();
        assert!(missed.gone.is_empty());
        let is_task = |line: &Line| line.kind == Some(Kind::Task) && line.text.starts_with("Incoming call");
        assert!(missed.new.iter().any(is_task), "{:?}", missed.new);
    }

    #[test]
    fn contradictions_do_in_the_dry_run_what_they_do_at_work() {
        // V4: where all phones ring no missed call is written down.
        let outcome = play("missed", &[("missed.save_inbound", "true"), ("calls.ring_all", "true")]);
        assert_eq!(titles(&outcome), ["Pop Contact Jane Customer"]);
    }
}
