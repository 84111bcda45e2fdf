//! A SIP user agent without I/O (RFC 3261, RFC 7118).
