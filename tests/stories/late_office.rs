//! The back office of the engine comes late, as in a browser that fetches it when the line is up: a call rings, is answered and
//! ended all the same, and what had to wait is done when it comes, once.

story!(
    the_office_comes_while_it_rings,
    r#"
    office is late
    rings +33612345678 "Jane"
    2s
    office comes
    look
    answer
    30s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: Jane (raised)
      ringing
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      screen: rings; searching; nothing to save yet
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:02.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:32.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_office_comes_after_the_answer,
    r#"
    office is late
    rings +33612345678 "Jane"
    answer
    note kept from the first word on
    5s
    look
    office comes
    30s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: Jane (raised)
      ringing
      phone: answer in-1
      panel: Jane
      silent
      screen: talking; not searched; nothing to save yet; note "kept from the first word on"
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: pop Contact Jane Customer
      panel: Jane Customer
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=35
      CallObject=ref-1
      CallType=Inbound
      Description=kept from the first word on
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:35.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_office_comes_when_the_call_is_over,
    r#"
    office is late
    rings +33612345678
    answer
    30s
    far hangs up
    1m
    office comes
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: create Task
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

story!(
    two_calls_wait_for_the_office_and_each_has_its_task,
    r#"
    office is late
    rings +33612345678
    answer
    10s
    far hangs up
    clicks +493023125123 on Contact Jörg Müller
    8s
    far answers
    20s
    hang up
    look
    office comes
    1s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      panel: Phone
      phone: dial +493023125123
      panel: Jörg Müller
      phone: hang up out
      panel: Phone
      screen: over; not searched; nothing to save yet
      screen: over; not searched; nothing to save yet
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      crm: open tasks of Contact Jörg Müller
      crm: create Task
      crm: create Task
      crm: open tasks of Contact Jane Customer
      crm: refresh
      crm: change Task: WhoId=Contact Jane Customer
      crm: refresh
      crm: refresh
      screen: over; Jane Customer; saved
      screen: over; Jörg Müller; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=0000000100000002
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:18.400Z
      Ferrophone_Call_End__c=2026-11-23T08:00:38.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:18.300Z
      Ferrophone_Called_Number__c=+493023125123
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Jörg Müller
    journal: 2 kept
    "#
);

story!(
    a_crash_before_the_office_came_loses_nothing,
    r#"
    office is late
    rings +33612345678
    answer
    note before the crash
    40s
    crash
    look
    office comes
    1s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: is there a Task of this call?
      crm: open tasks of Contact Jane Customer
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "before the crash"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=40
      CallObject=ref-1
      CallType=Inbound
      Description=before the crash
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:40.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    what_was_owed_when_the_page_went_is_done_by_the_next_one,
    r#"
    office is late
    set autosave.inbound=false
    rings +33612345678
    answer
    40s
    far hangs up
    save
    crash
    office comes
    1s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      panel: Phone
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: is there a Task of this call?
      crm: open tasks of Contact Jane Customer
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=40
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:40.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    without_an_office_the_telephone_is_a_telephone,
    r#"
    office is away
    rings +33612345678 "Jane"
    answer
    hold
    resume
    digits 12
    3m
    hang up
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: Jane (raised)
      ringing
      phone: answer in-1
      panel: Jane
      silent
      phone: hold in-1
      panel: On hold: Jane
      phone: resume in-1
      panel: Jane
      phone: digits 12 to in-1
      phone: hang up in-1
      panel: Phone
      screen: over; not searched; nothing to save yet; digits 12
    journal: 1 kept
    "#
);

story!(
    an_office_that_was_away_is_tried_again_by_itself,
    r#"
    office is away
    rings +33612345678
    answer
    9s
    far hangs up
    office comes
    8s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: create Task
      crm: open tasks of Contact Jane Customer
      crm: refresh
      crm: change Task: WhoId=Contact Jane Customer
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=9
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:09.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    a_call_that_answers_itself_waits_for_the_rule,
    r#"
    office is late
    set inbound.auto_answer=true
    rings +33612345678
    500ms
    office comes
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33612345678
      silent
    journal: 1 kept
    "#
);

story!(
    who_is_asked_for_is_the_other_side_as_it_is_by_then,
    r#"
    office is late
    rings +33612345678
    answer
    far becomes 1002
    far becomes +33199001234
    office comes
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      panel: 1002
      panel: +33199001234
      crm: search +33199001234 | 33199001234 | +330199001234 | 0033199001234
    journal: 1 kept
    "#
);
