//! What is pressed, by a name that is kept and compared: `Alt+M`, `Control+Shift+K`, `F4`, `?`. The form is that of
//! `aria-keyshortcuts` (WAI-ARIA 1.2).

use web_sys::KeyboardEvent;

/// Why it cannot be a shortcut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It moves about, writes or closes.
    Used,
    /// A key of the telephone: it dials.
    Dials,
    /// It chooses the result of a call.
    Results,
    /// The browser's, or the system's.
    Browser,
}

/// `None`: a modifier alone, or what writes a character with `AltGr`.
pub fn of(event: &KeyboardEvent) -> Option<String> {
    let (key, code) = (event.key(), event.code());
    let (alt, control) = (event.alt_key(), event.ctrl_key());
    if matches!(key.as_str(), "Shift" | "Control" | "Alt" | "Meta" | "AltGraph") || (alt && control) {
        return None;
    }
    // With Alt some keyboards write other characters: then by the key's place.
    let place = code.strip_prefix("Key").or(code.strip_prefix("Digit")).filter(|_| alt);
    let own = key.len() == 1 && key.as_bytes()[0].is_ascii_alphanumeric();
    let name = match place {
        Some(place) if !own => place.to_owned(),
        _ if key == " " => "Space".into(),
        _ if key == "+" => "Plus".into(),
        _ if own => key.to_ascii_uppercase(),
        _ => key,
    };
    // The sign itself says that Shift is held: what `?` is pressed with is different from country to country.
    let sign = name.chars().count() == 1 && !own && place.is_none();
    let held =
        [("Control+", control), ("Alt+", alt), ("Shift+", event.shift_key() && !sign), ("Meta+", event.meta_key())];
    let mut chord: String = held.iter().filter(|(_, held)| *held).map(|(name, _)| *name).collect();
    chord.push_str(&name);
    Some(chord)
}

/// Whether it writes a character. Such a one is no shortcut while the agent is typing (WCAG 2.1.4).
pub fn writes(chord: &str) -> bool {
    let bare = chord.strip_prefix("Shift+").unwrap_or(chord);
    bare.chars().count() == 1 || matches!(bare, "Space" | "Plus")
}

/// Whether an agent may take it.
pub fn check(chord: &str) -> Result<(), Refusal> {
    let key = chord.rsplit('+').next().unwrap_or_default();
    let sign = key.chars().count() == 1;
    let digit = key.len() == 1 && key.as_bytes()[0].is_ascii_digit();
    let function = key.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    match () {
        () if writes(chord) && (digit || matches!(key, "*" | "#" | "Plus")) => Err(Refusal::Dials),
        () if !(sign || function) => Err(Refusal::Used),
        () if digit && chord.starts_with("Alt+") => Err(Refusal::Results),
        () if chord.contains("Meta+") => Err(Refusal::Browser),
        () if chord.starts_with("Control+") && !chord.contains("Shift+") && !function => Err(Refusal::Browser),
        () => Ok(()),
    }
}
