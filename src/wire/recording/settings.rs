//! What of the settings is somebody's: where the telephone is plugged in, and to whom mails go. All others stay, because what happens
//! follows from them.

use super::veil::Veil;
use crate::engine::locale::{DateOrder, Language, Locale};
use crate::engine::map::Map;
use crate::engine::number::NumberPlan;
use crate::engine::settings::{KEYS, Settings};

/// Settings by key, as they are found.
pub type Found = Map<String, String>;

/// What has been found so far, as the engine puts it together.
#[derive(Default)]
pub struct InForce {
    call_center: Found,
    workflow: Found,
    all: Settings,
    pub locale: Locale,
    pub plan: NumberPlan,
}

impl InForce {
    fn read(&mut self) {
        let mut found = self.call_center.clone();
        for (key, text) in self.workflow.iter() {
            found.insert(key.clone(), text.clone());
        }
        (self.all, _) = Settings::read(&found);
        self.plan = self.all.numbers.clone();
    }

    pub fn all(&self) -> &Settings {
        &self.all
    }

    /// Ways in which the agent may have been told a date.
    pub fn locales(&self) -> [Locale; 3] {
        let german = Locale { language: Language::German, date: DateOrder::DayMonthYearDots };
        [self.locale, Locale { language: Language::English, ..self.locale }, german]
    }
}

impl Veil {
    pub fn call_center(&mut self, found: &mut Found) {
        self.settings.call_center = found.clone();
        self.settings.read();
        self.all_of(found);
    }

    pub fn workflow(&mut self, found: &mut Found) {
        self.settings.workflow = found.clone();
        self.settings.read();
        self.all_of(found);
    }

    fn all_of(&mut self, found: &mut Found) {
        let veiled = found.iter().map(|(key, text)| match KEYS.iter().any(|known| known.name == key) {
            true => (key.clone(), self.setting(key, text)),
            // Not ours: whatever it is, it may be a password at the wrong place.
            false => (self.name(key), self.name(text)),
        });
        *found = veiled.collect();
    }

    fn setting(&mut self, key: &str, text: &str) -> String {
        match key {
            "line.driver" | "line.expires" | "line.context" => text.to_owned(),
            _ if key.starts_with("line.header_") => text.to_owned(),
            "line.domain" => self.address(text),
            "line.servers" | "line.ice_servers" => {
                let all: Vec<_> = text.split([' ', ',', ';']).map(|server| self.server(server)).collect();
                all.join(" ")
            }
            // Colleagues: `1002 Bob Agent; 1003`.
            "line.watched" => {
                let all: Vec<_> = text.split(';').map(|phone| self.colleague(phone.trim())).collect();
                all.join("; ")
            }
            // Users, a mailbox, and what there will be.
            _ if key.starts_with("line.") => self.words(text),
            "email.default_address" if !text.is_empty() => self.made_up(text, "@example.invalid"),
            _ => text.to_owned(),
        }
    }

    fn colleague(&mut self, text: &str) -> String {
        match text.split_once(' ') {
            Some((number, name)) => [self.words(number), self.words(name.trim())].join(" "),
            None => self.words(text),
        }
    }

    /// `wss://pbx.example.com:8089/ws`, `turn:pbx.example.com:3478`.
    fn server(&mut self, text: &str) -> String {
        let scheme = ["stun:", "turn:", "stuns:", "turns:"].into_iter().find(|scheme| text.starts_with(scheme));
        let (scheme, rest) = scheme.map_or(("", text), |scheme| text.split_at(scheme.len()));
        [scheme, &self.address(rest)].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_telephone_is_plugged_in_is_not_told_and_all_else_is() {
        let mut found: Found = [
            ("line.driver", "sip"),
            ("line.servers", "wss://pbx.example.com:8089/ws wss://other.example.com/ws"),
            ("line.domain", "pbx.example.com"),
            ("line.user", "1001"),
            ("line.watched", "1002 Bob Agent; 1003"),
            ("line.mailbox", "*97"),
            ("line.auth_user", "heimlich"),
            ("line.ice_servers", "turn:pbx.example.com:3478"),
            ("email.default_address", "heimlich@example.com"),
            ("numbers.country", "49"),
            ("results.list", "Sales: Interested, Not now (out)"),
            ("line.password", "geheim"),
        ]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .into();
        let before = Settings::read(&found).0;
        let mut veil = Veil::default();
        veil.call_center(&mut found);
        let all: String = found.iter().map(|(key, text)| format!("{key}={text}\n")).collect();
        for secret in ["example.com", "1001", "1002", "Agent", "1003", "heimlich", "geheim", "password"] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
        let (after, _) = Settings::read(&found);
        assert_eq!(after.line.servers.len(), before.line.servers.len(), "{all}");
        assert_eq!(after.line.servers[0], format!("wss://{}:8089", after.line.domain));
        assert!(after.email.default_address.is_some());
        assert_eq!((after.numbers, after.results), (before.numbers, before.results));
        assert_eq!((after.line.user.len(), after.line.watched.len()), (4, 2), "{all}");
    }
}
