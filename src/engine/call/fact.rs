//! What an event meant for a call. The workflow rules hear of nothing else.

/// A fact about one call. What it is about stands in the call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// Somebody calls.
    Rang,
    /// We call somebody.
    Dialled,
    Answered,
    /// The other side is now somebody else.
    IdentityChanged,
    Ended,
    /// The search came back with an answer.
    CallerSearched,
    /// The agent said which record it is, or that it is none.
    Assigned,
    /// The agent wants it saved now.
    SaveAsked,
    /// Another call begins, or the agent is done with this card: what is unsaved goes out.
    LeftBehind,
}
