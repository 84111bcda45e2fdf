//! Calls, searches, saves and their accidents.

// S1 S2 S3 S4 S5 S6 S20 S23 S33
story!(
    a_customer_calls_is_found_popped_answered_noted_and_logged_once,
    r#"
    rings +33612345678 "Jane" queue=support ivr=4711 dialled=+49301000
    2s
    answer
    note Wants a quote for two grinders
    30s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: Jane (raised)
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
      Description=Wants a quote for two grinders
      Ferrophone_Call_Answered__c=2026-11-23T08:00:02.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:32.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=+49301000
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// S36
story!(
    without_autosave_nothing_is_saved_until_the_agent_says_so,
    r#"
    set autosave.inbound=false
    rings +33612345678
    answer
    10s
    far hangs up
    look
    5m
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
      panel: Phone
      screen: over; Jane Customer; unsaved, for the agent to save
      crm: pop Task Send the spare parts list
      crm: create Task
      crm: refresh
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
    journal: 1 kept
    "#
);

// S34
story!(
    what_is_changed_after_the_end_goes_out_when_the_next_call_begins_and_makes_no_second_task,
    r#"
    rings +33612345678
    answer
    10s
    far hangs up
    note Called about the invoice
    look
    rings +493023125150
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
      screen: over; Jane Customer; unsaved changes; note "Called about the invoice"
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      crm: change Task: Description="Called about the invoice"
      panel: Ringing: +493023125150 (raised)
      ringing
      crm: refresh
      screen: over; Jane Customer; saved; note "Called about the invoice"
      screen: rings; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=Called about the invoice
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 2 kept
    "#
);

// S21
story!(
    of_several_matches_the_agent_chooses_and_only_then_a_record_opens,
    r#"
    rings +493023125150
    look
    answer
    choose Cem Yılmaz
    10s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      screen: rings; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
      phone: answer in-1
      panel: +493023125150
      silent
      crm: pop Contact Cem Yılmaz
      panel: Cem Yılmaz
      crm: open tasks of Contact Cem Yılmaz
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+493023125150
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Cem Yılmaz
    journal: 1 kept
    "#
);

story!(
    a_call_assigned_again_after_saving_moves_the_same_task,
    r#"
    rings +493023125150
    answer
    choose Cem Yılmaz
    5s
    far hangs up
    choose Anna Schäfer
    look
    save
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      phone: answer in-1
      panel: +493023125150
      silent
      crm: pop Contact Cem Yılmaz
      panel: Cem Yılmaz
      crm: open tasks of Contact Cem Yılmaz
      crm: create Task
      panel: Phone
      crm: refresh
      crm: pop Contact Anna Schäfer
      crm: open tasks of Contact Anna Schäfer
      screen: over; Anna Schäfer, not Birgit Weiß, Cem Yılmaz; unsaved changes
      crm: change Task: WhoId=Contact Anna Schäfer
      crm: refresh
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+493023125150
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Anna Schäfer
    journal: 1 kept
    "#
);

story!(
    no_match_is_a_valid_answer_and_the_call_is_logged_without_a_record,
    r#"
    rings +4915112345678
    answer
    5s
    hang up
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +4915112345678 | 015112345678 | 15112345678 | 4915112345678 | +49015112345678 | 004915112345678
      panel: Ringing: +4915112345678 (raised)
      ringing
      phone: answer in-1
      panel: +4915112345678
      silent
      phone: hang up in-1
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; nobody has the number; saved
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+4915112345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

story!(
    unassigned_is_a_valid_state,
    r#"
    rings +33612345678
    answer
    unassign
    5s
    far hangs up
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
      panel: +33612345678
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; none of Jane Customer; saved
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

// S35
story!(
    a_missed_call_is_not_logged_as_if_it_had_been_answered,
    r#"
    rings +33612345678
    20s
    far gives up
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
      panel: Phone
      silent
      screen: over; Jane Customer; not saved
    journal: 1 kept
    "#
);

story!(
    a_call_answered_elsewhere_leaves_nothing_behind,
    r#"
    rings +33612345678
    3s
    far is answered elsewhere
    rings +33199001234
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
      crm: search +33199001234 | 33199001234 | +330199001234 | 0033199001234
      panel: Ringing: +33199001234 (raised)
      ringing
      crm: pop Lead Louis Lefèvre
      panel: Ringing: Louis Lefèvre
    journal: 1 kept
    "#
);

story!(
    a_withheld_number_is_never_searched_whatever_the_name_says,
    r#"
    rings withheld "+33612345678"
    why
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: +33612345678 (raised)
      ringing
      - auto-answer on rang: the settings leave it out
      - find caller on rang: the number is withheld
      - find entry on rang: the settings leave it out
    journal: 1 kept
    "#
);

story!(
    click_to_dial_on_a_contact_relates_the_call_to_it,
    r#"
    clicks +49 30 23125 150 on Contact Birgit Weiß
    far rings
    4s
    far answers
    20s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +493023125150
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Birgit Weiß
      crm: open tasks of Contact Birgit Weiß
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=0000000100000001
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:04.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:24.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=+49 30 23125 150
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Birgit Weiß
    journal: 1 kept
    "#
);

story!(
    a_lead_goes_into_who_and_an_account_into_what,
    r#"
    rings +33199001234
    answer
    2s
    hang up
    clicks +493023125100 on Account Lindenhof Maschinenbau GmbH
    far answers
    2s
    hang up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33199001234 | 33199001234 | +330199001234 | 0033199001234
      panel: Ringing: +33199001234 (raised)
      ringing
      crm: pop Lead Louis Lefèvre
      panel: Ringing: Louis Lefèvre
      phone: answer in-1
      panel: Louis Lefèvre
      silent
      phone: hang up in-1
      crm: open tasks of Lead Louis Lefèvre
      crm: create Task
      panel: Phone
      crm: refresh
      phone: dial +493023125100
      crm: search +493023125100 | 03023125100 | 3023125100 | 493023125100 | +4903023125100 | 00493023125100
      panel: Lindenhof Maschinenbau GmbH
      phone: hang up out
      crm: open tasks of Account Lindenhof Maschinenbau GmbH
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=2
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:02.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33199001234
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Louis Lefèvre
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=2
      CallObject=0000000100000007
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:02.400Z
      Ferrophone_Call_End__c=2026-11-23T08:00:04.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:02.300Z
      Ferrophone_Called_Number__c=+493023125100
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhatId=Lindenhof Maschinenbau GmbH
    journal: 1 kept
    "#
);

// S39
story!(
    an_outgoing_call_that_nobody_took_is_not_logged_by_itself,
    r#"
    dials 030 23125 123
    far rings
    10s
    far does not answer
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 03023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: 030 23125 123
      panel: Jörg Müller
      panel: Phone
      screen: over; Jörg Müller; not saved
    journal: 1 kept
    "#
);

story!(
    an_internal_call_is_neither_searched_nor_logged,
    r#"
    rings 1002 "Bob"
    why
    answer
    5s
    far hangs up
    why
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: Bob (raised)
      ringing
      - auto-answer on rang: the settings leave it out
      - find caller on rang: a colleague is no customer
      - find entry on rang: the settings leave it out
      phone: answer in-1
      panel: Bob
      silent
      panel: Phone
      - auto-answer on rang: the settings leave it out
      - find caller on rang: a colleague is no customer
      - find entry on rang: the settings leave it out
      - create case on answered: a colleague is no customer
      - resolve missed call on answered: the settings leave it out
      - log call on ended: the settings leave saving to the agent
      - mail missed call on ended: the settings leave it out
      - resolve missed call on ended: the settings leave it out
      - list tasks on ended: the call belongs to no record yet
    journal: 1 kept
    "#
);

story!(
    save_during_the_call_makes_the_task_and_the_end_completes_it,
    r#"
    rings +33612345678
    answer
    save
    note Asks for a callback
    40s
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
      crm: create Task
      crm: refresh
      crm: open tasks of Contact Jane Customer
      crm: change Task: CallDisposition="Answered", CallDurationInSeconds=40, Description="Asks for a callback", Ferrophone_Call_End__c=2026-11-23T08:00:40.400Z, Status="Completed"
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=40
      CallObject=ref-1
      CallType=Inbound
      Description=Asks for a callback
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:40.000Z
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
    a_lost_answer_is_looked_up_and_never_sent_again,
    r#"
    crm loses the next answer
    rings +33612345678
    answer
    10s
    far hangs up
    look
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
      screen: over; Jane Customer; saving, attempt 1
      crm: is there a Task of this call?
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    a_lost_request_is_looked_up_and_then_sent,
    r#"
    crm loses the next save
    rings +33612345678
    answer
    10s
    far hangs up
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
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: is there a Task of this call?
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    where_nobody_can_look_it_up_the_agent_is_asked,
    r#"
    org cannot look up
    crm loses the next answer
    rings +33612345678
    answer
    10s
    far hangs up
    1m
    look
    it is there
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
      screen: over; Jane Customer; unknown: the agent must look
      crm: refresh
      screen: over; Jane Customer; saved, says the agent
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    an_answer_that_comes_late_still_settles_the_save,
    r#"
    org cannot look up
    crm answers the next save a minute late
    rings +33612345678
    answer
    10s
    far hangs up
    40s
    look
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
      screen: over; Jane Customer; unknown: the agent must look
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    an_answer_that_comes_twice_counts_once,
    r#"
    crm answers the next save twice
    rings +33612345678
    answer
    10s
    far hangs up
    5s
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
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    salesforce_fails_after_the_save_and_no_second_task_is_made,
    r#"
    crm fails after the next save
    rings +33612345678
    answer
    10s
    far hangs up
    10s
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
      crm: is there a Task of this call?
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    a_container_that_is_not_up_is_tried_again,
    r#"
    crm is not ready for the next save
    rings +33612345678
    answer
    10s
    far hangs up
    look
    5s
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
      screen: over; Jane Customer; waiting: NotReady
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    a_validation_rule_is_told_in_salesforces_words_and_the_note_is_kept,
    r#"
    org demands notes
    rings +33612345678
    answer
    10s
    far hangs up
    look
    note It was about the invoice
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
      screen: over; Jane Customer; refused: Please write down what the call was about.
      crm: pop Task Send the spare parts list
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "It was about the invoice"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=It was about the invoice
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// S17
story!(
    an_org_without_the_call_fields_takes_the_task_all_the_same,
    r#"
    org without call fields
    rings +33612345678 dialled=+49301000
    answer
    note Short
    10s
    far hangs up
    look
    note Short and changed
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
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "Short"
      notice: FieldsMissing(["Ferrophone_Caller_Number__c", "Ferrophone_Called_Number__c", "Ferrophone_Call_Start__c", "Ferrophone_Call_Answered__c", "Ferrophone_Call_End__c", "Ferrophone_Call_Key__c"])
      crm: pop Task Send the spare parts list
      crm: change Task: Description="Short and changed\n\nCaller number: +33612345678\nCalled number: +49301000\nCall start: 11/23/2026 09:00\nCall answered: 11/23/2026 09:00\nCall end: 11/23/2026 09:00"
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1 in-1
      CallType=Inbound
      Description=Short and changed

    Caller number: +33612345678
    Called number: +49301000
    Call start: 11/23/2026 09:00
    Call answered: 11/23/2026 09:00
    Call end: 11/23/2026 09:00
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    a_reload_while_talking_ends_the_call_where_it_was_last_seen_and_keeps_the_note,
    r#"
    rings +33612345678
    answer
    note Half a sen
    10s
    reload
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "Half a sen"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=Half a sen
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    a_crash_while_saving_makes_no_second_task,
    r#"
    rings +33612345678
    answer
    10s
    crm loses the next answer
    far hangs up
    crash
    10s
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    a_crash_after_saving_does_nothing_again,
    r#"
    rings +33612345678
    answer
    10s
    far hangs up
    crash
    10s
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      panel: Phone
      screen: over; Jane Customer; saved
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
    journal: 1 kept
    "#
);

story!(
    a_second_call_is_announced_and_does_not_take_the_card,
    r#"
    rings +33612345678
    answer
    note About the first
    rings +493023125123
    look
    call 2: answer
    call 2: note About the second
    5s
    call 2: hang up
    call 1: resume
    5s
    call 1: hang up
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
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: +493023125123 (raised)
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      screen: talking; Jane Customer; nothing to save yet; note "About the first"
      screen: rings; Jörg Müller; nothing to save yet
      phone: hold in-1
      phone: answer in-2
      panel: Jane Customer
      panel: On hold: Jane Customer
      panel: Jörg Müller
      phone: hang up in-2
      crm: open tasks of Contact Jörg Müller
      crm: create Task
      panel: On hold: Jane Customer
      crm: refresh
      phone: resume in-1
      panel: Jane Customer
      phone: hang up in-1
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-2
      CallType=Inbound
      Description=About the second
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.500Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.700Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.300Z
      Ferrophone_Caller_Number__c=+493023125123
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jörg Müller
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=About the first
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.900Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 2 kept
    "#
);

story!(
    who_calls_in_becomes_somebody_else_after_a_transfer,
    r#"
    rings 1002 "Bob"
    answer
    far becomes +33612345678
    10s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Ringing: Bob (raised)
      ringing
      phone: answer in-1
      panel: Bob
      silent
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33612345678
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
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
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
    an_unknown_number_opens_the_layouts_form_after_the_answer_only,
    r#"
    org has a form for unknown callers
    rings +4915112345678
    3s
    answer
    why
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +4915112345678 | 015112345678 | 15112345678 | 4915112345678 | +49015112345678 | 004915112345678
      panel: Ringing: +4915112345678 (raised)
      ringing
      phone: answer in-1
      panel: +4915112345678
      silent
      crm: pop what the layout says
      - auto-answer on rang: the settings leave it out
      + find caller on rang: the number may belong to a record
      - find entry on rang: the settings leave it out
      - relate record on caller searched: no record has this number
      - pop record on caller searched: a form must not cover the Answer button: it waits for the answer
      - create case on answered: the settings leave it out
      + pop record on answered: the softphone layout says what opens for an unknown number
      - resolve missed call on answered: the settings leave it out
    journal: 1 kept
    "#
);

story!(
    a_search_that_hangs_does_not_hold_up_the_call,
    r#"
    crm loses the next search
    rings +33612345678
    answer
    20s
    look
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      phone: answer in-1
      panel: +33612345678
      silent
      screen: talking; search failed: Timeout; nothing to save yet
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

story!(
    without_salesforce_the_telephone_works,
    r#"
    org none
    dials 030 1234567
    far answers
    5s
    hang up
    look
    close
    "#,
    @r#"
    phone: connect
    phone: dial 0301234567
    phone: hang up out
    screen: over; not searched; not saved
    "#
);

story!(
    what_is_no_number_is_told_back,
    r#"
    dials Jane
    look
    "#,
    @r#"
    phone: connect
    panel: Phone
    notice: NotANumber("Jane")
    "#
);

story!(
    nothing_is_dialled_while_the_line_is_down,
    r#"
    line drops
    dials 030 1234567
    look
    line is back
    dials 030 1234567
    "#,
    @r#"
      phone: connect
      panel: Phone
      panel: Phone: no line
      notice: CannotDial(Unreachable)
      panel: Phone
      phone: dial 0301234567
      crm: search +49301234567 | 0301234567 | 301234567 | 49301234567 | +490301234567 | 0049301234567
      panel: 030 1234567
    journal: 1 kept
    "#
);

story!(
    a_refused_microphone_is_told_and_the_call_is_not_logged_as_answered,
    r#"
    rings +33612345678
    answer
    far has no microphone
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
      panel: Phone
      screen: over; Jane Customer; not saved
      notice: CallFailed(MicrophoneRefused)
    journal: 1 kept
    "#
);

story!(
    german_texts_go_into_salesforce,
    r#"
    german
    set subject.template={calltype} {date} {time}
    rings +33612345678
    answer
    5s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Telefon
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Klingelt: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Klingelt: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Telefon
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Angenommen
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Eingehendes Gespräch 23.11.2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// S14
story!(
    a_locked_subject_cannot_be_changed,
    r#"
    set subject.locked=true
    set subject.template=ANRUF
    rings +33612345678
    answer
    subject Mine
    5s
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
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=ANRUF
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// S7
story!(
    the_agents_own_subject_stays_and_an_empty_one_gives_the_template_back,
    r#"
    set subject.template=ANRUF
    rings +33612345678
    answer
    subject Mine
    5s
    far hangs up
    subject
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
      crm: pop Task Send the spare parts list
      crm: change Task: Subject="ANRUF"
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=ANRUF
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    digits_are_sent_and_shown,
    r#"
    dials 030 1234567
    digits 1
    far is heard
    digits 2
    far answers
    digits 34x#
    look
    hang up
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 0301234567
      crm: search +49301234567 | 0301234567 | 301234567 | 49301234567 | +490301234567 | 0049301234567
      panel: 030 1234567
      phone: digits 2 to out
      phone: digits 34 to out
      screen: talking; nobody has the number; nothing to save yet; digits 234
      phone: hang up out
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    wrong_settings_are_told_and_the_rest_holds,
    r#"
    set line.expires=soon
    set autosave.inbound=perhaps
    rings +33612345678
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
      screen: rings; Jane Customer; nothing to save yet
      notice: Settings([Unusable { key: "autosave.inbound", text: "perhaps" }, Unusable { key: "line.expires", text: "soon" }])
    journal: 1 kept
    "#
);

story!(
    going_off_line_is_kept_over_a_reload,
    r#"
    start
    go offline
    reload
    dials 030 1234567
    look
    "#,
    @r#"
    phone: connect
    panel: Phone
    phone: disconnect
    panel: Phone
    notice: CannotDial(Unreachable)
    "#
);

story!(
    a_number_clicked_while_the_line_comes_up_is_dialled_when_it_is_there,
    r#"
    line comes up
    clicks +49 30 23125 123 on Contact Jörg Müller
    2s
    line is back
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +493023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Jörg Müller
    journal: 1 kept
    "#
);

story!(
    a_line_that_does_not_come_up_is_told_to_who_dialled,
    r#"
    line comes up
    dials 030 1234567
    10s
    look
    line is back
    "#,
    @r#"
    phone: connect
    panel: Phone
    notice: CannotDial(Unreachable)
    "#
);

story!(
    who_vouches_for_a_task_that_is_not_there_still_has_the_note,
    r#"
    rings +33612345678
    note precious
    decline
    crm is out
    org cannot look up
    save
    it is there
    rings +493023125123
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
      phone: decline in-1
      panel: Phone
      silent
      crm: create Task
      crm: is there a Task of this call?
      crm: refresh
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: +493023125123 (raised)
      ringing
      screen: rings; search failed: ServerError; nothing to save yet
      done: Jane Customer; saved; note "precious"
    journal: 1 kept
    "#
);

story!(
    an_org_that_cannot_look_up_after_all_leaves_it_to_the_agent,
    r#"
    crm loses the next answer
    start
    org cannot look up
    rings +33612345678
    answer
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
      crm: create Task
      crm: is there a Task of this call?
      screen: talking; Jane Customer; unknown: the agent must look
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=In Progress
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    a_queue_that_rings_twice_with_one_call_makes_a_task_for_each_conversation,
    r#"
    rings +33612345678 ref=Q
    answer
    5s
    far hangs up
    rings +33612345678 ref=Q
    answer
    9s
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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-2
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
      CallDurationInSeconds=5
      CallObject=Q
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=9
      CallObject=Q
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:05.400Z
      Ferrophone_Call_End__c=2026-11-23T08:00:14.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:05.300Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_name_of_the_phone_that_took_it_does_not_take_a_call_from_its_contact,
    r#"
    clicks +442079460111 on Contact Oliver Bennett
    far becomes 1002
    far answers
    far becomes 1002
    20s
    look
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +442079460111
      crm: search +442079460111 | 442079460111 | +4402079460111 | 00442079460111
      panel: Oliver Bennett
      screen: talking; Oliver Bennett; nothing to save yet
      crm: open tasks of Contact Oliver Bennett
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=0000000100000001
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=+442079460111
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Oliver Bennett
    journal: 1 kept
    "#
);

story!(
    the_same_number_in_another_notation_is_no_other_caller,
    r#"
    rings +493023125123
    answer
    far becomes 030 23125123
    5s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: +493023125123 (raised)
      ringing
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      phone: answer in-1
      panel: Jörg Müller
      silent
      crm: open tasks of Contact Jörg Müller
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+493023125123
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jörg Müller
    journal: 1 kept
    "#
);

story!(
    the_search_opens_when_the_agent_asks_whatever_the_layout_says,
    r#"
    rings +4915112345678
    open search
    answer
    hang up
    org has a form for unknown callers
    rings +4915112345678
    open search
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +4915112345678 | 015112345678 | 15112345678 | 4915112345678 | +49015112345678 | 004915112345678
      panel: Ringing: +4915112345678 (raised)
      ringing
      crm: pop search for +4915112345678
      phone: answer in-1
      panel: +4915112345678
      silent
      phone: hang up in-1
      panel: Phone
      crm: search +4915112345678 | 015112345678 | 15112345678 | 4915112345678 | +49015112345678 | 004915112345678
      panel: Ringing: +4915112345678 (raised)
      ringing
      crm: pop what the layout says
    journal: 1 kept
    "#
);

// Found by the storm: a crash just after the answer made a missed call of it.
story!(
    a_crash_while_talking_leaves_an_answered_call,
    r#"
    rings +33612345678
    answer
    65s
    crash
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=60
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:01:00.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Found by the storm: a clock that is set back took the length of the call, and an hour from whoever waited for a save.
story!(
    a_clock_that_is_set_back_takes_seconds_from_a_call_at_most,
    r#"
    rings +33612345678
    answer
    30s
    clock jumps back 1h
    10s
    crm is not ready for the next save
    far hangs up
    10s
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
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T07:00:20.100Z
      Ferrophone_Call_End__c=2026-11-23T07:00:40.400Z
      Ferrophone_Call_Start__c=2026-11-23T07:00:20.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 08:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Found by the storm: what was typed since the first attempt was taken for saved.
story!(
    a_duplicate_that_the_org_refuses_is_brought_up_to_date,
    r#"
    org cannot look up
    rings +33612345678
    answer
    crm fails after the next save
    30s
    far hangs up
    2s
    note More than before
    save again
    10s
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
      crm: create Task
      crm: change Task: ActivityDate=2026-11-23, CallDisposition="Answered", CallDurationInSeconds=30, CallObject="ref-1", CallType="Inbound", Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z, Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z, Ferrophone_Call_Key__c="ref-1 in-1", Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z, Ferrophone_Caller_Number__c=+33612345678, Priority="Normal", Status="Completed", Subject="Incoming call 11/23/2026 09:00", WhoId=Contact Jane Customer
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
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

story!(
    a_call_is_handed_on_to_a_number_and_written_down_all_the_same,
    r#"
    rings +33612345678
    transfer 1007
    answer
    transfer the lady next door
    look
    10s
    transfer 1007
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
      screen: talking; Jane Customer; nothing to save yet
      notice: NotANumber("the lady next door")
      phone: transfer in-1 to 1007
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.500Z
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
    a_transfer_that_fails_leaves_the_call_with_the_agent_who_can_try_again,
    r#"
    rings +33612345678
    answer
    transfer 1486
    look
    transfer 1007
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
      phone: transfer in-1 to 1486
      screen: talking; Jane Customer; nothing to save yet
      notice: CommandRefused { what: Transfer, why: Protocol { status: 486 } }
      phone: transfer in-1 to 1007
      panel: Phone
      screen: over; Jane Customer; not saved
      notice: CommandRefused { what: Transfer, why: Protocol { status: 486 } }
    journal: 1 kept
    "#
);

story!(
    two_calls_are_joined_and_both_are_gone,
    r#"
    rings +33612345678
    answer
    join 1
    join 2
    10s
    dials 1007
    join 1
    far answers
    5s
    call 1: join 2
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
    nobody to join
      phone: hold in-1
      phone: dial 1007
      panel: On hold: Jane Customer
      panel: 1007
      phone: transfer in-1 to out
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=15
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:15.700Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 2 kept
    "#
);

// Salesforce's words are in the language of the agent: what counts is its code.
story!(
    a_duplicate_is_one_in_every_language,
    r#"
    german
    org cannot look up
    org refuses in German
    rings +33612345678
    answer
    crm fails after the next save
    30s
    far hangs up
    2s
    save again
    10s
    look
    "#,
    @r#"
      phone: connect
      panel: Telefon
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Klingelt: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Klingelt: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Telefon
      crm: create Task
      crm: change Task: ActivityDate=2026-11-23, CallDisposition="Angenommen", CallDurationInSeconds=30, CallObject="ref-1", CallType="Inbound", Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z, Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z, Ferrophone_Call_Key__c="ref-1 in-1", Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z, Ferrophone_Caller_Number__c=+33612345678, Priority="Normal", Status="Completed", Subject="Eingehendes Gespräch 23.11.2026 09:00", WhoId=Contact Jane Customer
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Angenommen
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Eingehendes Gespräch 23.11.2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Nobody can look it up, and no second one would be refused: then the agent looks, and nothing is sent again.
story!(
    without_the_field_for_its_key_a_task_is_never_sent_twice,
    r#"
    org without call fields
    org cannot look up
    rings +33612345678
    answer
    10s
    crm fails after the next save
    far hangs up
    2m
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
      screen: over; Jane Customer; unknown: the agent must look
    journal: 1 kept
    "#
);
