//! Retries: what an error leads to, and how often and how long a step is tried again.
//!
//! - [`table`] maps errors to outcomes: one table each for API calls, signing, downloads and the PUT.
//! - [`call`] is the loop around API calls, and what a failed call does to others.
//! - [`put`] is the loop around an upload, and what a failed PUT does to its URL.
//! - [`policy`] has the numbers: attempts, backoff, outages.
//!
//! To find out what an error of a call leads to, read [`table`] and [`call`]; for a PUT, [`table`] and [`put`]. A new
//! outcome is a variant of [`table::AfterCall`] or [`table::AfterPut`]; the loop does not compile until it handles it.

pub(crate) mod call;
mod policy;
pub(crate) mod put;
pub(crate) mod table;

pub use policy::RetryPolicy;
pub(crate) use policy::{Backoff, RetryReason};

#[cfg(test)]
mod tests;
