//! The screen-pop table, every cell (S20 to S30): which record opens for whom, by mode, with and without something
//! open, with what the caller keyed in, and where the agent may not read it.

use std::fmt::Write;

use ferrophone::sim::story::play;

const MODES: [&str; 6] = [
    "identified",
    "latest_opportunity_contact",
    "latest_opportunity_account",
    "latest_case_contact",
    "latest_case_account",
    "account_instead_of_contact",
];

/// A contact with an opportunity and a case of her own; a contact whose account has both through others; a contact
/// without an account; a contact of an account with nothing open; an account with both; a lead.
const CALLERS: [(&str, &str); 6] = [
    ("Jane, both", "+33612345678"),
    ("Oliver, account's", "+442079460111"),
    ("Paula, private", "+491713920001"),
    ("Zoe, nothing", "+442079460222"),
    ("Harbour, account", "+442079460100"),
    ("Louis, lead", "+33199001234"),
];

const SETUP: &str = "org has Account Nothing Ltd; Phone=+44 20 7946 0299\n\
    org has Contact Zero; FirstName=Zoe; AccountId=Account Nothing Ltd; Phone=+44 20 7946 0222\n";

/// What was popped, in order.
fn pops(script: &str) -> String {
    let told = play(script);
    assert!(!told.contains("line ") && !told.contains("refuses"), "{told}");
    let pops: Vec<_> = told.lines().filter_map(|line| line.trim().strip_prefix("crm: pop ")).collect();
    if pops.is_empty() { "-".to_owned() } else { pops.join(", ") }
}

fn table(before: &str, after_ring: &str) -> String {
    let mut out = String::new();
    for mode in MODES {
        let _ = writeln!(out, "{mode}");
        for (name, number) in CALLERS {
            let script = format!("{SETUP}{before}\nset pop.mode={mode}\n5s\nrings {number}{after_ring}\n1s\n");
            let _ = writeln!(out, "  {name}: {}", pops(&script));
        }
    }
    out
}

// S20 S22 S23 S24 S25 S26 S27 S28
#[test]
fn every_cell_of_the_table() {
    insta::assert_snapshot!(table("", ""), @r#"
    identified
      Jane, both: Contact Jane Customer
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_opportunity_contact
      Jane, both: Opportunity Espresso machines for three shops
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_opportunity_account
      Jane, both: Opportunity Espresso machines for three shops
      Oliver, account's: Opportunity Espresso machines for three shops
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Opportunity Espresso machines for three shops
      Louis, lead: Lead Louis Lefèvre
    latest_case_contact
      Jane, both: Case 00001001
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_case_account
      Jane, both: Case 00001001
      Oliver, account's: Case 00001001
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Case 00001001
      Louis, lead: Lead Louis Lefèvre
    account_instead_of_contact
      Jane, both: Account Harbour Coffee Roasters
      Oliver, account's: Account Harbour Coffee Roasters
      Paula, private: Contact Paula Privat
      Zoe, nothing: Account Nothing Ltd
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    "#);
}

// S24 S25 S26 S27: nothing is open any more.
#[test]
fn with_nothing_open_the_callers_own_record_opens() {
    let closed = "org closes Opportunity Espresso machines for three shops\n\
        org closes Opportunity Grinder service contract\n\
        org closes Case 00001001";
    insta::assert_snapshot!(table(closed, ""), @r#"
    identified
      Jane, both: Contact Jane Customer
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_opportunity_contact
      Jane, both: Contact Jane Customer
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_opportunity_account
      Jane, both: Contact Jane Customer
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_case_contact
      Jane, both: Contact Jane Customer
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    latest_case_account
      Jane, both: Contact Jane Customer
      Oliver, account's: Contact Oliver Bennett
      Paula, private: Contact Paula Privat
      Zoe, nothing: Contact Zoe Zero
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    account_instead_of_contact
      Jane, both: Account Harbour Coffee Roasters
      Oliver, account's: Account Harbour Coffee Roasters
      Paula, private: Contact Paula Privat
      Zoe, nothing: Account Nothing Ltd
      Harbour, account: Account Harbour Coffee Roasters
      Louis, lead: Lead Louis Lefèvre
    "#);
}

// S30: whatever the mode, what the caller keyed in comes first; a miss changes nothing.
#[test]
fn what_the_caller_keyed_in_overrides_every_mode() {
    let ivr = "set pop.ivr_object=Case\nset pop.ivr_field=CaseNumber";
    for mode in MODES {
        for (name, number) in CALLERS {
            let rings = |value: &str, ivr: &str| {
                pops(&format!("{SETUP}{ivr}\nset pop.mode={mode}\n5s\nrings {number} ivr={value}\n1s"))
            };
            assert_eq!(rings("00001003", ivr), "Case 00001003", "{mode}, {name}");
            let plain = pops(&format!("{SETUP}set pop.mode={mode}\n5s\nrings {number}\n1s"));
            assert_eq!(rings("99999999", ivr), plain, "{mode}, {name}: a miss");
            assert_eq!(rings("00001003", ""), plain, "{mode}, {name}: switched off");
        }
    }
}

// S21: of several the agent picks, and then the setting holds for what was picked.
#[test]
fn the_setting_holds_for_the_record_that_was_picked() {
    let picked =
        |mode: &str, name: &str| pops(&format!("set pop.mode={mode}\nrings +493023125150\n1s\nchoose {name}\n1s"));
    assert_eq!(picked("identified", "Cem Yılmaz"), "Contact Cem Yılmaz");
    assert_eq!(picked("latest_case_account", "Cem Yılmaz"), "Case 00001003");
    assert_eq!(picked("account_instead_of_contact", "Cem Yılmaz"), "Account Lindenhof Maschinenbau GmbH");
    assert_eq!(pops("rings +493023125150\n2s"), "-", "never a guess");
}

// S20: a record that the agent may not read is as if it were not there: the next candidate opens.
#[test]
fn a_record_that_may_not_be_read_is_passed_over() {
    let hidden = "org hides Opportunity Espresso machines for three shops";
    let pop = |mode: &str, hidden: &str| pops(&format!("{hidden}\nset pop.mode={mode}\nrings +33612345678\n1s"));
    assert_eq!(pop("latest_opportunity_contact", ""), "Opportunity Espresso machines for three shops");
    assert_eq!(pop("latest_opportunity_contact", hidden), "Opportunity Grinder service contract");
    assert_eq!(pop("latest_case_contact", "org hides Case 00001001"), "Contact Jane Customer");
    let account = "org hides Account Harbour Coffee Roasters";
    assert_eq!(pop("account_instead_of_contact", account), "Contact Jane Customer");
}

// S29: an object beyond the softphone layout, and what it points to.
#[test]
fn a_custom_object_opens_and_so_does_what_it_points_to() {
    let machine = "org has Machine__c Press 7; Hotline__c=+49 30 999 888; Contact__c=Contact Jörg Müller";
    let pop = |objects: &str| pops(&format!("{machine}\nset pop.custom_objects={objects}\nrings +4930999888\n1s"));
    assert_eq!(pop(""), "-");
    assert_eq!(pop("Machine__c:Hotline__c"), "Machine__c Press 7");
    assert_eq!(pop("Machine__c:Hotline__c>Contact__c"), "Contact Jörg Müller");
}

// S20: with `pop.when` the record opens at the answer, once.
#[test]
fn the_record_can_wait_for_the_answer() {
    let story = |mode: &str| format!("set pop.when=answer\nset pop.mode={mode}\nrings +33612345678\n5s\n");
    assert_eq!(pops(&story("identified")), "-");
    assert_eq!(pops(&(story("identified") + "answer\n1s\nfar hangs up")), "Contact Jane Customer");
    assert_eq!(pops(&(story("latest_case_contact") + "answer\n1s\nfar hangs up")), "Case 00001001");
}

// S22 S23: outgoing calls and calls between colleagues open nothing.
#[test]
fn only_calls_from_outside_open_something() {
    for mode in MODES {
        assert_eq!(pops(&format!("set pop.mode={mode}\ndials +33612345678\n1s\nfar answers\n1s")), "-");
        assert_eq!(pops(&format!("set pop.mode={mode}\nrings 1002\n1s\nanswer\n1s")), "-");
    }
}

// Without the package the caller's own record opens, and the agent is told once.
#[test]
fn without_the_package_the_caller_opens_and_the_agent_is_told_once() {
    let story = "org cannot look up\nset pop.mode=latest_case_contact\nrings +33612345678\n1s\nfar gives up\n\
        rings +33612345678\n1s\nlook";
    assert_eq!(pops(story), "Contact Jane Customer, Contact Jane Customer");
    assert_eq!(play(story).matches("NeedsPackage(Records)").count(), 1);
}

// A later answer to a question about another record opens nothing.
#[test]
fn an_answer_to_a_question_of_the_past_opens_nothing() {
    let story = "set pop.mode=latest_case_account\nrings +493023125150\n1s\nchoose Cem Yılmaz\nunassign\n2s";
    assert!(!pops(story).contains(", "), "{}", pops(story));
}

// S30: a colleague keys in nothing that a customer could have meant.
story!(
    what_comes_with_a_call_between_colleagues_is_not_looked_up,
    r#"
    set pop.ivr_object=Case
    set pop.ivr_field=CaseNumber
    rings 1002 ivr=00001001
    far gives up
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: 1002 (raised)
      ringing
      panel: Phone
      silent
    journal: 1 kept
    "#
);
