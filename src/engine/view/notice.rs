//! What the agent is told once, until it is dismissed or over.

use crate::engine::crm::{Failure, MissedCall, Object};
use crate::engine::event::{Device, StorageTrouble};
use crate::engine::secret::Private;
use crate::engine::settings::Problem;
use crate::engine::telephony::{CommandKind, Trouble};
use crate::engine::time::Timestamp;

/// Something the agent should know, until dismissed or over.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    pub id: u32,
    pub what: NoticeKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum NoticeKind {
    /// The text is no number; it is told back.
    NotANumber(Private),
    CannotDial(Trouble),
    CommandRefused {
        what: CommandKind,
        why: Trouble,
    },
    /// A call could not be taken or made.
    CallFailed(Trouble),
    PopFailed(Failure),
    /// Notes live only as long as this page.
    Storage(StorageTrouble),
    /// This entry of the journal cannot be read; it is left where it is.
    Unreadable(String),
    /// What is wrong with the administrator's settings; the nearest that make sense are in force.
    Settings(Vec<Problem>),
    /// The org lacks the package: what stands here cannot be done, the rest goes on.
    NeedsPackage(Need),
    /// This record type cannot be used: the record was saved without.
    RecordTypeRefused(Object),
    /// Tasks that should have been completed or deleted: how many were completed instead, and Salesforce's words
    /// about those that stayed as they are.
    TasksNotClosed {
        completed: usize,
        failed: Vec<Private>,
    },
    MailFailed(Failure),
    /// Nothing is dialled while the agent is not to be disturbed.
    DoNotDisturb,
    /// The PBX did not take this code.
    PresenceNotTold(Private),
    /// The task was taken back.
    Undone,
    /// A task that was changed in Salesforce or here could not be taken back.
    UndoFailed(Failure),
    /// The system's own is used in its place.
    Unplugged(Device),
    /// No call could reach the agent in this time; or those at the desk phone were not followed, and none of them is saved.
    Gap {
        from: Timestamp,
        to: Timestamp,
        desk_phone: bool,
    },
    /// What came in that time, and nobody took.
    MissedMeanwhile(Vec<MissedCall>),
    /// The task was saved without these fields, which the org does not have; their values stand in the comments.
    FieldsMissing(Vec<String>),
}

/// What wants the package.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Need {
    /// The latest opportunity or case, a contact's account, what the caller keyed in.
    Records,
    /// Open tasks, completing and deleting them.
    Tasks,
    MissedButAnswered,
    Mail,
}
