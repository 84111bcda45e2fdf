//! The page's own words, in each language.

use crate::engine::locale::Language;
use crate::sim::dry_run::{Family, Kind};
use crate::wire::call_center::import::Unreadable;

pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &EN,
        Language::German => &DE,
    }
}

pub struct Texts {
    language: Language,
    /// A tag whose way to write a day is the usual one.
    pub locale: &'static str,
    pub title: &'static str,
    pub intro: &'static str,
    pub other_language: &'static str,
    pub settings: &'static str,
    pub consequences: &'static str,
    pub problems: &'static str,
    pub no_problems: &'static str,
    pub subject: &'static str,
    pub clocks: [&'static str; 4],
    pub rehearsal: &'static str,
    pub what_happens: &'static str,
    pub nothing: &'static str,
    pub offered: &'static str,
    pub preselected: &'static str,
    pub difference: &'static str,
    pub about_difference: &'static str,
    pub no_difference: &'static str,
    pub import: &'static str,
    pub about_import: &'static str,
    pub file: &'static str,
    pub paste: &'static str,
    pub take_over: &'static str,
    pub export: &'static str,
    pub about_export: &'static str,
    pub download: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub reset: &'static str,
    pub show_xml: &'static str,
    pub show_record: &'static str,
    pub about_record: &'static str,
    pub all_default: &'static str,
}

static EN: Texts = Texts {
    language: Language::English,
    locale: "en-US",
    title: "Ferrophone settings",
    intro: "Try settings out before anybody works with them. Calls are played in a made-up company; nothing leaves this browser.",
    other_language: "Deutsch",
    settings: "Settings",
    consequences: "What follows",
    problems: "What does not go together",
    no_problems: "All settings go together.",
    subject: "The subject",
    clocks: ["English, 24 hours", "English, AM/PM", "German, 24 hours", "German, AM/PM"],
    rehearsal: "Play a call",
    what_happens: "What happens",
    nothing: "Nothing opens and nothing is written.",
    offered: "Offered as follow-up",
    preselected: "(preselected)",
    difference: "What the draft changes",
    about_difference: "All calls are played twice: under the settings that were read in last, and under the draft.",
    no_difference: "Every call comes out the same.",
    import: "Read in",
    about_import: "A call center file as exported here, retrieved as metadata or written by hand; or lines such as pop.when = answer. It replaces the draft.",
    file: "A file",
    paste: "Or paste it",
    take_over: "Read in",
    export: "Take with you",
    about_export: "In Setup, Call Centers, Import. Settings of a call center that is there already are changed on its page, by the names in the file.",
    download: "Download call center file",
    copy: "Copy",
    copied: "Copied.",
    reset: "Discard the draft",
    show_xml: "The file",
    show_record: "Fields of the package's record",
    about_record: "For a record of Ferrophone Workflow: the fields that differ from the defaults.",
    all_default: "All fields have their defaults.",
};

static DE: Texts = Texts {
    language: Language::German,
    locale: "de-DE",
    title: "Ferrophone: Einstellungen",
    intro: "Einstellungen ausprobieren, bevor jemand mit ihnen arbeitet. Die Gespräche spielen in einer erfundenen Firma; nichts verlässt diesen Browser.",
    other_language: "English",
    settings: "Einstellungen",
    consequences: "Was folgt",
    problems: "Was nicht zusammenpasst",
    no_problems: "Alle Einstellungen passen zusammen.",
    subject: "Der Betreff",
    clocks: ["Englisch, 24 Stunden", "Englisch, AM/PM", "Deutsch, 24 Stunden", "Deutsch, AM/PM"],
    rehearsal: "Ein Gespräch spielen",
    what_happens: "Was geschieht",
    nothing: "Nichts öffnet sich, und nichts wird geschrieben.",
    offered: "Als Nachbereitung angeboten",
    preselected: "(vorausgewählt)",
    difference: "Was der Entwurf ändert",
    about_difference: "Alle Gespräche werden zweimal gespielt: mit den zuletzt eingelesenen Einstellungen und mit dem Entwurf.",
    no_difference: "Jedes Gespräch geht gleich aus.",
    import: "Einlesen",
    about_import: "Eine Callcenter-Datei, wie sie hier entsteht, als Metadaten abgerufen oder von Hand geschrieben; oder Zeilen wie pop.when = answer. Sie ersetzt den Entwurf.",
    file: "Eine Datei",
    paste: "Oder hier einfügen",
    take_over: "Einlesen",
    export: "Mitnehmen",
    about_export: "Unter Setup, Callcenter, Importieren. Bei einem Callcenter, das es schon gibt, ändert man sie auf seiner Seite, unter den Namen in der Datei.",
    download: "Callcenter-Datei herunterladen",
    copy: "Kopieren",
    copied: "Kopiert.",
    reset: "Entwurf verwerfen",
    show_xml: "Die Datei",
    show_record: "Felder des Datensatzes im Paket",
    about_record: "Für einen Datensatz von Ferrophone Workflow: die Felder, die von den Vorgaben abweichen.",
    all_default: "Alle Felder haben ihre Vorgaben.",
};

impl Texts {
    fn one(&self, english: &'static str, german: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::German => german,
        }
    }

    pub fn heading(&self, name: &str) -> &'static str {
        match name {
            "line" => self.one("Telephone line", "Telefonleitung"),
            "numbers" => self.one("Numbers", "Nummern"),
            "subject" => self.one("Call activity", "Gesprächsaktivität"),
            "pop" => self.one("Screen pop for inbound calls", "Eingehendes Gespräch: Datensatz anzeigen"),
            "calls" => self.one("Calls", "Gespräche"),
            "case" => self.one("Cases", "Kundenvorgänge"),
            "missed" => self.one("Unsuccessful calls", "Erfolglose Gespräche"),
            "email" => self.one("E-mail on missed calls", "E-Mail bei verpassten Anrufen"),
            "results" => self.one("Results and editing", "Ergebnisse und Bearbeiten"),
            "follow_up" => self.one("Follow-up", "Nachbereitung"),
            _ => self.one("More", "Weiteres"),
        }
    }

    pub fn family(&self, family: Family) -> &'static str {
        match family {
            Family::Inbound => self.one("Inbound", "Eingehend"),
            Family::Unanswered => self.one("Inbound, not answered", "Eingehend, nicht angenommen"),
            Family::Outbound => self.one("Outbound", "Ausgehend"),
            Family::Internal => self.one("Between colleagues", "Unter Kollegen"),
            Family::Afterwards => self.one("After the call", "Nach dem Gespräch"),
        }
    }

    pub fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Pop => self.one("Opens", "Öffnet sich:"),
            Kind::Task => self.one("New task", "Neue Aufgabe"),
            Kind::Event => self.one("New event", "Neues Ereignis"),
            Kind::Case => self.one("New case", "Neuer Kundenvorgang"),
            Kind::Changed => self.one("Changed", "Geändert"),
            Kind::Deleted => self.one("Deleted", "Gelöscht"),
            Kind::Mail => self.one("E-mail to", "E-Mail an"),
        }
    }

    /// A scenario in a line.
    #[rustfmt::skip]
    pub fn scenario(&self, name: &str) -> &'static str {
        match name {
            "contact" => self.one("A contact calls", "Ein Kontakt ruft an"),
            "contact_without_account" => self.one("A contact without an account calls", "Ein Kontakt ohne Account ruft an"),
            "contact_nothing_open" => self.one("A contact calls, and nothing is open", "Ein Kontakt ruft an, nichts ist offen"),
            "colleague_of_the_account" => self.one("A contact calls; only the account has something open", "Ein Kontakt ruft an; nur beim Account ist etwas offen"),
            "account" => self.one("An account calls", "Ein Account ruft an"),
            "lead" => self.one("A lead calls", "Ein Lead ruft an"),
            "several_chosen" => self.one("Several have the number, one is chosen", "Mehrere haben die Nummer, einer wird gewählt"),
            "several_unchosen" => self.one("Several have the number, none is chosen", "Mehrere haben die Nummer, keiner wird gewählt"),
            "unknown" => self.one("An unknown number calls", "Eine unbekannte Nummer ruft an"),
            "withheld" => self.one("The number is withheld", "Die Nummer ist unterdrückt"),
            "not_readable" => self.one("The newest record may not be read", "Der neueste Datensatz ist nicht lesbar"),
            "keyed_in" => self.one("A case number was keyed in", "Eine Vorgangsnummer wurde eingetippt"),
            "keyed_in_unknown" => self.one("What was keyed in does not exist", "Das Eingetippte gibt es nicht"),
            "custom_object" => self.one("The number of a custom object calls", "Die Nummer eines benutzerdefinierten Objekts ruft an"),
            "missed" => self.one("A contact's call is missed", "Der Anruf eines Kontakts wird verpasst"),
            "missed_unknown" => self.one("An unknown number is missed", "Eine unbekannte Nummer wird verpasst"),
            "missed_several" => self.one("Missed, and several have the number", "Verpasst, und mehrere haben die Nummer"),
            "missed_internal" => self.one("A colleague's call is missed", "Der Anruf eines Kollegen wird verpasst"),
            "missed_but_answered" => self.one("Missed, and a colleague answers", "Verpasst, und ein Kollege nimmt an"),
            "answered_elsewhere" => self.one("Another phone answers", "Ein anderes Telefon nimmt an"),
            "declined" => self.one("Declined", "Abgelehnt"),
            "outbound" => self.one("A contact is called", "Ein Kontakt wird angerufen"),
            "outbound_clicked" => self.one("A number on a page is clicked", "Eine Nummer auf einer Seite wird angeklickt"),
            "outbound_unknown" => self.one("An unknown number is called", "Eine unbekannte Nummer wird angerufen"),
            "outbound_busy" => self.one("The line is busy", "Besetzt"),
            "outbound_no_answer" => self.one("Nobody answers", "Keiner nimmt ab"),
            "internal_in" => self.one("A colleague calls", "Ein Kollege ruft an"),
            "internal_out" => self.one("A colleague is called", "Ein Kollege wird angerufen"),
            "note_afterwards" => self.one("A note is added and saved", "Eine Notiz wird ergänzt und gespeichert"),
            "next_call" => self.one("A note is added, and the next call comes", "Eine Notiz wird ergänzt, dann kommt der nächste Anruf"),
            "follow_up_saved" => self.one("Saved with the preselected follow-up", "Gespeichert mit der Vorauswahl"),
            "follow_up_task" => self.one("Saved with a follow-up task", "Gespeichert mit einer Folgeaufgabe"),
            "follow_up_close_today" => self.one("Saved with a follow-up task that closes today's", "Gespeichert mit Folgeaufgabe, heutige abgeschlossen"),
            "follow_up_event" => self.one("Saved with a new event", "Gespeichert mit einem Ereignis"),
            _ => self.one("Another call", "Ein anderes Gespräch"),
        }
    }

    pub fn so_many(&self, count: usize, all: usize) -> String {
        match self.language {
            Language::English => format!("{count} of {all} calls come out differently."),
            Language::German => format!("{count} von {all} Gesprächen gehen anders aus."),
        }
    }

    pub fn read_in(&self, count: usize) -> String {
        match self.language {
            Language::English => format!("Read in: {count} settings differ from the defaults."),
            Language::German => format!("Eingelesen: {count} Einstellungen weichen von den Vorgaben ab."),
        }
    }

    pub fn earlier(&self, what: &str) -> String {
        match self.language {
            Language::English => format!("{what}: earlier"),
            Language::German => format!("{what}: weiter nach vorn"),
        }
    }

    /// What is wrong with a text that was to be read in, and what to do. The draft stays as it was.
    pub fn unreadable(&self, why: Unreadable) -> String {
        match (why, self.language) {
            (Unreadable::Xml { line }, Language::English) => {
                format!("Line {line} breaks the XML; the draft is as it was. Mend that line, or export the file anew.")
            }
            (Unreadable::Xml { line }, Language::German) => {
                format!("In Zeile {line} ist das XML nicht in Ordnung; der Entwurf ist, wie er war. Diese Zeile berichtigen oder neu exportieren.")
            }
            (Unreadable::NoCallCenter, Language::English) => {
                "This XML is no call center file; the draft is as it was. Choose the file of a call center.".to_owned()
            }
            (Unreadable::NoCallCenter, Language::German) => {
                "Dieses XML ist keine Callcenter-Datei; der Entwurf ist, wie er war. Die Datei eines Callcenters wählen.".to_owned()
            }
            (Unreadable::Line { line }, Language::English) => {
                format!("Line {line} has no “=”; the draft is as it was. Each line is a name, “=” and a value.")
            }
            (Unreadable::Line { line }, Language::German) => {
                format!("In Zeile {line} fehlt „=“; der Entwurf ist, wie er war. Jede Zeile ist ein Name, „=“ und ein Wert.")
            }
            (Unreadable::Long, Language::English) => {
                "This is more than a call center file can hold; the draft is as it was. Choose another file.".to_owned()
            }
            (Unreadable::Long, Language::German) => {
                "Das ist mehr, als eine Callcenter-Datei fassen kann; der Entwurf ist, wie er war. Eine andere Datei wählen.".to_owned()
            }
        }
    }
}
