//! Who calls, whom they dialled, and what the PBX knows besides: from headers to the engine's words.
//!
//! | what        | where, first match wins                                                                  |
//! |-------------|------------------------------------------------------------------------------------------|
//! | party       | `P-Asserted-Identity` (RFC 3325), `Remote-Party-ID` (draft), `From`                       |
//! | withheld    | `anonymous`, `Privacy: id` and the like (RFC 3323)                                        |
//! | dialled     | configured header, first diverter, `To`                                                   |
//! | diverted by | `Diversion` (RFC 5806), `History-Info` with a cause (RFC 7044): the first in time          |
//! | call's name | configured header; of `Session-ID` the caller's half (RFC 7989)                           |
//!
//! A number comes from an address alone. A display name is the caller's to choose, and is for display only.

use super::address::{NameAddr, Params};
use super::message::Message;
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::search;
use crate::engine::telephony::{Headers, Incoming, Party};

/// Longer values are cut: they are shown, and written into records.
const MAX_CHARS: usize = 128;

/// Everything that an INVITE tells about the call.
pub fn incoming(invite: &Message, leg: LegId, headers: &Headers) -> Incoming {
    let diverted_by = diverted_by(invite);
    let to = || NameAddr::parse(invite.get("To")?).and_then(|to| number(&to));
    let dialled = configured(invite, &headers.dialled).and_then(|value| any_number(&value));
    Incoming {
        leg,
        from: party(invite),
        dialled: dialled.or_else(|| diverted_by.as_ref()?.number.clone()).or_else(to),
        diverted_by,
        call_ref: configured(invite, &headers.call_ref),
        queue: configured(invite, &headers.queue),
        ivr: configured(invite, &headers.ivr),
        wants_auto_answer: wants_auto_answer(invite),
    }
}

/// The other side as a request of theirs shows it.
pub fn party(message: &Message) -> Party {
    asserted(message).unwrap_or_else(|| {
        let from = message.get("From").and_then(NameAddr::parse);
        from.filter(|from| !withheld(message, from)).map_or_else(Party::default, |from| whom(&from))
    })
}

/// The other side as the PBX vouches for it, in any message; `None` where it says nothing of it. Whatever reaches us
/// came over our own connection to our own registrar, which is the trust domain of RFC 3325.
pub fn asserted(message: &Message) -> Option<Party> {
    let mut found = message.headers.addresses("P-Asserted-Identity");
    if found.is_empty() {
        let calling = |rpid: &NameAddr| rpid.params.get("party").is_none_or(|p| !p.eq_ignore_ascii_case("called"));
        // Towards a callee the PBX describes the caller, towards a caller whom it reached: in a response `called`.
        found = message.headers.addresses("Remote-Party-ID");
        found.retain(|rpid| message.method().is_none() || calling(rpid));
    }
    let first = found.first()?;
    if found.iter().any(|address| withheld(message, address)) {
        return Some(Party::default());
    }
    // Two identities are one person's `sip:` and `tel:` (RFC 3325 9.1): the number from one, the name from either.
    let number = found.iter().find_map(number);
    let name = found.iter().find_map(|address| whom(address).name);
    Some(if number.is_some() { Party { number, name } } else { whom(first) })
}

/// Whom an address names.
pub fn whom(address: &NameAddr) -> Party {
    let number = number(address);
    // A name that reads as a number would be taken for one by who sees it.
    let name = address.name.as_deref().map(clean).filter(|n| !n.is_empty() && PhoneNumber::parse(n).is_none());
    // An address without a number still tells who it is: `sip:jane@pbx.test`.
    let user = || address.uri.user.as_deref().map(clean).filter(|u| number.is_none() && !u.is_empty());
    Party { name: name.or_else(user), number }
}

/// The number in an address: of `tel:`, of `user=phone`, or a user part that is nothing but a number.
fn number(address: &NameAddr) -> Option<PhoneNumber> {
    // RFC 3261 19.1.6: parameters of the number stand within the user part.
    PhoneNumber::parse(address.uri.user.as_deref()?.split(';').next()?)
}

fn withheld(message: &Message, address: &NameAddr) -> bool {
    let private = |value: &str| ["id", "user", "header"].iter().any(|p| value.trim().eq_ignore_ascii_case(p));
    let asked = message.headers.all("Privacy").flat_map(|value| value.split([';', ','])).any(private);
    let user = address.uri.user.as_deref().unwrap_or("anonymous").to_ascii_lowercase();
    let nobody = ["anonymous", "restricted", "unavailable", "unknown", "private"].contains(&user.as_str());
    let rpid = address.params.get("privacy").is_some_and(|p| !p.eq_ignore_ascii_case("off") && !p.is_empty());
    asked || nobody || rpid || address.uri.host.ends_with("anonymous.invalid")
}

/// The first in time to pass the call on.
fn diverted_by(invite: &Message) -> Option<Party> {
    // RFC 5806 section 4: each diverter puts itself on top, so the first of them is the last.
    if let Some(first) = invite.headers.list("Diversion").last() {
        return NameAddr::parse(first).map(|address| whom(&address));
    }
    // RFC 7044 section 10: entries in order of time; an entry was left where the next one has a `cause` (RFC 4458),
    // or where it carries the Reason itself. Asterisk also lists our own contact, which nobody left.
    let entries = invite.headers.addresses("History-Info");
    let left = |at: usize| {
        let reason = entries[at].uri.headers.to_ascii_lowercase().starts_with("reason=");
        reason || entries.get(at + 1).is_some_and(|next| next.uri.params.get("cause").is_some())
    };
    (0..entries.len()).find(|at| left(*at)).map(|at| whom(&entries[at]))
}

/// The value of the first configured header that is there.
fn configured(message: &Message, names: &[String]) -> Option<String> {
    names.iter().find_map(|name| {
        let value = message.get(name)?;
        let value = if name.eq_ignore_ascii_case("Session-ID") { session_id(value)? } else { clean(value) };
        Some(value).filter(|value| !value.is_empty())
    })
}

/// The caller's half of a `Session-ID` (RFC 7989 section 5): the sender's own part, which intermediaries keep over all
/// legs. `remote=` is the part of the side that is called: ours, and not there yet.
fn session_id(value: &str) -> Option<String> {
    let own = value.split(';').next()?.trim().to_ascii_lowercase();
    let uuid = own.len() == 32 && own.bytes().all(|b| b.is_ascii_hexdigit()) && own.bytes().any(|b| b != b'0');
    uuid.then_some(own)
}

/// A number alone, or an address with one.
fn any_number(value: &str) -> Option<PhoneNumber> {
    PhoneNumber::parse(value).or_else(|| number(&NameAddr::parse(value)?))
}

/// The PBX asks to answer at once. Only where it made the request itself (one `Via`): through a proxy any caller
/// could open the agent's microphone (RFC 5373 section 8).
fn wants_auto_answer(invite: &Message) -> bool {
    let param = |value: &str, test: &dyn Fn(&Params) -> bool| {
        let from = value.find('>').map_or_else(|| value.find(';'), |at| Some(at + 1));
        from.and_then(|from| Params::parse(value.get(from..)?)).is_some_and(|params| test(&params))
    };
    let headers = &invite.headers;
    let call_info = headers.list("Call-Info").iter().any(|v| param(v, &|p| p.get("answer-after").is_some()));
    let alert = |value: &String| {
        let lower = value.to_ascii_lowercase();
        let info = |p: &Params| p.get("info").is_some_and(|i| ["alert-autoanswer", "auto-answer"].contains(&i));
        search::holds(&lower, "ring answer") || lower == "auto-answer" || param(&lower, &info)
    };
    let alert_info = headers.list("Alert-Info").iter().any(alert);
    let mode = invite.get("Answer-Mode").and_then(|mode| mode.split(';').next());
    let answer_mode = mode.is_some_and(|mode| mode.trim().eq_ignore_ascii_case("Auto"));
    headers.list("Via").len() == 1 && (call_info || alert_info || answer_mode)
}

/// Fit to be shown: without control characters, and not endless.
fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(MAX_CHARS).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invite(headers: &[(&str, &str)]) -> Message {
        let mut message = Message::request("INVITE", "sip:x@h");
        message.headers.push("Via", "SIP/2.0/WS pbx.test;branch=z9hG4bK1");
        headers.iter().for_each(|(name, value)| message.headers.push(name, value));
        message
    }

    fn read(headers: &[(&str, &str)]) -> Incoming {
        incoming(&invite(headers), LegId("leg".into()), &Headers::default())
    }

    fn given(number: Option<&PhoneNumber>) -> String {
        number.map_or_else(|| "-".into(), |n| n.as_given().to_owned())
    }

    fn shown(party: &Party) -> String {
        format!("{} | {}", given(party.number.as_ref()), party.name.as_deref().unwrap_or("-"))
    }

    #[test]
    fn the_caller_is_who_the_pbx_vouches_for() {
        let from = ("From", "\"Jane\" <sip:+33611@h>;tag=1");
        for (headers, expected) in [
            (vec![from], "+33611 | Jane"),
            (vec![from, ("P-Asserted-Identity", "\"Acme\" <sip:+33999@h>")], "+33999 | Acme"),
            (vec![from, ("Remote-Party-ID", "\"Rpid\" <sip:+33888@h>;party=calling;privacy=off")], "+33888 | Rpid"),
            (vec![from, ("Remote-Party-ID", "<sip:1001@h>;party=called")], "+33611 | Jane"),
            (
                vec![from, ("Remote-Party-ID", "<sip:+33888@h>"), ("P-Asserted-Identity", "<sip:+33999@h>")],
                "+33999 | -",
            ),
            (vec![from, ("P-Asserted-Identity", "\"Jane D\" <sip:jane@h>, <tel:+33777>")], "+33777 | Jane D"),
            (vec![from, ("P-Asserted-Identity", "nonsense")], "+33611 | Jane"),
            (vec![("From", "<tel:+1-415-555-1212>;tag=1")], "+1-415-555-1212 | -"),
            (vec![("From", "<sip:+14155551212;phone-context=x@h;user=phone>;tag=1")], "+14155551212 | -"),
            (vec![("From", "<sip:%2B3361@h>")], "+3361 | -"),
            (vec![("From", "<sip:jane.doe@h>")], "- | jane.doe"),
            (vec![("From", "\"1001\" <sip:1001@h>")], "1001 | -"),
        ] {
            assert_eq!(shown(&read(&headers).from), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_display_name_never_becomes_the_number() {
        for (from, expected) in [
            ("\"+4930123\" <sip:+33611@h>", "+33611 | -"),
            ("+4930123 <sip:+33611@h>", "+33611 | -"),
            ("\"+4930123\" <sip:jane@h>", "- | jane"),
            ("\"Doe, Jane <sip:+4930123@h> \\\"JD\\\"\" <sip:+33611@h>", "+33611 | Doe, Jane <sip:+4930123@h> \"JD\""),
            ("\"x\\\" <sip:+4930123@h>\" <sip:+33611@h>", "+33611 | x\" <sip:+4930123@h>"),
            // two readings are none
            ("\"x\" <sip:+33611@h> <sip:+4930123@h>", "- | -"),
            ("<sip:+33611@h>, <sip:+4930123@h>", "- | -"),
        ] {
            assert_eq!(shown(&read(&[("From", from)]).from), expected, "{from}");
            let vouched = shown(&read(&[("P-Asserted-Identity", from)]).from);
            assert!(!vouched.starts_with("+4930123"), "{from}");
        }
    }

    #[test]
    fn who_withholds_the_number_stays_unknown() {
        let from = ("From", "\"Jane\" <sip:+33611@h>;tag=1");
        for headers in [
            vec![("From", "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1")],
            vec![("From", "<sip:Anonymous@pbx.test>")],
            vec![("From", "<sip:unknown@10.0.0.1>")],
            vec![("From", "<sip:+33611@anonymous.invalid>")],
            vec![from, ("Privacy", "id")],
            vec![from, ("Privacy", "header;id;critical")],
            vec![from, ("Privacy", "id"), ("P-Asserted-Identity", "<sip:+33611@h>")],
            vec![from, ("Remote-Party-ID", "<sip:+33611@h>;privacy=full")],
            vec![("From", "<sip:pbx.test>")],
            vec![],
        ] {
            assert_eq!(shown(&read(&headers).from), "- | -", "{headers:?}");
        }
        assert_eq!(shown(&read(&[from, ("Privacy", "none")]).from), "+33611 | Jane");
    }

    #[test]
    fn the_dialled_number_and_the_diverter_are_found() {
        for (headers, expected) in [
            (vec![("To", "<sip:r1nvf5cs@127.0.0.1>")], "- by nobody"),
            (vec![("To", "<sip:900@pbx.test>")], "900 by nobody"),
            (vec![("To", "<sip:900@h>"), ("X-DNIS", "+4930 99")], "+4930 99 by nobody"),
            (vec![("To", "<sip:900@h>"), ("X-DNIS", "<sip:+493099@h>")], "+493099 by nobody"),
            (vec![("Diversion", "\"Switchboard\" <sip:820@h>;reason=unconditional")], "820 by 820 | Switchboard"),
            (vec![("Diversion", "<sip:2@h>;reason=no-answer, <sip:1@h>;reason=user-busy")], "1 by 1 | -"),
            (vec![("Diversion", "<sip:2@h>"), ("Diversion", "<sip:1@h>")], "1 by 1 | -"),
            // Asterisk: our own contact, which nobody left
            (vec![("History-Info", "<sip:a23695th@127.0.0.1;x-ast-orig-host=u.invalid:0>;index=1")], "- by nobody"),
            (
                vec![("History-Info", "<sip:820@h?Reason=SIP%3Bcause%3D302>;index=1, <sip:1001@h>;index=1.1")],
                "820 by 820 | -",
            ),
            (vec![("History-Info", "<sip:820@h>;index=1, <sip:1001@h;cause=302>;index=1.1;mp=1")], "820 by 820 | -"),
        ] {
            let call = read(&headers);
            let by = call.diverted_by.as_ref().map_or_else(|| "nobody".into(), shown);
            assert_eq!(format!("{} by {by}", given(call.dialled.as_ref())), expected, "{headers:?}");
        }
    }

    #[test]
    fn the_calls_data_come_from_the_configured_headers() {
        let id = "ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2";
        let call = read(&[("Session-ID", id), ("x-queue", "support"), ("X-IVR-Value", "4711")]);
        assert_eq!(call.call_ref.as_deref(), Some("ab30317f1a784dc48ff824d0d3715d86"));
        assert_eq!((call.queue.as_deref(), call.ivr.as_deref()), (Some("support"), Some("4711")));
        let both = read(&[("Session-ID", id), ("X-Call-Ref", "pbx-1.2")]);
        assert_eq!(both.call_ref.as_deref(), Some("pbx-1.2"), "the order is the configuration's");
        let none = format!("{};remote=47755a9de7794ba387653f2099600ef2", "0".repeat(32));
        assert_eq!(read(&[("Session-ID", &none)]).call_ref, None);
        assert_eq!(read(&[("X-Queue", &"q".repeat(999))]).queue.map(|q| q.len()), Some(MAX_CHARS));
    }

    #[test]
    fn only_our_own_pbx_may_open_the_microphone() {
        for hint in [
            ("Call-Info", "<sip:pbx.test>;answer-after=0"),
            ("Alert-Info", "<http://pbx.test>;info=alert-autoanswer"),
            ("Alert-Info", "Ring Answer"),
            ("Answer-Mode", "Auto;require"),
        ] {
            assert!(read(&[hint]).wants_auto_answer, "{hint:?}");
            assert!(!read(&[hint, ("Via", "SIP/2.0/WS phone.invalid;branch=z9hG4bK2")]).wants_auto_answer, "{hint:?}");
        }
        for hint in [
            ("Call-Info", "<http://h/a.png>;purpose=icon"),
            ("Answer-Mode", "Manual"),
            ("Alert-Info", "<http://h/bell>"),
        ] {
            assert!(!read(&[hint]).wants_auto_answer, "{hint:?}");
        }
    }
}
