# Importing, continued: its steps, what is known from earlier files, what files share, appending and pasting.

data-import-steps = Steps of the import
data-import-step-files = Files
data-import-step-columns = Columns and quality
data-import-step-overview = Overview
data-import-step-of = Step { $step } of { $count }

data-recipe-without = Read without it
data-recipe-forget = Forget it
data-recipe-left = This file was read without what is known from last time.
data-recipe-again = Read as last time

data-shared = What the files have in common
data-shared-choice = Rows that both files have
data-shared-merge = Merge
data-shared-merge-note = each of them counts once
data-shared-keep = Keep
data-shared-keep-note = each of them counts twice
data-shared-rows = Show { $count } of { $total } { $n ->
    [one] row
   *[other] rows
}
data-shared-orders = Show { $count } of { $total } { $n ->
    [one] order that differs
   *[other] orders that differ
}
data-shared-customers = Show { $count } of { $total } { $n ->
    [one] customer who differs
   *[other] customers who differ
}
data-shared-more = { $n ->
    [one] 1 more pair of files
   *[other] { $count } more pairs of files
}
data-shared-customer = Customer
data-shared-order = Order
data-shared-day = Day
data-line-in = Line in { $name }
data-amount-in = Amount in { $name }
data-merged = Merged

data-append = Append rows…
data-append-note = A further month, or a customer list
data-append-rows = { $n ->
    [one] Append 1 row
   *[other] Append { $count } rows
}
data-check-append = The rows are added to { $data } once you confirm. Change anything that looks wrong.
data-loaded-already = This file is loaded already; it is read as it was before.
data-dropped = What to do with { $names }?
data-dropped-note = { $data } is open. Nothing changes until you have checked how the files were read.
data-dropped-append = Append the rows
data-dropped-replace = Open instead

data-paste = Paste a table
data-paste-field = Cells copied from a spreadsheet, or the text of a CSV file
data-paste-note = The first row names the columns. The text stays in this tab.
data-paste-cancel = Cancel
data-paste-read = Read the table

data-layouts = { $n ->
    [0] Knows no file layout any more
    [one] Knows 1 file layout from before
   *[other] Knows { $count } file layouts from before
}
data-readings = Saved readings
data-readings-note = How files of a layout were read: names of columns and your answers, no rows. Kept in this browser only.
data-readings-none = None yet. Each import keeps how its files were read.
data-readings-columns = Columns
data-readings-kind = Rows are
data-readings-made = Last import
data-readings-forget = Forget
data-readings-orders = Order lines
data-readings-customers = Customers
data-readings-lookup = Products or places
data-readings-names = { $names } and { $count } more
data-readings-headless = { $n ->
    [one] 1 column without a name
   *[other] { $count } columns without names
}
data-readings-export = Save all to a file
data-readings-import = Read from a file…
data-readings-read = { $n ->
    [one] 1 layout was read from the file
   *[other] { $count } layouts were read from the file
}
data-readings-read-some = { $n ->
    [one] 1 layout was read from the file; left out as damaged: { $skipped }
   *[other] { $count } layouts were read from the file; left out as damaged: { $skipped }
}
data-readings-gone = The file could not be read. Choose it once more; what was kept so far is unchanged.

# The health of the data.
data-health = Data health
data-health-sound = Nothing stands out: the books balance, and no gap, outlier or doubt was found.
data-health-error = Wrong
data-health-warning = Check
data-health-note = Note
data-health-more = { $n ->
    [one] 1 more remark
   *[other] { $count } more remarks
}
data-health-fills = { $n ->
    [one] 1 column has empty cells
   *[other] { $count } columns have empty cells
}
data-health-column = Column
data-health-filled = Filled
data-health-share = Share
data-persons = { $n ->
    [0] No further IDs look like one person
    [one] 1 person may have several IDs
   *[other] { $count } people may have several IDs
}
data-persons-note = Merging counts their orders together; the rows of your files stay as they are, and it can be taken back.
data-persons-merge-likely = { $n ->
    [one] Merge the likely one
   *[other] Merge the { $count } likely ones
}
data-persons-link = { $rule }: { $value } ({ $names })
data-persons-merge = Merge
data-persons-take-back = Take apart
data-persons-merged = { $ids } now count as { $keep }
data-persons-member = { $n ->
    [one] 1 order
   *[other] { $count } orders
}, { $money }
