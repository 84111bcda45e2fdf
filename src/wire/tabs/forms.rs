//! How values travel between tabs: as in the journal, by name. The types that the journal knows travel in its form; here are the
//! others.

use crate::engine::crm::{
    CustomObject, Failure, FailureKind, Match, MissedCall, News, OpenTask, PACKAGE_ACTIONS, Panel, PanelIcon, Reply,
    Request, Surface, Target,
};
use crate::engine::event::StorageTrouble;
use crate::engine::id::RequestId;
use crate::engine::journal::{Form, field, names, object};
use crate::engine::json::Json;
use crate::engine::locale::{DateOrder, Locale};
use crate::engine::secret::{Private, Secret, Spellings};
use crate::engine::settings::{CallResult, Clash, KEYS, Problem};
use crate::engine::telephony::{CommandKind, Incoming};
use std::sync::Arc;

/// What can be told to another tab of this browser. All that can stand in the journal, and a password: it goes from memory to memory.
pub trait Told: Sized {
    fn tell(&self) -> Json;
    fn hear(json: &Json) -> Option<Self>;
}

impl<T: Form> Told for T {
    fn tell(&self) -> Json {
        self.write()
    }

    fn hear(json: &Json) -> Option<Self> {
        Self::read(json)
    }
}

impl Told for Secret {
    fn tell(&self) -> Json {
        Json::from(self.expose())
    }

    fn hear(json: &Json) -> Option<Self> {
        json.as_str().map(Self::new)
    }
}

/// `["Name", value…]`
pub fn tagged(name: &str, values: Vec<Json>) -> Json {
    let mut all = vec![Json::from(name)];
    all.extend(values);
    Json::Array(all)
}

/// The other way round.
pub fn case(json: &Json) -> Option<(&str, std::slice::Iter<'_, Json>)> {
    let (name, values) = json.as_array()?.split_first()?;
    Some((name.as_str()?, values.iter()))
}

pub fn next<T: Told>(values: &mut std::slice::Iter<'_, Json>) -> Option<T> {
    T::hear(values.next()?)
}

/// An enum whose cases hold values that can be told: the case's name, then its values.
macro_rules! cases {
    ($type:ty { $($name:ident $({ $($field:ident),+ })? $(( $($item:ident),+ ))?),+ $(,)? }) => {
        impl Form for $type {
            fn write(&self) -> Json {
                match self {
                    $(Self::$name $({ $($field),+ })? $(( $($item),+ ))? => {
                        tagged(stringify!($name), vec![$($($field.tell()),+)? $($($item.tell()),+)?])
                    })+
                }
            }

            fn read(json: &Json) -> Option<Self> {
                #[allow(unused_mut)]
                let (name, mut values) = case(json)?;
                Some(match name {
                    $(stringify!($name) => Self::$name
                        $({ $($field: next(&mut values)?),+ })?
                        $(( $({ let $item = next(&mut values)?; $item }),+ ))?,)+
                    _ => return None,
                })
            }
        }
    };
}

pub(super) use cases;

names!(DateOrder { MonthDayYear, DayMonthYear, DayMonthYearDots, YearMonthDay });
names!(Surface { Lightning, Classic, None });
names!(FailureKind {
    NotInFrame,
    InitFailed,
    NotReady,
    Rejected,
    ServerError,
    Timeout,
    Garbled,
    Malformed,
    Unsupported,
});
names!(PanelIcon { Idle, Ringing, Talking, Trouble });
names!(StorageTrouble { Full, Denied });
names!(CommandKind { Dial, Answer, Hold, Resume, Mute, SendDigits, Transfer });

object!(Locale { language, date });
object!(Failure { kind, message, fields });
object!(Panel { label, icon, raise });
object!(Match { record, details, found_by });
object!(MissedCall { start, number, name });
object!(OpenTask { id, subject, due, mine });
object!(CallResult { label, group, inbound, outbound, answered_only });
object!(CustomObject { object, fields, target });
object!(Incoming { leg, from, dialled, diverted_by, call_ref, queue, ivr, wants_auto_answer });

cases!(Problem { Unusable { key, text }, Unknown(key), UnknownVariable(name), Clash(clash) });
cases!(Clash {
    InteractionLog { off }, TrackNeedsMissed, TrackNeedsCallIds, OwnerNeedsMail, OwnerNeedsAddress, RingAll { off },
    EditHidesResult { key }, DefaultNotOffered { key }, IvrNeedsBoth,
});
cases!(Target {
    Record(id), Edit { object, record }, Url(url), ObjectHome(object), List { object, list_view }, Search(text),
    NewRecord { object, defaults }, Flow { name, args }, AsLayoutSays { search },
});

/// What a tab can be asked to do in its window, and the search that one of them needs. The rest is done where the telephone is.
impl Form for Request {
    fn write(&self) -> Json {
        match self {
            Self::Search { spellings, direction } => {
                tagged("Search", vec![spellings.to_vec().write(), direction.write()])
            }
            Self::ScreenPop(target) => tagged("ScreenPop", vec![target.write()]),
            Self::RefreshView => tagged("RefreshView", Vec::new()),
            _ => Json::Null,
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, mut values) = case(json)?;
        Some(match name {
            "Search" => {
                let spellings: Vec<String> = next(&mut values)?;
                Self::Search { spellings: Spellings::from(spellings), direction: next(&mut values)? }
            }
            "ScreenPop" => Self::ScreenPop(next(&mut values)?),
            "RefreshView" => Self::RefreshView,
            _ => return None,
        })
    }
}

/// The answers to these.
impl Form for Reply {
    fn write(&self) -> Json {
        match self {
            Self::Opened => tagged("Opened", Vec::new()),
            Self::Refreshed => tagged("Refreshed", Vec::new()),
            Self::Failed(failure) => tagged("Failed", vec![failure.write()]),
            _ => Json::Null,
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, mut values) = case(json)?;
        Some(match name {
            "Opened" => Self::Opened,
            "Refreshed" => Self::Refreshed,
            "Failed" => Self::Failed(next(&mut values)?),
            _ => return None,
        })
    }
}

/// What the agent does in another tab's window. What a tab hears of the org it keeps for the day on which it has the telephone.
impl Form for News {
    fn write(&self) -> Json {
        match self {
            Self::ClickToDial { number, record } => tagged("ClickToDial", vec![number.write(), record.write()]),
            Self::Navigated { record } => tagged("Navigated", vec![record.write()]),
            Self::Connected(_) | Self::Unreachable(_) | Self::CallCenter(_) | Self::Workflow(_) => Json::Null,
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, mut values) = case(json)?;
        Some(match name {
            "ClickToDial" => Self::ClickToDial { number: next(&mut values)?, record: next(&mut values)? },
            "Navigated" => Self::Navigated { record: next(&mut values)? },
            _ => return None,
        })
    }
}

impl Form for Private {
    fn write(&self) -> Json {
        Json::from(&**self)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(Self::from)
    }
}

impl Form for RequestId {
    fn write(&self) -> Json {
        Json::from(self.0)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_u64().map(Self)
    }
}

/// Whole numbers from zero.
macro_rules! counts {
    ($($type:ty),*) => {
        $(impl Form for $type {
            fn write(&self) -> Json {
                Json::from(*self as u64)
            }

            fn read(json: &Json) -> Option<Self> {
                json.as_u64()?.try_into().ok()
            }
        })*
    };
}

counts!(u16, u32, usize);

/// The name of a setting, or of what the package can be asked.
impl Form for &'static str {
    fn write(&self) -> Json {
        Json::from(*self)
    }

    fn read(json: &Json) -> Option<Self> {
        let name = json.as_str()?;
        let setting = KEYS.iter().map(|key| key.name).find(|known| *known == name);
        setting.or_else(|| PACKAGE_ACTIONS.iter().copied().find(|known| *known == name))
    }
}

impl Form for (String, String) {
    fn write(&self) -> Json {
        Json::Array(vec![self.0.write(), self.1.write()])
    }

    fn read(json: &Json) -> Option<Self> {
        let both = json.as_array()?;
        Some((String::read(both.first()?)?, String::read(both.get(1)?)?))
    }
}

impl<T: Form> Form for Arc<T> {
    fn write(&self) -> Json {
        (**self).write()
    }

    fn read(json: &Json) -> Option<Self> {
        T::read(json).map(Arc::new)
    }
}
