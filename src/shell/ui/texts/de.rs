//! German, with the words that Salesforce uses in German.

use super::Texts;
use crate::engine::event::StorageTrouble;
use crate::engine::telephony::{CommandKind, EndCause, Trouble};

pub static DE: Texts = Texts {
    tag: "de",

    line: "Telefonleitung",
    ready: "Bereit",
    connecting: "Wird verbunden",
    no_connection: "Keine Verbindung",
    next_try: |time| format!(" Nächster Versuch um {time}."),
    password_needed: "Kennwort nötig",
    off: "Abgemeldet",
    practice_line: "Übungsleitung",
    proved: |time| format!("Von der Telefonanlage bestätigt um {time}"),
    go_online: "Anmelden",
    go_offline: "Abmelden",
    try_now: "Jetzt versuchen",

    navigation: "Hauptnavigation",
    nav_call: "Gespräch",
    nav_dial: "Wählen",
    nav_recent: "Anrufe",
    nav_settings: "Einstellungen",

    dial_title: "Wählen",
    number: "Rufnummer",
    call: "Anrufen",
    delete_digit: "Letztes Zeichen löschen",
    reason_off: "Sie sind abgemeldet. Melden Sie sich an, um anzurufen.",
    reason_password: "Melden Sie sich an, um anzurufen.",
    reason_connecting: "Die Verbindung wird hergestellt. Einen Moment.",
    reason_down: "Es gibt keine Verbindung zur Telefonanlage.",
    reason_busy: "Sie sind im Gespräch. Halten oder beenden Sie es, um anzurufen.",
    withheld: "Rufnummer unterdrückt",
    ringing_in: "Klingelt",
    dialling: "Wird gewählt",
    ringing_out: "Klingelt drüben",
    early_media: "Wird verbunden, bitte hören",
    talking: "Im Gespräch",
    held_here: "Gehalten",
    held_there: "Sie werden gehalten",
    ended,
    rings: |who| format!("Eingehender Anruf von {who}"),
    answer: "Annehmen",
    decline: "Ablehnen",
    end: "Auflegen",
    try_again: "Erneut versuchen",
    page_coming: "Einen Moment.",
    page_missing: "Diese Ansicht konnte nicht geladen werden. Gespräche sind nicht betroffen. Versuchen Sie es erneut; nach einer Aktualisierung von Ferrophone laden Sie die Seite neu, sobald kein Gespräch läuft.",
    practice_bar: "Übungsleitung: Alle Anrufe sind erfunden.",
    practice_open: "Übungsanruf",

    notices: "Meldungen",
    dismiss: "Ausblenden",
    no_crm: "Das Telefon funktioniert, aber in Salesforce wird nichts gefunden und nichts gespeichert.",
    what_to_do: "Was zu tun ist",
    office_missing: "Was Anrufer findet und Gespräche speichert, ließ sich nicht laden. Telefonieren geht; gespeichert wird, sobald es da ist. Es wird von selbst erneut versucht.",
    trouble,
    not_a_number: |text| format!("„{text}“ ist keine Rufnummer. Bitte prüfen Sie sie und rufen Sie erneut an."),
    cannot_dial: "Es wurde nicht gewählt.",
    command_refused,
    call_failed: "Das Gespräch kam nicht zustande.",
    storage,
};

fn ended(cause: EndCause, outgoing: bool, answered: bool) -> String {
    match cause {
        EndCause::Here | EndCause::There if answered => "Gespräch beendet".into(),
        EndCause::Here if outgoing => "Abgebrochen".into(),
        EndCause::Here => "Abgelehnt".into(),
        EndCause::There if outgoing => "Keine Antwort".into(),
        EndCause::There => "Verpasst: Der Anrufer hat aufgelegt".into(),
        EndCause::AnsweredElsewhere => "An einem anderen Telefon angenommen".into(),
        EndCause::DeclinedElsewhere => "An einem anderen Telefon abgelehnt".into(),
        EndCause::Busy => "Besetzt".into(),
        EndCause::NoAnswer => "Keine Antwort".into(),
        EndCause::Declined => "Von der Gegenseite abgelehnt".into(),
        EndCause::NoSuchNumber => "Diese Nummer gibt es nicht".into(),
        EndCause::Transferred => "Übergeben".into(),
        EndCause::PageClosed => "Beendet, als die Seite geschlossen wurde".into(),
        EndCause::Failed(why) => trouble(why),
    }
}

fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::MicrophoneRefused => "Der Browser erlaubt das Mikrofon nicht.",
        Trouble::MicrophoneMissing => "Es gibt kein Mikrofon. Schließen Sie eines an und versuchen Sie es erneut.",
        Trouble::WrongPassword => {
            "Die Telefonanlage nimmt Benutzer und Kennwort nicht an. Bitte melden Sie sich erneut an."
        }
        Trouble::Forbidden => "Die Telefonanlage lehnt dieses Konto ab.",
        Trouble::Unreachable => "Die Telefonanlage ist nicht zu erreichen. Es wird von selbst erneut versucht.",
        Trouble::Unavailable => "Die Telefonanlage ist überlastet oder gestört. Es wird von selbst erneut versucht.",
        Trouble::Media => "Zwischen Ihnen und der Gegenseite kam kein Ton zustande.",
        Trouble::DeskPhoneOff => "Ihr Tischtelefon ist nicht mit der Telefonanlage verbunden.",
        Trouble::ShutOut => "Die Telefonanlage ist nicht erreichbar, oder sie nimmt Benutzer und Kennwort nicht an. Es wird von selbst erneut versucht.",
        Trouble::Unsupported => "Diese Telefonleitung kann das nicht.",
        Trouble::Protocol { status: 0 } => "Die Antwort der Telefonanlage ergibt keinen Sinn.",
        Trouble::Protocol { status } => {
            return format!("Die Telefonanlage hat mit einem unerwarteten Code geantwortet: {status}.");
        }
    }
    .into()
}

fn command_refused(what: CommandKind) -> &'static str {
    match what {
        CommandKind::Dial => "Es wurde nicht gewählt.",
        CommandKind::Answer => "Der Anruf wurde nicht angenommen.",
        CommandKind::Hold => "Das Gespräch wird nicht gehalten; man hört Sie noch.",
        CommandKind::Resume => "Das Gespräch wurde nicht zurückgeholt; es wird noch gehalten.",
        CommandKind::Mute => "Das Mikrofon wurde nicht umgeschaltet.",
        CommandKind::SendDigits => "Die Tasten wurden nicht gesendet.",
        CommandKind::Transfer => "Das Gespräch wurde nicht übergeben; Sie haben es noch.",
    }
}

fn storage(trouble: StorageTrouble) -> &'static str {
    match trouble {
        StorageTrouble::Full => {
            "Der Speicher des Browsers ist voll: Notizen leben nur so lange wie diese Seite. Speichern Sie offene Gespräche und schließen Sie die Seite nicht."
        }
        StorageTrouble::Denied => {
            "Der Browser verweigert das Speichern: Notizen leben nur so lange wie diese Seite. Administration: Erlauben Sie Websitedaten für die Adresse des Widgets."
        }
    }
}
