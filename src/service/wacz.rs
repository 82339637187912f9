//! WACZ 1.1: a ZIP whose folder `archive` holds web archives (WARC), packed or not.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive};

/// Archives within one file at most; those beyond are told.
const MOST: usize = 10_000;
/// Bytes of the fixed part of what stands before a file in a ZIP, and where two lengths are in it.
const LOCAL: usize = 30;

/// A web archive in the ZIP: where its bytes are.
pub(super) struct Part {
    pub name: String,
    at: u64,
    length: u64,
    is_packed: bool,
}

/// The web archives of a WACZ in the order of their names; `None` where the file is none.
pub(super) fn parts(path: &Path) -> Option<Vec<Part>> {
    let mut head = [0; 4];
    let mut file = File::open(path).ok()?;
    file.read_exact(&mut head).ok()?;
    if &head != b"PK\x03\x04" {
        return None;
    }
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(file, &mut buffer).ok()?;
    let mut entries = archive.entries(&mut buffer);
    let mut parts = Vec::new();
    // A directory that is broken somewhere gives what stands before.
    while let Ok(Some(entry)) = entries.next_entry() {
        let path = entry.file_path();
        let Ok(name) = std::str::from_utf8(path.as_ref()) else { continue };
        let ending = name.strip_prefix("archive/").unwrap_or_default();
        let is_web_archive = [".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz"]
            .iter()
            .any(|e| ending.ends_with(e));
        let method = entry.compression_method();
        let is_packed = method == CompressionMethod::DEFLATE;
        if is_web_archive && (is_packed || method == CompressionMethod::STORE) && parts.len() < MOST
        {
            parts.push(Part {
                name: crate::text::clean_line(name),
                at: entry.local_header_offset(),
                length: entry.compressed_size_hint(),
                is_packed,
            });
        }
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    Some(parts).filter(|parts| !parts.is_empty())
}

impl Part {
    /// Its bytes, unpacked as they are read.
    pub(super) fn open(&self, path: &Path) -> io::Result<BufReader<Box<dyn Read>>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(self.at))?;
        let mut head = [0; LOCAL];
        file.read_exact(&mut head)?;
        if !head.starts_with(b"PK\x03\x04") {
            return Err(io::Error::other("the ZIP leads to no file there"));
        }
        let number = |at: usize| i64::from(u16::from_le_bytes([head[at], head[at + 1]]));
        file.seek(SeekFrom::Current(number(26) + number(28)))?;
        let bytes = BufReader::new(file).take(self.length);
        Ok(BufReader::new(if self.is_packed {
            Box::new(DeflateDecoder::new(bytes))
        } else {
            Box::new(bytes)
        }))
    }
}
