//! What the administrator decides. Read from text by key, valid by construction: what makes no sense is told and
//! leaves the default in force.

use std::time::Duration;

use super::number::NumberPlan;
use super::telephony::{Driver, Headers};
use crate::engine::map::Map;

/// All settings, each with its default.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    pub line: Line,
    pub numbers: NumberPlan,
    pub log: Log,
}

/// `line.*`: where the telephone is plugged in.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub driver: Driver,
    pub servers: Vec<String>,
    pub domain: String,
    /// Empty: the agent enters it.
    pub user: String,
    pub auth_user: String,
    pub expires: Duration,
    pub ice_servers: Vec<String>,
    pub headers: Headers,
}

/// `log.*`: what is written down.
#[derive(Clone, PartialEq, Debug)]
pub struct Log {
    pub subject: String,
    pub subject_locked: bool,
    pub time_12h: bool,
    pub inbound: bool,
    pub outbound: bool,
    pub internal: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let mut settings = Self {
            line: Line {
                driver: Driver::Practice,
                servers: Vec::new(),
                domain: String::new(),
                user: String::new(),
                auth_user: String::new(),
                expires: Duration::ZERO,
                ice_servers: Vec::new(),
                headers: Headers::default(),
            },
            numbers: NumberPlan::default(),
            log: Log {
                subject: String::new(),
                subject_locked: false,
                time_12h: false,
                inbound: false,
                outbound: false,
                internal: false,
            },
        };
        for key in KEYS {
            (key.set)(&mut settings, key.default).expect(key.name);
        }
        settings
    }
}

/// One setting: the table from which reading, the call center file and the settings page are made.
pub struct Key {
    /// `log.subject`; its name in a call center file is [`Key::item_name`].
    pub name: &'static str,
    pub default: &'static str,
    /// What the text must be.
    pub form: &'static str,
    /// What follows from it, in a sentence.
    pub consequence: &'static str,
    set: fn(&mut Settings, &str) -> Result<(), ()>,
}

impl Key {
    /// The name in a call center definition, where only letters and digits are allowed: `logSubject`.
    pub fn item_name(&self) -> String {
        let mut out = String::new();
        let mut upper = false;
        for c in self.name.chars() {
            if c == '.' || c == '_' {
                upper = true;
            } else {
                out.push(if upper { c.to_ascii_uppercase() } else { c });
                upper = false;
            }
        }
        out
    }

    /// The part before the dot.
    pub fn group(&self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }
}

macro_rules! key {
    ($name:literal, $default:literal, $form:literal, $consequence:literal, $set:expr) => {
        Key { name: $name, default: $default, form: $form, consequence: $consequence, set: $set }
    };
}

/// Every setting there is, in the order in which an administrator reads them.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key!("line.driver", "practice", "practice | sip",
        "practice plays simulated calls; sip registers with the PBX below",
        |s, t| driver(t).map(|d| s.line.driver = d)),
    key!("line.servers", "", "wss:// addresses, separated by spaces",
        "the widget connects to the first and falls back to the next",
        |s, t| list(t).into_iter().map(server).collect::<Result<_, _>>().map(|all| s.line.servers = all)),
    key!("line.domain", "", "host name",
        "the part after the @ in the phone's SIP address; empty: the host of the first server",
        |s, t| word(t).map(|t| s.line.domain = t)),
    key!("line.user", "", "text without spaces",
        "the phone's SIP user; empty: each agent enters their own",
        |s, t| word(t).map(|t| s.line.user = t)),
    key!("line.auth_user", "", "text without spaces",
        "the name to authenticate with, where it is not the SIP user",
        |s, t| word(t).map(|t| s.line.auth_user = t)),
    key!("line.expires", "300", "seconds, 60 to 86400",
        "how long the PBX keeps the phone without hearing from it",
        |s, t| number(t, 60..=86_400).map(|n| s.line.expires = Duration::from_secs(n))),
    key!("line.ice_servers", "", "stun: or turn: addresses, separated by spaces",
        "helps the audio through firewalls; a TURN password does not belong here",
        |s, t| { s.line.ice_servers = list(t).into_iter().map(str::to_owned).collect(); Ok(()) }),
    key!("line.header_call_ref", "X-Call-Ref Session-ID", "SIP header names, separated by spaces",
        "carries the PBX's one name for a call over all its legs",
        |s, t| headers(t).map(|h| s.line.headers.call_ref = h)),
    key!("line.header_dialled", "X-DNIS", "SIP header names, separated by spaces",
        "carries the number that the caller dialled",
        |s, t| headers(t).map(|h| s.line.headers.dialled = h)),
    key!("line.header_queue", "X-Queue", "SIP header names, separated by spaces",
        "carries the name of the queue",
        |s, t| headers(t).map(|h| s.line.headers.queue = h)),
    key!("line.header_ivr", "X-IVR-Value", "SIP header names, separated by spaces",
        "carries what the caller keyed in, e.g. a case number",
        |s, t| headers(t).map(|h| s.line.headers.ivr = h)),
    key!("numbers.country", "", "digits, e.g. 49",
        "reads national numbers as this country's, so that both notations find the same record",
        |s, t| digits(t).map(|t| s.numbers.country = t)),
    key!("numbers.trunk_prefix", "0", "digits",
        "what precedes an area code within the country",
        |s, t| digits(t).map(|t| s.numbers.trunk_prefix = t)),
    key!("numbers.international_prefix", "00", "digits",
        "what precedes a country code instead of +",
        |s, t| digits(t).map(|t| s.numbers.international_prefix = t)),
    key!("numbers.internal_length", "4", "digits, 0 to 9",
        "a number of at most so many digits is a colleague's",
        |s, t| number(t, 0..=9).map(|n| s.numbers.internal_length = usize::try_from(n).unwrap_or(0))),
    key!("log.subject", "{calltype} {date} {time}", "text of at most 255 characters",
        "becomes the Task's subject; {calltype} {date} {time} stand for the call's",
        |s, t| (t.chars().count() <= 255).then(|| s.log.subject = t.to_owned()).ok_or(())),
    key!("log.subject_locked", "false", "true | false",
        "keeps agents from changing the subject",
        |s, t| flag(t).map(|on| s.log.subject_locked = on)),
    key!("log.time_12h", "false", "true | false",
        "writes the time of day with AM or PM",
        |s, t| flag(t).map(|on| s.log.time_12h = on)),
    key!("log.inbound", "true", "true | false",
        "saves answered inbound calls by themselves when they end",
        |s, t| flag(t).map(|on| s.log.inbound = on)),
    key!("log.outbound", "true", "true | false",
        "saves answered outbound calls by themselves when they end",
        |s, t| flag(t).map(|on| s.log.outbound = on)),
    key!("log.internal", "false", "true | false",
        "saves answered calls between colleagues by themselves when they end",
        |s, t| flag(t).map(|on| s.log.internal = on)),
];

impl Settings {
    /// Reads what was found under the keys' names. Returns what could not be used, key and value; keys that are not
    /// in the table are nobody's fault (another version's) and are passed over.
    pub fn read(found: &Map<String, String>) -> (Self, Vec<(String, String)>) {
        let mut settings = Self::default();
        let mut rejected = Vec::new();
        for key in KEYS {
            let Some(text) = found.get(key.name) else { continue };
            if (key.set)(&mut settings, text.trim()).is_err() {
                rejected.push((key.name.to_owned(), text.clone()));
            }
        }
        (settings, rejected)
    }
}

fn driver(text: &str) -> Result<Driver, ()> {
    match text {
        "practice" => Ok(Driver::Practice),
        "sip" => Ok(Driver::Sip),
        _ => Err(()),
    }
}

fn list(text: &str) -> Vec<&str> {
    text.split([' ', ',', ';']).filter(|part| !part.is_empty()).collect()
}

fn server(text: &str) -> Result<String, ()> {
    let host = text.strip_prefix("wss://").or_else(|| text.strip_prefix("ws://")).ok_or(())?;
    (!host.is_empty() && !host.starts_with(['/', ':'])).then(|| text.to_owned()).ok_or(())
}

fn word(text: &str) -> Result<String, ()> {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"<>\"@;,".contains(c));
    plain.then(|| text.to_owned()).ok_or(())
}

fn headers(text: &str) -> Result<Vec<String>, ()> {
    let is_name = |t: &str| t.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let names = list(text);
    names.iter().all(|t| is_name(t)).then(|| names.into_iter().map(str::to_owned).collect()).ok_or(())
}

fn digits(text: &str) -> Result<String, ()> {
    let text = text.trim_start_matches('+');
    (text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned()).ok_or(())
}

fn number(text: &str, range: std::ops::RangeInclusive<u64>) -> Result<u64, ()> {
    text.parse().ok().filter(|n| range.contains(n)).ok_or(())
}

fn flag(text: &str) -> Result<bool, ()> {
    match text {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_there_once_and_fits_a_call_center_file() {
        let mut names: Vec<_> = KEYS.iter().map(Key::item_name).collect();
        assert!(
            names
                .iter()
                .all(|n| n.len() <= 40 && n.bytes().all(|b| b.is_ascii_alphanumeric()) && !n.starts_with("req"))
        );
        names.sort();
        names.dedup();
        assert_eq!(names.len(), KEYS.len());
    }

    #[test]
    fn nonsense_is_told_and_the_default_stays() {
        let found = [("line.expires", "soon"), ("log.inbound", "maybe"), ("numbers.country", "+49"), ("not.ours", "x")];
        let found = found.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let (settings, rejected) = Settings::read(&found);
        assert_eq!(rejected.iter().map(|(k, _)| k.as_str()).collect::<Vec<_>>(), ["line.expires", "log.inbound"]);
        assert_eq!(settings.line.expires, Duration::from_secs(300));
        assert_eq!(settings.numbers.country, "49");
    }

    #[test]
    fn a_server_without_encryption_is_for_loopback_only_by_the_browsers_own_rule() {
        let read = |text: &str| Settings::read(&[("line.servers".to_owned(), text.to_owned())].into()).0.line.servers;
        assert_eq!(read("wss://a:8089/ws ws://127.0.0.1:8088/ws").len(), 2);
        assert!(read("https://a").is_empty());
    }
}
