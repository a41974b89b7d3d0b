//! Tables that people bring: comma-separated values as spreadsheets and other programs write them.

/// A table with names of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub header: Vec<String>,
    pub lines: Vec<Line>,
}

/// A row and where it begins in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 1 for the first of the file.
    pub number: usize,
    pub cells: Vec<String>,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("is empty")]
    Empty,
    #[error("is no text: save it as CSV")]
    NoText,
    #[error("has a quotation mark in line {0} that nothing closes")]
    Quote(usize),
    #[error("has more than {0} lines")]
    TooLong(usize),
    #[error("has the names of its columns and nothing else")]
    NoLines,
}

/// Reads at most `most` rows: separated by commas, semicolons or tabs; in UTF-8, UTF-16 with its mark, or Windows-1252.
///
/// # Errors
/// Why it cannot be read.
pub fn read(bytes: &[u8], most: usize) -> Result<Sheet, Unreadable> {
    let text = decoded(bytes)?;
    // Excel's own way to name the separator.
    let named = text.get(..5).filter(|start| start.to_ascii_lowercase().starts_with("sep=")).and_then(|start| start.chars().nth(4));
    let (text, first) = match named {
        Some(_) => (text.split_once('\n').map_or("", |(_, rest)| rest), 2),
        None => (&*text, 1),
    };
    let separator = named.unwrap_or_else(|| separator(text));
    let mut lines = rows(text, separator, first)?.into_iter().filter(|line| line.cells.iter().any(|cell| !cell.trim().is_empty()));
    let header = lines.next().ok_or(Unreadable::Empty)?.cells.iter().map(|name| name.trim().to_owned()).collect();
    let lines: Vec<Line> = lines.collect();
    match lines.len() {
        0 => Err(Unreadable::NoLines),
        number if number > most => Err(Unreadable::TooLong(most)),
        _ => Ok(Sheet { header, lines }),
    }
}

fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(read);
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| Unreadable::NoText)
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => western(rest),
        bytes => western(bytes),
    };
    if text.contains('\0') || text.starts_with("PK\u{3}") { Err(Unreadable::NoText) } else { Ok(text) }
}

/// What Windows-1252 has from 0x80 to 0x9f; five of them are nothing.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn western(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|byte| byte.checked_sub(0x80).and_then(|place| WESTERN.get(usize::from(place))).copied().unwrap_or(char::from(*byte)))
            .collect(),
    }
}

/// The one that the first line has most of, outside of quotation marks.
fn separator(text: &str) -> char {
    let mut quoted = false;
    let mut counts = [(';', 0), (',', 0), ('\t', 0)];
    for letter in text.trim_start().chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            letter if !quoted => counts.iter_mut().filter(|(sign, _)| *sign == letter).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(sign, _)| sign)
}

/// RFC 4180, whatever the separator and the ends of lines.
fn rows(text: &str, separator: char, first: usize) -> Result<Vec<Line>, Unreadable> {
    let (mut rows, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut number, mut begun, mut opened) = (first, first, None);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let end = letter == '\n' || (letter == '\r' && letters.peek() != Some(&'\n'));
        number += usize::from(end);
        match letter {
            '"' if opened.is_some() && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if opened.is_some() => opened = None,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                opened = Some(number);
            }
            _ if end && opened.is_none() => {
                cells.push(std::mem::take(&mut cell));
                rows.push(Line { number: begun, cells: std::mem::take(&mut cells) });
                begun = number;
            }
            '\r' if opened.is_none() => {}
            letter if letter == separator && opened.is_none() => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    if let Some(line) = opened {
        return Err(Unreadable::Quote(line));
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push(Line { number: begun, cells });
    }
    Ok(rows)
}

/// A cell as somebody meant it: without the apostrophe that our own files put before what would be a formula.
pub fn meant(cell: &str) -> &str {
    let cell = cell.trim();
    let rest = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    rest.unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheet = read(bytes, 100).unwrap();
        std::iter::once(sheet.header).chain(sheet.lines.into_iter().map(|line| line.cells)).collect()
    }

    #[test]
    fn separators_and_encodings_are_told_by_themselves() {
        let meant = [["Name", "Straße"], ["Zoë", "Wall, 1"]];
        for text in [
            "Name;Straße\nZoë;Wall, 1\n",
            "Name,Straße\r\nZoë,\"Wall, 1\"",
            "Name\tStraße\rZoë\tWall, 1\r",
            "sep=;\nName;Straße\nZoë;Wall, 1",
        ] {
            assert_eq!(cells(text.as_bytes()), meant, "{text}");
            assert_eq!(cells(format!("\u{feff}{text}").as_bytes()), meant, "{text}");
            let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert_eq!(cells(&wide), meant, "{text}");
            let western: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
            assert_eq!(cells(&western), meant, "{text}");
        }
        assert_eq!(cells(b"Preis;x\n5 \x80;\x84a\x93"), [["Preis", "x"], ["5 €", "„a“"]]);
    }

    #[test]
    fn lines_keep_their_numbers() {
        let sheet = read(b"a,b\n\n1,\"two\nlines\"\n , \n3,\"say \"\"hi\"\"\"\n", 9).unwrap();
        let numbers: Vec<_> = sheet.lines.iter().map(|line| (line.number, &*line.cells[1])).collect();
        assert_eq!(numbers, [(3, "two\nlines"), (6, "say \"hi\"")]);
        assert_eq!(read(b"sep=;\na;b\n1;2\n", 9).unwrap().lines[0].number, 3);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b"", 9), Err(Unreadable::Empty));
        assert_eq!(read(b"a;b\n", 9), Err(Unreadable::NoLines));
        assert_eq!(read(b"a;b\n1;\"2\n3;4", 9), Err(Unreadable::Quote(2)));
        assert_eq!(read(b"PK\x03\x04", 9), Err(Unreadable::NoText));
        assert_eq!(read(b"a\n\0", 9), Err(Unreadable::NoText));
        assert_eq!(read(b"a\n1\n2\n", 1), Err(Unreadable::TooLong(1)));
        assert_eq!((meant("'+49 30"), meant(" 'tis "), meant("-5")), ("+49 30", "'tis", "-5"));
    }
}
