//! A real Asterisk for one story: started in a third of a second, alone on its port, gone with its owner.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::server::{Pbx, Server};

/// A PBX that stands in the middle of every call. `tests/pbx/etc/extensions.conf` says what can be dialled on it.
pub struct Asterisk(Server);

impl Pbx for Asterisk {
    fn server(&self) -> &Server {
        &self.0
    }
}

impl Asterisk {
    pub fn start() -> Self {
        Self(Server::start("asterisk.sh", is_booted))
    }

    /// The power fails; a moment later it is back, and remembers no call.
    pub fn restart(&mut self) {
        self.0.restart(is_booted);
    }

    /// Says `command` to Asterisk's console.
    pub fn cli(&self, command: &str) -> String {
        let answer = self.0.ask("cli", command);
        assert!(answer.status.success(), "{command}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8_lossy(&answer.stdout).into_owned()
    }

    /// Jane Customer dials in from outside and is put through to `extension`; she listens to music meanwhile.
    pub fn customer_calls(&self, extension: &str) {
        self.cli(&format!("channel originate Local/{extension}@from-outside application MusicOnHold"));
    }

    /// Until the customer and the phone that took her call hear each other. A phone knows of the answer a moment before
    /// the PBX has joined the two, and nobody transfers a call that fast.
    pub fn has_put_through(&self, user: &str) {
        self.logs(";2 joined 'simple_bridge'");
        self.logs(&format!("Channel PJSIP/{user}-00000000 joined 'simple_bridge'"));
    }

    /// Until each of these channels is in a bridge. The one that was called is a moment before the one that called it, and
    /// what is transferred in that moment, Asterisk 20 hangs up.
    pub fn has_joined(&self, channels: &[&str]) {
        for channel in channels {
            self.logs(&format!("Channel PJSIP/{channel} joined 'simple_bridge'"));
        }
    }

    /// A message lies in Alice's mailbox.
    pub fn has_a_message_for_alice(&self) {
        let inbox = self.0.file("spool/voicemail/default/1001/INBOX");
        fs::create_dir_all(&inbox).expect("a mailbox");
        fs::write(inbox.join("msg0000.txt"), "[message]\n").expect("a message");
    }

    /// Every call ends, from the PBX's side.
    pub fn hang_up_all(&self) {
        self.cli("channel request hangup all");
    }

    /// Until so many phones are known to ring. A phone that has not yet said so is cancelled by Asterisk later and without
    /// the reason (the stack below waits for its 180), which no human who answers is fast enough to see.
    pub fn has_heard_ringing(&self, phones: usize) {
        let ring = |line: &&str| line.contains(": PJSIP/") && line.ends_with(" is ringing");
        self.log_until(&format!("{phones} phones ringing"), |log| log.lines().filter(ring).count() >= phones);
    }

    /// Until every call is over.
    pub fn has_no_calls(&self) {
        self.has_calls(0);
    }

    /// Until there are so many.
    pub fn has_calls(&self, count: usize) {
        self.has_calls_within(count, Duration::from_secs(5));
    }

    pub fn has_no_calls_within(&self, span: Duration) {
        self.has_calls_within(0, span);
    }

    fn has_calls_within(&self, count: usize, span: Duration) {
        let start = Instant::now();
        while !self.cli("core show channels").contains(&format!("{count} active channel")) {
            assert!(start.elapsed() < span, "a call was left behind, or ended");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Until the PBX has written `text` to its log.
    pub fn logs(&self, text: &str) {
        self.log_until(text, |log| log.contains(text));
    }

    fn log_until(&self, what: &str, done: impl Fn(&str) -> bool) {
        let file = self.0.file("log/full");
        let start = Instant::now();
        while !fs::read_to_string(&file).is_ok_and(|log| done(&log)) {
            assert!(start.elapsed() < Duration::from_secs(5), "the PBX never logged {what}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn is_booted(server: &Server) -> bool {
    server.ask("cli", "core waitfullybooted").status.success()
}
