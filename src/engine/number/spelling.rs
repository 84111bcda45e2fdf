//! How a number may stand in a record.

use super::reading::{Kind, national};
use super::{NumberPlan, PhoneNumber};

/// Countries whose numbers people write with `(0)` after the country code, because within the country a 0 precedes them (ITU-T
/// Operational Bulletin, "Dialling procedures").
const WITH_ZERO: &[&str] =
    &["27", "31", "32", "33", "40", "41", "43", "44", "46", "49", "61", "64", "353", "358", "381", "385", "386", "421"];

impl PhoneNumber {
    /// How the number may stand in a record, likeliest first and each once: as a search ignores punctuation, digits
    /// are enough. None is shorter than three characters, the least that a search takes.
    ///
    /// A number without its area code is none of them: another town's would be found by it, too, and taken for the caller's.
    pub fn spellings(&self, plan: &NumberPlan) -> Vec<String> {
        let mut all = Vec::new();
        let read = self.read(plan);
        let is_complete = read.e164.is_none() || read.kind != Kind::Local;
        if let Some(e164) = read.e164 {
            let digits = e164.trim_start_matches('+');
            let (country, trunk) = (plan.country(), plan.trunk_prefix());
            let mut usual = vec![e164.clone()];
            let national = national(digits, plan);
            if let Some(national) = national {
                usual.extend([[trunk, national].concat(), national.to_owned()]);
            }
            if let Some(extension) = self.extension() {
                all.extend(usual.iter().map(|spelling| [spelling, extension].concat()));
            }
            all.append(&mut usual);
            all.push(digits.to_owned());
            // `+49 (0) 30 …`
            let doubled = |country: &str, trunk: &str, rest: &str| ["+", country, trunk, rest].concat();
            match national {
                Some(national) if trunk != country => all.push(doubled(country, trunk, national)),
                Some(_) => {}
                None => {
                    all.extend(WITH_ZERO.iter().filter_map(|code| Some(doubled(code, "0", digits.strip_prefix(code)?))))
                }
            }
            // Where the national prefix is the country code, nobody writes one's own country's so.
            if national.is_none() || trunk != country {
                all.push([plan.international_prefix(), digits].concat());
            }
        } else if let Some(extension) = self.extension() {
            all.push([&self.dialable(), extension].concat());
        }
        if is_complete {
            all.push(self.dialable());
        }
        let mut each = Vec::with_capacity(all.len());
        for spelling in all {
            if spelling.len() >= 3 && !each.contains(&spelling) {
                each.push(spelling);
            }
        }
        each
    }
}

#[cfg(test)]
mod tests {
    use super::super::Preset;
    use super::*;

    fn plan(preset: Preset) -> NumberPlan {
        NumberPlan { preset, internal_length: 4, ..NumberPlan::default() }
    }

    fn spellings(text: &str, plan: &NumberPlan) -> Vec<String> {
        PhoneNumber::parse(text).expect(text).spellings(plan)
    }

    #[test]
    fn the_search_gets_every_spelling_once() {
        let german = plan(Preset::Germany);
        assert_eq!(
            spellings("030 1234567", &german),
            ["+49301234567", "0301234567", "301234567", "49301234567", "+490301234567", "0049301234567"]
        );
        assert_eq!(
            spellings("+33612345678", &german),
            ["+33612345678", "33612345678", "+330612345678", "0033612345678"]
        );
        assert_eq!(spellings("1002", &german), ["1002"]);
        assert_eq!(spellings("(415) 555-1212", &plan(Preset::Us)), ["+14155551212", "14155551212", "4155551212"]);
        assert_eq!(
            spellings("(415) 555-1212 x22", &plan(Preset::Us)),
            ["+1415555121222", "1415555121222", "415555121222", "+14155551212", "14155551212", "4155551212"]
        );
        assert_eq!(spellings("1234567 x22", &plan(Preset::International)), ["123456722", "1234567"]);
    }

    // A search ignores punctuation, and finds what has the same digits.
    fn finds(caller: &str, record: &str, plan: &NumberPlan) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        spellings(caller, plan).iter().any(|spelling| digits(spelling) == digits(record))
    }

    #[test]
    fn a_caller_is_found_in_every_usual_notation() {
        let (german, american) = (plan(Preset::Germany), plan(Preset::Us));
        let british = NumberPlan { country: Some("44".into()), ..plan(Preset::International) };
        let swiss = NumberPlan { country: Some("41".into()), ..plan(Preset::International) };
        for (plan, caller, records) in [
            (
                &german,
                "+49301234567",
                &[
                    "+49 30 1234567",
                    "+49 (30) 1234567",
                    "+49 (0) 30 1234567",
                    "+49 (0)30 / 1234567",
                    "+49-30-1234-567",
                    "0049 30 1234567",
                    "030 1234567",
                    "030/1234-567",
                    "(030) 123 45 67",
                    "(0 30) 1 23 45 67",
                    "49 30 1234567",
                    "30 1234567",
                ][..],
            ),
            (
                &german,
                "0043 1 5141450",
                &["+43 1 514 14-50", "+43 (0)1 514 14-50", "+43/1/514 14-50", "0043 1 51414 50"],
            ),
            (&german, "+41446681800", &["+41 44 668 18 00", "+41 (0)44 668 18 00", "0041 44 668 18 00"]),
            (&german, "+442079460018", &["+44 20 7946 0018", "+44 (0)20 7946 0018", "+44 (0) 207 946 0018"]),
            (&german, "+14155551212", &["+1 (415) 555-1212", "001 415 555 1212", "1-415-555-1212"]),
            (
                &american,
                "+14155551212",
                &[
                    "(415) 555-1212",
                    "415-555-1212",
                    "415.555.1212",
                    "+1 415-555-1212",
                    "1-415-555-1212",
                    "+1 (415) 555-1212",
                ],
            ),
            (&american, "4155551212 x22", &["(415) 555-1212 x22", "+1 415 555 1212 ext. 22", "(415) 555-1212"]),
            (&american, "+49301234567", &["+49 30 1234567", "011 49 30 1234567", "+49 (0) 30 1234567"]),
            (&british, "+442079460018", &["020 7946 0018", "+44 (0)20 7946 0018", "(020) 7946 0018"]),
            (&swiss, "0446681800", &["+41 44 668 18 00", "044 668 18 00", "+41 (0)44 668 18 00"]),
        ] {
            for record in records {
                assert!(finds(caller, record, plan), "{record} by {caller}");
            }
        }
        // Another's is not found: that of another town with the same number, and one with one digit more.
        let here = NumberPlan { area_code: "30".into(), ..german.clone() };
        assert!(finds("1234567", "030 1234567", &here) && !finds("1234567", "1234567", &here));
        assert!(!finds("+49301234567", "040 1234567", &german));
        assert!(!finds("+49301234567", "1234567", &german));
        assert!(!finds("+49301234567", "030 12345678", &german));
    }

    #[test]
    fn every_spelling_is_a_notation_of_the_same_number() {
        let german = plan(Preset::Germany);
        let number = PhoneNumber::parse("030 1234567").expect("a number");
        for spelling in ["+49301234567", "0301234567", "0049301234567"] {
            assert!(number.spellings(&german).contains(&spelling.to_owned()));
            assert!(PhoneNumber::parse(spelling).expect("a number").is_same(&number, &german), "{spelling}");
        }
    }
}
