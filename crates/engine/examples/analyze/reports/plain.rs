//! Reports written as they are: field names carry units, days and months become ISO 8601.

use clientele_engine::data::{Day, Month};
use serde::Serialize;
use serde_json::Value;

/// Fields of whole numbers that are days.
const DAYS: &[&str] = &["as_of", "from", "to", "date", "cut", "first", "last"];
/// Fields of whole numbers that are months.
const MONTHS: &[&str] = &["month", "start", "first_month"];

/// The report as JSON.
pub(super) fn plain(report: &impl Serialize) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(report)?;
    write_days(&mut value);
    Ok(value)
}

fn write_days(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(write_days),
        Value::Object(fields) => {
            for (name, value) in fields {
                let count = value.as_i64().and_then(|count| i32::try_from(count).ok());
                match count {
                    Some(count) if DAYS.contains(&name.as_str()) => *value = Day(count).to_string().into(),
                    Some(count) if MONTHS.contains(&name.as_str()) => {
                        *value = Month(count).to_string().into()
                    }
                    _ => write_days(value),
                }
            }
        }
        _ => {}
    }
}
