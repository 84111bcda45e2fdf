//! The back office: all that a telephone can do without while it listens. The front of the engine keeps the line, the calls' course,
//! Answer and Hang up, and the journal; the workflow, its questions and their answers, the outbox, what the agent does on a card and
//! what a card shows stand behind one table of functions, [`Back`], and are called through it only. So a widget can be on line before
//! the code for it is there (`shell/later.rs`).
//!
//! Until it comes, what is its business waits in order, and stands in the journal of its call: nothing is lost, nothing done twice,
//! and answering waits for nothing. To put something into the back: call it from what [`Back`] names, and from nowhere else.

use std::time::Duration;

use super::call::{Call, Fact};
use super::id::{CallId, RequestId};
use super::number::{NumberPlan, PhoneNumber};
use super::quality::Sample;
use super::*;

/// Settings, and what is wrong with them.
pub(super) type Understood = (Settings, Vec<settings::Problem>);

/// What the front asks the back for. Each does what the function of [`Engine`] does that it stands for.
pub struct Back {
    settings: fn(&Map<String, String>) -> Understood,
    fact: fn(&mut Engine, CallId, Fact, Timestamp),
    left_behind: fn(&mut Engine, CallId, Timestamp),
    intent: fn(&mut Engine, Intent, Timestamp),
    reply: fn(&mut Engine, RequestId, crm::Reply, Timestamp),
    catch_up: fn(&mut Engine, Timestamp),
    restore: fn(&mut Engine, Vec<(String, String)>, Timestamp),
    entry: fn(&Engine, CallId) -> Effect,
    tick: fn(&mut Engine, Timestamp),
    wake_at: fn(&Engine) -> Option<Timestamp>,
    set_back: fn(&mut Engine, Duration),
    view: fn(&Engine, &mut View),
    history: fn(&mut Engine, Vec<(String, String)>),
    sampled: fn(&mut Engine, CallId, Sample, Timestamp),
    stray: fn(&mut Engine, &Signal, Timestamp),
    dialled: fn(&PhoneNumber, &NumberPlan) -> PhoneNumber,
    same: fn(&PhoneNumber, &PhoneNumber, &NumberPlan) -> bool,
}

const BACK: Back = Back {
    settings: Settings::read,
    fact: Engine::fact_came,
    left_behind: Engine::leave_one_behind,
    intent: Engine::agent_at_card,
    reply: Engine::replied,
    catch_up: Engine::catch_up,
    restore: Engine::restore,
    entry: Engine::whole_entry,
    tick: Engine::tick,
    wake_at: Engine::office_wake_at,
    set_back: Engine::set_back,
    view: screen::draw_cards,
    history: Engine::history_read,
    sampled: Engine::take_sample,
    stray: Engine::stray_heard,
    dialled: PhoneNumber::dialled,
    same: PhoneNumber::is_same,
};

/// The back office, to be given to an engine that was made without.
#[derive(Clone, Copy)]
pub struct Office(&'static Back);

impl Office {
    /// Whoever calls this has the code for it.
    pub fn here() -> Self {
        Self(&BACK)
    }
}

/// There is only one.
impl PartialEq for Office {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Office")
    }
}

/// The engine's side of it.
#[derive(Default)]
pub(super) struct Staff {
    office: Option<Office>,
    /// What waits for it.
    owed: Vec<Owed>,
    /// Calls of the last page, key and text, as they stood in the journal.
    unread: Vec<(String, String)>,
    pub(super) standing: OfficeView,
    /// Asked for, without success so far.
    tries: u32,
}

enum Owed {
    Fact(CallId, Fact),
    Intent(Box<Intent>),
}

impl Staff {
    /// What is sent to the PBX for a number; without the back it is the number.
    pub(super) fn dialled(&self, number: &PhoneNumber, plan: &NumberPlan) -> PhoneNumber {
        self.office.map_or_else(|| number.clone(), |office| (office.0.dialled)(number, plan))
    }

    /// Whether two numbers are one telephone's, as far as can be told.
    pub(super) fn is_same(&self, one: &PhoneNumber, other: &PhoneNumber, plan: &NumberPlan) -> bool {
        match self.office {
            Some(office) => (office.0.same)(one, other, plan),
            None => one.dialable() == other.dialable(),
        }
    }

    /// It may still come before an agent has lost patience.
    pub(super) fn is_awaited(&self) -> bool {
        matches!(self.standing, OfficeView::NotAsked | OfficeView::Coming)
    }
}

impl Engine {
    fn back(&self) -> Option<&'static Back> {
        self.staff.office.map(|office| office.0)
    }

    /// All that was found, with what is wrong with it, where the back office is here; else what the front needs.
    pub(super) fn understood(&self, found: &Map<String, String>) -> Understood {
        match self.back() {
            Some(back) => (back.settings)(found),
            None => (Settings::first(found), Vec::new()),
        }
    }

    /// A fact about a call: the rules are asked what to do about it.
    pub(super) fn fact(&mut self, id: CallId, fact: Fact, now: Timestamp) {
        match self.back() {
            Some(back) => (back.fact)(self, id, fact, now),
            None => self.owe(id, fact),
        }
    }

    /// A call that is over while another begins.
    pub(super) fn left_behind(&mut self, id: CallId, now: Timestamp) {
        match self.back() {
            Some(back) => (back.left_behind)(self, id, now),
            None => self.owe(id, Fact::LeftBehind),
        }
    }

    fn owe(&mut self, id: CallId, fact: Fact) {
        self.touched.insert(id);
        let owes_beginning = |owed: &Owed| matches!(owed, Owed::Fact(of, Fact::Rang | Fact::Dialled) if *of == id);
        // Who it is will be asked about the other side as it is by then.
        if fact != Fact::IdentityChanged || !self.staff.owed.iter().any(owes_beginning) {
            self.staff.owed.push(Owed::Fact(id, fact));
        }
    }

    /// Done at a card.
    pub(super) fn at_card(&mut self, intent: Intent, now: Timestamp) {
        match self.back() {
            Some(back) => (back.intent)(self, intent, now),
            // So it stands in the journal, too.
            None => match intent {
                Intent::Save(id) => self.owe(id, Fact::SaveAsked),
                other => self.staff.owed.push(Owed::Intent(Box::new(other))),
            },
        }
    }

    /// Only the back asks: without it no answer is awaited.
    pub(super) fn reply(&mut self, id: RequestId, reply: crm::Reply, now: Timestamp) {
        if let Some(back) = self.back() {
            (back.reply)(self, id, reply, now);
        }
    }

    /// The CRM is there (again).
    pub(super) fn connected(&mut self, now: Timestamp) {
        if let Some(back) = self.back() {
            (back.catch_up)(self, now);
        }
    }

    /// The calls of the last page, key and text. `office`: the back office, where it is here from the start.
    pub(super) fn left_by_last_page(&mut self, calls: Vec<(String, String)>, office: Option<Office>, now: Timestamp) {
        self.staff.unread = calls;
        if let Some(office) = office {
            self.office_opened(office, now);
        }
    }

    /// What is no call's: only the back has a use for it.
    pub(super) fn stray(&mut self, signal: &Signal, now: Timestamp) {
        if let Some(back) = self.back() {
            (back.stray)(self, signal, now);
        }
    }

    /// Only the back asks for it.
    pub(super) fn history_came(&mut self, entries: secret::Stored) {
        if let Some(back) = self.back() {
            (back.history)(self, entries.0);
        }
    }

    /// Without the back no call is done with: what is not in the roster is of the last page, and stays as it is.
    pub(super) fn journal_entry(&self, id: CallId) -> Option<Effect> {
        match self.back() {
            Some(back) => Some((back.entry)(self, id)),
            None => self.roster.get(id).map(|call| journal::store_owing(call, self.owed_of(id))),
        }
    }

    fn owed_of(&self, id: CallId) -> impl Iterator<Item = Fact> {
        self.staff.owed.iter().filter_map(move |owed| match owed {
            Owed::Fact(of, fact) if *of == id => Some(*fact),
            Owed::Fact(..) | Owed::Intent(_) => None,
        })
    }

    /// With every event: what is due in the back; and whether it is time to get it.
    pub(super) fn run_office(&mut self, now: Timestamp) {
        if let Some(back) = self.back() {
            return (back.tick)(self, now);
        }
        let due = match self.staff.standing {
            OfficeView::NotAsked => self.wants_office(),
            OfficeView::Missing { retry } => retry <= now,
            OfficeView::Coming | OfficeView::Here => false,
        };
        if due {
            self.fetch_office();
        }
    }

    /// The line has the network to itself while it comes up; a call, or one that the last page left, does not wait for it.
    fn wants_office(&self) -> bool {
        let needed = self.has_unread_calls() || !self.staff.owed.is_empty() || self.waiting.is_some();
        needed || self.line.driver.is_some() && !self.is_coming_up()
    }

    pub(super) fn has_unread_calls(&self) -> bool {
        self.staff.unread.iter().any(|(key, _)| key.starts_with(journal::CALL))
    }

    pub(super) fn fetch_office(&mut self) {
        if matches!(self.staff.standing, OfficeView::NotAsked | OfficeView::Missing { .. }) {
            self.staff.standing = OfficeView::Coming;
            self.out.push(Effect::FetchOffice);
        }
    }

    /// 2, 4, 8 … at most 60 seconds until it is tried again.
    pub(super) fn office_missing(&mut self, now: Timestamp) {
        if self.staff.office.is_none() {
            self.staff.tries = (self.staff.tries + 1).min(6);
            let retry = now.plus(Duration::from_secs(2u64.pow(self.staff.tries).min(60)));
            self.staff.standing = OfficeView::Missing { retry };
        }
    }

    /// It is here, and takes up what waited: first what the last page left, then what has happened since.
    pub(super) fn office_opened(&mut self, office: Office, now: Timestamp) {
        if self.staff.office.is_some() {
            return;
        }
        self.staff.office = Some(office);
        self.staff.standing = OfficeView::Here;
        // What the front had no use for. The line has what it needs, and stays as it is.
        let found = self.desk.settings();
        self.read_settings(&found);
        // What is owed no longer stands in their entries.
        for id in self.roster.ids() {
            self.touched.insert(id);
        }
        let (unread, owed) = (std::mem::take(&mut self.staff.unread), std::mem::take(&mut self.staff.owed));
        (office.0.restore)(self, unread, now);
        self.connect_waiting();
        // What was to be saved is saved before its card is closed.
        let (closed, owed): (Vec<_>, Vec<_>) = owed
            .into_iter()
            .partition(|owed| matches!(owed, Owed::Intent(intent) if matches!(**intent, Intent::Close(_))));
        for owed in owed.into_iter().chain(closed) {
            match owed {
                Owed::Fact(id, Fact::LeftBehind) => (office.0.left_behind)(self, id, now),
                Owed::Fact(id, fact) => (office.0.fact)(self, id, fact, now),
                Owed::Intent(intent) => (office.0.intent)(self, *intent, now),
            }
        }
        if matches!(self.desk.standing, desk::Standing::Connected(_)) {
            (office.0.catch_up)(self, now);
        }
    }

    pub(super) fn office_wakes_at(&self) -> Option<Timestamp> {
        match (self.back(), &self.staff.standing) {
            (Some(back), _) => (back.wake_at)(self),
            (None, OfficeView::Missing { retry }) => Some(*retry),
            (None, _) => None,
        }
    }

    /// The clock was set back.
    pub(super) fn set_office_back(&mut self, by: Duration) {
        if let OfficeView::Missing { retry } = &mut self.staff.standing {
            *retry = retry.minus(by);
        }
        if let Some(back) = self.back() {
            (back.set_back)(self, by);
        }
    }

    pub(super) fn view_of_office(&self, view: &mut View) {
        view.office = self.staff.standing;
        if let Some(back) = self.back() {
            (back.view)(self, view);
        }
    }

    /// How a call sounds; without the back nobody is told.
    pub(super) fn sampled(&mut self, id: CallId, sample: Sample, now: Timestamp) {
        if let Some(back) = self.back() {
            (back.sampled)(self, id, sample, now);
        }
    }

    fn take_sample(&mut self, id: CallId, sample: Sample, now: Timestamp) {
        if let Some(call) = self.roster.get_mut(id) {
            call.quality.take(call.state, call.muted, sample, now);
        }
    }

    /// What is no call's: a gap, a leg by which a call is taken up again, or one which tells the presence.
    fn stray_heard(&mut self, signal: &Signal, now: Timestamp) {
        if let Signal::Gap { from, to } = signal {
            return self.gap_told(*from, *to, now);
        }
        if !self.rejoin_heard(signal, now) {
            self.code_heard(signal, now);
        }
    }

    /// What the back does with every event.
    fn tick(&mut self, now: Timestamp) {
        self.follow_lost(now);
        self.store_done_again();
        self.follow_page(now);
        self.expire(now);
        self.end_undo(now);
        self.follow_table();
        self.pump(now);
        self.close_settled(now);
        self.run_presence(now);
    }

    fn office_wake_at(&self) -> Option<Timestamp> {
        let undo = self.undo.values().min().copied();
        let others = [undo, self.presence_wakes_at(), self.lost_wakes_at()];
        [self.requests.wake_at(), self.outbox_wake_at()].into_iter().chain(others).flatten().min()
    }

    fn set_back(&mut self, by: Duration) {
        self.requests.set_back(by);
        self.outbox.set_back(by);
        self.set_presence_back(by);
        for until in self.undo.values_mut() {
            *until = until.minus(by);
        }
    }

    fn leave_one_behind(&mut self, id: CallId, now: Timestamp) {
        if self.roster.get(id).is_some_and(Call::is_over) {
            self.fact(id, Fact::LeftBehind, now);
            if self.is_settled(id) {
                self.archive(id);
            }
        }
    }
}
