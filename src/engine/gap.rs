//! A time in which no call could reach the agent, or none at the desk phone was followed: it is told, and the org is asked what came
//! meanwhile and nobody took.

use super::crm::{MissedCall, Request};
use super::desk::Standing;
use super::requests::Purpose;
use super::workflow::result;
use super::*;

impl Engine {
    pub(super) fn gap_told(&mut self, from: Timestamp, to: Timestamp, now: Timestamp) {
        let desk_phone = self.line.can.outlives_page;
        self.notice(NoticeKind::Gap { from, to, desk_phone });
        // A call at the desk may have been taken there, whatever colleagues have of it.
        if !desk_phone && matches!(self.desk.standing, Standing::Connected(_)) {
            let missed = result::missed(&self.settings, self.locale);
            self.ask(Purpose::ListMissed, Request::MissedBetween { from, to, missed }, now);
        }
    }

    pub(super) fn missed_told(&mut self, mut calls: Vec<MissedCall>, now: Timestamp) {
        for call in &mut calls {
            // On the agent's clock, which the org does not know.
            call.start = Timestamp::new(call.start.unix_ms(), now.offset_minutes());
        }
        if !calls.is_empty() {
            self.notice(NoticeKind::MissedMeanwhile(calls));
        }
    }
}
