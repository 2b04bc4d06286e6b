//! Workbooks as Excel, other programs and hostile hands make them.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use calamine::{DataRef, Reader as _, Xlsx};
use clientele_workbook::{Limits, Workbook, WorkbookError, unpack_block};
use miniz_oxide::MZFlush;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::deflate::core::{CompressorOxide, create_comp_flags_from_zip_params};
use miniz_oxide::deflate::stream::deflate;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use std::io::Cursor;

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// A part: name, packed bytes, checksum and length of what is packed, and whether it is deflated.
struct Part<'a>(&'a str, Vec<u8>, u32, u32, bool);

fn part<'a>(name: &'a str, text: &str) -> Part<'a> {
    Part(name, compress_to_vec(text.as_bytes(), 6), crc32(text.as_bytes()), text.len() as u32, true)
}

fn zip(parts: &[Part<'_>]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for Part(name, packed, crc, n_unpacked, is_deflated) in parts {
        let mut common = Vec::new();
        for field in [20_u16, 0, if *is_deflated { 8 } else { 0 }, 0, 0] {
            common.extend(field.to_le_bytes());
        }
        for field in [*crc, packed.len() as u32, *n_unpacked] {
            common.extend(field.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend((file.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(packed);
    }
    let start = file.len() as u32;
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        file.extend((parts.len() as u16).to_le_bytes());
    }
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0; 2]);
    file
}

fn workbook_xml(sheets: &[(&str, &str)], properties: &str) -> (String, String) {
    let (mut list, mut links) = (String::new(), String::new());
    for (idx, (name, kind)) in sheets.iter().enumerate() {
        list += &format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"/>"#, idx + 1);
        links += &format!(
            r#"<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="worksheets/sheet{0}.xml"/>"#,
            idx + 1
        );
    }
    (
        format!(r#"<workbook xmlns:r="r">{properties}<sheets>{list}</sheets></workbook>"#),
        format!("<Relationships>{links}</Relationships>"),
    )
}

/// A workbook of one sheet with these cells, and other parts.
fn with_sheet(sheet: &str, others: Vec<Part<'_>>) -> Vec<u8> {
    let (book, links) = workbook_xml(&[("S", "worksheet")], "");
    let mut parts = vec![
        part("_rels/.rels", RELATIONS),
        part("xl/workbook.xml", &book),
        part("xl/_rels/workbook.xml.rels", &links),
        part("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(others);
    zip(&parts)
}

fn text_of(bytes: Vec<u8>) -> Result<String, WorkbookError> {
    Ok(Workbook::open(bytes, &Limits::default())?.sheet_text(0)?.text)
}

fn data(rows: &str) -> String {
    format!(r#"<worksheet><sheetData>{rows}</sheetData></worksheet>"#)
}

fn damaged(part: &str) -> Result<String, WorkbookError> {
    Err(WorkbookError::Corrupt { part: part.to_owned() })
}

#[test]
fn a_sheet_of_every_kind_of_cell_is_text() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let percent = Format::new().set_num_format("0.0%");
    let (bold, plain) = (Format::new().set_bold(), Format::default());
    sheet.write(1, 1, "客戶編號").unwrap();
    sheet.write(1, 2, "say \"hi\", then\r\ngo").unwrap();
    sheet.write_rich_string(1, 3, &[(&plain, "rich "), (&bold, "text")]).unwrap();
    sheet.write(3, 1, 886_912_345_678_901.0).unwrap();
    sheet.write(3, 2, 1_234.5).unwrap();
    sheet
        .write_with_format(3, 3, ExcelDateTime::parse_from_str("2024-02-29 14:30:00").unwrap(), &date)
        .unwrap();
    sheet.write_with_format(3, 4, 0.25, &percent).unwrap();
    sheet.write(3, 5, true).unwrap();
    sheet.write_formula(3, 6, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_formula(3, 7, Formula::new("=6*7").set_result("42")).unwrap();
    sheet.write(4, 1, " _x000D_ ").unwrap();
    let text = text_of(book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        text,
        "\n,客戶編號,\"say \"\"hi\"\", then go\",rich text\n\n\
         ,886912345678901,1234.5,2024-02-29 14:30:00,0.25,TRUE,#DIV/0!,42\n, _x000D_ ,,,,,,\n"
    );
}

#[test]
fn cells_are_those_that_calamine_reads() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    let formats = ["General", "0.00", "yyyy-mm-dd", "[$-404]e/m/d;@", "#,##0 \"d\"", "m/d/yy h:mm", "[Red]0"];
    let formats = formats.map(|code| Format::new().set_num_format(code));
    let mut seed = 12_345_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for row in 0..600 {
        for column in 0..12 {
            let format = &formats[random() as usize % formats.len()];
            match random() % 5 {
                0 => sheet.write(row, column, format!("text, {}", random() % 100)).unwrap(),
                1 => sheet.write_with_format(row, column, (random() % 60_000) as f64, format).unwrap(),
                2 => sheet.write_with_format(row, column, random() as f64 / 1_000.0, format).unwrap(),
                3 => sheet.write(row, column, random().is_multiple_of(2)).unwrap(),
                _ => sheet,
            };
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let text = text_of(bytes.clone()).unwrap();
    let rows: Vec<Vec<String>> = text.lines().map(cells).collect();
    let mut theirs: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut reader = theirs.worksheet_cells_reader("Sheet1").unwrap();
    let mut n_cells = 0;
    while let Some(cell) = reader.next_cell().unwrap() {
        let (row, column) = cell.get_position();
        let ours = &rows[row as usize][column as usize];
        match cell.get_value() {
            DataRef::Float(value) => assert_eq!(ours.parse::<f64>().ok(), Some(*value), "{row} {column}"),
            DataRef::SharedString(value) => assert_eq!(ours, value),
            DataRef::Bool(value) => assert_eq!(ours.eq_ignore_ascii_case("true"), *value),
            DataRef::DateTime(value) => {
                let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
                let wanted = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
                let ours = if ours.len() == 10 { format!("{ours} 00:00:00") } else { ours.clone() };
                // Serials beyond the year 9999 stay numbers, those below one are times of day.
                if value.as_f64() >= 61.0 && value.as_f64() < 2_958_466.0 {
                    assert_eq!(ours.get(..19), Some(wanted.as_str()), "{}", value.as_f64());
                }
            }
            other => panic!("{other:?} at {row} {column}: {ours:?}"),
        }
        n_cells += 1;
    }
    assert!(n_cells > 5_000);
    assert_eq!(rows.iter().flatten().filter(|cell| !cell.is_empty()).count(), n_cells);
}

/// Cells of a line, quotes undone.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for sign in line.chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            sign => cells.last_mut().unwrap().push(sign),
        }
    }
    cells
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let (book, links) = workbook_xml(&[("S", "worksheet")], r#"<workbookPr date1904="1"/>"#);
    let styles = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let parts = [
        part("_rels/.rels", RELATIONS),
        part("xl/workbook.xml", &book),
        part("xl/_rels/workbook.xml.rels", &links),
        part("xl/styles.xml", styles),
        part(
            "xl/worksheets/sheet1.xml",
            &data(r#"<row r="1"><c r="A1" s="1"><v>43830</v></c><c r="B1"><v>43830</v></c></row>"#),
        ),
    ];
    assert_eq!(text_of(zip(&parts)).as_deref(), Ok("2024-01-01,43830\n"));
}

#[test]
fn what_other_programs_write_is_read() {
    // Prefixes, strings in the cell, no references, cells out of order, dates as text, unknown errors, entities.
    let sheet = r#"<x:worksheet xmlns:x="m"><x:cols/><x:sheetData>
        <x:row><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> a &amp; b&#10;c</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row>
        <x:row r="3"><x:c r="C3" t="str"><x:f>A1</x:f><x:v>last</x:v></x:c><x:c r="A3" t="d"><x:v>2024-01-05T00:00:00</x:v></x:c></x:row>
        <x:row r="4" spans="1:3"><x:c r="A4" t="e"><x:v>#SPILL!</x:v></x:c><x:c r="B4" s="9"/><x:c r="C4" t="b"><x:v>0</x:v></x:c></x:row>
        <x:row r="9"/></x:sheetData></x:worksheet>"#;
    assert_eq!(
        text_of(with_sheet(sheet, Vec::new())).as_deref(),
        Ok(" a & b c,2\n\n2024-01-05,,last\n#SPILL!,,FALSE\n")
    );
    // How a string is pronounced is no part of it.
    let strings =
        "<sst count=\"1\"><si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si><si/></sst>";
    let sheet = data(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>3</v></c></row>"#,
    );
    let book = with_sheet(&sheet, vec![part("xl/SharedStrings.xml", strings)]);
    assert_eq!(text_of(book).as_deref(), Ok("東京,,3\n"));
    // Something in front of the archive, and a comment behind it.
    let mut book =
        [b"PK??".to_vec(), with_sheet(&data(r#"<row><c><v>1</v></c></row>"#), Vec::new())].concat();
    let end = book.len();
    book[end - 2] = 3;
    book.extend(b"abc");
    assert_eq!(text_of(book).as_deref(), Ok("1\n"));
}

#[test]
fn a_far_cell_and_a_lying_header_take_no_memory() {
    let far = data(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
    );
    let text = text_of(with_sheet(&far, Vec::new())).unwrap();
    assert_eq!(text.len(), 2 + 1_048_574 + 16_383 + 2);
    let lying = r#"<sst count="99999999999" uniqueCount="99999999999"><si><t>a</t></si></sst>"#;
    let sheet = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let bytes = with_sheet(sheet, vec![part("xl/sharedStrings.xml", lying)]);
    let mut book = Workbook::open(bytes, &Limits::default()).unwrap();
    assert_eq!((book.sheets()[0].n_rows, book.sheets()[0].n_columns), (Some(1_048_576), Some(16_384)));
    assert_eq!(book.sheet_text(0).unwrap().text, "a\n");
    // One far cell in each row is refused once there are too many places.
    let rows: String =
        (1..=2_000).map(|n| format!(r#"<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>"#)).collect();
    let many = text_of(with_sheet(&data(&rows), Vec::new()));
    assert_eq!(many, Err(WorkbookError::TooManyCells { sheet: "S".to_owned(), limit: 20_000_000 }));
}

/// Deflated text: pieces that end at a full byte can be repeated.
fn two_gib_of_blanks() -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(6, -15, 0));
    let (piece, mut packed) = (vec![b' '; 64 << 20], vec![0; 1 << 20]);
    let done = deflate(&mut compressor, &piece, &mut packed, MZFlush::Full);
    assert_eq!(done.bytes_consumed, piece.len());
    let mut all = packed[..done.bytes_written].repeat(32);
    all.extend([3, 0]);
    all
}

#[test]
fn bombs_are_refused_before_they_unfold() {
    let packed = two_gib_of_blanks();
    assert!(packed.len() < 3 << 20);
    let (book, links) = workbook_xml(&[("S", "worksheet")], "");
    for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"] {
        let mut parts = vec![
            part("_rels/.rels", RELATIONS),
            part("xl/workbook.xml", &book),
            part("xl/_rels/workbook.xml.rels", &links),
            part("xl/worksheets/sheet1.xml", &data("")),
        ];
        parts.retain(|part| part.0 != name);
        // It claims to hold 100 bytes.
        parts.push(Part(name, packed.clone(), 0, 100, true));
        let error = text_of(zip(&parts)).expect_err(name);
        // The bound on what stands between two tags comes first.
        assert!(
            matches!(error, WorkbookError::TooLarge { .. } | WorkbookError::Corrupt { .. }),
            "{name}: {error:?}"
        );
    }
    // Small parts that are large together.
    let limits = Limits { max_unpacked_bytes: 10_000, ..Limits::default() };
    let rows: String =
        (1..=1_000).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#)).collect();
    let mut book =
        Workbook::open(with_sheet(&data(&rows), Vec::new()), &limits).map(|mut book| book.sheet_text(0));
    let error = book.as_mut().map_or_else(|error| Some(error.clone()), |text| text.clone().err());
    assert_eq!(error, Some(WorkbookError::TooLarge { limit: 10_000 }));
    // A document type that would unfold is not unfolded.
    let entity = r#"<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>"#;
    assert_eq!(text_of(with_sheet(entity, Vec::new())).as_deref(), Ok("&b;\n"));
}

#[test]
fn workbooks_of_too_many_parts_and_files_that_are_too_large_are_refused() {
    let names: Vec<String> = (0..10_000).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let parts: Vec<Part<'_>> = names.iter().map(|name| part(name, "<worksheet/>")).collect();
    assert_eq!(text_of(zip(&parts)), Err(WorkbookError::TooManyParts { limit: 1_000 }));
    let limits = Limits { max_file_bytes: 100, ..Limits::default() };
    let error = Workbook::open(vec![0; 101], &limits).map(|_| ());
    assert_eq!(error, Err(WorkbookError::FileTooLarge { n_bytes: 101, limit: 100 }));
}

#[test]
fn sheets_without_cells_are_told_from_workbooks_without_sheets() {
    let (book, links) = workbook_xml(&[("Chart", "chartsheet")], "");
    let parts = [
        part("_rels/.rels", RELATIONS),
        part("xl/workbook.xml", &book),
        part("xl/_rels/workbook.xml.rels", &links),
        part("xl/worksheets/sheet1.xml", "<chartsheet/>"),
    ];
    assert_eq!(text_of(zip(&parts)), Err(WorkbookError::NoWorksheet));
    assert_eq!(text_of(with_sheet("<worksheet><sheetData/></worksheet>", Vec::new())).as_deref(), Ok(""));
    assert_eq!(text_of(with_sheet("<worksheet/>", Vec::new())).as_deref(), Ok(""));
    assert_eq!(text_of(zip(&[part("word/document.xml", "<w:document/>")])), Err(WorkbookError::NotAWorkbook));
    assert_eq!(text_of(b"customer_id,date,amount\n".to_vec()), Err(WorkbookError::NotAWorkbook));
    let binary = RELATIONS.replace("workbook.xml", "workbook.bin");
    let format = "xlsb".to_owned();
    assert_eq!(text_of(zip(&[part("_rels/.rels", &binary)])), Err(WorkbookError::OtherFormat { format }));
}

#[test]
fn damage_is_named_with_its_part() {
    let sheet = "xl/worksheets/sheet1.xml";
    let cases = [
        r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c>"#.to_owned(),
        data(r#"<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>"#),
        data(r#"<row r="x"><c><v>1</v></c></row>"#),
        data(r#"<row r="1048577"><c><v>1</v></c></row>"#),
        data(r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#),
        data(r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#),
        data(r#"<row r="1"><c r="A99999999999999"><v>7</v></c></row>"#),
    ];
    for case in cases {
        assert_eq!(text_of(with_sheet(&case, Vec::new())), damaged(sheet), "{case}");
    }
    let good = data(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let mut wrong = part(sheet, &good);
    wrong.2 ^= 1;
    let (book, links) = workbook_xml(&[("S", "worksheet")], "");
    let parts = [part("xl/workbook.xml", &book), part("xl/_rels/workbook.xml.rels", &links), wrong];
    assert_eq!(text_of(zip(&parts)), damaged(sheet));
}

#[test]
fn every_cut_and_every_changed_byte_ends_in_a_result() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    for row in 0..5 {
        sheet.write(row, 0, format!("C{row}")).unwrap();
        sheet.write(row, 1, f64::from(row)).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    for n in 0..bytes.len() {
        assert!(text_of(bytes[..n].to_vec()).is_err(), "cut at {n}");
    }
    for idx in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[idx] = changed[idx].wrapping_add(1);
        // Whether it is read or refused: it ends, and nothing panics.
        let _ = text_of(changed);
    }
}

#[test]
fn blocks_hold_whole_lines_and_unpack_to_the_same() {
    let rows: String = (1..=40_000)
        .map(|n| format!(r#"<row r="{n}"><c r="A{n}" t="str"><v>customer {n}</v></c><c r="B{n}"><v>{n}.5</v></c></row>"#))
        .collect();
    let mut book = Workbook::open(with_sheet(&data(&rows), Vec::new()), &Limits::default()).unwrap();
    book.start_sheet(0).unwrap();
    let (mut n_blocks, mut last_share, mut text) = (0, 0.0, Vec::new());
    while let Some(block) = book.next_block().unwrap() {
        assert_eq!(block.text.last(), Some(&b'\n'));
        assert!(block.share >= last_share && block.share <= 1.0);
        assert!(block.packed.len() < block.text.len());
        assert_eq!(unpack_block(&block.packed, block.text.len()).unwrap(), block.text);
        text.extend(block.text);
        (n_blocks, last_share) = (n_blocks + 1, block.share);
    }
    assert!(n_blocks > 2);
    assert_eq!(text.iter().filter(|&&byte| byte == b'\n').count(), 40_000);
    assert_eq!(book.start_sheet(1), Err(WorkbookError::UnknownSheet { name: "2".to_owned() }));
}
