//! Which records a call belongs to: the caller's, and one more. Page by page, button by button, within what a Task can hold: `WhoId`
//! and `WhatId` (Salesforce Object Reference, "Task").

story!(
    of_several_matches_the_one_whose_page_the_agent_opens_is_the_callers,
    r#"
    rings +493023125150
    answer
    visits Account Harbour Coffee Roasters
    look
    visits Contact Anna Schäfer
    look
    visits Contact Cem Yılmaz
    look
    20s
    far hangs up
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
      screen: talking; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
      panel: Anna Schäfer
      screen: talking; Anna Schäfer, not Birgit Weiß, Cem Yılmaz; nothing to save yet
      panel: Cem Yılmaz
      screen: talking; Cem Yılmaz, not Anna Schäfer, Birgit Weiß; nothing to save yet
      crm: open tasks of Contact Cem Yılmaz
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Lindenhof Maschinenbau GmbH
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.800Z
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
    what_the_agent_said_is_not_changed_by_a_page,
    r#"
    rings +493023125150
    answer
    choose Cem Yılmaz
    visits Contact Anna Schäfer
    look
    unassign
    visits Contact Birgit Weiß
    look
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
      screen: talking; Cem Yılmaz, not Anna Schäfer, Birgit Weiß; nothing to save yet
      panel: +493023125150
      screen: talking; none of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
    journal: 1 kept
    "#
);

story!(
    where_pages_are_not_to_be_followed_they_are_not,
    r#"
    set pop.relate_visited=false
    rings +493023125150
    answer
    visits Contact Anna Schäfer
    look
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
      screen: talking; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
    journal: 1 kept
    "#
);

story!(
    what_is_saved_is_not_changed_by_a_page,
    r#"
    rings +493023125150
    answer
    20s
    far hangs up
    2s
    visits Contact Anna Schäfer
    look
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
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; saved
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+493023125150
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

story!(
    a_call_made_from_a_record_stays_with_it,
    r#"
    clicks +493023125150 on Contact Cem Yılmaz
    far answers
    visits Contact Anna Schäfer
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +493023125150
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Cem Yılmaz
      screen: talking; Cem Yılmaz, not Anna Schäfer, Birgit Weiß; nothing to save yet
    journal: 1 kept
    "#
);

story!(
    a_contact_can_have_an_opportunity_or_a_case_beside_it_and_the_last_word_counts,
    r#"
    rings +33612345678
    answer
    visits Opportunity Grinder service contract
    assign page
    look
    visits Account Harbour Coffee Roasters
    assign page
    look
    20s
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
      screen: talking; Jane Customer; nothing to save yet
      screen: talking; Jane Customer; nothing to save yet
      crm: open tasks of Contact Jane Customer, Account Harbour Coffee Roasters
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.800Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
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
    a_lead_stands_alone,
    r#"
    rings +442079460177
    answer
    visits Opportunity Grinder service contract
    assign page
    look
    visits Lead Louis Lefèvre
    assign page
    look
    20s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +442079460177 | 442079460177 | +4402079460177 | 00442079460177
      panel: Ringing: +442079460177 (raised)
      ringing
      crm: pop Lead Nora Newman
      panel: Ringing: Nora Newman
      phone: answer in-1
      panel: Nora Newman
      silent
      panel: Grinder service contract
      screen: talking; Grinder service contract, not Nora Newman; nothing to save yet
      panel: Louis Lefèvre
      screen: talking; Louis Lefèvre, not Nora Newman; nothing to save yet
      crm: open tasks of Lead Louis Lefèvre
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.800Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+442079460177
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Louis Lefèvre
    journal: 1 kept
    "#
);

story!(
    an_account_has_a_contact_beside_it_and_no_further_thing,
    r#"
    rings +442079460100
    answer
    visits Opportunity Grinder service contract
    assign page
    look
    visits Contact Jane Customer
    assign page
    look
    20s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +442079460100 | 442079460100 | +4402079460100 | 00442079460100
      panel: Ringing: +442079460100 (raised)
      ringing
      crm: pop Account Harbour Coffee Roasters
      panel: Ringing: Harbour Coffee Roasters
      phone: answer in-1
      panel: Harbour Coffee Roasters
      silent
      panel: Grinder service contract
      screen: talking; Grinder service contract, not Harbour Coffee Roasters; nothing to save yet
      panel: Jane Customer
      screen: talking; Jane Customer, not Harbour Coffee Roasters; nothing to save yet
      crm: open tasks of Contact Jane Customer, Opportunity Grinder service contract
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.800Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+442079460100
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhatId=Grinder service contract
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    nothing_belongs_to_an_activity_or_to_a_colleague,
    r#"
    rings +33199009999
    answer
    visits Task Send the spare parts list
    assign page
    visits User Bea Büro
    assign page
    look
    visits Contact Jane Customer
    assign page
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33199009999 | 33199009999 | +330199009999 | 0033199009999
      panel: Ringing: +33199009999 (raised)
      ringing
      phone: answer in-1
      panel: +33199009999
      silent
      screen: talking; nobody has the number; nothing to save yet
      panel: Jane Customer
      screen: talking; Jane Customer; nothing to save yet
    journal: 1 kept
    "#
);

story!(
    the_opportunity_that_opened_for_the_caller_is_what_the_call_is_about_too,
    r#"
    set pop.mode=latest_opportunity_contact
    rings +33612345678
    answer
    visits Opportunity Espresso machines for three shops
    look
    20s
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: find the latest Opportunity of Contact Jane Customer
      panel: Ringing: Jane Customer
      crm: pop Opportunity Espresso machines for three shops
      phone: answer in-1
      panel: Jane Customer
      silent
      screen: talking; Jane Customer; nothing to save yet
      crm: open tasks of Contact Jane Customer, Opportunity Espresso machines for three shops
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhatId=Espresso machines for three shops
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    what_was_added_outlives_a_crash,
    r#"
    rings +33612345678
    answer
    visits Opportunity Grinder service contract
    assign page
    30s
    crash
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer, Opportunity Grinder service contract
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhatId=Grinder service contract
      WhoId=Jane Customer
    journal: 1 kept
    "#
);
