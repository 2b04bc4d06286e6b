# How sound the data is, and what to do about it. What stands between ⟦ and ⟧ is bold.

health-unbalanced = { $n ->
    [one] Rows or money of { $names } do not add up
   *[other] Rows or money of these files do not add up: { $names }
}: what was read is not what was accepted, set aside and merged.
health-unbalanced-all = The sums of the files do not add up to the sum of all.
health-unbalanced-advice = Import the files again. If it stays, do not rely on the totals, and report it with the file.
health-set-aside = { $n ->
    [one] ⟦{ $count } row⟧ was set aside
   *[other] ⟦{ $count } rows⟧ were set aside
}, { $share } of all.
health-set-aside-money = { $n ->
    [one] ⟦{ $count } row⟧ was set aside
   *[other] ⟦{ $count } rows⟧ were set aside
}, { $share } of all; their amounts come to ⟦{ $money }⟧.
health-set-aside-unreadable = { $n ->
    [one] ⟦{ $count } row⟧ was set aside
   *[other] ⟦{ $count } rows⟧ were set aside
}, { $share } of all; the readable amounts come to ⟦{ $money }⟧, and { $unreadable } cannot be read.
health-set-aside-advice = Look at the rows by reason. Correct them in the source, or change how the file is read, and import again.
health-low-fill = Column { $column } of { $file } is filled in only ⟦{ $share }⟧ of rows.
health-low-fill-more = Column { $column } of { $file } is filled in only ⟦{ $share }⟧ of rows; { $n ->
    [one] { $more } more column is
   *[other] { $more } more columns are
} below 80%.
health-low-fill-advice = Groups by this column leave the other rows under an empty value. Fill it in the source, or do not draw conclusions from it.
health-exact-repeats = { $n ->
    [one] ⟦{ $count } row⟧ equal to an earlier one in every cell was set aside.
   *[other] ⟦{ $count } rows⟧ equal to an earlier one in every cell were set aside.
}
health-exact-repeats-advice = Usually the same export twice. If they are real purchases, give each line a number of its own in the source.
health-possible-repeats = { $n ->
    [one] ⟦{ $count } row⟧ equal to another in every cell was kept
   *[other] ⟦{ $count } rows⟧ equal to others in every cell were kept
}, { $share } of order lines, since the file has no order numbers.
health-possible-repeats-advice = Import a column with order numbers, and true repeats are set aside.
health-conflicts = { $n ->
    [one] ⟦{ $count } row⟧ describes a customer who is there already, with other data; the first row stands.
   *[other] ⟦{ $count } rows⟧ describe customers who are there already, with other data; the first row stands.
}
health-conflicts-advice = Compare the rows, and keep the right one in the source.
health-without-profile = { $n ->
    [one] ⟦{ $count } customer⟧ with { $lines } order lines is in no customer list
   *[other] ⟦{ $count } customers⟧ with { $lines } order lines are in no customer list
}: ⟦{ $share }⟧ of revenue.
health-without-profile-advice = They are missing from every group by attribute. Add the newer list, or check whether ids are written alike in both files.
health-without-orders = { $n ->
    [one] ⟦{ $count } customer⟧ in the list has no order
   *[other] ⟦{ $count } customers⟧ in the list have no order
}, { $share } of all.
health-without-orders-advice = They never bought, or their orders are in a file that is missing. They count in no figure on buyers.
health-gap = No orders on ⟦{ $days } { $n ->
    [one] open day
   *[other] open days
}⟧, { $range }, where about { $expected } were to be expected.
health-gaps = No orders on ⟦{ $days } { $n ->
    [one] open day
   *[other] open days
}⟧, { $range }, where about { $expected } were to be expected; { $n-more ->
    [one] { $more } further gap
   *[other] { $more } further gaps
}.
health-gaps-advice = Holidays explain some. If the shop was open, a part of the export is missing: add the file.
health-partial-month = { $month } lacks ⟦{ $days } { $n ->
    [one] day
   *[other] days
}⟧.
health-partial-month-advice = Do not compare it with whole months. Choose periods that leave it out.
health-dip = { $month } has ⟦{ $count } orders⟧; months around it usually have { $usual }.
health-dips = { $month } has ⟦{ $count } orders⟧; months around it usually have { $usual }. { $n-more ->
    [one] { $more } further month falls out
   *[other] { $more } further months fall out
}.
health-dips-advice = Ask what happened. If orders are missing, add them; else keep it in mind when you read trends.
health-amounts = { $n ->
    [one] ⟦{ $count } amount⟧ is
   *[other] ⟦{ $count } amounts⟧ are
} above { $high } and far from all others, with { $share } of all money moved; { $n-low ->
    [one] { $low } is
   *[other] { $low } are
} just as far below.
health-amounts-high = { $n ->
    [one] ⟦{ $count } amount⟧ is
   *[other] ⟦{ $count } amounts⟧ are
} above { $high } and far from all others, with { $share } of all money moved.
health-amounts-low = { $n-low ->
    [one] ⟦{ $low } amount⟧ is
   *[other] ⟦{ $low } amounts⟧ are
} far smaller than all others.
health-amounts-advice = Look at the largest lines. A slipped point, another currency or a posting error is best corrected in the source; large orders are kept as they are.
health-quantities = { $n ->
    [one] ⟦{ $count } quantity⟧ is
   *[other] ⟦{ $count } quantities⟧ are
} above { $high } and far from all others.
health-quantities-advice = Check whether pieces and packs are mixed, or a number has slipped into the wrong column.
health-busy-customers = { $n ->
    [one] ⟦{ $count } customer⟧ has
   *[other] ⟦{ $count } customers⟧ have
} ten orders or more on one day; { $id } has { $orders } on { $day }.
health-busy-customers-advice = Such an id is often a till, a guest account or a reseller. Filter it out before you look at persons.
health-spikes = ⟦{ $share }⟧ of a month’s lines fall on { $day }{ $n ->
    [one] .
   *[other] ; there are { $count } such days.
}
health-spikes-advice = Typical of data moved from another system. Recency and intervals of these customers are not real.
health-heap-orders-first = ⟦{ $count } { $n ->
    [one] order⟧ falls
   *[other] orders⟧ fall
} on the first of a month: { $share } instead of { $expected }.
health-heap-orders-new-year = ⟦{ $count } { $n ->
    [one] order⟧ falls
   *[other] orders⟧ fall
} on 1 January: { $share } instead of { $expected }.
health-heap-signups-first = ⟦{ $count } { $n ->
    [one] sign-up⟧ falls
   *[other] sign-ups⟧ fall
} on the first of a month: { $share } instead of { $expected }.
health-heap-signups-new-year = ⟦{ $count } { $n ->
    [one] sign-up⟧ falls
   *[other] sign-ups⟧ fall
} on 1 January: { $share } instead of { $expected }.
health-heap-orders-advice = Probably a default of the system, or monthly billing. Trust months, not days.
health-heap-signups-advice = Probably a default of the system. Cohorts by sign-up would be too large there.
health-returns = { $n ->
    [one] ⟦{ $count } line⟧ comes back
   *[other] ⟦{ $count } lines⟧ come back
}: ⟦{ $money }⟧, { $share } of gross sales.
health-returns-advice = Revenue is net of returns everywhere. Filter by product to see what comes back most.
health-unmatched-returns = { $n ->
    [one] ⟦{ $count } return⟧ of { $all } has
   *[other] ⟦{ $count } returns⟧ of { $all } have
} no earlier purchase of the same product or size: { $money }.
health-unmatched-returns-advice = The purchase may lie before the first day of the data. If not, look for corrections booked under another id.
health-unmatched-keys = { $n ->
    [one] ⟦{ $count } value⟧
   *[other] ⟦{ $count } values⟧
} of { $column } { $n ->
    [one] is
   *[other] are
} not in { $file }: { $n-lines ->
    [one] { $lines } order line
   *[other] { $lines } order lines
}, { $share } of all, such as { $examples }.
health-unmatched-key = { $key } (line { $line })
health-unmatched-keys-advice = These lines stay, without what the file adds to them. Add the missing rows to it, or mend the value.
health-id-twins = { $n ->
    [one] ⟦{ $count } group⟧ of ids differs
   *[other] ⟦{ $count } groups⟧ of ids differ
} only in case, leading zeros, spaces or width, as { $first } and { $second }.
health-id-twins-advice = They are kept apart. If a spreadsheet dropped zeros, export again as text; else merge those that are one person.
health-same-persons = ⟦{ $count } customers⟧ in { $n ->
    [one] { $groups } group
   *[other] { $groups } groups
} may be the same persons; { $likely } likely.
health-same-persons-advice = Judge them one by one and merge those that are. A merge can be taken back at any time, and your files stay as they are.

health-rule-phone = Same phone number
health-rule-email = Same e-mail address
health-rule-name-address = Same name and address
health-rule-name-id = Same name, and ids that differ only in writing
health-rule-name-birth-year = Same name and year of birth
health-rule-manual = Merged by hand
health-likely = Likely
health-possible = Possible
health-names-same = Same name
health-names-similar = Names differ in one letter
health-names-unknown = Not all have a name
health-names-different = Different names: perhaps a household or a firm
