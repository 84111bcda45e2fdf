//! What a setting's text must be, in German: the table of settings says it in English.

/// The form in German; one that is made of values alone as it is.
pub fn german(form: &'static str) -> &'static str {
    GERMAN.iter().find(|(english, _)| *english == form).map_or(form, |(_, german)| german)
}

const GERMAN: &[(&str, &str)] = &[
    ("wss:// addresses, separated by spaces", "wss://-Adressen, durch Leerzeichen getrennt"),
    ("stun: or turn: addresses, separated by spaces", "stun:- oder turn:-Adressen, durch Leerzeichen getrennt"),
    ("SIP header names, separated by spaces", "Namen von SIP-Headern, durch Leerzeichen getrennt"),
    ("host name", "ein Hostname"),
    ("text without spaces", "Text ohne Leerzeichen"),
    ("text of at most 255 characters", "Text mit höchstens 255 Zeichen"),
    ("seconds, 60 to 86400", "Sekunden, 60 bis 86400"),
    ("seconds, 0 to 999", "Sekunden, 0 bis 999"),
    ("number", "eine Rufnummer"),
    ("1002 Bob Agent; 1003; …, at most 30", "1002 Bob Agent; 1003; …, höchstens 30"),
    ("digits", "Ziffern"),
    ("digits or +", "Ziffern oder +"),
    ("digits, 0 to 9", "Ziffern, 0 bis 9"),
    ("digits, or none; empty: as the preset says", "Ziffern oder none; leer: wie in der Voreinstellung"),
    (
        "digits, e.g. 49, or none; empty: as the preset says",
        "Ziffern, etwa 49, oder none; leer: wie in der Voreinstellung",
    ),
    ("digits, 0 to 15; empty: as the preset says", "Ziffern, 0 bis 15; leer: wie in der Voreinstellung"),
    ("digits without the long-distance prefix, e.g. 30", "Ziffern ohne die führende 0, etwa 30"),
    ("record type id, 012…", "die Id eines Datensatztyps, 012…"),
    ("object API name, e.g. Case", "der API-Name eines Objekts, etwa Case"),
    ("field API name, e.g. CaseNumber", "der API-Name eines Felds, etwa CaseNumber"),
    ("e-mail address", "eine E-Mail-Adresse"),
    ("template id or developer name", "die Id oder der Entwicklername einer Vorlage"),
    ("names as above, in the order of the screen", "Namen wie oben, in der Reihenfolge auf dem Bildschirm"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::settings::KEYS;

    #[test]
    fn every_form_has_its_german_and_no_german_is_left_over() {
        // Values that are written as they stand, in any language.
        let plain = |form: &str| form.contains(" | ") || form.contains("; …") && !form.contains("at most");
        for key in KEYS {
            assert_eq!(german(key.form()) == key.form(), plain(key.form()), "{}: {}", key.name, key.form());
        }
        for (english, _) in GERMAN {
            assert!(KEYS.iter().any(|key| key.form() == *english), "no setting is of the form {english}");
        }
    }
}
