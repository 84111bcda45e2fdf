//! Record ids as Salesforce makes them: prefix of the object, a base-62 count, and the checksum that keeps them
//! unique for readers who do not tell case apart (Salesforce Help, "Record IDs").

use crate::engine::id::RecordId;

const BASE_62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// The id of 18 characters for the `count`-th record of the org. `prefix`: three characters.
pub fn make(prefix: &str, count: u64) -> RecordId {
    let mut digits = [b'0'; 9];
    let mut rest = count;
    for digit in digits.iter_mut().rev() {
        *digit = BASE_62[(rest % 62) as usize];
        rest /= 62;
    }
    let short = format!("{prefix}Fp0{}", String::from_utf8_lossy(&digits));
    let suffix = checksum(&short);
    RecordId(short + &suffix)
}

/// Three characters: one per group of five, each telling which of the five are capitals.
pub fn checksum(short: &str) -> String {
    let group = |five: &[u8]| {
        let bits = five.iter().enumerate().fold(0, |sum, (i, c)| sum | usize::from(c.is_ascii_uppercase()) << i);
        char::from(BASE_32[bits & 31])
    };
    short.as_bytes().chunks(5).map(group).collect()
}

/// Whether the text has the form of a record id and, where it is long, the right checksum.
pub fn is_sound(text: &str) -> bool {
    RecordId::parse(text).is_some() && (text.len() == 15 || checksum(&text[..15]) == text[15..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_salesforces_own() {
        // Ids printed in the Open CTI Developer Guide and in the Object Reference.
        for id in ["001x0000003DGQRAA4", "003D000000QOMqgIAH"] {
            assert_eq!(checksum(&id[..15]), &id[15..], "{id}");
            assert!(is_sound(id));
        }
        assert!(!is_sound("003D000000QOMqgIAG"));
    }

    #[test]
    fn ids_count_up_and_keep_their_prefix() {
        assert_eq!(make("00T", 61).0, "00TFp000000000zMAA");
        assert_eq!(make("00T", 62).0, "00TFp0000000010MAA");
    }
}
