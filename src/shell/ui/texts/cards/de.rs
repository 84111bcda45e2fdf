//! German.

use super::super::de as first;
use super::{CardTexts, custom, sound};
use crate::engine::crm::{FailureKind, Object};
use crate::engine::settings::{Clash, FollowUp, KEYS, PresenceKind, Problem, forms};
use crate::engine::telephony::{Lamp, Trouble};
use crate::engine::view::Need;

pub static DE: CardTexts = CardTexts {
    first: &first::DE,

    inbound: "Eingehender Anruf",
    outbound: "Ausgehender Anruf",
    internal: "Internes Gespräch",
    muted: "Sie sind stumm",
    queue: "Warteschlange",
    ivr: "Eingegeben",
    diverted_by: "Weitergeleitet von",
    calls: "Gespräche",

    phone_elsewhere: "Das Telefon ist in einem anderen Tab. Sie können es auch hier bedienen.",
    call_elsewhere: "Dieses Gespräch ist in einem anderen Tab: Dort ist der Ton. Bedienen können Sie es auch hier.",
    phone_silent: "Das Telefon ist in einem anderen Tab, und der antwortet nicht. Wecken oder schließen Sie ihn: Dann kommt das Telefon hierher.",
    sound: sound::german_grade,
    sound_unknown: "Der Ton wird gemessen …",
    mos: sound::german_mos,
    sound_numbers: sound::german_numbers,
    audio_trouble: sound::german_trouble,

    lost_state: "Unterbrochen",
    lost: "Die Seite war mitten in diesem Gespräch weg. Die andere Seite ist wahrscheinlich noch da und hört nichts.",
    rejoin: "Zurückholen",
    rejoining: "Das Gespräch wird zurückgeholt …",

    gap: |from, to, desk_phone| match desk_phone {
        true => format!(
            "Ihr Telefon wurde von {from} bis {to} nicht beobachtet: Der Computer schlief, oder die Verbindung war weg. Gespräche aus dieser Zeit sind nicht gespeichert."
        ),
        false => format!(
            "Sie waren von {from} bis {to} nicht erreichbar: Der Computer schlief, oder die Verbindung war weg. Anrufe aus dieser Zeit haben hier nicht geklingelt."
        ),
    },

    missed_meanwhile: "Diese Anrufe hat inzwischen niemand angenommen",

    controls: "Gespräch steuern",
    end_name: "Auflegen",
    hold: "Halten",
    hold_name: "Halten",
    resume: "Fortsetzen",
    resume_name: "Gespräch fortsetzen",
    mute: "Stumm",
    mute_name: "Stumm schalten",
    unmute: "Ton an",
    unmute_name: "Ton an: Mikrofon einschalten",
    keypad: "Tasten",
    keys_sent: "Gesendete Tasten",
    no_keys_sent: "noch keine",

    transfer: "Übergabe",
    transfer_name: "Übergabe des Gesprächs",
    transfer_to: "Übergeben an Rufnummer",
    transfer_now: "Sofort übergeben",
    ask_first: "Erst rückfragen",
    transfer_hint: "Rückfragen ruft die Nummer an und hält dieses Gespräch. Dann verbinden Sie beide oder wechseln zwischen ihnen.",
    transferring: "Wird übergeben. Das Gespräch bleibt Ihres, bis es gelungen ist.",
    swap: "Wechseln",
    swap_name: |who| format!("Wechseln zu {who}"),
    join: "Verbinden",
    join_name: |who| format!("Dieses Gespräch mit {who} verbinden und beide verlassen"),
    join_all: "Konferenz",
    join_all_name: |who| format!("Konferenz: auch mit {who} sprechen"),
    conference: "Konferenz",
    leave_both: "Beide verlassen",
    invited: |who| format!("Sie werden gebeten, stattdessen {who} anzurufen."),
    follow: "Dort anrufen",
    watched: "Kollegen",
    lamp,
    messages,

    note: "Anrufnotiz",
    note_hint: "Worum ging es?",
    note_room: |left| format!("Noch {left} Zeichen"),
    note_full: "Die Notiz ist voll: Mehr Zeichen nimmt Salesforce nicht an.",
    subject: "Betreff",
    subject_locked: "Betreff (von der Administration vorgegeben)",

    result: "Anrufergebnis",
    no_result: "Kein Ergebnis",
    follow_up: "Folgeaktivität",
    nothing_follows: "Keine",
    follow_ups,
    follow_up_hint: "Geschieht beim Speichern.",
    due: "Fällig",
    which_task: "Welche Aufgabe",
    searching_tasks: "Offene Aufgaben werden gesucht",
    no_tasks: "Es gibt keine solche offene Aufgabe.",
    tasks_failed: "Die offenen Aufgaben waren nicht zu erfahren.",
    task_due: |day| format!("fällig {day}"),
    task_not_mine: "gehört jemand anderem",
    follow_now,
    followed,

    record: "Wer es ist",
    object,
    searching: "Nummer wird in Salesforce gesucht",
    nothing_found: "Kein Datensatz in Salesforce hat diese Nummer.",
    search_failed: "Salesforce konnte nicht durchsucht werden. Das Gespräch ist nicht betroffen.",
    several: |n| format!("{n} Datensätze haben die Nummer. Welcher?"),
    found_by: |spelling| format!("gefunden als {spelling}"),
    none_of_these: "Keiner davon",
    change: "Ändern",
    others: |n| if n == 1 { "1 weiterer hat diese Nummer".into() } else { format!("{n} weitere haben diese Nummer") },
    unassigned: "Keinem Datensatz zugeordnet.",
    add_page: |object, name| format!("Offene Seite hinzufügen: {object} {name}"),
    assign_page: |object, name| format!("Offene Seite zuordnen: {object} {name}"),
    open: "Öffnen",
    open_search: "In Salesforce suchen",

    saving_title: "Speichern",
    not_saved_yet: "Noch nicht gespeichert",
    unsaved_by_agent: "Noch nicht gespeichert. Bitte speichern.",
    unsaved: "Änderungen werden von selbst gespeichert",
    saving: "Wird gespeichert",
    saving_again: |attempt| format!("Wird gespeichert, Versuch {attempt}"),
    saved_at: |time| format!("Gespeichert {time}"),
    refused: "Salesforce hat diesen Anruf nicht gespeichert. Ihre Notiz bleibt hier erhalten.",
    part_refused: "Salesforce hat nicht gespeichert. Hier bleibt alles erhalten; Speichern versucht es erneut.",
    part_waiting: |time| format!("noch nicht gespeichert, nächster Versuch um {time}"),
    part_unknown: "Salesforce hat nicht geantwortet: Vielleicht ist es da, vielleicht nicht. Bitte sehen Sie beim Datensatz nach.",
    undo: "Rückgängig",
    keep_unsaved: "Ungespeichert lassen",
    keep_unsaved_explained: "Ungespeichert lassen: Anruf und Notiz stehen nur in Ihren letzten Anrufen.",
    waiting: |time| format!("Noch nicht gespeichert, nächster Versuch um {time}. Ihre Notiz bleibt hier erhalten."),
    unknown: "Salesforce hat nicht geantwortet: Vielleicht ist der Anruf gespeichert, vielleicht nicht. Bitte sehen Sie bei den Aktivitäten des Datensatzes nach. Ihre Notiz bleibt hier erhalten.",
    conflict: "In Salesforce inzwischen geändert. Was soll gelten?",
    field: |name| {
        Some(match name {
            "Description" => "Notiz",
            "Subject" => "Betreff",
            "CallDisposition" => "Ergebnis",
            "Status" => "Status",
            "Priority" => "Priorität",
            "ActivityDate" | "StartDateTime" => "Datum",
            "WhoId" => "Name",
            "WhatId" => "Bezieht sich auf",
            "ContactId" => "Kontakt",
            "AccountId" => "Account",
            "CallDurationInSeconds" => "Dauer in Sekunden",
            "DurationInMinutes" => "Dauer in Minuten",
            "CallType" => "Anrufart",
            _ => return None,
        })
    },
    there: "in Salesforce",
    keep_theirs: "Salesforce",
    keep_mine: "Meins",
    keep_both: "Beides",
    another_record: "ein anderer Datensatz",
    empty: "leer",
    not_saved: "Dieser Anruf wird nicht in Salesforce gespeichert.",
    off_record: "Diesen Anruf nicht protokollieren",
    save: "Speichern",
    it_is_there: "Ist vorhanden",
    save_again: "Erneut speichern",
    open_task: "Zur Aufgabe",
    close: "Schließen",

    presence: "Ihr Zustand",
    presence_kind: |kind| match kind {
        PresenceKind::Available => "Verfügbar",
        PresenceKind::Away => "Abwesend",
        PresenceKind::DoNotDisturb => "Nicht stören",
        PresenceKind::WrapUp => "Nachbearbeitung",
    },
    presence_untold: "Die Telefonanlage hat es noch nicht bestätigt.",
    on_call: "Im Gespräch",
    wrap_up: "Nachbearbeitung",
    time_left: "Noch",
    prolong: |seconds| format!("{seconds} s mehr"),
    ready_again: "Jetzt bereit",

    recent: "Letzte Anrufe",
    no_recent: "Noch keine Anrufe. Sie erscheinen hier, sobald sie beendet sind.",
    saved_mark: "In Salesforce gespeichert",
    off_record_mark: "Auf Ihren Wunsch nicht protokolliert",
    log_late: |who| format!("Noch nicht in Salesforce. Jetzt speichern: {who}"),
    unlogged: |n| format!("{n} nicht protokolliert"),
    all_logged: "Salesforce hat jeden Anruf, den es haben soll.",
    call_back: |who| format!("{who} anrufen"),

    why: "Warum?",
    why_name: |who| format!("Warum? {who}"),
    why_title: |who| format!("Warum: {who}"),
    why_empty: "Was zu diesem Anruf entschieden wurde, ist nicht mehr aufbewahrt.",
    why_settings: "Einstellungen",
    acts: "handelt",
    declines: "handelt nicht",
    copy: "Als Text kopieren",
    copied: "Kopiert",
    not_copied: "Der Browser hat das Kopieren nicht erlaubt.",
    failure,
    remedy,
    pop_failed: "Der Datensatz konnte nicht geöffnet werden. Das Gespräch ist nicht betroffen.",
    unreadable: |key| {
        format!(
            "Ein Anruf von früher ist nicht lesbar. Er bleibt im Speicher dieses Browsers unter „{key}“. Bitte sagen Sie es Ihrer Administration."
        )
    },
    settings_bad: |n| {
        let bad = match n {
            1 => "Eine Einstellung des Callcenters gilt".into(),
            n => format!("{n} Einstellungen des Callcenters gelten"),
        };
        format!("{bad} nicht so wie geschrieben, alles andere schon. Bitte sagen Sie es Ihrer Administration.")
    },
    problem,
    needs_package,
    record_type_refused: |object| {
        format!(
            "{object} gespeichert, aber ohne den Datensatztyp: Sie dürfen ihn nicht verwenden. Administration: Bitte die ID in den Einstellungen und die Datensatztypen des Profils prüfen."
        )
    },
    tasks_completed: |n| {
        let tasks = if n == 1 { "Die alte Aufgabe konnte".into() } else { format!("{n} alte Aufgaben konnten") };
        format!("{tasks} nicht gelöscht werden; Status ist nun Abgeschlossen. Sie müssen nichts tun.")
    },
    tasks_not_closed: "Die alte Aufgabe ist noch offen. Anruf und Notiz sind gespeichert. Schließen Sie die Aufgabe auf ihrer Seite:",
    mail_failed: "Die E-Mail zum verpassten Anruf wurde nicht gesendet. Der Anruf ist nicht betroffen. Administration: Bitte prüfen, ob Ihre E-Mail-Adresse in Salesforce bestätigt ist, und die Vorlage.",
    do_not_disturb: "Sie stehen auf Nicht stören: Es wird nichts gewählt. Wählen Sie oben einen anderen Zustand.",
    presence_not_told: |code| {
        format!(
            "Die Telefonanlage hat Ihren Zustand nicht angenommen (Kennziffer {code}). Hier gilt er trotzdem. Administration: presence.states mit den Kennziffern der Telefonanlage vergleichen."
        )
    },
    undone: "Das Speichern wurde zurückgenommen: In Salesforce steht nichts von diesem Anruf. Ihre Notiz bleibt hier; Speichern legt sie neu an.",
    undo_failed: "Das Speichern konnte nicht zurückgenommen werden: Die Aufgabe steht noch in Salesforce. Ändern oder löschen Sie sie dort.",
    unplugged: sound::german_unplugged,
    fields_missing: |fields| {
        format!(
            "Der Anruf ist gespeichert, aber diese Felder gibt es in Ihrem Salesforce nicht: {fields}. Ihre Werte stehen in den Kommentaren. Bitte sagen Sie es Ihrer Administration."
        )
    },
};

fn object(object: &Object) -> String {
    match object {
        Object::Account => "Account",
        Object::Contact => "Kontakt",
        Object::Lead => "Lead",
        Object::Opportunity => "Opportunity",
        Object::Case => "Kundenvorgang",
        Object::Task => "Aufgabe",
        Object::Event => "Ereignis",
        Object::User => "Benutzer",
        Object::Other(name) => return custom(name),
    }
    .into()
}

fn failure(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::NotInFrame => {
            "Das Widget läuft nicht in Salesforce. Öffnen Sie es über die Utility-Leiste einer Lightning-Anwendung."
        }
        FailureKind::InitFailed => {
            "Salesforce hat die Seite abgelehnt. Administration: Vergleichen Sie die CTI-Adapter-URL unter Setup > Callcenter mit der Adresse dieser Seite."
        }
        FailureKind::NotReady => "Salesforce ist noch nicht bereit. Es ist nichts geschehen; es wird erneut versucht.",
        FailureKind::Rejected => "Salesforce hat abgelehnt. Es wurde nichts geändert.",
        FailureKind::ServerError => "Salesforce meldet einen eigenen Fehler. Vielleicht ist es trotzdem geschehen.",
        FailureKind::Timeout => "Salesforce hat nicht rechtzeitig geantwortet. Vielleicht ist es trotzdem geschehen.",
        FailureKind::Garbled => {
            "Die Antwort von Salesforce ist nicht zu verstehen. Vielleicht ist es trotzdem geschehen."
        }
        FailureKind::Malformed => "Das Widget hat einen Fehler gemacht. Es wurde nichts geändert. Bitte melden Sie es.",
        FailureKind::Unsupported => "Dieses Salesforce kann das nicht. Es wurde nichts geändert.",
    }
}

fn lamp(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Free => "frei",
        Lamp::Ringing => "klingelt",
        Lamp::Busy => "im Gespräch",
        Lamp::Unknown => "unbekannt",
    }
}

fn messages(new: u32, old: u32) -> String {
    match (new, old) {
        (1, _) => "1 neue Sprachnachricht. Sprachbox anrufen".to_owned(),
        (0, 0) => "Keine Sprachnachrichten. Sprachbox anrufen".to_owned(),
        (0, old) => format!("Keine neuen Sprachnachrichten, {old} gehört. Sprachbox anrufen"),
        (new, _) => format!("{new} neue Sprachnachrichten. Sprachbox anrufen"),
    }
}

fn remedy(trouble: Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::MicrophoneRefused => Some(
            "Klicken Sie auf das Symbol links neben der Adresse und erlauben Sie das Mikrofon. Gibt es dort keine Auswahl, stellt Ihre Administration Setup > Sitzungseinstellungen > Browserfunktionsberechtigungen > Mikrofon auf Immer.",
        ),
        Trouble::Forbidden => Some("Ihre Administration prüft die Nebenstelle in der Telefonanlage."),
        Trouble::Unreachable => Some(
            "Hält es an, prüft Ihre Administration die Serveradresse im Callcenter, deren Zertifikat und Setup > Vertrauenswürdige URLs.",
        ),
        Trouble::ShutOut => Some(
            "Prüfen Sie Benutzer und Kennwort in den Einstellungen. Hilft das nicht, prüft Ihre Administration die Serveradresse, deren Zertifikat, Setup > Vertrauenswürdige URLs und ari.conf.",
        ),
        Trouble::DeskPhoneOff => Some(
            "Prüfen Sie, ob das Telefon eingeschaltet und sein Netzwerkkabel eingesteckt ist. Versuchen Sie es dann erneut.",
        ),
        Trouble::Media => {
            Some("Ihre Administration prüft die Codecs und den STUN- oder TURN-Server der Telefonanlage.")
        }
        Trouble::MicrophoneMissing
        | Trouble::WrongPassword
        | Trouble::Unavailable
        | Trouble::Unsupported
        | Trouble::Protocol { .. } => None,
    }
}

fn follow_ups(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Task => "Neue Aufgabe",
        FollowUp::TaskCloseToday => "Neue Aufgabe, heutige erledigen",
        FollowUp::OpenToday => "Heutige Aufgabe öffnen",
        FollowUp::OpenLatest => "Letzte Aufgabe öffnen",
        FollowUp::Event => "Neues Ereignis",
    }
}

fn follow_now(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Task | FollowUp::TaskCloseToday | FollowUp::Event => "Jetzt anlegen",
        FollowUp::OpenToday | FollowUp::OpenLatest => "Jetzt öffnen",
    }
}

fn followed(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Task | FollowUp::TaskCloseToday => "Neue Aufgabe",
        FollowUp::Event => "Neues Ereignis",
        FollowUp::OpenToday | FollowUp::OpenLatest => "Aufgabe geöffnet",
    }
}

fn needs_package(need: Need) -> &'static str {
    match need {
        Need::Records => {
            "Letzter Vorgang, letzte Opportunity, Account und Eingabe des Anrufers sind nicht zu finden: Stattdessen öffnet der Datensatz des Anrufers. Administration: Bitte das Ferrophone-Paket installieren."
        }
        Need::Tasks => {
            "Offene Aufgaben können weder aufgelistet noch erledigt werden. Neue werden angelegt. Administration: Bitte das Ferrophone-Paket installieren."
        }
        Need::MissedButAnswered => {
            "Der verpasste Anruf eines Kollegen konnte nicht als angenommen vermerkt werden. Ihr eigener wird wie immer gespeichert. Administration: Bitte das Ferrophone-Paket installieren."
        }
        Need::Mail => {
            "Zu verpassten Anrufen wird keine E-Mail gesendet. Die Anrufe selbst werden wie immer gespeichert. Administration: Bitte das Ferrophone-Paket installieren."
        }
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Unusable { key, text } => {
            let key = KEYS.iter().find(|known| known.name == *key);
            let (form, default) = key.map_or(("", ""), |key| (forms::german(key.form()), key.default));
            let default = if default.is_empty() { "nichts" } else { default };
            format!("„{text}“ ist nicht zu verwenden; es gilt: {default}. Möglich ist: {form}.")
        }
        Problem::Unknown(_) => {
            "Diese Einstellung gibt es nicht; sie bewirkt nichts. Namen berichtigen oder entfernen.".into()
        }
        Problem::UnknownVariable(name) => {
            format!("„{{{name}}}“ steht für nichts und wird so geschrieben. Berichtigen oder herausnehmen.")
        }
        Problem::Clash(clash) => match clash {
            Clash::InteractionLog { .. } => {
                "Aus, weil interaction_log.enabled an ist: Salesforce schreibt Anrufe selbst auf. Eines von beiden ausschalten."
            }
            Clash::TrackNeedsMissed => "Aus, weil missed.save_inbound aus ist. Jenes einschalten oder dieses aus.",
            Clash::TrackNeedsCallIds => "Aus, weil calls.unique_ids aus ist. Jenes einschalten oder dieses aus.",
            Clash::OwnerNeedsMail => "Aus, weil email.missed aus ist. Jenes einschalten oder dieses aus.",
            Clash::OwnerNeedsAddress => {
                "Leer: Haben kein oder mehrere Datensätze die Nummer, bekommt die E-Mail, wer den Anruf verpasst hat. Eine Adresse eintragen."
            }
            Clash::RingAll { .. } => {
                "Aus, weil calls.ring_all an ist: Wo alle Telefone klingeln, würde jeder jeden Anruf verpassen. Eines von beiden ausschalten."
            }
            Clash::EditHidesResult { .. } => {
                "An: Das Ergebnis wird auf der Seite der Aufgabe gewählt, {callresult} bleibt leer. Aus subject.template herausnehmen oder dieses ausschalten."
            }
            Clash::DefaultNotOffered { .. } => {
                "Steht nicht unter den Optionen: Nichts ist vorausgewählt. Zu den Optionen hinzufügen oder anders wählen."
            }
            Clash::IvrNeedsBoth => {
                "Die Eingabe des Anrufers wird nicht gesucht. pop.ivr_object und pop.ivr_field ausfüllen, oder keines."
            }
        }
        .into(),
    }
}
