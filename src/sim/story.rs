//! Stories: a script in, what happened out.
