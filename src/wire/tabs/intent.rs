//! What the agent wants, told by another tab.

use super::forms::{Told, case, cases, next, tagged};
use crate::engine::event::{Device, Intent, Keep, Preference, Press};
use crate::engine::history::Look;
use crate::engine::journal::{Form, field, names, object};
use crate::engine::json::Json;
use crate::engine::presence::Wish;

cases!(Intent {
    Dial(text), Answer(call), Decline(call), HangUp(call), Hold(call), Resume(call), Mute { call, on },
    Digits { call, digits }, Transfer { call, to }, JoinTransfer { call, to_call }, Select(call), Note { call, text },
    Subject { call, text }, Choose { call, record }, Unassign(call), AssignPage(call), Open { call, record },
    OpenSearch(call), Result { call, label }, FollowUp { call, choice }, FollowUpDue { call, day },
    FollowUpTask { call, task }, Decide { call, part, field, keep }, Save(call), Undo(call), GiveUp(call), ShowWhy(call), Settle { call, saved },
    Close(call), DismissNotice(id), SignIn { user, password }, ForgetPassword, GoOnline, GoOffline, FetchOffice,
    Prefer(preference), Rehearse(incoming), Diagnose(found), OffRecord { call, on }, LogLate(call), LookBack(look), Follow(call), Rejoin(call), CallBack(call), JoinAll { call, with },
    Presence(wish), Headset(press), Unplugged(device),
});
cases!(Wish { Be(place), Prolong, Ready });
names!(Keep { Theirs, Mine, Both });
names!(Press { Lift, HangUp, Mute });
names!(Device { Microphone, Speaker, Ringer });
object!(Look { first, rows, unlogged });
cases!(Preference { Language(language), Theme(theme), Driver(driver) });
