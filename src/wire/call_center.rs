//! The call center definition: import file, flat settings map, keys.
