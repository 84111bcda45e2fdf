//! A call that its page left.

use std::time::Duration;

use ferrophone::engine::telephony::EndCause;
use ferrophone::engine::view::{CallStateView, CallView, Controls, LostView};

use crate::states::{ago, ended, jane, saved, talking};

/// Offered, asked for, or over.
pub fn lost(name: &str) -> CallView {
    let talked = Duration::from_secs(201);
    let state = CallStateView::Ended { cause: EndCause::PageClosed, talked, answered: true, at: ago(10) };
    if name == "lost-over" {
        let call = ended(jane(), saved());
        return CallView { state, can: Controls { call_back: true, ..call.can }, ..call };
    }
    let lost = LostView { until: ago(-60), asked: name == "lost-asked" };
    let can = Controls { save: true, ..Controls::default() };
    CallView { lost: Some(lost), state, can, ..talking(jane()) }
}
