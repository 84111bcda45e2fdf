//! The line: which driver, which account, and what is missing for it.

use super::crm::RecordRef;
use super::desk::Standing;
use super::number::PhoneNumber;
use super::secret::{Secret, shows};
use super::telephony::{Account, Capabilities, Command, Driver, LineState, Trouble};
use super::*;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    pub state: LineState,
    pub can: Capabilities,
    /// The driver that was asked for, and whether it answered.
    pub driver: Option<Driver>,
    pub open: bool,
    /// The settings or the agent's choice changed: connect anew when no call is up.
    pub stale: bool,
    /// It is to be connected once the calls of the last page have been read.
    pub waits: bool,
}

/// A number that was dialled: it is called as soon as the line is ready, and what knows how numbers are dialled is here.
#[derive(Clone, PartialEq)]
pub struct Waiting {
    pub number: PhoneNumber,
    pub origin: Option<RecordRef>,
    pub until: Timestamp,
}

shows!(Waiting: origin, until);

/// As long as an agent waits for a click to do something.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(8);

impl Line {
    /// Why nothing can be dialled now.
    pub fn trouble(&self) -> Trouble {
        match &self.state {
            LineState::Down { why, .. } => *why,
            LineState::NeedsPassword => Trouble::WrongPassword,
            LineState::Off | LineState::Connecting | LineState::Ready { .. } => Trouble::Unreachable,
        }
    }
}

impl Engine {
    /// Opens the driver that the settings and the agent want, as soon as it is known which, and never under a call.
    pub(super) fn open_driver(&mut self) {
        let known = self.settings_version > 0 || self.desk.standing != Standing::Unknown;
        // Before the first one is open, only calls of the last page are there: they wait for it.
        if !known || self.line.driver.is_some() && self.roster.any_live() {
            return;
        }
        let wanted = self.wanted_driver();
        if self.line.driver != Some(wanted) {
            self.line = Line { driver: Some(wanted), ..Line::default() };
            self.out.push(Effect::OpenDriver(wanted));
        } else if self.line.stale && self.line.open {
            self.connect();
        }
    }

    pub(super) fn driver_opened(&mut self, can: Capabilities, now: Timestamp) {
        self.line.can = can;
        self.line.open = true;
        if !can.outlives_page {
            self.cut_off_unconfirmed(now);
        }
        self.connect();
    }

    pub(super) fn line_changed(&mut self, state: LineState, now: Timestamp) {
        if self.line.state == LineState::NeedsPassword && matches!(state, LineState::Off) {
            return;
        }
        self.line.state = state;
        let ready = matches!(self.line.state, LineState::Ready { .. });
        // A telephone that is off has no calls.
        if ready || matches!(self.line.state, LineState::Down { why: Trouble::DeskPhoneOff, .. }) {
            self.cut_off_unconfirmed(now);
        }
    }

    /// Whether the line will be there in a moment, as it is just after the start.
    pub(super) fn is_coming_up(&self) -> bool {
        match self.line.state {
            LineState::Connecting => true,
            LineState::Off => !self.preferences.offline && !self.line.open,
            LineState::NeedsPassword | LineState::Ready { .. } | LineState::Down { .. } => false,
        }
    }

    pub(super) fn dial(&mut self, text: &str, origin: Option<RecordRef>, now: Timestamp) {
        let Some(number) = PhoneNumber::parse(text) else {
            return self.notice(NoticeKind::NotANumber(text.trim().chars().take(60).collect()));
        };
        if self.preferences.dnd == Some(true) {
            return self.notice(NoticeKind::DoNotDisturb);
        }
        // It is called, or the agent is told, when it is time: [`Engine::call_waiting`].
        self.waiting = Some(Waiting { number, origin, until: now.plus(PATIENCE) });
    }

    /// With every event: calls what was dialled, or tells that the line did not come in time. Without the back office a number is
    /// called as it was typed, so that help can be called in any case.
    pub(super) fn call_waiting(&mut self, now: Timestamp) {
        let Some(waiting) = self.waiting.take() else { return };
        let in_time = now < waiting.until;
        let ready = matches!(self.line.state, LineState::Ready { .. });
        if in_time && (self.is_coming_up() || ready && self.staff.is_awaited()) {
            self.waiting = Some(waiting);
        } else if ready {
            self.call(waiting.number, waiting.origin, now);
        } else {
            self.notice(NoticeKind::CannotDial(self.line.trouble()));
        }
    }

    fn wanted_driver(&self) -> Driver {
        let chosen = match self.preferences.driver {
            Some(Driver::Sip | Driver::Ari) => self.own_driver(),
            Some(Driver::Practice) => Driver::Practice,
            None => self.settings.line.driver,
        };
        if self.has_account() { chosen } else { Driver::Practice }
    }

    /// The line that the settings describe, whether or not it is on.
    pub(super) fn own_driver(&self) -> Driver {
        match self.settings.line.driver {
            Driver::Ari => Driver::Ari,
            Driver::Sip | Driver::Practice => Driver::Sip,
        }
    }

    fn on_own_line(&self) -> bool {
        !matches!(self.line.driver, None | Some(Driver::Practice))
    }

    pub(super) fn has_account(&self) -> bool {
        !self.settings.line.servers.is_empty()
    }

    pub(super) fn account_user(&self) -> String {
        match &self.preferences.user {
            Some(user) if self.settings.line.user.is_empty() => user.clone(),
            Some(_) | None => self.settings.line.user.clone(),
        }
    }

    fn connect(&mut self) {
        self.line.stale = false;
        if self.preferences.offline {
            self.line.state = LineState::Off;
            return;
        }
        self.line.state = LineState::Connecting;
        // Calls that outlive a page are taken up under the names that stand in its journal.
        if self.line.can.outlives_page && self.has_unread_calls() {
            self.line.waits = true;
            return;
        }
        let user = self.account_user();
        if self.on_own_line() && (user.is_empty() || self.password.is_none()) {
            self.line.state = LineState::NeedsPassword;
            return;
        }
        let line = &self.settings.line;
        let account = Account {
            driver: self.line.driver.unwrap_or_default(),
            servers: line.servers.clone(),
            domain: self.domain(),
            user,
            auth_user: Some(line.auth_user.clone()).filter(|user| !user.is_empty()),
            display_name: None,
            context: line.context.clone(),
            password: self.password.clone().unwrap_or_default(),
            headers: line.headers.clone(),
            expires: line.expires,
            ice_servers: line.ice_servers.clone(),
        };
        self.out.push(Effect::Phone(Command::Connect(account)));
        self.watch_line();
    }

    /// The calls of the last page have been read.
    pub(super) fn connect_waiting(&mut self) {
        if std::mem::take(&mut self.line.waits) {
            self.connect();
        }
    }

    /// The host of the first server, where the settings name no domain.
    pub(super) fn domain(&self) -> String {
        let line = &self.settings.line;
        if !line.domain.is_empty() {
            return line.domain.clone();
        }
        let first = line.servers.first().map_or("", String::as_str);
        let host = super::search::split(first, "://").map_or(first, |(_, rest)| rest);
        let host = host.split(['/', '?']).next().unwrap_or(host);
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        match host.rsplit_once(':') {
            Some((name, port)) if is_port(port) => name.to_owned(),
            Some(_) | None => host.to_owned(),
        }
    }

    pub(super) fn sign_in(&mut self, user: Option<String>, password: Secret) {
        if let Some(user) = user.map(|user| user.trim().to_owned()).filter(|user| !user.is_empty()) {
            self.preferences.user = Some(user);
        }
        self.preferences.offline = false;
        self.store_preferences();
        self.password = Some(password.clone());
        self.out.push(Effect::Password(Some(password)));
        if self.line.open {
            self.connect();
        }
    }

    pub(super) fn forget_password(&mut self) {
        self.password = None;
        self.out.push(Effect::Password(None));
        if self.on_own_line() {
            self.out.push(Effect::Phone(Command::Disconnect));
            self.line.state = LineState::NeedsPassword;
        }
    }

    pub(super) fn go_online(&mut self, on: bool) {
        self.preferences.offline = !on;
        self.store_preferences();
        if !self.line.open {
            return;
        }
        if on {
            self.connect();
        } else {
            self.out.push(Effect::Phone(Command::Disconnect));
            self.line.state = LineState::Off;
        }
    }
}
