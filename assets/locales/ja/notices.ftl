## Lists

notices-joined = { $first }、{ $second }

## Dialogs

notices-dialog-close = 「{ $title }」を閉じる
notices-discard-title = 変更を破棄しますか？
notices-discard-text = 「{ $title }」に保存されていない変更があります。
notices-discard = 破棄
notices-discard-keep = 編集を続ける

## Deleting records

notices-forget-title = 履歴から削除しますか？
notices-forget-title-many = 履歴から{ $count }件の記録を削除しますか？
notices-forget-word = 削除
notices-forget-type = これは履歴のすべてです。続けるには「{ $word }」と入力してください
notices-forget-many = { $count }件の記録を削除
notices-forget-loses-key = オブジェクトキーが失われます
notices-forget-loses-keys = すべてのオブジェクトキーが失われます
notices-forget-loses = 署名と検証の結果、およびこのコンピューターに保存されている以前のコンテンツクレデンシャルも削除されます。この操作は取り消せません。
notices-forget-keeps = ストレージ内のオブジェクトは削除されません。

## Quitting

notices-quit-title = アップロード中に終了しますか？
notices-quit-title-lost = ファイルを失って終了しますか？
notices-quit-unfinished = { $count }個のファイルが完了していません。未完了のファイルは次回続行されます。
notices-quit-unsaved = { $count }個のファイルをキューに保存できませんでした。終了すると失われます。残すには、キャンセルして再試行してください。
notices-quit-scanning = フォルダを読み込み中です。まだ見つかっていないファイルは、次回フォルダをもう一度追加してください。
notices-quit = 終了
notices-quit-keep = アップロードを続ける

## API key

notices-key-needed = QueにはAPIキーが必要です
notices-key-needed-text = このサーバーにのみ送信され、ファイルには書き込まれません。
notices-key-refused = このAPIキーは受け付けられませんでした
notices-key-refused-text = 何も失われていません。キーが受け付けられるとアップロードが再開されます。
notices-key-unused = { $variable }は{ $server }専用に設定されているため、ここでは使用されません。
notices-key-label = APIキー
notices-key-use = キーを使用
notices-key-save = { $system ->
    [mac] キーチェーンに保存
    [windows] 資格情報マネージャーに保存
   *[linux] キーチェーンに保存
}
notices-key-save-again = { $system ->
    [mac] キーチェーンをもう一度試す
    [windows] 資格情報マネージャーをもう一度試す
   *[linux] キーチェーンをもう一度試す
}
notices-key-session = このセッションのみ
notices-key-keyring-trouble = { $system ->
    [mac] キーチェーンを使用できません：{ $trouble }
    [windows] 資格情報マネージャーを使用できません：{ $trouble }
   *[linux] キーチェーンを使用できません：{ $trouble }
}
notices-key-where = キーをお持ちでない場合は、{ $site } またはサーバーの管理者から入手してください。

## Offline

notices-offline = オフラインです。
notices-offline-server = サーバーを利用できません。
notices-offline-continue-any = 接続が回復するとアップロードを再開します。
notices-offline-continue = 接続が回復すると{ $count }個のファイルを再開します。
notices-offline-server-continue-any = サーバーが復旧するとアップロードを再開します。
notices-offline-server-continue = サーバーが復旧すると{ $count }個のファイルを再開します。
notices-offline-try = 今すぐ試す
notices-offline-trying = 試行中…
notices-offline-waiting = 接続を待っています
notices-offline-waiting-server = サーバーを待っています

## Toasts

notices-toast-sentence = { $headline }。{ $more }
notices-toast-details = 詳細
notices-drag-ready = { $count ->
   *[other] { $count }個のファイルの準備ができました。もう一度ドラッグしてください。
}
notices-drag-not-begun = ファイルをドラッグできませんでした
notices-drag-busy = 前のドラッグがまだ終わっていません。少し待ってからもう一度お試しください。
notices-drag-no-files = ドラッグするものがありません。
notices-drag-not-possible = この画面ではドラッグを開始できません。
notices-drag-not-delivered = ファイルが届いていない可能性があります
notices-drag-unanswered = 相手のプログラムから、ファイルを受け取ったかどうかの応答がありませんでした。
notices-drag-ended = デスクトップがドラッグを終了しました。
notices-drop-reading = ドロップされたファイルを読み込み中…
notices-drag-fetching = ドラッグする署名済みファイルを取得中… { $done }/{ $count }
notices-saving-signed = 署名済みファイルを保存中… { $done }/{ $count }

## Notices

notices-nothing-found = ファイルが見つかりませんでした
notices-nothing-added = 何も追加されませんでした。
notices-nothing-added-duplicates = 追加なし：{ $count }個はすでにあります
notices-nothing-added-skipped = 追加なし、{ $count }個をスキップ：{ $reasons }
notices-added = { $added }個を追加しました
notices-added-skipped = { $added }個を追加、{ $count }個をスキップ：{ $reasons }
notices-added-by-setting = 「設定」の「アップロード」で含めることができます。
notices-added-before = { $count }個は以前アップロードされており、もう一度アップロードされます。以前のキーは履歴にあります。
notices-left-waiting = { $count }個のファイルが{ $server }で待機中です
notices-left-waiting-text = サーバーを元に戻すとアップロードが再開されます。左上のメニューから選択してください。
notices-restored = 前回のセッションから{ $count }個のファイルを復元しました
notices-restored-continue = 自動的に再開されます。
notices-restored-ended = { $count }個のファイルは終了しています。再試行できます。
notices-restored-both = { $count }個は自動的に再開され、{ $ended }個は再試行できます。
notices-signing-skipped = { $count }個のファイルは署名されていません：すでにコンテンツクレデンシャルがあります
notices-signing-skipped-text = 署名済みコピーには引き継がれません。編集済みコピーとして署名するには「署名…」を選択してください。
notices-review = 確認
notices-review-hide = 詳細を隠す
notices-more = 他{ $count }件

## Skipped, with counts

notices-skipped-missing = 見つからない{ $count }個
notices-skipped-unreadable = 読み取れない{ $count }個
notices-skipped-too-large = 5 GB超{ $count }個
notices-skipped-not-a-file = ファイルではない{ $count }個
notices-skipped-broken-link = リンク切れ{ $count }個
notices-skipped-link-cycle = 循環リンク{ $count }個
notices-skipped-duplicate = 追加済み{ $count }個
notices-skipped-other-host = 別のコンピューター上{ $count }個
notices-skipped-other-scheme = ファイルのアドレスではない{ $count }個
notices-skipped-not-a-path = パスではない{ $count }個
notices-skipped-incomplete = 相手のプログラムから渡されなかった{ $count }個
notices-skipped-too-many = 多すぎて一覧にない{ $count }個
notices-skipped-hidden = 不可視{ $count }個
notices-skipped-system-file = システムのファイル{ $count }個
notices-skipped-link-outside = フォルダ外へのリンク{ $count }個
notices-skipped-protected = Que Uploader自身のデータ{ $count }個

## Skipped, one file

notices-review-missing = 見つかりません
notices-review-unreadable = 読み取れません（{ $error }）
notices-review-too-large = 5 GB超
notices-review-not-a-file = ファイルではありません
notices-review-broken-link = リンク切れ
notices-review-link-cycle = 循環リンク
notices-review-duplicate = 追加済み
notices-review-other-host = 別のコンピューター上（{ $host }）
notices-review-other-scheme = ファイルのアドレスではありません（{ $scheme }）
notices-review-not-a-path = パスではありません
notices-review-incomplete = 相手のプログラムから渡されませんでした
notices-review-too-many = 多すぎて一覧にできません
notices-review-hidden = 不可視
notices-review-system-file = システムのファイル
notices-review-link-outside = フォルダ外へのリンク
notices-review-protected = Que Uploader自身のデータ
notices-review-before = 以前{ $key }としてアップロード済み

## Finished

notices-finished-signed-verified = { $count }個のファイルを署名・検証しました
notices-finished-signed = { $count }個のファイルに署名しました
notices-finished-verified = { $count }個のファイルを検証しました
notices-finished-uploaded = { $count }個のファイルをアップロードしました
notices-finished-broken = 検証で問題があったファイル{ $count }個
notices-finished-failed = 失敗したファイル{ $count }個
notices-finished-and-verified = 検証済み{ $count }個
notices-finished-and-others = 他に検証済み{ $count }個
notices-finished-and-broken = 問題あり{ $count }個
notices-finished-and-failed = 失敗{ $count }個
notices-next-retry = 次の操作：失敗したものを再試行
notices-next-results = 次の操作：結果を見る
notices-next-links = 次の操作：署名済みファイルのリンクをコピー
notices-next-sign = 次の操作：{ $count }個のファイルに署名
notices-notification-open = 開く

## Title

notices-title-working = { $percent }% – Que Uploader
notices-title-waiting = { $percent }%で待機中 – Que Uploader

## Chip

notices-chip-added = { $count }個を追加
notices-chip-scroll = 新しいファイルまでスクロール

## Lookup

notices-lookup-reading-any = ファイルを読み込み中…
notices-lookup-reading = { $name }を読み込み中  ·  { $size }の{ $percent }
notices-lookup-none = ファイルが見つかりませんでした
notices-lookup-unreadable = { $name }を読み取れません
notices-lookup-unreadable-files = { $count }個のファイルを読み取れません
notices-lookup-unknown = { $name }はアップロードされていません
notices-lookup-unknown-files = { $count }個のファイルはアップロードされていません
notices-lookup-matches = { $name }に一致する記録が{ $count }件あります
notices-lookup-found = { $count }個のファイルのうち{ $found }個が履歴にあります
notices-lookup-and-unreadable = { $result }、{ $count }個は読み取れません
notices-lookup-upload = { $count }個のファイルをアップロード
notices-lookup-stop = 停止
notices-lookup-show-all = すべての記録を表示
notices-lookup-hint = 名前に関係なく、内容でファイルを検索します。ここにドロップすることもできます。

## Drops

notices-drop-add = ドロップして追加
notices-drop-add-items = ドロップして{ $count }個の項目を追加
notices-drop-find = ドロップして履歴で検索
notices-drop-find-items = ドロップして{ $count }個の項目を履歴で検索
notices-drop-find-text = 名前に関係なく、内容でファイルを検索します。何もアップロードされません。
notices-drop-check = ドロップして確認
notices-drop-check-items = ドロップして{ $count }個の項目を確認
notices-drop-check-text = コンテンツクレデンシャルを読み取ります。何もアップロードされません。
notices-drop-nothing = 追加できるものがありません
notices-drop-any = ファイルとフォルダをまとめて追加できます
notices-drop-pictures = 写真{ $count }枚
notices-drop-videos = ビデオ{ $count }本
notices-drop-sounds = 音声{ $count }個
notices-drop-folders = フォルダ{ $count }個
notices-drop-others = その他のファイル{ $count }個
notices-drop-skipped = { $count }個はスキップされます：{ $reasons }

## Failed drops

notices-drop-no-data = 相手のプログラムからドロップしたファイルが渡されませんでした
notices-drop-no-data-text = もう一度ドロップするか、「ファイルを追加…」または「フォルダを追加…」を使用してください。
notices-drop-timeout = 相手のプログラムがドロップに応答しませんでした
notices-drop-timeout-text = そのプログラムを確認してからもう一度ドロップするか、「ファイルを追加…」を使用してください。
notices-drop-too-large = 一度にドロップしたファイルが多すぎます
notices-drop-too-large-text = ファイルの入ったフォルダをドロップするか、ファイルを減らしてください。
notices-paste-no-paths = ペーストしたテキストにファイルのパスがありません
notices-paste-no-paths-text = { $system ->
    [mac] Finderでファイルをコピーするか、フルパスを1行に1つずつコピーしてください。
    [windows] エクスプローラーでファイルをコピーするか、フルパスを1行に1つずつコピーしてください。
   *[linux] ファイルマネージャーでファイルをコピーするか、フルパスを1行に1つずつコピーしてください。
}

## File dialogs

notices-pick-files = ファイルを追加
notices-pick-folders = フォルダを追加
notices-pick-to-find = 履歴でファイルを検索
notices-pick-to-check = ファイルを確認
notices-pick-export = 書き出し
notices-pick-save-signed = 署名済みファイルを保存
notices-pick-signed-folder = 署名済みファイルのフォルダを選択
notices-pick-authorities = 認証局のファイルを選択
notices-pick-trust-list = 信頼リストを選択
notices-pick-certificates = 証明書（PEM）
notices-pick-all-files = すべてのファイル
notices-saved-as = { $path }として保存しました。
notices-not-saved = { $path }に書き込めませんでした：{ $error }。
notices-not-saved-text = 別のフォルダを選択するか、代わりにテキストをコピーしてください。
notices-no-file-manager = ファイルマネージャーを開けませんでした
notices-no-file-manager-text = ファイルは{ $path }です。
notices-no-dialog = このデスクトップにはファイルダイアログがありません
notices-no-dialog-text = ウインドウにファイルをドロップするか、パスをコピーしてここで{ $keys }を押してください。保存できないものはコピーできます。
