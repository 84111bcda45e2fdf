//! A Salesforce org in memory.
