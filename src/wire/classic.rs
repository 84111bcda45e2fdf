//! Open CTI for Salesforce Classic, as a codec.
