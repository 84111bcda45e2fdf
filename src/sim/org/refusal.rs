//! Why an org refused a write: Salesforce's status codes and messages, by field and for the record as a whole.

use crate::engine::crm::{Failure, FailureKind};
use crate::engine::id::RecordId;
use crate::engine::outbox::DUPLICATE;

/// Nothing was written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Refusal {
    pub fields: Vec<FieldError>,
    pub page: Vec<PageError>,
    /// Records that a duplicate rule found.
    pub duplicates: Vec<RecordId>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    pub field: String,
    pub label: String,
    pub status: &'static str,
    pub message: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageError {
    pub status: &'static str,
    pub message: String,
}

impl Refusal {
    pub fn page(status: &'static str, message: impl Into<String>) -> Self {
        Self { page: vec![PageError { status, message: message.into() }], ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.page.is_empty() && self.duplicates.is_empty()
    }

    /// The status codes, for assertions.
    pub fn statuses(&self) -> Vec<&'static str> {
        self.page.iter().map(|e| e.status).chain(self.fields.iter().map(|e| e.status)).collect()
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        // As the codec of the wire has it: before words in any language the one code that matters.
        let words = |e: &FieldError| match e.status {
            DUPLICATE => format!("{DUPLICATE}: {}", e.message),
            _ => e.message.clone(),
        };
        let fields: Vec<_> = refusal.fields.iter().map(|e| (e.field.clone(), words(e))).collect();
        let page = refusal.page.first().map(|e| e.message.clone());
        let message = page.or_else(|| fields.first().map(|(_, m)| m.clone())).unwrap_or_default();
        Failure { kind: FailureKind::Rejected, message, fields }
    }
}
