# The history of all uploads: what is said in place of records, the chips that limit it to a period, and its days.

## In place of records

history-loading = Loading history…
# Nothing was found by the content of a file.
history-content-missing = Not in history
history-content-missing-more = No record matches this content. Even a one-byte change makes a file different.
history-nothing-found = Nothing found
# The search is limited to a period.
history-nothing-today = Nothing that matches was uploaded today.
history-nothing-seven-days = Nothing that matches was uploaded in the past 7 days.
history-nothing-this-month = Nothing that matches was uploaded this month.
history-nothing-last-month = Nothing that matches was uploaded last month.
# $text is what was searched for.
history-nothing-for-text = No file name, key or SHA-256 contains “{ $text }”, and it isn't a date with uploads.
history-empty = Nothing uploaded yet
history-empty-more = Every file that gets a key is listed here, even after a restart.
# Button: removes the limit to a period.
history-show-all-dates = Show all dates
# $server is the name of a server.
history-server-note = This is the history for { $server }. Each server has its own.
# Button: switches to another server. $server is its name.
history-show-server = Show { $server }

## The line below the records

history-records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
# Where there are several servers. $server is the name of the current one.
history-records-at-server = { $count ->
    [one] 1 record at { $server }
   *[other] { $count } records at { $server }
}
# A warning. Of those counted before.
history-unreadable = { $count ->
    [one] 1 of these records can't be read
   *[other] { $count } of these records can't be read
}
# Button: new records are shown after a click. Short.
history-show-new = Show { $count } new
# Tooltip of the button that deletes records.
history-forget-hint = Deletes records. Objects in storage aren't deleted.
# While many records are verified or signed. Short.
history-verifying = Verifying: { $done } of { $all }
history-signing = Signing: { $done } of { $all }
# Button: stops what is done with many records.
history-stop = Stop
# The same for screen readers.
history-stop-verifying = Stop verifying
history-stop-signing = Stop signing
history-stop-hint = Work in progress will finish.

## Chips that limit the records to a period

# Short.
history-chip-today = Today
history-chip-seven-days = 7 days
history-chip-this-month = This month
history-chip-last-month = Last month
# The same for screen readers.
history-chip-today-only = Today only
history-chip-seven-days-only = 7 days only
history-chip-this-month-only = This month only
history-chip-last-month-only = Last month only

## Headings of days

history-day-today = Today
history-day-yesterday = Yesterday
history-day-unknown = Unknown day
# A heading for screen readers. $day is a day, $records the number of records.
history-day-heading = { $day }, { $records }
