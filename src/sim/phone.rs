//! A telephone that does what it is told: the practice line.
