# The frame: navigation, top bar, filter bar, notes.

app-name = Clientele
app-skip = Skip to the page
app-pages = Pages
app-identify = Identify
app-differentiate = Differentiate
app-interact = Interact
app-more = More
app-page-data = Data
app-page-overview = Overview
app-page-customers = Customers
app-page-customer = Customer
app-page-segments = Segments
app-page-pareto = Pareto 80/20
app-page-lifetime-value = Lifetime value
app-page-retention = Retention

app-new-data = New data set
app-data-size = { $n-customers ->
    [one] 1 customer
   *[other] { $customers } customers
} · { $n-orders ->
    [one] 1 order
   *[other] { $orders } orders
}
app-privacy = All data stays in this tab
app-undo = Undo
app-redo = Redo
app-undo-toast = Undo
app-language = Language
app-language-name = English
app-theme = Light or dark
app-theme-dark = Dark theme
app-theme-light = Light theme
app-close = Close

app-filter = Filter
app-filter-add = Filter
app-filter-back = Back to the fields
app-filter-hint = Click any mark to filter every page
app-filter-remove = Remove { $value }
app-selection = ⟦{ $count }⟧ of { $total } customers · ⟦{ $share }⟧ of revenue
app-selection-counts = ⟦{ $count }⟧ of { $total } customers

app-status-restarting = The analysis stopped and is being restarted; your data comes back by itself
app-status-recovered = The analysis was restarted and your data is back
app-status-outdated = A newer version of this page is out. Load it again to go on; choose your files again after that
app-status-dead = The analysis stopped again and again and is not being restarted. Your files are unchanged; load the page again to go on
app-reload = Load again

app-keys = Keys
app-key-search = Search for a customer
app-key-undo = Take the last filter back
app-key-redo = Filter again
app-key-marks = Move between the marks of a chart
app-key-filter = Filter to the mark
app-key-add = Add the mark to the filter
app-key-table = Chart or table
app-key-explain = Explain the panel
