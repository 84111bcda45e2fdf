//! How a value stands in the journal: as JSON, by name. Written by hand instead of derived, because derived
//! deserialisation of these types weighs more in the bundle than the rules do. What is read is checked field by field;
//! a field that is missing or of another kind makes the whole unreadable, so that nothing is half understood.

use crate::engine::map::Map;
use std::time::Duration;

use crate::engine::json::Json;

/// A value of the journal. `read(write(x)) == Some(x)`, up to what a type says that it leaves out.
pub trait Form: Sized {
    fn write(&self) -> Json;

    fn read(json: &Json) -> Option<Self>;

    /// For a field that is not there.
    fn absent() -> Option<Self> {
        None
    }
}

/// One field of an object.
pub fn field<T: Form>(json: &Json, name: &str) -> Option<T> {
    json.get(name).map_or_else(T::absent, T::read)
}

/// A struct whose fields all have a form: an object with the same names. The others get their default.
macro_rules! object {
    ($type:ty { $($name:ident),* $(,)? } $(default { $($rest:ident),* })?) => {
        impl Form for $type {
            fn write(&self) -> Json {
                Json::object(vec![$((stringify!($name), self.$name.write()),)*])
            }

            fn read(json: &Json) -> Option<Self> {
                Some(Self {
                    $($name: field(json, stringify!($name))?,)*
                    $($($rest: Default::default(),)*)?
                })
            }
        }
    };
}

/// An enum without values: its names.
macro_rules! names {
    ($type:ty { $($name:ident),* $(,)? }) => {
        impl Form for $type {
            fn write(&self) -> Json {
                Json::from(match self { $(Self::$name => stringify!($name),)* })
            }

            fn read(json: &Json) -> Option<Self> {
                match json.as_str()? { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}

pub(crate) use {names, object};

impl Form for String {
    fn write(&self) -> Json {
        Json::from(self.as_str())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(str::to_owned)
    }
}

impl Form for bool {
    fn write(&self) -> Json {
        Json::from(*self)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_bool()
    }
}

impl Form for i64 {
    fn write(&self) -> Json {
        Json::from(*self)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_i64()
    }
}

/// Whole milliseconds.
impl Form for Duration {
    fn write(&self) -> Json {
        Json::from(u64::try_from(self.as_millis()).unwrap_or(u64::MAX))
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_u64().map(Duration::from_millis)
    }
}

impl<T: Form> Form for Option<T> {
    fn write(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::write)
    }

    fn read(json: &Json) -> Option<Self> {
        if *json == Json::Null { Some(None) } else { T::read(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Form> Form for Vec<T> {
    fn write(&self) -> Json {
        Json::Array(self.iter().map(T::write).collect())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_array()?.iter().map(T::read).collect()
    }
}

impl<T: Form> Form for Map<String, T> {
    fn write(&self) -> Json {
        let mut out = Map::new();
        for (name, value) in self.iter() {
            out.insert(name.clone(), value.write());
        }
        Json::Object(out)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_object()?.iter().map(|(name, value)| Some((name.clone(), T::read(value)?))).collect()
    }
}
