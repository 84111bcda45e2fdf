//! What fuzzing found, each as the text that did it.
