//! The telephone stands on the desk: it rings, is answered and held there, and the widget follows. What it cannot do from the page
//! is not tried, and a reload ends nothing.

story!(
    a_call_is_answered_at_the_telephone_and_written_down_once,
    r#"
    desk phone
    rings +33612345678
    look
    2s
    far answers
    note The machine leaks.
    30s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      screen: rings; Jane Customer; nothing to save yet
      panel: Jane Customer
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
      Description=The machine leaks.
      Ferrophone_Call_Answered__c=2026-11-23T08:00:02.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:32.400Z
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
    a_call_dialled_on_the_telephones_own_keys_is_found_and_written_down,
    r#"
    desk phone
    far dials +33612345678
    far rings
    2s
    far answers
    30s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
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
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=0000000100000001
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:02.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:32.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    a_reload_in_a_call_ends_nothing,
    r#"
    desk phone
    rings +33612345678
    far answers
    note Half a sen
    10s
    reload
    look
    20s
    note Half a sentence, and the rest.
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Jane Customer
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      screen: talking; Jane Customer; nothing to save yet; note "Half a sen"
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=Half a sentence, and the rest.
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.600Z
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
    a_call_that_was_answered_while_the_page_was_away_is_up,
    r#"
    desk phone
    dials 030 1234567
    far answers
    crash
    look
    5s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 0301234567
      crm: search +49301234567 | 0301234567 | 301234567 | 49301234567 | +490301234567 | 0049301234567
      panel: 030 1234567
      phone: connect
      crm: search +49301234567 | 0301234567 | 301234567 | 49301234567 | +490301234567 | 0049301234567
      panel: 030 1234567
      screen: talking; nobody has the number; nothing to save yet
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=0000000100000001
      CallType=Outbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Called_Number__c=030 1234567
      IsReminderSet=false
      Status=Completed
      Subject=Outgoing call 11/23/2026 09:00
    journal: 1 kept
    "#
);

story!(
    a_call_that_ended_while_the_page_was_away_is_over_and_written_down,
    r#"
    desk phone
    rings +33612345678
    far answers
    note Before it went.
    10s
    far hangs up unseen
    reload
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Jane Customer
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "Before it went."
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=Before it went.
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

story!(
    the_line_waits_for_the_code_that_reads_what_the_last_page_left,
    r#"
    desk phone
    rings +33612345678
    far answers
    note Half a sen
    10s
    office is late
    reload
    5s
    look
    office comes
    look
    20s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Jane Customer
      panel: Phone
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      screen: talking; Jane Customer; nothing to save yet; note "Half a sen"
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=35
      CallObject=ref-1
      CallType=Inbound
      Description=Half a sen
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:35.600Z
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
    a_second_call_is_not_held_for_from_here,
    r#"
    desk phone
    rings +33612345678
    far answers
    dials 1002
    call 1: hold
    call 1: transfer 1002
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Jane Customer
      phone: dial 1002
      screen: talking; Jane Customer; nothing to save yet
      screen: dialling; not searched; nothing to save yet
    journal: 2 kept
    "#
);

story!(
    a_telephone_that_was_unplugged_while_the_page_was_away_has_no_calls,
    r#"
    desk phone
    rings +33612345678
    far answers
    note Before it went.
    10s
    crash
    line is unplugged
    look
    reload
    look
    line is back
    dials 1002
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Jane Customer
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      screen: talking; Jane Customer; nothing to save yet; note "Before it went."
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone: no line
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "Before it went."
      panel: Phone
      phone: dial 1002
      panel: 1002
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=Before it went.
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.600Z
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
    what_was_not_followed_is_told_and_asked_of_nobody,
    r#"
    desk phone
    1m
    freezes 7m
    5s
    look
    "#,
    @r#"
    phone: connect
    panel: Phone
    notice: not followed from 09:01 to 09:08
    "#
);
