//! What `Debug` tells of values that are somebody's words: their kind and shape. Structs name what they show with
//! [`shows`](super::secret::shows); these choose.

use std::fmt;

use super::crm::{Find, Value};
use super::json::Json;
use super::view::CallerView;

/// Its kind alone: a field may hold anything that somebody said.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Number(_) => "Number",
            Self::Tenths(_) => "Tenths",
            Self::Flag(_) => "Flag",
            Self::Date(_) => "Date",
            Self::Moment(_) => "Moment",
            Self::Phone(_) => "Phone",
            Self::Reference(id) => return write!(f, "Reference({id})"),
            Self::Empty => "Empty",
        })
    }
}

/// All but what the caller keyed in.
impl fmt::Debug for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest { object, of, account_too, by } => {
                write!(f, "Latest({} of {of}, account too: {account_too}, by {by:?})", object.api_name())
            }
            Self::AccountOf(contact) => write!(f, "AccountOf({contact})"),
            Self::ByField { object, field, .. } => write!(f, "ByField({object}.{field})"),
            Self::LookUp { record, field } => write!(f, "LookUp({record}.{field})"),
            Self::Named(record) => write!(f, "Named({record})"),
        }
    }
}

/// Its shape alone: what it says may be anybody's.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(on) => write!(f, "{on}"),
            Self::Number(_) => f.write_str("a number"),
            Self::String(_) => f.write_str("text"),
            Self::Array(items) => f.debug_list().entries(items).finish(),
            Self::Object(fields) => write!(f, "an object of {}", fields.len()),
        }
    }
}

/// Which records, and nothing that they say.
impl fmt::Debug for CallerView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSearched => f.write_str("NotSearched"),
            Self::Searching => f.write_str("Searching"),
            Self::Failed(failure) => write!(f, "Failed({failure:?})"),
            Self::Unknown => f.write_str("Unknown"),
            Self::Several(matches) => write!(f, "Several({matches:?})"),
            Self::Known { record, others, .. } => write!(f, "Known({record:?}, {} others)", others.len()),
            Self::Unassigned(matches) => write!(f, "Unassigned({matches:?})"),
        }
    }
}
