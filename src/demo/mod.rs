//! The demo page: a small Lightning look-alike around the widget.
