//! A Que server inside the program: API, S3 storage, real C2PA signing.
