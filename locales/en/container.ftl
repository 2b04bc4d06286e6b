# Files that wrap a table: gzip and workbooks.

data-sheet = Sheet
data-sheet-hidden = { $name } (hidden)

error-not-text-rename-gzip = If it is a packed CSV file, rename it so that its name ends in .csv.gz, then drop it here again.
error-not-text-rename-xlsx = If it is a workbook, rename it so that its name ends in .xlsx, then drop it here again.

error-gzip-truncated = { $name } is cut off
error-gzip-truncated-detail = The packed file ends too early, after { $size } of text.
error-gzip-corrupt = { $name } is damaged
error-gzip-corrupt-detail = It cannot be unpacked beyond byte { $offset }.
error-gzip-checksum-detail = What comes out before byte { $offset } is not what was packed: the checksum does not agree.
error-gzip-damaged-advice = Copy or download the file again; if that does not help, export it again.
error-unpacks-large = { $name } is too large when unpacked
error-unpacks-large-detail = It unpacks to more than { $limit }.
error-gzip-bomb-detail = It unpacks to more than { $ratio } times its size, as no table does.
error-gzip-large-advice = Export a shorter period, or unpack it and drop the CSV file here.

error-workbook-file-large = { $name } is too large for a workbook
error-workbook-file-large-detail = It has { $size }; up to { $limit } can be read.
error-workbook-parts-detail = The workbook has more than { $limit } parts.
error-workbook-cells-detail = Sheet { $sheet } has more than { $limit } cells.
error-workbook-large-advice = Save the sheet with the orders as CSV in Excel, then drop that file here.
error-workbook-encrypted = { $name } is protected by a password
error-workbook-encrypted-detail = Its contents are encrypted.
error-workbook-encrypted-advice = Open it in Excel, save a copy without a password, then drop the copy here.
error-workbook-format = { $name } is a workbook of another kind
error-workbook-format-detail = Its contents are in the format { $kind }; .xlsx and .xlsm can be read.
error-workbook-format-advice = Open it in Excel or LibreOffice, save it as .xlsx or CSV, then drop that file here.
error-workbook-none = { $name } is not a workbook
error-workbook-none-detail = There is no workbook in this file.
error-workbook-corrupt = { $name } is damaged
error-workbook-corrupt-detail = The workbook cannot be read in { $part }.
error-workbook-corrupt-advice = Open it in Excel, let it be repaired, save it again, then drop it here.
error-workbook-no-sheet = { $name } has no sheet with cells
error-workbook-no-sheet-detail = The workbook holds only charts or macros.
error-workbook-no-sheet-advice = Drop the workbook that holds the orders.
error-workbook-unknown = { $name } has no sheet { $sheet }
error-workbook-unknown-detail = The workbook has changed since its sheets were listed.
error-workbook-unknown-advice = Choose the file again.
error-workbook-unavailable = The reader of workbooks could not be loaded
error-workbook-unavailable-detail = { $name } needs a part of this app that is fetched when the first workbook is opened. The browser says: { $detail }
error-workbook-unavailable-advice = Connect to the network and drop the file again, or save it as CSV.
error-workbook-stopped = { $name } could not be read to the end
error-workbook-stopped-detail = The reader of workbooks has stopped, most likely for want of memory. The browser says: { $detail }
error-workbook-stopped-advice = Close other tabs and drop the file again, or save it as CSV in Excel.
