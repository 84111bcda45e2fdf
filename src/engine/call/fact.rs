//! What an event meant for a call. The workflow rules hear of nothing else.

/// A fact about one call. What it is about stands in the call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// Somebody calls.
    Rang,
    /// The PBX asks the phone to answer by itself.
    AskedToAnswer,
    /// We call somebody.
    Dialled,
    Answered,
    /// The other side is now somebody else.
    IdentityChanged,
    Ended,
    /// The search came back with an answer.
    CallerSearched,
    /// The look-up of what the caller keyed in came back.
    IvrSearched,
    /// It belongs to a record: its page, or the only one found.
    Related,
    /// The question for the record that opens instead came back.
    TargetSearched,
    /// The agent said which record it is, or that it is none.
    Assigned,
    /// The agent's window shows another record.
    Visited,
    /// The case that was made for it is there.
    CaseSaved,
    /// Its Task is there, or a change of it.
    TaskSaved,
    /// The agent said what comes after it.
    FollowUpChosen,
    /// The agent wants it saved now.
    SaveAsked,
    /// Another call begins, or the agent is done with this card: what is unsaved goes out.
    LeftBehind,
}

/// How a trace calls each, in their order.
const NAMES: &[(Fact, &str)] = &[
    (Fact::Rang, "rang"),
    (Fact::AskedToAnswer, "asked to answer"),
    (Fact::Dialled, "dialled"),
    (Fact::Answered, "answered"),
    (Fact::IdentityChanged, "identity changed"),
    (Fact::Ended, "ended"),
    (Fact::CallerSearched, "caller searched"),
    (Fact::IvrSearched, "entry looked up"),
    (Fact::Related, "related"),
    (Fact::TargetSearched, "target looked up"),
    (Fact::Assigned, "assigned"),
    (Fact::Visited, "page opened"),
    (Fact::CaseSaved, "case saved"),
    (Fact::TaskSaved, "task saved"),
    (Fact::FollowUpChosen, "follow-up chosen"),
    (Fact::SaveAsked, "save asked"),
    (Fact::LeftBehind, "left behind"),
];
const _: () = assert!(NAMES.len() == Fact::LeftBehind as usize + 1);

impl Fact {
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).map_or("", |(_, name)| name)
    }

    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, own)| *own == name).map(|(fact, _)| *fact)
    }
}
