//! The words that the engine itself writes: into Salesforce, and on the utility bar. A missing one does not compile.

use super::locale::Language;

pub struct Texts {
    pub incoming_call: &'static str,
    pub outgoing_call: &'static str,
    pub internal_call: &'static str,
    pub answered: &'static str,
    pub missed: &'static str,
    pub missed_answered: &'static str,
    pub no_answer: &'static str,
    /// Before the call's subject.
    pub follow_up: &'static str,
    pub result_group: &'static str,
    pub caller_number: &'static str,
    pub called_number: &'static str,
    pub call_start: &'static str,
    pub call_answered: &'static str,
    pub call_end: &'static str,
    pub quality: &'static str,
    /// Before a number of seconds.
    pub one_way: &'static str,
    pub withheld: &'static str,
    pub phone: &'static str,
    pub ringing: &'static str,
    pub on_hold: &'static str,
    pub offline: &'static str,
}

const ENGLISH: Texts = Texts {
    incoming_call: "Incoming call",
    outgoing_call: "Outgoing call",
    internal_call: "Internal call",
    answered: "Answered",
    missed: "Missed call",
    missed_answered: "Missed but answered",
    no_answer: "No answer",
    follow_up: "Follow-up",
    result_group: "Result group",
    caller_number: "Caller number",
    called_number: "Called number",
    call_start: "Call start",
    call_answered: "Call answered",
    call_end: "Call end",
    quality: "Call quality",
    one_way: "one way for",
    withheld: "Withheld",
    phone: "Phone",
    ringing: "Ringing",
    on_hold: "On hold",
    offline: "Phone: no line",
};

const GERMAN: Texts = Texts {
    incoming_call: "Eingehendes Gespräch",
    outgoing_call: "Ausgehendes Gespräch",
    internal_call: "Internes Gespräch",
    answered: "Angenommen",
    missed: "Verpasster Anruf",
    missed_answered: "Entgangen, aber angenommen",
    no_answer: "Keine Antwort",
    follow_up: "Folgeaufgabe",
    result_group: "Ergebnisgruppe",
    caller_number: "Nummer des Anrufers",
    called_number: "Gerufene Nummer",
    call_start: "Gesprächsbeginn",
    call_answered: "Angenommen um",
    call_end: "Gesprächsende",
    quality: "Tonqualität",
    one_way: "einseitig für",
    withheld: "Unterdrückt",
    phone: "Telefon",
    ringing: "Klingelt",
    on_hold: "Gehalten",
    offline: "Telefon: keine Leitung",
};

pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}
