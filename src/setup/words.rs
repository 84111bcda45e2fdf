//! What each setting is called on the page and what follows from it, in both languages. The English sentence is the table's own
//! ([`KEYS`](crate::engine::settings::KEYS)); the rest is here, because the widget has no use for it.

use crate::engine::locale::Language;
use crate::engine::settings::Key;

/// Key, its name in English and in German, and what follows from it in German.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// What the page calls a setting.
pub fn name(key: &Key, language: Language) -> String {
    match (row(key.name), language) {
        (Some((_, name, ..)), Language::English) => (*name).to_owned(),
        (Some((_, _, name, _)), Language::German) => (*name).to_owned(),
        // A setting that is newer than this table still has a name.
        (None, _) => capitalised(&key.name.split_once('.').map_or(key.name, |(_, rest)| rest).replace('_', " ")),
    }
}

/// What follows from it, as a sentence.
pub fn consequence(key: &Key, language: Language) -> String {
    match (row(key.name), language) {
        (Some((.., german)), Language::German) => (*german).to_owned(),
        (_, Language::English) | (None, Language::German) => format!("{}.", capitalised(key.consequence())),
    }
}

/// A value of a setting that has a few, in words.
pub fn value(value: &str, language: Language) -> String {
    let found = VALUES.iter().find(|(name, ..)| *name == value);
    match (found, language) {
        (Some((_, english, _)), Language::English) => (*english).to_owned(),
        (Some((_, _, german)), Language::German) => (*german).to_owned(),
        (None, _) => value.to_owned(),
    }
}

fn row(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|(key, ..)| *key == name)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("line.driver", "Telephone", "Telefon", "Übung spielt erfundene Anrufe; SIP meldet sich an der Telefonanlage unten an; ARI folgt einem Tischtelefon an Asterisk (lesen Sie zuvor, welche Rechte das gibt)."),
    ("line.servers", "Servers of the PBX", "Server der Telefonanlage", "Das Widget verbindet sich mit dem ersten und weicht auf den nächsten aus; mit ARI enden sie auf /ari/events."),
    ("line.domain", "SIP domain", "SIP-Domäne", "Der Teil nach dem @ in der SIP-Adresse des Telefons; leer: der Host des ersten Servers."),
    ("line.user", "SIP user", "SIP-Benutzer", "Der Benutzer an der Telefonanlage, mit ARI der Endpunkt; leer: jeder gibt seinen eigenen ein."),
    ("line.auth_user", "Authentication name", "Anmeldename", "Womit man sich anmeldet, wo es nicht der SIP-Benutzer ist; mit ARI der ARI-Benutzer."),
    ("line.expires", "Registration lasts (seconds)", "Anmeldung gilt (Sekunden)", "So lange behält die Telefonanlage das Telefon, ohne von ihm zu hören."),
    ("line.context", "Dialplan context", "Wählplan-Kontext", "Mit ARI: der Kontext des Wählplans, in dem die Gespräche des Tischtelefons beginnen."),
    ("line.ice_servers", "STUN and TURN servers", "STUN- und TURN-Server", "Hilft dem Ton durch Firewalls; ein TURN-Kennwort gehört nicht hierher."),
    ("line.header_call_ref", "Header: name of the call", "Header: Name des Gesprächs", "Trägt den einen Namen, den die Anlage einem Gespräch auf allen Wegen gibt."),
    ("line.header_dialled", "Header: dialled number", "Header: gewählte Nummer", "Trägt die Nummer, die der Anrufer gewählt hat."),
    ("line.header_queue", "Header: queue", "Header: Warteschlange", "Trägt den Namen der Warteschlange."),
    ("line.header_ivr", "Header: IVR entry", "Header: IVR-Eingabe", "Trägt, was der Anrufer eingetippt hat, etwa eine Vorgangsnummer."),
    ("line.mailbox", "Number of the mailbox", "Nummer der Sprachbox", "Zeigt, wie viele Sprachnachrichten warten, und ruft diese Nummer an, um sie zu hören; leer: wird nicht gefragt."),
    ("line.watched", "Watched phones", "Beobachtete Telefone", "Zeigt bei der Übergabe, ob diese Telefone frei sind; eine Nummer ohne Namen erscheint, wie sie ist."),
    ("numbers.preset", "Numbering of", "Nummern wie in", "Landesvorwahl 49 oder 1, Vorwahlen 0 und 00 oder 1 und 011 und die Länge nationaler Nummern, wo die Einstellungen darunter nichts anderes sagen; international: 0 und 00, ohne Land."),
    ("numbers.country", "Country code", "Landesvorwahl", "Liest nationale Nummern als solche dieses Landes, damit beide Schreibweisen denselben Datensatz finden."),
    ("numbers.trunk_prefix", "Long-distance prefix", "Verkehrsausscheidungsziffer", "Steht im Inland vor der Ortsvorwahl."),
    ("numbers.international_prefix", "International prefix", "Internationale Vorwahl", "Steht statt + vor der Landesvorwahl."),
    ("numbers.national_length", "Length of national numbers", "Länge nationaler Nummern", "So viele Ziffern hat jede nationale Nummer mit ihrer Ortsvorwahl, sodass man sie ohne die 0 oder 1 davor erkennt; 0: sie sind verschieden lang."),
    ("numbers.area_code", "Area code", "Ortsvorwahl", "Ergänzt Nummern, die ohne Ortsvorwahl geschrieben sind; leer: sie werden gewählt und gesucht, wie sie sind."),
    ("numbers.skip_area_code", "Do not dial the own area code", "Eigene Ortsvorwahl nicht wählen", "Wählt Nummern des eigenen Ortsnetzes ohne dessen Vorwahl."),
    ("numbers.internal_length", "Length of internal numbers", "Länge interner Nummern", "Eine Nummer mit höchstens so vielen Ziffern gehört einem Kollegen und wird gewählt, wie sie ist."),
    ("numbers.outside_prefix", "Prefix for an outside line", "Amtsholung", "Wird für eine Leitung nach außen zuerst gewählt: vor jeder Nummer außer der eines Kollegen, einem Code und einer mit höchstens drei Ziffern, und nicht vor +."),
    ("numbers.replace_plus", "Dial prefixes instead of +", "Vorwahlen statt + wählen", "Für eine Telefonanlage, die + nicht kennt: Nummern mit + werden mit den Vorwahlen gewählt, die des eigenen Landes als nationale."),
    ("numbers.inbound_prefix", "Put before a caller's number", "Vor die Nummer eines Anrufers", "Kommt vor die Nummer eines Anrufers von außen, sofern sie kein + hat: was die Telefonanlage weggenommen hat."),
    ("subject.template", "Subject", "Betreff", "Wird der Betreff der Aufgabe; {calltype} {date} {time} {callresult} {callresultgroup} stehen für die Angaben des Gesprächs."),
    ("subject.locked", "Subject cannot be edited", "Betreff nicht änderbar", "Der Betreff kann im Softphone nicht geändert werden."),
    ("subject.time_12h", "Time with AM/PM", "Uhrzeit mit AM/PM", "Schreibt die Uhrzeit mit AM oder PM."),
    ("activity.record_type", "Record type of the call", "Datensatztyp des Gesprächs", "Gibt der Aufgabe des Gesprächs diesen Datensatztyp und damit sein Seitenlayout; leer: die Vorgabe im Profil."),
    ("pop.mode", "Record to open", "Zu öffnender Datensatz", "Was sich öffnet, wenn der Anrufer ein Kontakt oder ein Account ist."),
    ("pop.latest_by", "Latest by", "Neueste nach", "Welches Datum eine Opportunity oder einen Kundenvorgang zur neuesten macht."),
    ("pop.when", "When to open", "Wann es sich öffnet", "Öffnet den Datensatz beim Klingeln oder erst, wenn angenommen wird."),
    ("pop.custom_objects", "Custom objects", "Benutzerdefinierte Objekte", "Durchsucht auch die Telefonfelder dieser Objekte und öffnet, worauf das Feld nach > zeigt; braucht das Paket."),
    ("pop.ivr_object", "IVR entry: object", "IVR-Eingabe: Objekt", "Sucht das Eingetippte unter diesen Datensätzen; was gefunden wird, öffnet sich statt alles anderen."),
    ("pop.ivr_field", "IVR entry: field", "IVR-Eingabe: Feld", "Das Feld, dem das Eingetippte gleichen muss."),
    ("pop.relate_visited", "Relate what is opened", "Geöffnetes zuordnen", "Ordnet das Gespräch demjenigen von mehreren gefundenen Datensätzen zu, dessen Seite währenddessen geöffnet wird, und auch der Opportunity oder dem Vorgang, die sich dafür geöffnet haben."),
    ("inbound.auto_answer", "Answer automatically", "Automatisch annehmen", "Nimmt eingehende Gespräche sofort an, solange kein anderes läuft."),
    ("inbound.answer_on_request", "Answer when asked to", "Auf Verlangen annehmen", "Nimmt ein Gespräch an, hält es und nimmt es wieder auf, wo die Telefonanlage es vom Telefon verlangt; nimmt nur an, solange kein anderes läuft."),
    ("autosave.inbound", "Save inbound calls", "Eingehende Gespräche speichern", "Speichert angenommene eingehende Gespräche am Ende von selbst."),
    ("autosave.outbound", "Save outbound calls", "Ausgehende Gespräche speichern", "Speichert angenommene ausgehende Gespräche am Ende von selbst."),
    ("autosave.internal", "Save internal calls", "Interne Gespräche speichern", "Speichert angenommene Gespräche unter Kollegen am Ende von selbst."),
    ("case.create_inbound", "Create a case, inbound", "Vorgang anlegen, eingehend", "Legt einen Kundenvorgang an, wenn ein Gespräch von einem Kontakt oder Account angenommen wird."),
    ("case.create_outbound", "Create a case, outbound", "Vorgang anlegen, ausgehend", "Legt einen Kundenvorgang an, sobald eine Nummer gewählt wird."),
    ("case.outbound_require_identified", "Only for known numbers", "Nur für bekannte Nummern", "Legt den Vorgang erst an, wenn die Nummer einem Kontakt oder Account gehört."),
    ("case.pop_new", "Open the new case", "Neuen Vorgang öffnen", "Öffnet einen neuen Kundenvorgang, sobald es ihn gibt."),
    ("case.record_type", "Record type of a new case", "Datensatztyp eines neuen Vorgangs", "Gibt einem neuen Kundenvorgang diesen Datensatztyp; leer: die Vorgabe im Profil."),
    ("missed.save_inbound", "Save missed calls", "Verpasste Anrufe speichern", "Speichert verpasste Anrufe von selbst; nicht für Gruppen, in denen alle klingeln."),
    ("missed.track_answered", "Missed but answered", "Entgangen, aber angenommen", "Kennzeichnet einen verpassten Anruf, den ein Kollege annahm; braucht das Paket."),
    ("no_answer.save_outbound", "Save unanswered calls", "Erfolglose Anrufe speichern", "Speichert ausgehende Anrufe, die keiner annahm oder die besetzt fanden, von selbst."),
    ("results.missed", "Result of a missed call", "Ergebnis: verpasst", "Das Ergebnis eines verpassten Anrufs; leer: Verpasster Anruf, in der Sprache des Benutzers."),
    ("results.no_answer", "Result without an answer", "Ergebnis: keine Antwort", "Das Ergebnis eines Anrufs, den keiner annahm; leer: Keine Antwort, in der Sprache des Benutzers."),
    ("results.missed_answered", "Result: missed but answered", "Ergebnis: entgangen, aber angenommen", "Das Ergebnis eines verpassten Anrufs, den ein Kollege annahm; leer: in der Sprache des Benutzers."),
    ("results.list", "Results to choose", "Ergebnisse zur Wahl", "Die Gesprächsergebnisse, die zur Wahl stehen, mit ihren Gruppen."),
    ("email.missed", "E-mail on a missed call", "E-Mail bei verpasstem Anruf", "Schickt bei einem verpassten Anruf eine E-Mail; braucht das Paket."),
    ("email.to_owner", "To the record's owner", "An den Inhaber des Datensatzes", "Schickt sie dem Inhaber des einen Datensatzes mit dieser Nummer statt dem, der den Anruf verpasste."),
    ("email.default_address", "Default address", "Standardadresse", "Bekommt die E-Mail, wo kein Datensatz oder mehrere die Nummer haben."),
    ("email.template", "Template", "Vorlage", "Die Worte der E-Mail; leer: die Vorlage aus dem Paket."),
    ("edit.open_inbound", "Edit inbound calls", "Eingehende bearbeiten", "Speichert ein angenommenes eingehendes Gespräch am Ende und öffnet seine Aufgabe zum Bearbeiten."),
    ("edit.open_outbound", "Edit outbound calls", "Ausgehende bearbeiten", "Speichert ein angenommenes ausgehendes Gespräch am Ende und öffnet seine Aufgabe zum Bearbeiten."),
    ("follow_up.default_inbound", "Preselected, inbound", "Vorausgewählt, eingehend", "Was nach einem eingehenden Gespräch vorausgewählt ist."),
    ("follow_up.default_outbound", "Preselected, outbound", "Vorausgewählt, ausgehend", "Was nach einem ausgehenden Gespräch vorausgewählt ist."),
    ("follow_up.options_inbound", "Offered, inbound", "Zur Wahl, eingehend", "Was nach einem eingehenden Gespräch zur Wahl steht, in dieser Reihenfolge; leer: nichts."),
    ("follow_up.options_outbound", "Offered, outbound", "Zur Wahl, ausgehend", "Was nach einem ausgehenden Gespräch zur Wahl steht, in dieser Reihenfolge; leer: nichts."),
    ("follow_up.complete_instead_of_delete", "Complete instead of delete", "Erledigen statt löschen", "Erledigt die heutige Aufgabe, wo die Folgeaufgabe sie abschließt; sonst wird sie gelöscht."),
    ("follow_up.copy_note", "Copy the note", "Notiz übernehmen", "Kopiert die Anrufnotiz in die Folgeaufgabe."),
    ("follow_up.record_type_inbound", "Record type of the task, inbound", "Datensatztyp der Aufgabe, eingehend", "Gibt der Folgeaufgabe eines eingehenden Gesprächs diesen Datensatztyp."),
    ("follow_up.record_type_outbound", "Record type of the task, outbound", "Datensatztyp der Aufgabe, ausgehend", "Gibt der Folgeaufgabe eines ausgehenden Gesprächs diesen Datensatztyp."),
    ("follow_up.event_record_type", "Record type of an event", "Datensatztyp eines Ereignisses", "Gibt einem neuen Ereignis diesen Datensatztyp."),
    ("quality.save", "Save the call quality", "Tonqualität speichern", "Schreibt in die Aufgabe, wie das Gespräch klang: einen Schätzwert des MOS, Verlust, Laufzeit und Schwankung."),
    ("presence.states", "States", "Zustände", "Die Zustände, die Benutzer wählen können, und was gewählt wird, um es der Telefonanlage zu sagen; dnd lehnt Anrufe ab. Leer: je einer, ohne Telefonanlage."),
    ("wrap_up.seconds", "Wrap-up time", "Nachbearbeitungszeit", "So lange werden nach einem Gespräch Anrufe abgelehnt, außer der Benutzer hat inzwischen einen Zustand gewählt; 0: gar nicht."),
    ("wrap_up.prolong_seconds", "Prolong by", "Verlängern um", "Um so viel können Benutzer sie verlängern, auch mehrmals; 0: gar nicht."),
    ("interaction_log.enabled", "Interaction log", "Interaktionsprotokoll", "Salesforces eigenes Interaktionsprotokoll schreibt die Gespräche auf; das Widget schreibt dann keine."),
    ("calls.unique_ids", "Unique call names", "Eindeutige Gesprächsnamen", "Ob die Telefonanlage jedem Gespräch auf allen Telefonen denselben Namen gibt."),
    ("calls.ring_all", "All phones ring", "Alle Telefone klingeln", "Ob die Benutzer in einer Gruppe sind, in der alle Telefone klingeln: Was einer annimmt, hat dann keiner verpasst."),
    ("calls.offer_off_record", "Calls that are not logged", "Nicht protokollierte Gespräche", "Benutzer können von einem einzelnen Gespräch sagen, dass es nicht protokolliert wird."),
];

#[rustfmt::skip]
const VALUES: &[(&str, &str, &str)] = &[
    ("practice", "Practice line", "Übungsleitung"),
    ("sip", "SIP", "SIP"),
    ("ari", "Desk phone (Asterisk ARI)", "Tischtelefon (Asterisk ARI)"),
    ("international", "International", "International"),
    ("germany", "Germany", "Deutschland"),
    ("us", "USA and Canada", "USA und Kanada"),
    ("identified", "The record that was found", "Der gefundene Datensatz"),
    ("latest_opportunity_contact", "Latest opportunity of the contact", "Neueste Opportunity des Kontakts"),
    ("latest_opportunity_account", "Latest opportunity of the account", "Neueste Opportunity des Accounts"),
    ("latest_case_contact", "Latest case of the contact", "Neuester Vorgang des Kontakts"),
    ("latest_case_account", "Latest case of the account", "Neuester Vorgang des Accounts"),
    ("account_instead_of_contact", "Account instead of the contact", "Account statt des Kontakts"),
    ("created_date", "Created", "Erstellt"),
    ("last_modified_date", "Last modified", "Zuletzt geändert"),
    ("ringing", "When it rings", "Beim Klingeln"),
    ("answer", "When it is answered", "Beim Annehmen"),
    ("none", "Nothing", "Nichts"),
    ("follow_up", "Follow-up task", "Folgeaufgabe"),
    ("follow_up_close_today", "Follow-up task, close today's", "Folgeaufgabe, heutige abschließen"),
    ("open_today_task", "Open today's task", "Heutige Aufgabe öffnen"),
    ("open_latest_task", "Open latest task", "Letzte Aufgabe öffnen"),
    ("new_event", "New event", "Neues Ereignis"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::settings::KEYS;

    #[test]
    fn every_setting_has_its_words_in_both_languages() {
        let missing: Vec<_> = KEYS.iter().map(|key| key.name).filter(|name| row(name).is_none()).collect();
        assert!(missing.is_empty(), "a line in ROWS for {}", missing.join(", "));
        let gone: Vec<_> =
            ROWS.iter().map(|row| row.0).filter(|name| KEYS.iter().all(|key| key.name != *name)).collect();
        assert!(gone.is_empty(), "no such setting any more: {}", gone.join(", "));
    }

    #[test]
    fn every_choice_has_its_words() {
        for key in KEYS {
            let choices = super::super::form::choices(key);
            for choice in choices.into_iter().filter(|choice| !matches!(*choice, "true" | "false")) {
                assert!(
                    VALUES.iter().any(|(name, ..)| *name == choice),
                    "a line in VALUES for {choice} of {}",
                    key.name
                );
            }
        }
    }
}
