//! The headers the widget ships with: one table, served by `run` and written to `dist/widget/_headers` for other hosts.

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

/// The headers of every file of the widget, in the order they are sent.
pub fn widget(audience: Audience) -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", content_security_policy(audience)),
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
pub fn widget_file() -> String {
    let mut text = String::from("/*\n");
    for (name, value) in widget(Audience::Production) {
        text += &format!("  {name}: {value}\n");
    }
    text
}

fn content_security_policy(audience: Audience) -> String {
    let (pages, sockets) = match audience {
        Audience::Production => ("", ""),
        Audience::Loopback => (LOOPBACK_PAGES, LOOPBACK_SOCKETS),
    };
    let directives: &[(&str, &[&str])] = &[
        ("default-src", &["'none'"]),
        // `wasm-unsafe-eval` compiles WebAssembly and nothing else; JavaScript's `eval` stays off.
        ("script-src", &["'self'", "'wasm-unsafe-eval'", SALESFORCE, pages]),
        ("style-src", &["'self'"]),
        ("img-src", &["'self'", "data:"]),
        // The PBX's address is a setting, so any host; always over TLS.
        ("connect-src", &["'self'", "wss:", sockets]),
        ("media-src", &["'self'", "blob:"]),
        ("frame-ancestors", &[SALESFORCE, pages]),
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
        let policy = content_security_policy(audience);
        let found = policy.split("; ").find_map(|line| line.strip_prefix(name).map(str::trim).map(str::to_owned));
        found.unwrap_or_else(|| panic!("no {name} in {policy}"))
    }

    #[test]
    fn the_shipped_policy_trusts_salesforce_and_tls_only() {
        let policy = content_security_policy(Audience::Production);
        for banned in ["unsafe-inline", "'unsafe-eval'", "http:", "ws:", "localhost", "127.0.0.1", "https: ", "* "] {
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
        let file = widget_file();
        assert!(file.starts_with("/*\n  Content-Security-Policy: default-src 'none'; "));
        for (name, value) in widget(Audience::Production) {
            assert!(file.contains(&format!("\n  {name}: {value}\n")), "{name}");
            assert!(!value.contains('\n'));
        }
    }

    #[test]
    fn no_header_forbids_framing_outright() {
        assert!(widget(Audience::Production).iter().all(|(name, _)| *name != "X-Frame-Options"));
    }
}
