//! Every message that a real PBX or a foreign phone was recorded to say is read, printed and read again without loss.
//! The format of the files is in `tests/fixtures/sip/README.md`.

use std::fs;
use std::path::Path;

use ferrophone::wire::sip::message::Message;

/// File name and text of every recorded message.
fn recordings() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sip");
    let entries = fs::read_dir(&folder).expect("the recordings").map(|entry| entry.expect("readable").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("UTF-8");
        all.extend(messages(&text).into_iter().map(|message| (name.clone(), message)));
    }
    all
}

fn messages(recording: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in recording.lines() {
        if matches!(line, ">>>>" | "<<<<") {
            all.push(String::new());
            continue;
        }
        let message = all.last_mut().expect("a recording starts with a marker");
        if line == "\\" {
            message.truncate(message.trim_end_matches("\r\n").len());
        } else {
            message.push_str(line);
            message.push_str("\r\n");
        }
    }
    all
}

#[test]
fn every_recorded_message_is_read_and_printed_without_loss() {
    let all = recordings();
    assert!(all.len() > 300, "only {} messages: are the recordings there?", all.len());
    for (file, text) in &all {
        let read = Message::parse(text).unwrap_or_else(|error| panic!("{file}: {error:?}\n{text}"));
        let printed = read.to_string();
        let again = Message::parse(&printed).unwrap_or_else(|error| panic!("{file}: {error:?}\n{printed}"));
        let changed = || format!("{file}: changed by printing\n{text}\n---\n{printed}");
        assert!(read.start == again.start && read.body == again.body, "{}", changed());
        // Content-Length is printed last, wherever it stood; fields of one name keep their order (RFC 3261 7.3.1).
        for (name, _) in
            text.lines().skip(1).take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(':'))
        {
            assert!(read.headers.all(name).eq(again.headers.all(name)), "{name}: {}", changed());
            assert!(read.get(name).is_some(), "{name}: {}", changed());
        }
        assert!(again.to_string() == printed, "{}", changed());
    }
}

#[test]
fn every_recorded_message_says_what_a_transaction_needs() {
    // RFC 3261 8.1.1
    for (file, text) in &recordings() {
        let read = Message::parse(text).expect("read above");
        for name in ["Via", "From", "To", "Call-ID", "CSeq"] {
            assert!(read.get(name).is_some_and(|value| !value.is_empty()), "{file}: no {name}\n{text}");
        }
        let (_, method) = read.cseq().unwrap_or_else(|| panic!("{file}: CSeq\n{text}"));
        assert!(read.method().is_none_or(|ours| ours == method), "{file}: CSeq of another method\n{text}");
    }
}

#[test]
fn a_recorded_body_is_as_long_as_it_says() {
    for (file, text) in &recordings() {
        let read = Message::parse(text).expect("read above");
        let says = read.get("Content-Length").map_or(0, |length| length.parse().expect("a number"));
        assert_eq!(read.body.len(), says, "{file}\n{text}");
        let description = read.get("Content-Type").is_some_and(|kind| kind.starts_with("application/sdp"));
        assert_eq!(read.sdp().is_some(), description && says > 0, "{file}\n{text}");
    }
}

#[test]
fn a_message_without_a_last_line_end_is_kept_so() {
    assert_eq!(messages(">>>>\nINFO\n\nSignal=1\n\\\n<<<<\nOK\n\n"), ["INFO\r\n\r\nSignal=1", "OK\r\n\r\n"]);
}
