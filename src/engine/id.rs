//! Names for things. Each kind of name is its own type, so that none can stand in for another.

/// One call as the agent sees it, from the first ring to the saved Task. Unique over tabs and reloads:
/// the upper half is drawn by the shell at the start, the lower half counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u64);

impl std::fmt::Display for CallId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl std::fmt::Debug for CallId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "call {}", self.0 & u64::from(u32::MAX))
    }
}

/// One line to the other side, as the telephony driver knows it. The driver names the legs that come in
/// (SIP: the Call-ID), the engine those that go out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LegId(pub String);

/// One question to the CRM. A reply whose id is no longer awaited is late or repeated, and is dropped.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RequestId(pub u64);

/// A Salesforce record id, 15 or 18 characters. Equal where the first 15 are: the rest is a checksum
/// (Salesforce Help, "Record IDs").
#[derive(Clone)]
pub struct RecordId(pub String);

impl RecordId {
    /// The case-sensitive part that names the record.
    pub fn key(&self) -> &str {
        self.0.get(..15).unwrap_or(&self.0)
    }

    /// The text where it has the form of a record id, else nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric());
        (plain && matches!(text.len(), 15 | 18)).then(|| Self(text.to_owned()))
    }
}

impl PartialEq for RecordId {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for RecordId {}

impl PartialOrd for RecordId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RecordId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(other.key())
    }
}

impl std::hash::Hash for RecordId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl std::fmt::Debug for RecordId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for RecordId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_and_the_short_form_name_the_same_record() {
        let long = RecordId::parse("003D000000QOMqgIAH").unwrap();
        assert_eq!(long, RecordId::parse("003D000000QOMqg").unwrap());
        assert_ne!(long, RecordId::parse("003D000000QOMqG").unwrap());
    }

    #[test]
    fn a_developer_name_is_no_record_id() {
        assert_eq!(RecordId::parse("Ferrophone_Call"), None);
        assert_eq!(RecordId::parse("003D000000QOM"), None);
    }
}
