//! Made-up texts in place of somebody's: the same for the same, everywhere in a recording, and of the same shape, so that the engine
//! decides as it did. They are drawn, not enciphered: what was there cannot be computed from what stands there now, whoever knows how
//! it is drawn. What stays is the length, the capitals, blanks and signs, and which texts are equal.

use super::dice::Dice;
use super::settings::InForce;
use crate::engine::id::{CallId, RecordId};
use crate::engine::map::{Map, Set};
use crate::engine::number::{Kind, NumberPlan, PhoneNumber};
use crate::engine::outbox::DUPLICATE;
use crate::engine::workflow::task;

pub struct Veil {
    dice: Dice,
    /// What stands for a whole text.
    texts: Map<String, String>,
    /// By all that is dialled, or searched for, for a number.
    numbers: Map<String, String>,
    /// By the part of an id that names the record.
    records: Map<String, String>,
    /// Hosts, servers, orgs, mail addresses.
    addresses: Map<String, String>,
    /// What was drawn and is not to be drawn again.
    taken: Set<String>,
    /// The call of which was said last that something is about it.
    pub call: Option<CallId>,
    typed: Map<(CallId, Field), Typed>,
    pub(super) settings: InForce,
}

/// What is typed key by key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Note,
    Subject,
}

/// What stands for a field at each key press: what did not change keeps its letters, and what comes back has them again.
#[derive(Default)]
struct Typed {
    all: Map<String, String>,
    last: (String, String),
}

impl Default for Veil {
    fn default() -> Self {
        Self {
            dice: Dice::default(),
            texts: Map::new(),
            numbers: Map::new(),
            records: Map::new(),
            addresses: Map::new(),
            taken: Set::default(),
            call: None,
            typed: Map::new(),
            settings: InForce::default(),
        }
    }
}

impl Veil {
    /// Somebody's words. Where they are a number, it is that number's.
    pub fn words(&mut self, text: &str) -> String {
        match PhoneNumber::parse(text) {
            Some(_) => self.number(text),
            None => self.name(text),
        }
    }

    /// A name by which something is known, as the PBX's of a call: never read as a number.
    pub fn name(&mut self, text: &str) -> String {
        if let Some(other) = self.texts.get(text) {
            return other.clone();
        }
        let other = self.fresh(|dice| text.chars().map(|c| dice.instead_of(c)).collect(), text);
        self.texts.insert(text.to_owned(), other.clone());
        other
    }

    /// Nothing that is looked for again: key tones.
    pub fn shuffled(&mut self, text: &str) -> String {
        text.chars().map(|c| self.dice.instead_of(c)).collect()
    }

    /// The driver's name of a line; the engine's own say nothing.
    pub fn leg(&mut self, text: &str) -> String {
        match ["out-", "code-", "again-"].into_iter().find_map(|own| text.strip_prefix(own)) {
            Some(id) if is_call_id(id) => text.to_owned(),
            _ => self.name(text),
        }
    }

    pub fn note(&mut self, text: &str) -> String {
        self.typed_in(Field::Note, text)
    }

    pub fn subject(&mut self, text: &str) -> String {
        self.typed_in(Field::Subject, text)
    }

    fn typed_in(&mut self, field: Field, text: &str) -> String {
        let Some(call) = self.call else { return self.name(text) };
        let typed = self.typed.get_or_insert_with((call, field), Typed::default);
        if let Some(other) = typed.all.get(text) {
            typed.last = (text.to_owned(), other.clone());
            return other.clone();
        }
        let same = typed.last.0.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
        let kept: String = typed.last.1.chars().take(same).collect();
        let mut other = String::new();
        for _ in 0..TRIES {
            other = kept.chars().chain(text.chars().skip(same).map(|c| self.dice.instead_of(c))).collect();
            if !typed.all.values().any(|there| *there == other) {
                break;
            }
        }
        typed.all.insert(text.to_owned(), other.clone());
        typed.last = (text.to_owned(), other.clone());
        other
    }

    /// The three characters that tell the object stay, and the rest is as long as it was. A record type is the administrator's, as the
    /// settings that name it: it stays as it is.
    pub fn record(&mut self, text: &str) -> String {
        let id = RecordId(text.to_owned());
        let key = id.key();
        if key.starts_with(RECORD_TYPE) {
            return text.to_owned();
        }
        let other = match self.records.get(key) {
            Some(other) => other.clone(),
            None => {
                let other = self.fresh(
                    |dice| key.char_indices().map(|(at, c)| if at < 3 { c } else { dice.of_id(c) }).collect(),
                    key,
                );
                self.records.insert(key.to_owned(), other.clone());
                other
            }
        };
        if text.len() == 18 { [&*other, &checksum(&other)].concat() } else { other }
    }

    /// A number in any notation, where it is one. Country code and prefixes stay, and the length: it is as internal, or foreign, as
    /// it was.
    pub fn number(&mut self, text: &str) -> String {
        let Some(number) = PhoneNumber::parse(text) else { return self.name(text) };
        let other = match self.numbers.get(&number.dialable()) {
            Some(other) => other.clone(),
            None => self.drawn(&number),
        };
        text.replacen(number.as_given(), &dressed(number.as_given(), &other), 1)
    }

    fn drawn(&mut self, number: &PhoneNumber) -> String {
        let dialable = number.dialable();
        let whole = number.e164(&self.settings.plan).unwrap_or_else(|| dialable.clone());
        let other = match self.numbers.get(&whole) {
            Some(other) => other.clone(),
            None => self.like(&whole),
        };
        let mut pairs = vec![(whole.clone(), other.clone())];
        // Written without its area code, or without that of the country.
        if let Some(before) = whole.strip_suffix(&dialable) {
            pairs.push((dialable.clone(), other.chars().skip(before.len()).collect()));
        }
        if let (Some(one), Some(another)) = (PhoneNumber::parse(&whole), PhoneNumber::parse(&other)) {
            pairs.extend(one.spellings(&self.settings.plan).into_iter().zip(another.spellings(&self.settings.plan)));
        }
        for (spelling, other) in pairs {
            self.numbers.get_or_insert_with(spelling, || other);
        }
        self.numbers.get(&dialable).cloned().unwrap_or(other)
    }

    /// Another number of the same kind.
    fn like(&mut self, number: &str) -> String {
        let kind = |text: &str, plan: &NumberPlan| {
            let number = PhoneNumber::parse(text)?;
            let e164 = number.e164(plan).map(|e164| e164.len());
            Some((number.is_internal(plan), e164, number.spellings(plan).len()))
        };
        let plan = self.settings.plan.clone();
        let read = PhoneNumber::parse(number).map(|number| number.read(&plan).kind);
        if matches!(read, Some(Kind::Short | Kind::Service)) {
            // The whole country's.
            return number.to_owned();
        }
        let wanted = kind(number, &plan);
        let kept = country(number, &plan);
        for _ in 0..TRIES {
            // Leading zeros are prefixes, and no other digit becomes one.
            let mut leads = true;
            let draw = |(at, c): (usize, char), dice: &mut Dice| {
                if at < kept {
                    return c;
                }
                leads &= c == '0';
                match c {
                    '0' if leads => c,
                    _ if at == kept => dice.digit_but_zero(c),
                    _ => dice.instead_of(c),
                }
            };
            let mut draw = draw;
            let dice = &mut self.dice;
            let other: String = number.char_indices().map(|place| draw(place, dice)).collect();
            if other != number && kind(&other, &plan) == wanted && self.taken.insert(other.clone()) {
                return other;
            }
        }
        // As short as it is there is no other: it tells nothing.
        number.to_owned()
    }

    /// What Salesforce said of a failure: what the engine reads in it stays, ids become others, the rest may be somebody's.
    pub fn message(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            let (word, more) = rest.split_at(end);
            out.push_str(&self.word_of_message(word));
            let next = more.find(is_part).unwrap_or(more.len());
            let (between, more) = more.split_at(next);
            out.push_str(between);
            rest = more;
        }
        out
    }

    fn word_of_message(&mut self, word: &str) -> String {
        let is_code = word == DUPLICATE || word == task::RECORD_TYPE || task::CALL_FIELDS.contains(&word);
        if word.is_empty() || is_code || WORDS_OF_MESSAGES.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            return word.to_owned();
        }
        match RecordId::parse(word).filter(|_| word.contains(|c: char| c.is_ascii_digit())) {
            Some(_) => self.record(word),
            None => self.name(word),
        }
    }

    /// An address of a server or an org. The scheme stays, and the port.
    pub fn address(&mut self, text: &str) -> String {
        let (scheme, rest) = text.split_once("://").map_or(("", text), |(scheme, rest)| (scheme, rest));
        let rest = rest.split(['/', '?']).next().unwrap_or(rest);
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, Some(port)),
            _ => (rest, None),
        };
        let mut out = String::new();
        if !scheme.is_empty() {
            out.extend([scheme, "://"]);
        }
        out.push_str(&self.made_up(host, ".invalid"));
        out.extend(port.into_iter().flat_map(|port| [":", port]));
        out
    }

    /// `host-3.invalid`: RFC 2606 keeps these names free.
    pub(super) fn made_up(&mut self, text: &str, ending: &str) -> String {
        if text.is_empty() || is_loopback(text) {
            return text.to_owned();
        }
        let number = self.addresses.len() + 1;
        self.addresses.get_or_insert_with(text.to_owned(), || format!("host-{number}{ending}")).clone()
    }

    fn fresh(&mut self, draw: impl Fn(&mut Dice) -> String, text: &str) -> String {
        for _ in 0..TRIES {
            let other = draw(&mut self.dice);
            if other != text && self.taken.insert(other.clone()) {
                return other;
            }
        }
        // There is nothing in it to be changed, or too little.
        draw(&mut self.dice)
    }
}

/// How the ids of record types begin (Salesforce Help, "Standard Field Record ID Prefix Decoder").
const RECORD_TYPE: &str = "012";

/// Before a text is taken for one that has no other of its shape.
const TRIES: usize = 100;

/// What Salesforce's sentences about duplicates and record types consist of.
const WORDS_OF_MESSAGES: &[&str] = &["duplicate", "duplicates", "value", "on", "record", "type", "with", "id"];

fn is_loopback(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

pub(super) fn is_call_id(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// How long the part is that tells the country, and whether it is in the plan's own area, in what is dialled (ITU-T E.164, list of
/// assigned codes).
fn country(number: &str, plan: &NumberPlan) -> usize {
    let Some(digits) = number.strip_prefix('+') else { return 0 };
    let own = plan.country();
    if !own.is_empty() && digits.starts_with(own) {
        let area = plan.area_code();
        return 1 + own.len() + if digits[own.len()..].starts_with(area) { area.len() } else { 0 };
    }
    let two = digits.get(..2).and_then(|two| two.parse().ok());
    1 + match two.unwrap_or(0) {
        10..=19 | 70..=79 => 1,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => 2,
        _ => 3,
    }
}

/// The digits of `other` in the notation of `text`.
fn dressed(text: &str, other: &str) -> String {
    let mut digits = other.trim_start_matches('+').chars();
    let zero = text.find("(0)").filter(|at| !text[..*at].trim().is_empty());
    let dress = |(at, c): (usize, char)| match c {
        '0' if zero == Some(at.wrapping_sub(1)) => c,
        '0'..='9' | '*' | '#' => digits.next().unwrap_or(c),
        _ => c,
    };
    let dressed: String = text.char_indices().map(dress).collect();
    // A drawn zero in brackets would be the one that is not dialled.
    if zero.is_none() && dressed.contains("(0)") { other.to_owned() } else { dressed }
}

/// The last three characters of an 18-character id: of each five before, which are capitals (Salesforce Help, "Record IDs").
fn checksum(key: &str) -> String {
    let letter = |five: &[u8]| {
        let bits = five.iter().rev().fold(0, |bits, b| bits << 1 | u8::from(b.is_ascii_uppercase()));
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[usize::from(bits)])
    };
    key.as_bytes().chunks(5).map(letter).collect()
}

#[cfg(test)]
mod tests;
