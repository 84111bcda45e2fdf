//! The SIP user agent without a PBX: conversations told in text files, and whatever chance comes up with.

#![cfg(not(target_arch = "wasm32"))]

mod properties;
mod stories;

use std::time::Duration;

use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{Account, Driver, Headers};
use ferrophone::wire::sip::Entropy;

/// Not random at all, so that a story is always the same.
struct Seeded(u64);

impl Entropy for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            // Knuth's MMIX generator
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 33) as u8;
        }
    }
}

fn account() -> Account {
    Account {
        driver: Driver::Sip,
        servers: vec!["wss://one.test/ws".into(), "wss://two.test/ws".into()],
        domain: "pbx.test".into(),
        user: "1001".into(),
        auth_user: None,
        display_name: Some("Alice".into()),
        context: String::new(),
        password: Secret::new("secret"),
        headers: Headers::default(),
        expires: Duration::from_secs(300),
        ice_servers: Vec::new(),
    }
}

fn sdp(direction: &str) -> String {
    format!(
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 UDP/TLS/RTP/SAVPF 111 0 126\r\n\
         a=rtpmap:111 opus/48000/2\r\na=rtpmap:126 telephone-event/8000\r\na={direction}\r\n"
    )
}
