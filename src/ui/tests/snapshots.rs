//! Pictures of every panel, dialog and answer: the main ones in both themes and three sizes, with ordinary and with extreme
//! content, the others once. A menu that lists commands has none: its entries are found by label.
//! What a picture shows is judged by a person; that it stays so is judged here. `UPDATE_SNAPSHOTS=1 cargo test --lib
//! snapshots` makes anew those that changed; with `SNAPSHOTS=folder` they are there and not in `tests/snapshots`.

use std::time::Duration;

use super::{inspector::report, *};
use harness::{click, pictures_after, pictures_of};

mod compared;
mod dialogs;
mod first_start;
mod harness;
mod inspector;
mod menus;
mod settings;
mod window;
mod worlds;
