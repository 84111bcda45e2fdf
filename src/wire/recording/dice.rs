//! Letters and digits, drawn one after the other; the same ones in every recording, so that an export can be repeated.

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
#[derive(Default)]
pub struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % u64::from(n)) as u32
    }

    fn from(&mut self, first: char, count: u32) -> char {
        char::from_u32(u32::from(first) + self.below(count)).unwrap_or(first)
    }

    /// One of the same kind that takes as many bytes. Blanks and signs stay.
    pub fn instead_of(&mut self, c: char) -> char {
        match c {
            'a'..='z' => self.from('a', 26),
            'A'..='Z' => self.from('A', 26),
            '0'..='9' => self.from('0', 10),
            _ if c.len_utf8() < 4 && !c.is_alphanumeric() => c,
            _ => match c.len_utf8() {
                1 => c,
                2 => self.from('à', 23),
                3 => self.from('ぁ', 86),
                _ => self.from('😀', 80),
            },
        }
    }

    pub fn digit_but_zero(&mut self, c: char) -> char {
        if c.is_ascii_digit() { self.from('1', 9) } else { c }
    }

    /// What may stand in a record id.
    pub fn of_id(&mut self, c: char) -> char {
        if c.is_ascii_alphanumeric() { self.instead_of(c) } else { c }
    }
}
