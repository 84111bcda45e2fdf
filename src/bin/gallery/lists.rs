//! What is listed: calls that are over, and messages.

use std::sync::Arc;
use std::time::Duration;

use ferrophone::engine::crm::{FailureKind, MissedCall};
use ferrophone::engine::event::StorageTrouble;
use ferrophone::engine::id::CallId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::settings::Problem;
use ferrophone::engine::telephony::{CommandKind, EndCause, Trouble};
use ferrophone::engine::view::{HistoryView, Logged, NoticeKind, RecentCall};

use crate::states::{ago, failure, party};

pub fn history() -> HistoryView {
    let rows: Vec<_> = recent().into_iter().map(Arc::new).collect();
    HistoryView { total: rows.len(), unlogged: 1, rows, ..HistoryView::default() }
}

fn recent() -> Vec<RecentCall> {
    let one = |n: u64, number: &str, name: Option<&str>, at: i64| RecentCall {
        id: CallId(100 + n),
        outgoing: false,
        party: party(number, None),
        name: name.map(str::to_owned),
        at: ago(at),
        talked: Duration::from_secs(184),
        answered: true,
        cause: EndCause::There,
        logged: Logged::Yes,
        note: String::new(),
        call_back: PhoneNumber::parse(number),
    };
    let unanswered = |cause, call: RecentCall| RecentCall { talked: Duration::ZERO, answered: false, cause, ..call };
    vec![
        one(1, "+33 6 12 34 56 78", Some("Jane Customer"), 600),
        RecentCall {
            logged: Logged::NotMeant,
            ..unanswered(EndCause::There, one(2, "+49 30 1234567", Some("Erika Musterfrau"), 1_900))
        },
        unanswered(EndCause::Busy, RecentCall { outgoing: true, ..one(3, "+44 20 7946 0999", None, 4_000) }),
        RecentCall { logged: Logged::No, note: "Asked for Bea".into(), ..one(4, "", None, 9_000) },
        unanswered(EndCause::AnsweredElsewhere, one(5, "+1 415 555 0100", Some("Donaudampfschifffahrt AG"), 90_000)),
        RecentCall { outgoing: true, logged: Logged::OffRecord, ..one(6, "1002", Some("Max Mustermann"), 180_000) },
    ]
}

pub fn notices() -> [NoticeKind; 8] {
    [
        NoticeKind::NotANumber("Jane, mobile".into()),
        NoticeKind::CannotDial(Trouble::Unreachable),
        NoticeKind::CommandRefused { what: CommandKind::Hold, why: Trouble::Protocol { status: 491 } },
        NoticeKind::CallFailed(Trouble::MicrophoneRefused),
        NoticeKind::PopFailed(failure(FailureKind::Rejected, "You have no access to this record.")),
        NoticeKind::Storage(StorageTrouble::Full),
        NoticeKind::Settings(vec![Problem::Unusable { key: "line.expires", text: "soon".into() }]),
        NoticeKind::FieldsMissing(vec!["Call_Start__c".into(), "Call_End__c".into()]),
    ]
}

/// A time in which nobody was reached, and what colleagues have of it.
pub fn gap() -> [NoticeKind; 2] {
    let missed = |seconds, number: Option<&str>, name: Option<&str>| MissedCall {
        start: ago(seconds),
        number: number.and_then(PhoneNumber::parse),
        name: name.map(str::to_owned),
    };
    let calls = vec![
        missed(500, Some("+33 6 12 34 56 78"), Some("Jane Customer")),
        missed(320, Some("+49 30 23125-150"), None),
        missed(200, None, None),
    ];
    [NoticeKind::Gap { from: ago(540), to: ago(60), desk_phone: false }, NoticeKind::MissedMeanwhile(calls)]
}
