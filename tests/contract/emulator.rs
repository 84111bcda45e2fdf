//! The emulator as a child: one line with the org, the action and its payload goes in, one with the answer comes out.
//! Every line brings the whole org, so that one child serves all stories.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use ferrophone::engine::time::Timestamp;
use ferrophone::sim::org::Org;
use serde_json::{Value as Json, json};

use crate::seed;

pub struct Emulator {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

thread_local! {
    /// The emulator of this test alone; without one it is everybody's.
    static OWN: RefCell<Option<Emulator>> = const { RefCell::new(None) };
}

/// What the package's class answers. What it changed is changed in the org, what it sent is sent.
pub fn invoke(org: &mut Org, action: &str, payload: &str, now: Timestamp) -> String {
    let line = json!({ "org": seed::described(org, now), "action": action, "payload": payload });
    let answered = ask(&line);
    if let Some(fault) = answered["fault"].as_str() {
        panic!("{action}: the emulator gave up: {fault}");
    }
    seed::happened(org, payload, &answered, now);
    answered["reply"].as_str().unwrap_or_else(|| panic!("{action}: no reply in {answered}")).to_owned()
}

/// Runs `test` with Apex in which `from` reads `to` in one class.
pub fn with_defect<T>([class, from, to]: [&str; 3], test: impl FnOnce() -> T) -> T {
    OWN.set(Some(Emulator::start(&[class, from, to])));
    let result = test();
    OWN.set(None);
    result
}

fn ask(line: &Json) -> Json {
    static SHARED: OnceLock<Mutex<Emulator>> = OnceLock::new();
    let own = OWN.with_borrow_mut(|own| own.as_mut().map(|emulator| emulator.ask(line)));
    own.unwrap_or_else(|| {
        let shared = SHARED.get_or_init(|| Mutex::new(Emulator::start(&[])));
        // Every line stands alone: a test that failed while it waited leaves nothing behind.
        shared.lock().unwrap_or_else(PoisonError::into_inner).ask(line)
    })
}

impl Emulator {
    fn start(defect: &[&str]) -> Self {
        let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("salesforce/check");
        let mut command = Command::new("node");
        command.current_dir(checks).args(["emulator/cli.js", "serve"]).args(defect);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node starts");
        let (input, output) = (child.stdin.take(), child.stdout.take().expect("it is piped"));
        Self { child, input, output: BufReader::new(output) }
    }

    fn ask(&mut self, line: &Json) -> Json {
        let input = self.input.as_mut().expect("it is open");
        writeln!(input, "{line}").expect("the emulator listens");
        let mut answer = String::new();
        self.output.read_line(&mut answer).expect("the emulator answers");
        serde_json::from_str(&answer).unwrap_or_else(|e| panic!("no answer of the emulator's: {e}: {answer:?}"))
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It ends with its input.
        self.input = None;
        let _ = self.child.wait();
    }
}
