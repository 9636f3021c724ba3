## Words of buttons that mean the same everywhere.

common-cancel = Cancel
common-close = Close
common-copy = Copy
common-delete = Delete
# Takes something out of a list; nothing is deleted.
common-remove = Remove
# Closes a notice that was read.
common-dismiss = Dismiss
common-files =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }

## Sizes. $value is a number as the region writes it, such as 4.2.

common-size-bytes = { $value } B
common-size-kilobytes = { $value } kB
common-size-megabytes = { $value } MB
common-size-gigabytes = { $value } GB
common-size-terabytes = { $value } TB
common-size-petabytes = { $value } PB
# $value is a whole number: 45%.
common-percent = { $value }%
# $size is such a size: 4.2 MB/s.
common-rate = { $size }/s

## How long something takes or took. All are abbreviated.

common-milliseconds-under-one = under 1 ms
common-milliseconds = { $count } ms
# $value is a number as the region writes it, such as 4.2.
common-seconds-with-fraction = { $value } s
common-seconds = { $count } s
common-minutes = { $count } min
common-minutes-seconds = { $minutes } min { $seconds } s
common-hours = { $count } h
common-hours-minutes = { $hours } h { $minutes } min
