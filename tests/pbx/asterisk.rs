//! A real Asterisk for one story: started in a third of a second, alone on its ports, gone with its owner.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A running PBX. `tests/pbx/etc/extensions.conf` says what can be dialled on it.
pub struct Asterisk {
    process: Child,
    /// Its configuration, log and control socket.
    run: PathBuf,
    port: u16,
}

impl Asterisk {
    pub fn start() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let run = std::env::temp_dir().join(format!("ferrophone-pbx-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&run);
        fs::create_dir_all(&run).expect("a folder for the PBX");
        let port = free_port();
        let mut pbx = Self { process: boot(&run, port), run, port };
        pbx.wait_until_booted();
        pbx
    }

    /// The power fails; a moment later it is back, and the PBX remembers no call.
    pub fn restart(&mut self) {
        self.stop();
        self.process = boot(&self.run, self.port);
        self.wait_until_booted();
    }

    /// Where a phone connects to.
    pub fn url(&self) -> String {
        format!("ws://127.0.0.1:{}/ws", self.port)
    }

    /// Says `command` to Asterisk's console.
    pub fn cli(&self, command: &str) -> String {
        let answer = self.try_cli(command);
        assert!(answer.status.success(), "{command}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8_lossy(&answer.stdout).into_owned()
    }

    /// Jane Customer dials in from outside and is put through to `extension`; she listens to music meanwhile.
    pub fn customer_calls(&self, extension: &str) {
        self.cli(&format!("channel originate Local/{extension}@from-outside application MusicOnHold"));
    }

    /// Every call ends, from the PBX's side.
    pub fn hang_up_all(&self) {
        self.cli("channel request hangup all");
    }

    /// Until the customer and the phone that took her call hear each other. A phone knows of the answer a moment before
    /// the PBX has joined the two, and nobody transfers a call that fast.
    pub fn has_put_through(&self, user: &str) {
        self.logs(";2 joined 'simple_bridge'");
        self.logs(&format!("Channel PJSIP/{user}-00000000 joined 'simple_bridge'"));
    }

    /// Until the PBX has written `text` to its log.
    pub fn logs(&self, text: &str) {
        let log = self.run.join("log/full");
        let start = Instant::now();
        while !fs::read_to_string(&log).is_ok_and(|log| log.contains(text)) {
            assert!(start.elapsed() < Duration::from_secs(5), "the PBX never logged {text:?}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn wait_until_booted(&mut self) {
        let start = Instant::now();
        while !self.try_cli("core waitfullybooted").status.success() {
            let ended = self.process.try_wait().expect("our own child");
            if ended.is_some() || start.elapsed() > Duration::from_secs(30) {
                let output = fs::read_to_string(self.run.join("output")).unwrap_or_default();
                panic!("the PBX did not boot ({ended:?}), see {}\n{output}", self.run.display());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn try_cli(&self, command: &str) -> std::process::Output {
        script().args(["cli".as_ref(), self.run.as_os_str(), command.as_ref()]).output().expect("bash runs")
    }

    /// Asterisk ends when its standard input closes.
    fn stop(&mut self) {
        drop(self.process.stdin.take());
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) {
            if start.elapsed() > Duration::from_secs(5) {
                let _ = self.process.kill();
                let _ = self.process.wait();
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Asterisk {
    /// Its folder stays if the story failed.
    fn drop(&mut self) {
        self.stop();
        if thread::panicking() {
            eprintln!("the PBX's log is {}", self.run.join("log/full").display());
        } else {
            let _ = fs::remove_dir_all(&self.run);
        }
    }
}

fn boot(run: &Path, port: u16) -> Child {
    let output = fs::File::create(run.join("output")).expect("a file for the PBX's output");
    script()
        .args(["run".as_ref(), run.as_os_str(), port.to_string().as_ref()])
        .stdin(Stdio::piped())
        .stdout(output.try_clone().expect("one file, two handles"))
        .stderr(output)
        .spawn()
        .expect("bash runs")
}

fn script() -> Command {
    let root = std::env::var_os("FERROPHONE_PBX_ROOT").expect(
        "these tests need a real Asterisk: run `cargo xtask test pbx`, which unpacks one and names it in FERROPHONE_PBX_ROOT",
    );
    let mut command = Command::new("bash");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pbx/asterisk.sh")).env("FERROPHONE_PBX_ROOT", root);
    command
}

/// A port nobody listens on. Somebody else may take it before Asterisk does; then the story fails at boot and says so.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    listener.local_addr().expect("bound").port()
}
