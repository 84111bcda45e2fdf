//! Digest authentication (RFC 7616, RFC 8760): a challenge in, an answer out. MD5 and SHA-256, with and without
//! `-sess`; `qop=auth` or none (RFC 2069).

use std::fmt;

use md5::{Digest, Md5};
use sha2::Sha256;

use super::address::{quote, quoted};
use super::message::split_outside;
use crate::engine::search::is_in;

/// One `Digest` challenge of a `WWW-Authenticate` or `Proxy-Authenticate` field that we can answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Challenge {
    pub realm: String,
    pub nonce: String,
    opaque: Option<String>,
    algorithm: Algorithm,
    session: bool,
    /// `qop="auth"` was offered.
    auth: bool,
    /// The credentials were right, their nonce was too old.
    pub stale: bool,
}

/// In the order of our liking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    Md5,
    Sha256,
}

/// What an answer is made from besides the challenge.
pub struct Credentials<'a> {
    pub user: &'a str,
    pub password: &'a str,
    pub method: &'a str,
    pub uri: &'a str,
    /// How often this nonce was used, this time included.
    pub count: u32,
    pub cnonce: &'a str,
}

impl Challenge {
    /// The challenge to answer: of each realm the strongest algorithm, whatever the order (RFC 8760 section 2.4).
    /// Challenges that we cannot answer are left out.
    pub fn choose<'a>(fields: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut chosen: Vec<Self> = Vec::new();
        for challenge in fields.flat_map(split_challenges).filter_map(|items| Self::parse(&items)) {
            match chosen.iter_mut().find(|other| other.realm == challenge.realm) {
                Some(other) if other.algorithm < challenge.algorithm => *other = challenge,
                Some(_) => {}
                None => chosen.push(challenge),
            }
        }
        chosen
    }

    fn parse(items: &[&str]) -> Option<Self> {
        let get = |name: &str| {
            items.iter().find_map(|item| {
                let (n, value) = item.split_once('=')?;
                let value = value.trim();
                let value = || quoted(value).map_or_else(|| value.to_owned(), |(text, _)| text);
                n.trim().eq_ignore_ascii_case(name).then(value)
            })
        };
        let name = get("algorithm").unwrap_or_else(|| "MD5".into()).to_ascii_uppercase();
        let (algorithm, session) = match name.as_str() {
            "MD5" => (Algorithm::Md5, false),
            "MD5-SESS" => (Algorithm::Md5, true),
            "SHA-256" => (Algorithm::Sha256, false),
            "SHA-256-SESS" => (Algorithm::Sha256, true),
            _ => return None,
        };
        let qop = get("qop");
        let auth = qop.as_deref().is_some_and(|q| q.split(',').any(|q| q.trim().eq_ignore_ascii_case("auth")));
        if qop.is_some_and(|q| !q.trim().is_empty()) && !auth {
            return None; // `auth-int` alone
        }
        let stale = get("stale").is_some_and(|stale| stale.eq_ignore_ascii_case("true"));
        let (realm, nonce) = (get("realm")?, get("nonce")?);
        Some(Self { realm, nonce, opaque: get("opaque"), algorithm, session, auth, stale })
    }

    /// The value of `Authorization` or `Proxy-Authorization`.
    pub fn answer(&self, with: &Credentials) -> String {
        let Credentials { user, password, method, uri, count, cnonce } = with;
        let hash = |text: String| match self.algorithm {
            Algorithm::Md5 => hex(&Md5::digest(text.as_bytes())),
            Algorithm::Sha256 => hex(&Sha256::digest(text.as_bytes())),
        };
        let (realm, nonce) = (&self.realm, &self.nonce);
        let mut a1 = hash([*user, realm, password].join(":"));
        if self.session {
            a1 = hash([a1.as_str(), nonce, cnonce].join(":"));
        }
        let a2 = hash([*method, uri].join(":"));
        // Eight hexadecimal digits; from the tenth use on decimal ones would be wrong.
        let nc = format!("{count:08x}");
        let response = if self.auth {
            hash([a1.as_str(), nonce, &nc, cnonce, "auth", &a2].join(":"))
        } else {
            hash([a1.as_str(), nonce, &a2].join(":"))
        };
        let name = match (self.algorithm, self.session) {
            (Algorithm::Md5, false) => "MD5",
            (Algorithm::Md5, true) => "MD5-sess",
            (Algorithm::Sha256, false) => "SHA-256",
            (Algorithm::Sha256, true) => "SHA-256-sess",
        };
        let mut out = format!(
            "Digest username={}, realm={}, nonce={}, uri={}, response=\"{response}\", algorithm={name}",
            quote(user),
            quote(realm),
            quote(nonce),
            quote(uri)
        );
        if self.auth {
            out.push_str(&format!(", qop=auth, nc={nc}"));
        }
        if self.auth || self.session {
            out.push_str(&format!(", cnonce={}", quote(cnonce)));
        }
        if let Some(opaque) = &self.opaque {
            out.push_str(&format!(", opaque={}", quote(opaque)));
        }
        out
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest challenge, stale: {}", self.stale)
    }
}

/// The items of each `Digest` challenge in one field. A comma separates items as well as challenges, so a new one
/// is known by its scheme, a word without `=` before it.
fn split_challenges(field: &str) -> Vec<Vec<&str>> {
    let mut challenges: Vec<Option<Vec<&str>>> = Vec::new();
    for item in split_outside(field, b',') {
        let scheme = item.split_once([' ', '\t']).filter(|(word, rest)| !is_in(word, '=') && !rest.starts_with('='));
        if let Some((scheme, first)) = scheme {
            challenges.push(scheme.eq_ignore_ascii_case("Digest").then(|| vec![first.trim()]));
        } else if let Some(Some(items)) = challenges.last_mut() {
            items.push(item);
        }
    }
    challenges.into_iter().flatten().collect()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC_7616: [&str; 2] = [
        r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#,
        r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#,
    ];

    fn mufasa(count: u32) -> Credentials<'static> {
        let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        Credentials { user: "Mufasa", password: "Circle of Life", method: "GET", uri: "/dir/index.html", count, cnonce }
    }

    fn field<'a>(answer: &'a str, name: &str) -> &'a str {
        let from = answer.find(&format!(" {name}=")).expect(name) + name.len() + 2;
        answer[from..].split(',').next().unwrap().trim_matches('"')
    }

    #[test]
    fn the_vectors_of_rfc_7616_come_out() {
        for (text, response) in RFC_7616.iter().zip([
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            "8ca523f5e9506fed4657c9700eebdbec",
        ]) {
            let answer = Challenge::choose([*text].into_iter())[0].answer(&mufasa(1));
            assert_eq!(field(&answer, "response"), response);
            assert_eq!(field(&answer, "nc"), "00000001");
        }
    }

    #[test]
    fn the_vector_of_rfc_2069_as_corrected_comes_out() {
        // RFC 2617 section 3.5 without qop, computed with md5sum.
        let text = r#"Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#;
        let with = Credentials { password: "Circle Of Life", ..mufasa(1) };
        let answer = Challenge::choose([text].into_iter())[0].answer(&with);
        assert_eq!(field(&answer, "response"), "670fd8c2df070c60b045671b8b24ff02");
        assert!(!answer.contains("nc=") && !answer.contains("cnonce="));
    }

    #[test]
    fn the_strongest_algorithm_of_a_realm_is_answered() {
        for fields in [RFC_7616, [RFC_7616[1], RFC_7616[0]]] {
            let chosen = Challenge::choose(fields.into_iter());
            assert_eq!(chosen.len(), 1);
            assert!(chosen[0].answer(&mufasa(1)).contains("algorithm=SHA-256,"));
        }
        let joined = RFC_7616.join(", ");
        assert_eq!(Challenge::choose([joined.as_str()].into_iter()), Challenge::choose(RFC_7616.into_iter()));
    }

    #[test]
    fn challenges_that_we_cannot_answer_are_left_out() {
        for text in [
            r#"Basic realm="x""#,
            r#"Digest realm="x", nonce="y", algorithm=SHA-512-256"#,
            r#"Digest realm="x", nonce="y", qop="auth-int""#,
            r#"Digest realm="x""#,
            "Digest",
            "",
        ] {
            assert_eq!(Challenge::choose([text].into_iter()), [], "{text}");
        }
        let after_basic = r#"Basic realm="b", charset="UTF-8", Digest realm="x",nonce="y",stale=TRUE"#;
        let chosen = Challenge::choose([after_basic].into_iter());
        assert!(chosen.len() == 1 && chosen[0].stale && chosen[0].realm == "x");
    }

    #[test]
    fn the_count_is_hexadecimal_and_quotes_are_escaped() {
        let challenge =
            &Challenge::choose([r#"Digest realm="a\"b",nonce="n",qop=auth,algorithm=MD5-sess"#].into_iter())[0];
        let answer = challenge.answer(&mufasa(26));
        assert_eq!(field(&answer, "nc"), "0000001a");
        assert!(answer.contains(r#"realm="a\"b""#), "{answer}");
        assert!(answer.contains("algorithm=MD5-sess"));
    }
}
