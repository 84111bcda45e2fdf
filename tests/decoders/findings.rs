//! What fuzzing found, each as the text that did it.

use super::checks;

// U+FFFE is no character of XML: the file that we wrote with it could not be read.
#[test]
fn a_character_that_xml_has_not_is_left_out_of_the_call_center_file() {
    checks::settings("line.driver = s\u{fffe}ip");
    checks::settings("line.driver = s\u{c}ip");
}
