//! What is wrong with the settings, for the administrator: which key, and what it takes to mend it. The words, in each
//! language, are the screen's.

/// One thing that is wrong. Nothing is thrown away: the text stays where it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// The text is not of the key's form: the default is in force.
    Unusable {
        key: &'static str,
        text: String,
    },
    /// There is no such setting: another version's, or a slip of the pen. It changes nothing.
    Unknown(String),
    /// The subject names `{this}`, which stands for nothing and is written as it is.
    UnknownVariable(String),
    Clash(Clash),
}

/// Settings that do not go together. What is in force instead stands at each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clash {
    /// Salesforce's interaction log writes the call down: this is off.
    InteractionLog { off: &'static str },
    /// V2: `missed.track_answered` wants `missed.save_inbound`: it is off.
    TrackNeedsMissed,
    /// `missed.track_answered` wants `calls.unique_ids`: it is off.
    TrackNeedsCallIds,
    /// V3: `email.to_owner` wants `email.missed`: it is off.
    OwnerNeedsMail,
    /// V3: `email.to_owner` wants `email.default_address`: without, the agent who missed the call gets the e-mail.
    OwnerNeedsAddress,
    /// V4: in a group where all phones ring everybody would miss every call: this is off.
    RingAll { off: &'static str },
    /// V7: in edit mode the result is chosen on the Task's page, after the subject was written: `{callresult}` is
    /// empty there, and the widget offers no result.
    EditHidesResult { key: &'static str },
    /// This follow-up is preselected but not offered: nothing is preselected.
    DefaultNotOffered { key: &'static str },
    /// `pop.ivr_object` and `pop.ivr_field` want each other: nothing is looked up.
    IvrNeedsBoth,
}

impl Problem {
    /// The setting to change.
    pub fn key(&self) -> &str {
        match self {
            Self::Unusable { key, .. } => key,
            Self::Unknown(key) => key,
            Self::UnknownVariable(_) => "subject.template",
            Self::Clash(clash) => match clash {
                Clash::InteractionLog { off } | Clash::RingAll { off } => off,
                Clash::TrackNeedsMissed | Clash::TrackNeedsCallIds => "missed.track_answered",
                Clash::OwnerNeedsMail => "email.to_owner",
                Clash::OwnerNeedsAddress => "email.default_address",
                Clash::EditHidesResult { key } | Clash::DefaultNotOffered { key } => key,
                Clash::IvrNeedsBoth => "pop.ivr_field",
            },
        }
    }
}
