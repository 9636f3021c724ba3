//! `watch`: uploads the files of hot folders as they come. Chooses the folders, from the arguments or from the settings.

use std::{
    path::{Component, Path, PathBuf},
    time::Duration,
};

use super::{
    arguments::{GlobalOptions, ManifestOptions, StepOptions, WatchOptions, first_given},
    existing::ExistingOption,
    output::{self, CliError, shown},
    setup::{Setup, saved_settings},
    upload::{Treatment, WatchRules, WatchedFolder, watch},
};
use hot_folders::{Folder, Patterns};
use model::{AfterUpload, HotFolder, Settings, WithCredentials};

/// Watches folders until a signal comes, or with `--once` until what is there is uploaded.
pub(super) fn run(global: &GlobalOptions, options: &WatchOptions) -> Result<u8, CliError> {
    let mut global = global.clone();
    let watched = if options.paths.is_empty() {
        refuse_options_of_folders(options)?;
        let settings = saved_settings(&global)?;
        let chosen = choose(&mut global, &settings)?;
        let read = |folder: &HotFolder| of_settings(&global, options, folder);
        chosen.iter().map(read).collect::<Result<Vec<_>, _>>()?
    } else {
        of_arguments(&global, options)?
    };
    check_folders(&watched)?;
    let mut setup = Setup::open(&global)?;
    setup.check_address()?;
    options.steps.apply(&mut setup.settings);
    setup.use_signing_options(&options.manifest);
    let own = setup.protected();
    for WatchedFolder { folder, .. } in &watched {
        let real = folder.path.canonicalize();
        if real.is_ok_and(|real| own.folder_of(&real).is_some()) {
            return Err(CliError::usage_error(
                format!("{} holds Que Uploader's own data", shown(&folder.path)),
                "It contains keys and your history, and is never uploaded. Name another folder.",
            ));
        }
    }
    let rules = WatchRules {
        json: options.json,
        once: options.once.then(|| Duration::from_secs(options.longest_write.into())),
        rest: Duration::from_secs(options.rest.into()),
    };
    watch(setup, watched, &rules)
}

/// Refuses options that the folders of the settings have themselves.
fn refuse_options_of_folders(options: &WatchOptions) -> Result<(), CliError> {
    let WatchOptions {
        files, manifest, steps, ..
    } = options;
    let given = [
        (steps.sign, "--sign"),
        (steps.verify, "--verify"),
        (manifest.preset.is_some(), "--preset"),
        (manifest.manifest.is_some(), "--manifest"),
        (manifest.origin.is_some(), "--origin"),
        (manifest.existing.is_some(), "--existing"),
        (manifest.identity, "--identity"),
        (manifest.from_metadata, "--from-metadata"),
        (!files.include.is_empty(), "--include"),
        (!files.exclude.is_empty(), "--exclude"),
        (files.no_subfolders, "--no-subfolders"),
        (files.move_to.is_some(), "--move-to"),
    ];
    match first_given(&given) {
        Some(name) => Err(CliError::usage_error(
            format!("{name} needs a folder"),
            "Name the folders to watch. Those of the settings file have their own options there.",
        )),
        None => Ok(()),
    }
}

/// The folders of the settings that this run watches: those of one profile, which becomes the profile of the run.
fn choose(global: &mut GlobalOptions, settings: &Settings) -> Result<Vec<HotFolder>, CliError> {
    let mut all = Vec::new();
    for (number, written) in (1..).zip(&settings.hot_folders) {
        let folder = HotFolder::read(written).map_err(|error| {
            CliError::usage_error(
                format!("the hot folder number {number} of the settings is wrong: {error}"),
                "Correct [[hot_folder]] in settings.toml, in the data folder.",
            )
        })?;
        all.push(folder);
    }
    if all.is_empty() {
        return Err(CliError::usage_error(
            "there is no folder to watch",
            "Name one, or add [[hot_folder]] tables with a path to settings.toml, in the data folder.",
        ));
    }
    if global.uses_sandbox() {
        return Ok(all);
    }
    let of_run = global.profile.clone();
    let active = &settings.profile().name;
    let of = |folder: &HotFolder| folder.profile.clone().unwrap_or_else(|| active.clone());
    let wanted = match of_run {
        Some(name) => name,
        // Folders without a profile go to the server that is named.
        None if global.api_url.is_some() => {
            all.retain(|folder| folder.profile.is_none());
            active.clone()
        }
        None => {
            let mut names: Vec<_> = all.iter().map(of).collect();
            names.sort();
            names.dedup();
            if names.len() > 1 {
                return Err(CliError::usage_error(
                    format!("the hot folders have more than one profile: {}", names.join(", ")),
                    "One run uses one server. Name the profile to watch for with --profile.",
                ));
            }
            let name = names.pop().unwrap_or_else(|| active.clone());
            global.profile = Some(name.clone());
            name
        }
    };
    let (chosen, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|folder| of(folder) == wanted);
    if chosen.is_empty() {
        return Err(CliError::usage_error(
            format!("no hot folder of the settings is for {wanted}"),
            "Name the folders to watch, or another profile.",
        ));
    }
    for folder in others {
        let profile = of(&folder);
        output::note(&format!("{} is for {profile} and is not watched.", shown(&folder.path)));
    }
    Ok(chosen)
}

/// A folder as the settings describe it.
fn of_settings(global: &GlobalOptions, options: &WatchOptions, written: &HotFolder) -> Result<WatchedFolder, CliError> {
    let signs = written.sign || written.preset.is_some();
    let existing = match written.existing {
        WithCredentials::Skip => ExistingOption::Skip,
        WithCredentials::Sign => ExistingOption::Sign,
    };
    let manifest = ManifestOptions {
        preset: written.preset.clone(),
        existing: signs.then_some(existing),
        ..ManifestOptions::default()
    };
    let of_folder = |error: CliError| CliError {
        headline: format!("{}: {}", shown(&written.path), error.headline),
        ..error
    };
    let steps = StepOptions {
        jobs: None,
        sign: signs,
        verify: written.verify,
    };
    let treatment = Treatment::read(global, steps, &manifest).map_err(of_folder)?;
    let move_to = (written.after == AfterUpload::Move).then(|| written.move_to.clone());
    let patterns = (written.include.as_slice(), written.exclude.as_slice());
    let folder = folder(&written.path, patterns, written.subfolders, move_to, options.poll).map_err(of_folder)?;
    Ok(WatchedFolder { folder, treatment })
}

/// The folders of the arguments.
fn of_arguments(global: &GlobalOptions, options: &WatchOptions) -> Result<Vec<WatchedFolder>, CliError> {
    let files = &options.files;
    if matches!(options.manifest.existing, Some(ExistingOption::Ask)) {
        return Err(CliError::usage_error(
            "--existing ask has no place here: nobody is there to answer",
            "Use --existing skip or --existing sign.",
        ));
    }
    let mut watched = Vec::new();
    for path in &options.paths {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => {
                let headline = format!("{} is not a folder", shown(path));
                return Err(CliError::usage_error(headline, "To upload files: que-uploader upload."));
            }
            Err(error) => {
                let headline = format!("{} can't be watched: {error}", shown(path));
                return Err(CliError::usage_error(headline, "Check the path."));
            }
        }
        let patterns = (files.include.as_slice(), files.exclude.as_slice());
        watched.push(WatchedFolder {
            folder: folder(
                path,
                patterns,
                !files.no_subfolders,
                files.move_to.clone(),
                options.poll,
            )?,
            treatment: Treatment::read(global, options.steps, &options.manifest)?,
        });
    }
    Ok(watched)
}

fn folder(
    path: &Path,
    (include, exclude): (&[String], &[String]),
    subfolders: bool,
    set_aside: Option<String>,
    always_look: bool,
) -> Result<Folder, CliError> {
    let patterns = Patterns::new(include, exclude)
        .map_err(|error| CliError::usage_error(error.to_string(), "Patterns are such as *.jpg or raw/*.dng."))?;
    if let Some(name) = &set_aside {
        let mut parts = Path::new(name).components();
        let is_name = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        if !is_name {
            return Err(CliError::usage_error(
                format!("{name:?} is not the name of a folder"),
                "Files are moved to a folder inside the watched one. Give its name, without a path.",
            ));
        }
    }
    Ok(Folder {
        // The database needs absolute paths.
        path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
        patterns,
        subfolders,
        set_aside,
        always_look,
    })
}

/// Refuses folders in each other: their files would have two treatments.
fn check_folders(watched: &[WatchedFolder]) -> Result<(), CliError> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let paths: Vec<(PathBuf, &Path)> = watched
        .iter()
        .map(|watched| (real(&watched.folder.path), watched.folder.path.as_path()))
        .collect();
    for (index, (inner, name)) in paths.iter().enumerate() {
        let others = paths.iter().enumerate().filter(|(other, _)| *other != index);
        if let Some((_, (_, outer))) = others.into_iter().find(|(_, (outer, _))| inner.starts_with(outer)) {
            return Err(CliError::usage_error(
                format!("{} is in {}, or the same", shown(name), shown(outer)),
                "Watch only one of them.",
            ));
        }
    }
    Ok(())
}
