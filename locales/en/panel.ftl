# Tools, states and explanations that every panel shares.

panel-explain = Explain
panel-view-as-table = View as table
panel-export = Export
panel-export-png = PNG image, 2×
panel-export-svg = SVG vector
panel-export-csv = CSV data
panel-copy-sentence = Copy sentence

panel-explain-what = What it is
panel-explain-formula = Formula
panel-explain-source = Source
panel-explain-caveat = Caveat

panel-loading = Computing…
panel-task-reading = Reading the files, { $done }
panel-task-joining = Joining the files, { $done }
panel-task-simulating = Making the sample, { $done }
panel-task-fitting = Fitting the purchase model, { $done }

panel-failed-title = This could not be computed
panel-failed-text = Your data is safe and the other charts still work.
panel-copy-details = Copy details
panel-add-in-data = Add a file

panel-refused-customers = This needs at least { $need } customers; this selection has { $have }.
panel-refused-short = This needs at least { $need } months of data; there are { $have }.
panel-refused-repeaters = This needs at least { $need } customers who bought again; there are { $have }.
panel-refused-column-cost = This needs a column with cost or profit. Add one on the Data page.
panel-refused-column-signup = This needs a column with the sign-up day. Add one on the Data page.
panel-needs-amounts = Revenue needs a column with amounts
panel-refused-column-amount = This needs a column with amounts. Add one on the Data page.
panel-refused-column = This needs the column “{ $column }”. Add it on the Data page.
panel-refused-orders = This needs at least { $need } orders; there are { $have }.
panel-refused-events = This needs at least { $need } observations; there are { $have }.
panel-refused-equal = All values are the same, so nothing can be told apart.
panel-refused-positive = Nothing here is above zero, so there is nothing to share out.
panel-refused-setting = A setting contradicts itself or the data, so no figure is given. Change it and look again.
panel-refused-maximum = The model finds no best fit for this data, so no figure is given.

panel-nobody-title = No customers match
panel-nobody-text = The filters together leave nobody. Remove one to bring customers back.
panel-clear-filters = Clear all filters

panel-filtered = Filtered to { $clause }
panel-released = Filter removed
