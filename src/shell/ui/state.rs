//! A small thing that a screen remembers: whether something is open, which screen is shown. Whoever reads it where that can be
//! followed is run again when it changes. One kind of signal for all of them: Leptos' are compiled anew for each type.

use std::marker::PhantomData;

use leptos::prelude::{Get, GetUntracked, RwSignal, Set};

/// Lives as long as the owner that it was made under.
pub struct State<S>(RwSignal<i64>, PhantomData<fn() -> S>);

/// What can be remembered: what fits into a number.
pub trait Small: Copy {
    fn number(self) -> i64;
    /// Only given what [`number`](Self::number) gave.
    fn from_number(number: i64) -> Self;
}

impl<S: Small> State<S> {
    pub fn new(first: S) -> Self {
        Self(RwSignal::new(first.number()), PhantomData)
    }

    pub fn get(self) -> S {
        S::from_number(self.0.get())
    }

    pub fn get_untracked(self) -> S {
        S::from_number(self.0.get_untracked())
    }

    pub fn set(self, value: S) {
        self.0.set(value.number());
    }
}

impl State<bool> {
    pub fn flip(self) {
        self.set(!self.get_untracked());
    }
}

impl<S> Clone for State<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for State<S> {}

impl Small for bool {
    fn number(self) -> i64 {
        i64::from(self)
    }

    fn from_number(number: i64) -> Self {
        number != 0
    }
}

impl Small for i64 {
    fn number(self) -> i64 {
        self
    }

    fn from_number(number: i64) -> Self {
        number
    }
}
