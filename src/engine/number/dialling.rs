//! What the PBX is sent for a number.

use super::reading::{Kind, national};
use super::{NumberPlan, PhoneNumber};

impl PhoneNumber {
    /// As it is dialled: an extension, a code and an emergency number as they are, whatever goes outside as the plan has it.
    pub fn dialled(&self, plan: &NumberPlan) -> Self {
        let digits = self.dialable();
        let read = self.read(plan);
        let outside = |parts: [&str; 2]| Self([&*plan.outside_prefix, parts[0], parts[1]].concat());
        match (read.kind, read.e164) {
            (Kind::Code | Kind::Internal | Kind::Short, _) => Self(digits),
            // The PBX knows what `+` means, and gets the line by itself.
            _ if digits.starts_with('+') && !plan.replace_plus => Self(digits),
            (_, Some(e164)) => {
                let whole = e164.trim_start_matches('+');
                let Some(national) = national(whole, plan) else {
                    return outside([plan.international_prefix(), whole]);
                };
                let area = plan.area_code();
                match national.strip_prefix(area).filter(|_| plan.skip_area_code && !area.is_empty()) {
                    Some(local) => outside([local, ""]),
                    None => outside([plan.trunk_prefix(), national]),
                }
            }
            (_, None) => outside([&digits, ""]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Preset;
    use super::*;

    fn dialled(text: &str, plan: &NumberPlan) -> String {
        PhoneNumber::parse(text).expect(text).dialled(plan).0
    }

    fn plan(preset: Preset, area_code: &str) -> NumberPlan {
        NumberPlan { preset, area_code: area_code.into(), internal_length: 4, ..NumberPlan::default() }
    }

    #[test]
    fn a_preset_alone_dials_what_was_typed_and_completes_it() {
        let (german, american) = (plan(Preset::Germany, "30"), plan(Preset::Us, "415"));
        for (plan, text, expected) in [
            (&german, "+49 (0) 30 1234567", "+49301234567"),
            (&german, "0049 30 1234567", "0301234567"),
            (&german, "030 1234567", "0301234567"),
            (&german, "1234567", "0301234567"),
            (&german, "0033 6 12345678", "0033612345678"),
            (&german, "116117", "116117"),
            (&german, "301234567", "301234567"),
            (&american, "+1 415 555 1212", "+14155551212"),
            (&american, "(415) 555-1212", "14155551212"),
            (&american, "555-1212 x22", "14155551212"),
            (&american, "011 49 30 1234567", "01149301234567"),
        ] {
            assert_eq!(dialled(text, plan), expected, "{text}");
        }
    }

    #[test]
    fn the_outside_is_reached_by_its_prefix() {
        let german = NumberPlan { outside_prefix: "0".into(), replace_plus: true, ..plan(Preset::Germany, "30") };
        let american = NumberPlan { outside_prefix: "9".into(), replace_plus: true, ..plan(Preset::Us, "415") };
        for (plan, text, expected) in [
            (&german, "+49 (0) 40 1234567", "00401234567"),
            (&german, "040 1234567", "00401234567"),
            (&german, "1234567", "00301234567"),
            (&german, "+33 6 12345678", "00033612345678"),
            (&german, "0033 6 12345678", "00033612345678"),
            (&german, "116117", "0116117"),
            (&german, "301234567", "0301234567"),
            (&german, "1002", "1002"),
            (&german, "112", "112"),
            (&german, "*21*030#", "*21*030#"),
            (&american, "+1 212 555 1212", "912125551212"),
            (&american, "(212) 555-1212", "912125551212"),
            (&american, "+49 30 1234567", "901149301234567"),
            (&american, "011 49 30 1234567", "901149301234567"),
            (&american, "911", "911"),
        ] {
            assert_eq!(dialled(text, plan), expected, "{text}");
        }
        let keeps = NumberPlan { replace_plus: false, ..german };
        assert_eq!(dialled("+49 (0) 40 1234567", &keeps), "+49401234567");
    }

    #[test]
    fn help_is_called_without_a_prefix_whatever_the_length_of_extensions() {
        for internal_length in 0..5 {
            let plan = NumberPlan { outside_prefix: "0".into(), internal_length, ..plan(Preset::Germany, "30") };
            for text in ["110", "112", "911"] {
                assert_eq!(dialled(text, &plan), text);
            }
        }
    }

    #[test]
    fn the_own_area_is_dialled_without_its_code_where_that_is_wanted() {
        // As people write it: with the prefix.
        let german = NumberPlan { skip_area_code: true, ..plan(Preset::Germany, "030") };
        let american = NumberPlan { skip_area_code: true, outside_prefix: "9".into(), ..plan(Preset::Us, "415") };
        for (plan, text, expected) in [
            (&german, "030 1234567", "1234567"),
            (&german, "0049 30 1234567", "1234567"),
            (&german, "1234567", "1234567"),
            (&german, "040 1234567", "0401234567"),
            (&american, "1 415 555 1212", "95551212"),
            (&american, "555-1212", "95551212"),
            (&american, "212 555 1212", "912125551212"),
        ] {
            assert_eq!(dialled(text, plan), expected, "{text}");
        }
    }

    #[test]
    fn without_any_setting_a_number_is_dialled_as_it_is() {
        for text in ["+49301234567", "0301234567", "004930123456", "1234567", "110", "*60"] {
            assert_eq!(dialled(text, &plan(Preset::International, "")), text);
        }
    }
}
