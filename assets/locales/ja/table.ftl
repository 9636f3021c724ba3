## 行またはタイル

table-row-loading = 読み込み中…
table-row-unreadable = この記録は読み取れません
table-row-remove = 「{ $file }」を取り除く

table-action-cancel = キャンセル
table-action-retry = 再試行
table-action-resume = 再開
table-action-sign = 署名…
table-action-verify = 検証
table-action-report = レポート

table-action-cancel-file = 「{ $file }」をキャンセル
table-action-retry-file = 「{ $file }」を再試行
table-action-resume-file = 「{ $file }」を再開
table-action-sign-file = 「{ $file }」に署名
table-action-verify-file = 「{ $file }」を検証
table-action-report-file = 「{ $file }」のレポート

table-key-copied = コピー済み
table-key-copy = 「{ $file }」のキーをコピー
table-key-copy-signed = 「{ $file }」の署名済みコピーのキーをコピー
table-key-signed = 署名済み
table-credentials-mark = コンテンツクレデンシャルがあります。{ $facts }
table-certificate-ended = 証明書は{ $day }に期限切れ
table-certificate-ends = 証明書の期限は{ $day }
table-sent-as = { $media }として送信
table-too-large-to-sign = 署名するには大きすぎます
table-progress-left = 残り{ $time }
table-progress-stalled = { $time }間送信なし

## 有効性

table-validity-time = 検証済みの日時
table-validity-no-time = 検証済みの日時なし
table-validity-certificate = 証明書の有効期限：{ $day }
table-validity-both = { $time }、{ $certificate }
table-validity-of-verdict = { $verdict }：{ $validity }
table-expiring-ended = 証明書は{ $day }に期限が切れ、署名には検証済みの日時がありません。期限切れと表示されることがあります。
table-expiring-ends = 証明書の期限は{ $day }で、署名には検証済みの日時がありません。それ以降は期限切れと表示されることがあります。

## メディアタイプ

table-type-differs = 名前では{ $named }、内容では{ $found }です。内容を採用しました。
table-type-from-content = 内容から判定しました。名前からはわかりません。
table-type-set-same = 手動で設定（判定結果と同じ）。
table-type-set = 手動で設定。判定結果：{ $found }。
table-type-unknown = 名前からも内容からもタイプがわかりません。

## 署名済みコピーの名前、読み上げ

table-said-folder = 「{ $folder }」内
table-said-credentials = コンテンツクレデンシャルあり
table-no-identity = サーバーは本人情報を追加しませんでした。
table-said-no-identity = サーバーは本人情報を追加しませんでした
table-said-key = キー { $key }
table-said-both = { $one }、{ $other }

## リストまたはグリッド

table-show-grid = グリッドで表示
table-show-table = リストで表示
table-compact-rows = コンパクトな行
table-show-compact = コンパクトな行で表示
table-show-tall = 高い行で表示

## 列と並べ替え

table-column-name = 名前
table-column-size = サイズ
table-column-progress = 進行状況
table-column-key = オブジェクトキー
table-column-date = 日付

table-heading-name = 名前で並べ替え
table-heading-size = サイズで並べ替え
table-heading-progress = 進行状況で並べ替え
table-heading-key = オブジェクトキーで並べ替え
table-heading-date = 日付で並べ替え
table-heading-ascending = { $heading }、昇順
table-heading-descending = { $heading }、降順

table-heading-hint-oldest = クリックすると古い順に並べます。
table-heading-hint-newest = クリックすると新しい順に並べます。
table-heading-hint-again = 行が変わりました。クリックすると並べ直します。
table-heading-hint-added = クリックすると追加順に戻します。
table-heading-hint-reverse = クリックすると逆順にします。
table-heading-hint-sort = クリックすると並べ替えます。

table-sort = 並べ替え
table-sort-menu = 並べ替え：{ $order }
table-sort-menu-added = 並べ替え：追加順
table-sort-menu-newest = 並べ替え：新しい順
table-sort-name-ascending = 名前（A〜Z）
table-sort-name-descending = 名前（Z〜A）
table-sort-size-ascending = サイズ（小さい順）
table-sort-size-descending = サイズ（大きい順）
table-sort-progress-ascending = 進行状況（少ない順）
table-sort-progress-descending = 進行状況（多い順）
table-sort-key-ascending = オブジェクトキー（A〜Z）
table-sort-key-descending = オブジェクトキー（Z〜A）
table-sort-added = 追加順
table-sort-newest = 新しい順
table-sort-oldest = 古い順

## 空のキュー

table-queue-loading = 「{ $server }」のキューを読み込み中…
table-empty-headline = ここにファイルまたはフォルダをドロップ
table-empty-headline-choose = ファイルまたはフォルダを選択
table-empty-explanation = ファイルはすぐにアップロードされ、それぞれにキーが付きます。署名と検証はいつでもできます。
table-empty-add-files = ファイルを追加…
table-empty-add-folder = フォルダを追加…
table-empty-signable = 署名できる形式
table-empty-upload-only = アップロードのみ
table-empty-upload-only-which = その他のすべてのファイル
table-empty-limits = 上限
table-empty-limits-which = 1ファイル5 GBまで、署名は1 GBまで
table-empty-ways = その他の方法
table-empty-ways-which = { $keys }でパスをペーストるか、コマンドラインでファイルを指定します
table-empty-fact = { $name }：{ $value }

## 画像

table-preview-view = 「{ $file }」の画像を表示
table-preview-view-hint = 画像を表示（スペースキー）
table-viewer-title = 画像
table-viewer-picture = 「{ $file }」の画像
table-viewer-loading = 画像を読み込み中…
table-viewer-no-picture = このファイルに画像はありません
table-viewer-never-picture = この種類のファイルに画像はありません
table-viewer-reading = 読み取り中…
table-viewer-close = 画像を閉じる
table-viewer-close-hint = 画像を閉じる（Esc）
table-viewer-next = 次の画像
table-viewer-next-hint = 次の画像（→）
table-viewer-previous = 前の画像
table-viewer-previous-hint = 前の画像（←）
table-viewer-position = { $place }/{ $count }
table-viewer-announcement = { $file }、{ $state }、{ $position }
table-viewer-percent = { $percent }%
table-viewer-actual = 100%
table-viewer-actual-hint = 画像の1ピクセルを画面の1ピクセルで表示（1）
table-viewer-fit = 全体
table-viewer-fit-hint = 画像全体を表示（0）
