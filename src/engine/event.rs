//! Everything that comes in. An event is plain data, so a list of them is a reproduction.

use super::Office;
use super::crm::{News, Reply};
use super::diagnosis::Findings;
use super::history::Look;
use super::id::{CallId, RecordId, RequestId};
use super::locale::Locale;
use super::outbox::Part;
use super::presence::Wish;
use super::secret::{Private, Secret, Stored, shows};
use super::settings::FollowUp;
use super::telephony::{Capabilities, Driver, Incoming, Signal};
use super::time::Day;

#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// The page is up. The first event, and once.
    Started(Boot),
    /// The telephony driver is open (again) and can do this.
    DriverOpened(Capabilities),
    Signal(Signal),
    News(News),
    Reply(RequestId, Reply),
    Agent(Intent),
    /// The moment of [`wake_at`](super::Engine::wake_at) has come, or the page woke for another reason.
    Woke,
    /// The page is being closed, reloaded or put away; it may be the last event.
    Leaving,
    /// A write to the journal failed: storage full, or denied.
    StorageFailed {
        key: String,
        reason: StorageTrouble,
    },
    /// Answers [`Effect::FetchOffice`](super::effect::Effect).
    OfficeOpened(Office),
    /// Answers it, too: it could not be fetched. The engine asks again.
    OfficeMissing,
    /// Answers [`Effect::ReadHistory`](super::effect::Effect): the entries of the journal, key and value.
    HistoryRead(Stored),
}

/// What the shell knows when the page starts.
#[derive(Clone, PartialEq, Default)]
pub struct Boot {
    /// Drawn at random: the upper half of every id made until the next reload.
    pub entropy: u32,
    pub locale: Locale,
    /// The journal as it was found, key and value, but for the calls that are done with; see [`super::journal`].
    pub journal: Vec<(String, String)>,
    /// Where the password of this account is kept in this browser, if it is.
    pub password: Option<Secret>,
    /// `None`: storage works.
    pub storage: Option<StorageTrouble>,
    /// The back office, where it is at hand; else it is asked for by [`Effect::FetchOffice`](super::effect::Effect).
    pub office: Option<Office>,
}

shows!(Boot: entropy, locale, password, storage);

/// Of a field that two have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    /// What Salesforce has.
    Theirs,
    /// What the card says.
    Mine,
    /// Theirs, then mine: of the note only.
    Both,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StorageTrouble {
    Full,
    Denied,
}

/// What the agent wants. Sent by the screen, judged by the engine: one that makes no sense now changes nothing.
#[derive(Clone, PartialEq, Debug)]
pub enum Intent {
    /// The text of the dial field, or what was pasted.
    Dial(Private),
    Answer(CallId),
    Decline(CallId),
    HangUp(CallId),
    Hold(CallId),
    Resume(CallId),
    Mute {
        call: CallId,
        on: bool,
    },
    Digits {
        call: CallId,
        digits: Private,
    },
    /// Hand the other side on to this number without asking there first. The text of the field, as for [`Self::Dial`].
    Transfer {
        call: CallId,
        to: Private,
    },
    /// Call where the other side of this call asks us to go.
    Follow(CallId),
    /// Take up again a call that its page left; see [`lost`](super::view::CallView::lost).
    Rejoin(CallId),
    /// Call the other side of a call that its page ended.
    CallBack(CallId),
    /// Join the other sides of two calls, and leave them.
    JoinTransfer {
        call: CallId,
        to_call: CallId,
    },
    /// Talk with the other sides of two calls at once.
    JoinAll {
        call: CallId,
        with: CallId,
    },
    /// Show this call's card.
    Select(CallId),
    /// The whole note, at every key press.
    Note {
        call: CallId,
        text: Private,
    },
    /// The whole subject, at every key press.
    Subject {
        call: CallId,
        text: Private,
    },
    /// This match it is. Opens it and relates the call to it.
    Choose {
        call: CallId,
        record: RecordId,
    },
    /// None of them: the call belongs to no record.
    Unassign(CallId),
    /// Relate the call to the record that the agent's window shows.
    AssignPage(CallId),
    /// Open a record that the card shows.
    Open {
        call: CallId,
        record: RecordId,
    },
    /// Open what the softphone layout says when nothing or several were found, else Salesforce's search page.
    OpenSearch(CallId),
    /// The call's result, one of those offered; `None`: none of them.
    Result {
        call: CallId,
        label: Option<String>,
    },
    /// Which value a field shall have that was changed in Salesforce meanwhile: see [`Conflict`](super::view::Conflict).
    Decide {
        call: CallId,
        part: Part,
        field: String,
        keep: Keep,
    },
    /// What comes after the call; it is done when the agent saves.
    FollowUp {
        call: CallId,
        choice: Option<FollowUp>,
    },
    FollowUpDue {
        call: CallId,
        day: Day,
    },
    /// Which of the open tasks is meant.
    FollowUpTask {
        call: CallId,
        task: RecordId,
    },
    Save(CallId),
    /// Take the last save back, as long as [`undo`](super::view::CallView::undo) offers it.
    Undo(CallId),
    /// Done with a card that Salesforce refuses: it moves to the recent calls, unsaved, note and all.
    GiveUp(CallId),
    /// Do not log this call, or do after all. Where the administrator leaves it to the agent.
    OffRecord {
        call: CallId,
        on: bool,
    },
    /// A call of the history that should be in Salesforce and is not: open its card again and save it.
    LogLate(CallId),
    Presence(Wish),
    /// The rows of the history that the screen is about to show.
    LookBack(Look),
    /// Tell why what happened to this call; `None`: enough.
    ShowWhy(Option<CallId>),
    /// After an answer was lost and nobody can look it up: the agent looked. `true`: the Task is there.
    Settle {
        call: CallId,
        saved: bool,
    },
    /// Done with this card.
    Close(CallId),
    DismissNotice(u32),
    /// Go on line with this password. Kept in this browser only.
    SignIn {
        user: Option<Private>,
        password: Secret,
    },
    /// Forget the password and go off line.
    ForgetPassword,
    GoOnline,
    GoOffline,
    /// Fetch the back office now; see [`OfficeView::Missing`](super::view::OfficeView).
    FetchOffice,
    Prefer(Preference),
    /// Tell what works and what does not, with what the browser says of itself; `None`: enough.
    Diagnose(Option<Findings>),
    /// The practice line: let this call come in.
    Rehearse(Incoming),
    /// A button of the headset.
    Headset(Press),
    /// A device that the agent chose is not plugged in: the system's own is used in its place.
    Unplugged(Device),
}

/// What the agent did with the headset; which call it means is found out here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Press {
    /// Off the hook.
    Lift,
    /// Back on it.
    HangUp,
    Mute,
}

/// What the agent can choose for the sound, in one browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Device {
    Microphone,
    Speaker,
    Ringer,
}

/// What an agent sets for this browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Preference {
    Language(super::locale::Language),
    Theme(Theme),
    /// The practice line instead of the configured one, or back.
    Driver(Driver),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the browser says.
    #[default]
    System,
    Light,
    Dark,
}
