//! Who is it? Looks for the records that carry the other side's number.

use super::super::{Action, Moment, Rule};
use crate::engine::call::Fact;
use crate::engine::crm::Direction;
use crate::engine::trace::Outcome;

pub const RULE: Rule = Rule { name: "find caller", run };

fn run(m: &Moment) -> Option<Outcome> {
    if !matches!(m.fact, Fact::Rang | Fact::Dialled | Fact::IdentityChanged) {
        return None;
    }
    match m.crm {
        None => return Some(Outcome::Declines { why: "the CRM has not answered yet: asked again when it does" }),
        Some(can) if !can.search => return Some(Outcome::Declines { why: "there is no CRM to search" }),
        Some(_) => {}
    }
    if m.call.direction == Direction::Internal {
        return Some(Outcome::Declines { why: "a colleague is no customer" });
    }
    let Some(number) = &m.call.remote.number else {
        return Some(Outcome::Declines { why: "the number is withheld" });
    };
    let spellings = number.spellings(&m.settings.numbers);
    if spellings.is_empty() {
        return Some(Outcome::Declines { why: "the number is too short to search for" });
    }
    Some(Outcome::act("the number may belong to a record", Action::FindCaller { spellings }))
}

#[cfg(test)]
mod tests {
    use super::super::example::{ask, call};
    use super::*;

    fn why(call: &crate::engine::call::Call) -> &'static str {
        ask(&RULE, Fact::Rang, call).unwrap().why()
    }

    #[test]
    fn a_number_is_searched_in_its_spellings() {
        let Some(Outcome::Acts { actions, .. }) = ask(&RULE, Fact::Rang, &call()) else { panic!() };
        let spellings = ["+33612345678", "33612345678", "0033612345678"].map(String::from).to_vec();
        assert_eq!(actions, [Action::FindCaller { spellings }]);
    }

    #[test]
    fn nobody_is_searched_without_a_number_that_could_be_a_customers() {
        let mut withheld = call();
        withheld.remote.number = None;
        assert_eq!(why(&withheld), "the number is withheld");
        let internal = crate::engine::call::Call { direction: Direction::Internal, ..call() };
        assert_eq!(why(&internal), "a colleague is no customer");
        assert_eq!(ask(&RULE, Fact::Ended, &call()), None);
    }
}
