//! What somebody changes in Salesforce between two saves is told, and not overwritten; what nobody else has touched is written.

story!(
    the_note_was_edited_on_the_record_page_and_typed_on_here,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
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
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants a quote, by Friday"; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday
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

// Each has changed something else: both stand, and nobody is asked.
story!(
    what_somebody_else_changed_and_we_did_not_stays,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Subject=Espresso machines
    note wants a quote for two
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
      screen: over; Jane Customer; saved; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for two
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Espresso machines
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// The note on the card is theirs from then on, so that the next word typed does not undo it.
story!(
    the_agent_keeps_what_salesforce_has,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    keep theirs Description
    look
    note wants a quote, by Friday. Called back
    close
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
      screen: over; Jane Customer; saved; note "wants a quote, by Friday"
      crm: change Task: Description="wants a quote, by Friday. Called back"
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday. Called back
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

// The note as it is by then.
story!(
    the_agent_keeps_their_own,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    note wants a quote for two machines
    keep mine Description
    look
    close
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
      crm: change Task: Description="wants a quote for two machines"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote for two machines"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for two machines
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

// What both began with stands there once.
story!(
    the_agent_keeps_both,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two machines
    save
    keep both Description
    look
    close
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
      crm: change Task: Description="wants a quote for two machines"
      crm: refresh
      crm: change Task: Description="wants a quote, by Friday\n\nfor two machines"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote, by Friday\n\nfor two machines"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday

    for two machines
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

story!(
    two_notes_that_have_nothing_in_common_are_kept_one_after_the_other,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=see the mail
    note for two machines
    save
    keep both Description
    close
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
      crm: change Task: Description="for two machines"
      crm: refresh
      crm: change Task: Description="see the mail\n\nfor two machines"
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=see the mail

    for two machines
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

story!(
    the_subject_is_left_to_salesforce,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Subject=Espresso machines
    subject Quote
    save
    look
    keep theirs Subject
    look
    close
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
      crm: change Task: Subject="Quote"
      crm: refresh
      screen: over; Jane Customer; conflict: in Salesforce Subject is "Espresso machines"; note "wants a quote"
      screen: over; Jane Customer; saved; note "wants a quote"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Espresso machines
      WhoId=Jane Customer
    "#
);

// There is no place on the card for theirs: as long as the agent's choice stays, it is not sent.
story!(
    the_result_is_left_to_salesforce_until_another_one_is_chosen,
    r#"
    set results.list=Sold, Lost, Undecided
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    result Sold
    save
    org changes Task CallDisposition=By mail
    result Lost
    save
    keep theirs CallDisposition
    look
    note wants a quote soon
    save
    result Undecided
    save
    look
    close
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
      crm: change Task: CallDisposition="Sold"
      crm: refresh
      crm: change Task: CallDisposition="Lost"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote"
      crm: change Task: Description="wants a quote soon"
      crm: refresh
      crm: change Task: CallDisposition="Undecided"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote soon"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Undecided
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote soon
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

// What the lost request has written is not taken for somebody else's, though the agent has typed on.
story!(
    a_lost_answer_is_asked_again,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    crm loses the next answer
    note wants a quote for two
    save
    note wants a quote for three
    save
    look
    1m
    look
    close
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
      screen: over; Jane Customer; saving, attempt 1; note "wants a quote for three"
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      crm: change Task: Description="wants a quote for three"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote for three"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for three
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

story!(
    a_lost_answer_and_a_reload,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    crm loses the next answer
    note wants a quote for two
    save
    note wants a quote for three
    save
    reload
    1m
    look
    close
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: change Task: Description="wants a quote for two"
      panel: Phone
      crm: refresh
      crm: change Task: Description="wants a quote for three"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote for three"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for three
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

story!(
    a_change_that_was_lost_on_the_way_is_compared_when_it_is_asked_again,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    crm loses the next save
    note wants a quote for two
    save
    org changes Task Description=wants a quote, by Friday
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
      crm: change Task: Description="wants a quote for two"
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants a quote, by Friday"; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday
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
    the_page_is_loaded_again_with_the_question_open,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    reload
    look
    keep mine Description
    close
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      panel: Phone
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants a quote, by Friday"; note "wants a quote for two"
      crm: change Task: Description="wants a quote for two"
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for two
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    "#
);

// Closing it decides nothing, and the rest goes out.
story!(
    the_card_waits_for_the_agent,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    subject Quote
    close
    look
    keep theirs Description
    1s
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
      crm: change Task: Description="wants a quote for two", Subject="Quote"
      crm: refresh
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants a quote, by Friday"; note "wants a quote for two"
      done: Jane Customer; saved; note ""
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Quote
      WhoId=Jane Customer
    "#
);

// Mine is for the value that was shown, not for any.
story!(
    they_change_it_once_more_before_the_agent_has_decided,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    org changes Task Description=wants nothing any more
    keep mine Description
    look
    keep mine Description
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
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants nothing any more"; note "wants a quote for two"
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for two
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

// As promised: the last one wins.
story!(
    without_the_package_nobody_can_look,
    r#"
    org cannot look up
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
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
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for two
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

// Another tab of the same browser shows the question, and what the agent says there counts.
story!(
    a_tab_that_follows_decides,
    r#"
    tab 2: opens
    tab 1: is seen
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    tab 2: look
    tab 2: keep both Description
    tab 2: look
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
      tab 2: follows
      tab 2: screen: over; Jane Customer; conflict: in Salesforce Description is "wants a quote, by Friday"; note "wants a quote for two"
      crm: change Task: Description="wants a quote, by Friday\n\nfor two"
      tab 2: crm: refresh
      tab 2: follows
      tab 2: screen: over; Jane Customer; saved; note "wants a quote, by Friday\n\nfor two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday

    for two
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.300Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// What a record holds that was only found by its key is not known: it is written as before, and compared from then on.
story!(
    a_record_that_was_only_found_cannot_be_compared_with,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    storage fills up
    far hangs up
    crash
    storage is free
    1s
    look
    org changes Task Description=wants a quote, by Friday
    save
    look
    org changes Task Description=wants nothing
    note wants a quote for three
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: change Task: ActivityDate=2026-11-23, CallDisposition="Answered", CallDurationInSeconds=20, CallObject="ref-1", CallType="Inbound", Description="wants a quote", Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z, Ferrophone_Call_End__c=2026-11-23T08:00:20.100Z, Ferrophone_Call_Key__c="ref-1 in-1", Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z, Ferrophone_Caller_Number__c=+33612345678, Priority="Normal", Status="Completed", Subject="Incoming call 11/23/2026 09:00", WhoId=Contact Jane Customer
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote"
      notice: Storage(Full)
      crm: pop Task Send the spare parts list
      screen: over; Jane Customer; saved; note "wants a quote"
      notice: Storage(Full)
      crm: change Task: Description="wants a quote for three"
      crm: refresh
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants nothing"; note "wants a quote for three"
      notice: Storage(Full)
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Description=wants nothing
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.000Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Of a case as of a Task: somebody has given it to another contact, and here it is given to a third.
story!(
    a_case_that_somebody_has_given_to_another_contact,
    r#"
    set case.create_inbound=true
    set case.pop_new=false
    rings +493023125150
    answer
    choose Anna Schäfer
    1s
    org changes Case ContactId=Contact Birgit Weiß
    choose Cem Yılmaz
    1s
    keep mine ContactId
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
      crm: pop Contact Anna Schäfer
      crm: create Case
      panel: Anna Schäfer
      crm: refresh
      crm: find the name of Case 00001005
      crm: pop Contact Cem Yılmaz
      crm: change Case: ContactId=Contact Cem Yılmaz
      panel: Cem Yılmaz
      crm: refresh
      crm: change Case: ContactId=Contact Cem Yılmaz
      crm: refresh
    org: Case
      AccountId=Lindenhof Maschinenbau GmbH
      CaseNumber=00001005
      ContactId=Cem Yılmaz
      Origin=Phone
      Status=New
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

// The answer to something else is still out: what was decided goes when it is here.
story!(
    the_agent_decides_while_something_is_being_saved,
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    crm takes up to 20s
    subject Quote
    save
    keep mine Description
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
      crm: refresh
      crm: pop Task Send the spare parts list
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      crm: change Task: Subject="Quote"
      screen: over; Jane Customer; saving, attempt 1; note "wants a quote for two"
      crm: refresh
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      screen: over; Jane Customer; saved; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote for two
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Quote
      WhoId=Jane Customer
    journal: 1 kept
    "#
);
