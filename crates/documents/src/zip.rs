//! ZIP archives, written piece by piece. What goes in is kept as it is: PDFs are compressed already.

/// An archive that is being written. Offsets have 32 bits: it must stay below 4 GiB.
#[derive(Default)]
pub struct Archive {
    written: u32,
    entries: u16,
    directory: Vec<u8>,
}

/// The archive would be larger than the format allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the archive is too large")]
pub struct TooLarge;

/// 1980-01-01: files have no time of their own.
const DAY: u16 = 0b10_0001;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const VERSION: u16 = 20;

impl Archive {
    /// The bytes with which a file goes into the archive.
    pub fn add(&mut self, name: &str, body: &[u8]) -> Result<Vec<u8>, TooLarge> {
        let name_length = u16::try_from(name.len()).map_err(|_| TooLarge)?;
        let size = u32::try_from(body.len()).map_err(|_| TooLarge)?;
        let mut facts = Vec::with_capacity(26);
        for word in [VERSION, FLAGS, 0, 0, DAY] {
            facts.extend(word.to_le_bytes());
        }
        for word in [crc32fast::hash(body), size, size] {
            facts.extend(word.to_le_bytes());
        }
        facts.extend(name_length.to_le_bytes());
        facts.extend([0; 2]); // no extra field
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(&facts);
        bytes.extend(name.as_bytes());
        bytes.extend(body);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(facts);
        self.directory.extend([0; 10]); // no comment, first disk, no attributes
        self.directory.extend(self.written.to_le_bytes());
        self.directory.extend(name.as_bytes());
        let length = u32::try_from(bytes.len()).map_err(|_| TooLarge)?;
        self.written = self.written.checked_add(length).ok_or(TooLarge)?;
        self.entries = self.entries.checked_add(1).ok_or(TooLarge)?;
        Ok(bytes)
    }

    /// The bytes that end the archive.
    pub fn finish(self) -> Result<Vec<u8>, TooLarge> {
        let mut bytes = self.directory;
        let size = u32::try_from(bytes.len()).map_err(|_| TooLarge)?;
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(self.entries.to_le_bytes());
        bytes.extend(self.entries.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(self.written.to_le_bytes());
        bytes.extend([0; 2]); // no comment
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_has_the_records_of_the_format() {
        let mut archive = Archive::default();
        let mut bytes = archive.add("a.txt", b"hello").unwrap();
        bytes.extend(archive.add("ü/b.txt", b"").unwrap());
        let directory = bytes.len();
        bytes.extend(archive.finish().unwrap());
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[14..18], &0x3610_a686_u32.to_le_bytes(), "CRC-32 of hello");
        assert_eq!(&bytes[directory..directory + 4], b"PK\x01\x02");
        let end = &bytes[bytes.len() - 22..];
        assert_eq!((&end[..4], &end[8..12]), (&b"PK\x05\x06"[..], &[2, 0, 2, 0][..]));
        assert_eq!(&end[16..20], &u32::try_from(directory).unwrap().to_le_bytes());
    }
}
