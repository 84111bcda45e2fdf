//! The words of the screens that come later, in each language. Nothing in the first load names them, so they come with the screens:
//! see `shell/later.rs`.

use crate::engine::locale::Language;

/// The texts of this language.
pub fn later(language: Language) -> &'static LaterTexts {
    match language {
        Language::English => &EN,
        Language::German => &DE,
    }
}

pub struct LaterTexts {
    /// What the language calls itself.
    pub own_name: &'static str,
    pub which_line: &'static str,
    pub own_line: &'static str,
    pub no_own_line: &'static str,
    pub practice_explained: &'static str,
    pub kept_here: &'static str,
    pub forget: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub practice_who: &'static str,
    pub practice_jane: &'static str,
    pub practice_shared: &'static str,
    pub practice_unknown: &'static str,
    pub practice_withheld: &'static str,
    pub practice_own: &'static str,
    pub practice_name: &'static str,
    pub practice_queue: &'static str,
    pub practice_ivr: &'static str,
    pub practice_ivr_hint: &'static str,
    pub let_it_ring: &'static str,
}

static EN: LaterTexts = LaterTexts {
    own_name: "English",
    which_line: "Line",
    own_line: "Your phone line",
    no_own_line: "No phone line is set up. Your administrator enters it in the call center, in Setup.",
    practice_explained: "Made-up calls to try things out and to train with. Nobody is called.",
    kept_here: "Kept in this browser only.",
    forget: "Forget password",
    theme_system: "Like the browser",
    theme_light: "Light",
    theme_dark: "Dark",
    practice_who: "Who calls",
    practice_jane: "Jane Customer, a contact",
    practice_shared: "A number that several records share",
    practice_unknown: "A number nobody has",
    practice_withheld: "Number withheld",
    practice_own: "Another number",
    practice_name: "Name shown by the phone system",
    practice_queue: "Queue",
    practice_ivr: "Entered by the caller",
    practice_ivr_hint: "for example a case number",
    let_it_ring: "Let it ring",
};

static DE: LaterTexts = LaterTexts {
    own_name: "Deutsch",
    which_line: "Leitung",
    own_line: "Ihre Telefonleitung",
    no_own_line: "Es ist keine Telefonleitung eingerichtet. Die Administration trägt sie unter Setup im Callcenter ein.",
    practice_explained: "Erfundene Anrufe zum Ausprobieren und Üben. Es wird niemand angerufen.",
    kept_here: "Bleibt nur in diesem Browser.",
    forget: "Kennwort vergessen lassen",
    theme_system: "Wie der Browser",
    theme_light: "Hell",
    theme_dark: "Dunkel",
    practice_who: "Wer anruft",
    practice_jane: "Jane Customer, ein Kontakt",
    practice_shared: "Eine Nummer, die mehrere Datensätze haben",
    practice_unknown: "Eine Nummer, die niemand hat",
    practice_withheld: "Unterdrückte Rufnummer",
    practice_own: "Eine andere Nummer",
    practice_name: "Name, den die Telefonanlage zeigt",
    practice_queue: "Warteschlange",
    practice_ivr: "Eingabe des Anrufers",
    practice_ivr_hint: "zum Beispiel eine Vorgangsnummer",
    let_it_ring: "Klingeln lassen",
};
