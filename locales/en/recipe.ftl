# Recipes: what was answered about a file, for the next one like it. And rows that two files have in common.

recipe-exact = Read as last time ({ $day })
recipe-near = Read nearly as last time ({ $day })
recipe-used = Taken over: { $answers }.
recipe-used-none = Nothing had to be taken over: the file decides everything itself.
recipe-ignored = Left out, since this file says otherwise: { $answers }.
recipe-extra = New columns: { $names }.
recipe-missing = Columns that are gone: { $names }.
recipe-advice = Check the preview. Any answer you give here counts first, and is kept for the next file.
recipe-answer-encoding = encoding
recipe-answer-delimiter = delimiter
recipe-answer-header = no header
recipe-answer-roles = use of columns
recipe-answer-sheet = sheet
recipe-answer-date-order = order of day and month
recipe-answer-calendar = calendar
recipe-answer-decimal-mark = decimal mark
recipe-answer-currency = currency
recipe-not-stored = This browser keeps nothing: answers about files last until the tab is closed
recipe-book-too-large = The file is too large for saved answers
recipe-book-too-large-detail = It has { $size } bytes; up to { $limit } are read.
recipe-book-not-json = The file does not hold saved answers
recipe-book-not-json-detail = It is damaged at line { $line }, column { $column }.
recipe-book-not-a-book = The file does not hold saved answers
recipe-book-not-a-book-detail = It is a JSON file of something else.
recipe-book-newer = The file comes from a newer version
recipe-book-newer-detail = Its version is { $version }; this page reads up to { $newest }.
recipe-book-advice = Choose a file that was saved here. The answers kept so far are unchanged.
recipe-book-newer-advice = Reload the page for the newest version. The answers kept so far are unchanged.

overlap-merged = { $n ->
    [one] 1 row of { $later } is already in { $earlier }
   *[other] { $count } rows of { $later } are already in { $earlier }
}
overlap-possible = { $n ->
    [one] 1 row of { $later } may already be in { $earlier }
   *[other] { $count } rows of { $later } may already be in { $earlier }
}
overlap-kept = { $n ->
    [one] 1 row of { $later } is in { $earlier } as well
   *[other] { $count } rows of { $later } are in { $earlier } as well
}
overlap-none = { $later } and { $earlier } know the same orders
overlap-detail = { $days }, { $money } in total.
overlap-conflicts = { $n ->
    [one] 1 order has other rows in { $later } than in { $earlier }; all of them are kept.
   *[other] { $count } orders have other rows in { $later } than in { $earlier }; all of them are kept.
}
overlap-merged-advice = Each of them counts once. Keep them only if they are further purchases.
overlap-possible-advice = The files have no order numbers, so they are kept. Merge them if the files overlap.
overlap-kept-advice = They are kept and count twice, as you asked.
overlap-conflicts-advice = Look at these orders: rows that were corrected count twice until the old ones are taken out.
overlap-example = Line { $earlier-line } and line { $later-line }: { $customer }, { $day }, { $amount }
overlap-example-order = Line { $earlier-line } and line { $later-line }: { $customer }, order { $order }, { $day }, { $amount }
profile-overlap = { $n ->
    [one] 1 customer is in { $earlier } and in { $later }
   *[other] { $count } customers are in { $earlier } and in { $later }
}
profile-overlap-equal = Both say the same.
profile-overlap-differ = { $n ->
    [one] They differ about 1 customer.
   *[other] They differ about { $count } customers.
}
profile-overlap-advice = Where they differ, { $shown } is shown. Remove what is out of date from the other one.
profile-overlap-equal-advice = Each customer counts once.
