//! Looking for a text in a text, the simple way. The standard library's is for haystacks: 4 KB of code that every `contains("…")`
//! brings, where the straw here is a line.

/// What stands before the first `part` and after it.
pub fn split<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(part.len().max(1)).position(|window| window == part.as_bytes())?;
    // A text is found between two characters only: UTF-8 repeats nothing inside of one.
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// `part` is not empty.
pub fn holds(text: &str, part: &str) -> bool {
    split(text, part).is_some()
}

/// Whether the text has this character. `contains` of a character that is not known beforehand brings the same 4 KB along.
pub fn is_in(text: &str, c: char) -> bool {
    text.chars().any(|own| own == c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_the_standard_library_finds(text in "[aäб€]{0,12}", part in "[aäб€]{1,3}") {
            prop_assert_eq!(split(&text, &part), text.split_once(&part));
            prop_assert_eq!(holds(&text, &part), text.contains(&part));
        }
    }
}
