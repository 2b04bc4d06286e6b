//! Why the worker did not do what it was asked, in words a person can act on.

use crate::protocol::{ContainerError, ContainerFailure, FileFailure, SessionError};
use crate::text::container_message::{of_gzip_error, of_workbook_error};
use crate::text::message::{Message, of_build_error, of_import_error};
use crate::text::{Format, isolated};
use clientele_engine::data::BuildError;

/// The message of an error of the session.
#[must_use]
pub fn session_message(error: &SessionError, format: Format) -> Message {
    match error {
        SessionError::Import(FileFailure { name, error, .. }) => of_import_error(name, error, format),
        SessionError::Container(ContainerFailure { name, error, .. }) => container(name, error, format),
        SessionError::Build(error) => of_build_error(error, format),
        SessionError::NoPrices(asked) => {
            let error = BuildError::NoPrices { file: asked.name.clone(), key: asked.key.clone() };
            of_build_error(&error, format)
        }
        SessionError::NoTransactionsFile { names } => Message::of_file(
            ["error-no-orders-file", "error-no-orders-file-detail", "error-no-orders-file-advice"],
            &[("names", format.list(&names.iter().map(|name| isolated(name)).collect::<Vec<_>>()).into())],
            format,
        ),
        SessionError::Unreadable { name, detail } => Message::of_file(
            ["error-unreadable", "error-unreadable-detail", "error-unreadable-advice"],
            &[("name", isolated(name).into()), ("detail", isolated(detail).into())],
            format,
        ),
        SessionError::KeptUnreadable { name, detail } => Message::of_file(
            ["error-kept-unreadable", "error-kept-unreadable-detail", "error-kept-unreadable-advice"],
            &[("name", isolated(name).into()), ("detail", isolated(detail).into())],
            format,
        ),
        SessionError::KeptChanged { name } => Message::of_file(
            ["error-kept-changed", "error-kept-changed-detail", "error-kept-changed-advice"],
            &[("name", isolated(name).into())],
            format,
        ),
        SessionError::NoData => {
            Message::of(["error-no-data", "error-no-data-detail", "error-no-data-advice"], &[], format)
        }
        SessionError::NothingStaged => Message::of(
            ["error-nothing-staged", "error-nothing-staged-detail", "error-nothing-staged-advice"],
            &[],
            format,
        ),
        SessionError::UnknownCustomer { id } => Message::of(
            ["error-unknown-customer", "error-unknown-customer-detail", "error-unknown-customer-advice"],
            &[("id", isolated(id).into())],
            format,
        ),
        SessionError::UnknownRow { name, line } => Message::of(
            ["error-unknown-row", "error-unknown-row-detail", "error-unknown-row-advice"],
            &[("name", isolated(name).into()), ("line", format.whole(u64::from(*line)).into())],
            format,
        ),
    }
}

fn container(name: &str, error: &ContainerError, format: Format) -> Message {
    match error {
        ContainerError::Gzip(error) => of_gzip_error(name, error, format),
        ContainerError::Workbook(error) => of_workbook_error(name, error, format),
        ContainerError::Unavailable { detail } => Message::of_file(
            [
                "error-workbook-unavailable",
                "error-workbook-unavailable-detail",
                "error-workbook-unavailable-advice",
            ],
            &[("name", name.into()), ("detail", detail.as_str().into())],
            format,
        ),
        ContainerError::Stopped { detail } => Message::of_file(
            ["error-workbook-stopped", "error-workbook-stopped-detail", "error-workbook-stopped-advice"],
            &[("name", name.into()), ("detail", detail.as_str().into())],
            format,
        ),
    }
}
