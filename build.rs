//! Icon, version and manifest of the Windows program. Nothing on other systems.

use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets/icon.ico");
    println!("cargo::rerun-if-changed=assets/windows/program.manifest");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    let mut resource = winresource::WindowsResource::new();
    if env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("gnu") && !cfg!(windows) {
        let prefix = format!("{}-w64-mingw32-", env::var("CARGO_CFG_TARGET_ARCH")?);
        resource
            .set_windres_path(&format!("{prefix}windres"))
            .set_ar_path(&format!("{prefix}ar"));
    }
    resource
        .set("ProductName", "Que Uploader")
        .set("FileDescription", "Que Uploader")
        .set("OriginalFilename", "que-uploader.exe")
        .set("LegalCopyright", "MIT OR Apache-2.0")
        .set_icon("assets/icon.ico")
        .set_manifest_file("assets/windows/program.manifest")
        .compile()?;
    Ok(())
}
