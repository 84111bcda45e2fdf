//! Text that never reaches a log: what `Debug` writes may end there, and in the words of a panic.

use std::fmt;
use std::ops::Deref;

/// A password. Its `Debug` shows nothing, and it cannot be written to the journal.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Somebody's name, number or words. It is text in every way but one: its `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Private(String);

impl Deref for Private {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The first characters of what somebody typed, to be told back.
impl FromIterator<char> for Private {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        Self(characters.into_iter().collect())
    }
}

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Private> for String {
    fn from(text: Private) -> Self {
        text.0
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Entries of the journal, key and value.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Stored(pub Vec<(String, String)>);

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} entries", self.0.len())
    }
}

/// How a number may be written, likeliest first.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Spellings(Vec<String>);

impl Deref for Spellings {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl From<Spellings> for Vec<String> {
    fn from(all: Spellings) -> Self {
        all.0
    }
}

impl From<Vec<String>> for Spellings {
    fn from(all: Vec<String>) -> Self {
        Self(all)
    }
}

impl fmt::Debug for Spellings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} spellings", self.0.len())
    }
}

/// The `Debug` of a type whose other fields are somebody's: only these are shown.
macro_rules! shows {
    ($type:ident: $($field:ident),*) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use shows;
