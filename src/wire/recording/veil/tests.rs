//! What a veil leaves, and what it hides.

use super::*;

fn germany() -> Veil {
    let mut veil = Veil::default();
    veil.call_center(&mut [("numbers.country".to_owned(), "49".to_owned())].into());
    veil
}

#[test]
fn one_number_in_all_its_notations_becomes_one_number() {
    let mut veil = germany();
    let e164 = veil.number("+49301234567");
    assert!(e164.starts_with("+49") && e164.len() == 12 && e164 != "+49301234567", "{e164}");
    let national = &e164[3..];
    for (given, expected) in [
        ("0301234567", format!("0{national}")),
        ("0049301234567", format!("0049{national}")),
        ("+49 (0) 30 1234567", format!("+49 (0) {} {}", &national[..2], &national[2..])),
        ("tel:+49-30-1234567", format!("tel:+49-{}-{}", &national[..2], &national[2..])),
        ("301234567", national.to_owned()),
    ] {
        assert_eq!(veil.number(given), expected);
        assert_eq!(veil.words(given), expected);
    }
}

#[test]
fn a_number_without_its_area_code_stays_the_same_telephone_and_help_stays_help() {
    let mut veil = Veil::default();
    let settings = [("numbers.preset", "germany"), ("numbers.area_code", "30")];
    veil.call_center(&mut settings.map(|(key, text)| (key.to_owned(), text.to_owned())).into());
    let whole = veil.number("+49301234567");
    assert!(whole.starts_with("+4930") && whole != "+49301234567", "{whole}");
    assert_eq!(veil.number("1234567"), whole[5..]);
    assert_eq!(veil.number("0049 (0)30 1234567"), format!("0049 (0)30 {}", &whole[5..]));
    let local = veil.number("765 4321");
    assert_eq!(veil.number("030 7654321"), format!("030 {}", local.replace(' ', "")));
    assert_eq!(veil.number("116117"), "116117");
}

#[test]
fn a_number_stays_as_internal_and_as_foreign_as_it_was() {
    let mut veil = germany();
    for (text, country) in [
        ("1002", ""),
        ("+33612345678", "+33"),
        ("0049301234567", "+49"),
        ("030 12", "+49"),
        ("*21*030123#", ""),
        ("+15551234567", "+1"),
        ("+35312345678", "+353"),
        ("12345678", ""),
    ] {
        let (one, other) = (PhoneNumber::parse(text).unwrap(), PhoneNumber::parse(&veil.number(text)).unwrap());
        assert_ne!(one, other, "{text}");
        let plan = &veil.settings.plan;
        assert_eq!(one.is_internal(plan), other.is_internal(plan), "{text}");
        let (one, other) = (one.e164(plan).unwrap_or_default(), other.e164(plan).unwrap_or_default());
        assert_eq!(one.len(), other.len(), "{text}");
        assert!(other.starts_with(country), "{text} is {other}");
    }
}

#[test]
fn a_hundred_extensions_stay_a_hundred() {
    let mut veil = germany();
    let others: std::collections::BTreeSet<_> = (100..200).map(|n| veil.number(&n.to_string())).collect();
    assert_eq!(others.len(), 100);
}

#[test]
fn words_keep_their_shape_and_are_the_same_again() {
    let mut veil = Veil::default();
    let text = "Jörg Müller-Šmíd, GmbH & Co. 12 日本 🦀";
    let other = veil.words(text);
    assert_eq!(veil.words(text), other);
    assert_eq!((other.len(), other.chars().count()), (text.len(), text.chars().count()), "{other}");
    let shape = |text: &str| {
        text.chars().map(|c| if c.is_alphanumeric() || c > '\u{ffff}' { 'x' } else { c }).collect::<String>()
    };
    assert_eq!(shape(&other), shape(text));
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert!(
        words(text)
            .iter()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .all(|word| !words(&other).contains(word)),
        "{other}"
    );
}

#[test]
fn what_is_typed_key_by_key_keeps_its_letters() {
    let mut veil = Veil { call: Some(CallId(1)), ..Veil::default() };
    let typed: Vec<_> = ["W", "Wa", "Wan", "Want", "Wan", "", "Want"].map(|text| veil.note(text)).into();
    assert!(typed[3].starts_with(&typed[2]) && typed[2].starts_with(&typed[1]), "{typed:?}");
    assert_eq!((&typed[4], &typed[5], &typed[6]), (&typed[2], &String::new(), &typed[3]));
    veil.call = Some(CallId(2));
    assert_ne!(veil.note("Want"), typed[3], "what is said of another call has nothing to do with it");
}

#[test]
fn a_record_keeps_its_object_and_its_checksum() {
    let mut veil = Veil::default();
    let long = veil.record("003D000000QOMqgIAH");
    assert!(long.starts_with("003") && long.len() == 18 && !long.contains("D000000QOMqg"));
    assert_eq!(veil.record("003D000000QOMqg"), long[..15]);
    assert_eq!(checksum("003D000000QOMqg"), "IAH");
    assert_eq!(checksum(&long[..15]), long[15..]);
}

#[test]
fn what_the_engine_reads_in_a_refusal_stays() {
    let mut veil = Veil::default();
    let id = veil.record("00TD000000QOMqgIAH");
    let said = veil.message("DUPLICATE_VALUE: duplicate value found: Ferrophone_Call_Key__c duplicates value on record with id: 00TD000000QOMqgIAH");
    assert!(said.starts_with("DUPLICATE_VALUE: duplicate value "), "{said}");
    assert!(said.contains(": Ferrophone_Call_Key__c duplicates value on record with id: "), "{said}");
    assert!(said.ends_with(&id) && !said.contains("QOMqg"), "{said}");
    assert!(!veil.message("Comments: data value too large: Heimlich").contains("Heimlich"));
}

#[test]
fn an_address_is_nowhere() {
    let mut veil = Veil::default();
    assert_eq!(veil.address("wss://pbx.example.com:8089/ws?token=1"), "wss://host-1.invalid:8089");
    assert_eq!(veil.address("pbx.example.com"), "host-1.invalid");
    assert_eq!(veil.address("https://acme.lightning.force.com"), "https://host-2.invalid");
    assert_eq!(veil.address("ws://127.0.0.1:8088/ws"), "ws://127.0.0.1:8088");
}
