//! The forms of the engine's own types.

use serde_json::{Value as Json, json};

use super::form::{Form, field, names, object};
use super::{Preferences, Saved};
use crate::engine::call::{Call, FarEnd, Related, RelatedBy, State};
use crate::engine::crm::{Direction, Object, RecordRef, Value};
use crate::engine::event::Theme;
use crate::engine::id::{CallId, LegId, RecordId};
use crate::engine::locale::Language;
use crate::engine::number::PhoneNumber;
use crate::engine::outbox::{Entry, Part, State as Sending};
use crate::engine::telephony::{Driver, EndCause, Party, Trouble};
use crate::engine::time::Timestamp;
use crate::engine::view::RecentCall;

object!(Saved { call, entries });
object!(Preferences { language, theme, driver, user, offline });
object!(Party { number, name });
object!(RecordRef { id, object, name });
object!(RecentCall { id, outgoing, party, name, at, talked, answered, cause, saved, note, call_back });
// What a search found belongs to a page: it is asked again. A leg ends with its page, too.
object!(Call {
    id, direction, outgoing, remote, own, diverted_by, call_ref, key, queue, ivr, started, state, seen, related, origin,
    note, subject, digits_sent, muted,
} default { leg, caller });

names!(Direction { Inbound, Outbound, Internal });
names!(FarEnd { Silent, Ringing, Heard });
names!(RelatedBy { Search, Origin, Agent });
names!(Language { English, German });
names!(Theme { System, Light, Dark });
names!(Driver { Sip, Practice });
names!(Part { Task });

/// `["Talking", …]`: the name of a case, then its values.
fn case(json: &Json) -> Option<(&str, &[Json])> {
    let (name, values) = json.as_array()?.split_first()?;
    Some((name.as_str()?, values))
}

fn value<T: Form>(values: &[Json], at: usize) -> Option<T> {
    values.get(at).map_or_else(T::absent, T::read)
}

impl Form for State {
    fn write(&self) -> Json {
        match self {
            // Who was about to answer has to press again.
            Self::Ringing { since, answering: _ } => json!(["Ringing", since.write()]),
            Self::Dialling { since, far } => json!(["Dialling", since.write(), far.write()]),
            Self::Talking { since, held_here, held_there } => json!(["Talking", since.write(), held_here, held_there]),
            Self::Ended { cause, answered, at } => json!(["Ended", cause.write(), answered.write(), at.write()]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, v) = case(json)?;
        Some(match name {
            "Ringing" => Self::Ringing { since: value(v, 0)?, answering: false },
            "Dialling" => Self::Dialling { since: value(v, 0)?, far: value(v, 1)? },
            "Talking" => Self::Talking { since: value(v, 0)?, held_here: value(v, 1)?, held_there: value(v, 2)? },
            "Ended" => Self::Ended { cause: value(v, 0)?, answered: value(v, 1)?, at: value(v, 2)? },
            _ => return None,
        })
    }
}

impl Form for EndCause {
    fn write(&self) -> Json {
        match self {
            Self::Failed(why) => json!(["Failed", why.write()]),
            Self::Here => json!(["Here"]),
            Self::There => json!(["There"]),
            Self::AnsweredElsewhere => json!(["AnsweredElsewhere"]),
            Self::DeclinedElsewhere => json!(["DeclinedElsewhere"]),
            Self::Busy => json!(["Busy"]),
            Self::NoAnswer => json!(["NoAnswer"]),
            Self::Declined => json!(["Declined"]),
            Self::NoSuchNumber => json!(["NoSuchNumber"]),
            Self::Transferred => json!(["Transferred"]),
            Self::PageClosed => json!(["PageClosed"]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, v) = case(json)?;
        Some(match name {
            "Failed" => Self::Failed(value(v, 0)?),
            "Here" => Self::Here,
            "There" => Self::There,
            "AnsweredElsewhere" => Self::AnsweredElsewhere,
            "DeclinedElsewhere" => Self::DeclinedElsewhere,
            "Busy" => Self::Busy,
            "NoAnswer" => Self::NoAnswer,
            "Declined" => Self::Declined,
            "NoSuchNumber" => Self::NoSuchNumber,
            "Transferred" => Self::Transferred,
            "PageClosed" => Self::PageClosed,
            _ => return None,
        })
    }
}

/// Written as a status where the PBX gave one: the rest is a name.
impl Form for Trouble {
    fn write(&self) -> Json {
        match self {
            Self::Protocol { status } => json!(status),
            Self::MicrophoneRefused => json!("MicrophoneRefused"),
            Self::MicrophoneMissing => json!("MicrophoneMissing"),
            Self::WrongPassword => json!("WrongPassword"),
            Self::Forbidden => json!("Forbidden"),
            Self::Unreachable => json!("Unreachable"),
            Self::Unavailable => json!("Unavailable"),
            Self::Media => json!("Media"),
            Self::Unsupported => json!("Unsupported"),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        if let Some(status) = json.as_u64() {
            return Some(Self::Protocol { status: status.try_into().ok()? });
        }
        Some(match json.as_str()? {
            "MicrophoneRefused" => Self::MicrophoneRefused,
            "MicrophoneMissing" => Self::MicrophoneMissing,
            "WrongPassword" => Self::WrongPassword,
            "Forbidden" => Self::Forbidden,
            "Unreachable" => Self::Unreachable,
            "Unavailable" => Self::Unavailable,
            "Media" => Self::Media,
            "Unsupported" => Self::Unsupported,
            _ => return None,
        })
    }
}

impl Form for Related {
    fn write(&self) -> Json {
        match self {
            Self::Open => json!(["Open"]),
            Self::Unassigned => json!(["Unassigned"]),
            Self::To { record, by } => json!(["To", record.write(), by.write()]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, v) = case(json)?;
        Some(match name {
            "Open" => Self::Open,
            "Unassigned" => Self::Unassigned,
            "To" => Self::To { record: value(v, 0)?, by: value(v, 1)? },
            _ => return None,
        })
    }
}

impl Form for (Part, Entry) {
    fn write(&self) -> Json {
        let (part, entry) = self;
        json!([part.write(), entry.write()])
    }

    fn read(json: &Json) -> Option<Self> {
        let both = json.as_array()?;
        Some((value(both, 0)?, value(both, 1)?))
    }
}

object!(Entry { object, call_key, wanted, held, record, state, missing } default { attempts });

/// Why something is waited for or was refused is not kept: after a reload it is tried again, which does no harm.
impl Form for Sending {
    fn write(&self) -> Json {
        match self {
            Self::Queued { not_before, .. } => json!(["Queued", not_before.write()]),
            Self::Sending { sent } => json!(["Sending", sent.write()]),
            Self::Unknown { since, sent, look_at } => {
                json!(["Unknown", since.write(), sent.write(), look_at.write()])
            }
            Self::Committed { at } => json!(["Committed", at.write()]),
            Self::Refused { .. } => json!(["Refused"]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, v) = case(json)?;
        Some(match name {
            "Queued" => Self::Queued { not_before: value(v, 0)?, why: None },
            "Sending" => Self::Sending { sent: value(v, 0)? },
            "Unknown" => Self::Unknown { since: value(v, 0)?, sent: value(v, 1)?, look_at: value(v, 2)? },
            "Committed" => Self::Committed { at: value(v, 0)? },
            "Refused" => Self::Queued { not_before: Timestamp::new(0, 0), why: None },
            _ => return None,
        })
    }
}

impl Form for Value {
    fn write(&self) -> Json {
        match self {
            Self::Text(text) => json!(["Text", text]),
            Self::Number(number) => json!(["Number", number]),
            Self::Flag(on) => json!(["Flag", on]),
            Self::Date(day) => json!(["Date", day.to_string()]),
            Self::Moment(at) => json!(["Moment", at.write()]),
            Self::Phone(number) => json!(["Phone", number.write()]),
            Self::Reference(id) => json!(["Reference", id.write()]),
            Self::Empty => json!(["Empty"]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, v) = case(json)?;
        Some(match name {
            "Text" => Self::Text(value(v, 0)?),
            "Number" => Self::Number(value(v, 0)?),
            "Flag" => Self::Flag(value(v, 0)?),
            "Date" => Self::Date(day(&value::<String>(v, 0)?)?),
            "Moment" => Self::Moment(value(v, 0)?),
            "Phone" => Self::Phone(value(v, 0)?),
            "Reference" => Self::Reference(value(v, 0)?),
            "Empty" => Self::Empty,
            _ => return None,
        })
    }
}

/// `2026-11-23`
fn day(text: &str) -> Option<chrono::NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    chrono::NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Milliseconds since 1970 and the offset in minutes.
impl Form for Timestamp {
    fn write(&self) -> Json {
        json!([self.unix_ms(), self.offset_minutes()])
    }

    fn read(json: &Json) -> Option<Self> {
        let both = json.as_array()?;
        let offset = both.get(1)?.as_i64()?.try_into().ok()?;
        Some(Self::new(both.first()?.as_i64()?, offset))
    }
}

impl Form for CallId {
    fn write(&self) -> Json {
        Json::from(self.to_string())
    }

    fn read(json: &Json) -> Option<Self> {
        u64::from_str_radix(json.as_str()?, 16).ok().map(Self)
    }
}

impl Form for LegId {
    fn write(&self) -> Json {
        self.0.write()
    }

    fn read(json: &Json) -> Option<Self> {
        String::read(json).map(Self)
    }
}

impl Form for RecordId {
    fn write(&self) -> Json {
        self.0.write()
    }

    fn read(json: &Json) -> Option<Self> {
        String::read(json).map(Self)
    }
}

impl Form for Object {
    fn write(&self) -> Json {
        Json::from(self.api_name())
    }

    fn read(json: &Json) -> Option<Self> {
        String::read(json).map(Self::from)
    }
}

impl Form for PhoneNumber {
    fn write(&self) -> Json {
        Json::from(self.as_given())
    }

    fn read(json: &Json) -> Option<Self> {
        Self::parse(json.as_str()?)
    }
}
