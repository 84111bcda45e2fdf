//! Any text is refused, or read and printed without loss.

#![no_main]

use ferrophone::wire::sip::message::Message;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(message) = Message::parse(text) {
        let printed = message.to_string();
        let again = Message::parse(&printed).expect("what we print can be read");
        assert_eq!(again.to_string(), printed);
    }
});
