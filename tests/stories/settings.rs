//! Settings that make no sense: each is told with its key, what holds instead is the nearest that does, and nothing is lost. The words
//! for them, in both languages, are shown by `tests/browser/workflow.test.mjs`.

// Wrong types, a record type that is no id, a subject of 300 characters, choices that are none, a result twice.
story!(
    settings_that_are_unusable_leave_the_default_in_force_and_are_told_together,
    r#"
    set line.expires=soon
    set numbers.internal_length=12
    set autosave.inbound=perhaps
    set case.record_type=Support
    set activity.record_type=0121x
    set subject.template={calltype} xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    set pop.mode=latest
    set pop.custom_objects=Machine__c
    set results.list=Sales: Interested, Interested
    set follow_up.options_inbound=follow_up follow_up
    set email.default_address=the desk
    set line.servers=pbx.example.com
    look
    rings +33612345678
    answer
    note Typed under settings that make no sense
    10s
    far hangs up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Unusable { key: "activity.record_type", text: "0121x" }, Unusable { key: "autosave.inbound", text: "perhaps" }, Unusable { key: "case.record_type", text: "Support" }, Unusable { key: "email.default_address", text: "the desk" }, Unusable { key: "follow_up.options_inbound", text: "follow_up follow_up" }, Unusable { key: "line.expires", text: "soon" }, Unusable { key: "line.servers", text: "pbx.example.com" }, Unusable { key: "numbers.internal_length", text: "12" }, Unusable { key: "pop.custom_objects", text: "Machine__c" }, Unusable { key: "pop.mode", text: "latest" }, Unusable { key: "results.list", text: "Sales: Interested, Interested" }, Unusable { key: "subject.template", text: "{calltype} xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }])
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
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=Typed under settings that make no sense
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.400Z
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
    a_setting_that_nobody_knows_changes_nothing_and_is_told,
    r#"
    set subject.tempalte={calltype}
    set autosave=false
    look
    rings +33612345678
    answer
    10s
    far hangs up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Unknown("autosave"), Unknown("subject.tempalte")])
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

// S3
story!(
    a_variable_that_stands_for_nothing_stays_as_it_is_written,
    r#"
    set subject.template={calltype} of {customer}, {callresult}{
    look
    rings +33612345678
    answer
    10s
    far hangs up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([UnknownVariable("customer")])
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
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call of {customer}, Answered{
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// V1: S54 S66
story!(
    where_salesforce_writes_calls_down_each_setting_that_would_too_is_off,
    r#"
    set interaction_log.enabled=true
    set missed.save_inbound=true
    set missed.track_answered=true
    set no_answer.save_outbound=true
    set case.create_inbound=true
    set case.create_outbound=true
    set edit.open_inbound=true
    set edit.open_outbound=true
    look
    rings +33612345678
    answer
    note Kept here all the same
    10s
    far hangs up
    1m
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Clash(InteractionLog { off: "missed.save_inbound" }), Clash(InteractionLog { off: "missed.track_answered" }), Clash(InteractionLog { off: "no_answer.save_outbound" }), Clash(InteractionLog { off: "case.create_inbound" }), Clash(InteractionLog { off: "case.create_outbound" }), Clash(InteractionLog { off: "edit.open_inbound" }), Clash(InteractionLog { off: "edit.open_outbound" })])
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
      screen: over; Jane Customer; unsaved, for the agent to save; note "Kept here all the same"
      notice: Settings([Clash(InteractionLog { off: "missed.save_inbound" }), Clash(InteractionLog { off: "missed.track_answered" }), Clash(InteractionLog { off: "no_answer.save_outbound" }), Clash(InteractionLog { off: "case.create_inbound" }), Clash(InteractionLog { off: "case.create_outbound" }), Clash(InteractionLog { off: "edit.open_inbound" }), Clash(InteractionLog { off: "edit.open_outbound" })])
    journal: 1 kept
    "#
);

// V4: S52
story!(
    where_all_phones_ring_nobody_misses_a_call,
    r#"
    set calls.ring_all=true
    set missed.save_inbound=true
    set missed.track_answered=true
    set email.missed=true
    set email.to_owner=true
    set email.default_address=desk@example.com
    set inbound.auto_answer=true
    look
    rings +33612345678
    10s
    far gives up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Clash(RingAll { off: "missed.save_inbound" }), Clash(RingAll { off: "missed.track_answered" }), Clash(RingAll { off: "email.missed" }), Clash(RingAll { off: "inbound.auto_answer" })])
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

// V2 V3: S64 S75
story!(
    what_wants_another_setting_is_off_without_it,
    r#"
    set missed.track_answered=true
    set email.to_owner=true
    set pop.ivr_object=Case
    set follow_up.options_inbound=new_event
    look
    rings +33612345678 ivr=00001003
    10s
    far gives up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Clash(TrackNeedsMissed), Clash(OwnerNeedsMail), Clash(DefaultNotOffered { key: "follow_up.default_inbound" }), Clash(IvrNeedsBoth)])
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

// V2 V3: S63 S76
story!(
    the_owner_without_a_default_address_and_calls_without_one_name_are_told,
    r#"
    set missed.save_inbound=true
    set missed.track_answered=true
    set calls.unique_ids=false
    set email.missed=true
    set email.to_owner=true
    look
    rings +493023125150 ref=X
    10s
    far gives up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Clash(TrackNeedsCallIds), Clash(OwnerNeedsAddress)])
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      crm: mail to the agent
      crm: create Task
      panel: Phone
      silent
      crm: refresh
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Missed call
      CallDurationInSeconds=0
      CallObject=X
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:00:10.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+493023125150
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    mail: Missed call from +493023125150 to alex.agent@example.com
    journal: 1 kept
    "#
);

// V7: S86
story!(
    in_edit_mode_a_subject_with_the_result_is_told,
    r#"
    set edit.open_inbound=true
    set edit.open_outbound=true
    set subject.template={calltype} - {callresult}
    set results.list=Done
    look
    rings +33612345678
    answer
    10s
    far hangs up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([Clash(EditHidesResult { key: "edit.open_inbound" }), Clash(EditHidesResult { key: "edit.open_outbound" })])
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
      crm: pop Task Incoming call for editing
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    settings_that_are_mended_in_the_day_hold_from_then_on,
    r#"
    set subject.template={calltype} of {customer}
    look
    set subject.template={calltype}
    look
    rings +33612345678
    answer
    10s
    far hangs up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      notice: Settings([UnknownVariable("customer")])
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
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.300Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call
      WhoId=Jane Customer
    journal: 1 kept
    "#
);
