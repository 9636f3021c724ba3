//! Reads and discards bodies.

use std::{cell::RefCell, future::poll_fn, io, pin::Pin, task::ready};

use tokio::io::{AsyncRead, ReadBuf};

/// How much to read at once.
const PIECE: usize = 256 << 10;

thread_local! {
    /// One per thread, not per connection, so it stays in the processor's cache.
    static NOWHERE: RefCell<Vec<u8>> = RefCell::new(vec![0; PIECE]);
}

/// Discards exactly this many bytes: what follows is the next request.
pub(crate) async fn discard<S: AsyncRead + Unpin>(stream: &mut S, mut length: u64) -> io::Result<()> {
    while length > 0 {
        let wanted = length.min(PIECE as u64) as usize;
        let count = poll_fn(|context| {
            NOWHERE.with_borrow_mut(|nowhere| {
                let mut piece = ReadBuf::new(&mut nowhere[..wanted]);
                ready!(Pin::new(&mut *stream).poll_read(context, &mut piece))?;
                io::Result::Ok(piece.filled().len()).into()
            })
        })
        .await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        length -= count as u64;
    }
    Ok(())
}
