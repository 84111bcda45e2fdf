//! SIP messages, read and printed (RFC 3261 section 7 and 25). One WebSocket message is one SIP message (RFC 7118
//! section 5), so nothing is buffered. The reader forgives form, never sense: what it cannot tell apart it refuses.

use std::fmt;
use std::time::Duration;

use super::address::NameAddr;

/// More than any PBX sends; a longer one is refused unread.
const MAX_BYTES: usize = 64 * 1024;
const MAX_HEADERS: usize = 256;

/// A request or a response, its headers in the order of arrival.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub start: Start,
    pub headers: Headers,
    pub body: String,
}

#[derive(Clone, PartialEq, Eq)]
pub enum Start {
    Request { method: String, uri: String },
    Response { status: u16, phrase: String },
}

/// Header fields. Names are compared without regard to case and in their long form.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Headers(Vec<(String, String)>);

/// Why a text is no SIP message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Malformed {
    TooLong,
    StartLine,
    Header,
    /// `Content-Length` is no number, is there twice, or promises more than came.
    Length,
}

impl Message {
    pub fn request(method: &str, uri: &str) -> Self {
        Self::new(Start::Request { method: method.to_owned(), uri: uri.to_owned() })
    }

    pub fn response(status: u16, phrase: &str) -> Self {
        Self::new(Start::Response { status, phrase: phrase.to_owned() })
    }

    fn new(start: Start) -> Self {
        Self { start, headers: Headers::default(), body: String::new() }
    }

    /// # Errors
    /// Where the text is no SIP message, or one that two readers could read differently.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if text.len() > MAX_BYTES {
            return Err(Malformed::TooLong);
        }
        // RFC 3261 7.5: line ends before the start line are skipped.
        let text = text.trim_start_matches(['\r', '\n']);
        let (head, body) = split_body(text);
        let mut lines = unfold(head);
        let start = parse_start(&lines.next().ok_or(Malformed::StartLine)?)?;
        let mut headers = Headers::default();
        for line in lines {
            let (name, value) = line.split_once(':').ok_or(Malformed::Header)?;
            let name = name.trim_end_matches([' ', '\t']);
            if name.is_empty() || !name.bytes().all(is_token) {
                return Err(Malformed::Header);
            }
            let name = long_form(name);
            // Of all fields only this one is added when a message is printed.
            if headers.0.len() == MAX_HEADERS && !name.eq_ignore_ascii_case("Content-Length") {
                return Err(Malformed::TooLong);
            }
            headers.push(name, value);
        }
        let body = match headers.get("Content-Length") {
            None => body,
            Some(_) if headers.all("Content-Length").nth(1).is_some() => return Err(Malformed::Length),
            Some(length) => {
                let length: usize = length.parse().map_err(|_| Malformed::Length)?;
                body.get(..length).ok_or(Malformed::Length)?
            }
        };
        Ok(Self { start, headers, body: body.to_owned() })
    }

    pub fn method(&self) -> Option<&str> {
        match &self.start {
            Start::Request { method, .. } => Some(method),
            Start::Response { .. } => None,
        }
    }

    /// The status of a response; `0` for a request.
    pub fn status(&self) -> u16 {
        match self.start {
            Start::Request { .. } => 0,
            Start::Response { status, .. } => status,
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// Number and method of `CSeq`.
    pub fn cseq(&self) -> Option<(u32, &str)> {
        let (number, method) = self.get("CSeq")?.split_once([' ', '\t'])?;
        Some((number.parse().ok()?, method.trim()))
    }

    /// Adds a session description, unless it is empty.
    pub fn describe(&mut self, sdp: &str) {
        if !sdp.is_empty() {
            self.headers.push("Content-Type", "application/sdp");
            sdp.clone_into(&mut self.body);
        }
    }

    /// What stands for an answer where none came in time (RFC 3261 8.1.3.1).
    pub fn silence() -> Self {
        Self::response(408, "")
    }

    pub fn is_silence(&self) -> bool {
        self.headers.0.is_empty()
    }

    /// RFC 3261 20.33: seconds, perhaps with a comment and parameters behind. No more than an hour.
    pub fn retry_after(&self) -> Option<Duration> {
        let digits: String = self.get("Retry-After")?.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().map(|seconds: u64| Duration::from_secs(seconds.clamp(1, 3600)))
    }

    /// The package of `Event`, without its parameters.
    pub fn event(&self) -> &str {
        self.get("Event").and_then(|event| event.split(';').next()).unwrap_or_default().trim()
    }

    /// The body, where it is a session description.
    pub fn sdp(&self) -> Option<&str> {
        let kind = self.get("Content-Type")?.split(';').next()?.trim();
        (kind.eq_ignore_ascii_case("application/sdp") && !self.body.is_empty()).then_some(self.body.as_str())
    }
}

impl Headers {
    /// The first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every field of this name, in order. For lists see [`Headers::list`].
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let name = long_form(name);
        self.0.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The values of a list over all its fields: `a, b` and two fields `a` and `b` are the same (RFC 3261 7.3.1).
    pub fn list(&self, name: &str) -> Vec<String> {
        let mut list = Vec::new();
        for value in self.all(name) {
            list.extend(split_outside(value, b',').into_iter().filter(|value| !value.is_empty()).map(str::to_owned));
        }
        list
    }

    /// The addresses of a list, as far as they can be read.
    pub fn addresses(&self, name: &str) -> Vec<NameAddr> {
        self.list(name).iter().filter_map(|value| NameAddr::parse(value)).collect()
    }

    /// Whether a list of tokens such as `Supported` has this one.
    pub fn has(&self, name: &str, token: &str) -> bool {
        self.list(name).iter().any(|value| value.eq_ignore_ascii_case(token))
    }

    /// Adds several fields, see [`Headers::push`].
    pub fn extend(&mut self, fields: &[(&str, &str)]) {
        fields.iter().for_each(|(name, value)| self.push(name, value));
    }

    /// Adds a field. A control character becomes a blank, so no value can start a line of its own.
    pub fn push(&mut self, name: &str, value: &str) {
        let value = value.replace(|c: char| c.is_ascii_control(), " ");
        self.0.push((name.to_owned(), value.trim().to_owned()));
    }

    /// As [`Headers::push`], before all others: where `Via` stands.
    pub fn push_front(&mut self, name: &str, value: &str) {
        self.push(name, value);
        self.0.rotate_right(1);
    }

    pub fn remove(&mut self, name: &str) {
        let name = long_form(name);
        self.0.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    }

    /// Puts `value` in place of every field of this name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.push(name, value);
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.start {
            Start::Request { method, uri } => write!(f, "{method} {uri} SIP/2.0\r\n")?,
            Start::Response { status, phrase } => write!(f, "SIP/2.0 {status:03} {phrase}\r\n")?,
        }
        for (name, value) in self.headers.0.iter().filter(|(n, _)| !n.eq_ignore_ascii_case("Content-Length")) {
            write!(f, "{name}: {value}\r\n")?;
        }
        write!(f, "Content-Length: {}\r\n\r\n{}", self.body.len(), self.body)
    }
}

/// The kind of message only: what is in it belongs in no log.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.start {
            Start::Request { method, .. } => write!(f, "{method}, {} bytes of body", self.body.len()),
            Start::Response { status, .. } => write!(f, "{status}, {} bytes of body", self.body.len()),
        }
    }
}

/// Head and body around the first empty line, whatever the line ends.
fn split_body(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end_matches(['\r', '\n']).is_empty() {
            let (head, rest) = text.split_at_checked(at).unwrap_or((text, ""));
            return (head, rest.get(line.len()..).unwrap_or_default());
        }
        at += line.len();
    }
    (text, "")
}

/// Lines of the head; one that starts with a blank goes on from the one before (RFC 3261 7.3.1).
fn unfold(head: &str) -> impl Iterator<Item = String> {
    let mut lines: Vec<String> = Vec::new();
    for line in head.split('\n').map(|line| line.trim_end_matches('\r')) {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ if line.is_empty() => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines.into_iter()
}

fn parse_start(line: &str) -> Result<Start, Malformed> {
    let is_version = |text: &str| text.eq_ignore_ascii_case("SIP/2.0");
    let (first, rest) = line.split_once(' ').ok_or(Malformed::StartLine)?;
    if is_version(first) {
        let (status, phrase) = rest.split_once(' ').unwrap_or((rest, ""));
        let status = status.parse().ok().filter(|s| (100..700).contains(s)).ok_or(Malformed::StartLine)?;
        let phrase = phrase.replace(|c: char| c.is_ascii_control(), " ").trim().to_owned();
        return Ok(Start::Response { status, phrase });
    }
    let (uri, version) = rest.split_once(' ').ok_or(Malformed::StartLine)?;
    let plain = !uri.is_empty() && !uri.contains(|c: char| c.is_ascii_control() || c == '<' || c == '>' || c == '"');
    if !is_version(version) || !plain || first.is_empty() || !first.bytes().all(is_token) {
        return Err(Malformed::StartLine);
    }
    Ok(Start::Request { method: first.to_owned(), uri: uri.to_owned() })
}

/// RFC 3261 25.1, `token`.
pub(super) fn is_token(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-.!%*_+`'~".contains(&b)
}

/// The long form of a header's name (RFC 3261 7.3.3 and the registry's later ones).
fn long_form(name: &str) -> &str {
    let [letter] = name.as_bytes() else { return name };
    match letter.to_ascii_lowercase() {
        b'a' => "Accept-Contact",
        b'b' => "Referred-By",
        b'c' => "Content-Type",
        b'd' => "Request-Disposition",
        b'e' => "Content-Encoding",
        b'f' => "From",
        b'i' => "Call-ID",
        b'j' => "Reject-Contact",
        b'k' => "Supported",
        b'l' => "Content-Length",
        b'm' => "Contact",
        b'o' => "Event",
        b'r' => "Refer-To",
        b's' => "Subject",
        b't' => "To",
        b'u' => "Allow-Events",
        b'v' => "Via",
        b'x' => "Session-Expires",
        _ => name,
    }
}

/// Splits at a separator that stands outside quoted strings and angle brackets; the parts are trimmed.
pub(super) fn split_outside(text: &str, separator: u8) -> Vec<&str> {
    let (mut parts, mut from, mut quoted, mut bracket, mut escaped) = (Vec::new(), 0, false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if !bracket => quoted = !quoted,
            b'<' if !quoted => bracket = true,
            b'>' if !quoted => bracket = false,
            _ if byte == separator && !quoted && !bracket => {
                parts.push(text.get(from..at).unwrap_or_default().trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(from..).unwrap_or_default().trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const TORTURE: &str = "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\r\n\
        TO :\r\n sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r\n\
        from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8\r\n\
        MaX-fOrWaRdS: 0068\r\nCall-ID: wsinv.ndaksdj@192.0.2.1\r\n\
        cseq: 0009\r\n  INVITE\r\nVia  : SIP  /   2.0\r\n /UDP\r\n    192.0.2.2;branch=390skdjuw\r\n\
        s :\r\nNewFangledHeader:   newfangled value\r\n continued newfangled value\r\n\
        v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n  branch  =   z9hG4bK9ikj8  ,\r\n SIP  /    2.0   / UDP  192.168.255.111\r\n\
        m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\r\n      newvalue ;\r\n  secondparam ; q = 0.33\r\n\
        l: 3\r\n\r\nv=0\r\n";

    #[test]
    fn the_torture_message_of_rfc_4475_is_read() {
        let m = Message::parse(TORTURE).unwrap();
        assert_eq!(m.method(), Some("INVITE"));
        assert_eq!(m.cseq(), Some((9, "INVITE")));
        assert_eq!(m.get("Call-ID"), Some("wsinv.ndaksdj@192.0.2.1"));
        assert_eq!(m.get("NewFangledHeader"), Some("newfangled value continued newfangled value"));
        assert_eq!(m.headers.list("Via").len(), 3, "two fields, one of them a list");
        assert_eq!(m.headers.list("Contact").len(), 1, "the quotes hide no comma");
        assert_eq!(m.body, "v=0", "what Content-Length says");
    }

    #[test]
    fn what_was_printed_is_read_as_the_same() {
        let first = Message::parse(TORTURE).unwrap();
        let printed = first.to_string();
        let second = Message::parse(&printed).unwrap();
        assert_eq!(second.to_string(), printed);
        assert_eq!(second.body, first.body);
    }

    #[test]
    fn texts_that_are_no_message_are_refused() {
        for (text, why) in [
            ("", Malformed::StartLine),
            ("\r\n\r\n", Malformed::StartLine),
            ("HELLO\r\n\r\n", Malformed::StartLine),
            ("INVITE sip:a@b SIP/3.0\r\n\r\n", Malformed::StartLine),
            ("INVITE <sip:a@b> SIP/2.0\r\n\r\n", Malformed::StartLine),
            ("INVITE sip:a@b; lr SIP/2.0\r\n\r\n", Malformed::StartLine),
            ("SIP/2.0 4004 Odd\r\n\r\n", Malformed::StartLine),
            ("SIP/2.0 200 OK\r\nno colon\r\n\r\n", Malformed::Header),
            ("SIP/2.0 200 OK\r\nBad Name: x\r\n\r\n", Malformed::Header),
            ("SIP/2.0 200 OK\r\nContent-Length: -1\r\n\r\n", Malformed::Length),
            ("SIP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nv=0", Malformed::Length),
            ("SIP/2.0 200 OK\r\nl: 1\r\n\r\n\u{e4}", Malformed::Length),
        ] {
            assert_eq!(Message::parse(text), Err(why), "{text:?}");
        }
        let many = format!("SIP/2.0 200 OK\r\n{}\r\n", "X: y\r\n".repeat(300));
        assert_eq!(Message::parse(&many), Err(Malformed::TooLong));
        // As many as may be are read again when they were printed, which adds a field.
        let most = format!("SIP/2.0 200 OK\r\n{}\r\n", "X: y\r\n".repeat(MAX_HEADERS));
        let most = Message::parse(&most).unwrap();
        assert_eq!(Message::parse(&most.to_string()).unwrap().to_string(), most.to_string());
        assert_eq!(Message::parse(&"x".repeat(MAX_BYTES + 1)), Err(Malformed::TooLong));
    }

    #[test]
    fn a_value_cannot_start_a_line_of_its_own() {
        let mut m = Message::request("INVITE", "sip:a@b");
        m.headers.push("From", "\"x\r\nX-Evil: y\" <sip:a@b>");
        assert_eq!(Message::parse(&m.to_string()).unwrap().get("X-Evil"), None);
    }

    #[test]
    fn bare_line_ends_and_an_empty_phrase_do() {
        let m = Message::parse("SIP/2.0 200\nv: x\n\nbody").unwrap();
        assert_eq!((m.status(), m.get("Via"), m.body.as_str()), (200, Some("x"), "body"));
    }

    #[test]
    fn a_log_shows_neither_numbers_nor_names() {
        let text = format!("{:?}", Message::parse(TORTURE).unwrap());
        assert_eq!(text, "INVITE, 3 bytes of body");
    }
}
