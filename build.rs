//! Tells the tests whether the shared data and the programs that some of them need are there:
//! what cannot run is compiled as ignored, so that it never passes in silence.
//!
//! `DATELINE_SHARED` names another folder than the one beside the project. Where the folder comes
//! later, a changed `build.rs` (`touch`) or that variable makes the tests look again.

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DATELINE_SHARED");
    println!("cargo::rustc-check-cfg=cfg(shared)");
    println!("cargo::rustc-check-cfg=cfg(python)");
    println!("cargo::rustc-check-cfg=cfg(freshrss)");
    let named = std::env::var_os("DATELINE_SHARED").map(PathBuf::from);
    let project = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let shared = named.unwrap_or_else(|| project.join("../shared"));
    println!("cargo::rustc-env=DATELINE_SHARED={}", shared.display());
    if shared.join("eval").is_dir() && shared.join("corpora").is_dir() {
        println!("cargo::rustc-cfg=shared");
        println!("cargo::rerun-if-changed={}", shared.join("eval").display());
    }
    if on_path("php") && shared.join("servers/freshrss.sh").is_file() {
        println!("cargo::rustc-cfg=freshrss");
    }
    if on_path("python3") {
        println!("cargo::rustc-cfg=python");
    }
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|dir| Path::new(&dir).join(program).is_file())
    })
}
