//! A PBX process that lives as long as its owner holds its standard input, in a folder and on a port of its own.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

pub struct Server {
    script: &'static str,
    process: Child,
    /// Its configuration, log and sockets.
    run: PathBuf,
    pub port: u16,
}

/// Anything a phone can register at.
pub trait Pbx {
    fn server(&self) -> &Server;

    /// Where a phone connects to.
    fn url(&self) -> String {
        format!("ws://127.0.0.1:{}/ws", self.server().port)
    }
}

impl Server {
    /// Runs `tests/pbx/<script> run` until `ready`.
    pub fn start(script: &'static str, ready: impl Fn(&Self) -> bool) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let run = std::env::temp_dir().join(format!("ferrophone-pbx-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&run);
        fs::create_dir_all(&run).expect("a folder for the PBX");
        let port = free_port();
        let mut server = Self { script, process: boot(script, &run, port), run, port };
        server.wait(ready);
        server
    }

    /// The power fails; a moment later it is back.
    pub fn restart(&mut self, ready: impl Fn(&Self) -> bool) {
        self.stop();
        self.process = boot(self.script, &self.run, self.port);
        self.wait(ready);
    }

    /// Runs the script beside the server: `what` RUN `parameter`.
    pub fn ask(&self, what: &str, parameter: &str) -> Output {
        let parameters = [what.as_ref(), self.run.as_os_str(), parameter.as_ref()];
        script(self.script).args(parameters).output().expect("bash runs")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.run.join(name)
    }

    fn wait(&mut self, ready: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !ready(self) {
            let ended = self.process.try_wait().expect("our own child");
            if ended.is_some() || start.elapsed() > Duration::from_secs(30) {
                let output = fs::read_to_string(self.file("output")).unwrap_or_default();
                panic!("the PBX did not start ({ended:?}), see {}\n{output}", self.run.display());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn stop(&mut self) {
        drop(self.process.stdin.take());
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) {
            if start.elapsed() > Duration::from_secs(5) {
                let _ = self.process.kill();
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    /// Its folder stays if the story failed.
    fn drop(&mut self) {
        self.stop();
        if thread::panicking() {
            eprintln!("the PBX's files are in {}", self.run.display());
        } else {
            let _ = fs::remove_dir_all(&self.run);
        }
    }
}

fn boot(name: &str, run: &Path, port: u16) -> Child {
    let output = fs::File::create(run.join("output")).expect("a file for the PBX's output");
    script(name)
        .args(["run".as_ref(), run.as_os_str(), port.to_string().as_ref()])
        .stdin(Stdio::piped())
        .stdout(output.try_clone().expect("one file, two handles"))
        .stderr(output)
        .spawn()
        .expect("bash runs")
}

fn script(name: &str) -> Command {
    let root = std::env::var_os("FERROPHONE_PBX_ROOT").expect(
        "these tests need a real PBX: run `cargo xtask test pbx`, which unpacks one and names it in FERROPHONE_PBX_ROOT",
    );
    let mut command = Command::new("bash");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The servers run in folders of their own: a name that starts from here would lead nowhere there.
    command.arg(here.join("tests/pbx").join(name)).env("FERROPHONE_PBX_ROOT", here.join(root));
    command
}

/// A port nobody listens on. Somebody else may take it before the PBX does; then the story fails at the start and says so.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    listener.local_addr().expect("bound").port()
}
