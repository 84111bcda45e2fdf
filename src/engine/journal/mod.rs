//! What must survive a reload, as key and text. One key for each call, so that a key press writes that call and
//! nothing else. What cannot be read back is left where it is and told, never thrown away.

mod form;
mod shapes;

pub use form::{Form, field};
pub(crate) use form::{names, object};

use super::call::{Call, Fact};
use super::effect::Effect;
use super::event::Theme;
use super::id::CallId;
use super::json::Json;
use super::locale::Language;
use super::outbox::{Entry, Part};
use super::secret::shows;
use super::telephony::Driver;
use super::time::Timestamp;

/// The calls that still need something.
pub const CALL: &str = "call/";
/// Calls that are done with.
pub const DONE: &str = "done/";
pub const PREFERENCES: &str = "preferences";
/// The administrator's settings as they were last, to be on line before Salesforce answers.
pub const SETTINGS: &str = "settings";

/// A call, and what became of its records.
#[derive(Clone, PartialEq, Debug)]
pub struct Saved {
    pub call: Call,
    pub entries: Vec<(Part, Entry)>,
    /// What happened to it and nobody has looked at yet: the back office was not there.
    pub owed: Vec<Fact>,
}

/// What the agent set for this browser.
#[derive(Clone, PartialEq, Default)]
pub struct Preferences {
    pub language: Option<Language>,
    pub theme: Theme,
    pub driver: Option<Driver>,
    /// The SIP user, where the settings leave it to the agent.
    pub user: Option<String>,
    pub offline: bool,
    /// The name of the chosen presence; `None`: calls come through.
    pub presence: Option<String>,
    /// Calls are declined without a sound.
    pub dnd: Option<bool>,
    /// So are they until then: the time after a call.
    pub wrap_up: Option<Timestamp>,
}

shows!(Preferences: language, theme, driver, offline, dnd, wrap_up);

pub fn call_key(id: CallId) -> String {
    format!("{CALL}{id}")
}

/// A call whose back office is not there: it has no records yet.
pub fn store_owing(call: &Call, owed: impl Iterator<Item = Fact>) -> Effect {
    let owed = Json::Array(owed.map(|fact| fact.write()).collect());
    let saved = Json::object(vec![("call", call.write()), ("entries", Json::Array(Vec::new())), ("owed", owed)]);
    Effect::Store { key: call_key(call.id), value: Some(saved.to_string().into()) }
}

pub fn store<T: Form>(key: impl Into<String>, value: &T) -> Effect {
    Effect::Store { key: key.into(), value: Some(value.write().to_string().into()) }
}

/// `None`: it was not written by this version, or was damaged.
pub fn read<T: Form>(text: &str) -> Option<T> {
    T::read(&Json::parse(text)?)
}

pub fn remove(key: impl Into<String>) -> Effect {
    Effect::Store { key: key.into(), value: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::call::{Related, RelatedBy, State};
    use crate::engine::crm::{Fields, Object, Value};
    use crate::engine::outbox::Meanwhile;
    use crate::engine::telephony::{EndCause, Trouble};
    use crate::engine::workflow::rules::example;

    fn again<T: Form>(value: &T) -> T {
        let text = value.write().to_string();
        read(&text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn a_call_comes_back_as_it_was() {
        let mut call = example::call();
        call.leg = None;
        call.note = "\"quoted\"\nß 🦀".into();
        call.related = Related::To {
            record: example::record("001000000000001AAA", Object::Other("X__c".into()), "X"),
            by: RelatedBy::Agent,
        };
        let at = call.started;
        for cause in
            [EndCause::There, EndCause::Failed(Trouble::Protocol { status: 503 }), EndCause::Failed(Trouble::Media)]
        {
            call.state = State::Ended { cause, answered: Some(at), at };
            let saved = Saved { call: call.clone(), entries: Vec::new(), owed: vec![Fact::Rang] };
            assert_eq!(again(&saved), saved);
        }
    }

    #[test]
    fn each_cause_and_each_trouble_has_a_name() {
        use EndCause::*;
        let causes = [
            Here,
            There,
            AnsweredElsewhere,
            DeclinedElsewhere,
            Busy,
            NoAnswer,
            Declined,
            NoSuchNumber,
            Transferred,
            PageClosed,
        ];
        for cause in causes {
            // A new one makes this match incomplete: give it a name in `shapes`, and put it above.
            match cause {
                Here | There | AnsweredElsewhere | DeclinedElsewhere | Busy | NoAnswer | Declined | NoSuchNumber
                | Transferred | PageClosed | Failed(_) => assert_eq!(again(&cause), cause),
            }
        }
        for why in [
            Trouble::MicrophoneRefused,
            Trouble::MicrophoneMissing,
            Trouble::WrongPassword,
            Trouble::Forbidden,
            Trouble::Unreachable,
            Trouble::Unavailable,
            Trouble::Media,
            Trouble::DeskPhoneOff,
            Trouble::ShutOut,
            Trouble::Unsupported,
            Trouble::Protocol { status: 481 },
        ] {
            match why {
                Trouble::MicrophoneRefused
                | Trouble::MicrophoneMissing
                | Trouble::WrongPassword
                | Trouble::Forbidden
                | Trouble::Unreachable
                | Trouble::Unavailable
                | Trouble::Media
                | Trouble::DeskPhoneOff
                | Trouble::ShutOut
                | Trouble::Unsupported
                | Trouble::Protocol { .. } => assert_eq!(again(&Failed(why)), Failed(why)),
            }
        }
    }

    #[test]
    fn what_others_changed_is_kept_and_an_entry_of_an_older_version_has_nothing_of_it() {
        let text = |words: &str| Fields::from([("Subject".to_owned(), Value::Text(words.into()))]);
        let meanwhile = Meanwhile {
            theirs: text("theirs"),
            yielded: text("ours"),
            tried: Some(text("tried")),
            blind: true,
            ..Meanwhile::default()
        };
        assert_eq!(again(&meanwhile), meanwhile);
        let entry = r#"{"object":"Task","call_key":"k","wanted":{},"held":{},"record":"00T000000000001AAA","#;
        let entry: Entry = read(&[entry, r#""state":["Committed",[0,0]],"missing":[]}"#].concat()).unwrap();
        assert_eq!(entry.meanwhile, Meanwhile::default());
    }

    #[test]
    fn preferences_of_an_older_version_are_read_and_damage_is_not() {
        let text = r#"{"language":"German","theme":"Dark","offline":false}"#;
        let read_back: Preferences = read(text).unwrap();
        assert_eq!(read_back.language, Some(Language::German));
        assert_eq!(read::<Preferences>(r#"{"language":"Klingon"}"#), None);
        assert_eq!(read::<Saved>("{\"call\":{}}"), None);
        assert_eq!(read::<Saved>("not json"), None);
    }
}
