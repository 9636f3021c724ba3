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
notices-forget-type = 履歴全体が削除されます。続けるには「{ $word }」と入力してください
notices-forget-many = { $count }件の記録を削除
notices-forget-loses-key = キーが失われます
notices-forget-loses-keys = これらのキーが失われます
notices-forget-loses = 署名と検証の結果、およびこのコンピューターに保管されている以前のコンテンツクレデンシャルも削除されます。この操作は取り消せません。
notices-forget-keeps = ストレージ内のオブジェクトは削除されません。

## Quitting

notices-quit-title = アップロード中です。終了しますか？
notices-quit-title-lost = ファイルを破棄して終了しますか？
notices-quit-unfinished = { $count }個のファイルが完了していません。未完了のファイルは次回起動時に再開されます。
notices-quit-unsaved = { $count }個のファイルをキューに保存できませんでした。終了すると失われます。失わないようにするには、キャンセルして再試行してください。
notices-quit-scanning = フォルダを読み込み中です。まだ見つかっていないファイルを追加するには、次回フォルダをもう一度追加してください。
notices-quit = 終了
notices-quit-keep = アップロードを続ける

## API key

notices-key-needed = QueにはAPIキーが必要です
notices-key-needed-text = このサーバーにのみ送信され、ファイルには書き込まれません。
notices-key-refused = このAPIキーは受け付けられませんでした
notices-key-refused-text = 失われたものはありません。キーが受け付けられるとアップロードが再開されます。
notices-key-unused = { $variable }は{ $server }専用に設定されているため、ここでは使用されません。
notices-key-label = APIキー
notices-key-use = キーを使用
notices-key-save = { $system ->
    [mac] キーチェーンに保存
    [windows] 資格情報マネージャーに保存
   *[linux] キーリングに保存
}
notices-key-save-again = { $system ->
    [mac] キーチェーンをもう一度試す
    [windows] 資格情報マネージャーをもう一度試す
   *[linux] キーリングをもう一度試す
}
notices-key-session = このセッションのみ
notices-key-keyring-trouble = { $system ->
    [mac] キーチェーンを使用できません：{ $trouble }
    [windows] 資格情報マネージャーを使用できません：{ $trouble }
   *[linux] キーリングを使用できません：{ $trouble }
}
notices-key-where = キーをお持ちでない場合は、{ $site }またはサーバーの管理者から入手してください。

## Offline

notices-offline = オフラインです。
notices-offline-server = サーバーを利用できません。
notices-offline-continue-any = 接続が回復するとアップロードを再開します。
notices-offline-continue = 接続が回復すると{ $count }個のファイルを再開します。
notices-offline-server-continue-any = サーバーが復旧するとアップロードを再開します。
notices-offline-server-continue = サーバーが復旧すると{ $count }個のファイルを再開します。
notices-offline-try = 今すぐ接続
notices-offline-trying = 接続中…
notices-offline-waiting = 接続を待っています
notices-offline-waiting-server = サーバーの復旧を待っています

## Toasts

notices-toast-sentence = { $headline }。{ $more }
notices-toast-details = 詳細
notices-drag-ready = { $count ->
   *[other] { $count }個のファイルの準備ができました。もう一度ドラッグしてください。
}
notices-drag-not-begun = ファイルをドラッグできませんでした
notices-drag-busy = 前のドラッグがまだ終わっていません。少し待ってからもう一度お試しください。
notices-drag-no-files = ドラッグするファイルがありません。
notices-drag-not-possible = この画面ではドラッグを開始できません。
notices-drag-not-delivered = ファイルが届いていない可能性があります
notices-drag-unanswered = 相手のアプリから、ファイルを受け取ったかどうかの応答がありませんでした。
notices-drag-ended = デスクトップ環境がドラッグを終了しました。
notices-drop-reading = ドロップされたファイルを読み込み中…
notices-drag-fetching = ドラッグする署名済みファイルを取得中… { $done }/{ $count }
notices-saving-signed = 署名済みファイルを保存中… { $done }/{ $count }

## Notices

notices-nothing-found = ファイルが見つかりませんでした
notices-nothing-added = 何も追加されませんでした。
notices-nothing-added-duplicates = 追加なし：{ $count }件はすでに追加済みです
notices-nothing-added-skipped = 追加なし、{ $count }件をスキップ：{ $reasons }
notices-added = { $added }件を追加しました
notices-added-skipped = { $added }件を追加、{ $count }件をスキップ：{ $reasons }
notices-added-by-setting = 「設定」の「アップロード」で、含めるように変更できます。
notices-added-before = { $count }件は以前アップロードしたもので、もう一度アップロードされます。以前のキーは履歴にあります。
notices-left-waiting = { $count }個のファイルが「{ $server }」で待機中です
notices-left-waiting-text = サーバーを元に戻すとアップロードが再開されます。左上のメニューから選択してください。
notices-restored = 前回のセッションから{ $count }個のファイルを復元しました
notices-restored-continue = 自動的に再開されます。
notices-restored-ended = { $count }個のファイルは終了しました。再試行できます。
notices-restored-both = { $count }件は自動的に再開されます。{ $ended }件は再試行できます。
notices-maybe-signed = 前回までのセッションの{ $count }個のファイルは、署名された可能性があります
notices-maybe-signed-text = 先に署名済みコピーを探してください。もう一度署名すると2つ目ができます。
notices-unverified = 前回までのセッションの{ $count }個のファイルは、まだ検証されていません
notices-unverified-text = 検証の前にセッションが終了しました。
notices-signing-skipped = { $count }個のファイルには署名しませんでした：コンテンツクレデンシャルがすでにあります
notices-signing-skipped-text = 署名済みコピーには含まれません。編集済みコピーとして署名するには「署名…」を選択してください。
notices-review = 表示
notices-review-hide = 詳細を隠す
notices-more = ほか{ $count }件

## Skipped, with counts

notices-skipped-missing = 見つからない { $count }件
notices-skipped-unreadable = 読み取り不可 { $count }件
notices-skipped-too-large = 5 GB超 { $count }件
notices-skipped-not-a-file = ファイル以外 { $count }件
notices-skipped-broken-link = リンク切れ { $count }件
notices-skipped-link-cycle = 循環リンク { $count }件
notices-skipped-duplicate = 追加済み { $count }件
notices-skipped-other-host = 別のコンピューター上 { $count }件
notices-skipped-other-scheme = ファイル以外のアドレス { $count }件
notices-skipped-not-a-path = パス以外 { $count }件
notices-skipped-incomplete = 相手のアプリから渡されず { $count }件
notices-skipped-too-many = 多すぎて一覧外 { $count }件
notices-skipped-hidden = 不可視 { $count }件
notices-skipped-system-file = システムファイル { $count }件
notices-skipped-link-outside = フォルダ外へのリンク { $count }件
notices-skipped-protected = Que Uploader自身のデータ { $count }件

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
notices-review-incomplete = 相手のアプリから渡されませんでした
notices-review-too-many = 多すぎて一覧にできません
notices-review-hidden = 不可視
notices-review-system-file = システムファイル
notices-review-link-outside = フォルダ外へのリンク
notices-review-protected = Que Uploader自身のデータ
notices-review-before = 以前「{ $key }」としてアップロード済み

## Finished

notices-finished-signed-verified = { $count }個のファイルの署名と検証が完了
notices-finished-signed = { $count }個のファイルの署名が完了
notices-finished-verified = { $count }個のファイルの検証が完了
notices-finished-uploaded = { $count }個のファイルのアップロードが完了
notices-finished-broken = { $count }個のファイルの検証で問題を検出
notices-finished-failed = { $count }個のファイルが失敗
notices-finished-and-verified = 検証済み { $count }件
notices-finished-and-others = ほかに検証済み { $count }件
notices-finished-and-broken = 問題あり { $count }件
notices-finished-and-failed = 失敗 { $count }件
notices-next-retry = 次の操作：失敗分を再試行
notices-next-results = 次の操作：結果を表示
notices-next-links = 次の操作：署名済みリンクをコピー
notices-next-sign = 次の操作：{ $count }個のファイルに署名
notices-notification-open = 開く

## Title

notices-title-working = { $percent }% – Que Uploader
notices-title-waiting = { $percent }%で待機中 – Que Uploader

## Chip

notices-chip-added = { $count }件を追加
notices-chip-scroll = 新しいファイルまでスクロール

## Lookup

notices-lookup-reading-any = ファイルを読み込み中…
notices-lookup-reading = 「{ $name }」を読み込み中  ·  { $size }中{ $percent }
notices-lookup-none = ファイルが見つかりませんでした
notices-lookup-unreadable = 「{ $name }」を読み取れません
notices-lookup-unreadable-files = { $count }個のファイルを読み取れません
notices-lookup-unknown = 「{ $name }」はアップロードされていません
notices-lookup-unknown-files = { $count }個のファイルはアップロードされていません
notices-lookup-matches = 「{ $name }」に一致する記録が{ $count }件あります
notices-lookup-found = { $count }個のファイルのうち{ $found }個が履歴にあります
notices-lookup-and-unreadable = { $result }、{ $count }個は読み取れません
notices-lookup-upload = { $count }個をアップロード
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
notices-drop-pictures = 画像{ $count }枚
notices-drop-videos = ビデオ{ $count }本
notices-drop-sounds = オーディオ{ $count }個
notices-drop-folders = フォルダ{ $count }個
notices-drop-others = その他のファイル{ $count }個
notices-drop-skipped = { $count }件はスキップされます：{ $reasons }

## Failed drops

notices-drop-no-data = ドロップされたファイルを相手のアプリから受け取れませんでした
notices-drop-no-data-text = もう一度ドロップするか、「ファイルを追加…」または「フォルダを追加…」を使用してください。
notices-drop-timeout = 相手のアプリがドロップに応答しませんでした
notices-drop-timeout-text = そのアプリを確認してからもう一度ドロップするか、「ファイルを追加…」を使用してください。
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
notices-pick-signed-folder = 署名済みファイルの保存先フォルダを選択
notices-pick-authorities = 認証局の証明書ファイルを選択
notices-pick-trust-list = 信頼リストを選択
notices-pick-certificates = 証明書（PEM）
notices-pick-all-files = すべてのファイル
notices-saved-as = 「{ $path }」として保存しました。
notices-not-saved = 「{ $path }」に書き込めませんでした：{ $error }。
notices-not-saved-text = 別のフォルダを選択するか、代わりにテキストをコピーしてください。
notices-no-file-manager = ファイルマネージャーを開けませんでした
notices-no-file-manager-text = ファイルは「{ $path }」です。
notices-no-dialog = このデスクトップ環境ではファイルダイアログを使用できません
notices-no-dialog-text = ウインドウにファイルをドロップするか、パスをコピーしてここで{ $keys }を押してください。保存できないものはコピーできます。
