//! The rules of the import one by one, on files that no shared corpus holds.
//!
//! Each case is a file and what it must come to: rows accepted, rows set aside with line and reason, and the sum; or
//! the error.

use crate::badcsv::{bare_decimal, error_kind, import};
use crate::import::options;
use clientele_engine::data::FileKind;
use clientele_engine::import::{
    ImportError, ImportOptions, ImportedFile, ImportedTable, Reject, WarningKind,
};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

const HEADER: &str = "customer_id,date,amount\n";

fn rejects(rejects: &[Reject]) -> String {
    rejects.iter().map(|reject| format!(" {}:{}", reject.line, reject.reason.key())).collect()
}

/// `2 rows, 3:bad_date, sum 5`, or the error.
fn came_to(result: &Result<ImportedFile, ImportError>) -> String {
    match result {
        Ok(file) => {
            let report = &file.report;
            assert_eq!(report.n_records, report.n_accepted + report.n_rejected);
            let sum = bare_decimal(&report.sum_amount);
            let sum = if sum.is_empty() { String::new() } else { format!(" sum {sum}") };
            format!("{} rows{}{sum}", report.n_accepted, rejects(&report.rejects))
        }
        Err(ImportError::NoValidRows { rejects: listed, .. }) => format!("no_valid_rows{}", rejects(listed)),
        Err(error) => error_kind(error).to_owned(),
    }
}

fn with(bytes: &[u8], options: ImportOptions) -> String {
    let whole = came_to(&import(bytes, bytes.len().max(1), options.clone()));
    assert_eq!(came_to(&import(bytes, 7, options)), whole, "in slices");
    whole
}

fn of(bytes: impl AsRef<[u8]>) -> String {
    with(bytes.as_ref(), options())
}

/// What rows below the usual header come to.
fn rows(text: &str) -> String {
    of(format!("{HEADER}{text}"))
}

/// What one amount comes to, beside a sure one of 1.
fn amount(cell: &str) -> String {
    let cell = cell.replace('"', "\"\"");
    rows(&format!("A,2024-01-01,\"{cell}\"\nB,2024-01-01,1\n"))
}

/// What one date comes to, beside a sure one; the day as it was read.
fn date(cell: &str) -> String {
    let cell = cell.replace('"', "\"\"");
    let text = format!("{HEADER}A,\"{cell}\",1\nB,2024-01-01,1\n");
    match import(text.as_bytes(), 64, options()) {
        Ok(file) if file.report.n_accepted == 2 => match &file.table {
            ImportedTable::Transactions(table) => table.days[0].to_string(),
            _ => unreachable!("order lines"),
        },
        result => came_to(&result),
    }
}

/// What one id comes to.
fn id(cell: &str) -> String {
    let cell = cell.replace('"', "\"\"");
    let text = format!("{HEADER}\"{cell}\",2024-01-01,1\n~,2024-01-01,1\n");
    match import(text.as_bytes(), 64, options()) {
        Ok(file) if file.report.n_accepted == 2 => match &file.table {
            ImportedTable::Transactions(table) => table.customer_ids.get(0).to_owned(),
            _ => unreachable!("order lines"),
        },
        result => came_to(&result),
    }
}

fn warned(text: &str, kind: WarningKind) -> u64 {
    let report = import(text.as_bytes(), 64, options()).unwrap().report;
    report.warnings.iter().find(|warning| warning.kind == kind).map_or(0, |warning| warning.count)
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf16(text: &str, is_big_endian: bool) -> Vec<u8> {
    let bytes = |unit: u16| if is_big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn r1_what_is_no_text_is_refused() {
    for magic in [
        &b"PK\x03\x04"[..],
        b"\x1f\x8b\x08",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    ] {
        let mut bytes = magic.to_vec();
        bytes.extend_from_slice(format!("{HEADER}A,2024-01-01,1\n").as_bytes());
        assert_eq!(of(&bytes), "not_text", "{magic:?}");
    }
    // Controls in more than one character of ten: 4 of 39, and 5 of 40.
    let text = |n: usize| format!("{HEADER}A{},2024-01-01,1\n", "\u{1}".repeat(n));
    assert_eq!(of(text(4)), "no_valid_rows 2:control_char");
    assert_eq!(of(text(5)), "not_text");
    assert_eq!(of(text(5).replace('\u{1}', "\u{85}")), "not_text");
    assert_eq!(of(text(5).replace('\u{1}', "\u{7F}")), "not_text");
}

#[test]
fn r1_empty_files_are_empty() {
    for bytes in [
        &b""[..],
        b" \r\n\t\n",
        b"\xEF\xBB\xBF",
        b"\xEF\xBB\xBF \n",
        b"\0\0\0",
        b"\x1A",
        b"\n\x1A\0",
        b"\xFF\xFE",
    ] {
        assert_eq!(of(bytes), "empty_file", "{bytes:?}");
    }
}

#[test]
fn r1_legacy_encodings_are_found() {
    let cases: [(&'static Encoding, &str, &str); 7] = [
        (BIG5, "客戶編號,日期,金額,姓名\nA1,2024-01-05,10,許功蓋\nA2,2024-01-06,20,陳美麗\n", "big5"),
        (GB18030, "客户编号,日期,金额,姓名\nA1,2024-01-05,10,张三丰\nA2,2024-01-06,20,李小龙𠀀\n", "gb18030"),
        (
            SHIFT_JIS,
            "顧客番号,日期,金額,氏名\nA1,2024-01-05,10,表計算ソフト\nA2,2024-01-06,20,山田さくら\n",
            "shift_jis",
        ),
        (EUC_KR, "고객번호,날짜,금액,이름\nA1,2024-01-05,10,김철수\nA2,2024-01-06,20,이영희\n", "euc-kr"),
        (
            WINDOWS_1252,
            "customer_id,date,amount,name\nA1,2024-01-05,10,Zoë Müller\nA2,2024-01-06,20,François Lefèvre\n",
            "windows-1252",
        ),
        (
            WINDOWS_1250,
            "nr klienta,data,kwota,nazwa\nA1,2024-01-05,10,Żółć i gęśla jaźń\nA2,2024-01-06,20,Święty Łukasz\n",
            "windows-1250",
        ),
        (
            WINDOWS_1251,
            "код клиента,дата,сумма,имя\nA1,2024-01-05,10,Мария Петрова\nA2,2024-01-06,20,Сергей\n",
            "windows-1251",
        ),
    ];
    for (encoding, text, label) in cases {
        let file = import(&encoded(encoding, text), 5, options()).unwrap();
        assert_eq!((file.report.encoding.as_str(), file.report.n_accepted), (label, 2), "{text}");
        let ImportedTable::Transactions(table) = file.table else { panic!("order lines") };
        let wanted: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').nth(3)).collect();
        assert_eq!(table.names.iter().collect::<Vec<_>>(), wanted, "{label}");
    }
}

#[test]
fn r1_utf16_is_found_without_a_mark_and_lone_surrogates_cost_their_record() {
    for is_big_endian in [false, true] {
        let text = "customer_id,date,amount,name\r\nA1,2024-01-05,10,王小明\r\n";
        assert_eq!(of(utf16(text, is_big_endian)), "1 rows sum 10");
        let mut bytes = utf16("\u{FEFF}customer_id,date,amount,name\nA1,2024-01-05,1,", is_big_endian);
        bytes.extend(if is_big_endian { [0xD8, 0x00] } else { [0x00, 0xD8] });
        bytes.extend(utf16("x\nA2,2024-01-05,2,b\n", is_big_endian));
        assert_eq!(of(&bytes), "1 rows 2:invalid_encoding sum 2");
    }
}

#[test]
fn r1_half_of_the_lines_make_utf8() {
    let mut bytes = "customer_id,date,amount,name\nA,2024-01-01,1,café\n".as_bytes().to_vec();
    bytes.extend(b"B,2024-01-01,2,caf\xE9\nC,2024-01-01,4,x\n");
    assert_eq!(of(&bytes), "2 rows 3:invalid_encoding sum 5");
    bytes.extend(b"D,2024-01-01,8,caf\xE9\n");
    assert_eq!(of(&bytes), "4 rows sum 15");
    // A character cut off by the end of the file.
    assert_eq!(
        of(b"customer_id,date,amount,name\nA,2024-01-01,1,caf\xC3\xA9\nB,2024-01-01,2,caf\xC3"),
        "1 rows 3:invalid_encoding sum 1"
    );
    // U+FFFD that stands in the file is data like any other character.
    assert_eq!(of("customer_id,date,amount,name\nA,2024-01-01,1,\u{FFFD}\n"), "1 rows sum 1");
}

#[test]
fn r1_the_answer_beats_the_guess_and_the_mark_beats_the_answer() {
    let mut asked = options();
    asked.encoding = Some("big5".to_owned());
    let bytes = encoded(BIG5, "客戶編號,日期,金額\nA1,2024-01-05,10\n");
    assert_eq!(with(&bytes, asked.clone()), "1 rows sum 10");
    assert_eq!(with("\u{FEFF}客戶編號,日期,金額\nA1,2024-01-05,10\n".as_bytes(), asked), "1 rows sum 10");
}

#[test]
fn r1_fillers_at_the_end_are_ignored() {
    assert_eq!(rows("A,2024-01-01,1\n\0\0\x1A\0"), "1 rows sum 1");
    assert_eq!(rows("A,2024-01-01,1\x1A"), "1 rows sum 1");
}

#[test]
fn r2_the_first_line_may_name_the_delimiter() {
    for first in ["sep=;", "SEP=;", "\"sep=;\"", "Sep=;"] {
        for end in ["\n", "\r\n", "\r"] {
            let text =
                format!("{first}{end}customer_id;date;amount{end}A;2024-01-01;\"1,5\"{end}B;bad;1{end}");
            assert_eq!(of(text), "1 rows 4:bad_date sum 1.5", "{first:?} {end:?}");
        }
    }
    assert_eq!(of("sep=\t\ncustomer_id\tdate\tamount\nA\t2024-01-01\t1\n"), "1 rows sum 1");
    assert_eq!(of("\u{FEFF}sep=|\ncustomer_id|date|amount\nA|2024-01-01|1\n"), "1 rows sum 1");
}

#[test]
fn r2_of_two_delimiters_that_show_a_header_the_one_with_more_known_columns_stands() {
    let text = "customer_id;date;amount\ncustomer_id,date,amount,name\n1,2024-01-01,5,x\n";
    let report = import(text.as_bytes(), 9, options()).unwrap().report;
    assert_eq!((report.delimiter, report.header_line), (',', 2));
}

#[test]
fn r3_the_header_is_one_of_the_first_twenty_records() {
    let preamble = |n: usize| format!("{}{HEADER}A,2024-01-01,1\n", "note\n\n".repeat(n));
    assert_eq!(of(preamble(19)), "1 rows sum 1");
    assert_eq!(of(preamble(20)), "missing_required_columns");
    // What stands above is no reject, and the first row is no header.
    assert_eq!(of("1,2024-01-01,5\n2,2024-01-01,6\n"), "missing_required_columns");
}

#[test]
fn r3_names_are_compared_without_their_dress() {
    for header in [
        "CUSTOMER ID,Order.Date,Amount (USD)",
        "customer-no.,invoice_date,Line Amount",
        "ｃｕｓｔｏｍｅｒ＿ｉｄ,ＤＡＴＥ,Ａｍｏｕｎｔ",
        "\u{200B}Customer\u{A0}#,Date:,Revenue（TWD）",
        "会员编号,购买日期,金额",
        "顧客ID,取引日,売上金額",
        "KundenNr,Datum,Betrag",
        "고객번호,거래일자,금액",
        "nr_klienta,data,kwota",
        "Код клиента,Дата,Сумма",
        "member id,transaction time,total",
    ] {
        assert_eq!(of(format!("{header}\nA,2024-01-01,1\n")), "1 rows sum 1", "{header}");
    }
}

#[test]
fn r3_two_columns_for_one_role_must_agree() {
    assert_eq!(of("customer_id,date,amount,total\nA,2024-01-01,1,1\n"), "1 rows sum 1");
    assert_eq!(of("customer_id,date,amount,total\nA,2024-01-01,1,2\n"), "ambiguous_columns");
    assert_eq!(of("customer_id,date,amount,note,note\nA,2024-01-01,1,x,y\n"), "1 rows sum 1");
}

#[test]
fn r3_too_many_columns_are_refused() {
    let wide = |n: usize| {
        let names: String = (3..n).map(|idx| format!(",c{idx}")).collect();
        format!("customer_id,date,amount{names}\nA,2024-01-01,1\n")
    };
    assert_eq!(of(wide(16_384)), "1 rows sum 1");
    assert_eq!(of(wide(16_385)), "too_many_columns");
}

#[test]
fn r3_a_header_without_data_and_data_without_a_row() {
    for text in ["", "\n\n", ",,\n , ,\n", "\0\x1A"] {
        assert_eq!(rows(text), "no_data_rows", "{text:?}");
    }
    assert_eq!(rows("A,soon,1\n,2024-01-01,1\n"), "no_valid_rows 2:bad_date 3:missing_customer_id");
}

#[test]
fn r4_blank_records_are_nothing() {
    assert_eq!(
        rows("\nA,2024-01-01,1\n,,\n \t , ,\u{3000}\n\"\",\"\",\" \"\nB,x,1\n"),
        "1 rows 7:bad_date sum 1"
    );
}

#[test]
fn r5_quotes_open_only_at_the_start_of_a_cell() {
    let header = "customer_id,date,amount,name\n";
    for (cell, name) in [
        ("\"ACME \"Best\" Ltd\"", "ACME Best\" Ltd\""),
        (" \"x\"", "\"x\""),
        ("5\" pipe", "5\" pipe"),
        ("'a b'", "'a b'"),
        ("a\\", "a\\"),
        ("\"a\\\"\"\"", "a\\\""),
        ("\"\"\"\"", "\""),
        ("\"a, \"\"b\"\"\"", "a, \"b\""),
    ] {
        let text = format!("{header}A,2024-01-01,1,{cell}\nB,2024-01-01,2,y\n");
        let ImportedTable::Transactions(table) = import(text.as_bytes(), 3, options()).unwrap().table else {
            panic!("order lines")
        };
        assert_eq!(table.names.get(0).trim(), name, "{cell}");
        assert_eq!(table.lines, [2, 3], "{cell}");
    }
    assert_eq!(warned(&format!("{header}A,2024-01-01,1,\"a\"b\n"), WarningKind::MalformedQuotes), 1);
    assert_eq!(warned(&format!("{header}A,2024-01-01,1,\"a\"\n"), WarningKind::MalformedQuotes), 0);
}

#[test]
fn r6_an_open_quote_costs_one_record() {
    // (a) the file ends inside the cell.
    assert_eq!(
        rows("A,2024-01-01,\"1\nB,2024-01-02,2\nC,2024-01-03,4\n"),
        "2 rows 2:unterminated_quote sum 6"
    );
    // (b) closed by a quote that something else follows.
    assert_eq!(
        of("customer_id,date,amount,n\nA,2024-01-01,1,\"x\nB,2024-01-02,2,\"y\"\nC,2024-01-03,4,z\n"),
        "2 rows 2:unterminated_quote sum 6"
    );
    // (c) closed well, but what it swallowed is a sound record.
    assert_eq!(
        of(
            "customer_id,date,amount,n\nA,2024-01-01,1,\"x\nB,2024-01-02,2,y\nC,2024-01-03,4,5\"\nD,2024-01-04,8,z\n"
        ),
        "3 rows 2:unterminated_quote sum 14"
    );
    // The last line of the cell does not lie strictly between, nor does a line that is no sound record.
    assert_eq!(
        of("customer_id,date,amount,n\nA,2024-01-01,1,\"x\nB,2024-01-02,2,5\"\nD,2024-01-04,8,z\n"),
        "2 rows sum 9"
    );
    assert_eq!(
        of("customer_id,date,amount,n\nA,2024-01-01,1,\"x\nB,2024-01-02,y,z\nmore\"\nD,2024-01-04,8,z\n"),
        "2 rows sum 9"
    );
    // Of customers (c) says nothing.
    assert_eq!(of("customer_id,name\n1,\"Ann\n2,Bob\n3,Cy\"\n4,Di\n"), "2 rows");
}

#[test]
fn r7_ragged_records() {
    let header = "customer_id,date,amount,n\n";
    let cases = [
        ("A,2024-01-01,1\n", "1 rows sum 1"),
        ("A,2024-01-01,1,x,, ,\u{3000}\n", "1 rows sum 1"),
        ("A,2024-01-01,1,234,x\n", "no_valid_rows 2:too_many_fields"),
        ("A,2024-01-01\n", "no_valid_rows 2:too_few_fields"),
        ("A\n", "no_valid_rows 2:too_few_fields"),
    ];
    for (row, outcome) in cases {
        assert_eq!(of(format!("{header}{row}")), outcome, "{row}");
    }
}

#[test]
fn r8_cells_over_a_mebibyte_cost_their_record() {
    let header = "customer_id,date,amount,n\n";
    let row = |n: usize, quote: &str| {
        format!("{header}A,2024-01-01,1,{quote}{}{quote}\nB,2024-01-01,2,y\n", "x".repeat(n))
    };
    for quote in ["", "\""] {
        assert_eq!(came_to(&import(row(1 << 20, quote).as_bytes(), 1 << 16, options())), "2 rows sum 3");
        assert_eq!(
            came_to(&import(row((1 << 20) + 1, quote).as_bytes(), 1 << 16, options())),
            "1 rows 2:field_too_large sum 2"
        );
    }
    // UTF-8 counts, whatever the file is written in.
    let wide = format!("{header}A,2024-01-01,1,{}\nB,2024-01-01,2,y\n", "許".repeat((1 << 20) / 3 + 1));
    assert_eq!(came_to(&import(&encoded(BIG5, &wide), 1 << 16, options())), "1 rows 2:field_too_large sum 2");
}

#[test]
fn r9_headers_and_totals_again_are_no_records() {
    assert_eq!(
        rows("A,2024-01-01,1\nCustomer ID, Date ,Amount (USD)\nB,2024-01-01,2\n"),
        "2 rows 3:repeated_header sum 3"
    );
    for word in [
        "合計",
        "總計",
        "小計",
        "总计",
        "合计",
        "小计",
        "計",
        "累計",
        "total",
        "Grand Total",
        "SUBTOTAL",
        "sum",
        "Summe",
        "Gesamt",
        "Gesamtsumme",
        "合 計：",
        " Total : ",
        "Ｔｏｔａｌ",
    ] {
        assert_eq!(rows(&format!("A,2024-01-01,1\n{word},,1\n")), "1 rows 3:total_row sum 1", "{word}");
        assert_eq!(rows(&format!("A,2024-01-01,1\nX,{word},1\n")), "1 rows 3:total_row sum 1", "{word}");
        // With a date it is a customer of that name.
        assert_eq!(rows(&format!("A,2024-01-01,1\n{word},2024-01-02,1\n")), "2 rows sum 2", "{word}");
    }
    for word in ["Totals", "總合計", "total amount"] {
        assert_eq!(rows(&format!("A,2024-01-01,1\n{word},,1\n")), "1 rows 3:missing_date sum 1", "{word}");
    }
    assert_eq!(rows("A,2024-01-01,1\nTotal,-,1\n"), "1 rows 3:missing_date sum 1");
    // Only of transactions.
    assert_eq!(of("customer_id,name\nTotal,x\n1,Ann\n"), "2 rows");
}

#[test]
fn r10_control_characters() {
    let header = "customer_id,date,amount,name\n";
    for control in ['\u{1}', '\u{B}', '\u{C}', '\u{1F}', '\u{7F}', '\u{80}', '\u{85}', '\u{9F}', '\0'] {
        let rest = "B,2024-01-01,2,Bob of somewhere\nC,2024-01-01,4,Cy\n";
        let reject = "2 rows 2:control_char sum 6";
        assert_eq!(of(format!("{header}A{control}1,2024-01-01,1,x\n{rest}")), reject, "{control:?}");
        assert_eq!(of(format!("{header}A,2024-01-01{control},1,x\n{rest}")), reject, "{control:?}");
        assert_eq!(of(format!("{header}A,2024-01-01,{control}1,x\n{rest}")), reject, "{control:?}");
        let text = format!("{header}A,2024-01-01,1,x{control}y\n{rest}");
        assert_eq!(of(&text), "3 rows sum 7", "{control:?}");
        assert_eq!(warned(&text, WarningKind::ControlCharsRemoved), 1, "{control:?}");
        let ImportedTable::Transactions(table) = import(text.as_bytes(), 9, options()).unwrap().table else {
            panic!("order lines")
        };
        assert_eq!(table.names.get(0), "xy");
    }
    // Tabs and line ends at the ends of an id are white space, inside it they are not.
    assert_eq!(of(format!("{header}\"\tA\n\",2024-01-01,1,x\n")), "1 rows sum 1");
    assert_eq!(of(format!("{header}\"A\nB\",2024-01-01,1,x\n")), "no_valid_rows 2:control_char");
    assert_eq!(of(format!("{header}A,\"2024-01-01\t\",\"1\r\n\",x\n")), "1 rows sum 1");
    assert_eq!(of(format!("{header}A,\"2024-\t01-01\",1,x\n")), "no_valid_rows 2:control_char");
    // A tab in a quoted id is one in a file of tabs as well.
    assert_eq!(
        of("customer_id\tdate\tamount\n\"A\tB\"\t2024-01-01\t1\nC\t2024-01-01\t2\n"),
        "1 rows 2:control_char sum 2"
    );
    // Unicode's own line ends end no line.
    for c in ['\u{2028}', '\u{2029}'] {
        assert_eq!(of(format!("{header}A,2024-01-01,1,x{c}y\nB,bad,1,x\n")), "1 rows 3:bad_date sum 1");
    }
}

#[test]
fn r11_ids_are_text() {
    for (cell, read) in [
        ("007", "007"),
        ("\u{3000}7\u{A0}", "7"),
        ("ab", "ab"),
        ("=\"00123\"", "00123"),
        ("'42", "42"),
        ("'x", "'x"),
        ("\u{FEFF}A\u{200B}1\u{202E}\u{2060}\u{2066}", "A1"),
        ("８８", "８８"),
        ("1E5", "1E5"),
        ("12E+", "12E+"),
        ("constructor", "constructor"),
        ("0", "0"),
        ("none", "none"),
        ("---", "---"),
        ("8.86912E+11", "no"),
        ("1e+05", "no"),
    ] {
        let wanted = if read == "no" { "1 rows 2:mangled_id sum 1" } else { read };
        assert_eq!(id(cell), wanted, "{cell:?}");
    }
    for word in [
        "", " ", "empty", "NULL", "Null", "n/a", "N/A", "#N/A", "#n/a", "NaN", "nan", "-", "--", "\u{200B}",
        "=\"\"",
    ] {
        assert_eq!(id(word), "1 rows 2:missing_customer_id sum 1", "{word:?}");
    }
}

#[test]
fn r12_amounts() {
    for (cell, sum) in [
        ("1.5E+3", "1501"),
        ("1e-2", "1.01"),
        ("120.50-", "-119.5"),
        ("120.50−", "-119.5"),
        ("(NT$120.50)", "-119.5"),
        ("NT$(120.50)", "-119.5"),
        ("-NT$5", "-4"),
        ("NT$-5", "-4"),
        ("- 5", "-4"),
        ("+5", "6"),
        ("1\u{A0}234.50", "1235.5"),
        ("1\u{202F}234.50", "1235.5"),
        ("1’234.50", "1235.5"),
        ("1'234.50", "1235.5"),
        ("12,34,567.5", "1234568.5"),
        ("１２．５", "13.5"),
        ("￥５", "6"),
        ("'-5", "-4"),
        ("5元", "6"),
        ("5 円", "6"),
        ("CHF 5.5", "6.5"),
        ("rmb5", "6"),
        ("HK$ 5.5", "6.5"),
        ("1000000000000000", "1000000000000001"),
        ("0.1234567", "1.1234567"),
        (".5", "1.5"),
        ("-0.00", "1"),
        ("５００圓", "501"),
    ] {
        assert_eq!(amount(cell), format!("2 rows sum {sum}"), "{cell}");
    }
    for cell in [
        "12%",
        "abc",
        "0x1F",
        "1_000",
        "١٢",
        "#REF!",
        "inf",
        "-inf",
        "1e",
        "(-5)",
        "--5",
        "5--",
        "1.2.3",
        "12 34",
        "1,23.4",
        "$5€",
        "5 dollars",
        "²",
        "=5",
        "1/2",
        "((5))",
        "- -5",
        "$$5",
        "1 234,5,6",
        "5,",
        "5.",
    ] {
        assert_eq!(amount(cell), "1 rows 2:bad_number sum 1", "{cell}");
    }
    for cell in ["1000000000000001", "1e16", "-1e16", "1e400", "9999999999999999"] {
        assert_eq!(amount(cell), "1 rows 2:number_out_of_range sum 1", "{cell}");
    }
    for cell in ["", " ", "empty", "NULL", "n/a", "#N/A", "NaN", "-", "--", "\u{3000}"] {
        assert_eq!(amount(cell), "1 rows 2:missing_amount sum 1", "{cell}");
    }
}

#[test]
fn r12_the_column_decides_the_decimal_mark() {
    let column = |cells: &[&str]| {
        let text: String = cells.iter().map(|cell| format!("A;2024-01-01;{cell}\n")).collect();
        of(format!("customer_id;date;amount\n{text}"))
    };
    assert_eq!(column(&["1.234", "0,5"]), "2 rows sum 1234.5");
    assert_eq!(column(&["1,234", "0.5"]), "2 rows sum 1234.5");
    assert_eq!(column(&["1.234", "1,234"]), "2 rows sum 1235.234");
    assert_eq!(column(&["1.234.567", "1.5"]), "1 rows 2:bad_number sum 1.5");
    assert_eq!(column(&["1,5", "1,25", "2.5"]), "2 rows 4:bad_number sum 2.75");
    assert_eq!(column(&["1,5", "2.5"]), "1 rows 2:bad_number sum 2.5");
    assert_eq!(column(&["1.234,50", "7"]), "2 rows sum 1241.5");
}

#[test]
fn r12_the_column_has_one_currency() {
    assert_eq!(
        rows("A,2024-01-01,€1\nB,2024-01-01,€2\nC,2024-01-01,$4\nD,2024-01-01,8\n"),
        "3 rows 4:currency_mismatch sum 11"
    );
    assert_eq!(rows("A,2024-01-01,€1\nB,2024-01-01,US$2\nC,2024-01-01,3\n"), "ambiguous_currency");
    assert_eq!(
        rows("A,2024-01-01,RMB1\nB,2024-01-01,CNY 2\nC,2024-01-01,£4\n"),
        "2 rows 4:currency_mismatch sum 3"
    );
}

#[test]
fn r13_dates() {
    for (cell, day) in [
        ("2008-4-1", "2008-04-01"),
        ("2008/04/21", "2008-04-21"),
        ("2008.4.21", "2008-04-21"),
        ("20080421", "2008-04-21"),
        ("2008年4月21日", "2008-04-21"),
        ("21-Apr-2008", "2008-04-21"),
        ("21 April 2008", "2008-04-21"),
        ("Apr 21, 2008", "2008-04-21"),
        ("21.4.2008", "2008-04-21"),
        ("25/12/2008", "2008-12-25"),
        ("12/25/2008", "2008-12-25"),
        ("39559", "2008-04-21"),
        ("39559.99", "2008-04-21"),
        ("1208736000", "2008-04-21"),
        ("1208822399999", "2008-04-21"),
        ("民國97/04/21", "2008-04-21"),
        ("民國97年4月21日", "2008-04-21"),
        ("097/04/21", "2008-04-21"),
        ("0970421", "2008-04-21"),
        ("1130229", "2024-02-29"),
        ("2008-04-21T23:59:59-11:00", "2008-04-21"),
        ("2008-04-21 00:00:00.000 UTC", "2008-04-21"),
        ("2008-04-21 12:30:00 AM", "2008-04-21"),
        ("2008-04-21 下午 11:59", "2008-04-21"),
        ("2008-04-21 上午11:59:59", "2008-04-21"),
        ("2008-04-21T10:00Z", "2008-04-21"),
        ("２００８－０４－２１", "2008-04-21"),
        ("'2008-04-21", "2008-04-21"),
        ("25/12/68", "bad"),
        ("25/12/69", "1969-12-25"),
        ("25/12/00", "2000-12-25"),
        ("1900-01-01", "1900-01-01"),
        ("2026-01-02", "2026-01-02"),
        ("21 Apr 69", "1969-04-21"),
        ("20000", "1954-10-03"),
    ] {
        let wanted = if day == "bad" { "1 rows 2:future_date sum 1" } else { day };
        assert_eq!(date(cell), wanted, "{cell}");
    }
    for cell in [
        "2023-02-30",
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "soon",
        "13/13/2023",
        "2024-01-01 24:00",
        "2024-01-01 12:60",
        "2024-01-01 13:00 PM",
        "2024-01-01 0:30 AM",
        "2024/01-01",
        "19999",
        "60001",
        "2024-01",
        "民國113年2月30日",
        "32 Jan 2024",
        "2024-01-01 10:00 +25:00",
        "123456789",
        "12345678901",
    ] {
        assert_eq!(date(cell), "1 rows 2:bad_date sum 1", "{cell}");
    }
    for (cell, reason) in [
        ("1899-12-31", "date_out_of_range"),
        ("0001-01-01", "date_out_of_range"),
        ("2026-01-03", "future_date"),
        ("9999-12-31", "future_date"),
        ("", "missing_date"),
        ("NULL", "missing_date"),
        ("#n/a", "missing_date"),
        ("--", "missing_date"),
    ] {
        assert_eq!(date(cell), format!("1 rows 2:{reason} sum 1"), "{cell}");
    }
}

#[test]
fn r13_the_column_decides_day_and_month() {
    assert_eq!(rows("A,01/02/2024,1\nB,02/03/2024,1\n"), "ambiguous_dates");
    assert_eq!(rows("A,05/05/2024,1\n"), "1 rows sum 1");
    assert_eq!(rows("A,01/02/2024,1\nB,13/02/2024,1\n"), "2 rows sum 2");
    assert_eq!(rows("A,13/02/2024,1\nB,02/14/2024,1\n"), "ambiguous_dates");
    assert_eq!(rows("A,13/02/2024,1\nB,14/02/2024,1\nC,02/14/2024,1\n"), "2 rows 4:bad_date sum 2");
    assert_eq!(rows("A,97/04/21,1\n"), "ambiguous_dates");
    assert_eq!(rows("A,97/04/21,1\nB,民國98/01/01,1\n"), "2 rows sum 2");
    assert_eq!(of("customer_id,日期(民國),amount\nA,97/04/21,1\n"), "1 rows sum 1");
    assert_eq!(of("customer_id,Date (ROC),amount\nA,97/04/21,1\n"), "1 rows sum 1");
}

#[test]
fn r14_duplicates() {
    let orders = "order_id,customer_id,date,amount\n";
    assert_eq!(
        of(format!(
            "{orders}1,A,2024-01-01,1\n1,A,2024-01-01,1\n1,A,2024-01-01,2\n\"1\",A,2024-01-01,\"1\"\n"
        )),
        "2 rows 3:duplicate 5:duplicate sum 3"
    );
    let twice = format!("{HEADER}A,2024-01-01,1\nA,2024-01-01,1\n");
    assert_eq!(of(&twice), "2 rows sum 2");
    assert_eq!(warned(&twice, WarningKind::PossibleDuplicates), 1);
    assert_eq!(
        of("customer_id,name\n1,Ann\n2,Bob\n1,Ann\n1,Anna\n2,Bob\n"),
        "2 rows 4:duplicate 5:duplicate_conflict 6:duplicate"
    );
}

#[test]
fn r15_what_looks_odd_is_kept() {
    let text = "customer_id,date,amount,name\n__proto__,2024-01-01,-5,=1+1\nB,2024-01-01,0,<b>x</b>\nC,2024-01-01,1,\u{202E}abc\u{200B}\n";
    let ImportedTable::Transactions(table) = import(text.as_bytes(), 9, options()).unwrap().table else {
        panic!("order lines")
    };
    assert_eq!(table.names.iter().collect::<Vec<_>>(), ["=1+1", "<b>x</b>", "\u{202E}abc\u{200B}"]);
    assert_eq!(of(text), "3 rows sum -4");
}

#[test]
fn the_first_reason_of_several_is_given() {
    let header = "customer_id,date,amount,n\n";
    let sound = "Z,2024-01-01,1,x\nY,2024-01-01,1,x\n";
    for (row, reason) in [
        ("Total,,\u{1}x,\"open", "unterminated_quote"),
        ("total,,\u{1},x", "total_row"),
        ("\u{1},soon,abc,x,y", "too_many_fields"),
        ("\u{1}", "too_few_fields"),
        (",soon\u{1},abc", "control_char"),
        (",soon,abc", "missing_customer_id"),
        ("1E+5,soon,abc", "mangled_id"),
        ("A,,abc", "missing_date"),
        ("A,soon,", "bad_date"),
        ("A,1800-01-01,abc", "date_out_of_range"),
        ("A,2030-01-01,abc", "future_date"),
        ("A,2024-01-01,", "missing_amount"),
        ("A,2024-01-01,abc", "bad_number"),
    ] {
        assert_eq!(of(format!("{header}{sound}{row}\n")), format!("2 rows 4:{reason} sum 2"), "{row:?}");
    }
    let mut bytes = format!("{header}{sound}").into_bytes();
    bytes.extend("A,2024-01-01,1,é\nA,2024-01-01,1,ü\n".as_bytes());
    bytes.extend(b"\xFF,soon,abc,x,y\ntotal,,\xFF,x\n");
    assert_eq!(of(&bytes), "4 rows 6:invalid_encoding 7:total_row sum 4");
}

#[test]
fn customers_have_their_reasons_too() {
    let mut asked = options();
    asked.kind = Some(FileKind::Customers);
    let text = "customer_id,name\n1,Ann\n,Bob\n8.8E+11,Cy\n2\u{1},Di\n3,Ed,x\n4\ncustomer id,NAME\n5,\"Flo\n";
    assert_eq!(
        with(text.as_bytes(), asked),
        "2 rows 3:missing_customer_id 4:mangled_id 5:control_char 6:too_many_fields 8:repeated_header 9:unterminated_quote"
    );
}
