//! Being there: states, do not disturb, and the time after a call.

// P20
story!(
    who_is_not_to_be_disturbed_hears_nothing_and_finds_the_call_in_the_history,
    r#"
    set missed.save_inbound=true
    presence dnd
    look
    rings +33612345678
    1s
    look
    dials 1002
    look
    presence available
    rings +33612345678
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      presence: dnd
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      phone: decline in-1
      crm: create Task
      crm: refresh
      crm: change Task: WhoId=Contact Jane Customer
      crm: refresh
      done: Jane Customer; saved; note ""
      presence: dnd
      done: Jane Customer; saved; note ""
      presence: dnd
      notice: DoNotDisturb
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      screen: rings; Jane Customer; nothing to save yet
      done: Jane Customer; saved; note ""
      notice: DoNotDisturb
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Missed call
      CallDurationInSeconds=0
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// The state outlives the page, and holds before the back office is there.
story!(
    do_not_disturb_holds_from_the_first_moment_of_the_next_page,
    r#"
    presence dnd
    office is late
    reload
    rings +493023125150
    1s
    look
    office comes
    2s
    look
    "#,
    @r#"
    phone: connect
    panel: Phone
    phone: connect
    panel: Phone
    phone: decline in-1
    crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
    done: ?; not to be saved; note ""
    presence: dnd
    "#
);

// A call that was declined in silence and that Salesforce refuses needs the agent after all.
story!(
    a_silent_call_that_cannot_be_saved_comes_to_light,
    r#"
    set missed.save_inbound=true
    org demands notes
    presence dnd
    rings +33612345678
    2s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      phone: decline in-1
      crm: create Task
      screen: over; Jane Customer; refused: Please write down what the call was about.
      presence: dnd
    journal: 1 kept
    "#
);

// P18
story!(
    after_a_call_there_is_time_to_wrap_up_which_the_agent_can_prolong_and_end,
    r#"
    set wrap_up.seconds=30
    set wrap_up.prolong_seconds=20
    set follow_up.options_inbound=
    rings +33612345678
    answer
    look
    10s
    far hangs up
    look
    prolong
    look
    35s
    rings +493023125150
    1s
    look
    ready
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
      screen: talking; Jane Customer; nothing to save yet
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
      presence: wrap-up until 09:00:40
      screen: over; Jane Customer; saved
      presence: wrap-up until 09:01:00
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      phone: decline in-2
      screen: over; Jane Customer; saved
      done: ?; not to be saved; note ""
      presence: wrap-up until 09:01:00
      screen: over; Jane Customer; saved
      done: ?; not to be saved; note ""
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      screen: rings; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
      done: Jane Customer; saved; note ""
      done: ?; not to be saved; note ""
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

// P18: it runs out by itself, at its moment and not before.
story!(
    the_time_after_a_call_runs_out_by_itself_also_over_a_reload,
    r#"
    set wrap_up.seconds=30
    set follow_up.options_inbound=
    rings +33612345678
    answer
    10s
    far hangs up
    close
    reload
    look
    29s
    look
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
      crm: create Task
      panel: Phone
      crm: refresh
      phone: connect
      panel: Phone
      done: Jane Customer; saved; note ""
      presence: wrap-up until 09:00:40
      done: Jane Customer; saved; note ""
      presence: wrap-up until 09:00:40
      done: Jane Customer; saved; note ""
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
    "#
);

// P18: manual choice wins.
story!(
    who_chose_a_state_in_the_call_gets_no_time_after_it,
    r#"
    set wrap_up.seconds=30
    set follow_up.options_inbound=
    rings +33612345678
    answer
    5s
    presence away
    5s
    presence available
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
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// P18: and none after a call that nobody answered; a number that is dialled ends it.
story!(
    no_time_after_an_unanswered_call_and_dialling_ends_it,
    r#"
    set wrap_up.seconds=30
    set follow_up.options_outbound=
    dials +493023125150
    far does not answer
    look
    dials +493023125150
    far answers
    5s
    far hangs up
    look
    dials 1002
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +493023125150
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: +493023125150
      panel: Phone
      screen: over; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; not saved
      phone: dial +493023125150
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: +493023125150
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; saved
      done: ?; not to be saved; note ""
      presence: wrap-up until 09:00:35
      phone: dial 1002
      panel: 1002
      screen: dialling; not searched; nothing to save yet
      done: ?; saved; note ""
      done: ?; not to be saved; note ""
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=0000000100000003
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.400Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.500Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.300Z
      Ferrophone_Called_Number__c=+493023125150
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
    journal: 1 kept
    "#
);

// P15, P16: the PBX is told when nobody talks, and of two choices only the last.
story!(
    the_pbx_is_told_by_a_dial_code_once_nobody_talks,
    r#"
    set presence.states=Ready (available) *61; Lunch (away) *62; Quiet (dnd) *60; After a call (wrap_up) *63
    set wrap_up.seconds=30
    set follow_up.options_inbound=
    presence Lunch
    look
    pbx answers the code
    look
    4s
    rings +33612345678
    answer
    presence Quiet
    presence Ready
    5s
    look
    far hangs up
    20s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial *62
      presence: Lunch; the PBX does not know yet
      presence: Lunch; the PBX does not know yet
      phone: hang up code
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      screen: talking; Jane Customer; nothing to save yet
      presence: Ready; the PBX does not know yet
      crm: create Task
      phone: dial *61
      panel: Phone
      crm: refresh
      phone: hang up code
      screen: over; Jane Customer; saved
      presence: Ready
      notice: PresenceNotTold(…) *61
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:04.500Z
      Ferrophone_Call_End__c=2026-11-23T08:00:09.900Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:04.400Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    the_pbx_hears_of_the_time_after_a_call_and_of_its_end,
    r#"
    set presence.states=Ready (available) *61; Lunch (away); After a call (wrap_up) *63
    set wrap_up.seconds=10
    set follow_up.options_inbound=
    rings +33612345678
    answer
    5s
    far hangs up
    pbx answers the code
    pbx hangs up the code
    look
    10s
    look
    pbx answers the code
    pbx hangs up the code
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
      phone: dial *63
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
      presence: wrap-up until 09:00:15
      phone: dial *61
      screen: over; Jane Customer; saved
      presence: Ready; the PBX does not know yet
      screen: over; Jane Customer; saved
      presence: Ready
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.200Z
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
    a_pbx_that_does_not_know_the_code_is_told_of,
    r#"
    set presence.states=(available) *61; (dnd) *60
    presence dnd
    pbx does not know the code
    look
    presence available
    20s
    look
    "#,
    @r#"
    phone: connect
    panel: Phone
    phone: dial *60
    presence: dnd
    notice: PresenceNotTold(…) *60
    phone: dial *61
    phone: hang up code
    notice: PresenceNotTold(…) *60
    notice: PresenceNotTold(…) *61
    "#
);

// The clock is set back in the time after a call: it lasts no longer for it.
story!(
    a_clock_that_is_set_back_prolongs_nothing,
    r#"
    set wrap_up.seconds=30
    set follow_up.options_inbound=
    rings +33612345678
    answer
    10s
    far hangs up
    clock jumps back 2h
    visits nothing
    look
    31s
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
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
      presence: wrap-up until 07:00:40
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
