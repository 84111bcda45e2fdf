//! The screen, told to other tabs: once as a whole, then what is new in it. So the cost of a key press does not grow with the list of
//! recent calls.

use super::forms::{Told, case, cases, next, tagged};
use crate::engine::journal::{Form, field, names, object};
use crate::engine::json::Json;
use crate::engine::quality::{AudioTrouble, Grade, Reading};
use crate::engine::settings::{PresenceKind, PresenceState};
use crate::engine::telephony::{Lamp, LineState};
use crate::engine::view::{
    CallStateView, CallView, CallerView, Conflict, Controls, CrmView, FollowUpView, HistoryView, LampView, LineView,
    LostView, Messages, Need, Notice, NoticeKind, OfficeView, PresenceNow, PresenceView, ResultView, Saving, SoundView,
    TasksView, View,
};

macro_rules! parts {
    ($($part:ident),* ; but $($left:ident),*) => {
        /// What is new since `before`, by part; everything where nothing was told yet.
        pub fn changes(before: Option<&View>, view: &View) -> Vec<(&'static str, Json)> {
            // A new field makes this incomplete: name it among the parts, or say why not.
            let View { $($part,)* $($left: _,)* } = view;
            let mut changed = Vec::new();
            $(if before.is_none_or(|before| before.$part != *$part) {
                changed.push((stringify!($part), $part.write()));
            })*
            changed
        }

        /// The same, heard. `None`: of another version; then nothing changes.
        pub fn apply(view: &View, changed: &Json) -> Option<View> {
            let mut view = view.clone();
            $(if let Some(part) = changed.get(stringify!($part)) {
                view.$part = Form::read(part)?;
            })*
            Some(view)
        }
    };
}

// Whose telephone it is every tab knows for itself.
parts!(why, messages, lamps, locale, theme, line, crm, calls, selected, history, notices, can_dial, office, checks, presence; but tab);

object!(PresenceView { choices, chosen, now, untold });
object!(PresenceState { label, kind, code });
names!(PresenceKind { Available, Away, DoNotDisturb, WrapUp });
cases!(PresenceNow { AsChosen, OnCall, WrapUp { until, prolong } });
names!(Need { Records, Tasks, MissedButAnswered, Mail });
object!(LineView { state, driver, own, has_account, account, user, has_password });
object!(CrmView { surface, trouble, page });
object!(CallView {
    id,
    outgoing,
    internal,
    party,
    state,
    muted,
    transferring,
    queue,
    ivr,
    diverted_by,
    digits_sent,
    sound,
    caller,
    about,
    subject,
    subject_locked,
    result,
    follow_up,
    note,
    note_room,
    saving,
    case,
    lost,
    undo,
    off_record,
    in_conference,
    invited,
    can,
});
object!(ResultView { options, chosen });
object!(FollowUpView { options, chosen, due, tasks, task, saving, done });
object!(Controls {
    answer,
    decline,
    hang_up,
    hold,
    resume,
    mute,
    digits,
    transfer,
    join,
    join_all,
    save,
    close,
    give_up,
    assign_page,
    add_page,
    call_back,
});
object!(LostView { until, asked });
object!(Conflict { part, field, theirs, both });
object!(Notice { id, what });
object!(Messages { new, old, mailbox });
object!(LampView { number, name, lamp });
names!(Lamp { Free, Ringing, Busy, Unknown });
object!(HistoryView { total, unlogged, only_unlogged, first, rows, redial });
object!(SoundView { measured, reading, trouble });
object!(Reading { mos, grade, lost_permille, round_trip_ms, jitter_ms });
names!(Grade { Bad, Poor, Fair, Good });
names!(AudioTrouble { Cut, NothingComes, NothingGoes, MicrophoneSilent, MutedSpeaking, BadHere, BadThere });
cases!(LineState { Off, NeedsPassword, Connecting, Ready { proved }, Down { why, retry } });
cases!(OfficeView { NotAsked, Coming, Missing { retry }, Here });
cases!(CallStateView {
    RingingIn { since }, Dialling { since }, RingingOut { since, early_media }, Talking { since, held_here, held_there },
    Ended { cause, talked, answered, at },
});
cases!(CallerView {
    NotSearched, Searching, Failed(failure), Unknown, Several(matches), Known { record, details, others },
    Unassigned(matches),
});
cases!(TasksView { NotAsked, Searching, Failed(failure), Found(tasks) });
cases!(Saving {
    NotYet, Unsaved { by_agent }, Saving { attempt }, Saved { at, task }, Refused(failure), Waiting { retry, why },
    Conflict(fields), Unknown { since }, None,
});
cases!(NoticeKind {
    NotANumber(text), CannotDial(why), CommandRefused { what, why }, CallFailed(why), PopFailed(failure),
    Storage(trouble), Unreadable(key), Settings(problems), NeedsPackage(need), RecordTypeRefused(object),
    TasksNotClosed { completed, failed }, MailFailed(failure), Undone, UndoFailed(failure), FieldsMissing(names),
    DoNotDisturb, PresenceNotTold(code), Unplugged(device), Gap { from, to, desk_phone },
    MissedMeanwhile(calls),
});
