//! The diagnosis: what works and what does not, told of the moment in which the agent asks. The audio of the line in these stories is not in
//! the page, so that no microphone is needed.

story!(
    everything_that_a_phone_needs_is_there,
    r#"
    set subject.template={calltype}
    10m
    diagnose
    look
    leave the diagnosis
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: greet the package
      good: Microphone, Output, Storage, Tabs, Clock, Line, Org, Package, Settings
    "#
);

story!(
    what_is_in_the_way_of_the_audio_is_told_first_things_first,
    r#"
    diagnose no TLS, policy forbids, permission refused
    look
    diagnose policy forbids, permission refused
    look
    diagnose permission refused, no speaker
    look
    diagnose no microphone, silent
    look
    diagnose permission not asked
    look
    diagnose permission untold
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: greet the package
      Fair: Microphone { state: Insecure, needed: false }
      good: Output, Storage, Tabs, Clock, Line, Org, Package, Settings
      crm: greet the package
      Fair: Microphone { state: Forbidden, needed: false }
      good: Output, Storage, Tabs, Clock, Line, Org, Package, Settings
      crm: greet the package
      Bad: Output(Missing)
      Fair: Microphone { state: Refused, needed: false }
      good: Storage, Tabs, Clock, Line, Org, Package, Settings
      crm: greet the package
      Fair: Microphone { state: Missing, needed: false }
      Fair: Output(Silent)
      good: Storage, Tabs, Clock, Line, Org, Package, Settings
      crm: greet the package
      Fair: Microphone { state: NotAsked, needed: false }
      good: Output, Storage, Tabs, Clock, Line, Org, Package, Settings
      crm: greet the package
      Fair: Microphone { state: Unknown, needed: false }
      good: Output, Storage, Tabs, Clock, Line, Org, Package, Settings
    "#
);

story!(
    storage_locks_and_the_clock_have_their_lines,
    r#"
    diagnose storage full, no locks, clock 61
    look
    diagnose storage denied, clock untold
    look
    diagnose clock -60
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: greet the package
      Bad: Storage(Some(Full))
      Bad: Clock(Some(61))
      Fair: Tabs { agree: false }
      good: Microphone, Output, Line, Org, Package, Settings
      crm: greet the package
      Bad: Storage(Some(Denied))
      Fair: Clock(None)
      good: Microphone, Output, Tabs, Line, Org, Package, Settings
      crm: greet the package
      good: Microphone, Output, Storage, Tabs, Clock, Line, Org, Package, Settings
    "#
);

story!(
    the_line_stands_as_it_is,
    r#"
    diagnose
    line drops
    look
    line comes up
    look
    go offline
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: greet the package
      panel: Phone: no line
      Bad: Line(Down { why: Unreachable, retry: None })
      good: Microphone, Output, Storage, Tabs, Clock, Org, Package, Settings
      panel: Phone
      Open: Line(Connecting)
      good: Microphone, Output, Storage, Tabs, Clock, Org, Package, Settings
      phone: disconnect
      Fair: Line(Off)
      good: Microphone, Output, Storage, Tabs, Clock, Org, Package, Settings
    "#
);

story!(
    an_org_without_the_package_has_it_told,
    r#"
    org cannot look up
    diagnose
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: greet the package
      Fair: Package { said: Failed(Failure { kind: Unsupported, .. }), missing: [] }
      good: Microphone, Output, Storage, Tabs, Clock, Line, Org, Settings
    "#
);

story!(
    without_salesforce_nothing_is_asked_of_it,
    r#"
    no org
    diagnose
    look
    "#,
    @r#"
      phone: connect
      Bad: Org(Some(Err(Failure { kind: NotInFrame, .. })))
      Fair: Package { said: NoOrg, missing: [] }
      good: Microphone, Output, Storage, Tabs, Clock, Line, Settings
    "#
);

story!(
    settings_that_are_not_in_force_are_counted_and_when_they_came,
    r#"
    set line.expires=soon
    set missed.track_answered=true
    start
    5m
    set line.expires=120
    diagnose
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: connect
      crm: greet the package
      Fair: Settings: version 2 of 2026-11-23T08:05:00.100Z, call center, 1 wrong
      good: Microphone, Output, Storage, Tabs, Clock, Line, Org, Package
      notice: Settings([Clash(TrackNeedsMissed)])
    "#
);
