//! The forms of the engine's own types.

use crate::engine::json::Json;

use super::form::{Form, field, names, object};
use super::{Preferences, Saved};
use crate::engine::call::{Call, Choice, Fact, FarEnd, Lookup, Popped, Progress, Related, RelatedBy, State, WrapUp};
use crate::engine::crm::{Direction, Object, RecordRef, Value};
use crate::engine::event::Theme;
use crate::engine::id::{CallId, LegId, RecordId};
use crate::engine::locale::Language;
use crate::engine::number::PhoneNumber;
use crate::engine::outbox::{Entry, Part, State as Sending};
use crate::engine::quality::{Quality, Sums};
use crate::engine::settings::FollowUp;
use crate::engine::telephony::{Driver, EndCause, Handle, Party, Trouble};
use crate::engine::time::{Day, Timestamp};
use crate::engine::view::{Logged, RecentCall};

object!(Preferences { language, theme, driver, user, offline, presence, dnd, wrap_up });
object!(Party { number, name });
object!(RecordRef { id, object, name });
object!(RecentCall { id, outgoing, party, name, at, talked, answered, cause, logged, note, call_back });
// What a search found belongs to a page: it is asked again. A leg ends with its page, too.
object!(Call {
    id, kept, handle, direction, outgoing, remote, own, diverted_by, call_ref, key, queue, ivr, started, state, seen, related, origin,
    note, subject, digits_sent, muted, off_record, quality, progress, wrap_up,
} default { leg, caller, asked_to_answer, invited, quiet });
object!(Progress { ivr, target, popped, case, further, edited, mailed, followed, taken_back });
object!(WrapUp { result, choice, due, task } default { tasks });

names!(Direction { Inbound, Outbound, Internal });
names!(FarEnd { Silent, Ringing, Heard });
names!(RelatedBy { Search, Origin, Visit, Agent });
names!(Language { English, German });
names!(Theme { System, Light, Dark });
names!(Driver { Sip, Ari, Practice });
names!(Logged { Yes, No, OffRecord, NotMeant });
names!(Part { Task, Case, FollowUp, Event });
names!(FollowUp { Task, TaskCloseToday, OpenToday, OpenLatest, Event });

/// `["Talking", …]`: the name of a case, then its values.
fn case(json: &Json) -> Option<(&str, &[Json])> {
    let (name, values) = json.as_array()?.split_first()?;
    Some((name.as_str()?, values))
}

/// The other way round.
fn tagged(name: &str, values: Vec<Json>) -> Json {
    let mut all = vec![Json::from(name)];
    all.extend(values);
    Json::Array(all)
}

fn value<T: Form>(values: &[Json], at: usize) -> Option<T> {
    values.get(at).map_or_else(T::absent, T::read)
}

impl Form for State {
    fn write(&self) -> Json {
        match self {
            // Who was about to answer has to press again.
            Self::Ringing { since, answering: _ } => tagged("Ringing", vec![since.write()]),
            Self::Dialling { since, far } => tagged("Dialling", vec![since.write(), far.write()]),
            Self::Talking { since, held_here, held_there } => {
                tagged("Talking", vec![since.write(), held_here.write(), held_there.write()])
            }
            Self::Ended { cause, answered, at } => tagged("Ended", vec![cause.write(), answered.write(), at.write()]),
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

/// What it came to: what is heard now belongs to a page.
impl Form for Quality {
    fn write(&self) -> Json {
        let Sums { spans, mos, worst, lost_permille, round_trip_ms, jitter_ms, silent_ms } = self.sums;
        let all = [spans, mos, worst.into(), lost_permille, round_trip_ms, jitter_ms, silent_ms];
        Json::Array(all.into_iter().map(Json::from).collect())
    }

    fn read(json: &Json) -> Option<Self> {
        let all = json.as_array()?;
        let at = |place: usize| all.get(place)?.as_u64();
        let sums = Sums {
            spans: at(0)?,
            mos: at(1)?,
            worst: at(2)?.try_into().ok()?,
            lost_permille: at(3)?,
            round_trip_ms: at(4)?,
            jitter_ms: at(5)?,
            silent_ms: at(6)?,
        };
        Some(Self::remembered(sums))
    }

    /// Of a version that did not measure.
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// Null: not asked, or not answered in that page's time. `[]`: asked and answered with nothing.
impl Form for Lookup {
    fn write(&self) -> Json {
        match self {
            Self::NotAsked | Self::Asked => Json::Null,
            Self::Nothing => Json::Array(Vec::new()),
            Self::Found(record) => record.write(),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(Self::NotAsked),
            Json::Array(_) => Some(Self::Nothing),
            found => RecordRef::read(found).map(Self::Found),
        }
    }
}

/// The record's id; true: the layout's choice.
impl Form for Popped {
    fn write(&self) -> Json {
        match self {
            Self::Record(id) => id.write(),
            Self::Layout => Json::Bool(true),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(_) => Some(Self::Layout),
            id => RecordId::read(id).map(Self::Record),
        }
    }
}

/// Null: what is preselected; false: nothing.
impl Form for Choice {
    fn write(&self) -> Json {
        match self {
            Self::Preselected => Json::Null,
            Self::Nothing => Json::Bool(false),
            Self::Chosen(choice) => choice.write(),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(Self::Preselected),
            Json::Bool(_) => Some(Self::Nothing),
            chosen => FollowUp::read(chosen).map(Self::Chosen),
        }
    }
}

impl Form for Day {
    fn write(&self) -> Json {
        Json::from(self.to_string())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str()?.parse().ok()
    }
}

/// The cases without a value, by name.
const END_CAUSES: &[(&str, EndCause)] = &[
    ("Here", EndCause::Here),
    ("There", EndCause::There),
    ("AnsweredElsewhere", EndCause::AnsweredElsewhere),
    ("DeclinedElsewhere", EndCause::DeclinedElsewhere),
    ("Busy", EndCause::Busy),
    ("NoAnswer", EndCause::NoAnswer),
    ("Declined", EndCause::Declined),
    ("NoSuchNumber", EndCause::NoSuchNumber),
    ("Transferred", EndCause::Transferred),
    ("PageClosed", EndCause::PageClosed),
];

/// A failure is `["Failed", why]`.
impl Form for EndCause {
    fn write(&self) -> Json {
        match self {
            Self::Failed(why) => tagged("Failed", vec![why.write()]),
            plain => name_in(END_CAUSES, plain),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        match case(json) {
            Some(("Failed", v)) => Some(Self::Failed(value(v, 0)?)),
            Some(_) => None,
            None => named_in(END_CAUSES, json),
        }
    }
}

/// Those that can happen without the back office.
const FACTS: &[(&str, Fact)] = &[
    ("Rang", Fact::Rang),
    ("AskedToAnswer", Fact::AskedToAnswer),
    ("Dialled", Fact::Dialled),
    ("Answered", Fact::Answered),
    ("IdentityChanged", Fact::IdentityChanged),
    ("Ended", Fact::Ended),
    ("SaveAsked", Fact::SaveAsked),
    ("LeftBehind", Fact::LeftBehind),
];

impl Form for Fact {
    fn write(&self) -> Json {
        name_in(FACTS, self)
    }

    fn read(json: &Json) -> Option<Self> {
        named_in(FACTS, json)
    }
}

/// The cases without a value, by name.
const TROUBLES: &[(&str, Trouble)] = &[
    ("MicrophoneRefused", Trouble::MicrophoneRefused),
    ("MicrophoneMissing", Trouble::MicrophoneMissing),
    ("WrongPassword", Trouble::WrongPassword),
    ("Forbidden", Trouble::Forbidden),
    ("Unreachable", Trouble::Unreachable),
    ("Unavailable", Trouble::Unavailable),
    ("Media", Trouble::Media),
    ("DeskPhoneOff", Trouble::DeskPhoneOff),
    ("ShutOut", Trouble::ShutOut),
    ("Unsupported", Trouble::Unsupported),
];

/// Written as a status where the PBX gave one: the rest is a name.
impl Form for Trouble {
    fn write(&self) -> Json {
        match self {
            Self::Protocol { status } => Json::from(u64::from(*status)),
            plain => name_in(TROUBLES, plain),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        match json.as_u64() {
            Some(status) => Some(Self::Protocol { status: status.try_into().ok()? }),
            None => named_in(TROUBLES, json),
        }
    }
}

fn name_in<T: PartialEq>(table: &[(&str, T)], item: &T) -> Json {
    table.iter().find(|(_, there)| there == item).map_or(Json::Null, |(name, _)| Json::from(*name))
}

fn named_in<T: Copy>(table: &[(&str, T)], json: &Json) -> Option<T> {
    let name = json.as_str()?;
    table.iter().find(|(there, _)| *there == name).map(|(_, item)| *item)
}

impl Form for Related {
    fn write(&self) -> Json {
        match self {
            Self::Open => tagged("Open", vec![]),
            Self::Unassigned => tagged("Unassigned", vec![]),
            Self::To { record, by } => tagged("To", vec![record.write(), by.write()]),
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
        Json::Array(vec![part.write(), entry.write()])
    }

    fn read(json: &Json) -> Option<Self> {
        let both = json.as_array()?;
        Some((value(both, 0)?, value(both, 1)?))
    }
}

/// `owed` is missing where there is nothing.
impl Form for Saved {
    fn write(&self) -> Json {
        let mut all = vec![("call", self.call.write()), ("entries", self.entries.write())];
        if !self.owed.is_empty() {
            all.push(("owed", self.owed.write()));
        }
        Json::object(all)
    }

    fn read(json: &Json) -> Option<Self> {
        let owed = field::<Option<Vec<Fact>>>(json, "owed")?.unwrap_or_default();
        Some(Self { call: field(json, "call")?, entries: field(json, "entries")?, owed })
    }
}

object!(Entry { object, call_key, wanted, held, record, state, missing, meanwhile } default { attempts });

/// Why something is waited for or was refused is not kept: after a reload it is tried again, which does no harm.
impl Form for Sending {
    fn write(&self) -> Json {
        match self {
            Self::Queued { not_before, .. } => tagged("Queued", vec![not_before.write()]),
            Self::Sending { sent } => tagged("Sending", vec![sent.write()]),
            Self::Unknown { since, sent, look_at } => {
                tagged("Unknown", vec![since.write(), sent.write(), look_at.write()])
            }
            Self::Committed { at } => tagged("Committed", vec![at.write()]),
            Self::Refused { .. } => tagged("Refused", vec![]),
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
            Self::Text(text) => tagged("Text", vec![text.write()]),
            Self::Number(number) => tagged("Number", vec![number.write()]),
            Self::Tenths(number) => tagged("Tenths", vec![i64::from(*number).write()]),
            Self::Flag(on) => tagged("Flag", vec![on.write()]),
            Self::Date(day) => tagged("Date", vec![day.to_string().write()]),
            Self::Moment(at) => tagged("Moment", vec![at.write()]),
            Self::Phone(number) => tagged("Phone", vec![number.write()]),
            Self::Reference(id) => tagged("Reference", vec![id.write()]),
            Self::Empty => tagged("Empty", vec![]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, v) = case(json)?;
        Some(match name {
            "Text" => Self::Text(value(v, 0)?),
            "Number" => Self::Number(value(v, 0)?),
            "Tenths" => Self::Tenths(value::<i64>(v, 0)?.try_into().ok()?),
            "Flag" => Self::Flag(value(v, 0)?),
            "Date" => Self::Date(value::<String>(v, 0)?.parse().ok()?),
            "Moment" => Self::Moment(value(v, 0)?),
            "Phone" => Self::Phone(value(v, 0)?),
            "Reference" => Self::Reference(value(v, 0)?),
            "Empty" => Self::Empty,
            _ => return None,
        })
    }
}

/// Milliseconds since 1970 and the offset in minutes.
impl Form for Timestamp {
    fn write(&self) -> Json {
        Json::Array(vec![self.unix_ms().write(), i64::from(self.offset_minutes()).write()])
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

/// A name: its text.
macro_rules! texts {
    ($($type:ty),*) => {$(
        impl Form for $type {
            fn write(&self) -> Json {
                self.0.write()
            }

            fn read(json: &Json) -> Option<Self> {
                String::read(json).map(Self)
            }
        }
    )*};
}

texts!(LegId, Handle, RecordId);

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
