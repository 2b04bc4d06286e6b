//! Packed files and workbooks, from the name and the bytes to the original row.

use crate::harness::{SHOP, Stage, today};
use clientele::protocol::{
    Answer, Command, ContainerError, Context, Event, FilePlan, GzipError, Question, SessionError,
    StageRequest, StageSource, StagedReport, WorkbookError,
};
use clientele::session::MemoryFile;
use clientele_engine::import::{ImportError, ImportOptions, Recipe, RecipeAnswer, RecipeBook};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

fn staged(event: Event) -> StagedReport {
    match event {
        Event::Staged(report) => *report,
        other => panic!("staged expected, got {other:?}"),
    }
}

fn refused(event: Event) -> ContainerError {
    match event {
        Event::Failed(SessionError::Container(failure)) => failure.error,
        other => panic!("a failure expected, got {other:?}"),
    }
}

fn original(stage: &mut Stage, line: u32) -> (String, String) {
    match stage.ask(Question::SourceText { file: 0, line }, Context::default()) {
        Answer::SourceText { header, text, .. } => (header, text),
        other => panic!("the text of a row expected, got {other:?}"),
    }
}

fn many_rows() -> String {
    let rows = (0..60_000_u32).map(|n| {
        let day = n % 28 + 1;
        format!("{n},C{:04},2024-{:02}-{day:02},\"note, {}\",{}.5\n", n % 977, n % 12 + 1, n * 7_919, n % 500)
    });
    std::iter::once("order_id,customer_id,date,note,amount\n".to_owned()).chain(rows).collect()
}

/// A workbook with a cover, a hidden list, the orders of [`SHOP`] and another year.
fn shop_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Cover").expect("a name");
    cover.write(0, 0, "Orders of the shop").expect("a cell");
    let hidden = book.add_worksheet().set_name("Old").expect("a name");
    hidden.set_hidden(true);
    write_shop(hidden, 0, 1.0);
    write_shop(book.add_worksheet().set_name("訂單").expect("a name"), 2, 1.0);
    write_shop(book.add_worksheet().set_name("Next year").expect("a name"), 0, 2.0);
    book.save_to_buffer().expect("a workbook")
}

/// Writes [`SHOP`] from a row on, dates as dates and ids as numbers where they are.
fn write_shop(sheet: &mut rust_xlsxwriter::Worksheet, first_row: u32, factor: f64) {
    let date_format = Format::new().set_num_format("yyyy/mm/dd");
    let text = std::str::from_utf8(SHOP).expect("ASCII");
    for (row, line) in (first_row..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            if let Ok(date) = ExcelDateTime::parse_from_str(cell)
                && cell.len() == 10
            {
                sheet.write_with_format(row, column, &date, &date_format).expect("a cell");
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write(row, column, if column == 4 { number * factor } else { number }).expect("a cell");
            } else {
                sheet.write(row, column, cell).expect("a cell");
            }
        }
    }
}

fn stage_sheet(stage: &mut Stage, name: &str, bytes: &[u8], sheet: &str) -> Event {
    let mut options = ImportOptions::new(today());
    options.sheet = Some(sheet.to_owned());
    let plan = FilePlan { name: name.to_owned(), n_bytes: bytes.len() as u64, options };
    stage.send(Command::Stage(StageSource::Files(vec![plan]).into()), vec![MemoryFile::new(bytes)])
}

#[test]
fn a_packed_file_is_read_like_the_file_itself() {
    let text = many_rows();
    let packed = gzip(text.as_bytes());
    let mut plain = Stage::new();
    let mut report = staged(plain.stage(&[("orders.csv", text.as_bytes())])).files.remove(0);
    plain.commit();
    let mut stage = Stage::new();
    let packed_report = staged(stage.stage(&[("orders.CSV.GZ", &packed)])).files.remove(0);
    let progress = stage.progress();
    assert!(progress.is_sorted() && progress.iter().all(|done| (0.0..=1.0).contains(done)), "{progress:?}");
    assert!(progress.len() > 3, "{progress:?}");
    report.file = packed_report.file.clone();
    assert_eq!(packed_report, report);
    assert_eq!(packed_report.file.n_bytes, packed.len() as u64);
    stage.commit();
    for line in [2, 513, 20_000, 60_001] {
        assert_eq!(original(&mut stage, line), original(&mut plain, line));
    }
    assert!(original(&mut stage, 60_001).1.starts_with("59999,"));
}

#[test]
fn members_of_a_packed_file_are_one_table() {
    let (head, tail) = SHOP.split_at(101);
    let file = [gzip(head), gzip(tail)].concat();
    let report = staged(Stage::new().stage(&[("shop.csv.gz", &file)]));
    assert_eq!((report.n_lines, report.files[0].sum_amount.as_str()), (7, "310.50"));
}

#[test]
fn rows_deep_in_a_packed_file_are_found_again() {
    // Beyond the first place from which unpacking can go on.
    let row = |n: u32| format!("C{},2024-01-01,{},{}\n", n % 50, n % 9, "x".repeat(200 + n as usize % 7));
    let text: String =
        std::iter::once("customer_id,date,amount,note\n".to_owned()).chain((0..90_000).map(row)).collect();
    assert!(text.len() > 17 << 20);
    let mut stage = Stage::new();
    // Random bytes would do as well; what matters is that the ratio stays below that of a bomb.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(text.as_bytes()).expect("memory takes everything");
    stage.load(&[("notes.csv.gz", &encoder.finish().expect("memory takes everything"))]);
    let lines: Vec<&str> = text.lines().collect();
    for line in [2_u32, 45_000, 89_000, 90_001] {
        assert_eq!(original(&mut stage, line).1, lines[line as usize - 1]);
    }
}

#[test]
fn a_damaged_packed_file_is_refused_and_what_is_loaded_stays() {
    let mut stage = Stage::new();
    stage.load(&[("shop.csv", SHOP)]);
    let before = stage.ask(Question::Concentration, Context::default());
    let packed = gzip(many_rows().as_bytes());
    let cut = refused(stage.stage(&[("cut.csv.gz", &packed[..packed.len() / 2])]));
    assert!(
        matches!(cut, ContainerError::Gzip(GzipError::Truncated { n_unpacked }) if n_unpacked > 0),
        "{cut:?}"
    );
    let mut damaged = packed.clone();
    let end = damaged.len();
    damaged[end - 6] ^= 1;
    let error = refused(stage.stage(&[("sum.csv.gz", &damaged)]));
    assert!(matches!(error, ContainerError::Gzip(GzipError::Checksum { .. })), "{error:?}");
    let bomb = gzip(&vec![b'0'; 40 << 20]);
    let error = refused(stage.stage(&[("bomb.csv.gz", &bomb)]));
    assert_eq!(error, ContainerError::Gzip(GzipError::Bomb { ratio: 200 }));
    assert_eq!(stage.ask(Question::Concentration, Context::default()), before);
}

#[test]
fn name_and_bytes_must_both_say_that_a_file_is_packed() {
    let mut stage = Stage::new();
    // A browser that has unpacked a download leaves the name as it was.
    assert_eq!(staged(stage.stage(&[("shop.csv.gz", SHOP)])).n_lines, 7);
    assert_eq!(staged(stage.stage(&[("shop.xlsx", SHOP)])).n_lines, 7);
    for (name, bytes, wanted) in [("shop.csv", gzip(SHOP), "gzip"), ("shop.csv", shop_workbook(), "xlsx")] {
        let Event::Failed(SessionError::Import(failure)) = stage.stage(&[(name, &bytes)]) else {
            panic!("{wanted} is no text")
        };
        assert_eq!(failure.error, ImportError::NotText { format: wanted.to_owned() });
    }
}

#[test]
fn the_first_visible_sheet_with_orders_is_read() {
    let book = shop_workbook();
    let mut stage = Stage::new();
    let report = staged(stage.stage(&[("shop.xlsx", &book)]));
    let info = report.workbooks[0].clone().expect("sheets");
    let names: Vec<&str> = info.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Cover", "Old", "訂單", "Next year"]);
    assert_eq!(
        info.sheets.iter().map(|sheet| sheet.is_visible).collect::<Vec<_>>(),
        [true, false, true, true]
    );
    assert_eq!((info.sheet, info.sheets[2].n_rows, info.sheets[2].n_columns), (2, Some(10), Some(6)));
    let file = &report.files[0];
    assert_eq!((file.header_line, file.n_accepted, file.sum_amount.as_str()), (3, 7, "310.5"));
    assert_eq!(file.file.n_bytes, book.len() as u64);
    let progress = stage.progress();
    assert!(progress.is_sorted() && progress.iter().all(|done| (0.0..=1.0).contains(done)), "{progress:?}");
    stage.commit();
    // Lines are rows of the sheet.
    let (header, text) = original(&mut stage, 4);
    assert_eq!(header, "order_id,customer_id,date,category,amount,cost");
    assert_eq!(text, "1,A,2024-01-05,Tea,100,40");
}

#[test]
fn another_sheet_is_read_when_it_is_asked_for() {
    let book = shop_workbook();
    let mut stage = Stage::new();
    let report = staged(stage_sheet(&mut stage, "shop.xlsx", &book, "Next year"));
    assert_eq!(report.workbooks[0].as_ref().map(|info| info.sheet), Some(3));
    assert_eq!(report.files[0].sum_amount, "621");
    let Event::Failed(SessionError::Import(failure)) = stage_sheet(&mut stage, "shop.xlsx", &book, "Cover")
    else {
        panic!("the cover has no header")
    };
    assert!(matches!(failure.error, ImportError::MissingRequiredColumns { .. }));
    assert_eq!(failure.workbook.map(|info| info.sheets.len()), Some(4));
    let error = refused(stage_sheet(&mut stage, "shop.xlsx", &book, "Gone"));
    assert_eq!(error, ContainerError::Workbook(WorkbookError::UnknownSheet { name: "Gone".to_owned() }));
}

#[test]
fn a_long_sheet_is_read_in_slices_and_every_row_is_found_again() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let text = many_rows();
    for (row, line) in (0..).zip(text.lines().take(12_000)) {
        for (column, cell) in (0..).zip(line.splitn(4, ',')) {
            sheet.write(row, column, cell).expect("a cell");
        }
        // The note and the amount are one cell above: the amount stands in a column of its own.
        let amount = line.rsplit(',').next().unwrap_or_default();
        sheet.write(row, 4, amount).expect("a cell");
    }
    let book = book.save_to_buffer().expect("a workbook");
    let mut stage = Stage::new();
    let report = staged(stage.stage(&[("long.xlsx", &book)]));
    assert_eq!(report.n_lines, 11_999);
    assert!(stage.progress().len() > 5, "{:?}", stage.progress());
    stage.commit();
    for line in [2_u32, 6_000, 12_000] {
        assert!(original(&mut stage, line).1.starts_with(&format!("{},", line - 2)));
    }
}

#[test]
fn reading_a_workbook_can_be_cancelled_at_every_breath() {
    let book = shop_workbook();
    let mut stage = Stage::new();
    let mut n_breaths = 0;
    loop {
        stage.cancel_at_breath(Some(n_breaths));
        match stage.stage(&[("shop.xlsx", &book)]) {
            Event::Cancelled => n_breaths += 1,
            Event::Staged(_) => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(n_breaths >= 4, "{n_breaths}");
}

#[test]
fn wrong_workbooks_are_told_apart() {
    let mut stage = Stage::new();
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let encrypted: Vec<u8> =
        ole.into_iter().chain("..EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let workbook = |error| ContainerError::Workbook(error);
    let mut error = |name: &str, bytes: &[u8]| refused(stage.stage(&[(name, bytes)]));
    assert_eq!(error("secret.xlsx", &encrypted), workbook(WorkbookError::Encrypted));
    let old = WorkbookError::OtherFormat { format: "xls".to_owned() };
    assert_eq!(error("old.xls", &ole), workbook(old));
    let book = shop_workbook();
    let cut = error("cut.xlsx", &book[..book.len() - 30]);
    assert_eq!(cut, workbook(WorkbookError::Corrupt { part: "zip".to_owned() }));
    let mut damaged = book.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0x55);
    assert!(matches!(
        error("damaged.xlsx", &damaged),
        ContainerError::Workbook(WorkbookError::Corrupt { .. })
    ));
}

#[test]
fn the_sheet_that_was_chosen_is_chosen_in_the_next_workbook() {
    let book = shop_workbook();
    let plan = |sheet: Option<&str>| FilePlan {
        name: "book.xlsx".to_owned(),
        n_bytes: book.len() as u64,
        options: ImportOptions { sheet: sheet.map(str::to_owned), ..ImportOptions::new(today()) },
    };
    let stage_with = |plan: FilePlan, recipes: RecipeBook, without_recipe: Vec<u32>| {
        let source = StageSource::Files(vec![plan]);
        let request = StageRequest { recipes, without_recipe, ..source.into() };
        staged(Stage::new().send(Command::Stage(request), vec![MemoryFile::new(book.clone())]))
    };
    let sheet_of = |report: &StagedReport| {
        let info = report.workbooks[0].as_ref().expect("a workbook");
        info.sheets[info.sheet as usize].name.clone()
    };
    let first = stage_with(plan(None), RecipeBook::new(), vec![]);
    assert_eq!(sheet_of(&first), "訂單");
    let chosen = plan(Some("Next year"));
    let answered = stage_with(chosen.clone(), RecipeBook::new(), vec![]);
    let mut recipes = RecipeBook::new();
    recipes.remember(Recipe::from_report(&answered.files[0], &chosen.options));

    let next = stage_with(plan(None), recipes.clone(), vec![]);
    assert_eq!(sheet_of(&next), "Next year");
    let used = next.files[0].recipe.as_ref().expect("the columns are the same");
    assert!(used.used.contains(&RecipeAnswer::Sheet), "{used:?}");
    // The reader may choose another one, or read as if there were no recipe.
    assert_eq!(sheet_of(&stage_with(plan(Some("訂單")), recipes.clone(), vec![])), "訂單");
    assert_eq!(sheet_of(&stage_with(plan(None), recipes.clone(), vec![0])), "訂單");
    // A sheet of that name with other columns is not meant.
    let mut other = Workbook::new();
    let cover = other.add_worksheet().set_name("Next year").expect("a name");
    cover.write(0, 0, "nothing").expect("a cell");
    write_shop(other.add_worksheet().set_name("Orders").expect("a name"), 0, 1.0);
    let bytes = other.save_to_buffer().expect("a workbook");
    let request = StageRequest { recipes, ..StageSource::Files(vec![plan(None)]).into() };
    let report = staged(Stage::new().send(Command::Stage(request), vec![MemoryFile::new(bytes)]));
    assert_eq!(sheet_of(&report), "Orders");
}
