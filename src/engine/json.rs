//! JSON: the journal's form, and what Salesforce's library says. Read whole, as values. The usual crate is four times this
//! code, most of it for numbers that nobody here counts with: a number stays as it was written.

use std::fmt;

use super::map::Map;

#[derive(Clone, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Json>),
    Object(Map<String, Json>),
}

/// A number, as it was written.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Json {
    /// RFC 8259, up to [`DEPTH`] values in each other. Of a name that stands twice in an object the later value counts. Half of a
    /// surrogate pair, of which a browser's string can consist, becomes U+FFFD.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(DEPTH)?;
        reader.space();
        (reader.at == text.len()).then_some(value)
    }

    pub fn object(fields: Vec<(&str, Self)>) -> Self {
        let mut map = Map::new();
        for (name, value) in fields {
            map.insert(name.to_owned(), value);
        }
        Self::Object(map)
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// A field of an object, for good.
    pub fn remove(&mut self, name: &str) -> Option<Self> {
        if let Self::Object(fields) = self { fields.remove(name) } else { None }
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Number(number) = self { number.0.parse().ok() } else { None }
    }

    pub fn as_u64(&self) -> Option<u64> {
        if let Self::Number(number) = self { number.0.parse().ok() } else { None }
    }

    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(values) = self { Some(values) } else { None }
    }

    pub fn as_object(&self) -> Option<&Map<String, Self>> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.0),
            Self::String(text) => write_string(text, out),
            Self::Array(values) => {
                out.push('[');
                for (i, value) in values.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (i, (name, value)) in fields.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write_string(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// In the shortest form, the fields in the order of their names.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

/// More than anything here has, and far from the end of the stack.
const DEPTH: u32 = 100;

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(Number(number.to_string()))
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(Number(number.to_string()))
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        let short = match c {
            '"' | '\\' => c,
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            ..' ' => {
                out.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                out.push(char::from_digit(c as u32 % 16, 16).unwrap_or('0'));
                continue;
            }
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push('\\');
        out.push(short);
    }
    out.push('"');
}

struct Reader<'a> {
    text: &'a str,
    /// In bytes; always between two characters.
    at: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: u32) -> Option<Json> {
        self.space();
        let depth = depth.checked_sub(1)?;
        match self.peek()? {
            b'{' => {
                let mut fields = Map::new();
                self.list(b'}', |reader| {
                    reader.space();
                    let name = reader.string()?;
                    reader.space();
                    reader.take(b':')?;
                    fields.insert(name, reader.value(depth)?);
                    Some(())
                })?;
                Some(Json::Object(fields))
            }
            b'[' => {
                let mut values = Vec::new();
                self.list(b']', |reader| {
                    values.push(reader.value(depth)?);
                    Some(())
                })?;
                Some(Json::Array(values))
            }
            b'"' => self.string().map(Json::String),
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            _ => self.number(),
        }
    }

    /// What is between two brackets, with commas in between.
    fn list(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.take(end).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            self.space();
            if self.take(end).is_some() {
                return Some(());
            }
            self.take(b',')?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | ..b' ') {
                self.at += 1;
            }
            out.push_str(self.text.get(start..self.at)?);
            if self.take(b'"').is_some() {
                return Some(out);
            }
            self.take(b'\\')?;
            out.push(self.escaped()?);
        }
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Option<char> {
        let escape = self.peek()?;
        self.at += 1;
        Some(match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'u' => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return Some(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                let rest = self.at;
                let low = self.take(b'\\').and_then(|()| self.take(b'u')).and_then(|()| self.unit());
                let pair = low.filter(|low| (0xdc00..0xe000).contains(low));
                let pair = pair.and_then(|low| char::from_u32(0x1_0000 + ((unit & 0x3ff) << 10 | low & 0x3ff)));
                pair.unwrap_or_else(|| {
                    self.at = rest; // what follows a lone half is read for itself
                    char::REPLACEMENT_CHARACTER
                })
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(unit)
    }

    /// RFC 8259, section 6.
    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        let _ = self.take(b'-');
        if self.take(b'0').is_none() {
            self.digits()?;
        }
        if self.take(b'.').is_some() {
            self.digits()?;
        }
        if self.take(b'e').or_else(|| self.take(b'E')).is_some() {
            let _ = self.take(b'+').or_else(|| self.take(b'-'));
            self.digits()?;
        }
        Some(Json::Number(Number(self.text.get(start..self.at)?.to_owned())))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn theirs(json: &Json) -> Value {
        serde_json::from_str(&json.to_text()).expect("what we write is JSON")
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = r#"{"":[],"a":{"b":[null,true,false,-1.5e+3,0]},"n":18446744073709551615,"s":"\"\\/\b\f\n\r\t\u001f\u00e9\ud83d\ude00"}"#;
        let json = Json::parse(text).unwrap();
        assert_eq!(Json::parse(&json.to_text()), Some(json.clone()));
        assert_eq!(json.get("s").and_then(Json::as_str), Some("\"\\/\u{8}\u{c}\n\r\t\u{1f}é😀"));
        assert_eq!(json.get("n").and_then(Json::as_u64), Some(u64::MAX));
        assert_eq!(json.get("n").and_then(Json::as_i64), None);
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        let wrong = [
            "",
            " ",
            "nul",
            "nulll",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "+1",
            "[1,]",
            "[,]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"a\nb\"",
            "{}{}",
            "[",
            "]",
            "NaN",
            "'a'",
            "\u{a0}1",
        ];
        for text in wrong {
            assert_eq!(Json::parse(text), None, "{text:?}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
        }
        assert_eq!(Json::parse(&"[".repeat(1_000_000)), None, "and the stack holds");
    }

    #[test]
    fn half_a_surrogate_pair_spoils_one_character() {
        for (text, expected) in [
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ude00!""#, "\u{fffd}!"),
            (r#""\ud83d\n""#, "\u{fffd}\n"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        ] {
            assert_eq!(Json::parse(text), Some(expected.into()), "{text}");
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i32>().prop_map(|n| Value::from(f64::from(n) / 64.0)), // its own reading of longer ones is not exact
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6).prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_value_is_read_and_written_as_by_serde_json(value in value(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            let json = Json::parse(&text).expect("what serde_json writes is JSON");
            prop_assert_eq!(json.to_text(), value.to_string());
            prop_assert_eq!(theirs(&json), value);
        }

        #[test]
        fn any_text_is_json_to_both_or_to_neither(text in "[\\[\\]{}\",:0-9eE.+\\- \\\\nultrfase/bu\t\n]{0,24}") {
            let both = (Json::parse(&text), serde_json::from_str::<Value>(&text).ok());
            match both {
                (Some(ours), Some(theirs)) => prop_assert_eq!(serde_json::from_str::<Value>(&ours.to_text()).unwrap(), theirs),
                // Beyond the range of its numbers, and half a surrogate pair.
                (Some(_), None) => prop_assert!(text.contains(['e', 'E']) || text.contains("\\u")),
                (None, theirs) => prop_assert_eq!(theirs, None),
            }
        }
    }
}
