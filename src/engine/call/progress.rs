//! What the workflow has done about a call, what it waits for, and what the agent said for the time after it.

use crate::engine::crm::{Failure, OpenTask, RecordRef};
use crate::engine::id::RecordId;
use crate::engine::settings::FollowUp;
use crate::engine::time::Day;

/// Kept in the journal, so that a reload repeats nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Progress {
    /// The record that what the caller keyed in names.
    pub ivr: Lookup,
    /// What opens instead of the caller: the latest case, the account.
    pub target: Lookup,
    pub popped: Option<Popped>,
    /// The case that was made for this call, once it is there.
    pub case: Option<RecordRef>,
    /// What the agent added to the caller's record: the opportunity, case or custom object that the call is about.
    pub further: Option<RecordRef>,
    /// The Task has been opened for editing.
    pub edited: bool,
    /// Whether the e-mail about a missed call was asked for: never twice, rather not at all.
    pub mailed: bool,
    /// The follow-up that was carried out.
    pub followed: Option<FollowUp>,
    /// The agent took the Task back: it is not written again by itself.
    pub taken_back: bool,
}

/// A question about a record.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Lookup {
    #[default]
    NotAsked,
    Asked,
    Found(RecordRef),
    /// There is none, or it could not be found out.
    Nothing,
}

impl Lookup {
    pub fn found(&self) -> Option<&RecordRef> {
        match self {
            Self::Found(record) => Some(record),
            Self::NotAsked | Self::Asked | Self::Nothing => None,
        }
    }
}

/// What was opened for the call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Popped {
    Record(RecordId),
    /// What the softphone layout says.
    Layout,
}

/// What the agent says for the time after the call.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WrapUp {
    /// The label of the chosen result.
    pub result: Option<String>,
    pub choice: Choice,
    /// When the follow-up is due; `None`: the next working day.
    pub due: Option<Day>,
    /// Which of the open tasks is meant; `None`: the first.
    pub task: Option<RecordId>,
    /// The open tasks, while a page lives.
    pub tasks: Tasks,
}

/// What comes after the call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Choice {
    /// What the settings preselect.
    #[default]
    Preselected,
    Nothing,
    Chosen(FollowUp),
}

#[derive(Clone, PartialEq, Debug, Default)]
pub enum Tasks {
    #[default]
    NotAsked,
    Asked,
    Failed(Failure),
    Found(Vec<OpenTask>),
}

impl WrapUp {
    /// The task that is opened or closed.
    pub fn task(&self) -> Option<&OpenTask> {
        let Tasks::Found(tasks) = &self.tasks else { return None };
        let chosen = self.task.as_ref().and_then(|id| tasks.iter().find(|task| task.id == *id));
        chosen.or_else(|| tasks.first())
    }
}
