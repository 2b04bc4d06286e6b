# Notation of numbers and dates.

number-none = –
number-no-currency = no currency
number-points = { $value } pt
number-ratio = { $value }×
number-seconds = { $value } s
number-bytes = { $value } B
number-kilobytes = { $value } kB
number-megabytes = { $value } MB
number-gigabytes = { $value } GB
number-range = { $from } – { $to }
number-list-separator = ,{" "}
number-quoted = “{ $text }”

number-day = { $day } { $month } { $year }
number-month = { $month } { $year }
number-month-1 = Jan
number-month-2 = Feb
number-month-3 = Mar
number-month-4 = Apr
number-month-5 = May
number-month-6 = Jun
number-month-7 = Jul
number-month-8 = Aug
number-month-9 = Sep
number-month-10 = Oct
number-month-11 = Nov
number-month-12 = Dec
number-sentence-separator = {" "}
