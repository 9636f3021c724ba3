//! Pictures of every panel, dialog and toast: the main ones in both themes and three sizes, with ordinary and extreme
//! content, the others once. Command menus have none: their entries are found by label. A person judges a picture
//! once; these tests make sure that it stays the same. `UPDATE_SNAPSHOTS=1 cargo test --lib snapshots` redraws
//! pictures that changed; `SNAPSHOTS=folder` writes them to another folder than `tests/snapshots`, and
//! `SNAPSHOT_LANGUAGE=de` shows another language.

use std::time::Duration;

use super::{inspector::report, *};
use harness::{click, pictures_after, pictures_of};

mod check;
mod compared;
mod dialogs;
mod first_start;
mod harness;
mod inspector;
mod menus;
mod messages;
mod provenance;
mod settings;
mod validity;
mod window;
mod worlds;
