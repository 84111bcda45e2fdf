//! Phone numbers: told apart from other text, and what of them a telephone needs that listens. What is read in a number, dialled
//! and searched for is the back office's: `reading`, `dialling` and `spelling`.

mod dialling;
mod explain;
mod plan;
mod reading;
mod spelling;

use super::search::{self, is_in};
pub use explain::Explained;
pub use plan::{NumberPlan, PRESETS, Preset};
pub use reading::{Kind, Reading};

/// A number as it was given, spaces and all. Its `Debug` shows no digits: numbers do not belong in logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Takes what people and pages write: `+33 6 12 34 56 78`, `(415) 555-1212`, `tel:+1-415-555-1212`, `415 555 1212 x22`, `*21#`.
    /// `None` where there is no digit, or where it is no number but a name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("tel:").or_else(|| text.strip_prefix("callto:")).unwrap_or(text).trim();
        let (number, tail) = parts(text);
        let is_part = |c: char| c.is_ascii_digit() || is_in("+*#() .-/\u{a0}\u{2011}\u{2013}", c);
        let plausible = number.chars().any(|c| c.is_ascii_digit() || is_in("*#", c)) && number.chars().all(is_part);
        let whole = tail.is_empty() || extension(tail).is_some();
        (plausible && whole && text.chars().count() <= 40).then(|| Self(text.to_owned()))
    }

    /// As it was given, for the screen and for Salesforce.
    pub fn as_given(&self) -> &str {
        &self.0
    }

    /// Its digits, `*`, `#` and a leading `+`, without the `(0)` of `+49 (0) 30 …` and without an extension.
    pub fn dialable(&self) -> String {
        let (number, _) = parts(&self.0);
        let (start, end) = search::split(number, "(0)").unwrap_or((number, ""));
        // After a country code it says what is left out: where there is none before it, it is the prefix itself.
        let (start, end, plus) = match start.trim().is_empty() {
            true => (number, "", false),
            false => (start, end, number.starts_with('+') || !end.is_empty() && !start.starts_with('0')),
        };
        let mut out = String::with_capacity(self.0.len());
        out.extend(plus.then_some('+'));
        out.extend(start.chars().chain(end.chars()).filter(|c| c.is_ascii_digit() || is_in("*#", *c)));
        out
    }

    /// The digits after `x`, `ext.` and their like, which are keyed in when the call is answered.
    pub fn extension(&self) -> Option<&str> {
        extension(parts(&self.0).1)
    }

    /// A colleague's extension, by its length.
    pub fn is_internal(&self, plan: &NumberPlan) -> bool {
        let dialable = self.dialable();
        !dialable.starts_with('+') && !dialable.is_empty() && dialable.len() <= plan.internal_length
    }

    /// As a caller's number comes from the PBX: with what the PBX took from its front.
    pub fn restored(self, plan: &NumberPlan) -> Self {
        if plan.inbound_prefix.is_empty() || self.0.starts_with('+') || self.is_internal(plan) {
            return self;
        }
        Self([&*plan.inbound_prefix, &*self.0].concat())
    }
}

/// The number, and what stands behind it from the first letter, comma or semicolon on.
fn parts(text: &str) -> (&str, &str) {
    cut(text, |b| b.is_ascii_alphabetic() || b == b',' || b == b';')
}

/// `x22`, `ext. 22`, `;ext=22` (RFC 3966, section 5.1), `, 22`, and in German `DW 22`.
fn extension(tail: &str) -> Option<&str> {
    let (word, digits) = cut(tail, |b| b.is_ascii_digit());
    let letters = || word.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.to_ascii_lowercase());
    let known = ["", "x", "ext", "extension", "dw", "durchwahl"].iter().any(|known| letters().eq(known.bytes()));
    (known && (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Before the first byte that `is` it, and from there on.
fn cut(text: &str, is: fn(u8) -> bool) -> (&str, &str) {
    let at = text.bytes().position(is).unwrap_or(text.len());
    (text.get(..at).unwrap_or(text), text.get(at..).unwrap_or_default())
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
    use proptest::prelude::*;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).expect(text)
    }

    #[test]
    fn names_are_no_numbers() {
        for text in
            ["", "anonymous", "+", "Jane 030 12", "()", "030 12 Jane", "030 12 x", "x22", "0".repeat(41).as_str()]
        {
            assert_eq!(PhoneNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_not_dialled() {
        for (text, digits, extension) in [
            ("+49 (0) 30 1234567", "+49301234567", None),
            ("0049 (0)30 1234567", "0049301234567", None),
            ("49 (0) 30 1234567", "+49301234567", None),
            ("(0) 30 1234567", "0301234567", None),
            ("(030) 1234567", "0301234567", None),
            ("tel:+1-415-555-1212;ext=22", "+14155551212", Some("22")),
            ("(415) 555-1212 x22", "4155551212", Some("22")),
            ("415.555.1212 ext. 0022", "4155551212", Some("0022")),
            ("030 1234567, 5", "0301234567", Some("5")),
            ("030 1234567 DW 80", "0301234567", Some("80")),
            ("*21*030 123#", "*21*030123#", None),
        ] {
            let number = number(text);
            assert_eq!((&*number.dialable(), number.extension()), (digits, extension), "{text}");
        }
    }

    #[test]
    fn what_the_pbx_took_from_a_callers_number_is_put_back() {
        let restored = |prefix: &str, text: &str| {
            let plan = NumberPlan { inbound_prefix: prefix.into(), internal_length: 4, ..NumberPlan::default() };
            number(text).restored(&plan).as_given().to_owned()
        };
        assert_eq!(restored("0", "301234567"), "0301234567");
        assert_eq!(restored("+", "49301234567"), "+49301234567");
        assert_eq!(restored("0", "+49301234567"), "+49301234567");
        assert_eq!(restored("0", "1002"), "1002");
        assert_eq!(restored("", "301234567"), "301234567");
    }

    #[test]
    fn a_log_shows_no_digits() {
        assert_eq!(format!("{:?}", number("+33612345678")), "number of 11 digits");
    }

    proptest! {
        #[test]
        fn what_is_dialable_is_dialable_as_it_is(text in "[+0-9*#() ./x,;-]{1,14}") {
            if let Some(number) = PhoneNumber::parse(&text) {
                let again = PhoneNumber::parse(&number.dialable());
                // Brackets around nothing but a country code leave nothing to call.
                if let Some(again) = again {
                    prop_assert_eq!(again.dialable(), number.dialable());
                }
            }
        }
    }
}
