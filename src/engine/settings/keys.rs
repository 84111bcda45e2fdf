//! The table of settings: reading them, the page docs/settings.md, the call center file and the settings page are made from it.

use std::time::Duration;

use super::Settings;
use super::parse::*;
use crate::engine::number::PRESETS;

/// One setting: the table from which reading, the call center file and the settings page are made.
#[derive(Clone, Copy)]
pub struct Key {
    /// `subject.template`; its name in a call center file is [`Key::item_name`].
    pub name: &'static str,
    pub default: &'static str,
    pub(super) set: fn(&mut Settings, &str) -> Result<(), ()>,
}

impl Key {
    /// The name in a call center definition, where only letters and digits are allowed: `subjectTemplate`.
    pub fn item_name(&self) -> String {
        item_name(self.name)
    }

    /// The part before the dot.
    pub fn group(&self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }

    /// The name of its section, by the same rule.
    pub fn section_name(&self) -> String {
        item_name(self.group())
    }

    /// What the text must be.
    pub fn form(&self) -> &'static str {
        self.words().map_or("", |words| words.form)
    }

    /// What follows from it, in a sentence.
    pub fn consequence(&self) -> &'static str {
        self.words().map_or("", |words| words.consequence)
    }

    fn words(&self) -> Option<&'static Words> {
        WORDS.iter().find(|words| words.name == self.name)
    }
}

/// What an administrator is told about a setting. Apart from the rest, because a telephone that reads its settings need not know.
struct Words {
    name: &'static str,
    form: &'static str,
    consequence: &'static str,
}

/// `follow_up.copy_note` becomes `followUpCopyNote`.
pub fn item_name(name: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for c in name.chars() {
        if c == '.' || c == '_' {
            upper = true;
        } else {
            out.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        }
    }
    out
}

/// What a telephone needs that listens: the front of the engine reads no others, so that the first load need not know how.
const FIRST_GROUPS: [&str; 4] = ["line.", "inbound.", "presence.", "wrap_up."];

/// In the order of [`KEYS`]. Chosen while it is compiled: what reads the others is then not even named here.
pub(super) const FIRST: &[Key] = &{
    let mut out = [KEYS[0]; firsts()];
    let (mut at, mut n) = (0, 0);
    while at < KEYS.len() {
        if is_first(KEYS[at].name) {
            out[n] = KEYS[at];
            n += 1;
        }
        at += 1;
    }
    out
};

const fn firsts() -> usize {
    let (mut at, mut n) = (0, 0);
    while at < KEYS.len() {
        n += is_first(KEYS[at].name) as usize;
        at += 1;
    }
    n
}

const fn is_first(name: &str) -> bool {
    let name = name.as_bytes();
    let mut group = 0;
    while group < FIRST_GROUPS.len() {
        let prefix = FIRST_GROUPS[group].as_bytes();
        let mut at = 0;
        while at < prefix.len() && at < name.len() && prefix[at] == name[at] {
            at += 1;
        }
        if at == prefix.len() {
            return true;
        }
        group += 1;
    }
    // Who calls, and whether it is a colleague. In a group where all phones ring nothing is answered by itself.
    is(name, b"numbers.internal_length") || is(name, b"numbers.inbound_prefix") || is(name, b"calls.ring_all")
}

const fn is(name: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < name.len() && at < other.len() && name[at] == other[at] {
        at += 1;
    }
    at == name.len() && at == other.len()
}

macro_rules! keys {
    ($(key!($name:literal, $default:literal, $form:literal, $consequence:literal, $set:expr)),* $(,)?) => {
        /// Every setting there is, in the order in which an administrator reads them.
        pub const KEYS: &[Key] = &[$(Key { name: $name, default: $default, set: $set }),*];

        /// Their names, for whoever need not read them.
        pub const NAMES: &[&str] = &[$($name),*];

        const WORDS: &[Words] = &[$(Words { name: $name, form: $form, consequence: $consequence }),*];
    };
}

// Its name, the default, the form, the consequence, how it is read.
#[rustfmt::skip]
keys! {
    key!("line.driver", "practice", "practice | sip | ari",
        "practice plays simulated calls; sip registers with the PBX below; ari follows a desk phone at Asterisk (read about its rights first)",
        |s, t| driver(t).map(|d| s.line.driver = d)),
    key!("line.servers", "", "wss:// addresses, separated by spaces",
        "the widget connects to the first and falls back to the next; with ari they end in /ari/events",
        |s, t| list(t).into_iter().map(server).collect::<Result<_, _>>().map(|all| s.line.servers = all)),
    key!("line.domain", "", "host name",
        "the part after the @ in the phone's SIP address; empty: the host of the first server",
        |s, t| word(t).map(|t| s.line.domain = t)),
    key!("line.user", "", "text without spaces",
        "the phone's SIP user, with ari its endpoint; empty: each agent enters their own",
        |s, t| word(t).map(|t| s.line.user = t)),
    key!("line.auth_user", "", "text without spaces",
        "the name to authenticate with, where it is not the SIP user; with ari the ARI user",
        |s, t| word(t).map(|t| s.line.auth_user = t)),
    key!("line.expires", "300", "seconds, 60 to 86400",
        "how long the PBX keeps the phone without hearing from it",
        |s, t| number(t, 60..=86_400).map(|n| s.line.expires = Duration::from_secs(n))),
    key!("line.context", "from-internal", "text without spaces",
        "with ari: the dialplan context in which the desk phone's calls begin",
        |s, t| word(t).map(|t| s.line.context = t)),
    key!("line.ice_servers", "", "stun: or turn: addresses, separated by spaces",
        "helps the audio through firewalls; a TURN password does not belong here",
        |s, t| { s.line.ice_servers = list(t).into_iter().map(str::to_owned).collect(); Ok(()) }),
    key!("line.header_call_ref", "X-Call-Ref Session-ID", "SIP header names, separated by spaces",
        "carries the PBX's one name for a call over all its legs",
        |s, t| headers(t).map(|h| s.line.headers.call_ref = h)),
    key!("line.header_dialled", "X-DNIS", "SIP header names, separated by spaces",
        "carries the number that the caller dialled",
        |s, t| headers(t).map(|h| s.line.headers.dialled = h)),
    key!("line.header_queue", "X-Queue", "SIP header names, separated by spaces",
        "carries the name of the queue",
        |s, t| headers(t).map(|h| s.line.headers.queue = h)),
    key!("line.header_ivr", "X-IVR-Value", "SIP header names, separated by spaces",
        "carries what the caller keyed in, e.g. a case number",
        |s, t| headers(t).map(|h| s.line.headers.ivr = h)),
    key!("line.mailbox", "", "number",
        "shows how many voice messages wait, and calls this number to hear them; empty: not asked for",
        |s, t| dialled(t).map(|t| s.line.mailbox = t)),
    key!("line.watched", "", "1002 Bob Agent; 1003; …, at most 30",
        "shows in the transfer panel whether these phones are free; a number alone is shown as it is",
        |s, t| watched(t).map(|all| s.line.watched = all)),
    key!("numbers.preset", "international", "international | germany | us",
        "country code 49 or 1, prefixes 0 and 00 or 1 and 011, and the length of national numbers, wherever the settings below say nothing else; international: 0 and 00, and no country",
        |s, t| one_of(PRESETS, t).map(|preset| s.numbers.preset = preset)),
    key!("numbers.country", "", "digits, e.g. 49, or none; empty: as the preset says",
        "reads national numbers as this country's, so that both notations find the same record",
        |s, t| code(t).map(|t| s.numbers.country = t)),
    key!("numbers.trunk_prefix", "", "digits, or none; empty: as the preset says",
        "what precedes an area code within the country",
        |s, t| code(t).map(|t| s.numbers.trunk_prefix = t)),
    key!("numbers.international_prefix", "", "digits, or none; empty: as the preset says",
        "what precedes a country code instead of +",
        |s, t| code(t).map(|t| s.numbers.international_prefix = t)),
    key!("numbers.national_length", "", "digits, 0 to 15; empty: as the preset says",
        "as many digits has every national number with its area code, so that it is known without the prefix; 0: their lengths differ",
        |s, t| if t.is_empty() { s.numbers.national_length = None; Ok(()) } else { number(t, 0..=15).map(|n| s.numbers.national_length = usize::try_from(n).ok()) }),
    key!("numbers.area_code", "", "digits without the long-distance prefix, e.g. 30",
        "completes numbers that are written without an area code; empty: they are dialled and looked for as they are",
        |s, t| digits(t).map(|t| s.numbers.area_code = t)),
    key!("numbers.skip_area_code", "false", "true | false",
        "dials numbers of the own area without its code",
        |s, t| flag(t).map(|on| s.numbers.skip_area_code = on)),
    key!("numbers.internal_length", "4", "digits, 0 to 9",
        "a number of at most so many digits is a colleague's, and is dialled as it is",
        |s, t| number(t, 0..=9).map(|n| s.numbers.internal_length = usize::try_from(n).unwrap_or(0))),
    key!("numbers.outside_prefix", "", "digits",
        "is dialled first for a line to the outside: before every number but a colleague's, a code and one of at most three digits, and not before +",
        |s, t| digits(t).map(|t| s.numbers.outside_prefix = t)),
    key!("numbers.replace_plus", "false", "true | false",
        "for a PBX that does not know +: numbers with + are dialled with the prefixes instead, and those of the own country as national ones",
        |s, t| flag(t).map(|on| s.numbers.replace_plus = on)),
    key!("numbers.inbound_prefix", "", "digits or +",
        "is put before the number of a caller from outside, as far as it has no +: what the PBX took away",
        |s, t| prefix(t).map(|t| s.numbers.inbound_prefix = t)),
    key!("subject.template", "{calltype} {date} {time}", "text of at most 255 characters",
        "becomes the Task's subject; {calltype} {date} {time} {callresult} {callresultgroup} stand for the call's",
        |s, t| (t.chars().count() <= 255).then(|| s.subject.template = t.to_owned()).ok_or(())),
    key!("subject.locked", "false", "true | false",
        "keeps agents from changing the subject",
        |s, t| flag(t).map(|on| s.subject.locked = on)),
    key!("subject.time_12h", "false", "true | false",
        "writes the time of day with AM or PM",
        |s, t| flag(t).map(|on| s.subject.time_12h = on)),
    key!("activity.record_type", "", "record type id, 012…",
        "gives the call's Task this record type and so its page layout; empty: the default of the agent's profile",
        |s, t| record_type(t).map(|id| s.activity_record_type = id)),
    key!("pop.mode", "identified", "identified | latest_opportunity_contact | latest_opportunity_account | latest_case_contact | latest_case_account | account_instead_of_contact",
        "which record opens for a caller who is a contact or an account",
        |s, t| one_of(POP_MODES, t).map(|mode| s.pop.mode = mode)),
    key!("pop.latest_by", "created_date", "created_date | last_modified_date",
        "which date makes an opportunity or a case the latest",
        |s, t| one_of(LATEST_BY, t).map(|by| s.pop.latest_by = by)),
    key!("pop.when", "ringing", "ringing | answer",
        "opens the record when the phone rings, or only when the call is answered",
        |s, t| one_of(POP_WHEN, t).map(|when| s.pop.when = when)),
    key!("pop.custom_objects", "", "Object__c:Phone__c,Mobile__c>Contact__c; …",
        "searches these objects' phone fields, too, and opens what the field after > points to; needs the package",
        |s, t| custom_objects(t).map(|all| s.pop.custom_objects = all)),
    key!("pop.ivr_object", "", "object API name, e.g. Case",
        "looks up what the caller keyed in among these records; what is found opens instead of anything else",
        |s, t| api_name(t).map(|name| s.pop.ivr.get_or_insert_default().0 = name)),
    key!("pop.ivr_field", "", "field API name, e.g. CaseNumber",
        "the field that what the caller keyed in must equal",
        |s, t| api_name(t).map(|name| s.pop.ivr.get_or_insert_default().1 = name)),
    key!("pop.relate_visited", "true", "true | false",
        "relates the call to the one of several matching records whose page the agent opens during it, and to the opportunity or case that opened for it, too",
        |s, t| flag(t).map(|on| s.relate_visited = on)),
    key!("inbound.auto_answer", "false", "true | false",
        "answers inbound calls at once while no other call is going on",
        |s, t| flag(t).map(|on| s.auto_answer = on)),
    key!("inbound.answer_on_request", "false", "true | false",
        "answers, holds and resumes a call where the telephone system asks the phone to; answers only while no other call is going on",
        |s, t| flag(t).map(|on| s.answer_on_request = on)),
    key!("autosave.inbound", "true", "true | false",
        "saves answered inbound calls by themselves when they end",
        |s, t| flag(t).map(|on| s.autosave.inbound = on)),
    key!("autosave.outbound", "true", "true | false",
        "saves answered outbound calls by themselves when they end",
        |s, t| flag(t).map(|on| s.autosave.outbound = on)),
    key!("autosave.internal", "false", "true | false",
        "saves answered calls between colleagues by themselves when they end",
        |s, t| flag(t).map(|on| s.autosave.internal = on)),
    key!("case.create_inbound", "false", "true | false",
        "creates a case when a call from a contact or an account is answered",
        |s, t| flag(t).map(|on| s.case.create_inbound = on)),
    key!("case.create_outbound", "false", "true | false",
        "creates a case as soon as a number is dialled",
        |s, t| flag(t).map(|on| s.case.create_outbound = on)),
    key!("case.outbound_require_identified", "false", "true | false",
        "creates the outbound case only once the number is known to be a contact's or an account's",
        |s, t| flag(t).map(|on| s.case.outbound_require_identified = on)),
    key!("case.pop_new", "true", "true | false",
        "opens a new case as soon as it is there",
        |s, t| flag(t).map(|on| s.case.pop_new = on)),
    key!("case.record_type", "", "record type id, 012…",
        "gives a new case this record type; empty: the default of the agent's profile",
        |s, t| record_type(t).map(|id| s.case.record_type = id)),
    key!("missed.save_inbound", "false", "true | false",
        "saves missed inbound calls by themselves; not for groups where all phones ring",
        |s, t| flag(t).map(|on| s.missed.save_inbound = on)),
    key!("missed.track_answered", "false", "true | false",
        "marks a missed call as answered when a colleague took it; needs the package",
        |s, t| flag(t).map(|on| s.missed.track_answered = on)),
    key!("no_answer.save_outbound", "false", "true | false",
        "saves outbound calls that nobody answered, or that found a busy line, by themselves",
        |s, t| flag(t).map(|on| s.save_unanswered = on)),
    key!("results.missed", "", "text of at most 255 characters",
        "the result of a missed call; empty: Missed call, in the agent's language",
        |s, t| label(t).map(|t| s.results.missed = t)),
    key!("results.no_answer", "", "text of at most 255 characters",
        "the result of an outbound call without an answer; empty: No answer, in the agent's language",
        |s, t| label(t).map(|t| s.results.no_answer = t)),
    key!("results.missed_answered", "", "text of at most 255 characters",
        "the result of a missed call that a colleague took; empty: Missed but answered, in the agent's language",
        |s, t| label(t).map(|t| s.results.missed_answered = t)),
    key!("results.list", "", "Group: Label, Label (out); Label (in, answered); …",
        "the results that agents can choose, with their groups",
        |s, t| results(t).map(|all| s.results.list = all)),
    key!("email.missed", "false", "true | false",
        "sends an e-mail for a missed inbound call; needs the package",
        |s, t| flag(t).map(|on| s.email.missed = on)),
    key!("email.to_owner", "false", "true | false",
        "sends it to the owner of the one record that has the number instead of the agent who missed the call",
        |s, t| flag(t).map(|on| s.email.to_owner = on)),
    key!("email.default_address", "", "e-mail address",
        "gets the e-mail where no record or several have the number",
        |s, t| address(t).map(|t| s.email.default_address = t)),
    key!("email.template", "", "template id or developer name",
        "the e-mail's words; empty: the template that the package ships",
        |s, t| word(t).map(|t| s.email.template = (!t.is_empty()).then_some(t))),
    key!("edit.open_inbound", "false", "true | false",
        "saves an answered inbound call at its end and opens its Task for editing",
        |s, t| flag(t).map(|on| s.edit.inbound = on)),
    key!("edit.open_outbound", "false", "true | false",
        "saves an answered outbound call at its end and opens its Task for editing",
        |s, t| flag(t).map(|on| s.edit.outbound = on)),
    key!("follow_up.default_inbound", "open_latest_task", "none | follow_up | follow_up_close_today | open_today_task | open_latest_task | new_event",
        "what is preselected after an inbound call",
        |s, t| follow_up(t).map(|choice| s.follow_up.inbound.default = choice)),
    key!("follow_up.default_outbound", "open_latest_task", "none | follow_up | follow_up_close_today | open_today_task | open_latest_task | new_event",
        "what is preselected after an outbound call",
        |s, t| follow_up(t).map(|choice| s.follow_up.outbound.default = choice)),
    key!("follow_up.options_inbound", "follow_up follow_up_close_today open_today_task open_latest_task new_event", "names as above, in the order of the screen",
        "what is offered after an inbound call; empty: nothing",
        |s, t| follow_ups(t).map(|all| s.follow_up.inbound.options = all)),
    key!("follow_up.options_outbound", "follow_up follow_up_close_today open_today_task open_latest_task new_event", "names as above, in the order of the screen",
        "what is offered after an outbound call; empty: nothing",
        |s, t| follow_ups(t).map(|all| s.follow_up.outbound.options = all)),
    key!("follow_up.complete_instead_of_delete", "true", "true | false",
        "completes today's task where the follow-up closes it; else it is deleted",
        |s, t| flag(t).map(|on| s.follow_up.complete_instead_of_delete = on)),
    key!("follow_up.copy_note", "true", "true | false",
        "copies the call's note into the follow-up",
        |s, t| flag(t).map(|on| s.follow_up.copy_note = on)),
    key!("follow_up.record_type_inbound", "", "record type id, 012…",
        "gives the follow-up task of an inbound call this record type",
        |s, t| record_type(t).map(|id| s.follow_up.inbound.record_type = id)),
    key!("follow_up.record_type_outbound", "", "record type id, 012…",
        "gives the follow-up task of an outbound call this record type",
        |s, t| record_type(t).map(|id| s.follow_up.outbound.record_type = id)),
    key!("follow_up.event_record_type", "", "record type id, 012…",
        "gives a new event this record type",
        |s, t| record_type(t).map(|id| s.follow_up.event_record_type = id)),
    key!("quality.save", "false", "true | false",
        "writes into the Task how the call sounded: an estimate of the MOS, loss, round trip and jitter",
        |s, t| flag(t).map(|on| s.save_quality = on)),
    key!("presence.states", "", "Label (kind) dial code; …",
        "the states that agents can choose, each available, away or dnd, which declines calls, and what is dialled to tell the PBX; (wrap_up) stands for the time after a call; empty: one of each, not told to the PBX",
        |s, t| presence_states(t).map(|all| s.presence.states = all)),
    key!("wrap_up.seconds", "0", "seconds, 0 to 999",
        "how long calls are declined after one that was talked, unless the agent chose a state meanwhile; 0: not at all",
        |s, t| number(t, 0..=999).map(|n| s.presence.wrap_up = Duration::from_secs(n))),
    key!("wrap_up.prolong_seconds", "60", "seconds, 0 to 999",
        "by how much agents can prolong it, again and again; 0: not at all",
        |s, t| number(t, 0..=999).map(|n| s.presence.prolong = Duration::from_secs(n))),
    key!("interaction_log.enabled", "false", "true | false",
        "Salesforce's own interaction log writes calls down; the widget then writes none",
        |s, t| flag(t).map(|on| s.interaction_log = on)),
    key!("calls.unique_ids", "true", "true | false",
        "whether the telephone system gives each call one name on all phones",
        |s, t| flag(t).map(|on| s.unique_call_ids = on)),
    key!("calls.ring_all", "false", "true | false",
        "whether the agents are in a group where all phones ring: then a call that one answers is missed by none",
        |s, t| flag(t).map(|on| s.ring_all = on)),
    key!("calls.offer_off_record", "false", "true | false",
        "lets agents say of a single call that it is not logged",
        |s, t| flag(t).map(|on| s.offer_off_record = on)),
}
