//! What a number is, read by the plan: a colleague's, one of the town, of the country, of the world.

use super::{NumberPlan, PhoneNumber};

/// What a number is taken for.
#[derive(Clone, PartialEq, Eq)]
pub struct Reading {
    pub kind: Kind,
    /// `+` and country code (ITU-T E.164) where the plan allows to tell.
    pub e164: Option<String>,
}

super::super::secret::shows!(Reading: kind);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// With `*` or `#`: for the PBX itself.
    Code,
    /// A colleague's.
    Internal,
    /// Of at most three digits: emergency and its like, `112`, `911`. No telephone of the public network has so short a number.
    Short,
    /// A service that is the same in the whole country, `116117`: what begins with 11 is nowhere a subscriber's.
    Service,
    /// Written without area code.
    Local,
    National,
    /// Of another country, or of one that the plan cannot tell from its own.
    International,
    /// The plan does not tell.
    Unknown,
}

impl PhoneNumber {
    pub fn read(&self, plan: &NumberPlan) -> Reading {
        let digits = self.dialable();
        let is = |kind| Reading { kind, e164: None };
        if digits.contains(['*', '#']) {
            return is(Kind::Code);
        }
        if let Some(whole) = digits.strip_prefix('+') {
            return worldwide(whole, plan);
        }
        if self.is_internal(plan) {
            return is(Kind::Internal);
        }
        if digits.len() <= 3 {
            return is(Kind::Short);
        }
        let after = |prefix: &str| digits.strip_prefix(prefix).filter(|_| !prefix.is_empty());
        if let Some(whole) = after(plan.international_prefix()) {
            return worldwide(whole, plan);
        }
        let of_country = |kind, parts: [&str; 2]| {
            let country = plan.country();
            let e164 = (!country.is_empty()).then(|| ["+", country, parts[0], parts[1]].concat());
            Reading { kind, e164 }
        };
        if let Some(national) = after(plan.trunk_prefix()).filter(|rest| plan.fits(rest.len())) {
            return of_country(Kind::National, ["", national]);
        }
        let length = plan.national_length();
        if length != 0 && digits.len() == length {
            return of_country(Kind::National, ["", &digits]);
        }
        if digits.starts_with("11") && digits.len() <= 6 {
            return is(Kind::Service);
        }
        let area = plan.area_code();
        let is_local = match length {
            // Without a prefix it could be anything that long.
            0 => digits.len() <= 8,
            length => area.len() + digits.len() == length,
        };
        if is_local && !area.is_empty() {
            return of_country(Kind::Local, [area, &digits]);
        }
        is(if is_local { Kind::Local } else { Kind::Unknown })
    }

    /// `+` and country code where the plan allows to tell, else nothing.
    pub fn e164(&self, plan: &NumberPlan) -> Option<String> {
        self.read(plan).e164
    }

    /// The same telephone, in whatever notation.
    pub fn is_same(&self, other: &Self, plan: &NumberPlan) -> bool {
        match (self.e164(plan), other.e164(plan)) {
            (Some(one), Some(another)) => one == another,
            (None, None) => self.dialable() == other.dialable(),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

fn worldwide(digits: &str, plan: &NumberPlan) -> Reading {
    let kind = if national(digits, plan).is_some() { Kind::National } else { Kind::International };
    Reading { kind, e164: Some(["+", digits].concat()) }
}

/// What follows the plan's own country code.
pub(super) fn national<'a>(digits: &'a str, plan: &NumberPlan) -> Option<&'a str> {
    let country = plan.country();
    digits.strip_prefix(country).filter(|_| !country.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::Preset;
    use super::*;

    fn plan(preset: Preset, area_code: &str) -> NumberPlan {
        NumberPlan { preset, area_code: area_code.into(), internal_length: 4, ..NumberPlan::default() }
    }

    fn read(text: &str, plan: &NumberPlan) -> (Kind, Option<String>) {
        let reading = PhoneNumber::parse(text).expect(text).read(plan);
        (reading.kind, reading.e164)
    }

    #[test]
    fn each_usual_form_is_read_under_each_preset() {
        use Kind::*;
        let (german, american) = (plan(Preset::Germany, "30"), plan(Preset::Us, "415"));
        for (plan, text, kind, e164) in [
            (&german, "+49 30 1234567", National, "+49301234567"),
            (&german, "+49 (0) 30 1234567", National, "+49301234567"),
            (&german, "0049 30 1234567", National, "+49301234567"),
            (&german, "0049 (0) 30/1234567", National, "+49301234567"),
            (&german, "030/123 45-67", National, "+49301234567"),
            (&german, "(030) 1234567", National, "+49301234567"),
            (&german, "1234567", Local, "+49301234567"),
            (&german, "0800 1234567", National, "+498001234567"),
            (&german, "+1 415 555 1212", International, "+14155551212"),
            (&german, "001 (415) 555-1212", International, "+14155551212"),
            (&german, "301234567", Unknown, ""),
            (&german, "1002", Internal, ""),
            (&german, "112", Internal, ""),
            (&german, "116117", Service, ""),
            (&german, "11833", Service, ""),
            (&german, "*21*0301234567#", Code, ""),
            (&american, "+1 415 555 1212", National, "+14155551212"),
            (&american, "1 (415) 555-1212", National, "+14155551212"),
            (&american, "(415) 555-1212", National, "+14155551212"),
            (&american, "415.555.1212 x22", National, "+14155551212"),
            (&american, "555-1212", Local, "+14155551212"),
            (&american, "1 800 555 0199", National, "+18005550199"),
            (&american, "011 49 30 1234567", International, "+49301234567"),
            (&american, "+49 (0) 30 1234567", International, "+49301234567"),
            (&american, "0301234567", National, "+10301234567"),
            (&american, "911", Internal, ""),
            (&american, "1002", Internal, ""),
        ] {
            let e164 = (!e164.is_empty()).then(|| e164.to_owned());
            assert_eq!(read(text, plan), (kind, e164), "{text}");
        }
    }

    #[test]
    fn help_is_not_a_colleague_where_extensions_are_short_or_none() {
        let plan = NumberPlan { internal_length: 2, ..plan(Preset::Germany, "30") };
        assert_eq!(read("112", &plan), (Kind::Short, None));
        assert_eq!(read("12", &plan), (Kind::Internal, None));
    }

    #[test]
    fn single_settings_go_before_the_preset() {
        let italian = NumberPlan {
            country: Some("39".into()),
            trunk_prefix: Some(String::new()),
            ..plan(Preset::International, "")
        };
        assert_eq!(read("+39 06 1234567", &italian), (Kind::National, Some("+39061234567".into())));
        assert_eq!(read("06 1234567", &italian), (Kind::Unknown, None));
        // Without a country nothing is guessed.
        assert_eq!(read("030 1234567", &plan(Preset::International, "")), (Kind::National, None));
    }

    #[test]
    fn notations_of_one_number_are_one_number() {
        let plan = plan(Preset::Germany, "30");
        let number = |text: &str| PhoneNumber::parse(text).expect(text);
        for text in ["+49 (0) 30 1234567", "0049301234567", "1234567", "tel:+49-30-1234567", "+49\u{a0}30 1234567"] {
            assert!(number(text).is_same(&number("030 1234567"), &plan), "{text}");
        }
        assert!(!number("030 1234567").is_same(&number("040 1234567"), &plan));
        assert!(!number("*60").is_same(&number("60"), &plan));
    }
}
