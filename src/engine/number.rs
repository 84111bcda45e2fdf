//! Phone numbers: told apart from other text, compared over their notations, and spelt for the search.

use super::search::{self, is_in};

/// A number as it was given, spaces and all. Its `Debug` shows no digits: numbers do not belong in logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

/// Where the telephone stands, for reading national and internal numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NumberPlan {
    /// Country code without `+`, `49`; empty: unknown.
    pub country: String,
    /// The national prefix, `0` in Germany, `1` in the US.
    pub trunk_prefix: String,
    /// What precedes a country code, `00` in Germany, `011` in the US.
    pub international_prefix: String,
    /// A number of at most so many digits is a colleague's; 0: none is.
    pub internal_length: usize,
}

impl Default for NumberPlan {
    fn default() -> Self {
        Self { country: String::new(), trunk_prefix: "0".into(), international_prefix: "00".into(), internal_length: 4 }
    }
}

impl PhoneNumber {
    /// Takes what people and pages write: `+33 6 12 34 56 78`, `(415) 555-1212`, `tel:+1-415-555-1212`, `*21#`.
    /// `None` where there is no digit, or where it is no number but a name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("tel:").or_else(|| text.strip_prefix("callto:")).unwrap_or(text).trim();
        let is_part = |c: char| c.is_ascii_digit() || is_in("+*#() .-/\u{a0}\u{2011}\u{2013}", c);
        let plausible = text.chars().any(|c| c.is_ascii_digit() || is_in("*#", c)) && text.chars().all(is_part);
        (plausible && text.chars().count() <= 40).then(|| Self(text.to_owned()))
    }

    /// As it was given, for the screen and for Salesforce.
    pub fn as_given(&self) -> &str {
        &self.0
    }

    /// What is dialled: digits, `*`, `#` and a leading `+`, without the `(0)` of `+49 (0) 30 …`.
    pub fn dialable(&self) -> String {
        let plus = self.0.starts_with('+');
        let parts = search::split(&self.0, "(0)").filter(|_| plus);
        let (start, end) = parts.unwrap_or((&self.0, ""));
        let mut out = String::with_capacity(self.0.len());
        out.extend(plus.then_some('+'));
        out.extend(start.chars().chain(end.chars()).filter(|c| c.is_ascii_digit() || is_in("*#", *c)));
        out
    }

    /// `+` and country code where the plan allows to tell, else nothing.
    pub fn e164(&self, plan: &NumberPlan) -> Option<String> {
        let dialable = self.dialable();
        if dialable.contains(['*', '#']) || self.is_internal(plan) {
            return None;
        }
        if dialable.starts_with('+') {
            return Some(dialable);
        }
        let strip = |prefix: &str| dialable.strip_prefix(prefix).filter(|_| !prefix.is_empty());
        if let Some(rest) = strip(&plan.international_prefix) {
            return Some(format!("+{rest}"));
        }
        let national = strip(&plan.trunk_prefix)?;
        (!plan.country.is_empty()).then(|| format!("+{}{national}", plan.country))
    }

    /// The same telephone, in whatever notation.
    pub fn is_same(&self, other: &Self, plan: &NumberPlan) -> bool {
        match (self.e164(plan), other.e164(plan)) {
            (Some(one), Some(another)) => one == another,
            (None, None) => self.dialable() == other.dialable(),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// A colleague's extension, by its length.
    pub fn is_internal(&self, plan: &NumberPlan) -> bool {
        let dialable = self.dialable();
        !dialable.starts_with('+') && !dialable.is_empty() && dialable.len() <= plan.internal_length
    }

    /// How the number may stand in a record, likeliest first and each once: as a search ignores punctuation, digits
    /// are enough. None is shorter than three characters, the least that a search takes.
    pub fn spellings(&self, plan: &NumberPlan) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(e164) = self.e164(plan) {
            let digits = e164.trim_start_matches('+');
            all.push(e164.clone());
            if let Some(national) = digits.strip_prefix(&plan.country).filter(|_| !plan.country.is_empty()) {
                all.push(format!("{}{national}", plan.trunk_prefix));
                all.push(national.to_owned());
            }
            all.push(digits.to_owned());
            all.push(format!("{}{digits}", plan.international_prefix));
        }
        all.push(self.dialable());
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|spelling| spelling.len() >= 3 && seen.insert(spelling.clone()));
        all
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.0.chars().filter(char::is_ascii_digit).count();
        write!(f, "number of {digits} digits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn germany() -> NumberPlan {
        NumberPlan { country: "49".into(), ..NumberPlan::default() }
    }

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).expect(text)
    }

    #[test]
    fn notations_of_one_number_are_one_number() {
        for text in
            ["+49 (0) 30 1234567", "0049301234567", "030/123 45-67", "tel:+49-30-1234567", "+49\u{a0}30 1234567"]
        {
            assert_eq!(number(text).e164(&germany()).as_deref(), Some("+49301234567"), "{text}");
            assert!(number(text).is_same(&number("030 1234567"), &germany()), "{text}");
        }
    }

    #[test]
    fn names_are_no_numbers() {
        for text in ["", "anonymous", "+", "Jane 030 12", "()", "0".repeat(41).as_str()] {
            assert_eq!(PhoneNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_search_gets_every_spelling_once() {
        assert_eq!(
            number("030 1234567").spellings(&germany()),
            ["+49301234567", "0301234567", "301234567", "49301234567", "0049301234567"]
        );
        assert_eq!(number("+33612345678").spellings(&germany())[0], "+33612345678");
        assert_eq!(number("1002").spellings(&germany()), ["1002"]);
    }

    #[test]
    fn feature_codes_are_dialled_as_they_are() {
        assert_eq!(number("*21*030 123#").dialable(), "*21*030123#");
        assert_eq!(number("*60").e164(&germany()), None);
    }

    #[test]
    fn a_log_shows_no_digits() {
        assert_eq!(format!("{:?}", number("+33612345678")), "number of 11 digits");
    }
}
