# The Data page: welcome, reading, checking, what was set aside.

data-welcome = Know your customers one by one
data-welcome-lead = Drop in order lines, and see who they are, what they are worth and who is about to leave. Nothing is uploaded.
data-drop = Drop order or customer files here
data-formats = .csv, .tsv, .txt, .csv.gz or .xlsx · UTF-8, Big5, GB18030 and others detected · several files at once
data-choose = Choose files
data-samples = Or start from a sample
data-open-sample = Open sample
data-sample-failed = This sample could not be fetched. Check the network, or open another one
data-sample-lantern = Lantern Coffee Roasters
data-sample-lantern-about = Specialty coffee retailer with business accounts; simulated, with known answers
data-sample-lantern-size = About 13,900 customers · 68,700 orders · 2022 –⁠ 2024 · NT$
data-sample-lantern-good-for = Good for segments, Pareto, lifetime value, losses
data-sample-retail = Online gift wholesaler
data-sample-retail-about = Real invoices of a British shop, one customer in six, with cancellations
data-sample-retail-size = 705 customers · 3,594 invoices · Dec 2010 – Dec 2011 · £
data-sample-retail-good-for = Good for retention and returns
data-sample-superstore = Office supplies shop
data-sample-superstore-about = A fictional American shop with profit by order line
data-sample-superstore-size = 793 customers · 5,009 orders · 2014 –⁠ 2017 · $
data-sample-superstore-good-for = Good for the whale curve and product categories
data-steps = Four steps, one customer at a time
data-step-identify = Who are they? Bring order lines and customer lists together.
data-step-differentiate = Which customers are worth most? RFM segments, Pareto, lifetime value.
data-step-interact = Are they staying? Retention by cohort, and who falls silent.
data-customise = Customise
data-step-customise = What to do for each one? Filter to a group and take the list with you.
data-promise-tab = Runs as WebAssembly in this page; no server, no account, no cookies.
data-promise-offline = Works without a network once loaded.
data-promise-closed = Close the tab and the data is gone; your files are never changed.

data-reading = Reading
data-reading-note = In this tab, on this machine
data-task-reading = Reading { $name }, { $done }
data-almost = Almost there
data-stop = Stop

data-check = Check how the file was read
data-check-note = Change anything that looks wrong. The preview and the counts follow.
data-files = Files
data-columns-used = { $used } of { $total } columns are used for orders
data-columns-used-customers = { $used } of { $total } columns are used for customers
data-columns-used-lookup = { $used } of { $total } columns are used by other files
data-preview-facts = {" "}· { $size } · { $n ->
    [one] 1 row
   *[other] { $count } rows
}
data-role-of = Use of column { $column }
data-kind-id = ID
data-kind-date = Date
data-kind-money = Money
data-kind-number = Number
data-kind-category = Category
data-kind-flag = Flag
data-kind-text = Text
data-kind-empty = Empty
data-role-customer-id = Customer ID
data-role-name = Customer name
data-role-date = Order date
data-role-amount = Amount paid
data-role-unit-price = Unit price
data-role-quantity = Quantity
data-role-order-id = Order ID
data-role-cost = Cost
data-role-profit = Profit
data-role-signup = Sign-up date
data-role-dimension = Other field
data-role-skip = Skip
data-role-category = Category
data-role-product = Product
data-role-channel = Channel
data-role-discounted = Discount
data-role-returned = Return
data-role-complaint = Complaint
data-role-customer-kind = Kind of customer
data-role-region = Region
data-role-acquisition = Won through
data-role-gender = Gender
data-role-store = Store or branch
data-role-campaign = Campaign
data-role-test-group = Test or control group
data-role-consent = Consent to contact
data-role-occupation = Occupation
data-role-age-group = Age bracket
data-role-income-group = Income bracket
data-role-account-role = Role in the account
data-role-birth-year = Year or date of birth
data-role-age = Age
data-role-income = Yearly income
data-role-acquisition-cost = Cost of acquisition
data-role-satisfaction = Satisfaction score
data-role-complaint-count = Number of complaints
data-role-discount = Discount
data-role-email = E-mail
data-role-phone = Phone
data-role-address = Address
data-role-referrer = Referred by (customer ID)
data-role-account = Account (ID)
data-role-product-id = Product ID
data-role-key = Other key

data-parsing = How it is read
data-encoding = Encoding
data-encoding-share = Share of { $n ->
    [one] one line with characters outside ASCII that decodes to clean text
   *[other] { $count } lines with characters outside ASCII that decode to clean text
}
data-choice-fit = { $choice } · { $fit }
data-n-amounts = { $n ->
    [one] 1 amount
   *[other] { $count } amounts
}
data-encoding-utf-8 = UTF-8
data-encoding-big5 = Big5 (Traditional Chinese)
data-encoding-gb18030 = GB18030 (Simplified Chinese)
data-encoding-utf-16le = UTF-16, little-endian
data-encoding-utf-16be = UTF-16, big-endian
data-encoding-shift-jis = Shift JIS (Japanese)
data-encoding-euc-jp = EUC-JP (Japanese)
data-encoding-euc-kr = EUC-KR (Korean)
data-encoding-windows-1252 = Windows-1252 (Western)
data-dates = Dates
data-n-rows = { $n ->
    [one] 1 row
   *[other] { $count } rows
}
data-days = Read as { $days }
data-form-year-first = yyyy-mm-dd
data-form-day-first = dd/mm/yyyy
data-form-month-first = mm/dd/yyyy
data-form-minguo = 民國 yyy/mm/dd
data-form-month-name = 31 Dec 2024
data-form-serial = Days of a spreadsheet
data-form-unix = Seconds since 1970
data-day-first = Day first
data-month-first = Month first
data-use-column = Use “{ $column }”
data-calendar-minguo = 民國 (year 1 is 1912)
data-calendar-gregorian = Western calendar
data-layout = Layout
data-delimiter = Delimiter
data-delimiter-comma = Comma
data-delimiter-semicolon = Semicolon
data-delimiter-tab = Tab
data-delimiter-bar = Vertical bar
data-delimiter-blank = Blanks
data-decimal-mark = Decimal mark
data-decimal-point = Point
data-decimal-comma = Comma
data-currency = Currency
data-currency-unknown = Not known
data-header = Header
data-header-line = Line { $line }
data-header-none = None

data-usable = { $n ->
    [one] { $share } of rows are usable; 1 is set aside
   *[other] { $share } of rows are usable; { $count } are set aside
}
data-all-usable = { $n ->
    [one] The only row is usable
   *[other] All { $count } rows are usable
}
data-read = Read
data-accepted = Accepted
data-set-aside = Set aside
data-kept = Kept
data-measure = What is counted
data-rows = Rows
data-money = Amount
data-quality = Rows by reason
data-rows-aside = Rows set aside
data-rows-aside-note = Line in the file, with the part at fault
data-line = Line
data-reason = Reason
data-row = Row
data-csv-rows = { $n ->
    [one] CSV of 1 row
   *[other] CSV of { $count } rows
}
data-csv-busy = Written: { $done } of { $count }
data-csv-note = The CSV holds these rows whole. Mend them there and append the file: rows not mended are set aside again.
data-csv-suffix = set-aside
data-more-rows = and { $count } more
data-parsed = Parsed in { $time } in this tab
data-back = Back
data-import-rows = { $n ->
    [one] Import 1 row
   *[other] Import { $count } rows
}

data-loaded-note = How its files were read, and what was set aside
data-file-facts = { $size } · { $encoding }
data-another = Open another data set
data-another-note = It takes the place of this one once you have confirmed it
