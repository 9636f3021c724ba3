//! The client of the Que API and of the presigned PUT and GET.

pub mod wire;
