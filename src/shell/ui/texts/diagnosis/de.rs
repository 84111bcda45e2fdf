//! German.

use super::DiagnosisTexts;
use crate::engine::crm::{FailureKind, Surface};
use crate::engine::diagnosis::{Check, Microphone, Output, Package, Verdict};
use crate::engine::event::StorageTrouble;
use crate::engine::number::Kind;
use crate::engine::telephony::LineState;

pub static DE: DiagnosisTexts = DiagnosisTexts {
    back: "Zurück zu den Einstellungen",
    title: "Diagnose",
    explained: "Was das Telefon braucht, und ob es da ist. Schicken Sie es Ihrem Administrator als Text.",
    asking: "Wird festgestellt …",
    again: "Erneut prüfen",
    log: "Ereignisprotokoll",
    log_explained: "Für alle, die nachsehen, was dieses Telefon getan hat: alles seit dem Öffnen der Seite, mit anderen Namen, Nummern und Notizen und ohne Kennwörter.",
    log_export: "Ereignisprotokoll speichern",
    log_coming: "Das Protokoll wird erstellt …",
    log_missing: "Was das Protokoll erstellt, ließ sich nicht laden. Bitte erneut versuchen.",
    log_here: "Gespeichert als ferrophone-log.jsonl. Wenn keine Datei kam, erlaubt es die Seite von Salesforce nicht: dann das Protokoll kopieren.",
    verdict,
    name,
    said,
    remedy,
    proved: |time| format!("Letztes Wort des Servers: {time}."),
    number: "Eine Nummer",
    number_explained: "Wie das Telefon sie versteht. Es wird nichts gewählt.",
    number_label: "Zu erklärende Nummer",
    number_none: "Das ist keine Telefonnummer.",
    number_read: "Verstanden als",
    number_kind: |kind| match kind {
        Kind::Code => "ein Code der Telefonanlage",
        Kind::Internal => "die Nebenstelle eines Kollegen",
        Kind::Short => "eine Notruf- oder Servicenummer",
        Kind::Service => "eine Servicenummer des ganzen Landes",
        Kind::Local => "eine Nummer ohne Ortsvorwahl",
        Kind::National => "eine Nummer des Landes",
        Kind::International => "eine internationale Nummer",
        Kind::Unknown => "eine Nummer, deren Land unbekannt ist",
    },
    number_dialled: "Gewählt wird",
    number_extension: "Durchwahl, nach dem Annehmen",
    number_searched: "Gesucht wird",
    number_not_searched: "nichts: ein Kollege ist kein Kunde",
    number_by: "Nach den Einstellungen",
    number_by_none: "keiner: sie gilt, wie sie ist",
    since: |time| format!("In Kraft seit {time}."),
    user: "Benutzer",
    profile: "Profil",
    call_center: "Callcenter",
    can: "Es beantwortet",
};

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "In Ordnung",
        Verdict::Open => "Moment",
        Verdict::Fair => "Hinweis",
        Verdict::Bad => "Fehler",
    }
}

fn name(check: &Check) -> &'static str {
    match check {
        Check::Microphone { .. } => "Mikrofon",
        Check::Output(_) => "Ton",
        Check::Storage(_) => "Speicher",
        Check::Tabs { .. } => "Mehrere Tabs",
        Check::Clock(_) => "Uhr",
        Check::Line(_) => "Telefonleitung",
        Check::Org(_) => "Salesforce",
        Check::Package { .. } => "Paket",
        Check::Settings { .. } => "Einstellungen",
    }
}

fn said(check: &Check) -> String {
    match check {
        Check::Microphone { state, needed } => {
            let state = match state {
                Microphone::Works => "Vorhanden und erlaubt.",
                Microphone::NotAsked => "Vorhanden. Der Browser fragt beim ersten Anruf.",
                Microphone::Refused => "Der Browser erlaubt es auf dieser Seite nicht.",
                Microphone::Forbidden => "Die Seite von Salesforce gibt es nicht an das Widget weiter.",
                Microphone::Missing => "Es gibt keines.",
                Microphone::Insecure => "Das Widget wurde nicht über HTTPS geladen und bekommt deshalb keines.",
                Microphone::Unknown => "Dieser Browser verrät vor einem Anruf nichts.",
            };
            if *needed { state.into() } else { format!("{state} Diese Leitung braucht keines.") }
        }
        Check::Output(Output::Works) => "Das Telefon ist zu hören.".into(),
        Check::Output(Output::Silent) => "Der Browser lässt die Seite stumm, bis sie angeklickt wird.".into(),
        Check::Output(Output::Missing) => "Es gibt weder Lautsprecher noch Headset.".into(),
        Check::Storage(None) => "Anrufe und Notizen überstehen Neuladen und Absturz.".into(),
        Check::Storage(Some(StorageTrouble::Full)) => {
            "Er ist voll. Was jetzt getippt wird, geht mit der Seite verloren.".into()
        }
        Check::Storage(Some(StorageTrouble::Denied)) => {
            "Der Browser erlaubt keinen. Was jetzt getippt wird, geht mit der Seite verloren.".into()
        }
        Check::Tabs { agree: true } => "Sie können sich einigen, wer das Telefon ist.".into(),
        Check::Tabs { agree: false } => {
            "In diesem Browser können sie sich nicht einigen: lassen Sie nur einen offen.".into()
        }
        Check::Clock(None) => "Der Server des Widgets konnte nicht nach der Zeit gefragt werden.".into(),
        Check::Clock(Some(ahead)) => match (check.verdict(), *ahead > 0) {
            (Verdict::Good, _) => "Sie geht richtig.".into(),
            (_, true) => format!("Sie geht {ahead} Sekunden vor. Anrufe werden mit ihren Zeiten gespeichert."),
            (_, false) => {
                format!("Sie geht {} Sekunden nach. Anrufe werden mit ihren Zeiten gespeichert.", ahead.unsigned_abs())
            }
        },
        Check::Line(LineState::Ready { .. }) => "Anrufe können eingehen.".into(),
        Check::Line(LineState::Connecting) => "Verbindet …".into(),
        Check::Line(LineState::Off) => "Das Telefon ist abgemeldet.".into(),
        Check::Line(LineState::NeedsPassword) => "Sie wartet auf Ihr Kennwort.".into(),
        Check::Line(LineState::Down { .. }) | Check::Org(Some(Err(_))) => String::new(),
        Check::Org(None) => "Es hat noch nicht geantwortet.".into(),
        Check::Org(Some(Ok(Surface::Lightning))) => "Lightning Experience antwortet.".into(),
        Check::Org(Some(Ok(Surface::Classic))) => "Salesforce Classic antwortet.".into(),
        Check::Org(Some(Ok(Surface::None))) => "Das Widget steht allein: ein Telefon ohne Datensätze.".into(),
        Check::Package { said, missing } => match said {
            Package::NoOrg => "Ohne Salesforce gibt es keines.".into(),
            Package::Asked => "Es wird gefragt.".into(),
            Package::There(_) if missing.is_empty() => "Es ist installiert, und Sie dürfen es benutzen.".into(),
            Package::There(_) => format!("Es ist älter als das Widget und kennt nicht: {}.", missing.join(", ")),
            Package::Failed(failure) if failure.kind == FailureKind::Unsupported => {
                "Es ist nicht installiert, oder Sie dürfen es nicht benutzen. Anrufer werden gefunden und Anrufe gespeichert; offene Aufgaben, neueste Vorgänge, E-Mails und das Nachsehen nach verlorener Antwort fehlen.".into()
            }
            Package::Failed(_) => String::new(),
        },
        Check::Settings { version: 0, .. } => {
            "Es sind noch keine angekommen; es gelten die Vorgaben des Widgets.".into()
        }
        Check::Settings { version, from_package, problems, .. } => {
            let from = if *from_package { "dem Datensatz des Pakets über dem Callcenter" } else { "dem Callcenter" };
            let count = match problems.len() {
                0 => "alle gelten wie geschrieben".to_owned(),
                1 => "eine gilt nicht wie geschrieben".to_owned(),
                count => format!("{count} gelten nicht wie geschrieben"),
            };
            format!("Fassung {version}, aus {from}; {count}.")
        }
    }
}

fn remedy(check: &Check) -> Option<&'static str> {
    Some(match check {
        Check::Microphone { state, .. } => match state {
            Microphone::Refused => {
                "Sie: Klicken Sie auf das Symbol links der Adresse, erlauben Sie das Mikrofon und laden Sie neu. Fehlt diese Wahl, Ihr Administrator: Setup > Sitzungseinstellungen > Browserfunktionsberechtigungen > Mikrofon: Immer."
            }
            Microphone::Forbidden => {
                "Ihr Administrator: Setup > Sitzungseinstellungen > Browserfunktionsberechtigungen > Mikrofon: Immer, oder nur vertrauenswürdige URLs zusammen mit Setup > Vertrauenswürdige URLs > Host des Widgets > Permissions-Policy: Mikrofon."
            }
            Microphone::Missing => "Sie: Stecken Sie ein Headset ein und prüfen Sie erneut.",
            Microphone::Insecure => {
                "Ihr Administrator: Setup > Callcenter > CTI-Adapter-URL muss mit https:// beginnen."
            }
            Microphone::Works | Microphone::NotAsked | Microphone::Unknown => return None,
        },
        Check::Output(Output::Silent) => "Sie: Klicken Sie irgendwo in das Widget.",
        Check::Output(Output::Missing) => "Sie: Stecken Sie ein Headset ein und prüfen Sie erneut.",
        Check::Storage(Some(StorageTrouble::Full)) => {
            "Sie: Löschen Sie in den Einstellungen des Browsers die Daten von Seiten, die Sie nicht brauchen."
        }
        Check::Storage(Some(StorageTrouble::Denied)) => {
            "Sie: Verlassen Sie das private Fenster. Ihr Administrator: Erlauben Sie in der Richtlinie des Browsers Websitedaten für den Host des Widgets, und den Speicher von Drittanbietern, wo er gesperrt ist."
        }
        Check::Tabs { agree: false } => "Ihr Administrator: ein Browser aus diesem Jahr, und HTTPS.",
        Check::Clock(Some(_)) if check.verdict() == Verdict::Bad => {
            "Sie: Lassen Sie den Rechner die Uhr nach dem Netz stellen."
        }
        Check::Line(LineState::Off) => "Sie: Melden Sie sich im Menü oben links an.",
        Check::Line(LineState::NeedsPassword) => {
            "Sie: Geben Sie es in den Einstellungen ein. Sie bekommen es von Ihrem Administrator."
        }
        Check::Org(Some(Ok(Surface::None))) => {
            "Sie: Öffnen Sie das Telefon in der Dienstprogrammleiste einer Lightning-App. Ihr Administrator: Anwendungsmanager > die App > Dienstprogrammelemente > Open CTI-Softphone."
        }
        Check::Package { said: Package::There(_), missing } if !missing.is_empty() => {
            "Ihr Administrator: Stellen Sie das Paket bereit, das zu dieser Fassung des Widgets gehört."
        }
        Check::Package { said: Package::Failed(failure), .. } if failure.kind == FailureKind::Unsupported => {
            "Ihr Administrator: Stellen Sie das Paket bereit, dann Setup > Berechtigungssätze > Ferrophone User > Zuweisungen verwalten. Danach das Widget neu laden."
        }
        Check::Settings { problems, .. } if !problems.is_empty() => {
            "Ihr Administrator: Berichtigen Sie sie in Setup > Callcenter oder im Datensatz des Pakets."
        }
        _ => return None,
    })
}
