//! Who is around us? Salesforce tells it in the query string of the frame's address, and the library that is to be
//! loaded believes the same text. So it is checked here by the library's own rules, before any script is loaded.

use crate::engine::crm::{Failure, FailureKind, Surface};
use crate::engine::search;

/// The version of Salesforce's API that the libraries are asked for.
pub const API: &str = "66.0";

/// The Salesforce page that frames the widget.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    pub surface: Surface,
    /// Validated: `https://acme.lightning.force.com`, with a port where there is one.
    pub origin: String,
}

/// Why the address names no Salesforce page that may be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// No word of Salesforce at all: the page was opened by itself.
    Alone,
    /// One of the two parameters that belong together is missing.
    Incomplete(&'static str),
    Repeated(&'static str),
    /// A percent sign without two digits of hexadecimal UTF-8 behind it.
    Undecodable,
    /// The origin is not one of Salesforce's, or not an origin.
    Foreign,
    /// The page and Salesforce are not both https (or, on loopback, both http).
    OtherScheme,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let (kind, message) = match refusal {
            Refusal::Alone => (FailureKind::NotInFrame, "this page was opened outside Salesforce".to_owned()),
            Refusal::Incomplete(name) => (
                FailureKind::InitFailed,
                format!("the frame's address lacks {name}; keep the query string on redirects"),
            ),
            Refusal::Repeated(name) => {
                (FailureKind::InitFailed, format!("the frame's address has {name} twice; check the adapter URL"))
            }
            Refusal::Undecodable => (
                FailureKind::InitFailed,
                "the frame's address has a malformed percent sign; check the adapter URL".to_owned(),
            ),
            Refusal::Foreign => (FailureKind::InitFailed, "the page around the widget is not Salesforce's".to_owned()),
            Refusal::OtherScheme => {
                (FailureKind::InitFailed, "the adapter URL must be https, as Salesforce is".to_owned())
            }
        };
        Self::new(kind, message)
    }
}

impl Frame {
    /// `search`: `location.search` as the frame was opened. `page`: `location.origin` of the widget.
    pub fn read(search: &str, page: &str) -> Result<Self, Refusal> {
        const LIGHTNING: &str = "sfdcIframeOrigin";
        const CLASSIC: &str = "sfdcIFrameOrigin";
        let query = Query::read(search);
        let (surface, name, companion) = if query.has(LIGHTNING) {
            (Surface::Lightning, LIGHTNING, "mode")
        } else if query.has(CLASSIC) {
            (Surface::Classic, CLASSIC, "nonce")
        } else if query.has("mode") && query.has("nonce") {
            return Err(Refusal::Incomplete(LIGHTNING));
        } else {
            return Err(Refusal::Alone);
        };
        // The library decodes every parameter, and fails if it cannot.
        let query = query.decode()?;
        let mut origin = query.once(name)?.to_owned();
        if !query.has(companion) {
            return Err(Refusal::Incomplete(companion));
        }
        if surface == Surface::Classic {
            origin.make_ascii_lowercase();
        }
        check(&origin, page)?;
        Ok(Self { surface, origin })
    }

    /// The address of Salesforce's library for this page.
    pub fn library(&self) -> String {
        let file = match self.surface {
            Surface::Lightning => "lightning/opencti_min.js",
            Surface::Classic | Surface::None => "interaction.js",
        };
        format!("{}/support/api/{API}/{file}", self.origin)
    }
}

/// Name and value, as the library splits them: what follows a second `=` is lost, and `+` is no blank.
struct Query(Vec<(String, String)>);

impl Query {
    fn read(search: &str) -> Self {
        let pairs = search.trim_start_matches('?').split('&').map(|part| {
            let mut halves = part.split('=');
            (halves.next().unwrap_or("").to_owned(), halves.next().unwrap_or("").to_owned())
        });
        Self(pairs.collect())
    }

    fn decode(self) -> Result<Self, Refusal> {
        self.0.into_iter().map(|(name, value)| Ok((name, percent_decoded(&value)?))).collect::<Result<_, _>>().map(Self)
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, value)| n == name && !value.is_empty())
    }

    fn once(&self, name: &'static str) -> Result<&str, Refusal> {
        let mut found = self.0.iter().filter(|(n, _)| n == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Ok(value),
            (Some(_), Some(_)) => Err(Refusal::Repeated(name)),
            (None, _) => Err(Refusal::Incomplete(name)),
        }
    }
}

/// `decodeURIComponent`.
fn percent_decoded(text: &str) -> Result<String, Refusal> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = tail;
            continue;
        }
        let hex = |byte: u8| char::from(byte).to_digit(16);
        let [high, low, tail @ ..] = tail else { return Err(Refusal::Undecodable) };
        let (Some(high), Some(low)) = (hex(*high), hex(*low)) else { return Err(Refusal::Undecodable) };
        bytes.push((high * 16 + low) as u8);
        rest = tail;
    }
    String::from_utf8(bytes).map_err(|_| Refusal::Undecodable)
}

/// `encodeURIComponent`.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// The library's anchored pattern: scheme, a host of Salesforce's, perhaps a port, nothing else.
fn check(origin: &str, page: &str) -> Result<(), Refusal> {
    let (scheme, host) = split(origin).ok_or(Refusal::Foreign)?;
    let (page_scheme, page_host) = split(page).ok_or(Refusal::Foreign)?;
    let rehearsal = is_loopback(host) && is_loopback(page_host);
    if !is_salesforce(host) && !rehearsal {
        return Err(Refusal::Foreign);
    }
    (scheme == page_scheme).then_some(()).ok_or(Refusal::OtherScheme)
}

/// Scheme and host of an origin; nothing if it is more or less than an origin.
fn split(origin: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = search::split(origin, "://")?;
    let (host, port) = match rest.strip_prefix('[') {
        Some(v6) => {
            let (host, port) = rest.split_at_checked(v6.find(']')? + 2)?;
            (host, port.strip_prefix(':').or(port.is_empty().then_some("0")))
        }
        None => rest.split_once(':').map_or((rest, Some("0")), |(host, port)| (host, Some(port))),
    };
    let port_fits = port.is_some_and(|p| (1..=5).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let host_fits = host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.[]:".contains(&b));
    (matches!(scheme, "http" | "https") && !host.is_empty() && host_fits && port_fits).then_some((scheme, host))
}

/// The hosts that the library of API 62 takes, and no newer list is known.
fn is_salesforce(host: &str) -> bool {
    const SUFFIXES: [&str; 14] = [
        ".force.com",
        ".visualforce.com",
        ".my-visualforce.com",
        ".my-lightning.com",
        ".salesforce.com",
        ".my-salesforce.com",
        ".salesforce.mil",
        ".salesforce.ms",
        ".crmforce.mil",
        ".crmforce.ms",
        ".sfcrmproducts.cn",
        ".sfcrmapps.cn",
        ".tab-shanghai-dev.com",
        ".tab-shanghai-test.com",
    ];
    let is_label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    let below = |suffix: &str| host.strip_suffix(suffix).is_some_and(|name| name.split('.').all(is_label));
    // Salesforce's own workspaces: `*.lightning.force-com.<name>.crm.dev`, also with `.w` before `.crm.dev`.
    let workspace =
        host.strip_suffix(".crm.dev").map(|rest| rest.strip_suffix(".w").unwrap_or(rest)).is_some_and(|rest| {
            let parts: Vec<_> = rest.split('.').collect();
            let force = parts.len().checked_sub(3).and_then(|at| parts.get(at..at + 2));
            parts.len() > 3 && parts.iter().all(|p| is_label(p)) && force == Some(&["lightning", "force-com"][..])
        });
    !host.contains(['[', ']', ':']) && (SUFFIXES.into_iter().any(below) || workspace)
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://softphone.example.com";

    fn lightning(origin: &str) -> Result<Frame, Refusal> {
        Frame::read(&format!("?mode=Lightning&sfdcIframeOrigin={origin}&nonce=1"), PAGE)
    }

    #[test]
    fn lightning_and_classic_are_told_apart_by_one_capital_letter() {
        let frame = Frame::read(
            "?team=a&mode=Lightning&ltn_app_id=06m8A0000004TQ1QAM&isdtp=vw&sfdcIframeOrigin=https%3A%2F%2Facme.lightning.force.com&clc=1&nonce=ab",
            PAGE,
        )
        .unwrap();
        assert_eq!(frame.surface, Surface::Lightning);
        assert_eq!(frame.library(), "https://acme.lightning.force.com/support/api/66.0/lightning/opencti_min.js");
        let frame = Frame::read("?sfdcIFrameOrigin=https%3A%2F%2FAp4.Salesforce.com&nonce=ab&", PAGE).unwrap();
        assert_eq!(frame.surface, Surface::Classic);
        assert_eq!(frame.library(), "https://ap4.salesforce.com/support/api/66.0/interaction.js");
    }

    #[test]
    fn each_way_to_fail_says_whose_move_it_is() {
        let read = |search: &str| Frame::read(search, PAGE).unwrap_err();
        let org = "https%3A%2F%2Facme.lightning.force.com";
        for (search, refusal, kind) in [
            ("".to_owned(), Refusal::Alone, FailureKind::NotInFrame),
            ("?mode=Lightning".to_owned(), Refusal::Alone, FailureKind::NotInFrame),
            ("?mode=&sfdcIframeOrigin=".to_owned(), Refusal::Alone, FailureKind::NotInFrame),
            ("?mode=Lightning&nonce=1".to_owned(), Refusal::Incomplete("sfdcIframeOrigin"), FailureKind::InitFailed),
            (format!("?sfdcIframeOrigin={org}&nonce=1"), Refusal::Incomplete("mode"), FailureKind::InitFailed),
            (format!("?sfdcIFrameOrigin={org}&mode=x"), Refusal::Incomplete("nonce"), FailureKind::InitFailed),
            (
                format!("?mode=x&sfdcIframeOrigin={org}&sfdcIframeOrigin={org}"),
                Refusal::Repeated("sfdcIframeOrigin"),
                FailureKind::InitFailed,
            ),
            (format!("?mode=x&sfdcIframeOrigin={org}&own=50%"), Refusal::Undecodable, FailureKind::InitFailed),
            (format!("?mode=x&sfdcIframeOrigin={org}&own=%ff"), Refusal::Undecodable, FailureKind::InitFailed),
            ("?mode=x&sfdcIframeOrigin=http://a.force.com".to_owned(), Refusal::OtherScheme, FailureKind::InitFailed),
        ] {
            assert_eq!(read(&search), refusal, "{search}");
            assert_eq!(Failure::from(refusal).kind, kind, "{search}");
        }
    }

    #[test]
    fn the_hosts_of_salesforce_are_taken() {
        for host in [
            "acme.lightning.force.com",
            "acme--dev.sandbox.lightning.force.com",
            "acme.my.salesforce.com",
            "acme--c.vf.force.com",
            "na1.salesforce.com",
            "acme.my.salesforce.mil",
            "acme.lightning.sfcrmapps.cn",
            "acme.lightning.force.com:8443",
            "org.lightning.force-com.abc123.crm.dev",
            "org.lightning.force-com.abc123.w.crm.dev",
        ] {
            assert!(lightning(&format!("https://{host}")).is_ok(), "{host}");
        }
    }

    #[test]
    fn what_only_looks_like_salesforce_is_refused() {
        for origin in [
            "https://acme.lightning.force.com/",
            "https://acme.lightning.force.com/path",
            "https://acme.lightning.force.com.evil.example",
            "https://evil.example/.force.com",
            "https://evil.example%23.force.com",
            "https://evil.example%5C.force.com",
            "https://user@acme.force.com",
            "https://evilforce.com",
            "https://notsalesforce.com",
            "https://.force.com",
            "https://a..force.com",
            "https://force.com",
            "https://acme.my.salesforce-setup.com",
            "https://lightning.force-com.abc.crm.dev",
            "https://evil.crm.dev",
            "https://acme.force.com:",
            "https://acme.force.com:99999999",
            "https://acme.force.com:80:80",
            "https://ACME.force.com",
            "https://acme.force.com%0a",
            " https://acme.force.com",
            "ftp://acme.force.com",
            "acme.force.com",
            "https://localhost",
            "https://127.0.0.1:4173",
            "null",
            "*",
            // A dot at the end is another name to the browser; letters that only look alike; what a parser would drop.
            "https://acme.lightning.force.com.",
            "https://acme.lightning.force.c%D0%BEm",
            "https://acme.lightning.force%EF%BC%8Ecom",
            "https://acme.lightning.force%E3%80%82com",
            "https://acme.xn--frce-vmc.com",
            "https://acme.force.com%00.evil.example",
            "https://acme.force.com%09",
            "https://acme.force.com%3F.evil.example",
            "https://evil.example%3F.force.com",
            "https://evil.example%26.force.com",
            "https://evil.example:443%40acme.force.com",
            "https://acme.force.com%40evil.example",
            "https://-acme.force.com",
            "https://acme-.force.com",
            "https://acme_.force.com",
            "https:/acme.force.com",
            "https:acme.force.com",
            "https://%5B::1%5D.force.com",
            "HTTPS://acme.force.com",
            "blob:https://acme.force.com",
        ] {
            assert_eq!(lightning(origin), Err(Refusal::Foreign), "{origin}");
        }
    }

    #[test]
    fn loopback_passes_for_salesforce_only_where_the_widget_is_on_loopback_too() {
        let read = |origin: &str, page: &str| Frame::read(&format!("?mode=x&sfdcIframeOrigin={origin}"), page);
        for origin in ["http://localhost:4173", "http://127.0.0.1:4173", "http://[::1]:4173"] {
            assert!(read(origin, "http://localhost:8080").is_ok(), "{origin}");
            assert_eq!(read(origin, "http://softphone.example.com"), Err(Refusal::Foreign), "{origin}");
            assert_eq!(read(origin, "http://localhost.example.com"), Err(Refusal::Foreign), "{origin}");
        }
        assert_eq!(read("https://localhost", "http://localhost"), Err(Refusal::OtherScheme));
        assert!(read("https://acme.lightning.force.com:8443", "https://localhost:8443").is_ok());
    }

    #[test]
    fn encoding_is_undone_by_decoding() {
        let text = "a b&c=d%+é/\"😀";
        assert_eq!(percent_encoded(text), "a%20b%26c%3Dd%25%2B%C3%A9%2F%22%F0%9F%98%80");
        assert_eq!(percent_decoded(&percent_encoded(text)).as_deref(), Ok(text));
    }
}
