//! Key presses: as RFC 4733 events by the media layer, and where it or the other side cannot, one INFO each with
//! `application/dtmf-relay`, which PBXs have understood since before RFC 6086.

use super::call::Call;
use super::core::Core;
use super::door::MediaOrder;
use super::transaction::Purpose;
use crate::engine::search::is_in;
use crate::engine::telephony::{CommandKind, Trouble};

#[derive(Default)]
pub struct Digits {
    by_info: bool,
    /// What the media layer was last given, in case it cannot.
    last: String,
    waiting: String,
    under_way: bool,
}

impl Digits {
    /// What the other side's description says.
    pub fn takes_events(&mut self, takes: bool) {
        self.by_info = !takes;
    }

    /// The media layer could not send the last digits.
    pub fn by_info(&mut self) {
        self.by_info = true;
        self.waiting.push_str(&std::mem::take(&mut self.last));
    }

    pub fn on_closed(&mut self) {
        self.under_way = false;
        self.waiting.clear();
    }
}

impl Call {
    pub fn send_digits(&mut self, core: &mut Core, digits: &str) {
        let digits: String = digits.chars().filter(|c| is_in("0123456789*#ABCDabcd,", *c)).take(64).collect();
        if !self.is_up() {
            self.refuse(core, CommandKind::SendDigits, Trouble::Unsupported);
        } else if self.digits.by_info {
            self.digits.waiting.push_str(&digits);
        } else if !digits.is_empty() {
            self.digits.last.clone_from(&digits);
            core.media(&self.leg, MediaOrder::Digits(digits));
        }
    }

    /// One at a time, so that they arrive in order.
    pub fn send_next_digit(&mut self, core: &mut Core) {
        if self.digits.under_way {
            return;
        }
        // A pause is the media layer's word; between two INFOs there is one anyway.
        let waiting = std::mem::take(&mut self.digits.waiting);
        let mut digits = waiting.trim_start_matches(',').chars();
        let Some(digit) = digits.next() else { return };
        self.digits.waiting = digits.as_str().to_owned();
        let mut info = self.dialog.request(core, "INFO");
        info.headers.push("Content-Type", "application/dtmf-relay");
        info.body = format!("Signal={}\r\nDuration=160\r\n", digit.to_ascii_uppercase());
        self.digits.under_way = true;
        core.request(Purpose::Digit(self.leg.clone()), info);
    }

    /// `status`: of the answer to an INFO.
    pub fn on_digit_response(&mut self, core: &mut Core, status: u16) {
        if status >= 200 {
            self.digits.under_way = false;
        }
        if status >= 300 {
            self.digits.waiting.clear();
            self.refuse(core, CommandKind::SendDigits, Trouble::Unsupported);
        }
    }
}
