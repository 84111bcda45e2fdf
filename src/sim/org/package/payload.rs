//! What an action was given, read as strictly as the Apex class does: whoever may use the class may send it anything.

use serde_json::{Map, Value};

use super::Refused;
use crate::engine::id::RecordId;
use crate::engine::time::Day;
use crate::sim::org::id;
use crate::sim::org::schema::Schema;

const LONGEST: usize = 350_000;

/// Prefixes of objects that the rehearsal does not hold: profiles, queues, templates, record types, call centers.
const OTHER_PREFIXES: [&str; 5] = ["00e", "00G", "00X", "012", "04v"];

pub struct Payload(Map<String, Value>);

impl Payload {
    /// Plain JSON, or `b64:` and base64url without padding. None at all is an empty object.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let refused = |why: &str| Refused::bad("payload", why);
        if text.trim().is_empty() {
            return Ok(Self(Map::new()));
        }
        if text.chars().count() > LONGEST {
            return Err(refused("longer than 350000 characters"));
        }
        let plain = plain(text).ok_or_else(|| refused("not base64url of UTF-8"))?;
        match serde_json::from_str(&plain) {
            Ok(Value::Object(values)) => Ok(Self(values)),
            Ok(_) => Err(refused("not an object")),
            Err(_) => Err(refused("not JSON")),
        }
    }

    pub fn text(&self, name: &str, longest: usize) -> Result<String, Refused> {
        self.text_or_none(name, longest)?.ok_or_else(|| Refused::bad(name, "missing"))
    }

    /// Empty text is none.
    pub fn text_or_none(&self, name: &str, longest: usize) -> Result<Option<String>, Refused> {
        let text = self.value(name).map(|value| checked_text(name, value, longest)).transpose()?;
        Ok(text.filter(|text| !text.is_empty()))
    }

    pub fn text_or_empty(&self, name: &str, longest: usize) -> Result<String, Refused> {
        checked_text(name, self.required(name)?, longest)
    }

    pub fn choice(&self, name: &str, choices: &[&'static str]) -> Result<&'static str, Refused> {
        let text = self.text(name, 255)?;
        let found = choices.iter().find(|choice| **choice == text);
        found.copied().ok_or_else(|| Refused::bad(name, &format!("not one of {}", choices.join(", "))))
    }

    /// The first where it is missing.
    pub fn choice_or_first(&self, name: &str, choices: &[&'static str]) -> Result<&'static str, Refused> {
        if self.value(name).is_some() { self.choice(name, choices) } else { Ok(choices.first().copied().unwrap_or("")) }
    }

    /// False where it is missing.
    pub fn flag(&self, name: &str) -> Result<bool, Refused> {
        match self.value(name) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| Refused::bad(name, "neither true nor false")),
        }
    }

    pub fn number(&self, name: &str, least: u64, most: u64, otherwise: u64) -> Result<u64, Refused> {
        match self.value(name) {
            None => Ok(otherwise),
            Some(value) => value
                .as_u64()
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| Refused::bad(name, &format!("not between {least} and {most}"))),
        }
    }

    /// `2026-11-23`
    pub fn day(&self, name: &str) -> Result<String, Refused> {
        let text = self.text(name, 30)?;
        let fits = text.len() == 10 && text.parse::<Day>().is_ok();
        fits.then_some(text).ok_or_else(|| Refused::bad(name, "not a date"))
    }

    /// Unix milliseconds of `2026-11-23T20:04:00Z`.
    pub fn moment(&self, name: &str) -> Result<i64, Refused> {
        let text = self.text(name, 30)?;
        let read = chrono::DateTime::parse_from_rfc3339(&text).ok().filter(|_| text.ends_with('Z'));
        read.map(|moment| moment.timestamp_millis()).ok_or_else(|| Refused::bad(name, "not a time"))
    }

    pub fn api_name(&self, name: &str) -> Result<String, Refused> {
        checked_api_name(name, self.text(name, 255)?)
    }

    pub fn api_names(&self, name: &str, most: usize) -> Result<Vec<String>, Refused> {
        let texts = self.filled(name, most)?.iter().map(|value| checked_text(name, value, 255));
        texts.map(|text| checked_api_name(name, text?)).collect()
    }

    pub fn texts(&self, name: &str, most: usize, longest: usize) -> Result<Vec<String>, Refused> {
        self.list(name, most)?.iter().map(|value| checked_text(name, value, longest)).collect()
    }

    /// `of`: the objects whose id it may be; none: any.
    pub fn id(&self, name: &str, of: &[&str], schema: &Schema) -> Result<RecordId, Refused> {
        checked_id(name, &self.text(name, 255)?, of, schema)
    }

    pub fn id_or_none(&self, name: &str, of: &[&str], schema: &Schema) -> Result<Option<RecordId>, Refused> {
        let text = self.text_or_none(name, 255)?;
        text.map(|text| checked_id(name, &text, of, schema)).transpose()
    }

    /// Each once, in the order in which they were given.
    pub fn ids(&self, name: &str, most: usize, of: &[&str], schema: &Schema) -> Result<Vec<RecordId>, Refused> {
        let mut found: Vec<RecordId> = Vec::new();
        for value in self.list(name, most)? {
            let id = checked_id(name, &checked_text(name, value, 255)?, of, schema)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    pub fn part(&self, name: &str) -> Result<Self, Refused> {
        part(name, self.required(name)?)
    }

    pub fn parts(&self, name: &str, most: usize) -> Result<Vec<Self>, Refused> {
        self.filled(name, most)?.iter().map(|value| part(name, value)).collect()
    }

    /// It is there, be it null.
    pub fn says(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn required(&self, name: &str) -> Result<&Value, Refused> {
        self.value(name).ok_or_else(|| Refused::bad(name, "missing"))
    }

    fn list(&self, name: &str, most: usize) -> Result<&[Value], Refused> {
        let list = self.required(name)?.as_array().ok_or_else(|| Refused::bad(name, "not a list"))?;
        let fits = list.len() <= most;
        fits.then_some(list.as_slice()).ok_or_else(|| Refused::bad(name, &format!("more than {most}")))
    }

    fn filled(&self, name: &str, most: usize) -> Result<&[Value], Refused> {
        let list = self.list(name, most)?;
        (!list.is_empty()).then_some(list).ok_or_else(|| Refused::bad(name, "missing"))
    }
}

/// The JSON in either notation.
pub fn plain(text: &str) -> Option<String> {
    match text.strip_prefix("b64:") {
        Some(coded) => decoded(coded),
        None => Some(text.to_owned()),
    }
}

/// The id in its long form, if the text is one of an object that there is.
pub fn id_in(text: &str, schema: &Schema) -> Option<RecordId> {
    let known =
        |text: &str| schema.of_id(text).is_some() || OTHER_PREFIXES.iter().any(|prefix| text.starts_with(prefix));
    let sound = id::is_sound(text) && known(text);
    sound.then(|| RecordId([&text[..15], &id::checksum(&text[..15])].concat()))
}

fn part(name: &str, value: &Value) -> Result<Payload, Refused> {
    value.as_object().cloned().map(Payload).ok_or_else(|| Refused::bad(name, "not an object"))
}

fn checked_text(name: &str, value: &Value, longest: usize) -> Result<String, Refused> {
    let text = value.as_str().ok_or_else(|| Refused::bad(name, "not text"))?;
    match text.encode_utf16().count() > longest {
        true => Err(Refused::bad(name, &format!("longer than {longest} characters"))),
        false => Ok(text.to_owned()),
    }
}

fn checked_api_name(name: &str, text: String) -> Result<String, Refused> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let fits = plain && text.len() <= 80 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    fits.then_some(text).ok_or_else(|| Refused::bad(name, "not an API name"))
}

fn checked_id(name: &str, text: &str, of: &[&str], schema: &Schema) -> Result<RecordId, Refused> {
    let id = id_in(text, schema).ok_or_else(|| Refused::bad(name, "not an id"))?;
    let object = schema.of_id(&id.0).map(|object| object.name.as_str()).unwrap_or_default();
    match of.is_empty() || of.contains(&object) {
        true => Ok(id),
        false => Err(Refused::bad(name, &format!("not the id of a {}", of.join(" or ")))),
    }
}

fn decoded(text: &str) -> Option<String> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for byte in four {
            bits = bits << 6 | u32::from(digit(*byte)?);
        }
        bits <<= 6 * (4 - four.len());
        let whole = match four.len() {
            1 => return None,
            length => length - 1,
        };
        bytes.extend_from_slice(&bits.to_be_bytes()[1..=whole]);
    }
    String::from_utf8(bytes).ok()
}
