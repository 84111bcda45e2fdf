//! What is sent to the PBX for a number that was typed or clicked, and what is searched for it, by the settings of the numbers. Every
//! form under every setting: `engine::number`.

story!(
    in_germany_each_usual_form_reaches_the_same_telephone,
    r#"
    set numbers.preset=germany
    set numbers.area_code=30
    dials +49 (0) 30 23125-123
    far is busy
    dials 0049 30 23125123
    far is busy
    dials (030) 23125 123
    far is busy
    clicks 23125123 on Contact Jörg Müller
    far is busy
    dials +33 6 12 34 56 78
    far is busy
    dials 0033 (0)6 12 34 56 78
    far is busy
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial +493023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: +49 (0) 30 23125-123
      panel: Jörg Müller
      panel: Phone
      phone: dial 03023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: 0049 30 23125123
      panel: Jörg Müller
      panel: Phone
      phone: dial 03023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: (030) 23125 123
      panel: Jörg Müller
      panel: Phone
      phone: dial 03023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Jörg Müller
      panel: Phone
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33 6 12 34 56 78
      panel: Jane Customer
      panel: Phone
      phone: dial 0033612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: 0033 (0)6 12 34 56 78
      panel: Jane Customer
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    in_the_us_each_usual_form_reaches_the_same_telephone,
    r#"
    set numbers.preset=us
    set numbers.country=
    set numbers.area_code=415
    dials (415) 555-1212
    far is busy
    dials +1 415.555.1212
    far is busy
    dials 1-415-555-1212 ext. 22
    far is busy
    dials 555 1212
    far is busy
    dials 011 49 30 23125123
    far is busy
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 14155551212
      crm: search +14155551212 | 14155551212 | 4155551212
      panel: (415) 555-1212
      panel: Phone
      phone: dial +14155551212
      crm: search +14155551212 | 14155551212 | 4155551212
      panel: +1 415.555.1212
      panel: Phone
      phone: dial 14155551212
      crm: search +1415555121222 | 1415555121222 | 415555121222 | +14155551212 | 14155551212 | 4155551212
      panel: 1-415-555-1212 ext. 22
      panel: Phone
      phone: dial 14155551212
      crm: search +14155551212 | 14155551212 | 4155551212
      panel: 555 1212
      panel: Phone
      phone: dial 011493023125123
      crm: search +493023125123 | 493023125123 | +4903023125123 | 011493023125123
      panel: 011 49 30 23125123
      panel: Jörg Müller
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    through_a_german_pbx_the_outside_has_its_prefix_and_help_colleagues_and_codes_have_none,
    r#"
    set numbers.preset=germany
    set numbers.area_code=30
    set numbers.outside_prefix=0
    set numbers.replace_plus=true
    dials +49 (0) 30 23125-123
    far is busy
    dials +33 6 12 34 56 78
    far is busy
    dials 116117
    far is busy
    dials 1002
    far is busy
    dials 112
    far is busy
    dials *21*030 23125123
    far is busy
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 003023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: +49 (0) 30 23125-123
      panel: Jörg Müller
      panel: Phone
      phone: dial 00033612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33 6 12 34 56 78
      panel: Jane Customer
      panel: Phone
      phone: dial 0116117
      crm: search 116117
      panel: 116117
      panel: Phone
      phone: dial 1002
      panel: 1002
      panel: Phone
      phone: dial 112
      panel: 112
      panel: Phone
      phone: dial *21*03023125123
      crm: search *21*03023125123
      panel: *21*030 23125123
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    through_an_american_pbx_the_outside_has_its_prefix_and_help_and_colleagues_have_none,
    r#"
    set numbers.preset=us
    set numbers.country=
    set numbers.area_code=415
    set numbers.outside_prefix=9
    set numbers.replace_plus=true
    dials +1 (212) 555-1212
    far is busy
    dials (212) 555-1212
    far is busy
    dials 555-1212
    far is busy
    dials +49 (0) 30 23125123
    far is busy
    dials 911
    far is busy
    dials 1002
    far is busy
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 912125551212
      crm: search +12125551212 | 12125551212 | 2125551212
      panel: +1 (212) 555-1212
      panel: Phone
      phone: dial 912125551212
      crm: search +12125551212 | 12125551212 | 2125551212
      panel: (212) 555-1212
      panel: Phone
      phone: dial 914155551212
      crm: search +14155551212 | 14155551212 | 4155551212
      panel: 555-1212
      panel: Phone
      phone: dial 9011493023125123
      crm: search +493023125123 | 493023125123 | +4903023125123 | 011493023125123
      panel: +49 (0) 30 23125123
      panel: Jörg Müller
      panel: Phone
      phone: dial 911
      panel: 911
      panel: Phone
      phone: dial 1002
      panel: 1002
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    the_own_area_is_dialled_without_its_code_where_that_is_wanted,
    r#"
    set numbers.preset=germany
    set numbers.area_code=030
    set numbers.skip_area_code=true
    set numbers.outside_prefix=0
    dials 030 23125123
    far is busy
    dials 040 23125123
    far is busy
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 023125123
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: 030 23125123
      panel: Jörg Müller
      panel: Phone
      phone: dial 004023125123
      crm: search +494023125123 | 04023125123 | 4023125123 | 494023125123 | +4904023125123 | 00494023125123
      panel: 040 23125123
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    single_settings_go_before_the_preset,
    r#"
    set numbers.preset=germany
    set numbers.country=39
    set numbers.trunk_prefix=none
    set numbers.replace_plus=true
    dials +39 06 1234567
    far is busy
    dials +49 30 23125123
    far is busy
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 061234567
      crm: search +39061234567 | 061234567 | 39061234567 | 0039061234567
      panel: +39 06 1234567
      panel: Phone
      phone: dial 00493023125123
      crm: search +493023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: +49 30 23125123
      panel: Jörg Müller
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    a_call_is_handed_on_to_a_number_as_it_is_dialled,
    r#"
    set numbers.outside_prefix=0
    set numbers.replace_plus=true
    rings +33612345678
    answer
    transfer +49 (0) 40 1234567
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
      phone: transfer in-1 to 00401234567
      panel: Phone
    journal: 1 kept
    "#
);

story!(
    what_the_pbx_took_from_a_callers_number_is_put_back_for_the_search,
    r#"
    set numbers.outside_prefix=0
    set numbers.inbound_prefix=0
    rings 3023125123
    far becomes 3023125123
    far hangs up
    rings 1002
    far hangs up
    rings +493023125123
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: 03023125123 (raised)
      ringing
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      panel: Phone
      silent
      panel: Ringing: 1002 (raised)
      ringing
      panel: Phone
      silent
      crm: search +493023125123 | 03023125123 | 3023125123 | 493023125123 | +4903023125123 | 00493023125123
      panel: Ringing: +493023125123 (raised)
      ringing
      crm: pop Contact Jörg Müller
      panel: Ringing: Jörg Müller
      panel: Phone
      silent
    journal: 1 kept
    "#
);

// Who typed a number looks at the phone, and hears something soon; what is needed to dial it right comes first.
story!(
    a_number_waits_for_what_knows_how_it_is_dialled,
    r#"
    office is late
    set numbers.outside_prefix=0
    set numbers.replace_plus=true
    dials +33 6 12 34 56 78
    office comes
    far answers
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 00033612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: +33 6 12 34 56 78
      panel: Jane Customer
    journal: 1 kept
    "#
);

story!(
    where_that_cannot_be_had_it_is_dialled_as_it_was_typed_so_that_help_can_be_called,
    r#"
    office is away
    set numbers.outside_prefix=0
    dials 112
    9s
    far answers
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: dial 112
      panel: 112
    journal: 1 kept
    "#
);
