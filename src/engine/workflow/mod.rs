//! The workflow: rules that turn a fact about a call into actions. A rule sees a [`Moment`] and nothing else; it
//! cannot fail, and it leaves a line in the trace whether it acts or not.

pub mod case;
pub mod follow_up;
pub mod result;
pub mod rules;
pub mod subject;
pub mod task;

use super::call::{Call, Fact, State};
use super::crm::{Capabilities, CustomObject, Fields, Find, Mail, RecordRef, Target};
use super::id::RecordId;
use super::locale::Locale;
use super::secret::Spellings;
use super::settings::{FollowUp, Settings};
use super::time::{Day, Timestamp};
use super::trace::{Line, Outcome};

/// Everything a rule may look at.
pub struct Moment<'a> {
    pub fact: Fact,
    pub call: &'a Call,
    pub settings: &'a Settings,
    pub locale: Locale,
    pub now: Timestamp,
    /// What the CRM can do; `None` while it has not answered yet.
    pub crm: Option<Capabilities>,
    /// A Task of this call was written, or is on its way.
    pub logged: bool,
    /// The Task, once it is there.
    pub task: Option<&'a RecordId>,
    /// A case of this call was written, or is on its way.
    pub has_case: bool,
    /// The record that the agent's window shows.
    pub page: Option<&'a RecordRef>,
    /// No other call is going on.
    pub alone: bool,
    /// The telephone can be answered from here.
    pub can_answer: bool,
}

/// What a rule may ask for.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    Answer,
    /// Look for the records that carry the number, in one of these spellings; among these objects, too.
    FindCaller {
        spellings: Spellings,
        objects: Vec<CustomObject>,
    },
    /// Look up what the caller keyed in.
    FindIvr(Find),
    /// Look up what opens instead of the caller's record.
    FindTarget(Find),
    /// The call belongs to this record.
    Relate(RecordRef),
    /// It is about this one, too.
    RelateToo(RecordRef),
    ScreenPop(Target),
    /// The Task of this call shall hold this. Which of it is new, and whether the Task is made or changed, is the
    /// outbox's business.
    LogTask(Fields),
    /// So shall its case.
    SaveCase(Fields),
    /// Open the Task for editing.
    EditTask(RecordId),
    SendMail(Mail),
    /// Missed entries of this call become missed but answered. `answered`: by us.
    ResolveMissed {
        call_ref: String,
        answered: bool,
        missed: String,
        missed_answered: String,
    },
    /// Which tasks of these people and things are open? `due`: only those of that day.
    ListTasks {
        related: Vec<RecordId>,
        due: Option<Day>,
    },
    CloseTask {
        task: RecordId,
        delete: bool,
    },
    /// The follow-up task, or event, shall hold this.
    SaveFollowUp {
        kind: FollowUp,
        fields: Fields,
    },
    /// The choice was carried out: not again at the next save.
    Followed(FollowUp),
}

/// One rule: a file of its own in [`rules`], and a line in [`rules::RULES`].
pub struct Rule {
    /// Its name in the trace.
    pub name: &'static str,
    /// `None`: such a fact is not its business.
    pub run: fn(&Moment) -> Option<Outcome>,
}

/// Asks every rule in order. What one does is not seen by the next: they share the moment, not the effects.
pub fn run(moment: &Moment, settings_version: u32) -> Vec<Line> {
    let line = |rule: &Rule| {
        let outcome = (rule.run)(moment)?;
        let (at, fact, inputs) = (moment.now, moment.fact, moment.inputs());
        Some(Line { at, rule: rule.name, fact, outcome, inputs, settings_version })
    };
    rules::RULES.iter().filter_map(line).collect()
}

impl Moment<'_> {
    /// What lay before the rules, for the trace: ids and counts, no names and no numbers.
    fn inputs(&self) -> String {
        let state = match self.call.state {
            State::Ringing { .. } => "ringing",
            State::Dialling { .. } => "dialling",
            State::Talking { .. } => "talking",
            State::Ended { answered: Some(_), .. } => "ended after an answer",
            State::Ended { answered: None, .. } => "ended unanswered",
        };
        let mut out = String::from(self.call.direction.call_type());
        let mut put = |name: &str, value: &str| {
            for part in ["; ", name, value] {
                out.push_str(part);
            }
        };
        put("", state);
        if !self.call.matches().is_empty() {
            put("matches ", &self.call.matches().len().to_string());
        }
        for (name, record) in [
            ("related to ", self.call.related_record()),
            ("entry ", self.call.progress.ivr.found()),
            ("target ", self.call.progress.target.found()),
            ("case ", self.call.progress.case.as_ref()),
            ("about ", self.call.progress.further.as_ref()),
        ] {
            if let Some(record) = record {
                put(name, &record.id.0);
            }
        }
        if let Some(task) = self.task {
            put("task ", &task.0);
        }
        out
    }
}
