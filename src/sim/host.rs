//! The Salesforce half of Open CTI: messages in, replies and navigation out.
