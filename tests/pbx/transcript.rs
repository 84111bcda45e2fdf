//! What one phone said and heard, and the file format of `tests/fixtures/sip`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Sent,
    Received,
}

/// SIP messages in the order they crossed the phone's socket.
#[derive(Default)]
pub struct Transcript(Vec<(Way, String)>);

impl Transcript {
    pub fn push(&mut self, way: Way, message: &str) {
        self.0.push((way, message.to_owned()));
    }

    /// The messages of one way that are requests with this method, or responses with this status.
    pub fn starting(&self, way: Way, method_or_status: &str) -> Vec<String> {
        let is_it = |message: &str| {
            let mut words = message.split(' ');
            words.next() == Some(method_or_status) || words.next() == Some(method_or_status)
        };
        self.0.iter().filter(|(w, message)| *w == way && is_it(message)).map(|(_, message)| message.clone()).collect()
    }

    /// Whether a keep-alive went out.
    pub fn has_line_ends(&self) -> bool {
        self.0.iter().any(|(way, message)| *way == Way::Sent && message == "\r\n\r\n")
    }

    /// First lines only, for a failing test: `-> REGISTER sip:pbx.test SIP/2.0`.
    pub fn outline(&self) -> String {
        let mut out = String::new();
        for (way, message) in &self.0 {
            let arrow = if *way == Way::Sent { "->" } else { "<-" };
            let _ = writeln!(out, "  {arrow} {}", message.lines().next().unwrap_or("(keep-alive)"));
        }
        out
    }

    /// Writes the recording where `FERROPHONE_PBX_RECORD` names a folder. See `tests/fixtures/sip/README.md`.
    pub fn save(&self, story: &str, phone: &str) {
        if let Some(folder) = env::var_os("FERROPHONE_PBX_RECORD") {
            self.save_in(Path::new(&folder), story, phone);
        }
    }

    /// Returns the file.
    pub fn save_in(&self, folder: &Path, story: &str, phone: &str) -> PathBuf {
        let mut text = String::new();
        for (way, message) in self.0.iter().filter(|(_, message)| !message.trim().is_empty()) {
            text += if *way == Way::Sent { ">>>>\n" } else { "<<<<\n" };
            text += &message.replace("\r\n", "\n");
            if !text.ends_with('\n') {
                text += "\n\\\n";
            }
        }
        let file = folder.join(format!("{}.{phone}.txt", story.replace("::", "-").replace('_', "-")));
        fs::create_dir_all(folder).and_then(|()| fs::write(&file, text)).expect("the recording is saved");
        file
    }
}
