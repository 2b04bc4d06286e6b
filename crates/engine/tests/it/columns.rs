//! Columns about customers: from files of customers, and from files of order lines.

use crate::badcsv::import;
use crate::import::{imported, options, shared};
use clientele_engine::data::{
    CustomerTable, Dataset, DatasetBuilder, DimensionRole, MeasureRole, TextRole, TransactionTable,
    decimal_text,
};
use clientele_engine::import::{
    ColumnKind, ColumnReport, ColumnRole, FileReport, ImportedFile, ImportedTable, WarningKind,
};
use std::collections::BTreeMap;
use std::fmt::Write;

fn people(file: ImportedFile) -> (CustomerTable, FileReport) {
    match file.table {
        ImportedTable::Customers(table) => (table, file.report),
        _ => panic!("{:?} is no file of customers", file.report.file),
    }
}

fn lines(file: ImportedFile) -> (TransactionTable, FileReport) {
    match file.table {
        ImportedTable::Transactions(table) => (table, file.report),
        _ => panic!("{:?} is no file of order lines", file.report.file),
    }
}

fn column<'a>(report: &'a FileReport, name: &str) -> &'a ColumnReport {
    report.columns.iter().find(|column| column.name == name).unwrap()
}

fn warned(report: &FileReport) -> Vec<(WarningKind, u64)> {
    report.warnings.iter().map(|warning| (warning.kind, warning.count)).collect()
}

fn joined(tables: Vec<TransactionTable>, profiles: Vec<CustomerTable>) -> Dataset {
    let mut builder = DatasetBuilder::new();
    for table in tables {
        builder.add_transactions(table);
    }
    for table in profiles {
        builder.add_customers(table);
    }
    builder.finish().unwrap().0
}

/// How many customers have each value of an attribute.
fn counts(dataset: &Dataset, name: &str) -> BTreeMap<String, usize> {
    let dimensions = &dataset.customers().dimensions;
    let dimension = dimensions.iter().find(|dimension| dimension.name == name).unwrap();
    let mut counts = BTreeMap::new();
    for customer in 0..dataset.n_customers() {
        *counts.entry(dimension.value(customer).to_owned()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn the_demographics_of_adventureworks_are_read() {
    let Some(folder) = shared("data/adventureworks") else { return };
    let bytes = std::fs::read(folder.join("AdventureWorks_Customers.csv")).unwrap();
    let (table, report) = people(import(&bytes, 1 << 20, options()).unwrap());
    assert_eq!((report.n_accepted, report.n_rejected), (18_148, 0));
    assert_eq!(warned(&report), []);

    let gender = table.dimensions.iter().find(|column| column.role == Some(DimensionRole::Gender)).unwrap();
    let count = |value: &str| (0..18_148).filter(|&row| gender.value(row) == value).count();
    assert_eq!((count("M"), count("F"), count("")), (9_126, 8_892, 130));
    assert_eq!(column(&report, "Gender").n_empty, 130);

    let measure =
        |role: MeasureRole| &table.measures.iter().find(|measure| measure.role == role).unwrap().values;
    let years = measure(MeasureRole::BirthYear);
    assert!(years.iter().all(|year| (1910.0..=1980.0).contains(year)));
    assert_eq!(years.iter().sum::<f64>(), 35_598_834.0);
    assert_eq!(years.iter().filter(|&&year| year == 1965.0).count(), 666);
    assert_eq!((years[0], years[1]), (1966.0, 1965.0));
    // Sum and mean by Python: 1,039,320,000 over 18,148 customers.
    let incomes = measure(MeasureRole::Income);
    assert_eq!(incomes.iter().sum::<f64>(), 1_039_320_000.0);
    assert!((incomes.iter().sum::<f64>() / 18_148.0 - 57_269.120_564_249_504).abs() < 1e-9);
    assert_eq!(incomes[0], 90_000.0);

    let report_of = |name: &str| {
        let column = column(&report, name);
        (column.role, column.kind, column.n_distinct)
    };
    assert_eq!(
        report_of("BirthDate"),
        (ColumnRole::Measure(MeasureRole::BirthYear), ColumnKind::Date, 8_190)
    );
    assert_eq!(report_of("AnnualIncome"), (ColumnRole::Measure(MeasureRole::Income), ColumnKind::Money, 16));
    assert_eq!(report_of("EmailAddress"), (ColumnRole::Text(TextRole::Email), ColumnKind::Text, 18_148));
    let occupation = ColumnRole::Dimension(Some(DimensionRole::Occupation));
    assert_eq!(report_of("Occupation"), (occupation, ColumnKind::Category, 5));
    for name in ["Prefix", "MaritalStatus", "TotalChildren", "EducationLevel", "HomeOwner"] {
        assert_eq!(column(&report, name).role, ColumnRole::Dimension(None), "{name}");
    }
    assert_eq!(table.texts[0].values.get(0), "jon24@adventure-works.com");
}

#[test]
fn the_segment_of_superstore_is_of_customers_and_its_region_is_not() {
    let (Some(data), Some(golden)) = (shared("data/superstore"), shared("golden/superstore.json")) else {
        return;
    };
    let bytes = std::fs::read(data.join("superstore.csv")).unwrap();
    let (table, report) = lines(import(&bytes, 1 << 20, options()).unwrap());
    assert!(!warned(&report).iter().any(|(kind, _)| {
        matches!(kind, WarningKind::UnreadableValues { .. } | WarningKind::ConflictingCustomerValues { .. })
    }));
    let dataset = joined(vec![table], Vec::new());

    let golden: serde_json::Value = serde_json::from_slice(&std::fs::read(golden).unwrap()).unwrap();
    let segments = golden["k_customers_by_attribute"]["Segment"].as_object().unwrap();
    let dimensions = &dataset.customers().dimensions;
    let segment = dimensions.iter().find(|dimension| dimension.name == "Segment").unwrap();
    assert_eq!(segment.role, Some(DimensionRole::CustomerKind));
    assert_eq!(segment.values.iter().collect::<Vec<_>>(), segments.keys().collect::<Vec<_>>());
    for (value, expected) in segments {
        let customers = (0..dataset.n_customers()).filter(|&customer| segment.value(customer) == value);
        let (mut n_customers, mut n_orders, mut revenue) = (0_u64, 0, 0_i128);
        for customer in customers {
            n_customers += 1;
            n_orders += dataset.orders_of(customer).len();
            let lines = dataset.lines_of_customer(customer);
            revenue += dataset.amounts()[lines].iter().map(|&amount| i128::from(amount)).sum::<i128>();
        }
        assert_eq!(n_customers, expected["customers"].as_u64().unwrap(), "{value}");
        assert_eq!(n_orders as u64, expected["orders"].as_u64().unwrap(), "{value}");
        let revenue: f64 = decimal_text(revenue, dataset.money_scale()).parse().unwrap();
        assert!((revenue - expected["revenue"].as_f64().unwrap()).abs() < 1e-6, "{value}: {revenue}");
    }
    let names: Vec<&str> = dataset.dimensions().iter().map(|dimension| dimension.name.as_str()).collect();
    for name in ["Ship Mode", "City", "State", "Region", "Category", "Sub-Category", "Discount"] {
        assert!(names.contains(&name), "{name} is of lines");
        assert!(!dimensions.iter().any(|dimension| dimension.name == name), "{name} is of lines");
    }
    let discount = dataset.measure(MeasureRole::Discount).unwrap();
    // Mean discount of all lines, by Python.
    let mean = discount.values.iter().sum::<f64>() / discount.values.len() as f64;
    assert!((mean - 0.156_202_721_632_989_34).abs() < 1e-12, "{mean}");
}

#[test]
fn lantern_and_apparel_keep_their_attributes() {
    let Some(folder) = shared("data") else { return };
    let read = |file: &str| import(&std::fs::read(folder.join(file)).unwrap(), 1 << 20, options()).unwrap();
    let (table, report) = people(read("lantern/customers.csv"));
    let roles: Vec<ColumnRole> = report.columns.iter().map(|column| column.role).collect();
    assert_eq!(
        roles,
        [
            ColumnRole::CustomerId,
            ColumnRole::Name,
            ColumnRole::Dimension(Some(DimensionRole::CustomerKind)),
            ColumnRole::Dimension(Some(DimensionRole::Region)),
            ColumnRole::Dimension(Some(DimensionRole::AcquisitionChannel)),
            ColumnRole::Signup,
        ]
    );
    let dataset = joined(vec![lines(read("lantern/transactions.csv")).0], vec![table]);
    assert_eq!(dataset.customers().dimensions.len(), 3);
    assert_eq!(counts(&dataset, "city").values().sum::<usize>(), 13_811);
    assert!(dataset.dimension(DimensionRole::Discounted).is_some() && dataset.measures().is_empty());

    let dataset = joined(
        vec![lines(read("apparel/apparel_transactions.csv")).0],
        vec![people(read("apparel/apparel_customers.csv")).0],
    );
    let gender = &dataset.customers().dimensions[0];
    assert_eq!(
        (gender.role, gender.values.as_slice()),
        (Some(DimensionRole::Gender), &["0".into(), "1".into()][..])
    );
}

#[test]
fn a_file_of_customers_is_read_in_many_languages() {
    let (table, report) = people(imported(
        "客戶編號,性別,出生年月日(民國),年收入(萬元),職業,同意行銷,手機,推薦人,滿意度,年齡\n\
         A1,女,55/04/08,90,教師,是,0912-345-678,A2,4/5,58\n\
         A2,男,101.1.2,NA,工程師,否,,,5/5,12 歲\n\
         A3,男,很久以前,120,教師,是,,A1,,999\n",
    ));
    let numbers = |role: MeasureRole| {
        let values = &table.measures.iter().find(|measure| measure.role == role).unwrap().values;
        values.iter().map(|value| if value.is_nan() { None } else { Some(*value) }).collect::<Vec<_>>()
    };
    assert_eq!(numbers(MeasureRole::BirthYear), [Some(1966.0), Some(2012.0), None]);
    assert_eq!(numbers(MeasureRole::Income), [Some(900_000.0), None, Some(1_200_000.0)]);
    assert_eq!(numbers(MeasureRole::Satisfaction), [Some(4.0), Some(5.0), None]);
    assert_eq!(numbers(MeasureRole::Age), [Some(58.0), Some(12.0), None]);
    let roles: Vec<Option<DimensionRole>> = table.dimensions.iter().map(|column| column.role).collect();
    assert_eq!(
        roles,
        [Some(DimensionRole::Gender), Some(DimensionRole::Occupation), Some(DimensionRole::Consent)]
    );
    assert_eq!(column(&report, "同意行銷").kind, ColumnKind::Flag);
    let texts: Vec<(TextRole, &str)> =
        table.texts.iter().map(|text| (text.role, text.values.get(0))).collect();
    assert_eq!(texts, [(TextRole::Phone, "0912-345-678"), (TextRole::Referrer, "A2")]);
    assert_eq!(
        warned(&report),
        [(WarningKind::UnreadableValues { column: 2 }, 1), (WarningKind::UnreadableValues { column: 9 }, 1)]
    );
    assert_eq!(column(&report, "年收入(萬元)").n_empty, 1);
}

#[test]
fn a_header_suggests_and_the_cells_decide() {
    let (table, report) = people(imported(
        "customer_id,age,income,birth_date,complaints,Annual Income (k$),NPS\n\
         1,25-34,low,1966-04,2,15,9\n2,65+,high,1970,0,\"137,5\",7\n3,25-34,,,1,\"20,25\",n/a\n",
    ));
    assert_eq!(column(&report, "age").role, ColumnRole::Dimension(Some(DimensionRole::AgeGroup)));
    assert_eq!(column(&report, "income").role, ColumnRole::Dimension(Some(DimensionRole::IncomeGroup)));
    assert_eq!(column(&report, "income").n_empty, 1);
    let measures: Vec<(MeasureRole, f64)> =
        table.measures.iter().map(|measure| (measure.role, measure.values[1])).collect();
    assert_eq!(
        measures,
        [
            (MeasureRole::BirthYear, 1970.0),
            (MeasureRole::Complaints, 0.0),
            (MeasureRole::Income, 137_500.0),
            (MeasureRole::Satisfaction, 7.0)
        ]
    );
    assert_eq!(warned(&report), []);

    // Roles the user chose are kept, whatever the cells hold.
    let mut asked = options();
    asked.columns = Some(vec![ColumnRole::CustomerId, ColumnRole::Measure(MeasureRole::Age)]);
    let file = import("customer_id,age\n1,25-34\n2,30\n3,65+\n".as_bytes(), 7, asked).unwrap();
    let (table, report) = people(file);
    assert_eq!(table.measures[0].values[1], 30.0);
    assert_eq!(warned(&report), [(WarningKind::UnreadableValues { column: 1 }, 2)]);
}

#[test]
fn a_discount_is_a_number_or_a_flag() {
    let read = |cells: [&str; 4]| {
        let mut text = String::from("customer_id,date,amount,Discount\n");
        for (row, cell) in cells.iter().enumerate() {
            writeln!(text, "C{row},2024-01-0{},5,{cell}", row + 1).unwrap();
        }
        lines(imported(&text))
    };
    let (table, report) = read(["0", "15%", "", "20 %"]);
    assert_eq!(column(&report, "Discount").role, ColumnRole::Measure(MeasureRole::Discount));
    assert_eq!(table.measures[0].values[..2], [0.0, 15.0]);
    assert!(table.measures[0].values[2].is_nan());
    for cells in [["Y", "N", "", "Y"], ["1", "0", "0", ""]] {
        let (table, report) = read(cells);
        let flag = Some(DimensionRole::Discounted);
        assert_eq!(column(&report, "Discount").role, ColumnRole::Dimension(flag));
        assert!(table.measures.is_empty());
        assert_eq!(table.dimensions[0].role, flag);
    }
}

#[test]
fn lines_tell_of_their_customers() {
    let text = "order_id,customer_id,date,amount,gender,birth_date,email,customer city,signup_date,rating\n\
         1,B,2024-01-01,5,F,5/14/1965,b@x.org,Taipei,2023-05-01,4\n\
         2,B,2024-01-02,5,M,5/14/1965,,Tainan,2023-05-01,5\n\
         3,B,2024-01-03,5,F,,b@x.org,Taipei,,\n\
         4,A,2024-01-01,5,M,soon,a@x.org,Tainan,x,1\n\
         5,A,2024-01-04,5,F,04/08/66,,,,2\n";
    let (table, report) = lines(imported(text));
    assert_eq!(
        warned(&report),
        [
            (WarningKind::ConflictingCustomerValues { column: 4 }, 2),
            (WarningKind::UnreadableValues { column: 5 }, 1),
            (WarningKind::ConflictingCustomerValues { column: 5 }, 1),
            (WarningKind::ConflictingCustomerValues { column: 7 }, 1),
            (WarningKind::UnreadableValues { column: 8 }, 1),
        ]
    );
    let dataset = joined(vec![table.clone()], Vec::new());
    let customers = dataset.customers();
    let values = |name: &str| {
        let dimension = customers.dimensions.iter().find(|dimension| dimension.name == name).unwrap();
        [dimension.value(0), dimension.value(1)]
    };
    // A has one of each gender: the smaller one stands. B has two orders as F.
    assert_eq!(values("gender"), ["F", "F"]);
    assert_eq!(values("customer city"), ["Tainan", "Taipei"]);
    assert_eq!(customers.measures[0].values, [1966.0, 1965.0]);
    assert_eq!(customers.texts[0].values.iter().collect::<Vec<_>>(), ["a@x.org", "b@x.org"]);
    let signup = customers.signup.as_ref().unwrap();
    assert_eq!((signup[0], signup[1].unwrap().to_string().as_str()), (None, "2023-05-01"));
    // Satisfaction stays with the line.
    let rating = dataset.measure(MeasureRole::Satisfaction).unwrap();
    assert_eq!(rating.values[..2], [1.0, 2.0]);
    assert!(rating.values[4].is_nan());

    // A file of customers knows better.
    let (profiles, _) =
        people(imported("customer_id,gender,email,birth_date\nA,X,new@x.org,\nB,,,1970-01-01\n"));
    let dataset = joined(vec![table], vec![profiles]);
    let customers = dataset.customers();
    let gender: Vec<&str> = (0..2).map(|customer| customers.dimensions[0].value(customer)).collect();
    assert_eq!(gender, ["X", "F"]);
    assert_eq!(customers.texts[0].values.iter().collect::<Vec<_>>(), ["new@x.org", "b@x.org"]);
    assert_eq!(customers.measures[0].values, [1966.0, 1970.0]);
    assert_eq!((customers.dimensions.len(), customers.measures.len(), customers.texts.len()), (2, 1, 1));
}

/// Order lines of 40 customers, three orders each, in the order of `rows`; `club` belongs to the customer.
fn club_lines(rows: impl Iterator<Item = u32>) -> String {
    let mut text = String::from("order_id,customer_id,date,amount,club,mood\n");
    for row in rows {
        let customer = row % 40;
        let club = if row % 7 == 0 { "" } else { ["red", "blue", "green"][customer as usize % 3] };
        let mood = ["good", "bad"][row as usize / 40 % 2];
        writeln!(text, "O{row},C{customer},2024-01-{:02},5,{club},{mood}", row / 40 + 1).unwrap();
    }
    text
}

#[test]
fn what_never_differs_between_orders_of_a_customer_is_an_attribute() {
    let (table, report) = lines(imported(&club_lines(0..120)));
    assert_eq!(column(&report, "club").role, ColumnRole::Dimension(None));
    let dataset = joined(vec![table], Vec::new());
    let names = |dimensions: &[clientele_engine::data::Dimension]| {
        dimensions.iter().map(|dimension| dimension.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&dataset.customers().dimensions), ["club"]);
    assert_eq!(names(dataset.dimensions()), ["mood"]);
    let expected = [("blue", 13), ("green", 13), ("red", 14)].map(|(name, n)| (name.to_owned(), n));
    assert_eq!(counts(&dataset, "club"), BTreeMap::from(expected));

    // The order of rows changes nothing.
    let (table, _) = lines(imported(&club_lines((0..120).rev())));
    let backwards = joined(vec![table], Vec::new());
    assert_eq!(backwards.customers(), dataset.customers());

    // One order per customer proves nothing.
    let (table, _) = lines(imported(&club_lines(0..40)));
    assert!(table.attributes.dimensions.is_empty());
}

#[test]
fn files_that_contradict_each_other_leave_a_column_to_the_lines() {
    let first = club_lines(0..120);
    let (first, second) = (first.clone(), first.replace("red", "violet"));
    let second = second.replace("2024", "2025").replace("\nO", "\nP");
    let tables = vec![lines(imported(&first)).0, lines(imported(&second)).0];
    assert!(tables.iter().all(|table| table.attributes.dimensions.len() == 1));
    let dataset = joined(tables, Vec::new());
    assert!(dataset.customers().dimensions.is_empty());
    let club = dataset.dimensions().iter().find(|dimension| dimension.name == "club").unwrap();
    // A line whose own cell is empty has what the file knows of its customer.
    assert_eq!(club.values, ["blue", "green", "red", "violet"]);
}

#[test]
fn hostile_details_set_no_row_aside() {
    let mut text = String::from("customer_id,birth_date,age,income,signup_date,email\n");
    for (row, cell) in
        ["=1+1", "99/99/9999", "\u{202E}x", "1e400", "-", "２０", "0000-00-00"].iter().enumerate()
    {
        writeln!(text, "{row},{cell},{cell},{cell},{cell},{cell}").unwrap();
    }
    let (table, report) = people(imported(&text));
    assert_eq!((report.n_accepted, report.n_rejected), (7, 0));
    assert_eq!(table.texts[0].values.get(0), "=1+1");
    for measure in &table.measures {
        assert!(measure.values.iter().all(|value| value.is_nan() || value.is_finite()));
    }
}

#[test]
fn a_family_name_and_a_given_name_are_one_name() {
    let (table, report) = people(imported(
        "customer_id,First Name,Last Name,city\n1,Ada,Lovelace,London\n2,,Hopper,New York\n3, Grace ,,\n4,,,\n",
    ));
    assert_eq!(table.names.iter().collect::<Vec<_>>(), ["Ada Lovelace", "Hopper", "Grace", ""]);
    for name in ["First Name", "Last Name"] {
        let column = column(&report, name);
        assert_eq!((column.role, column.n_empty, column.n_distinct), (ColumnRole::Name, 1, 4));
    }
    let (table, _) = people(imported("會員編號,姓,名\n1,王,小明\n2,歐陽,娜娜\n3,Smith,Peter\n"));
    assert_eq!(table.names.iter().collect::<Vec<_>>(), ["王小明", "歐陽娜娜", "Peter Smith"]);

    // The whole name is better than its parts, and a part alone is no name.
    let (table, report) =
        people(imported("customer_id,name,first name,last name\n1,Countess Lovelace,Ada,Lovelace\n"));
    assert_eq!(table.names.iter().collect::<Vec<_>>(), ["Countess Lovelace"]);
    assert_eq!(column(&report, "first name").role, ColumnRole::Skip);
    let (table, _) = people(imported("customer_id,first name\n1,Ada\n2,Bea\n"));
    assert!(table.names.is_empty());
}

#[test]
fn order_lines_join_names_whether_they_are_read_singly_or_many_at_a_time() {
    let row = |n: u32| format!("C{},Ada{},Lovelace,2024-01-{:02},{n}\n", n % 7, n % 7, n % 28 + 1);
    let rows: String = (0..200).map(row).collect();
    let (table, report) = lines(imported(&format!("customer_id,Vorname,Nachname,date,amount\n{rows}")));
    let names: Vec<String> = table.names.iter().map(str::to_owned).collect();
    assert_eq!(names.len(), 7);
    assert!(names.iter().all(|name| name.starts_with("Ada") && name.ends_with(" Lovelace")), "{names:?}");
    assert_eq!(column(&report, "Vorname").role, ColumnRole::Name);
}
