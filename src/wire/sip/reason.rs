//! Why a call ended: `Reason` headers (RFC 3326), status codes and Q.850 causes, from our side.

use super::address::Params;
use super::message::Message;
use crate::engine::telephony::{EndCause, Trouble};

/// What a CANCEL, or a BYE before the answer, says. Every value of every `Reason` counts: Asterisk sends
/// `SIP;cause=200` and `Q.850;cause=26` as two headers, others as one list, Kamailio the first alone.
///
/// FreeSWITCH also says "elsewhere" where the caller gave up on a fork (its issue 1426); nothing tells the two apart.
pub fn of_cancel(message: &Message) -> EndCause {
    let causes = causes(message);
    let is = |protocol, cause| causes.contains(&(protocol, cause));
    if is(Protocol::Sip, 200) || is(Protocol::Q850, 26) {
        EndCause::AnsweredElsewhere
    } else if is(Protocol::Sip, 600) || is(Protocol::Sip, 603) {
        EndCause::DeclinedElsewhere
    } else {
        EndCause::There
    }
}

/// What a final answer other than 2xx to our call says. A Q.850 cause is the network's own word and wins over the
/// status it was translated to: Asterisk answers "declined" (21) with 403.
pub fn of_refusal(response: &Message) -> EndCause {
    let network = causes(response).into_iter().find_map(|(protocol, cause)| match (protocol, cause) {
        (Protocol::Q850, 17) => Some(EndCause::Busy),
        (Protocol::Q850, 18..=20) => Some(EndCause::NoAnswer),
        (Protocol::Q850, 21) => Some(EndCause::Declined),
        (Protocol::Q850, 1 | 22 | 28) => Some(EndCause::NoSuchNumber),
        (Protocol::Q850, 34 | 38 | 41 | 42 | 44 | 47) => Some(EndCause::Failed(Trouble::Unavailable)),
        (Protocol::Q850, 88) => Some(EndCause::Failed(Trouble::Media)),
        (Protocol::Q850 | Protocol::Sip, _) => None,
    });
    network.unwrap_or_else(|| of_status(response.status()))
}

pub fn of_status(status: u16) -> EndCause {
    match status {
        486 | 600 => EndCause::Busy,
        408 | 480 | 487 => EndCause::NoAnswer,
        603 => EndCause::Declined,
        404 | 410 | 484 | 604 => EndCause::NoSuchNumber,
        401 | 407 => EndCause::Failed(Trouble::WrongPassword),
        403 => EndCause::Failed(Trouble::Forbidden),
        415 | 488 | 606 => EndCause::Failed(Trouble::Media),
        500..=599 => EndCause::Failed(Trouble::Unavailable),
        status => EndCause::Failed(Trouble::Protocol { status }),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Sip,
    Q850,
}

fn causes(message: &Message) -> Vec<(Protocol, u16)> {
    let read = |value: String| {
        let (protocol, params) = value.split_once(';')?;
        let protocol = match protocol.trim() {
            p if p.eq_ignore_ascii_case("SIP") => Protocol::Sip,
            p if p.eq_ignore_ascii_case("Q.850") => Protocol::Q850,
            _ => return None,
        };
        Some((protocol, Params::parse(params)?.get("cause")?.parse().ok()?))
    };
    message.headers.list("Reason").into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cancel(reasons: &[&str]) -> EndCause {
        let mut message = Message::request("CANCEL", "sip:a@b");
        reasons.iter().for_each(|reason| message.headers.push("Reason", reason));
        of_cancel(&message)
    }

    #[test]
    fn a_lost_race_is_told_from_a_caller_who_gave_up() {
        use EndCause::{AnsweredElsewhere, DeclinedElsewhere, There};
        for (reasons, cause) in [
            // Asterisk, two fields, either order
            (&["SIP;cause=200;text=\"Call completed elsewhere\"", "Q.850;cause=26"][..], AnsweredElsewhere),
            (&["Q.850;cause=26", "SIP;cause=200"], AnsweredElsewhere),
            // one list
            (&["Q.850;cause=16, SIP;cause=200"], AnsweredElsewhere),
            // Kamailio and FreeSWITCH
            (&["SIP;cause=200;text=\"Call completed elsewhere\""], AnsweredElsewhere),
            (&["Q.850;cause=26"], AnsweredElsewhere),
            (&["sip ; cause = 200 ; text=\"a, b;c\""], AnsweredElsewhere),
            (&["SIP;cause=603;text=\"Declined elsewhere\""], DeclinedElsewhere),
            (&["SIP;cause=600"], DeclinedElsewhere),
            (&["Q.850;cause=0"], There),
            (&["Q.850;cause=127"], There),
            (&["Q.850;cause=200"], There),
            (&["SIP;cause=26"], There),
            (&["SIP;text=\"cause=200\""], There),
            (&["nonsense", ";;", "SIP;cause=99999999"], There),
            (&[], There),
        ] {
            assert_eq!(cancel(reasons), cause, "{reasons:?}");
        }
    }

    #[test]
    fn refusals_mean_what_the_network_says() {
        for (status, reason, cause) in [
            (486, None, EndCause::Busy),
            (600, None, EndCause::Busy),
            (403, Some("Q.850;cause=21"), EndCause::Declined),
            (403, None, EndCause::Failed(Trouble::Forbidden)),
            (480, Some("Q.850;cause=19"), EndCause::NoAnswer),
            (480, Some("Q.850;cause=17"), EndCause::Busy),
            (404, Some("Q.850;cause=1"), EndCause::NoSuchNumber),
            (503, Some("Q.850;cause=34"), EndCause::Failed(Trouble::Unavailable)),
            (603, Some("Q.850;cause=16"), EndCause::Declined),
            (488, None, EndCause::Failed(Trouble::Media)),
            (302, None, EndCause::Failed(Trouble::Protocol { status: 302 })),
            (407, None, EndCause::Failed(Trouble::WrongPassword)),
        ] {
            let mut response = Message::response(status, "");
            reason.into_iter().for_each(|reason| response.headers.push("Reason", reason));
            assert_eq!(of_refusal(&response), cause, "{status} {reason:?}");
        }
    }
}
