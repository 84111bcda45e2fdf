//! The headers the widget ships with: one table, served by `run` and written to `dist/widget/_headers` for other hosts.

use crate::shell::{Failure, Result};

/// Who frames the widget, and whose Open CTI library it loads: Lightning, Classic, Visualforce; the wildcards cover sandboxes and
/// developer orgs, whose names have more labels.
const SALESFORCE: &str =
    "https://*.lightning.force.com https://*.my.salesforce.com https://*.vf.force.com https://*.salesforce.com";

/// A real PBX or host page on the same machine; allowed while developing only.
const LOOPBACK_PAGES: &str = "http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:*";
const LOOPBACK_SOCKETS: &str = "ws://localhost:* ws://127.0.0.1:*";

/// Who asks for the headers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A host that agents use: Salesforce and the PBX over TLS, nothing else.
    Production,
    /// The server of `cargo xtask run`: a demo org and a PBX on this machine as well.
    Loopback,
}

/// Whom the widget may speak to, where the administrator says it at build time. Nobody named: any PBX over TLS, any org.
#[derive(Default)]
pub struct Partners {
    /// `wss://pbx.example.com:8089`
    pub pbx: Vec<String>,
    /// `https://acme.lightning.force.com`
    pub orgs: Vec<String>,
}

impl Partners {
    /// Takes `--pbx ORIGIN` and `--org ORIGIN` out of the arguments of a command.
    pub fn take(args: &mut Vec<String>) -> Result<Self> {
        let mut partners = Self::default();
        while let Some(at) = args.iter().position(|arg| arg == "--pbx" || arg == "--org") {
            let (list, schemes) = match args.remove(at).as_str() {
                "--pbx" => (&mut partners.pbx, ["wss", "https"].as_slice()),
                _ => (&mut partners.orgs, ["https"].as_slice()),
            };
            let given = if at < args.len() { args.remove(at) } else { String::new() };
            if !is_origin(&given, schemes) {
                let what = format!("{given:?} is no origin of {}", schemes.join(" or "));
                return Err(Failure::new(what).remedy("  for example wss://pbx.example.com:8089, without a path"));
            }
            list.push(given);
        }
        Ok(partners)
    }
}

/// Scheme, host and perhaps a port: whatever else would end a directive or widen it.
fn is_origin(text: &str, schemes: &[&str]) -> bool {
    let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme)?.strip_prefix("://"));
    rest.is_some_and(|rest| {
        let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
        let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        plain && host.split('.').all(|label| !label.is_empty()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    })
}

/// The headers of every file of the widget, in the order they are sent.
pub fn widget(audience: Audience, partners: &Partners) -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", content_security_policy(audience, partners)),
        // What the widget never asks for. The microphone is left to its default: own origin, if the frame was given it.
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), payment=(), usb=()".into()),
        // The address carries Salesforce's frame parameters: none of them leaves with the request for the Open CTI library.
        ("Referrer-Policy", "strict-origin".into()),
        ("X-Content-Type-Options", "nosniff".into()),
        // Names carry no hash: ask each time, get 304 for what is unchanged, and an update is there at the next reload.
        ("Cache-Control", "no-cache".into()),
    ]
}

/// The same in the `_headers` format that several static hosts read.
pub fn widget_file(partners: &Partners) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in widget(Audience::Production, partners) {
        text += &format!("  {name}: {value}\n");
    }
    text
}

pub fn content_security_policy(audience: Audience, partners: &Partners) -> String {
    let orgs = if partners.orgs.is_empty() { SALESFORCE.to_owned() } else { partners.orgs.join(" ") };
    // The PBX's address is a setting, so any host unless it is named; always over TLS.
    let pbx = if partners.pbx.is_empty() { "wss:".to_owned() } else { partners.pbx.join(" ") };
    let (pages, sockets) = match audience {
        Audience::Production => ("", ""),
        Audience::Loopback => (LOOPBACK_PAGES, LOOPBACK_SOCKETS),
    };
    let directives: &[(&str, &[&str])] = &[
        // Frames, objects, fonts, manifests and whatever browsers invent: none.
        ("default-src", &["'none'"]),
        // `wasm-unsafe-eval` compiles WebAssembly and nothing else; JavaScript's `eval` stays off. Salesforce's library comes
        // from the org.
        ("script-src", &["'self'", "'wasm-unsafe-eval'", &orgs, pages]),
        // Its own files; without this line the org's scripts could be workers, too.
        ("worker-src", &["'self'"]),
        ("style-src", &["'self'"]),
        // `data:` is the empty icon, which keeps the browser from asking for one.
        ("img-src", &["'self'", "data:"]),
        ("connect-src", &["'self'", &pbx, sockets]),
        // What is heard in a call is a stream and asks nobody.
        ("media-src", &["'self'"]),
        ("frame-ancestors", &[&orgs, pages]),
        ("base-uri", &["'none'"]),
        ("form-action", &["'none'"]),
    ];
    let line = |(name, sources): &(&str, &[&str])| {
        let sources: Vec<&str> = sources.iter().copied().filter(|source| !source.is_empty()).collect();
        format!("{name} {}", sources.join(" "))
    };
    directives.iter().map(line).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(audience: Audience, name: &str) -> String {
        of(&content_security_policy(audience, &Partners::default()), name)
    }

    fn of(policy: &str, name: &str) -> String {
        let found = policy.split("; ").find_map(|line| line.strip_prefix(name).map(str::trim).map(str::to_owned));
        found.unwrap_or_else(|| panic!("no {name} in {policy}"))
    }

    #[test]
    fn the_shipped_policy_trusts_salesforce_and_tls_only() {
        let policy = content_security_policy(Audience::Production, &Partners::default());
        for banned in
            ["unsafe-inline", "'unsafe-eval'", "http:", "ws:", "blob:", "localhost", "127.0.0.1", "https: ", "* "]
        {
            let allowed =
                policy.replace("https://*.", "https://").replace("'wasm-unsafe-eval'", "").replace("wss:", "");
            assert!(!allowed.contains(banned), "{banned} in {policy}");
        }
        assert!(directive(Audience::Production, "frame-ancestors").contains("https://*.lightning.force.com"));
        assert!(directive(Audience::Production, "script-src").starts_with("'self' 'wasm-unsafe-eval' https://"));
        assert_eq!(directive(Audience::Production, "connect-src"), "'self' wss:");
    }

    #[test]
    fn the_loopback_policy_adds_this_machine_and_takes_nothing_away() {
        for name in ["script-src", "connect-src", "frame-ancestors", "style-src"] {
            let (shipped, local) = (directive(Audience::Production, name), directive(Audience::Loopback, name));
            assert!(local.starts_with(&shipped), "{name}");
        }
        assert!(directive(Audience::Loopback, "frame-ancestors").contains("http://localhost:*"));
        assert!(directive(Audience::Loopback, "connect-src").contains("ws://127.0.0.1:*"));
    }

    #[test]
    fn the_hosted_file_says_what_the_server_says() {
        let file = widget_file(&Partners::default());
        assert!(file.starts_with("/*\n  Content-Security-Policy: default-src 'none'; "));
        for (name, value) in widget(Audience::Production, &Partners::default()) {
            assert!(file.contains(&format!("\n  {name}: {value}\n")), "{name}");
            assert!(!value.contains('\n'));
        }
    }

    #[test]
    fn no_header_forbids_framing_outright() {
        assert!(widget(Audience::Production, &Partners::default()).iter().all(|(name, _)| *name != "X-Frame-Options"));
    }

    fn partners(args: &[&str]) -> Result<Partners> {
        Partners::take(&mut args.iter().map(|arg| (*arg).to_owned()).collect())
    }

    #[test]
    fn an_administrator_may_name_the_pbx_and_the_org_and_nobody_else_is_left() {
        let args = ["--pbx", "wss://pbx.example.com:8089", "--org", "https://acme.lightning.force.com"];
        let policy = content_security_policy(Audience::Production, &partners(&args).unwrap());
        assert_eq!(of(&policy, "connect-src"), "'self' wss://pbx.example.com:8089");
        assert_eq!(of(&policy, "frame-ancestors"), "https://acme.lightning.force.com");
        assert_eq!(of(&policy, "script-src"), "'self' 'wasm-unsafe-eval' https://acme.lightning.force.com");
        assert!(!policy.contains('*') && !policy.contains("wss: "), "{policy}");
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for given in [
            "wss://pbx.example.com/ws",
            "wss://pbx.example.com; script-src *",
            "wss://*.example.com",
            "wss:",
            "ws://pbx.example.com",
            "pbx.example.com",
            "wss://pbx.example.com:",
            "wss://pbx.example.com:99999",
            "wss://user@pbx.example.com",
            "wss://pbx..example.com",
            "",
        ] {
            assert!(partners(&["--pbx", given]).is_err(), "{given}");
        }
        assert!(partners(&["--org", "wss://acme.lightning.force.com"]).is_err());
        assert!(partners(&["--org"]).is_err());
    }
}
