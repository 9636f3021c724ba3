common-cancel = キャンセル
common-close = 閉じる
common-copy = コピー
common-delete = 削除
common-remove = 取り除く
common-dismiss = 閉じる
common-files = { $count }個のファイル

common-size-bytes = { $value } B
common-size-kilobytes = { $value } kB
common-size-megabytes = { $value } MB
common-size-gigabytes = { $value } GB
common-size-terabytes = { $value } TB
common-size-petabytes = { $value } PB
common-percent = { $value }%
common-rate = { $size }/秒

common-milliseconds-under-one = 1ミリ秒未満
common-milliseconds = { $count }ミリ秒
common-seconds-with-fraction = { $value }秒
common-seconds = { $count }秒
common-minutes = { $count }分
common-minutes-seconds = { $minutes }分{ $seconds }秒
common-hours = { $count }時間
common-hours-minutes = { $hours }時間{ $minutes }分
