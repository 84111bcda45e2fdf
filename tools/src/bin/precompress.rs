//! `precompress DIR FILE...`: writes `DIR/FILE.br` (brotli 11) and `DIR/FILE.gz` (gzip 9) for each file, its path kept.
//!
//! A program of its own because unoptimised brotli takes seconds per file, and `xtask` is built unoptimised.

use anyhow::Context;
use std::io::Write;
use std::path::{Path, PathBuf};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let dir = args.next().context("usage: precompress DIR FILE...")?;
    for file in args {
        let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let target = dir.join(&file);
        std::fs::create_dir_all(target.parent().context("a file has a folder")?)?;
        write(&target, "br", &brotli(&bytes)?)?;
        write(&target, "gz", &gzip(&bytes)?)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn write(file: &Path, suffix: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    std::fs::write(&name, bytes).with_context(|| format!("cannot write {}", Path::new(&name).display()))
}
