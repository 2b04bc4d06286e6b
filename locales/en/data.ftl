# The Data page.
