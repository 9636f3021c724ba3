//! Prints what happens in folders: `cargo run -p hot-folders --example watch -- [--known] DIR…`. With `--known` all files count
//! as taken before, which shows what an idle watch costs.
#![allow(clippy::print_stdout, reason = "an example")]

use std::{
    env,
    error::Error,
    io::{self, Read},
    sync::Arc,
    time::Duration,
};

use hot_folders::{CompleteFile, Folder, HotFolders, Options, Patterns, Records, Report};

struct Known(bool);

impl Records for Known {
    fn has_file(&mut self, _file: &CompleteFile) -> Result<bool, String> {
        Ok(self.0)
    }

    fn has_content(&mut self, _content: &str) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn content(&mut self, source: &mut dyn Read) -> io::Result<String> {
        // A real program hashes it.
        Ok(io::copy(source, &mut io::sink())?.to_string())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (options, folders): (Vec<_>, Vec<_>) = env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let folder = |path: String| Folder {
        path: path.into(),
        patterns: Patterns::default(),
        subfolders: true,
        set_aside: None,
        always_look: options.contains(&"--poll".to_owned()),
    };
    let (hot, reports) = HotFolders::start(Options {
        folders: folders.into_iter().map(folder).collect(),
        rest: Duration::from_secs(3),
        leave_out: Arc::new(|_, _| false),
        records: Box::new(Known(options.contains(&"--known".to_owned()))),
    })?;
    for report in &reports {
        match report {
            Report::Recorded { .. } => {}
            Report::Complete(file) => {
                println!("{file:?}");
                hot.ended(&file.path, true);
            }
            other => println!("{other:?}"),
        }
    }
    Ok(())
}
