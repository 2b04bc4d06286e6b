# The list of customers, and the path to it.

customers-title = Customers
customers-count = { $n } customers
customers-half = { $half } of { $n } customers bring half of this revenue
customers-half-all = { $half } of { $n } customers bring half of the revenue
customers-half-one = One of { $n } customers brings half of this revenue
customers-without-revenue = { $n } customers without revenue
customers-one = One customer
customers-none = No customers match
customers-none-search = No name or id contains “{ $text }”.
customers-clear-search = Clear the search

customers-search = Find a customer
customers-columns = Columns
customers-csv = CSV
customers-caption = Customers. Arrow keys move, Enter opens, Space checks.
customers-check = Check { $name }
customers-check-loaded = Check the { $n } rows read so far, or none
customers-nothing = –
customers-days = { $n } d

customers-column-label = Customer
customers-column-id = ID
customers-column-orders = Orders
customers-column-revenue = Revenue, { $unit }
customers-column-profit = Profit, { $unit }
customers-column-months = Last { $n } months
customers-column-months-plain = By month
customers-column-quiet = Quiet
customers-column-p-alive = P(alive)
customers-column-value = Value, { $n } months
customers-column-segment = Segment

customers-bulk = Checked customers
customers-bulk-n = { $n } selected
customers-bulk-share = { $money } in the filter, { $share } of it
customers-bulk-share-all = { $money }, { $share } of revenue
customers-bulk-filter = Filter to these
customers-bulk-clear = Uncheck all

customers-path = Path
customers-path-all = All customers
customers-path-segments = { $n } segments
customers-path-n = { $n } customers
customers-path-one = 1 customer
