//! Open CTI for Lightning Experience, as a codec.
