//! Generates man pages and shell completions from the program's real command line:
//! `cargo run --example generate_docs -- DIR` writes `DIR/man/*.1` and `DIR/completions/*`.

use std::{env, fs, io, path::Path};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};
use que_uploader::cli::{ENVIRONMENT, EXIT_STATUS, command};

const SHELLS: [Shell; 4] = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell];

fn main() -> io::Result<()> {
    let mut arguments = env::args_os().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("name one folder to write to"));
    };
    generate(Path::new(&folder))
}

fn generate(folder: &Path) -> io::Result<()> {
    let man = folder.join("man");
    fs::create_dir_all(&man)?;
    let mut root = command().disable_help_subcommand(true);
    root.build();
    write_pages(&root, &man)?;
    let completions = folder.join("completions");
    fs::create_dir_all(&completions)?;
    for shell in SHELLS {
        clap_complete::generate_to(shell, &mut command(), "que-uploader", &completions)?;
    }
    Ok(())
}

/// Writes the page of a command and those of its subcommands.
fn write_pages(command: &Command, folder: &Path) -> io::Result<()> {
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        write_pages(subcommand, folder)?;
    }
    let page = Man::new(command.clone())
        .source(concat!("que-uploader ", env!("CARGO_PKG_VERSION")))
        .manual("Que Uploader");
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut text)?;
    }
    add_shared_sections(command, &mut text)?;
    fs::write(folder.join(page.get_filename()), text)
}

/// Sections of every page that clap doesn't know.
fn add_shared_sections(command: &Command, text: &mut Vec<u8>) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_STATUS {
        roff.control("TP", []);
        roff.text([bold(code.to_string())]).text([roman(meaning)]);
    }
    roff.control("SH", ["ENVIRONMENT"]);
    for (variable, meaning) in ENVIRONMENT {
        roff.control("TP", []);
        roff.text([bold(variable)]).text([roman(meaning)]);
    }
    if command.get_name() != "que-uploader" {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("que-uploader"), roman("(1)")]);
    }
    roff.to_writer(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The man pages that a command and its subcommands need.
    fn pages(command: &Command, name: &str) -> Vec<String> {
        let mut pages = vec![format!("{name}.1")];
        for subcommand in command.get_subcommands() {
            pages.extend(pages_of(subcommand, name));
        }
        pages
    }

    fn pages_of(subcommand: &Command, parent: &str) -> Vec<String> {
        pages(subcommand, &format!("{parent}-{}", subcommand.get_name()))
    }

    fn file_names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_subcommand_has_a_man_page_and_every_shell_completes_every_subcommand() {
        let folder = tempfile::tempdir().unwrap();
        generate(folder.path()).unwrap();
        let mut wanted = pages(&command(), "que-uploader");
        wanted.sort();
        assert!(wanted.contains(&"que-uploader-history-forget.1".to_owned()));
        assert_eq!(file_names(&folder.path().join("man")), wanted);
        for page in wanted {
            let text = fs::read_to_string(folder.path().join("man").join(&page)).unwrap();
            for heading in [
                "NAME",
                "SYNOPSIS",
                "DESCRIPTION",
                "OPTIONS",
                "EXIT STATUS",
                "ENVIRONMENT",
            ] {
                assert!(text.contains(heading), "{page} has no {heading}");
            }
        }
        let completions = folder.path().join("completions");
        let names = file_names(&completions);
        assert_eq!(
            names,
            [
                "_que-uploader",
                "_que-uploader.ps1",
                "que-uploader.bash",
                "que-uploader.fish"
            ]
        );
        for name in names {
            let text = fs::read_to_string(completions.join(&name)).unwrap();
            for subcommand in command().get_subcommands() {
                assert!(
                    text.contains(subcommand.get_name()),
                    "{name}: {}",
                    subcommand.get_name()
                );
            }
        }
    }
}
