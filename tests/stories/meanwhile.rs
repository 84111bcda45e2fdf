//! What somebody changes in Salesforce between two saves is told, and not overwritten; what nobody else has touched is written.

story!(
    the_note_was_edited_on_the_record_page_and_typed_on_here,
    r#"
    rings +33612345678 "Jane"
    answer
    note wants a quote
    30s
    far hangs up
    1s
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    look
    "#,
    @""
);
