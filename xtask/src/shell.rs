//! Running other programs, and failing in words that say whose move it is.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

pub type Result<T> = std::result::Result<T, Failure>;

/// What went wrong, and what the reader can do about it.
#[derive(Debug)]
pub struct Failure {
    pub what: String,
    pub remedy: Option<String>,
}

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None }
    }

    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    /// For `map_err`: an I/O error together with the file it is about.
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::new(format!("{}: {error}", path.display()))
    }
}

/// `cargo`, the one that runs this program, in `root`.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Runs `command` with its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(ended(command, status)) }
}

/// Runs `command` and hands each line of its standard output to `read` after showing it.
pub fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<()> {
    println!("$ {}", line(command));
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
        // A reader that has gone (`| head`) is no reason to stop counting.
        let _ = std::io::stdout().write_all(&bytes);
        read(String::from_utf8_lossy(&bytes).trim_end());
        bytes.clear();
    }
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(ended(command, status)) }
}

/// What `program` prints, if it starts and succeeds.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it; the environment that was set for it comes first.
fn line(command: &Command) -> String {
    let mut words: Vec<String> = Vec::new();
    for (key, value) in command.get_envs() {
        if let Some(value) = value {
            words.push(format!("{}={}", key.to_string_lossy(), value.to_string_lossy()));
        }
    }
    let program = Path::new(command.get_program());
    words.push(program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned());
    words.extend(command.get_args().map(|arg| arg.to_string_lossy().into_owned()));
    // Paths as seen from the checkout, where it was typed.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace");
    words.join(" ").replace(&format!("{}{}", root.display(), std::path::MAIN_SEPARATOR), "")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} does not start: {error}", command.get_program().to_string_lossy()))
}

fn ended(command: &Command, status: std::process::ExitStatus) -> Failure {
    Failure::new(format!("`{}` failed ({status})", line(command)))
}
