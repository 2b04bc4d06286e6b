# Notation of numbers and dates.

number-none = –
number-no-currency = 未標幣別
number-points = { $value } 個百分點
number-ratio = { $value } 倍
number-seconds = { $value } 秒
number-bytes = { $value } B
number-kilobytes = { $value } kB
number-megabytes = { $value } MB
number-gigabytes = { $value } GB
number-range = { $from } – { $to }
number-list-separator = 、
number-quoted = 「{ $text }」

number-day = { $year } 年 { $month } { $day } 日
number-month = { $year } 年 { $month }
number-month-1 = 1 月
number-month-2 = 2 月
number-month-3 = 3 月
number-month-4 = 4 月
number-month-5 = 5 月
number-month-6 = 6 月
number-month-7 = 7 月
number-month-8 = 8 月
number-month-9 = 9 月
number-month-10 = 10 月
number-month-11 = 11 月
number-month-12 = 12 月
number-sentence-separator = {""}
