## 記録の代わり

history-loading = 履歴を読み込み中…
history-content-missing = 履歴にありません
history-content-missing-more = 同じ内容の記録はありません。1バイトでも違えば別のファイルになります。
history-nothing-found = 見つかりません
history-nothing-today = 今日のアップロードに該当する記録はありません。
history-nothing-seven-days = 過去7日間のアップロードに該当する記録はありません。
history-nothing-this-month = 今月のアップロードに該当する記録はありません。
history-nothing-last-month = 先月のアップロードに該当する記録はありません。
history-nothing-for-text = 「{ $text }」を含むファイル名、キー、SHA-256はありません。また、アップロードした日付にも該当しません。
history-empty = まだ何もアップロードされていません
history-empty-more = キーが付いたファイルはすべてここに表示されます。再起動しても残ります。
history-show-all-dates = すべての日付を表示
history-server-note = これは「{ $server }」の履歴です。履歴はサーバーごとに別々です。
history-show-server = 「{ $server }」を表示

## 記録の下の行

history-records = { $count ->
   *[other] { $count }件の記録
}
history-records-at-server = { $count ->
   *[other] 「{ $server }」に{ $count }件の記録
}
history-unreadable = { $count ->
   *[other] このうち{ $count }件は読み取れません
}
history-show-new = 新しい{ $count }件を表示
history-forget-hint = 記録を削除します。ストレージ内のオブジェクトは削除されません。
history-verifying = 検証中：{ $done }/{ $all }
history-signing = 署名中：{ $done }/{ $all }
history-stop = 停止
history-stop-verifying = 検証を停止
history-stop-signing = 署名を停止
history-stop-hint = 処理中のものは最後まで実行されます。

## 期間

history-chip-today = 今日
history-chip-seven-days = 7日間
history-chip-this-month = 今月
history-chip-last-month = 先月
history-chip-today-only = 今日のみ
history-chip-seven-days-only = 過去7日間のみ
history-chip-this-month-only = 今月のみ
history-chip-last-month-only = 先月のみ

## 日

history-day-today = 今日
history-day-yesterday = 昨日
history-day-unknown = 日付不明
history-day-heading = { $day }、{ $records }
