//! The shapes of all that comes into the engine, and of what goes out. Behind a colon: how a text is veiled where "words" would not do,
//! by the name of a function of [`Veil`]; `kept`: not at all.

use super::shape::{Shape, Texts, as_in_journal, case, cases, field, object, opened, veil_as};
use super::veil::Veil;
use crate::engine::crm::{
    self, Changed, Closed, Connection, CustomObject, Direction, Draft, Failure, FailureKind, Find, Greeting, LatestBy,
    Mail, Match, MissedCall, News, OpenTask, Panel, PanelIcon, Recipient, RecordRef, Reply, Request, Surface, Target,
    Value,
};
use crate::engine::diagnosis::{Findings, Permission};
use crate::engine::effect::Effect;
use crate::engine::event::{Boot, Device, Event, Intent, Keep, Preference, Press, StorageTrouble, Theme};
use crate::engine::history::Look;
use crate::engine::journal::Form;
use crate::engine::json::Json;
use crate::engine::locale::{DateOrder, Language, Locale};
use crate::engine::outbox::Part;
use crate::engine::presence::Wish;
use crate::engine::quality::Sample;
use crate::engine::secret::Stored;
use crate::engine::settings::FollowUp;
use crate::engine::telephony::{
    self, Account, Ask, Command, CommandKind, Driver, EndCause, Handle, Headers, Incoming, Lamp, LineState, Party,
    Signal, TransferOutcome, Trouble,
};
use crate::engine::time::{Day, Timestamp};

as_in_journal!(Timestamp, Day, Direction, Language, Theme, Driver, FollowUp, Part, EndCause, Trouble);

// What comes in.

cases!(Event {
    Started(boot),
    DriverOpened(can),
    Signal(signal),
    News(news),
    Reply(id, reply),
    HistoryRead(entries),
    Agent(intent),
    Woke,
    Leaving,
    StorageFailed { key: kept, reason },
    OfficeOpened(office),
    OfficeMissing,
});

/// Its journal is veiled entry by entry: see [`Veil::journal`].
impl Shape for Boot {
    fn write(&self) -> Json {
        let Self { entropy, locale, journal, password, storage, office } = self;
        Json::object(vec![
            ("entropy", Shape::write(entropy)),
            ("locale", Shape::write(locale)),
            ("journal", Shape::write(journal)),
            ("password", Shape::write(password)),
            ("storage", Shape::write(storage)),
            ("office", Shape::write(office)),
        ])
    }

    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            entropy: field(json, "entropy")?,
            locale: field(json, "locale")?,
            journal: field(json, "journal")?,
            password: field(json, "password")?,
            storage: field(json, "storage")?,
            office: field(json, "office")?,
        })
    }

    fn veil(&mut self, veil: &mut Veil) {
        veil.journal(&mut self.journal, self.locale);
        self.password.veil(veil);
    }
}

impl Shape for Stored {
    fn write(&self) -> Json {
        Shape::write(&self.0)
    }

    fn read(json: &Json) -> Option<Self> {
        Shape::read(json).map(Self)
    }

    fn veil(&mut self, veil: &mut Veil) {
        veil.history(&mut self.0);
    }
}

object!(Look { first, rows, unlogged });
cases!(StorageTrouble { Full, Denied });
object!(Locale { language, date });
cases!(DateOrder { MonthDayYear, DayMonthYear, DayMonthYearDots, YearMonthDay });

cases!(Intent {
    Dial(text),
    Answer(call),
    Decline(call),
    HangUp(call),
    Hold(call),
    Resume(call),
    Mute { call, on },
    Digits { call, digits: shuffled },
    Transfer { call, to },
    JoinTransfer { call, to_call },
    JoinAll { call, with },
    Follow(call),
    Rejoin(call),
    CallBack(call),
    Select(call),
    Note { call, text: note },
    Subject { call, text: subject },
    Choose { call, record },
    Unassign(call),
    AssignPage(call),
    Open { call, record },
    OpenSearch(call),
    // One of those that the settings offer.
    Result { call, label: kept },
    FollowUp { call, choice },
    FollowUpDue { call, day },
    FollowUpTask { call, task },
    Decide { call, part, field: kept, keep },
    Save(call),
    Undo(call),
    GiveUp(call),
    ShowWhy(call),
    Settle { call, saved },
    Close(call),
    OffRecord { call, on },
    LogLate(call),
    Presence(wish),
    LookBack(look),
    DismissNotice(id),
    SignIn { user, password },
    ForgetPassword,
    GoOnline,
    GoOffline,
    FetchOffice,
    Prefer(preference),
    Diagnose(found),
    Rehearse(incoming),
    Headset(press),
    Unplugged(device),
});
cases!(Keep { Theirs, Mine, Both });
cases!(Wish { Be(place), Prolong, Ready });
cases!(Press { Lift, HangUp, Mute });
cases!(Device { Microphone, Speaker, Ringer });
object!(Findings { secure, policy, permission, microphones, outputs, sound, storage, locks, clock_ahead });
cases!(Permission { Granted, Ask, Refused });
cases!(Preference { Language(language), Theme(theme), Driver(driver) });

// The telephone.

cases!(Signal {
    Line(state),
    Gap { from, to },
    Incoming(incoming),
    Placed { leg, to },
    Progress { leg, early_media },
    Answered { leg },
    HeldHere { leg, on },
    HeldThere { leg, on },
    Identity { leg, party },
    Muted { leg, on },
    Transfer { leg, outcome },
    Asked { leg, what },
    Handle { leg, handle },
    MessagesWaiting { new, old },
    Lamp { number, lamp },
    Sampled { leg, sample },
    Ended { leg, cause },
    Refused { leg, what, why },
});
cases!(LineState { Off, NeedsPassword, Connecting, Ready { proved }, Down { why, retry } });
object!(Incoming { leg, from, dialled, diverted_by, call_ref: name, queue, ivr, wants_auto_answer });
cases!(Ask { Answer, Hold, Resume, Follow(party) });
cases!(Lamp { Free, Ringing, Busy, Unknown });
object!(Sample {
    received,
    lost,
    sent,
    jitter_ms,
    played,
    waited,
    round_trip_ms,
    lost_there,
    energy,
    listened_ms,
    microphone_off,
    way_lost,
});
object!(Party { number, name });
cases!(CommandKind { Dial, Answer, Hold, Resume, Mute, SendDigits, Transfer });
cases!(TransferOutcome { Trying, Done, Failed { status } });
object!(telephony::Capabilities {
    answer,
    hold,
    mute,
    digits,
    transfer_blind,
    transfer_attended,
    conference,
    audio_in_page,
    outlives_page,
    rehearse,
});

impl Shape for Handle {
    fn write(&self) -> Json {
        Json::from(self.0.as_str())
    }

    fn read(json: &Json) -> Option<Self> {
        json.as_str().map(|text| Self(text.to_owned()))
    }

    fn veil(&mut self, veil: &mut Veil) {
        self.0 = veil.name(&self.0);
    }
}

// Salesforce.

/// Settings have a veil of their own: see [`Veil::settings`].
impl Shape for News {
    fn write(&self) -> Json {
        match self {
            Self::Connected(connection) => case("Connected", vec![connection.write()], vec![]),
            Self::Unreachable(failure) => case("Unreachable", vec![Shape::write(failure)], vec![]),
            Self::CallCenter(found) => case("CallCenter", vec![Shape::write(found)], vec![]),
            Self::Workflow(found) => case("Workflow", vec![Shape::write(found)], vec![]),
            Self::ClickToDial { number, record } => {
                case("ClickToDial", vec![], vec![("number", Shape::write(number)), ("record", Shape::write(record))])
            }
            Self::Navigated { record } => case("Navigated", vec![], vec![("record", Shape::write(record))]),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        let (name, inner) = opened(json)?;
        Some(match name {
            "Connected" => Self::Connected(Shape::read(inner)?),
            "Unreachable" => Self::Unreachable(Shape::read(inner)?),
            "CallCenter" => Self::CallCenter(Shape::read(inner)?),
            "Workflow" => Self::Workflow(Shape::read(inner)?),
            "ClickToDial" => Self::ClickToDial { number: field(inner, "number")?, record: field(inner, "record")? },
            "Navigated" => Self::Navigated { record: field(inner, "record")? },
            _ => return None,
        })
    }

    fn veil(&mut self, veil: &mut Veil) {
        match self {
            Self::Connected(connection) => connection.veil(veil),
            Self::Unreachable(failure) => failure.veil(veil),
            Self::CallCenter(found) => veil.call_center(found),
            Self::Workflow(found) => veil.workflow(found),
            Self::ClickToDial { number, record } => {
                number.veil(veil);
                record.veil(veil);
            }
            Self::Navigated { record } => record.veil(veil),
        }
    }
}

object!(Connection { surface, org: address, can });
cases!(Surface { Lightning, Classic, None });
object!(crm::Capabilities { search, screen_pop, save, find_saved });
cases!(Reply {
    Found { matches, layout_pops },
    Opened,
    Saved { record },
    Located { record },
    Refreshed,
    Record(record),
    Tasks(tasks),
    Closed(closed),
    Resolved { updated, refused },
    MissedCalls(calls),
    Mailed,
    Greeted(greeting),
    Changed(left),
    Failed(failure),
});
object!(Changed { field: kept, now });
object!(RecordRef { id, object, name });
object!(Match { record, details, found_by });
object!(Greeting { user, profile, call_center, actions: kept });
object!(MissedCall { start, number, name });
object!(OpenTask { id, subject, due, mine });
object!(Closed { done, completed_instead, failed });
cases!(FailureKind {
    NotInFrame,
    InitFailed,
    NotReady,
    Rejected,
    ServerError,
    Timeout,
    Garbled,
    Malformed,
    Unsupported,
});

// What Salesforce says of it is told, but for the names in it.
object!(Failure { kind, message: message, fields: message });

// What goes out.

cases!(Effect {
    OpenDriver(driver),
    Phone(command),
    Crm(id, request),
    Panel(panel),
    Store { key, value },
    Password(password),
    Ring(on),
    GuardUnload(on),
    FetchOffice,
    ReadHistory,
});
cases!(Command {
    Connect(account),
    Disconnect,
    Dial { leg, number },
    Answer { leg },
    Decline { leg },
    HangUp { leg },
    Hold { leg },
    Resume { leg },
    Mute { leg, on },
    SendDigits { leg, digits },
    TransferBlind { leg, to },
    TransferAttended { leg, to },
    Follow { leg, to },
    Mix { legs },
    Rejoin { leg, handle },
    Watch { messages, lamps },
    Rehearse(incoming),
});
object!(Account {
    driver,
    servers,
    domain,
    user,
    auth_user,
    display_name,
    context,
    password,
    headers,
    expires,
    ice_servers
});
object!(Headers { call_ref, dialled, queue, ivr });
cases!(Request {
    Search { spellings, direction },
    ScreenPop(target),
    Save(draft),
    FindSaved { object, key },
    RefreshView,
    SearchObjects { objects, spellings },
    Find(find),
    OpenTasks { related, due, but },
    CloseTasks { tasks, delete },
    ResolveMissed { call_ref, answered, missed, missed_answered },
    MissedBetween { from, to, missed },
    Greet,
    Mail(mail),
    Change(draft, was),
});
cases!(Find {
    Latest { object, of, account_too, by },
    AccountOf(record),
    ByField { object, field: kept, value },
    LookUp { record, field: kept },
    Named(record),
});
cases!(LatestBy { CreatedDate, LastModifiedDate });
object!(CustomObject { object, fields, target });
object!(Mail { key, to, address, template, number, name, called, queue, start, language });
cases!(Recipient { Agent, OwnerOf(record), Address });
cases!(Target {
    Record(record),
    Edit { object, record },
    Url(url),
    ObjectHome(object),
    List { object, list_view },
    Search(text),
    NewRecord { object, defaults },
    Flow { name, args },
    AsLayoutSays { search },
});
object!(Draft { object, record, fields });
cases!(Value { Text(text), Number(number), Tenths(number), Flag(on), Date(day), Moment(at), Phone(number), Reference(record), Empty });
object!(Panel { label, icon, raise });
cases!(PanelIcon { Idle, Ringing, Talking, Trouble });

/// What an effect is, without what it says: `Phone Dial`, `Crm Search`, `Ring`.
pub fn kind_of(effect: &Effect) -> String {
    let json = effect.write();
    let Some((name, inner)) = opened(&json) else { return String::new() };
    let inner = match effect {
        Effect::Phone(_) => opened(inner),
        Effect::Crm(..) => inner.as_array().and_then(|both| opened(both.get(1)?)),
        _ => None,
    };
    inner.map_or_else(|| name.to_owned(), |(more, _)| [name, more].join(" "))
}
