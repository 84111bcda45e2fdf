//! The reasons that rules give, in both languages: the administrator reads them, and copies them for whoever asks.

use crate::engine::locale::Language;

macro_rules! reasons {
    ($($name:ident: $english:literal, $german:literal;)*) => {
        /// Why a rule acts, or why not.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Why { $($name),* }

        /// English, German; in the order of [`Why`].
        const TEXTS: &[[&str; 2]] = &[$([$english, $german]),*];
    };
}

impl Why {
    /// A clause without capital and full stop.
    pub fn text(self, language: Language) -> &'static str {
        let column = match language {
            Language::English => 0,
            Language::German => 1,
        };
        TEXTS.get(self as usize).map_or("", |row| row[column])
    }
}

reasons! {
    // The CRM and the kind of call.
    CrmSilent: "Salesforce has not answered yet: asked again when it does", "Salesforce hat noch nicht geantwortet: wird dann erneut gefragt";
    NoCrm: "there is no Salesforce to ask or to save to", "es gibt kein Salesforce, das gefragt werden oder speichern könnte";
    Internal: "a colleague is no customer", "ein Kollege ist kein Kunde";
    Outgoing: "an outgoing call opens nothing", "ein ausgehendes Gespräch öffnet nichts";
    NotDisturbed: "the agent is not to be disturbed", "der Agent soll nicht gestört werden";
    Over: "the call is over", "das Gespräch ist vorbei";
    GoingOn: "the call is still going on", "das Gespräch dauert noch an";
    SwitchedOff: "the settings leave it out", "die Einstellungen sehen es nicht vor";
    Already: "it has been done for this call", "für dieses Gespräch ist es schon geschehen";
    // Who it is.
    Withheld: "the number is withheld", "die Nummer ist unterdrückt";
    TooShort: "the number is too short to search for", "die Nummer ist zu kurz für eine Suche";
    MayBelong: "the number may belong to a record", "die Nummer kann zu einem Datensatz gehören";
    NoOrigin: "the call was not made from a record", "das Gespräch wurde nicht von einem Datensatz aus begonnen";
    OriginIsActivity: "an activity or a user is no record to relate to", "einer Aktivität oder einem Benutzer wird nichts zugeordnet";
    FromOrigin: "the call was made from this record", "das Gespräch wurde von diesem Datensatz aus begonnen";
    AgentSaid: "the agent has said which record it is", "der Agent hat gesagt, welcher Datensatz es ist";
    AgentSaidNone: "the agent said that it belongs to none", "der Agent hat gesagt, dass es zu keinem gehört";
    Visited: "of those that have the number the agent opened this one's page", "von denen mit dieser Nummer hat der Agent diese Seite geöffnet";
    VisitedOther: "the page that the agent opened is none of those that have the number", "die Seite, die der Agent geöffnet hat, ist keine von denen mit dieser Nummer";
    VisitedTarget: "the agent opened what the settings open for this caller", "der Agent hat geöffnet, was die Einstellungen für diesen Anrufer öffnen";
    OnlyOne: "only this record has the number", "nur dieser Datensatz hat die Nummer";
    NobodyHas: "no record has this number", "kein Datensatz hat diese Nummer";
    SeveralHave: "several records have this number: the agent chooses", "mehrere Datensätze haben diese Nummer: der Agent wählt";
    // What the caller keyed in.
    NoIvrValue: "the caller keyed in nothing", "der Anrufer hat nichts eingegeben";
    IvrNames: "what the caller keyed in may name a record", "die Eingabe des Anrufers kann einen Datensatz nennen";
    IvrFirst: "what the caller keyed in is being looked up and comes first", "die Eingabe des Anrufers wird gesucht und geht vor";
    IvrFound: "this record is what the caller keyed in", "diesen Datensatz hat der Anrufer eingegeben";
    // The pop.
    NotRelated: "the call belongs to no record yet", "das Gespräch gehört noch zu keinem Datensatz";
    PopIdentified: "the settings open the caller's own record", "die Einstellungen öffnen den Datensatz des Anrufers";
    NoSuchMode: "the setting has no effect on this kind of record", "für diese Art von Datensatz hat die Einstellung keine Wirkung";
    AskLatest: "the settings open the latest open record instead", "die Einstellungen öffnen stattdessen den neuesten offenen Datensatz";
    AskAccount: "the settings open the account instead of the contact", "die Einstellungen öffnen den Account statt des Kontakts";
    AskTarget: "the settings open what this record points to", "die Einstellungen öffnen, worauf dieser Datensatz verweist";
    TargetPending: "the record that opens instead is being looked up", "der Datensatz, der stattdessen öffnet, wird gesucht";
    TargetFound: "the record that the settings open instead was found", "der Datensatz, den die Einstellungen stattdessen öffnen, wurde gefunden";
    TargetNone: "there is none that could open instead: the caller's own record opens", "es gibt keinen, der stattdessen öffnen könnte: der Datensatz des Anrufers öffnet";
    WaitForAnswer: "the settings open it at the answer", "die Einstellungen öffnen ihn bei der Annahme";
    LayoutNothing: "the softphone layout opens nothing for an unknown number", "das Softphone-Layout öffnet für eine unbekannte Nummer nichts";
    LayoutWaits: "a form must not cover the Answer button: it waits for the answer", "ein Formular darf die Annahme nicht verdecken: es wartet auf sie";
    LayoutSays: "the softphone layout says what opens for an unknown number", "das Softphone-Layout sagt, was für eine unbekannte Nummer öffnet";
    NewCase: "a new case opens as soon as it is there", "ein neuer Kundenvorgang öffnet, sobald er da ist";
    // Cases.
    CaseNeedsParty: "only a contact or an account gets a case", "nur ein Kontakt oder ein Account bekommt einen Kundenvorgang";
    CaseAtAnswer: "the call was answered and its caller is known", "das Gespräch wurde angenommen und der Anrufer ist bekannt";
    CaseNeedsAnswer: "a case is made for an answered call", "ein Kundenvorgang entsteht für ein angenommenes Gespräch";
    CaseIsOpen: "an open case was found: no new one", "ein offener Kundenvorgang wurde gefunden: kein neuer";
    CaseAtDial: "a case is made as soon as a number is dialled", "ein Kundenvorgang entsteht, sobald gewählt wird";
    CaseFollows: "the case follows what is now known about the call", "der Kundenvorgang folgt dem, was nun bekannt ist";
    // Saving.
    AgentAsked: "the agent asked for it", "der Agent hat es verlangt";
    ChangedSince: "it was saved before: what changed since goes out", "es wurde schon gespeichert: was sich geändert hat, geht hinaus";
    TakenBack: "the agent took it back", "der Agent hat es zurückgenommen";
    OffRecord: "the agent said not to log it", "der Agent hat gesagt, dass es nicht protokolliert wird";
    AnsweredIsSaved: "answered calls of this direction are saved by themselves", "angenommene Gespräche dieser Richtung werden von selbst gespeichert";
    EditMode: "the Task is saved to be opened for editing", "die Aufgabe wird gespeichert, um bearbeitet zu werden";
    LeftToAgent: "the settings leave saving to the agent", "die Einstellungen überlassen das Speichern dem Agenten";
    MissedIsSaved: "missed calls are saved by themselves", "verpasste Gespräche werden von selbst gespeichert";
    MissedIsNot: "the settings do not save missed calls", "die Einstellungen speichern verpasste Gespräche nicht";
    TakenElsewhere: "a colleague took it: it is saved as missed but answered", "ein Kollege hat es angenommen: gespeichert als entgangen, aber angenommen";
    NotMissed: "a colleague took it: nobody missed it", "ein Kollege hat es angenommen: niemand hat es verpasst";
    UnansweredIsSaved: "calls without an answer are saved by themselves", "Gespräche ohne Antwort werden von selbst gespeichert";
    UnansweredIsNot: "the settings do not save calls without an answer", "die Einstellungen speichern Gespräche ohne Antwort nicht";
    InternalUnanswered: "calls between colleagues are saved only when somebody talked", "Gespräche zwischen Kollegen werden nur gespeichert, wenn gesprochen wurde";
    InteractionLog: "Salesforce's interaction log writes it down", "das Interaktionsprotokoll von Salesforce schreibt es auf";
    // After it.
    OpensForEditing: "answered calls of this direction open for editing", "angenommene Gespräche dieser Richtung öffnen zur Bearbeitung";
    NobodyTalked: "nobody talked", "niemand hat gesprochen";
    OthersMissed: "a colleague may have missed it before", "ein Kollege kann es vorher verpasst haben";
    OthersTook: "a colleague may have taken it", "ein Kollege kann es angenommen haben";
    NoCallId: "the telephone system gave the call no name", "die Telefonanlage hat dem Gespräch keinen Namen gegeben";
    SearchPending: "the search is not back yet", "die Suche ist noch nicht zurück";
    MailAgent: "the one who missed it is told", "wer es verpasst hat, wird benachrichtigt";
    MailOwner: "the owner of the only record is told", "der Inhaber des einzigen Datensatzes wird benachrichtigt";
    MailDefault: "none or several records have the number: the default address is told", "kein oder mehrere Datensätze haben die Nummer: die Standardadresse wird benachrichtigt";
    NotMissedCall: "it is no missed call", "es ist kein verpasstes Gespräch";
    NoFollowUp: "nothing is chosen to follow", "es ist keine Folge gewählt";
    FollowUpMade: "the agent saved with this choice", "der Agent hat mit dieser Wahl gespeichert";
    NoTask: "there is no open task", "es gibt keine offene Aufgabe";
    TasksWanted: "the choice needs to know the open tasks", "die Wahl braucht die offenen Aufgaben";
    TasksNotWanted: "the choice needs no open tasks", "die Wahl braucht keine offenen Aufgaben";
    // Auto-answer.
    AnswersOnRequest: "the telephone system asks the phone to answer by itself", "die Telefonanlage verlangt, dass das Telefon von selbst annimmt";
    AnswersItself: "inbound calls are answered at once", "eingehende Gespräche werden sofort angenommen";
    NotAlone: "another call is going on", "ein anderes Gespräch läuft";
    CannotAnswer: "the telephone cannot be answered from here", "das Telefon kann von hier nicht angenommen werden";
}
