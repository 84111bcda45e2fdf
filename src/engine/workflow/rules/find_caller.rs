//! Who is it? Looks for the records that carry the other side's number.

use super::super::{Action, Moment, Rule};
use crate::engine::call::Fact;
use crate::engine::crm::Direction;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "find caller", run };

fn run(m: &Moment) -> Option<Outcome> {
    if !matches!(m.fact, Fact::Rang | Fact::Dialled | Fact::IdentityChanged) {
        return None;
    }
    match m.crm {
        None => return Some(Outcome::Declines { why: Why::CrmSilent }),
        Some(can) if !can.search => return Some(Outcome::Declines { why: Why::NoCrm }),
        Some(_) => {}
    }
    if m.call.direction == Direction::Internal {
        return Some(Outcome::Declines { why: Why::Internal });
    }
    let Some(number) = &m.call.remote.number else {
        return Some(Outcome::Declines { why: Why::Withheld });
    };
    let spellings = number.spellings(&m.settings.numbers);
    let objects = m.settings.pop.custom_objects.clone();
    if spellings.is_empty() {
        return Some(Outcome::Declines { why: Why::TooShort });
    }
    Some(Outcome::act(Why::MayBelong, Action::FindCaller { spellings: spellings.into(), objects }))
}

#[cfg(test)]
mod tests {
    use super::super::example::{ask, call};
    use super::*;

    fn why(call: &crate::engine::call::Call) -> Why {
        ask(&RULE, Fact::Rang, call).unwrap().why()
    }

    #[test]
    fn a_number_is_searched_in_its_spellings() {
        let Some(Outcome::Acts { actions, .. }) = ask(&RULE, Fact::Rang, &call()) else { panic!() };
        let spellings =
            ["+33612345678", "33612345678", "+330612345678", "0033612345678"].map(String::from).to_vec().into();
        assert_eq!(actions, [Action::FindCaller { spellings, objects: Vec::new() }]);
    }

    #[test]
    fn nobody_is_searched_without_a_number_that_could_be_a_customers() {
        let mut withheld = call();
        withheld.remote.number = None;
        assert_eq!(why(&withheld), Why::Withheld);
        let internal = crate::engine::call::Call { direction: Direction::Internal, ..call() };
        assert_eq!(why(&internal), Why::Internal);
        assert_eq!(ask(&RULE, Fact::Ended, &call()), None);
    }
}
