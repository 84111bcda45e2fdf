//! The ten stories of the acceptance script. The same ten are played in the browser.

// 1: S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S15 S16 S20 S23 S32 S33 S35
story!(
    an_answered_call_of_thirty_seconds_is_one_task,
    r#"
    set subject.template={calltype} {date} {time} - {callresult}
    set subject.time_12h=true
    rings +33612345678 dialled=+49301000
    answer
    note Wants a quote
    30s
    far hangs up
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
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=Wants a quote
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=+49301000
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 9:00 AM - Answered
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// 2: S34 S36
story!(
    a_note_changed_afterwards_goes_into_the_same_task_when_the_next_call_begins,
    r#"
    rings +33612345678
    answer
    30s
    far hangs up
    note Asked for the price list
    1m
    rings +493023125123
    far gives up
    set autosave.inbound=false
    rings +493023125123
    answer
    10s
    far hangs up
    1m
    look
    save
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
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      crm: change Task: Description="Asked for the price list"
      panel: Ringing: +493023125123 (raised)
      ringing
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      crm: refresh
      panel: Phone
      silent
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: +493023125123 (raised)
      ringing
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      phone: answer in-3
      panel: Jörg Müller
      silent
      crm: open tasks of Contact Jörg Müller
      panel: Phone
      screen: over; Jörg Müller; unsaved, for the agent to save
      done: Jörg Müller; not to be saved; note ""
      done: Jane Customer; saved; note ""
      crm: pop Task Angebot nachfassen
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=Asked for the price list
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.200Z
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
      CallDurationInSeconds=10
      CallObject=ref-3
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:01:30.700Z
      Ferrophone_Call_End__c=2026-11-23T08:01:40.800Z
      Ferrophone_Call_Start__c=2026-11-23T08:01:30.600Z
      Ferrophone_Caller_Number__c=+493023125123
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:01
      WhoId=Jörg Müller
    journal: 1 kept
    "#
);

// 3: S41 S51 S52 S53 S54 S71
story!(
    a_missed_call_from_outside_is_a_task_one_from_inside_is_none,
    r#"
    set missed.save_inbound=true
    set email.missed=true
    rings +33612345678
    10s
    far gives up
    rings 1002
    10s
    far gives up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      crm: mail to the agent
      crm: create Task
      panel: Phone
      silent
      crm: refresh
      panel: Ringing: 1002 (raised)
      ringing
      panel: Phone
      silent
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Missed call
      CallDurationInSeconds=0
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:00:10.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    mail: Missed call from Jane Customer to alex.agent@example.com
    journal: 1 kept
    "#
);

story!(
    a_missed_call_is_not_saved_where_the_settings_say_so,
    r#"
    rings +33612345678
    10s
    far gives up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Phone
      silent
    journal: 1 kept
    "#
);

// 4: S55 S65 S66 S67 S68
story!(
    an_outgoing_call_without_an_answer_is_a_task_with_the_administrators_words,
    r#"
    set no_answer.save_outbound=true
    set results.no_answer=Nobody there
    dials +33612345678
    far rings
    30s
    far does not answer
    dials +33612345678
    far is busy
    set interaction_log.enabled=true
    set missed.save_inbound=true
    look
    dials +33612345678
    far is busy
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33612345678
      panel: Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33612345678
      panel: Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
      done: Jane Customer; saved; note ""
      notice: Settings([Clash(InteractionLog { off: "missed.save_inbound" }), Clash(InteractionLog { off: "no_answer.save_outbound" })])
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33612345678
      panel: Jane Customer
      panel: Phone
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Nobody there
      CallDurationInSeconds=0
      CallObject=0000000100000001
      CallType=Outbound
      Ferrophone_Call_End__c=2026-11-23T08:00:30.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Nobody there
      CallDurationInSeconds=0
      CallObject=0000000100000005
      CallType=Outbound
      Ferrophone_Call_End__c=2026-11-23T08:00:30.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:30.300Z
      Ferrophone_Called_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// 5: S57 S58 S59 S60 S61 S63
story!(
    a_call_that_a_colleague_took_is_missed_but_answered,
    r#"
    set missed.save_inbound=true
    set missed.track_answered=true
    set subject.template={calltype} - {callresult}
    rings +33612345678 ref=X
    15s
    far gives up
    2s
    bea: rings +33612345678 ref=X
    bea: answer
    20s
    bea: far hangs up
    2s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      crm: create Task
      panel: Phone
      silent
      crm: refresh
      crm: missed entries of X
      bea:phone: connect
      bea:panel: Phone
      bea:crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      bea:panel: Ringing: +33612345678 (raised)
      bea:ringing
      bea:crm: pop Contact Jane Customer
      bea:panel: Ringing: Jane Customer
      bea:phone: answer in-101
      bea:panel: Jane Customer
      bea:silent
      bea:crm: missed entries of X, answered here
      bea:crm: missed entries of X, answered here
      bea:crm: open tasks of Contact Jane Customer
      bea:crm: create Task
      bea:panel: Phone
      bea:crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Missed but answered
      CallDurationInSeconds=0
      CallObject=X
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:00:15.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call - Missed but answered
      WhoId=Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=X
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:17.300Z
      Ferrophone_Call_End__c=2026-11-23T08:00:37.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:17.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call - Answered
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// 6: S20 S21 S22 S24 S26 S30; every cell stands in `screen_pop.rs`.
story!(
    the_latest_case_opens_and_what_the_caller_keyed_in_comes_first,
    r#"
    set pop.mode=latest_case_contact
    set pop.ivr_object=Case
    set pop.ivr_field=CaseNumber
    rings +33612345678
    far gives up
    rings +33612345678 ivr=00001003
    far gives up
    rings +33612345678 ivr=nonsense
    far gives up
    rings +33199001234
    far gives up
    rings +493023125150
    choose Cem Yılmaz
    far gives up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: find the latest Case of Contact Jane Customer
      panel: Ringing: Jane Customer
      crm: pop Case 00001001
      panel: Phone
      silent
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: find Case with CaseNumber 00001003
      panel: Ringing: +33612345678 (raised)
      ringing
      panel: Ringing: Jane Customer
      crm: pop Case 00001003
      panel: Phone
      silent
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: find Case with CaseNumber nonsense
      panel: Ringing: +33612345678 (raised)
      ringing
      panel: Ringing: Jane Customer
      crm: find the latest Case of Contact Jane Customer
      crm: pop Case 00001001
      panel: Phone
      silent
      crm: search +33199001234 | 33199001234 | +330199001234 | 0033199001234
      panel: Ringing: +33199001234 (raised)
      ringing
      crm: pop Lead Louis Lefèvre
      panel: Ringing: Louis Lefèvre
      panel: Phone
      silent
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      crm: find the latest Case of Contact Cem Yılmaz
      panel: Ringing: Cem Yılmaz
      crm: pop Contact Cem Yılmaz
      panel: Phone
      silent
    journal: 1 kept
    "#
);

// 7: S43 S44 S46 S47 S49
story!(
    a_case_is_made_at_the_answer_and_at_the_dial,
    r#"
    set case.create_inbound=true
    set case.create_outbound=true
    rings +33612345678
    answer
    10s
    far hangs up
    rings +493023125123
    far gives up
    rings +4915112345678
    answer
    10s
    far hangs up
    dials +33612345678
    2s
    far is busy
    1m
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
      crm: create Case
      crm: refresh
      crm: find the name of Case 00001005
      crm: pop Case 00001005
      crm: open tasks of Contact Jane Customer, Case 00001005
      crm: create Task
      panel: Phone
      crm: refresh
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: +493023125123 (raised)
      ringing
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      panel: Phone
      silent
      crm: search +4915112345678 | 015112345678 | 15112345678 | 4915112345678 | +49015112345678 | 004915112345678
      panel: Ringing: +4915112345678 (raised)
      ringing
      phone: answer in-3
      panel: +4915112345678
      silent
      crm: create Task
      panel: Phone
      crm: refresh
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: create Case
      panel: +33612345678
      panel: Jane Customer
      crm: refresh
      crm: find the name of Case 00001006
      crm: pop Case 00001006
      crm: change Case: ContactId=Contact Jane Customer
      crm: refresh
      panel: Phone
    org: Case
      AccountId=Harbour Coffee Roasters
      CaseNumber=00001005
      ContactId=Jane Customer
      Origin=Phone
      Status=New
      Subject=Incoming call 11/23/2026 09:00
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
      WhatId=00001005
      WhoId=Jane Customer
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-3
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:10.600Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.700Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:10.500Z
      Ferrophone_Caller_Number__c=+4915112345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    org: Case
      AccountId=Harbour Coffee Roasters
      CaseNumber=00001006
      ContactId=Jane Customer
      Origin=Phone
      Status=New
      Subject=Outgoing call 11/23/2026 09:00
    journal: 1 kept
    "#
);

// 8: S69 S70 S73 S74 S75 S76 S77 (each row stands in `missed.rs`)
story!(
    the_owner_gets_the_mail_about_a_missed_call,
    r#"
    set email.missed=true
    set email.to_owner=true
    set email.default_address=desk@example.com
    rings +33612345678
    10s
    far gives up
    rings +493023125150
    10s
    far gives up
    rings +4915112345678
    10s
    far gives up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      crm: mail to the owner of Contact Jane Customer
      panel: Phone
      silent
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      crm: mail to the default address
      panel: Phone
      silent
      crm: search +4915112345678 | 015112345678 | 15112345678 | 4915112345678 | +49015112345678 | 004915112345678
      panel: Ringing: +4915112345678 (raised)
      ringing
      crm: mail to the default address
      panel: Phone
      silent
    mail: Missed call from Jane Customer to alex.agent@example.com
    mail: Missed call from +493023125150 to desk@example.com
    mail: Missed call from +4915112345678 to desk@example.com
    journal: 1 kept
    "#
);

// 9: S81 S82 S83 S84 S85 S86
story!(
    the_task_opens_for_editing_after_an_inbound_call_only,
    r#"
    set edit.open_inbound=true
    set autosave.inbound=false
    set missed.save_inbound=true
    set results.list=Sales: Interested, Not now
    rings +33612345678
    answer
    30s
    far hangs up
    2s
    look
    rings +33612345678
    5s
    far gives up
    dials +33612345678
    far answers
    30s
    far hangs up
    2s
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
      crm: pop Task Incoming call 11/23/2026 09:00 for editing
      screen: over; Jane Customer; saved
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      crm: create Task
      panel: Phone
      silent
      crm: refresh
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33612345678
      panel: Jane Customer
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
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
      WhoId=Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Missed call
      CallDurationInSeconds=0
      CallObject=ref-2
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:00:37.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:32.400Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=000000010000000d
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:37.700Z
      Ferrophone_Call_End__c=2026-11-23T08:01:07.800Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:37.600Z
      Ferrophone_Called_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// 10: S87 S88 S90 S91 S95
story!(
    the_chosen_follow_up_is_made_when_the_agent_saves,
    r#"
    set follow_up.default_inbound=follow_up_close_today
    set follow_up.options_inbound=follow_up_close_today new_event follow_up
    org has Task Call Jane back; WhoId=Contact Jane Customer; ActivityDate=2026-11-23
    rings +33612345678
    answer
    note Send samples
    30s
    far hangs up
    2s
    look
    save
    2s
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
      crm: open tasks of Contact Jane Customer due 2026-11-23
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved; note "Send samples"
      crm: complete Task Call Jane back
      crm: create Task
      crm: refresh
      crm: refresh
      screen: over; Jane Customer; saved; note "Send samples"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=Send samples
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-24
      Description=Send samples
      IsReminderSet=false
      Status=Not Started
      Subject=Follow-up: Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    org: Task Call Jane back changed: Status="Completed", IsClosed=true, CompletedDateTime="2026-11-23T08:00:32.500Z"
    journal: 1 kept
    "#
);
