//! Addresses and parameters: `"Jane" <sip:+33612@pbx.test;user=phone>;tag=1` (RFC 3261 20.10 and 25.1, RFC 3966).
//! A display name is the caller's to choose, so it must never be taken for part of the address.

use std::fmt;

use super::message::split_outside;
use crate::engine::search::is_in;

/// A name, an address and the header's parameters. What is not told apart for certain is not read at all.
#[derive(Clone, PartialEq, Eq)]
pub struct NameAddr {
    /// Without quotes and escapes; `None` where empty.
    pub name: Option<String>,
    pub uri: Uri,
    pub params: Params,
}

/// A `sip:`, `sips:` or `tel:` address.
#[derive(Clone, PartialEq, Eq)]
pub struct Uri {
    text: String,
    /// Lower case.
    pub scheme: String,
    /// Without password and with `%XX` undone; of a `tel:` address the number.
    pub user: Option<String>,
    /// Lower case, with port; empty for `tel:`.
    pub host: String,
    pub params: Params,
    /// What follows `?`.
    pub headers: String,
}

/// `;name=value` parameters in order, the value empty where there is none. Names compare without regard to case; quotes
/// are undone.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Params(Vec<(String, String)>);

impl NameAddr {
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, rest) = if text.starts_with('"') { quoted(text)? } else { (String::new(), text) };
        let Some((before, inside)) = rest.split_once('<') else {
            // An address alone: parameters belong to the header, RFC 3261 20.
            let uri = rest.split(';').next().unwrap_or_default().trim();
            let alone = name.is_empty() && !text.starts_with('"') && !uri.contains(['"', '>', ',', ' ', '?']);
            let params = Params::parse(rest.get(rest.find(';').unwrap_or(rest.len())..)?)?;
            return Some(Self { name: None, uri: Uri::parse(uri)?, params }).filter(|_| alone);
        };
        let before = before.trim();
        let name = if text.starts_with('"') {
            before.is_empty().then_some(name)?
        } else {
            (!before.contains(['"', '>'])).then(|| before.to_owned())?
        };
        let (uri, after) = inside.split_once('>')?;
        let after = after.trim();
        if !(after.is_empty() || after.starts_with(';')) {
            return None; // a second pair of brackets, or text where none may be
        }
        let name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
        Some(Self { name, uri: Uri::parse(uri)?, params: Params::parse(after)? })
    }
}

impl Uri {
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains(|c: char| c.is_ascii_control() || is_in(" <>\"", c)) {
            return None;
        }
        let (scheme, rest) = text.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let phone = scheme == "tel";
        if !phone && scheme != "sip" && scheme != "sips" {
            return None;
        }
        // A user part may hold `;` and `?`, but no bare `@`.
        let (user, rest) = match rest.split_once('@') {
            Some((user, rest)) if !phone => (Some(user.split(':').next().unwrap_or_default()), rest),
            _ => (None, rest),
        };
        let (rest, headers) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, params) = rest.find(';').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
        let (user, host) = if phone { (Some(host), "") } else { (user, host) };
        let user = user.filter(|u| !u.is_empty()).map(unescape);
        if (phone && user.is_none()) || (!phone && host.is_empty()) || is_in(host, '@') {
            return None;
        }
        Some(Self {
            text: text.to_owned(),
            scheme,
            user,
            host: host.to_ascii_lowercase(),
            params: Params::parse(params)?,
            headers: headers.to_owned(),
        })
    }
}

impl Params {
    /// Takes `;a=b;c;d="e f"`; blanks around the signs are allowed.
    pub fn parse(text: &str) -> Option<Self> {
        let mut params = Vec::new();
        for part in split_outside(text, b';').into_iter().filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = match value.trim() {
                text if text.starts_with('"') => quoted(text).filter(|(_, rest)| rest.is_empty())?.0,
                text => text.to_owned(),
            };
            params.push((name.trim().to_owned(), value));
        }
        Some(Self(params))
    }

    /// The value; empty where the parameter has none.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// As it was written.
impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} address", self.scheme)
    }
}

impl fmt::Debug for NameAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.uri, if self.name.is_some() { " with a name" } else { "" })
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// A quoted string at the start: its text without escapes, and what follows.
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix('"')?;
    let (mut out, mut escaped) = (String::new(), false);
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            _ if escaped => {
                out.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Some((out, chars.as_str().trim_start())),
            _ => out.push(c),
        }
    }
    None
}

/// The text as a quoted string.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if c == '"' || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Undoes `%XX`; what is no such thing, or no UTF-8, stays as it is.
pub(super) fn unescape(text: &str) -> String {
    let hex = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        match code.filter(|pair| pair.iter().all(u8::is_ascii_hexdigit)).and_then(hex) {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Makes a text fit for the user part or a header of an address (RFC 3261 25.1): all but letters, digits and marks
/// becomes `%XX`.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()+$".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.extend(['%', char::from(HEX[usize::from(byte >> 4)]), char::from(HEX[usize::from(byte & 15)])]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<String>, Option<String>, String)> {
        NameAddr::parse(text).map(|a| (a.name, a.uri.user, a.uri.host))
    }

    #[test]
    fn names_and_addresses_are_told_apart() {
        let some = |name: Option<&str>, user: Option<&str>, host: &str| {
            Some((name.map(str::to_owned), user.map(str::to_owned), host.to_owned()))
        };
        for (text, expected) in [
            (
                r#""Doe, Jane <VIP> \"JD\"" <sip:+336@pbx.test>;tag=1"#,
                some(Some(r#"Doe, Jane <VIP> "JD""#), Some("+336"), "pbx.test"),
            ),
            ("Jane Doe <sip:jane@Example.COM:5061>", some(Some("Jane Doe"), Some("jane"), "example.com:5061")),
            ("sip:1001@pbx.test;tag=x", some(None, Some("1001"), "pbx.test")),
            ("<sip:[2001:db8::1]:5060;transport=ws>", some(None, None, "[2001:db8::1]:5060")),
            ("<sip:a@[2001:db8::1]>", some(None, Some("a"), "[2001:db8::1]")),
            ("<tel:+1-415-555-1212;phone-context=x>", some(None, Some("+1-415-555-1212"), "")),
            ("tel:7042;phone-context=example.com", some(None, Some("7042"), "")),
            ("<sip:+1;ext=2@pbx.test;user=phone>", some(None, Some("+1;ext=2"), "pbx.test")),
            ("<sip:%2B33%36@h>", some(None, Some("+336"), "h")),
            ("<sip:a:secret@h>", some(None, Some("a"), "h")),
            ("<sip:%zz@h>", some(None, Some("%zz"), "h")),
            (r#""" <sip:a@h>"#, some(None, Some("a"), "h")),
            // Read by nobody rather than differently by two.
            (r#""open <sip:a@h>"#, None),
            ("Jane <sip:1@h> <sip:2@h>", None),
            (r#"Jane" <sip:1@h>"#, None),
            (r#""Jane" junk <sip:1@h>"#, None),
            (r#""Jane" sip:1@h"#, None),
            ("<sip:1@h", None),
            ("<sip:1 2@h>", None),
            ("<sip:1@h1@h2>", None),
            ("<mailto:a@h>", None),
            ("<sip:>", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn parameters_belong_to_the_header_unless_in_brackets() {
        let inside = NameAddr::parse("<sip:a@h;transport=ws>;Tag = x ;q;text=\"a;b\"").unwrap();
        assert_eq!(inside.uri.params.get("transport"), Some("ws"));
        assert_eq!(inside.params.get("tag"), Some("x"));
        assert_eq!(inside.params.get("q"), Some(""));
        assert_eq!(inside.params.get("text"), Some("a;b"));
        assert_eq!(inside.params.get("transport"), None);
        let alone = NameAddr::parse("sip:a@h;tag=y").unwrap();
        assert_eq!((alone.params.get("tag"), alone.uri.params.get("tag")), (Some("y"), None));
    }

    #[test]
    fn an_address_is_printed_as_it_was_written() {
        let text = "sip:a%20b@h:1;lr?Replaces=x%3By";
        assert_eq!(Uri::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn quotes_and_escapes_are_undone_and_redone() {
        let odd = "a\"b\\c\u{e9}";
        assert_eq!(quoted(&quote(odd)), Some((odd.to_owned(), "")));
        assert_eq!(escape("*21#;tag=\u{e9}"), "*21%23%3Btag%3D%C3%A9");
        assert_eq!(unescape(&escape(odd)), odd);
    }

    #[test]
    fn a_log_shows_no_address() {
        assert_eq!(
            format!("{:?}", NameAddr::parse("\"Jane\" <sip:+33612@h>;tag=1").unwrap()),
            "sip address with a name"
        );
    }
}
