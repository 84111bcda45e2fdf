//! What an org refuses of a change: by a rule of its own, or because its package is an older one.

use ferrophone::engine::time::Timestamp;
use ferrophone::sim::org::Org;
use ferrophone::sim::story::World;

story!(
    salesforce_refuses_what_the_agent_decided,
    r#"
    org demands notes
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    note
    keep mine Description
    look
    note wants nothing
    save
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
      crm: pop Task Send the spare parts list
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      crm: change Task: Description=""
      screen: over; Jane Customer; refused: Please write down what the call was about.
      crm: change Task: Description="wants nothing"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants nothing"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants nothing
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// What was lost is asked again first, and it makes no difference that it is refused now: it is not wanted any more.
story!(
    what_was_lost_and_corrected_is_not_refused,
    r#"
    org demands notes
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    crm loses the next save
    note
    save
    note wants nothing
    save
    1m
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
      crm: pop Task Send the spare parts list
      crm: change Task: Description=""
      crm: change Task: Description=""
      crm: change Task: Description="wants nothing"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants nothing"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants nothing
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

/// The package of a version that knows no `change`.
fn older(org: &mut Org, action: &str, payload: &str, now: Timestamp) -> String {
    org.invoke(if action == "change" { "compare" } else { action }, payload, now)
}

// It is asked once; from then on saving goes as it does without the package, and the agent is not bothered.
#[test]
fn a_package_that_cannot_compare_is_asked_once() {
    let mut world = World::default();
    world.org.apex = Some(older);
    world.play("rings +33612345678\nanswer\nnote one\n30s\nfar hangs up\n1s");
    let before = world.lines().len();
    world.play("note two\nsave\nnote three\nsave\n1s\nlook");
    let asked: Vec<_> = world.lines()[before..].iter().filter(|line| line.contains("change Task")).cloned().collect();
    let change = |note: &str| format!("  crm: change Task: Description=\"{note}\"");
    assert_eq!(asked, [change("two"), change("two"), change("three")]);
    assert!(world.lines().last().is_some_and(|line| line.contains("; saved;")), "{:?}", world.lines().last());
}
