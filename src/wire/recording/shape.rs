//! How a value of the engine stands in a recording: as JSON, by name, and with what is somebody's replaced. One line for each field or
//! case says all three; a field or a case that is not named does not compile.

use std::time::Duration;

use super::veil::Veil;
use crate::engine::id::{CallId, LegId, RecordId, RequestId};
use crate::engine::journal::Form;
use crate::engine::json::Json;
use crate::engine::map::Map;
use crate::engine::number::PhoneNumber;
use crate::engine::secret::{Private, Secret, Spellings};
use crate::engine::{Office, crm};

/// `read(write(x)) == Some(x)`.
pub trait Shape: Sized {
    fn write(&self) -> Json;

    fn read(json: &Json) -> Option<Self>;

    /// Replaces what is somebody's. A text of which nothing else is said is words.
    fn veil(&mut self, veil: &mut Veil);
}

/// One field of an object; what is not there is null.
pub fn field<T: Shape>(json: &Json, name: &str) -> Option<T> {
    T::read(json.get(name).unwrap_or(&Json::Null))
}

/// A case without values is its name; with one, an object of its name and the value; with several, or with names, of all of them.
pub fn case(name: &str, mut values: Vec<Json>, fields: Vec<(&str, Json)>) -> Json {
    let inner = match (values.len(), fields.is_empty()) {
        (0, true) => return Json::from(name),
        (0, false) => Json::object(fields),
        (1, _) => values.remove(0),
        _ => Json::Array(values),
    };
    Json::object(vec![(name, inner)])
}

/// The other way round: the name, and what it holds.
pub fn opened(json: &Json) -> Option<(&str, &Json)> {
    match json {
        Json::String(name) => Some((name, &Json::Null)),
        Json::Object(fields) if fields.len() == 1 => fields.iter().next().map(|(name, inner)| (name.as_str(), inner)),
        _ => None,
    }
}

/// How a field is veiled: as its type says, or by a function of [`Veil`] over its text.
macro_rules! veil_as {
    ($veil:ident, $field:expr) => {
        Shape::veil($field, $veil)
    };
    ($veil:ident, $field:expr, kept) => {{
        let _ = $field;
    }};
    ($veil:ident, $field:expr, $how:ident) => {
        Texts::each($field, &mut |text| *text = $veil.$how(text))
    };
}

/// A struct: an object with the same names.
macro_rules! object {
    ($type:ty { $($name:ident $(: $how:ident)?),* $(,)? }) => {
        impl Shape for $type {
            fn write(&self) -> Json {
                Json::object(vec![$((stringify!($name), Shape::write(&self.$name)),)*])
            }

            fn read(json: &Json) -> Option<Self> {
                Some(Self { $($name: field(json, stringify!($name))?,)* })
            }

            #[allow(unused_variables)] // where nothing is somebody's
            fn veil(&mut self, veil: &mut Veil) {
                $(veil_as!(veil, &mut self.$name $(, $how)?);)*
            }
        }
    };
}

/// An enum, with its cases as they are written in the engine: `Woke`, `Line(state)`, `Mute { leg, on }`.
macro_rules! cases {
    ($type:ty {
        $($name:ident $(( $($value:ident $(: $how:ident)?),* ))? $({ $($field:ident $(: $fhow:ident)?),* })?),* $(,)?
    }) => {
        impl Shape for $type {
            fn write(&self) -> Json {
                match self {
                    $(Self::$name $(( $($value),* ))? $({ $($field),* })? => case(
                        stringify!($name),
                        vec![$($(Shape::write($value),)*)?],
                        vec![$($((stringify!($field), Shape::write($field)),)*)?],
                    ),)*
                }
            }

            #[allow(unused_variables, unused_mut)] // where a case has no values
            fn read(json: &Json) -> Option<Self> {
                let (name, inner) = opened(json)?;
                match name {
                    $(stringify!($name) => {
                        let count = 0 $($(+ { let _ = stringify!($value); 1 })*)?;
                        let mut values = match inner {
                            Json::Array(all) if count > 1 => all.iter(),
                            one => std::slice::from_ref(one).iter(),
                        };
                        $($(let $value = Shape::read(values.next()?)?;)*)?
                        $($(let $field = field(inner, stringify!($field))?;)*)?
                        Some(Self::$name $(( $($value),* ))? $({ $($field),* })?)
                    })*
                    _ => None,
                }
            }

            #[allow(unused_variables)] // where nothing is somebody's
            fn veil(&mut self, veil: &mut Veil) {
                match self {
                    $(Self::$name $(( $($value),* ))? $({ $($field),* })? => {
                        $($(veil_as!(veil, $value $(, $how)?);)*)?
                        $($(veil_as!(veil, $field $(, $fhow)?);)*)?
                    })*
                }
            }
        }
    };
}

/// What the journal writes without loss, and nothing of it is somebody's.
macro_rules! as_in_journal {
    ($($type:ty),* $(,)?) => {$(
        impl Shape for $type {
            fn write(&self) -> Json {
                Form::write(self)
            }

            fn read(json: &Json) -> Option<Self> {
                Form::read(json)
            }

            fn veil(&mut self, _: &mut Veil) {}
        }
    )*};
}

pub(super) use {as_in_journal, cases, object, veil_as};

/// What holds texts that are veiled one by one.
pub trait Texts {
    fn each(&mut self, act: &mut dyn FnMut(&mut String));
}

impl Texts for String {
    fn each(&mut self, act: &mut dyn FnMut(&mut String)) {
        act(self);
    }
}

impl Texts for Private {
    fn each(&mut self, act: &mut dyn FnMut(&mut String)) {
        let mut text = String::from(std::mem::take(self));
        act(&mut text);
        *self = text.into();
    }
}

impl<T: Texts> Texts for Option<T> {
    fn each(&mut self, act: &mut dyn FnMut(&mut String)) {
        if let Some(texts) = self {
            texts.each(act);
        }
    }
}

/// What is said of fields, which are named by their API names.
impl Texts for Vec<(String, String)> {
    fn each(&mut self, act: &mut dyn FnMut(&mut String)) {
        self.iter_mut().for_each(|(_, text)| act(text));
    }
}

impl Shape for String {
    fn write(&self) -> Json {
        Json::from(self.as_str())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(str::to_owned)
    }

    fn veil(&mut self, veil: &mut Veil) {
        *self = veil.words(self);
    }
}

impl Shape for Private {
    fn write(&self) -> Json {
        Json::from(&**self)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(Self::from)
    }

    fn veil(&mut self, veil: &mut Veil) {
        veil_as!(veil, self, words);
    }
}

impl Shape for Secret {
    fn write(&self) -> Json {
        Json::from(self.expose())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(Self::new)
    }

    /// That there is one is all that is told.
    fn veil(&mut self, _: &mut Veil) {
        if !self.expose().is_empty() {
            *self = Self::new("gone");
        }
    }
}

impl Shape for PhoneNumber {
    fn write(&self) -> Json {
        Json::from(self.as_given())
    }

    fn read(json: &Json) -> Option<Self> {
        Self::parse(json.as_str()?)
    }

    fn veil(&mut self, veil: &mut Veil) {
        if let Some(other) = Self::parse(&veil.number(self.as_given())) {
            *self = other;
        }
    }
}

impl Shape for RecordId {
    fn write(&self) -> Json {
        Json::from(self.0.as_str())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(|text| Self(text.to_owned()))
    }

    fn veil(&mut self, veil: &mut Veil) {
        self.0 = veil.record(&self.0);
    }
}

impl Shape for LegId {
    fn write(&self) -> Json {
        Json::from(self.0.as_str())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(|text| Self(text.to_owned()))
    }

    fn veil(&mut self, veil: &mut Veil) {
        self.0 = veil.leg(&self.0);
    }
}

/// As its half of chance and its half of count, to be recognized.
impl Shape for RequestId {
    fn write(&self) -> Json {
        Shape::write(&CallId(self.0))
    }

    fn read(json: &Json) -> Option<Self> {
        <CallId as Shape>::read(json).map(|id| Self(id.0))
    }

    fn veil(&mut self, _: &mut Veil) {}
}

impl Shape for CallId {
    fn write(&self) -> Json {
        Form::write(self)
    }

    fn read(json: &Json) -> Option<Self> {
        Form::read(json)
    }

    /// What is typed next is about this call.
    fn veil(&mut self, veil: &mut Veil) {
        veil.call = Some(*self);
    }
}

/// API names: they are the administrator's.
impl Shape for crm::Object {
    fn write(&self) -> Json {
        Form::write(self)
    }

    fn read(json: &Json) -> Option<Self> {
        Form::read(json)
    }

    fn veil(&mut self, _: &mut Veil) {}
}

/// That it is here: there is only one.
impl Shape for Office {
    fn write(&self) -> Json {
        Json::Bool(true)
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_bool().filter(|here| *here).map(|_| Self::here())
    }

    fn veil(&mut self, _: &mut Veil) {}
}

/// In an effect only, which is never veiled: it follows from veiled events.
impl Shape for Spellings {
    fn write(&self) -> Json {
        Json::Array(self.iter().map(Shape::write).collect())
    }

    fn read(json: &Json) -> Option<Self> {
        Shape::read(json).map(|all: Vec<String>| all.into())
    }

    fn veil(&mut self, _: &mut Veil) {}
}

macro_rules! counts {
    ($($type:ty),*) => {$(
        impl Shape for $type {
            fn write(&self) -> Json {
                Json::from(*self as u64)
            }

            fn read(json: &Json) -> Option<Self> {
                Self::try_from(json.as_u64()?).ok()
            }

            fn veil(&mut self, _: &mut Veil) {}
        }
    )*};
}

counts!(u16, u32, u64, usize);
as_in_journal!(bool, i64, Duration);

impl<T: Shape> Shape for Option<T> {
    fn write(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::write)
    }

    fn read(json: &Json) -> Option<Self> {
        if *json == Json::Null { Some(None) } else { T::read(json).map(Some) }
    }

    fn veil(&mut self, veil: &mut Veil) {
        if let Some(value) = self {
            value.veil(veil);
        }
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn write(&self) -> Json {
        Json::Array(self.iter().map(T::write).collect())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_array()?.iter().map(T::read).collect()
    }

    fn veil(&mut self, veil: &mut Veil) {
        self.iter_mut().for_each(|value| value.veil(veil));
    }
}

impl<A: Shape, B: Shape> Shape for (A, B) {
    fn write(&self) -> Json {
        Json::Array(vec![self.0.write(), self.1.write()])
    }

    fn read(json: &Json) -> Option<Self> {
        let both = json.as_array()?;
        Some((A::read(both.first()?)?, B::read(both.get(1)?)?))
    }

    fn veil(&mut self, veil: &mut Veil) {
        self.0.veil(veil);
        self.1.veil(veil);
    }
}

/// By API name, which is kept.
impl<T: Shape> Shape for Map<String, T> {
    fn write(&self) -> Json {
        Json::Object(self.iter().map(|(name, value)| (name.clone(), value.write())).collect())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_object()?.iter().map(|(name, value)| Some((name.clone(), T::read(value)?))).collect()
    }

    fn veil(&mut self, veil: &mut Veil) {
        self.iter_mut().for_each(|(_, value)| value.veil(veil));
    }
}
