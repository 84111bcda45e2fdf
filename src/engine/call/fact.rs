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

impl Fact {
    /// How a trace calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rang => "rang",
            Self::AskedToAnswer => "asked to answer",
            Self::Dialled => "dialled",
            Self::Answered => "answered",
            Self::IdentityChanged => "identity changed",
            Self::Ended => "ended",
            Self::CallerSearched => "caller searched",
            Self::IvrSearched => "entry looked up",
            Self::Related => "related",
            Self::TargetSearched => "target looked up",
            Self::Assigned => "assigned",
            Self::Visited => "page opened",
            Self::CaseSaved => "case saved",
            Self::TaskSaved => "task saved",
            Self::FollowUpChosen => "follow-up chosen",
            Self::SaveAsked => "save asked",
            Self::LeftBehind => "left behind",
        }
    }
}
