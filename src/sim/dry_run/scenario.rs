//! The calls that a dry run plays: what happens to an agent on an ordinary day and on a bad one.

/// One call and what is done with it.
#[derive(Debug, PartialEq, Eq)]
pub struct Scenario {
    /// By which the page finds its words.
    pub name: &'static str,
    pub family: Family,
    /// A story (see [`crate::sim::story`]) without settings of its own.
    pub script: &'static str,
}

/// Under what heading it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Inbound,
    Unanswered,
    Outbound,
    Internal,
    Afterwards,
}

const fn scenario(family: Family, name: &'static str, script: &'static str) -> Scenario {
    Scenario { name, family, script }
}

use Family::{Afterwards, Inbound, Internal, Outbound, Unanswered};

/// In the order of the page.
#[rustfmt::skip]
pub const SCENARIOS: &[Scenario] = &[
    scenario(Inbound, "contact", "rings +33612345678 dialled=+49301000\n2s\nanswer\nnote Wants a quote\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "contact_without_account", "rings +491713920001\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "contact_nothing_open", "org closes Case 00001001\norg closes Opportunity Espresso machines for three shops\norg closes Opportunity Grinder service contract\norg closes Opportunity Cold brew line\norg closes Case 00001005\nrings +33612345678\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "colleague_of_the_account", "rings +442079460111\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "account", "rings +442079460100\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "lead", "rings +33199001234\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "several_chosen", "rings +493023125150\n2s\nchoose Anna Schäfer\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "several_unchosen", "rings +493023125150\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "unknown", "rings +442079460999\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "withheld", "rings withheld\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "not_readable", "org hides Opportunity Espresso machines for three shops\norg hides Case 00001001\nrings +33612345678\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "keyed_in", "rings +33612345678 ivr=00001003 queue=support\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "keyed_in_unknown", "rings +33612345678 ivr=99999999 queue=support\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Inbound, "custom_object", "rings +493023125177\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Unanswered, "missed", "rings +33612345678 dialled=+49301000\n20s\nfar gives up\n5s"),
    scenario(Unanswered, "missed_unknown", "rings +442079460999\n20s\nfar gives up\n5s"),
    scenario(Unanswered, "missed_several", "rings +493023125150\n20s\nfar gives up\n5s"),
    scenario(Unanswered, "missed_internal", "rings 1002\n20s\nfar gives up\n5s"),
    scenario(Unanswered, "missed_but_answered", "rings +33612345678 ref=one-call\n15s\nfar gives up\n2s\nbea: rings +33612345678 ref=one-call\nbea: answer\n20s\nbea: far hangs up\n5s"),
    scenario(Unanswered, "answered_elsewhere", "rings +33612345678\n5s\nfar is answered elsewhere\n5s"),
    scenario(Unanswered, "declined", "rings +33612345678\n3s\ndecline\n5s"),
    scenario(Outbound, "outbound", "dials +33612345678\nfar answers\n30s\nfar hangs up\n5s"),
    scenario(Outbound, "outbound_clicked", "clicks +44 20 7946 0111 on Contact Oliver Bennett\nfar answers\n30s\nhang up\n5s"),
    scenario(Outbound, "outbound_unknown", "dials +442079460999\nfar answers\n30s\nhang up\n5s"),
    scenario(Outbound, "outbound_busy", "dials +33612345678\nfar is busy\n5s"),
    scenario(Outbound, "outbound_no_answer", "dials +33612345678\nfar rings\n30s\nfar does not answer\n5s"),
    scenario(Internal, "internal_in", "rings 1002\n2s\nanswer\n30s\nfar hangs up\n5s"),
    scenario(Internal, "internal_out", "dials 1002\nfar answers\n30s\nhang up\n5s"),
    scenario(Afterwards, "note_afterwards", "rings +33612345678\n2s\nanswer\n30s\nfar hangs up\n5s\nnote Asked for the price list\n20s\nsave\n5s"),
    scenario(Afterwards, "next_call", "rings +33612345678\n2s\nanswer\n30s\nfar hangs up\n5s\nnote Asked for the price list\n1m\nrings +493023125123\n20s\nfar gives up\n5s"),
    scenario(Afterwards, "follow_up_saved", "rings +33612345678\n2s\nanswer\nnote Wants a quote\n30s\nfar hangs up\n5s\nsave\n5s"),
    scenario(Afterwards, "follow_up_task", "rings +33612345678\n2s\nanswer\nnote Wants a quote\n30s\nfar hangs up\n5s\nfollow up follow_up\nsave\n5s"),
    scenario(Afterwards, "follow_up_close_today", "rings +33612345678\n2s\nanswer\nnote Wants a quote\n30s\nfar hangs up\n5s\nfollow up follow_up_close_today\nsave\n5s"),
    scenario(Afterwards, "follow_up_event", "rings +33612345678\n2s\nanswer\nnote Wants a visit\n30s\nfar hangs up\n5s\nfollow up new_event\nsave\n5s"),
];
