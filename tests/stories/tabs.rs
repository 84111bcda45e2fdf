//! Several tabs of one browser: one of them has the telephone, all show the same, and what an agent does in any of them counts.

story!(
    a_second_tab_shows_the_call_and_answers_it,
    r#"
    tab 2: opens
    tab 1: is seen
    rings +33612345678 "Jane"
    tab 2: look
    tab 2: answer
    tab 2: note Wants a quote
    30s
    tab 2: look
    tab 2: hang up
    1s
    tab 2: look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: Jane (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      tab 2: follows
      tab 2: screen: rings; Jane Customer; nothing to save yet
      phone: answer in-1
      panel: Jane Customer
      silent
      tab 2: follows
      tab 2: screen: talking; Jane Customer; nothing to save yet; note "Wants a quote"
      phone: hang up in-1
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      tab 2: crm: refresh
      tab 2: follows
      tab 2: screen: over; Jane Customer; saved; note "Wants a quote"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=Wants a quote
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.400Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.700Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    a_record_opens_in_the_tab_that_the_agent_looks_at,
    r#"
    tab 2: opens
    rings +33612345678
    answer
    tab 2: visits Account Harbour Coffee Roasters
    tab 2: assign page
    10s
    far hangs up
    1s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      tab 2: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer, Account Harbour Coffee Roasters
      crm: create Task
      panel: Phone
      tab 2: crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhatId=Harbour Coffee Roasters
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    what_the_layout_opens_is_searched_again_where_it_is_shown,
    r#"
    org has a form for unknown callers
    tab 2: opens
    rings +4930999999
    tab 2: open search
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +4930999999 | 030999999 | 30999999 | 4930999999 | +49030999999 | 004930999999
      panel: Ringing: +4930999999 (raised)
      ringing
      tab 2: crm: search +4930999999 | 030999999 | 30999999 | 4930999999 | +49030999999 | 004930999999
      tab 2: crm: pop what the layout says
    journal: 1 kept
    "#
);

story!(
    a_click_on_a_number_in_any_tab_dials_once,
    r#"
    tab 2: opens
    tab 3: opens
    tab 2: is seen
    tab 2: clicks +33612345678 on Contact Jane Customer
    far answers
    5s
    tab 3: hang up
    1s
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      phone: hang up out
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      tab 3: crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=0000000100000001
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.400Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.300Z
      Ferrophone_Called_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_next_tab_takes_over_in_a_call_and_there_is_one_task,
    r#"
    tab 2: opens
    tab 3: opens
    rings +33612345678
    answer
    tab 2: note half a sen
    5s
    tab 1: closes
    tab 3: look
    tab 3: note half a sentence
    look
    tab 3: save
    5s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      tab 3: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      tab 2 has the phone
      crm: create Task
      tab 3: crm: refresh
      tab 3: follows
      tab 3: screen: over; Jane Customer; saved; note "half a sen"
      screen: over; Jane Customer; unsaved changes; note "half a sentence"
      tab 3: crm: pop Task Send the spare parts list
      crm: change Task: Description="half a sentence"
      tab 3: crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Description=half a sentence
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.300Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_next_tab_takes_over_while_it_rings,
    r#"
    set missed.save_inbound=true
    tab 2: opens
    rings +33612345678
    tab 1: closes
    5s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      tab 2: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: is there a Task of this call?
      panel: Phone
      tab 2 has the phone
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Missed call
      CallDurationInSeconds=0
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_next_tab_takes_over_while_it_saves_and_looks_before_it_sends_again,
    r#"
    tab 2: opens
    rings +33612345678
    answer
    5s
    crm loses the next answer
    hang up
    tab 1: dies
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      tab 2: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: hang up in-1
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      tab 2 has the phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    what_was_typed_when_the_leader_died_is_not_lost,
    r#"
    tab 2: opens
    rings +33612345678
    answer
    5s
    tab 1: sleeps
    tab 2: note not heard by anybody
    tab 2: look
    tab 1: dies
    1s
    look
    save
    5s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      tab 2: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      tab 2: follows
      tab 2: screen: talking; Jane Customer; nothing to save yet; note "not heard by anybody"
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      tab 2 has the phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "not heard by anybody"
      crm: pop Task Send the spare parts list
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=1
      CallObject=ref-1
      CallType=Inbound
      Description=not heard by anybody
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:01.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    a_leader_that_sleeps_is_told_as_such_and_forgiven_when_it_wakes,
    r#"
    tab 2: opens
    tab 1: sleeps
    tab 2: clicks +33612345678 on Contact Jane Customer
    2s
    tab 2: look
    2s
    tab 2: look
    tab 1: wakes
    tab 2: look
    "#,
    @r#"
    phone: connect
    panel: Phone
    tab 2: follows
    tab 2: hears nothing
    tab 2: follows
    "#
);
