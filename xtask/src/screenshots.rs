//! `cargo xtask screenshots`: a picture of each page of the demo, for each audience, in light, in dark and on a phone.

use crate::exceptions::Exceptions;
use crate::{Report, Result, target};
use std::path::Path;
use std::process::Command;

pub fn run(root: &Path, _: &mut Exceptions) -> Result<Report> {
    let folder = target(root)?.join("screenshots");
    let mut pictures = Command::new(root.join("scripts/pages/run"));
    let status = pictures.arg("screenshots").arg(&folder).env("CI", "true").current_dir(root).status()?;
    if !status.success() {
        return Err(format!("scripts/pages/run: {status}").into());
    }
    // What is ugly only people see; what scrolls sideways was printed.
    Ok(Report { looked_at: format!("pictures in {}", folder.display()), findings: Vec::new() })
}
